//! Claims about [`Archive::reread`](crate::Archive::reread) and what it reads.

use longwire_model::{ArchiveSeq, Article, ArticleId, Capture};

use super::Claim;
use super::make::{archived, article, at, capture, entry, image, revision, source, url};
use crate::{Archived, Job, NewRevision, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("the evidence of all parts comes back in order", the_evidence_comes_back_in_order),
    ("an imported file is evidence too", an_imported_file_is_evidence),
    ("an article made anew is a revision with the same evidence", made_anew_is_a_revision),
    ("every field counts", every_field_counts),
    ("how whole an article is by now is noted", how_whole_it_is_is_noted),
    ("what has been overtaken is not archived", what_has_been_overtaken_is_not_archived),
    ("an article is followed in the order of archiving", articles_come_in_order),
    ("an article knows its first entry", an_article_knows_its_first_entry),
    ("erasing takes the further parts too", erasing_takes_the_further_parts),
    ("making anew is asked for once, and of what is there", making_anew_is_asked_for_once),
];

fn parts() -> [Capture; 2] {
    let second = Capture { url: url("https://example.org/1/2"), ..capture("<p>第二</p>") };
    [capture("<p>第一</p>"), second]
}

/// An article in two parts, and where it stands.
fn in_parts(store: &dyn Store) -> (ArticleId, ArchiveSeq) {
    let (article, parts) = (article("标题", "正文。"), parts());
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let new = NewRevision { captures: &parts, images: &images, ..revision("1", &article) };
    match store.archive(&new).unwrap() {
        Archived::New { article_id, seq } => (article_id, seq),
        other => panic!("it is new: {other:?}"),
    }
}

fn bodies(store: &dyn Store, seq: ArchiveSeq) -> Vec<(String, Vec<u8>)> {
    let captures = store.evidence(seq).unwrap().unwrap().captures;
    captures.into_iter().map(|capture| (capture.url.into(), capture.body.to_vec())).collect()
}

fn the_evidence_comes_back_in_order(store: &dyn Store) {
    let (_, seq) = in_parts(store);
    let expected: Vec<_> = parts().into_iter().map(|c| (c.url.to_string(), c.body.to_vec())).collect();
    assert_eq!(bodies(store, seq), expected);
    assert!(store.evidence(ArchiveSeq(404)).unwrap().is_none());
}

fn an_imported_file_is_evidence(store: &dyn Store) {
    let article = article("标题", "正文。");
    let new = NewRevision { record: Some("文件".as_bytes()), ..revision("1", &article) };
    let Archived::New { seq, .. } = store.archive(&new).unwrap() else { panic!("it is new") };
    let evidence = store.evidence(seq).unwrap().unwrap();
    assert_eq!((evidence.record.as_deref(), evidence.captures.len()), (Some("文件".as_bytes()), 0));
}

fn made_anew_is_a_revision(store: &dyn Store) {
    let (id, seq) = in_parts(store);
    let before = store.article(id).unwrap().unwrap();
    let made = article("标题", "更长的正文。");
    let read_at = url("https://example.org/1");
    let told = store.reread(seq, &made, Some(&read_at), true, at(99)).unwrap().unwrap();
    let Archived::Revised { article_id, number, seq: new_seq } = told else { panic!("{told:?}") };
    assert_eq!((article_id, number), (id, 2));
    let after = store.article(id).unwrap().unwrap();
    assert_eq!((after.revision.article.text.as_str(), after.revision.archived_at), ("更长的正文。", at(99)));
    assert_eq!((&after.fetched_url, after.revision.seq), (&Some(read_at), new_seq));
    assert_eq!(after.revision.capture_id, before.revision.capture_id, "the evidence is kept once");
    assert_eq!(bodies(store, new_seq), bodies(store, seq));
    assert!(after.revision.article.lead_image.unwrap().stored.is_some(), "nor do its pictures go");
    assert_eq!(store.revision(id, 1).unwrap().unwrap(), before.revision, "the first is as it was");
    let again = store.reread(new_seq, &made, None, true, at(100)).unwrap();
    assert_eq!(again, Some(Archived::Unchanged { article_id: id }));
}

