//! Claims about [`Images`](crate::Images): the pictures of archived articles.

use longwire_model::{Article, ArticleId, ContentHash, Image, Timestamp, Url};

use super::Claim;
use super::make::{archived, article, at, image, revision, source, url};
use crate::{Archived, ImageHead, Job, JobFilter, NewRevision, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("pictures are found by their address", pictures_are_found_by_their_address),
    ("a picture had once is kept", a_picture_had_once_is_kept),
    ("a picture that comes with the same state is added", a_picture_that_comes_with_the_same_state_is_added),
    ("each wanted picture is one job", each_wanted_picture_is_one_job),
    ("a picture that comes late is added to all that name it", a_picture_that_comes_late_is_added),
    ("a picture that nobody names is not kept", a_picture_that_nobody_names_is_not_kept),
    ("a picture that comes moves the mark and no date", a_picture_moves_the_mark_and_no_date),
    ("what is missing is noted until it comes", what_is_missing_is_noted_until_it_comes),
    ("an erased article leaves no picture behind", an_erased_article_leaves_no_picture_behind),
];

/// The address of the lead picture of [`article`].
const LEAD: &str = "https://img.example.org/lead.jpg";

/// That of the one in its text.
const FIRST: &str = "https://img.example.org/1.png?w=640";

fn newest(store: &dyn Store, id: ArticleId) -> Article {
    store.article(id).unwrap().unwrap().revision.article
}

/// The addresses of the picture jobs that are to be done.
fn jobs(store: &dyn Store) -> Vec<String> {
    let filter = JobFilter { source_id: None, dead: Some(false), limit: usize::MAX };
    let jobs = store.jobs(filter).unwrap();
    jobs.iter()
        .filter(|view| matches!(view.job, Job::Picture { .. }))
        .map(|view| view.subject.clone())
        .collect()
}

