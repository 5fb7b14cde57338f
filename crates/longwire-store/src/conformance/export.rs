//! Claims about [`Archive::export`](crate::Archive::export) and the totals.

use longwire_model::Url;

use super::Claim;
use super::make::{archived, article, at, entry, revision, source};
use crate::{ExportLine, ExportMark, NewRevision, Store, Totals};

pub(crate) const CLAIMS: &[Claim] = &[
    ("an export has a line for each entry", an_export_has_a_line_for_each_entry),
    ("an export goes on where it stopped", an_export_goes_on_where_it_stopped),
    ("an imported record comes back byte for byte", an_imported_record_comes_back_byte_for_byte),
    ("a revised record is no longer the article", a_revised_record_is_no_longer_the_article),
    ("totals count what is there", totals_count_what_is_there),
];

fn all(store: &dyn Store) -> Vec<ExportLine> {
    store.export(ExportMark::default(), usize::MAX).unwrap().0
}

fn an_export_has_a_line_for_each_entry(store: &dyn Store) {
    let one = source(store, "https://example.org/a");
    let two = source(store, "https://example.org/b");
    let id = archived(store, Some(one), "1");
    for (source_id, address) in [(one, "https://example.org/1"), (two, "https://m.example.org/1")] {
        let entry_id = entry(store, source_id, address);
        store.link_entry(entry_id, id).unwrap();
    }
    entry(store, one, "https://example.org/still-to-come");
    let alone = archived(store, Some(two), "2");
    let lines = all(store);
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            let address = line.entry_url.as_ref().map(Url::as_str);
            (line.archived.revision.article_id, address, line.source_id, line.record.is_some())
        })
        .collect();
    let expected = [
        (id, Some("https://example.org/1"), Some(one), false),
        (id, Some("https://m.example.org/1"), Some(two), false),
        (alone, None, Some(two), false),
    ];
    assert_eq!(told, expected);
}

fn an_export_goes_on_where_it_stopped(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    for n in 0..5 {
        let id = archived(store, Some(source_id), &n.to_string());
        for twin in 0..n {
            let entry_id = entry(store, source_id, &format!("https://example.org/{n}/{twin}"));
            store.link_entry(entry_id, id).unwrap();
        }
    }
    let whole: Vec<String> = all(store).iter().map(|line| format!("{line:?}")).collect();
    assert_eq!(whole.len(), 1 + 1 + 2 + 3 + 4);
    for size in 1..4 {
        let (mut mark, mut met) = (ExportMark::default(), Vec::new());
        loop {
            let (lines, next) = store.export(mark, size).unwrap();
            if lines.is_empty() {
                assert_eq!(next, mark, "the end stays the end");
                break;
            }
            met.extend(lines.iter().map(|line| format!("{line:?}")));
            mark = next;
        }
        assert_eq!(met, whole, "in pages of {size}");
    }
}

fn an_imported_record_comes_back_byte_for_byte(store: &dyn Store) {
    let bytes = "<!--1694528102000-->\n[标题](https://example.org/)\n------\n\n<p>正文\r\n\0".as_bytes();
    let article = article("标题", "正文");
    let new = NewRevision { record: Some(bytes), provenance: Some("a service"), ..revision("1", &article) };
    store.archive(&new).unwrap();
    let lines = all(store);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].record.as_deref(), Some(bytes));
    assert_eq!(lines[0].archived.revision.capture_id, None);
    let source_id = source(store, "https://example.org/feed");
    let entry_id = entry(store, source_id, "https://example.org/1");
    store.link_entry(entry_id, lines[0].archived.revision.article_id).unwrap();
    let records: Vec<bool> = all(store).iter().map(|line| line.record.is_some()).collect();
    assert_eq!(records, [true, false], "a line for the import, and one for the entry");
}

fn a_revised_record_is_no_longer_the_article(store: &dyn Store) {
    let (old, new) = (article("旧", "正文"), article("新", "正文"));
    store.archive(&NewRevision { record: Some(b"record"), ..revision("1", &old) }).unwrap();
    store.archive(&NewRevision { archived_at: at(20), ..revision("1", &new) }).unwrap();
    let lines = all(store);
    assert_eq!(lines.len(), 1);
    assert_eq!((&*lines[0].archived.revision.article.title, &lines[0].record), ("新", &None));
}

fn totals_count_what_is_there(store: &dyn Store) {
    let sizes = |totals: Totals| (totals.article_count, totals.revision_count, totals.image_count);
    assert_eq!(sizes(store.totals().unwrap()), (0, 0, 0));
    archived(store, None, "1");
    archived(store, None, "2");
    store.archive(&revision("1", &article("1", "新正文。"))).unwrap();
    let totals = store.totals().unwrap();
    assert_eq!(sizes(totals), (2, 3, 0));
    assert!(totals.database_bytes > 0);
}
