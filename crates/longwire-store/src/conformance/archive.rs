//! Claims about [`Archive`](crate::Archive): archiving and reading back.

use longwire_model::{ArchiveSeq, Article, ArticleId, CaptureId, Image, PollState};

use super::Claim;
use super::make::{archived, article, at, capture, entry, image, poll, revision, source, url};
use crate::{Archived, Job, NewRevision, SourceFacts, SourceMark, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("an article comes back as it was archived", an_article_comes_back_as_it_was_archived),
    ("an article of nothing but text comes back", an_article_of_nothing_but_text_comes_back),
    ("a capture comes back byte for byte", a_capture_comes_back_byte_for_byte),
    ("archiving twice changes nothing", archiving_twice_changes_nothing),
    ("title, text and pictures make a new state", title_text_and_pictures_make_a_new_state),
    ("a change back is a change", a_change_back_is_a_change),
    ("a revision never changes", a_revision_never_changes),
    ("numbers count up from one", numbers_count_up_from_one),
    ("an article of two sources is archived once", an_article_of_two_sources_is_archived_once),
    ("the newest come first, page by page", the_newest_come_first_page_by_page),
    ("a mark moves when a publication does", a_mark_moves_when_a_publication_does),
    ("what people could see is counted when it changes", what_people_could_see_is_counted),
    ("importing again brings nothing back", importing_again_brings_nothing_back),
    ("what is not there is not found", what_is_not_there_is_not_found),
];

fn newest(store: &dyn Store, id: ArticleId) -> Article {
    store.article(id).unwrap().unwrap().revision.article
}

fn an_article_comes_back_as_it_was_archived(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let entry_id = entry(store, source_id, "https://example.org/1");
    let (article, capture) = (article("标题", "正文。\n第二段。"), capture("<p>正文</p>"));
    let fetched = url("https://m.example.org/1");
    let new = NewRevision {
        entry_id: Some(entry_id),
        source_id: Some(source_id),
        captures: std::slice::from_ref(&capture),
        fetched_url: Some(&fetched),
        ..revision("example.org/1", &article)
    };
    let Archived::New { article_id, seq } = store.archive(&new).unwrap() else { panic!("it is new") };
    assert_eq!(store.article_by_identity("example.org/1").unwrap(), Some(article_id));
    let found = store.article(article_id).unwrap().unwrap();
    assert_eq!(found.revision.article, article);
    assert_eq!((found.revision.article_id, found.revision.number, found.revision.seq), (article_id, 1, seq));
    assert_eq!((found.revision.archived_at, found.first_archived_at), (at(10), at(10)));
    assert_eq!((found.first_seq, found.source_id), (seq, Some(source_id)));
    assert_eq!(found.fetched_url, Some(fetched));
    assert_eq!(store.entry(entry_id).unwrap().unwrap().article_id, Some(article_id));
    assert_eq!(store.revision(article_id, 1).unwrap().unwrap(), found.revision);
}

fn an_article_of_nothing_but_text_comes_back(store: &dyn Store) {
    let bare = Article {
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: None,
        modified_at: None,
        language: None,
        standfirst: None,
        lead_image: None,
        images: Vec::new(),
        title: String::new(),
        ..article("", "正文。\0\u{1F600}")
    };
    let Archived::New { article_id, .. } = store.archive(&revision("bare", &bare)).unwrap() else {
        panic!("it is new")
    };
    assert_eq!(newest(store, article_id), bare);
    assert_eq!(store.article(article_id).unwrap().unwrap().source_id, None);
}

