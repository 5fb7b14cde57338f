//! A disk that is full.

use super::{article, fresh, revision};
use crate::{Archive, Retry, StoreError};

#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let (folder, store) = fresh();
    let text = "正文。".repeat(10_000);
    let article = article(&text);
    let room = |pages: i64| {
        let limit = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        store.writer().pragma_update_and_check(None, "max_page_count", pages, limit).unwrap();
    };
    room(400);
    let mut kept = 0;
    let err = loop {
        match store.archive(&revision(&kept.to_string(), &article, None)) {
            Ok(_) => kept += 1,
            Err(err) => break err,
        }
        assert!(kept < 1000, "400 pages hold no 1000 articles");
    };
    assert!(matches!(&err, StoreError::Full { path } if path.starts_with(folder.path())), "{err:?}");
    assert_eq!(err.retry(), Retry::Never);
    assert!(kept > 0);
    let full = store.totals().unwrap();
    assert_eq!((full.article_count, full.revision_count), (kept, kept), "no half article");
    for found in store.newest(None, None, 1000).unwrap() {
        assert_eq!(found.revision.article.text, text);
    }
    room(100_000);
    store.archive(&revision("after", &article, None)).unwrap();
    assert_eq!(store.totals().unwrap().article_count, kept + 1, "it goes on when there is room");
}
