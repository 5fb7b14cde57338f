//! Which source announced which article, and where each publication stands.
//!
//! The numbers that a request asks for (`source.last_seq`, `article_count`, …)
//! are kept in step here, in the transaction that changes them.

use longwire_model::{ArchiveSeq, ArticleId, EntryId, SourceId, Timestamp};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{maybe_at, one, run};
use super::{entry, privacy};
use crate::SourceMark;

const NEXT_SEQ: &str = "UPDATE archive_state SET last_seq = last_seq + 1 RETURNING last_seq";

/// The next place in the archive. A counter of our own, so that places are
/// given in the order of commits and those of erased articles never again.
pub(super) fn next_seq(tx: &Connection) -> Result<ArchiveSeq, Fault> {
    one(tx, NEXT_SEQ, [], |row| Ok(ArchiveSeq(row.get(0)?)))?
        .ok_or_else(|| Fault::Unreadable("the archive's counter is missing".into()))
}

const MARK: &str = "SELECT last_seq, changed_at, edits, edited_at FROM source WHERE id = ?1";
const MARK_OF_ALL: &str = "
    SELECT coalesce(seq, 0) AS last_seq, archived_at AS changed_at, edits, edited_at
    FROM archive_state LEFT JOIN revision ON seq = (SELECT max(seq) FROM revision)";

pub(super) fn mark(tx: &Connection, source: Option<SourceId>) -> Result<SourceMark, Fault> {
    let read = |row: &Row<'_>| {
        Ok(SourceMark {
            last_seq: row.get("last_seq")?,
            changed_at: maybe_at(row, "changed_at")?,
            edits: row.get("edits")?,
            edited_at: maybe_at(row, "edited_at")?,
        })
    };
    let found = match source {
        Some(id) => one(tx, MARK, [id.0], read)?,
        None => one(tx, MARK_OF_ALL, [], read)?,
    };
    Ok(found.unwrap_or_default())
}

const INSERT_LINK: &str = "
    INSERT INTO source_article (source_id, first_seq, article_id)
    SELECT ?1, first_seq, id FROM article WHERE id = ?2
    ON CONFLICT (source_id, first_seq) DO NOTHING";
const COUNT_LINK: &str = "
    UPDATE source SET
        article_count = article_count + 1,
        last_article_at = max(coalesce(last_article_at, first_archived_at), first_archived_at),
        changed_at = iif(seq > source.last_seq, archived_at, changed_at),
        last_seq = max(source.last_seq, seq),
        edits = edits + ?3
    FROM article JOIN revision ON revision.seq = article.last_seq
    WHERE source.id = ?1 AND article.id = ?2";
const FIRST_SOURCE: &str = "UPDATE article SET source_id = ?1 WHERE id = ?2 AND source_id IS NULL";

/// Notes that a source announced an article. For an article that was `known`
/// before, the source's publication changes without a revision to show it.
pub(super) fn source(tx: &Connection, id: SourceId, article_id: ArticleId, known: bool) -> Result<(), Fault> {
    if run(tx, INSERT_LINK, params![id.0, article_id.0])? > 0 {
        run(tx, COUNT_LINK, params![id.0, article_id.0, known])?;
        run(tx, FIRST_SOURCE, params![id.0, article_id.0])?;
        if known {
            privacy::announced(tx, id, article_id)?;
            touch(tx, article_id)?;
        }
    }
    Ok(())
}

const TOUCH: &str = "UPDATE article SET change_seq = ?2 WHERE id = ?1";

/// Notes that an article changed without a revision: what is derived from the archive looks at it again.
pub(super) fn touch(tx: &Connection, article_id: ArticleId) -> Result<(), Fault> {
    let seq = next_seq(tx)?;
    run(tx, TOUCH, params![article_id.0, seq.0]).map(drop)
}

const SET_ENTRY: &str = "UPDATE entry SET article_id = ?2 WHERE id = ?1 AND article_id IS NOT ?2";

/// Notes the article that an entry became. One that was `known` before may have new tags by it.
pub(super) fn set_entry(
    tx: &Connection,
    id: EntryId,
    article_id: ArticleId,
    known: bool,
) -> Result<(), Fault> {
    if run(tx, SET_ENTRY, params![id.0, article_id.0])? > 0 && known {
        touch(tx, article_id)?;
    }
    Ok(())
}

const IS_ARTICLE: &str = "SELECT 1 FROM article WHERE id = ?1";

/// Links an entry to an article that is archived already.
pub(super) fn entry(tx: &Connection, id: EntryId, article_id: ArticleId) -> Result<(), Fault> {
    let source_id =
        entry::source_of(tx, id)?.ok_or_else(|| Fault::Refused(format!("there is no entry {id}")))?;
    if one(tx, IS_ARTICLE, [article_id.0], |_| Ok(()))?.is_none() {
        return Err(Fault::Refused(format!("there is no article {article_id}")));
    }
    source(tx, source_id, article_id, true)?;
    set_entry(tx, id, article_id, true)
}

const REVISED: &str = "
    UPDATE source SET last_seq = ?2, changed_at = ?3
    WHERE id IN (SELECT source_id FROM source_article WHERE article_id = ?1)";

/// Tells the sources of an article of its new revision.
pub(super) fn revised(
    tx: &Connection,
    article_id: ArticleId,
    seq: ArchiveSeq,
    archived_at: Timestamp,
) -> Result<(), Fault> {
    run(tx, REVISED, params![article_id.0, seq.0, archived_at.micros()]).map(drop)
}

const EDITED: &str = "
    UPDATE source SET edits = edits + 1
    WHERE id IN (SELECT source_id FROM source_article WHERE article_id = ?1)";

/// Tells the sources of an article that it is told otherwise, without a revision.
pub(super) fn edited(tx: &Connection, article_id: ArticleId) -> Result<(), Fault> {
    run(tx, EDITED, [article_id.0])?;
    touch(tx, article_id)?;
    count_edit(tx)
}

const COUNT_EDIT: &str = "UPDATE archive_state SET edits = edits + 1";

/// Counts a change of the publication of all sources that no revision shows.
pub(super) fn count_edit(tx: &Connection) -> Result<(), Fault> {
    run(tx, COUNT_EDIT, []).map(drop)
}

const RECOUNT: &str = "
    UPDATE source SET
        article_count = (SELECT count(*) FROM source_article WHERE source_id = source.id),
        last_article_at = (
            SELECT max(first_archived_at) FROM source_article JOIN article ON article.id = article_id
            WHERE source_article.source_id = source.id),
        last_seq = coalesce((
            SELECT max(article.last_seq) FROM source_article JOIN article ON article.id = article_id
            WHERE source_article.source_id = source.id), 0),
        edits = edits + 1
    WHERE id = ?1";
const REDATE: &str = "
    UPDATE source SET changed_at = (SELECT archived_at FROM revision WHERE seq = source.last_seq) WHERE id = ?1";

/// Counts a source's articles anew after one was erased.
pub(super) fn recount(tx: &Connection, id: SourceId) -> Result<(), Fault> {
    run(tx, RECOUNT, [id.0])?;
    run(tx, REDATE, [id.0]).map(drop)
}
