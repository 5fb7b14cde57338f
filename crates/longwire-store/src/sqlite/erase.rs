//! The operator's takedown: the one way in which a revision goes.

use longwire_model::{ArticleId, CaptureId, ContentHash, EntryId, SourceId, Timestamp};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::row::{many, one, run};
use super::{Sqlite, connection, entry, image, link, publication, queue, report, search, transaction};
use crate::StoreError;

/// Erases an article, and its bytes from the file's free pages and the log.
pub(super) fn erase(store: &Sqlite, id: ArticleId, reason: &str, now: Timestamp) -> Result<bool, StoreError> {
    let mut writer = store.writer();
    let mut work = || {
        connection::set_flush(&writer, connection::Flush::Now)?;
        writer.pragma_update(None, "secure_delete", true)?;
        let erased = transaction(&mut writer, |tx| erase_article(tx, id, reason, now));
        writer.pragma_update(None, "secure_delete", false)?;
        if let Ok(true) = erased {
            // A reader in the middle of its work only puts this off to the next checkpoint.
            let _ = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
        erased
    };
    let erased = work();
    store.touched.ended();
    store.changes.add();
    erased.map_err(|fault: Fault| fault.explain(&store.data))
}

const IDENTITY: &str = "SELECT identity FROM article WHERE id = ?1";
const BEGIN_ERASING: &str = "INSERT INTO erasing (article_id) VALUES (?1)";
const END_ERASING: &str = "DELETE FROM erasing";
const INSERT_TOMBSTONE: &str = "
    INSERT INTO tombstone (identity, article_id, reason, erased_at) VALUES (?1, ?2, ?3, ?4)";
const ENTRIES: &str = "SELECT id FROM entry WHERE article_id = ?1";
const LINKED_SOURCES: &str = "SELECT source_id FROM source_article WHERE article_id = ?1";
const DELETE_LINKS: &str = "DELETE FROM source_article WHERE article_id = ?1";
const DELETE_ARTICLE: &str = "DELETE FROM article WHERE id = ?1";

fn erase_article(tx: &Connection, id: ArticleId, reason: &str, now: Timestamp) -> Result<bool, Fault> {
    let Some(identity) = one(tx, IDENTITY, [id.0], |row| Ok(row.get::<_, String>(0)?))? else {
        return Ok(false);
    };
    run(tx, BEGIN_ERASING, [id.0])?;
    let traces = search::traces(tx, id)?;
    for entry_id in many(tx, ENTRIES, [id.0], |row| Ok(EntryId(row.get(0)?)))? {
        entry::blank(tx, entry_id)?;
    }
    let sources = many(tx, LINKED_SOURCES, [id.0], |row| Ok(SourceId(row.get(0)?)))?;
    run(tx, DELETE_LINKS, [id.0])?;
    publication::take_out(tx, id)?;
    report::forget(tx, id)?;
    erase_revisions(tx, id)?;
    image::forget_missing(tx, id)?;
    queue::drop_jobs_of_article(tx, id)?;
    run(tx, DELETE_ARTICLE, [id.0])?;
    for source_id in sources {
        link::recount(tx, source_id)?;
    }
    link::count_edit(tx)?;
    run(tx, INSERT_TOMBSTONE, params![identity, id.0, reason, now.micros()])?;
    run(tx, END_ERASING, [])?;
    search::scrub(tx, id, &traces)?;
    Ok(true)
}

const IMAGES: &str = "
    SELECT DISTINCT hash FROM revision_image JOIN revision USING (seq) WHERE article_id = ?1";
const CAPTURES: &str = "
    SELECT capture.id, body_hash FROM revision JOIN capture ON capture.id = capture_id WHERE article_id = ?1
    UNION
    SELECT capture.id, body_hash FROM revision JOIN revision_part USING (seq)
        JOIN capture ON capture.id = revision_part.capture_id
    WHERE article_id = ?1";
const RECORDS: &str = "
    SELECT DISTINCT record_hash FROM revision WHERE article_id = ?1 AND record_hash IS NOT NULL";
const DELETE_PICTURES: &str = "
    DELETE FROM revision_image WHERE seq IN (SELECT seq FROM revision WHERE article_id = ?1)";
const DELETE_PARTS: &str = "
    DELETE FROM revision_part WHERE seq IN (SELECT seq FROM revision WHERE article_id = ?1)";
const DELETE_REVISIONS: &str = "DELETE FROM revision WHERE article_id = ?1";
const DELETE_CAPTURE: &str = "DELETE FROM capture WHERE id = ?1";
const DELETE_UNUSED_BODY: &str = "
    DELETE FROM body WHERE hash = ?1
        AND NOT EXISTS (SELECT 1 FROM capture WHERE body_hash = ?1)
        AND NOT EXISTS (SELECT 1 FROM revision WHERE record_hash = ?1)";
const DELETE_UNUSED_IMAGE: &str = "
    DELETE FROM image WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM revision_image WHERE hash = ?1)";

/// Removes the revisions, with the captures, files and pictures that nothing else uses.
fn erase_revisions(tx: &Connection, id: ArticleId) -> Result<(), Fault> {
    let images = many(tx, IMAGES, [id.0], |row| Ok(ContentHash(row.get(0)?)))?;
    let captures = many(tx, CAPTURES, [id.0], |row| Ok((CaptureId(row.get(0)?), ContentHash(row.get(1)?))))?;
    let mut bodies = many(tx, RECORDS, [id.0], |row| Ok(ContentHash(row.get(0)?)))?;
    run(tx, DELETE_PICTURES, [id.0])?;
    run(tx, DELETE_PARTS, [id.0])?;
    run(tx, DELETE_REVISIONS, [id.0])?;
    for (capture_id, body) in captures {
        run(tx, DELETE_CAPTURE, [capture_id.0])?;
        bodies.push(body);
    }
    for hash in bodies {
        run(tx, DELETE_UNUSED_BODY, [hash.0])?;
    }
    for hash in images {
        run(tx, DELETE_UNUSED_IMAGE, [hash.0])?;
    }
    Ok(())
}
