//! Few large segments of many small ones.
//!
//! Segments of one level are merged as soon as there are [`FAN`] of them. Small
//! merges are done at a stroke; large ones in steps of so many bytes, each in the
//! transaction of an article, and go on where they were after a restart.

use longwire_search::{Columns, DOCUMENTS_MAX, Gone, Input, merge};
use rusqlite::{Connection, params};

use super::super::fault::Fault;
use super::super::row::{one, run};
use super::Trouble;
use super::segment::{self, SegmentRow};

/// Segments of one level that make one of the next.
const FAN: usize = 16;
/// The level of segments that are not merged any more.
const LAST_LEVEL: i64 = 4;
/// Segments up to this level are merged at a stroke: at most 256 documents.
const STROKE_LEVEL_MAX: i64 = 1;

/// The level of a new segment of so many documents.
pub(super) fn level_of(doc_count: u32) -> i64 {
    i64::from(doc_count.max(1).ilog(FAN as u32)).min(LAST_LEVEL - 1)
}

/// Merges what is due, no more than about so many bytes of large segments. True where more is due.
pub(in super::super) fn keep_few(tx: &Connection, index_id: i64, bytes_max: usize) -> Result<bool, Trouble> {
    for level in 0..LAST_LEVEL {
        while let Some(sources) = due(tx, index_id, level)? {
            begin(tx, index_id, level, &sources)?;
            if level <= STROKE_LEVEL_MAX {
                go_on(tx, index_id, usize::MAX)?;
            }
        }
    }
    go_on(tx, index_id, bytes_max)?;
    Ok(unfinished(tx, index_id)?.is_some())
}

/// The oldest segments of a level that are to be merged: as many as fit into one.
fn due(tx: &Connection, index_id: i64, level: i64) -> Result<Option<Vec<SegmentRow>>, Fault> {
    let mut sources = segment::of_level(tx, index_id, level)?;
    if sources.len() < FAN {
        return Ok(None);
    }
    let mut total = 0;
    let fitting = sources.iter().take_while(|source| {
        total += source.doc_count;
        total <= i64::from(DOCUMENTS_MAX)
    });
    let count = fitting.count().clamp(1, FAN);
    sources.truncate(count);
    Ok(Some(sources))
}

const SET_MERGING: &str = "UPDATE search_segment SET merging = ?2 WHERE id = ?1";
const SET_LEVEL: &str = "UPDATE search_segment SET level = ?2 WHERE id = ?1";

fn begin(tx: &Connection, index_id: i64, level: i64, sources: &[SegmentRow]) -> Result<(), Fault> {
    let Some(first) = sources.first() else { return Ok(()) };
    if sources.len() == 1 {
        // As large as a segment may be.
        return run(tx, SET_LEVEL, params![first.id, LAST_LEVEL]).map(drop);
    }
    let place = (index_id, level + 1, first.first_doc);
    let target = segment::add(tx, place, &Columns::default(), Some(&[]))?;
    for source in sources {
        run(tx, SET_MERGING, params![source.id, target])?;
    }
    Ok(())
}

const UNFINISHED: &str = "
    SELECT id, after FROM search_segment WHERE index_id = ?1 AND after IS NOT NULL ORDER BY level, id LIMIT 1";

/// The smallest merge that was begun, and the last term it has written.
fn unfinished(tx: &Connection, index_id: i64) -> Result<Option<(i64, Vec<u8>)>, Fault> {
    one(tx, UNFINISHED, [index_id], |row| Ok((row.get(0)?, row.get(1)?)))
}

const SET_AFTER: &str = "UPDATE search_segment SET after = ?2 WHERE id = ?1";

/// Does the next step of the smallest merge that was begun.
fn go_on(tx: &Connection, index_id: i64, bytes_max: usize) -> Result<(), Trouble> {
    let Some((target, after)) = unfinished(tx, index_id)? else { return Ok(()) };
    let sources = segment::merged_into(tx, target)?;
    let mut parts = Vec::new();
    for source in &sources {
        parts.push((segment::columns(tx, source.id)?, segment::gone(tx, source.id)?));
    }
    let after = (!after.is_empty()).then_some(&after[..]);
    let inputs = sources
        .iter()
        .zip(&parts)
        .map(|(source, (columns, gone))| input(tx, source.id, columns, gone, after));
    let merged = merge(inputs.collect::<Result<Vec<_>, Trouble>>()?, after, bytes_max)?;
    segment::add_blocks(tx, target, &merged.blocks)?;
    match merged.last_term {
        Some(term) => run(tx, SET_AFTER, params![target, term]).map(drop)?,
        None => finish(tx, target, &sources, &parts)?,
    }
    Ok(())
}

/// A segment's blocks, from the one that may hold what comes after a term.
fn input<'a>(
    tx: &'a Connection,
    id: i64,
    columns: &'a Columns,
    gone: &'a Gone,
    after: Option<&[u8]>,
) -> Result<Input<'a, Trouble>, Trouble> {
    let mut first = match after {
        Some(after) => segment::block(tx, id, after)?.map(|(_, bytes)| bytes),
        None => None,
    };
    let mut name = match after {
        Some(after) => segment::block_name(tx, id, after)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let next_block = move || -> Result<Option<Vec<u8>>, Trouble> {
        if let Some(bytes) = first.take() {
            return Ok(Some(bytes));
        }
        let block = segment::next_block(tx, id, &name)?;
        Ok(block.map(|block| {
            name = block.name;
            block.bytes
        }))
    };
    Ok(Input { columns, gone, next_block: Box::new(next_block) })
}

const ASK_NOW: &str = "
    UPDATE search_segment SET after = NULL, doc_count = ?2, columns = ?3, gone = ?4, edition = edition + 1
    WHERE id = ?1";

/// Lets the new segment be asked instead of those it was made of.
fn finish(
    tx: &Connection,
    target: i64,
    sources: &[SegmentRow],
    parts: &[(Columns, Gone)],
) -> Result<(), Trouble> {
    let joined = Columns::joined(parts.iter().map(|(columns, gone)| (columns, gone)));
    let mut gone = Gone::default();
    let mut offset = 0;
    for (columns, part) in parts {
        gone.append(part, offset);
        offset += columns.len();
    }
    sources.iter().try_for_each(|source| segment::remove(tx, source.id))?;
    run(tx, ASK_NOW, params![target, joined.len(), joined.to_bytes(), gone.to_bytes()])?;
    Ok(())
}

const STOP: &str = "UPDATE search_segment SET merging = NULL WHERE merging = ?1";
const TARGET: &str = "SELECT merging FROM search_segment WHERE id = ?1 AND merging IS NOT NULL";

/// Gives up the merge that a segment is part of; it begins anew.
pub(super) fn stop(tx: &Connection, id: i64) -> Result<(), Fault> {
    let Some(target) = one(tx, TARGET, [id], |row| Ok(row.get::<_, i64>(0)?))? else { return Ok(()) };
    run(tx, STOP, [target])?;
    segment::remove(tx, target)
}
