//! The whole archive in pages, and its sizes.

use longwire_model::{ArticleId, ContentHash, SourceId, Url};
use rusqlite::{Connection, params};

use super::article;
use super::capture;
use super::fault::Fault;
use super::row::{count, limit, many, maybe_url, one};
use crate::{ArchivedArticle, ExportLine, ExportMark, Totals};

// One line for each entry, and one of its own (entry 0) for an article that was
// imported or has lost its entries. Each half is read in order by an index.
const LINES: &str = "
    SELECT id AS article_id, 0 AS entry_id, NULL AS entry_url, NULL AS source_id FROM article
    WHERE id > ?1 AND (imported = 1 OR NOT EXISTS (SELECT 1 FROM entry WHERE entry.article_id = article.id))
    UNION ALL
    SELECT article_id, id, url, source_id FROM entry
    WHERE article_id IS NOT NULL AND (article_id, id) > (?1, ?2)
    ORDER BY 1, 2 LIMIT ?3";

struct Line {
    mark: ExportMark,
    entry_url: Option<Url>,
    source_id: Option<SourceId>,
}

/// The lines after a mark, and the mark of the last one.
pub(super) fn page(
    tx: &Connection,
    after: ExportMark,
    count: usize,
) -> Result<(Vec<ExportLine>, ExportMark), Fault> {
    let lines = many(tx, LINES, params![after.article_id, after.entry_id, limit(count)], |row| {
        Ok(Line {
            mark: ExportMark { article_id: row.get("article_id")?, entry_id: row.get("entry_id")? },
            entry_url: maybe_url(row, "entry_url")?,
            source_id: row.get::<_, Option<i64>>("source_id")?.map(SourceId),
        })
    })?;
    let last = lines.last().map_or(after, |line| line.mark);
    let mut written = Vec::with_capacity(lines.len());
    let mut current: Option<ArchivedArticle> = None;
    for line in lines {
        let id = ArticleId(line.mark.article_id);
        if current.as_ref().is_none_or(|archived| archived.revision.article_id != id) {
            current = article::by_id(tx, id)?;
        }
        let archived =
            current.clone().ok_or_else(|| Fault::Unreadable(format!("article {id} has no revision")))?;
        let of_import = line.mark.entry_id == 0;
        written.push(ExportLine {
            record: if of_import { record(tx, archived.revision.seq.0)? } else { None },
            source_id: if of_import { archived.source_id } else { line.source_id },
            entry_url: line.entry_url,
            archived,
        });
    }
    Ok((written, last))
}

const RECORD: &str = "SELECT record_hash FROM revision WHERE seq = ?1 AND record_hash IS NOT NULL";

fn record(tx: &Connection, seq: i64) -> Result<Option<Vec<u8>>, Fault> {
    let hash = one(tx, RECORD, [seq], |row| Ok(ContentHash(row.get(0)?)))?;
    hash.map(|hash| capture::body(tx, hash)).transpose()
}

const TOTALS: &str = "
    SELECT
        (SELECT count FROM tally WHERE name = 'article') AS article_count,
        (SELECT count FROM tally WHERE name = 'revision') AS revision_count,
        (SELECT bytes FROM tally WHERE name = 'revision') AS revision_bytes,
        (SELECT count FROM tally WHERE name = 'image') AS image_count,
        (SELECT bytes FROM tally WHERE name = 'image') AS image_bytes,
        (SELECT count FROM tally WHERE name = 'body') AS body_count,
        (SELECT bytes FROM tally WHERE name = 'body') AS body_bytes,
        (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS database_bytes";

pub(super) fn totals(tx: &Connection) -> Result<Totals, Fault> {
    let found = one(tx, TOTALS, [], |row| {
        Ok(Totals {
            article_count: count(row, "article_count")?,
            revision_count: count(row, "revision_count")?,
            revision_bytes: count(row, "revision_bytes")?,
            image_count: count(row, "image_count")?,
            image_bytes: count(row, "image_bytes")?,
            body_count: count(row, "body_count")?,
            body_bytes: count(row, "body_bytes")?,
            database_bytes: count(row, "database_bytes")?,
        })
    })?;
    Ok(found.unwrap_or_default())
}