fn a_capture_comes_back_byte_for_byte(store: &dyn Store) {
    let page: String = (0..40_000).map(|n| char::from(b' ' + (n * n % 90) as u8)).collect();
    for (identity, body) in [("empty", ""), ("large", page.as_str()), ("again", page.as_str())] {
        let (article, given) = (article(identity, "正文"), capture(body));
        let new = NewRevision { captures: std::slice::from_ref(&given), ..revision(identity, &article) };
        let Archived::New { article_id, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
        let id = store.article(article_id).unwrap().unwrap().revision.capture_id.unwrap();
        let found = store.capture(id).unwrap().unwrap();
        assert_eq!(found.body, given.body, "{identity}");
        assert_eq!((found.url, found.final_url), (given.url, given.final_url));
        assert_eq!((found.status, found.headers), (given.status, given.headers));
        assert_eq!(found.captured_at, given.captured_at);
    }
}

fn archiving_twice_changes_nothing(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let (article, capture) = (article("标题", "正文。"), capture("<p>正文</p>"));
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let new = NewRevision {
        source_id: Some(source_id),
        captures: std::slice::from_ref(&capture),
        images: &images,
        ..revision("1", &article)
    };
    let Archived::New { article_id, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
    let (mark, totals) = (store.mark(Some(source_id)).unwrap(), store.totals().unwrap());
    let later = NewRevision { archived_at: at(999), ..new };
    assert_eq!(store.archive(&later).unwrap(), Archived::Unchanged { article_id });
    assert_eq!(store.mark(Some(source_id)).unwrap(), mark);
    assert_eq!(store.mark(None).unwrap().last_seq, mark.last_seq);
    assert_eq!(store.totals().unwrap(), totals);
    assert_eq!(store.revisions(article_id).unwrap().len(), 1);
}

fn title_text_and_pictures_make_a_new_state(store: &dyn Store) {
    let base = article("标题", "正文。");
    store.archive(&revision("1", &base)).unwrap();
    let picture = |address: &str| Image { url: url(address), alt: "图".into(), stored: None };
    let same = [
        Article { word_count: 99, section: None, authors: Vec::new(), ..base.clone() },
        Article { published_at: None, standfirst: None, url: url("https://example.org/2"), ..base.clone() },
        Article { images: vec![picture("https://img.example.org/1.png?w=320&sig=7")], ..base.clone() },
    ];
    for state in &same {
        let told = store.archive(&revision("1", state)).unwrap();
        assert!(matches!(told, Archived::Unchanged { .. }), "{told:?} for {state:?}");
    }
    let changed = [
        Article { title: "新标题".into(), ..base.clone() },
        Article { text: "新正文。".into(), ..base.clone() },
        Article { images: vec![picture("https://img.example.org/2.png?w=640")], ..base.clone() },
        Article { images: Vec::new(), ..base.clone() },
        Article { lead_image: None, ..base.clone() },
        // Where one field ends and the next begins is part of the state.
        Article { title: "标题正".into(), text: "文。".into(), ..base },
    ];
    for (state, expected) in changed.iter().zip(2..) {
        let told = store.archive(&revision("1", state)).unwrap();
        assert!(matches!(told, Archived::Revised { number, .. } if number == expected), "{told:?}");
    }
}

fn a_change_back_is_a_change(store: &dyn Store) {
    let (one, two) = (article("一", "正文。"), article("二", "正文。"));
    let told = [&one, &two, &one].map(|state| store.archive(&revision("1", state)).unwrap());
    assert!(matches!(told[2], Archived::Revised { number: 3, .. }), "{told:?}");
}

fn a_revision_never_changes(store: &dyn Store) {
    let (one, two) = (article("一", "正文。"), article("二", "正文。"));
    let Archived::New { article_id, seq } = store.archive(&revision("1", &one)).unwrap() else {
        panic!("it is new")
    };
    let first = store.revision(article_id, 1).unwrap().unwrap();
    let later = NewRevision { archived_at: at(20), ..revision("1", &two) };
    let Archived::Revised { seq: second_seq, .. } = store.archive(&later).unwrap() else {
        panic!("it has changed")
    };
    assert!(second_seq > seq);
    assert_eq!(store.revision(article_id, 1).unwrap().unwrap(), first);
    let now = store.article(article_id).unwrap().unwrap();
    assert_eq!((now.revision.number, now.revision.article.title.as_str()), (2, "二"));
    assert_eq!((now.first_seq, now.first_archived_at), (seq, at(10)), "readers met it when it was new");
    let heads = store.revisions(article_id).unwrap();
    let told: Vec<_> =
        heads.iter().map(|head| (head.number, head.seq, head.archived_at, &*head.title)).collect();
    assert_eq!(told, [(1, seq, at(10), "一"), (2, second_seq, at(20), "二")]);
}

fn numbers_count_up_from_one(store: &dyn Store) {
    let ids: Vec<i64> = (0..3).map(|n| archived(store, None, &n.to_string()).0).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(store.mark(None).unwrap().last_seq, 3);
}

fn an_article_of_two_sources_is_archived_once(store: &dyn Store) {
    let one = source(store, "https://example.org/a");
    let two = source(store, "https://example.org/b");
    let three = source(store, "https://example.org/c");
    let entry_id = entry(store, two, "https://example.org/1");
    let article = article("标题", "正文。");
    let id = archived(store, Some(one), "标题");
    let new = NewRevision { source_id: Some(two), entry_id: Some(entry_id), ..revision("标题", &article) };
    assert_eq!(store.archive(&new).unwrap(), Archived::Unchanged { article_id: id });
    let third = entry(store, three, "https://example.org/1");
    store.link_entry(third, id).unwrap();
    for source_id in [one, two, three] {
        let found = store.newest(Some(source_id), None, 9).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].revision.article_id, id);
        assert_eq!(found[0].source_id, Some(one), "the first to announce it");
    }
    assert_eq!(store.newest(None, None, 9).unwrap().len(), 1);
}

