//! Claims about [`Archive::erase`](crate::Archive::erase).

use longwire_model::ArticleId;

use super::Claim;
use super::make::{archived, article, at, capture, entry, image, new_entry, poll, revision, source};
use crate::{Admitted, Archived, NewEntry, NewRevision, SourceMark, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("an erased article is gone with all its states", an_erased_article_is_gone),
    ("an erased article stays away", an_erased_article_stays_away),
    ("an erased entry is never asked for again", an_erased_entry_is_never_asked_for_again),
    ("what others use stays", what_others_use_stays),
    ("erasing counts the source anew", erasing_counts_the_source_anew),
    ("numbers of erased articles are not given again", numbers_are_not_given_again),
    ("erasing what is not there says so", erasing_what_is_not_there_says_so),
];

fn an_erased_article_is_gone(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let entry_id = entry(store, source_id, "https://example.org/1");
    let capture = capture("<p>正文</p>");
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let mut captures = Vec::new();
    let mut id = ArticleId(0);
    for title in ["一", "二"] {
        let article = article(title, "正文。");
        let new = NewRevision {
            entry_id: Some(entry_id),
            captures: std::slice::from_ref(&capture),
            record: Some(title.as_bytes()),
            images: &images,
            ..revision("1", &article)
        };
        store.archive(&new).unwrap();
        id = store.article_by_identity("1").unwrap().unwrap();
        captures.push(store.article(id).unwrap().unwrap().revision.capture_id.unwrap());
    }
    let picture = store.article(id).unwrap().unwrap().revision.article.lead_image.unwrap().stored.unwrap();
    assert!(store.erase(id, "court order", at(50)).unwrap());
    assert!(store.article(id).unwrap().is_none());
    assert!(store.article_by_identity("1").unwrap().is_none());
    assert!(store.revision(id, 1).unwrap().is_none() && store.revisions(id).unwrap().is_empty());
    assert!(captures.iter().all(|id| store.capture(*id).unwrap().is_none()));
    assert!(store.image(picture).unwrap().is_none());
    assert!(store.newest(Some(source_id), None, 9).unwrap().is_empty());
    assert!(store.export(Default::default(), 9).unwrap().0.is_empty());
    let entry = store.entry(entry_id).unwrap().unwrap();
    assert_eq!(entry.article_id, None);
    assert!(entry.entry.title.is_empty() && entry.entry.summary.is_none(), "nor the words of its feed");
    assert_eq!(store.backlog(None).unwrap().fresh_count, 0);
}

fn an_erased_article_stays_away(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let id = archived(store, Some(source_id), "1");
    store.erase(id, "court order", at(50)).unwrap();
    let totals = store.totals().unwrap();
    let entry_id = entry(store, source_id, "https://example.org/1");
    let article = article("新", "新正文。");
    let new = NewRevision { entry_id: Some(entry_id), ..revision("1", &article) };
    assert_eq!(store.archive(&new).unwrap(), Archived::Erased);
    assert_eq!(store.archive(&new).unwrap(), Archived::Erased);
    assert_eq!(store.totals().unwrap().article_count, totals.article_count);
    assert_eq!(store.entry(entry_id).unwrap().unwrap().entry.title, "");
    assert!(matches!(store.archive(&revision("2", &article)).unwrap(), Archived::New { .. }));
}

fn an_erased_entry_is_never_asked_for_again(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let entry_id = entry(store, source_id, "https://example.org/1");
    let article = article("标题", "正文。");
    store.archive(&NewRevision { entry_id: Some(entry_id), ..revision("1", &article) }).unwrap();
    let id = store.article_by_identity("1").unwrap().unwrap();
    store.erase(id, "court order", at(50)).unwrap();
    let changed = NewEntry { fingerprint: "2".into(), ..new_entry("https://example.org/1") };
    let admitted = store.admit(&poll(source_id, at(60)), &[changed], at(60)).unwrap();
    assert_eq!(admitted, Admitted { new_count: 0, changed_count: 0, known_count: 1 });
    store.set_active(source_id, false, at(7)).unwrap();
    store.set_active(source_id, true, at(7)).unwrap();
    assert_eq!(store.backlog(None).unwrap().fresh_count, 0);
    assert_eq!(store.source(source_id).unwrap().unwrap().pending_count, 0);
}

fn what_others_use_stays(store: &dyn Store) {
    let capture = capture("<p>shared</p>");
    let images = [image("https://img.example.org/lead.jpg", b"shared")];
    let ids = ["1", "2"].map(|identity| {
        let article = article(identity, "正文。");
        let new = NewRevision {
            captures: std::slice::from_ref(&capture),
            record: Some(b"shared"),
            images: &images,
            ..revision(identity, &article)
        };
        store.archive(&new).unwrap();
        store.article_by_identity(identity).unwrap().unwrap()
    });
    store.erase(ids[0], "court order", at(50)).unwrap();
    let kept = store.article(ids[1]).unwrap().unwrap().revision;
    let picture = kept.article.lead_image.unwrap().stored.unwrap();
    assert_eq!(&store.image(picture).unwrap().unwrap().bytes[..], b"shared");
    assert_eq!(store.capture(kept.capture_id.unwrap()).unwrap().unwrap().body, capture.body);
    assert_eq!(store.export(Default::default(), 9).unwrap().0[0].record.as_deref(), Some(&b"shared"[..]));
}

fn erasing_counts_the_source_anew(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let ids = ["1", "2"].map(|identity| archived(store, Some(source_id), identity));
    let before = store.mark(Some(source_id)).unwrap();
    let all_before = store.mark(None).unwrap();
    store.erase(ids[1], "court order", at(50)).unwrap();
    let after = store.mark(Some(source_id)).unwrap();
    assert_eq!((after.last_seq, after.changed_at), (1, Some(at(10))));
    assert!(after.edits > before.edits && store.mark(None).unwrap().edits > all_before.edits);
    assert_eq!(store.source(source_id).unwrap().unwrap().article_count, 1);
    store.erase(ids[0], "court order", at(51)).unwrap();
    let empty = store.mark(Some(source_id)).unwrap();
    assert_eq!(SourceMark { edits: 0, edited_at: None, ..empty }, SourceMark::default());
    let state = store.source(source_id).unwrap().unwrap();
    assert_eq!((state.article_count, state.last_article_at), (0, None));
}

fn numbers_are_not_given_again(store: &dyn Store) {
    let id = archived(store, None, "1");
    let seq = store.article(id).unwrap().unwrap().first_seq;
    store.erase(id, "court order", at(50)).unwrap();
    let next = archived(store, None, "2");
    assert!(next > id);
    assert!(store.article(next).unwrap().unwrap().first_seq > seq);
}

fn erasing_what_is_not_there_says_so(store: &dyn Store) {
    assert!(!store.erase(ArticleId(404), "none", at(0)).unwrap());
    assert_eq!(store.mark(None).unwrap(), SourceMark::default());
}
