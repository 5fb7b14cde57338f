//! The rows of segments and their blocks.

use longwire_search::{Block, Columns, Gone, find};
use rusqlite::{Connection, Row, params};

use super::super::fault::Fault;
use super::super::row::{insert, many, one, run};
use super::Trouble;

/// A segment without its blocks.
#[derive(Clone, Debug)]
pub(super) struct SegmentRow {
    pub id: i64,
    pub first_doc: i64,
    pub doc_count: i64,
    pub edition: i64,
}

fn read(row: &Row<'_>) -> Result<SegmentRow, Fault> {
    Ok(SegmentRow {
        id: row.get("id")?,
        first_doc: row.get("first_doc")?,
        doc_count: row.get("doc_count")?,
        edition: row.get("edition")?,
    })
}

const ALL: &str = "
    SELECT id, first_doc, doc_count, edition FROM search_segment
    WHERE index_id = ?1 AND after IS NULL ORDER BY first_doc";

/// The segments of an index that are asked, in the order of their documents.
pub(super) fn all(tx: &Connection, index_id: i64) -> Result<Vec<SegmentRow>, Fault> {
    many(tx, ALL, [index_id], read)
}

const OF_DOCUMENT: &str = "
    SELECT id, first_doc, doc_count, edition FROM search_segment
    WHERE index_id = ?1 AND first_doc <= ?2 AND after IS NULL ORDER BY first_doc DESC LIMIT 1";

/// The segment that holds a document.
pub(super) fn of_document(tx: &Connection, index_id: i64, doc: i64) -> Result<Option<SegmentRow>, Fault> {
    let found = one(tx, OF_DOCUMENT, params![index_id, doc], read)?;
    Ok(found.filter(|segment| doc < segment.first_doc + segment.doc_count))
}

const MERGEABLE: &str = "
    SELECT id, first_doc, doc_count, edition FROM search_segment
    WHERE index_id = ?1 AND level = ?2 AND merging IS NULL AND after IS NULL ORDER BY first_doc";

/// The segments of a level that are not being merged, in the order of their documents.
pub(super) fn of_level(tx: &Connection, index_id: i64, level: i64) -> Result<Vec<SegmentRow>, Fault> {
    many(tx, MERGEABLE, params![index_id, level], read)
}

const MERGED: &str = "
    SELECT id, first_doc, doc_count, edition FROM search_segment WHERE merging = ?1 ORDER BY first_doc";

/// The segments that are being merged into one, in the order of their documents.
pub(super) fn merged_into(tx: &Connection, target: i64) -> Result<Vec<SegmentRow>, Fault> {
    many(tx, MERGED, [target], read)
}

const COLUMNS: &str = "SELECT columns FROM search_segment WHERE id = ?1";
const GONE: &str = "SELECT gone FROM search_segment WHERE id = ?1";

pub(super) fn columns(tx: &Connection, id: i64) -> Result<Columns, Trouble> {
    let bytes = one(tx, COLUMNS, [id], |row| Ok(row.get::<_, Vec<u8>>(0)?))?;
    Ok(Columns::read(&bytes.unwrap_or_default())?)
}

pub(super) fn gone(tx: &Connection, id: i64) -> Result<Gone, Trouble> {
    let bytes = one(tx, GONE, [id], |row| Ok(row.get::<_, Vec<u8>>(0)?))?;
    Ok(Gone::read(&bytes.unwrap_or_default())?)
}

const INSERT: &str = "
    INSERT INTO search_segment (index_id, level, first_doc, doc_count, columns, gone, after)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id";

/// Adds a segment; one with `after` is not asked yet.
pub(super) fn add(
    tx: &Connection,
    (index_id, level, first_doc): (i64, i64, i64),
    columns: &Columns,
    after: Option<&[u8]>,
) -> Result<i64, Fault> {
    let (count, bytes) = (columns.len(), columns.to_bytes());
    insert(tx, INSERT, params![index_id, level, first_doc, count, bytes, Vec::<u8>::new(), after])
}

const INSERT_BLOCK: &str = "INSERT INTO search_block (segment_id, name, bytes) VALUES (?1, ?2, ?3)";

pub(super) fn add_blocks(tx: &Connection, id: i64, blocks: &[Block]) -> Result<(), Fault> {
    for block in blocks {
        run(tx, INSERT_BLOCK, params![id, block.name, block.bytes])?;
    }
    Ok(())
}

const SET_GONE: &str = "UPDATE search_segment SET gone = ?2, edition = edition + 1 WHERE id = ?1";

pub(super) fn set_gone(tx: &Connection, id: i64, gone: &Gone) -> Result<(), Fault> {
    run(tx, SET_GONE, params![id, gone.to_bytes()]).map(drop)
}

const SET_COLUMNS: &str = "UPDATE search_segment SET columns = ?2, edition = edition + 1 WHERE id = ?1";

pub(super) fn set_columns(tx: &Connection, id: i64, columns: &Columns) -> Result<(), Fault> {
    run(tx, SET_COLUMNS, params![id, columns.to_bytes()]).map(drop)
}

const DELETE_BLOCKS: &str = "DELETE FROM search_block WHERE segment_id = ?1";
const DELETE: &str = "DELETE FROM search_segment WHERE id = ?1";

pub(super) fn remove(tx: &Connection, id: i64) -> Result<(), Fault> {
    run(tx, DELETE_BLOCKS, [id])?;
    run(tx, DELETE, [id]).map(drop)
}

const BLOCK: &str = "
    SELECT id, bytes FROM search_block WHERE segment_id = ?1 AND name <= ?2 ORDER BY name DESC LIMIT 1";

/// The block that may hold a term, and its number.
pub(super) fn block(tx: &Connection, id: i64, term: &[u8]) -> Result<Option<(i64, Vec<u8>)>, Fault> {
    one(tx, BLOCK, params![id, term], |row| Ok((row.get(0)?, row.get(1)?)))
}

const LIST: &str = "
    SELECT bytes FROM search_block WHERE segment_id = ?1 AND name <= ?2 ORDER BY name DESC LIMIT 1";

/// The list of a term, copied once, out of the block that holds it.
pub(super) fn list(tx: &Connection, id: i64, term: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
    let mut statement = tx.prepare_cached(LIST)?;
    let mut rows = statement.query(params![id, term])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let block =
        row.get_ref(0)?.as_blob().map_err(|err| Trouble::Damaged(format!("a block is none: {err}")))?;
    Ok(find(block, term)?.map(<[u8]>::to_vec))
}

const NEXT_BLOCK: &str = "
    SELECT name, bytes FROM search_block WHERE segment_id = ?1 AND name > ?2 ORDER BY name LIMIT 1";

/// The first block named after a term.
pub(super) fn next_block(tx: &Connection, id: i64, name: &[u8]) -> Result<Option<Block>, Fault> {
    one(tx, NEXT_BLOCK, params![id, name], |row| Ok(Block { name: row.get(0)?, bytes: row.get(1)? }))
}

const BLOCK_NAME: &str = "
    SELECT name FROM search_block WHERE segment_id = ?1 AND name <= ?2 ORDER BY name DESC LIMIT 1";

/// The name of the block that may hold a term.
pub(super) fn block_name(tx: &Connection, id: i64, term: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    one(tx, BLOCK_NAME, params![id, term], |row| Ok(row.get(0)?))
}

const SET_BLOCK: &str = "UPDATE search_block SET bytes = ?2 WHERE id = ?1";

pub(super) fn set_block(tx: &Connection, block_id: i64, bytes: &[u8]) -> Result<(), Fault> {
    run(tx, SET_BLOCK, params![block_id, bytes]).map(drop)
}