fn pictures_are_found_by_their_address(store: &dyn Store) {
    let article = article("标题", "正文。");
    let images = [
        image("https://img.example.org/lead.jpg", b"lead"),
        image("https://img.example.org/1.png?w=640", b"first"),
        image("https://img.example.org/nowhere.png", b"first"),
    ];
    let new = NewRevision { images: &images, ..revision("1", &article) };
    let Archived::New { article_id, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
    let found = newest(store, article_id);
    let lead = found.lead_image.unwrap().stored.expect("a copy of the lead picture");
    let first = found.images[0].stored.expect("a copy of the first picture");
    assert_ne!(lead, first);
    let stored = store.image(first).unwrap().unwrap();
    assert_eq!((stored.hash, &stored.bytes[..]), (first, &b"first"[..]));
    assert_eq!((stored.media_type.as_str(), stored.width, stored.height), ("image/png", Some(3), None));
    assert_eq!(store.totals().unwrap().image_count, 2, "equal files are kept once");
}

fn a_picture_had_once_is_kept(store: &dyn Store) {
    let (one, two) = (article("一", "正文。"), article("二", "正文。"));
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let first = NewRevision { images: &images, ..revision("1", &one) };
    let Archived::New { article_id, .. } = store.archive(&first).unwrap() else { panic!("it is new") };
    store.archive(&revision("1", &two)).unwrap();
    assert!(newest(store, article_id).lead_image.unwrap().stored.is_some(), "though it was not had again");
    let gone = Article { lead_image: None, ..two };
    store.archive(&revision("1", &gone)).unwrap();
    assert!(newest(store, article_id).lead_image.is_none());
}

fn a_picture_that_comes_with_the_same_state_is_added(store: &dyn Store) {
    let source_id = Some(source(store, "https://example.org/feed"));
    let article = article("标题", "正文。");
    let new = NewRevision { source_id, ..revision("1", &article) };
    let Archived::New { article_id, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
    let before = store.mark(source_id).unwrap();
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let told = store.archive(&NewRevision { images: &images, ..new }).unwrap();
    assert_eq!(told, Archived::Unchanged { article_id });
    assert!(newest(store, article_id).lead_image.unwrap().stored.is_some());
    assert_ne!(store.mark(source_id).unwrap(), before);
}

fn each_wanted_picture_is_one_job(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let id = archived(store, Some(source_id), "1");
    let wanted = [url(LEAD), url(FIRST), url(LEAD)];
    store.want_images(id, &wanted, at(10)).unwrap();
    store.want_images(id, &wanted, at(20)).unwrap();
    assert_eq!(jobs(store), [LEAD, FIRST]);
    assert!(store.keep_image(id, &image(LEAD, b"lead")).unwrap());
    let other = archived(store, Some(source_id), "2");
    store.want_images(other, &[url(LEAD)], at(40)).unwrap();
    assert_eq!(jobs(store), [LEAD, FIRST, LEAD], "each article has its own copy's address");
    store.want_images(ArticleId(404), &wanted, at(50)).unwrap();
    let of_source = JobFilter { source_id: Some(source_id), dead: Some(false), limit: 9 };
    assert_eq!(store.jobs(of_source).unwrap().len(), 3);
    let third = archived(store, None, "3");
    store.keep_image(third, &image(LEAD, b"lead")).unwrap();
    store.want_images(third, &[url(LEAD)], at(70)).unwrap();
    assert_eq!(jobs(store).len(), 3, "it has that one");
}

fn a_picture_that_comes_late_is_added(store: &dyn Store) {
    let (one, two) = (article("一", "正文。"), article("二", "正文。"));
    let Archived::New { article_id, .. } = store.archive(&revision("1", &one)).unwrap() else {
        panic!("it is new")
    };
    store.archive(&revision("1", &two)).unwrap();
    assert!(store.keep_image(article_id, &image(LEAD, b"lead")).unwrap());
    assert!(store.keep_image(article_id, &image(FIRST, b"first")).unwrap());
    let stored: Vec<_> = (1..=2)
        .map(|number| {
            let state = store.revision(article_id, number).unwrap().unwrap().article;
            (state.lead_image.unwrap().stored.unwrap(), state.images[0].stored.unwrap())
        })
        .collect();
    assert_eq!(stored[0], stored[1]);
    assert_eq!(&store.image(stored[0].0).unwrap().unwrap().bytes[..], b"lead");
    assert!(!store.keep_image(article_id, &image(LEAD, b"another")).unwrap(), "a copy is never replaced");
    let mut heads = store.image_heads(article_id).unwrap();
    heads.sort_by_key(|head| head.size_bytes);
    let lead = ImageHead {
        hash: stored[0].0,
        media_type: "image/png".into(),
        size_bytes: 4,
        width: Some(3),
        height: None,
    };
    assert_eq!((heads.len(), &heads[0]), (2, &lead));
}

fn a_picture_that_nobody_names_is_not_kept(store: &dyn Store) {
    let id = archived(store, None, "1");
    let elsewhere = image("https://img.example.org/2.png", b"else");
    assert!(!store.keep_image(id, &elsewhere).unwrap());
    assert!(!store.keep_image(ArticleId(404), &image(LEAD, b"lead")).unwrap());
    assert_eq!(store.totals().unwrap().image_count, 0);
    let plain =
        Article { images: vec![picture("https://img.example.org/2.png")], ..article("1", "正文。") };
    store.archive(&revision("1", &plain)).unwrap();
    assert!(store.keep_image(id, &elsewhere).unwrap(), "its newest revision does");
    assert_eq!(store.revision(id, 1).unwrap().unwrap().article.images[0].stored, None);
}

fn picture(address: &str) -> Image {
    Image { url: url(address), alt: String::new(), stored: None }
}

fn a_picture_moves_the_mark_and_no_date(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let id = archived(store, Some(source_id), "1");
    let marks = || (store.mark(Some(source_id)).unwrap(), store.mark(None).unwrap());
    let seconds = |at: Option<Timestamp>| at.map(Timestamp::seconds);
    let before = marks();
    assert_eq!(before.0.edited_at, None);
    store.keep_image(id, &image(LEAD, b"lead")).unwrap();
    let first = marks();
    store.keep_image(id, &image(FIRST, b"first")).unwrap();
    let second = marks();
    for (old, new) in [(before.0, first.0), (before.1, first.1), (first.0, second.0), (first.1, second.1)] {
        assert_eq!((old.last_seq, old.changed_at), (new.last_seq, new.changed_at));
        assert!(new.edits > old.edits && seconds(new.edited_at) > seconds(old.edited_at), "{old:?} {new:?}");
    }
    assert_eq!(first.0.edited_at, Some(at(11)));
    assert_eq!(store.article(id).unwrap().unwrap().revision.archived_at, at(10));
}

fn what_is_missing_is_noted_until_it_comes(store: &dyn Store) {
    let id = archived(store, None, "1");
    let noted = || -> Vec<(String, String, Timestamp)> {
        let missing = store.missing_images(id).unwrap();
        missing.into_iter().map(|it| (it.url.into(), it.reason, it.missed_at)).collect()
    };
    let miss = |url: &str, reason: &str, now| {
        let missing: [(Url, String); 1] = [(url.parse().unwrap(), reason.to_owned())];
        store.miss_images(id, &missing, now).unwrap();
    };
    miss(LEAD, "too slow", at(20));
    miss(FIRST, "gone", at(20));
    miss(LEAD, "not found", at(30));
    let expected =
        [(FIRST.to_owned(), "gone".to_owned(), at(20)), (LEAD.to_owned(), "not found".to_owned(), at(30))];
    assert_eq!(noted(), expected);
    store.keep_image(id, &image(LEAD, b"lead")).unwrap();
    assert_eq!(noted(), expected[..1]);
    store.miss_images(ArticleId(404), &[(url(LEAD), "gone".into())], at(50)).unwrap();
    assert!(store.missing_images(ArticleId(404)).unwrap().is_empty());
}

fn an_erased_article_leaves_no_picture_behind(store: &dyn Store) {
    let id = archived(store, None, "1");
    store.want_images(id, &[url(LEAD), url(FIRST)], at(20)).unwrap();
    store.keep_image(id, &image(LEAD, b"lead")).unwrap();
    store.miss_images(id, &[(url(FIRST), "gone".into())], at(20)).unwrap();
    assert!(store.erase(id, "court order", at(50)).unwrap());
    assert!(jobs(store).is_empty() && store.missing_images(id).unwrap().is_empty());
    assert!(store.image_heads(id).unwrap().is_empty());
    assert_eq!(store.totals().unwrap().image_count, 0);
    assert!(store.image(ContentHash([0; 32])).unwrap().is_none());
}