fn the_newest_come_first_page_by_page(store: &dyn Store) {
    let one = source(store, "https://example.org/a");
    let two = source(store, "https://example.org/b");
    let ids: Vec<ArticleId> =
        (0..7).map(|n| archived(store, Some(if n % 3 == 0 { two } else { one }), &n.to_string())).collect();
    // A new state does not move an article: readers have met it.
    let changed = article("0", "新正文。");
    store.archive(&revision("0", &changed)).unwrap();
    let pages = |source_id| {
        let mut met = Vec::new();
        let mut before: Option<ArchiveSeq> = None;
        loop {
            let page = store.newest(source_id, before, 2).unwrap();
            let Some(last) = page.last() else { return met };
            before = Some(last.first_seq);
            met.extend(page.iter().map(|found| found.revision.article_id));
        }
    };
    let newest_first = |wanted: &dyn Fn(usize) -> bool| -> Vec<ArticleId> {
        (0..7).rev().filter(|n| wanted(*n)).map(|n| ids[n]).collect()
    };
    assert_eq!(pages(None), newest_first(&|_| true));
    assert_eq!(pages(Some(one)), newest_first(&|n| n % 3 != 0));
    assert_eq!(pages(Some(two)), newest_first(&|n| n % 3 == 0));
    assert_eq!(store.newest(None, None, 0).unwrap().len(), 0);
}

fn a_mark_moves_when_a_publication_does(store: &dyn Store) {
    let one = Some(source(store, "https://example.org/a"));
    let two = Some(source(store, "https://example.org/b"));
    assert_eq!(store.mark(one).unwrap(), SourceMark::default());
    assert_eq!(store.mark(None).unwrap(), SourceMark::default());
    archived(store, one, "1");
    let first = store.mark(one).unwrap();
    assert_eq!((first.last_seq, first.changed_at), (1, Some(at(10))));
    assert_eq!(store.mark(two).unwrap(), SourceMark::default(), "not its article");
    assert_eq!((store.mark(None).unwrap().last_seq, store.mark(None).unwrap().changed_at), (1, Some(at(10))));
    let changed = article("1", "新正文。");
    store.archive(&NewRevision { archived_at: at(20), ..revision("1", &changed) }).unwrap();
    let second = store.mark(one).unwrap();
    assert_eq!((second.last_seq, second.changed_at), (2, Some(at(20))));
    archived(store, two, "2");
    let before = store.mark(two).unwrap();
    let told = store.archive(&NewRevision { source_id: two, ..revision("1", &changed) }).unwrap();
    assert!(matches!(told, Archived::Unchanged { .. }));
    let after = store.mark(two).unwrap();
    assert_eq!(after.last_seq, before.last_seq, "an older article joined");
    assert_ne!(after, before);
    assert_eq!(store.mark(one).unwrap(), second);
}

fn what_people_could_see_is_counted(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let job = Job::Poll { source_id };
    let moves = |what: &str, expected: bool, work: &dyn Fn()| {
        store.look_around().unwrap();
        let before = store.change_count();
        work();
        store.look_around().unwrap();
        assert_eq!(store.change_count() > before, expected, "{what}");
    };
    let article = article("a", "b");
    let new = NewRevision { source_id: Some(source_id), ..revision("example.org/1", &article) };
    moves("archiving", true, &|| assert!(matches!(store.archive(&new), Ok(Archived::New { .. }))));
    moves("a new title", true, &|| {
        let title = Some("c".into());
        store.describe_source(source_id, &SourceFacts { title, ..SourceFacts::default() }).unwrap();
    });
    moves("reading", false, &|| assert_eq!(store.newest(Some(source_id), None, 9).unwrap().len(), 1));
    moves("a job", false, &|| assert!(store.enqueue(&job, at(0), at(0)).is_ok()));
    let state =
        |failure: Option<&str>| PollState { failure: failure.map(str::to_owned), ..poll(source_id, at(5)) };
    moves("a poll", false, &|| store.save_poll(&state(None)).unwrap());
    moves("a failure", true, &|| store.save_poll(&state(Some("refused"))).unwrap());
    moves("the same failure", false, &|| store.save_poll(&state(Some("refused"))).unwrap());
    moves("a recovery", true, &|| store.save_poll(&state(None)).unwrap());
    moves("erasing", true, &|| assert!(store.erase(ArticleId(1), "asked", at(9)).unwrap()));
}

fn importing_again_brings_nothing_back(store: &dyn Store) {
    let (old, new) = (article("旧", "正文。"), article("新", "正文。"));
    let record = NewRevision { record: Some(b"<!--1-->\n"), ..revision("1", &old) };
    let Archived::New { article_id, .. } = store.archive(&record).unwrap() else { panic!("it is new") };
    store.archive(&revision("1", &new)).unwrap();
    assert_eq!(store.archive(&record).unwrap(), Archived::Unchanged { article_id });
    assert_eq!(newest(store, article_id).title, "新");
}

fn what_is_not_there_is_not_found(store: &dyn Store) {
    assert!(store.article(ArticleId(1)).unwrap().is_none());
    assert!(store.article_by_identity("none").unwrap().is_none());
    assert!(store.revision(ArticleId(1), 1).unwrap().is_none());
    assert!(store.revisions(ArticleId(1)).unwrap().is_empty());
    assert!(store.capture(CaptureId(1)).unwrap().is_none());
    assert!(store.newest(None, None, 9).unwrap().is_empty());
    assert!(store.newest(Some(longwire_model::SourceId(1)), None, 9).unwrap().is_empty());
    assert_eq!(store.mark(Some(longwire_model::SourceId(1))).unwrap(), SourceMark::default());
}
