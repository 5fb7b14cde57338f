//! Reading articles and their revisions.

use longwire_model::{ArchiveSeq, ArticleId, CaptureId, ContentHash, Revision, SourceId};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{self, at, limit, many, maybe_url, one};
use crate::{ArchivedArticle, RevisionHead};

const ARTICLE: &str = "SELECT * FROM article_state WHERE id = ?1";

pub(super) fn by_id(tx: &Connection, id: ArticleId) -> Result<Option<ArchivedArticle>, Fault> {
    one(tx, ARTICLE, [id.0], |row| archived(tx, row))
}

const BY_IDENTITY: &str = "SELECT id FROM article WHERE identity = ?1";

pub(super) fn by_identity(tx: &Connection, identity: &str) -> Result<Option<ArticleId>, Fault> {
    one(tx, BY_IDENTITY, [identity], |row| Ok(ArticleId(row.get(0)?)))
}

const NEWEST: &str = "
    SELECT * FROM article_state WHERE first_seq < ?1 ORDER BY first_seq DESC LIMIT ?2";
const NEWEST_OF_SOURCE: &str = "
    SELECT article_state.* FROM source_article JOIN article_state ON article_state.id = source_article.article_id
    WHERE source_article.source_id = ?3 AND source_article.first_seq < ?1
    ORDER BY source_article.first_seq DESC LIMIT ?2";

pub(super) fn newest(
    tx: &Connection,
    source: Option<SourceId>,
    before: Option<ArchiveSeq>,
    count: usize,
) -> Result<Vec<ArchivedArticle>, Fault> {
    let before = before.map_or(i64::MAX, |seq| seq.0);
    match source {
        Some(id) => many(tx, NEWEST_OF_SOURCE, params![before, limit(count), id.0], |row| archived(tx, row)),
        None => many(tx, NEWEST, params![before, limit(count)], |row| archived(tx, row)),
    }
}

const AFTER: &str = "SELECT id, first_seq FROM article WHERE first_seq > ?1 ORDER BY first_seq LIMIT ?2";
const AFTER_OF_SOURCE: &str = "
    SELECT article_id AS id, first_seq FROM source_article WHERE source_id = ?3 AND first_seq > ?1
    ORDER BY first_seq LIMIT ?2";

/// Articles in the order in which they were first archived, after a place in it.
pub(super) fn after(
    tx: &Connection,
    source: Option<SourceId>,
    after: ArchiveSeq,
    count: usize,
) -> Result<Vec<(ArticleId, ArchiveSeq)>, Fault> {
    let read = |row: &Row<'_>| Ok((ArticleId(row.get("id")?), ArchiveSeq(row.get("first_seq")?)));
    match source {
        Some(id) => many(tx, AFTER_OF_SOURCE, params![after.0, limit(count), id.0], read),
        None => many(tx, AFTER, params![after.0, limit(count)], read),
    }
}

const REVISION: &str = "SELECT * FROM revision WHERE article_id = ?1 AND number = ?2";

pub(super) fn revision(tx: &Connection, id: ArticleId, number: u32) -> Result<Option<Revision>, Fault> {
    one(tx, REVISION, params![id.0, number], |row| read_revision(tx, row))
}

const HEADS: &str = "
    SELECT number, seq, archived_at, title FROM revision WHERE article_id = ?1 ORDER BY number";

pub(super) fn revisions(tx: &Connection, id: ArticleId) -> Result<Vec<RevisionHead>, Fault> {
    many(tx, HEADS, [id.0], |row| {
        Ok(RevisionHead {
            number: row.get("number")?,
            seq: ArchiveSeq(row.get("seq")?),
            archived_at: at(row, "archived_at")?,
            title: row.get("title")?,
        })
    })
}

const PICTURES: &str = "SELECT url, hash FROM revision_image WHERE seq = ?1";

/// The stored pictures of a revision, by address.
pub(super) fn pictures(tx: &Connection, seq: i64) -> Result<Vec<(String, ContentHash)>, Fault> {
    many(tx, PICTURES, [seq], |row| Ok((row.get("url")?, ContentHash(row.get("hash")?))))
}

pub(super) fn archived(tx: &Connection, row: &Row<'_>) -> Result<ArchivedArticle, Fault> {
    Ok(ArchivedArticle {
        revision: read_revision(tx, row)?,
        source_id: row.get::<_, Option<i64>>("source_id")?.map(SourceId),
        first_archived_at: at(row, "first_archived_at")?,
        first_seq: ArchiveSeq(row.get("first_seq")?),
        fetched_url: maybe_url(row, "fetched_url")?,
    })
}

fn read_revision(tx: &Connection, row: &Row<'_>) -> Result<Revision, Fault> {
    let seq = row.get("seq")?;
    let pictures: std::collections::HashMap<String, ContentHash> = pictures(tx, seq)?.into_iter().collect();
    Ok(Revision {
        article_id: ArticleId(row.get("article_id")?),
        number: row.get("number")?,
        seq: ArchiveSeq(seq),
        capture_id: row.get::<_, Option<i64>>("capture_id")?.map(CaptureId),
        archived_at: at(row, "archived_at")?,
        article: row::article(row, |url| pictures.get(url).copied())?,
    })
}
