//! Revisions are refused every change by the database itself.

use super::{article, fresh, revision};
use crate::{Archive, NewImage, NewRevision, Reports};
use longwire_model::{Bytes, Capture};

#[test]
fn the_database_refuses_to_change_or_remove_a_revision() {
    let (_folder, store) = fresh();
    let images = [NewImage {
        url: super::url("https://example.org/1.png"),
        media_type: "image/png",
        bytes: Bytes::from_static(b"picture"),
        width: None,
        height: None,
    }];
    let article = article("正文。");
    let parts = [1, 2].map(|n| Capture::of_bytes(super::url(&format!("https://example.org/{n}")), "<p>"));
    let new = NewRevision { images: &images, captures: &parts, ..revision("1", &article, None) };
    store.archive(&new).unwrap();
    for statement in [
        "UPDATE revision SET title = 'other'",
        "UPDATE revision SET archived_at = 0",
        "DELETE FROM revision",
        "DELETE FROM revision WHERE number = 1",
        "UPDATE revision_part SET number = 7",
        "DELETE FROM revision_part",
        "UPDATE revision_image SET hash = zeroblob(32)",
        "DELETE FROM revision_image",
        "INSERT INTO erasing VALUES (7); DELETE FROM revision",
        "REPLACE INTO revision SELECT * FROM revision",
    ] {
        let told = store.writer().execute_batch(statement);
        assert!(told.is_err(), "{statement}");
        let _ = store.writer().execute_batch("DELETE FROM erasing");
    }
    assert_eq!(store.newest(None, None, 9).unwrap()[0].revision.article.title, "标题");
    assert!(store.erase(longwire_model::ArticleId(1), "court order", super::NOW).unwrap());
}

#[test]
fn the_database_refuses_to_remove_what_a_report_stands_on() {
    let (_folder, store) = fresh();
    let parts = [1, 2].map(|n| Capture::of_bytes(super::url(&format!("https://example.org/{n}")), "<p>"));
    let article = article("正文。");
    store.archive(&NewRevision { captures: &parts, ..revision("1", &article, None) }).unwrap();
    let report = crate::NewReport {
        article_id: longwire_model::ArticleId(1),
        revision: 1,
        kind: longwire_model::ReportKind::Other,
        note: "",
        user_id: None,
    };
    store.report(&report, super::NOW).unwrap();
    for id in [1, 2] {
        // A clean-up that has let go of the revision already, as far as the database allows it.
        let statement = format!("PRAGMA foreign_keys = OFF; DELETE FROM capture WHERE id = {id}");
        let told = store.writer().execute_batch(&statement).unwrap_err().to_string();
        assert!(told.contains("a report stands on this capture"), "{told}");
    }
    store.writer().execute_batch("PRAGMA foreign_keys = ON").unwrap();
    assert!(store.erase(longwire_model::ArticleId(1), "court order", super::NOW).unwrap());
}