fn every_field_counts(store: &dyn Store) {
    let (id, mut seq) = in_parts(store);
    let first = article("标题", "正文。");
    assert_eq!(
        store.reread(seq, &first, None, true, at(90)).unwrap(),
        Some(Archived::Unchanged { article_id: id })
    );
    let mut made = first;
    let changes: [fn(&mut Article); 5] = [
        |article| article.published_at = None,
        |article| article.authors.clear(),
        |article| article.editors.clear(),
        |article| article.section = None,
        |article| article.html = longwire_model::CleanHtml::assume_clean("<h2>正文。</h2>".into()),
    ];
    for change in changes {
        change(&mut made);
        match store.reread(seq, &made, None, true, at(91)).unwrap() {
            Some(Archived::Revised { seq: new, .. }) => seq = new,
            other => panic!("{other:?}"),
        }
    }
    let same_page = NewRevision { archived_at: at(92), ..revision("1", &made) };
    let told = store.archive(&same_page).unwrap();
    assert_eq!(told, Archived::Unchanged { article_id: id }, "the page fetched again is the same");
}

fn how_whole_it_is_is_noted(store: &dyn Store) {
    let (id, seq) = in_parts(store);
    let first = article("标题", "正文。");
    let full_count = || store.article_sum().unwrap().full_count;
    assert_eq!(full_count(), 1);
    let same = store.reread(seq, &first, None, false, at(90)).unwrap();
    assert_eq!((same, full_count()), (Some(Archived::Unchanged { article_id: id }), 0));
    let longer = article("标题", "更长的正文。");
    let Some(Archived::Revised { seq, .. }) = store.reread(seq, &longer, None, true, at(91)).unwrap() else {
        panic!("it differs")
    };
    assert_eq!(full_count(), 1);
    store.reread(seq, &first, None, false, at(92)).unwrap();
    assert_eq!(full_count(), 0);
}

fn what_has_been_overtaken_is_not_archived(store: &dyn Store) {
    let (id, seq) = in_parts(store);
    let fresh = article("标题", "新的正文。");
    store.archive(&revision("1", &fresh)).unwrap();
    assert_eq!(store.reread(seq, &article("标题", "旧的正文。"), None, true, at(99)).unwrap(), None);
    assert_eq!(store.article(id).unwrap().unwrap().revision.article.text, "新的正文。");
    assert_eq!(store.reread(ArchiveSeq(404), &fresh, None, true, at(99)).unwrap(), None);
}

fn articles_come_in_order(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let ids = ["1", "2", "3"].map(|identity| archived(store, Some(source_id), identity));
    archived(store, None, "4");
    store.archive(&revision("1", &article("新", "新正文。"))).unwrap();
    let page = store.articles_after(Some(source_id), ArchiveSeq(0), 2).unwrap();
    assert_eq!([page[0].0, page[1].0], [ids[0], ids[1]], "a revision moves nothing");
    let rest = store.articles_after(Some(source_id), page[1].1, 2).unwrap();
    assert_eq!(rest.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [ids[2]]);
    assert_eq!(store.articles_after(None, ArchiveSeq(0), 9).unwrap().len(), 4);
}

fn an_article_knows_its_first_entry(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let first = entry(store, source_id, "https://example.org/1");
    let second = entry(store, source_id, "https://example.org/1?again");
    let id = archived(store, Some(source_id), "1");
    assert!(store.entry_of(id).unwrap().is_none());
    store.link_entry(second, id).unwrap();
    store.link_entry(first, id).unwrap();
    assert_eq!(store.entry_of(id).unwrap().unwrap().id, first);
}

fn erasing_takes_the_further_parts(store: &dyn Store) {
    let (id, seq) = in_parts(store);
    store.reread(seq, &article("标题", "更长的正文。"), None, true, at(99)).unwrap();
    let first = store.article(id).unwrap().unwrap().revision.capture_id.unwrap();
    let second = longwire_model::CaptureId(first.0 + 1);
    assert!(store.capture(second).unwrap().is_some());
    assert!(store.erase(id, "court order", at(100)).unwrap());
    assert!(store.capture(first).unwrap().is_none() && store.capture(second).unwrap().is_none());
}

fn making_anew_is_asked_for_once(store: &dyn Store) {
    let (id, _) = in_parts(store);
    let job = Job::Reextract { article_id: id };
    let number = store.enqueue(&job, at(0), at(0)).unwrap();
    assert_eq!(store.enqueue(&job, at(0), at(0)).unwrap(), number);
    let leased = store.lease(at(0), at(60), 9).unwrap();
    assert_eq!((leased[0].host.as_str(), &leased[0].job), ("", &job), "it speaks to nobody");
    assert!(store.job(number).unwrap().unwrap().subject.starts_with("https://example.org/"));
    assert!(store.enqueue(&Job::Reextract { article_id: ArticleId(404) }, at(0), at(0)).is_err());
    assert!(store.erase(id, "court order", at(1)).unwrap());
    assert!(store.job(number).unwrap().is_none());
}
