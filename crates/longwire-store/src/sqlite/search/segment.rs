//! The rows of segments and their blocks.

use longwire_search::{BLOCK_BYTES_MAX, Beginning, Block, Columns, Gone, HEAD_BYTES, Short, find};
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Row, params};

use super::super::fault::Fault;
use super::super::row::{insert, limit, many, one, run};
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

// The length of a block is had without reading it.
const SHORT_BLOCK: &str = "
    SELECT id, name, CASE WHEN length(bytes) <= ?3 THEN bytes END FROM search_block
    WHERE segment_id = ?1 AND name <= ?2 ORDER BY name DESC LIMIT 1";

/// What there is of a term, found without reading a long block.
enum Found {
    Nothing,
    List(Vec<u8>),
    /// In a block of its own with this number: a block that is long holds one list, that of its name.
    InLong(i64),
}

fn find_short(tx: &Connection, id: i64, term: &[u8], bytes_max: usize) -> Result<Found, Trouble> {
    let mut statement = tx.prepare_cached(SHORT_BLOCK)?;
    let mut rows = statement.query(params![id, term, limit(bytes_max.max(BLOCK_BYTES_MAX))])?;
    let Some(row) = rows.next()? else { return Ok(Found::Nothing) };
    let is_none = |err: FromSqlError| Trouble::Damaged(format!("a block is none: {err}"));
    let Some(block) = row.get_ref(2)?.as_blob_or_null().map_err(is_none)? else {
        let is_its_own = row.get_ref(1)?.as_blob().map_err(is_none)? == term;
        return Ok(if is_its_own { Found::InLong(row.get(0)?) } else { Found::Nothing });
    };
    Ok(find(block, term)?.map_or(Found::Nothing, |list| Found::List(list.to_vec())))
}

/// The list of a term where it is short.
pub(super) fn short_list(tx: &Connection, id: i64, term: &[u8], bytes_max: usize) -> Result<Short, Trouble> {
    Ok(match find_short(tx, id, term, bytes_max)? {
        Found::Nothing => Short::Absent,
        Found::List(list) if list.len() <= bytes_max => Short::List(list),
        Found::List(_) | Found::InLong(_) => Short::TooLong,
    })
}

/// The list of a term, of a long one only as much as tells its documents: most of it is places.
pub(super) fn documents(
    tx: &Connection,
    segment: &SegmentRow,
    term: &[u8],
) -> Result<Option<Vec<u8>>, Trouble> {
    let block_id = match find_short(tx, segment.id, term, BLOCK_BYTES_MAX)? {
        Found::Nothing => return Ok(None),
        Found::List(list) => return Ok(Some(list)),
        Found::InLong(block_id) => block_id,
    };
    let block = tx.blob_open("main", "search_block", "bytes", block_id, true)?;
    let mut bytes = vec![0; HEAD_BYTES.min(block.len())];
    block.read_at_exact(&mut bytes, 0)?;
    let Beginning { start, end } =
        Beginning::of(&bytes, u32::try_from(segment.doc_count).unwrap_or(u32::MAX))?;
    if end > block.len() {
        return Err(Trouble::Damaged("a block ends early".into()));
    }
    bytes.resize(end - start, 0);
    block.read_at_exact(&mut bytes, start)?;
    Ok(Some(bytes))
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
