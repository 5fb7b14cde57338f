//! One segment of several in a row, term by term, in as many steps as the caller likes.

use super::{Gone, copy};
use crate::Damaged;
use crate::block::{Block, BlockWriter, Cursor};
use crate::columns::Columns;
use crate::document::has_places;
use crate::posting::{PostingList, PostingWriter};

/// A segment to be merged.
pub struct Input<'a, E> {
    /// Its documents.
    pub columns: &'a Columns,
    /// Those of them that are left out.
    pub gone: &'a Gone,
    /// Gives its blocks in order, beginning with the one that may hold the first term wanted.
    pub next_block: Box<dyn FnMut() -> Result<Option<Vec<u8>>, E> + 'a>,
}

/// What one step made.
#[derive(Debug)]
pub struct Merged {
    /// Blocks in order, all later than those of the step before.
    pub blocks: Vec<Block>,
    /// The last term written; `None` where everything is.
    pub last_term: Option<Vec<u8>>,
}

/// Merges the terms after `after` (all for `None`), stopping once so many bytes were written.
///
/// The documents get their numbers in the order of the inputs. The columns of
/// the new segment come from [`Columns::joined`].
///
/// # Errors
///
/// What an input could not give, or [`Damaged`].
pub fn merge<E: From<Damaged>>(
    inputs: Vec<Input<'_, E>>,
    after: Option<&[u8]>,
    bytes_max: usize,
) -> Result<Merged, E> {
    let span = inputs.iter().map(|input| input.columns.len()).sum();
    let mut offset = 0;
    let mut lanes = Vec::new();
    for input in inputs {
        let mut lane = Lane { cursor: Cursor::default(), offset, input };
        offset += lane.input.columns.len();
        while lane.advance()? && after.is_some_and(|after| lane.cursor.term() <= after) {}
        lanes.push(lane);
    }
    let mut writer = BlockWriter::default();
    let mut blocks: Vec<Block> = Vec::new();
    let mut written = 0;
    while let Some(term) = lanes.iter().filter_map(|lane| lane.cursor.here()).min().map(<[u8]>::to_vec) {
        let mut list = PostingWriter::default();
        for lane in &mut lanes {
            if lane.cursor.here() != Some(&term) {
                continue;
            }
            let columns = lane.input.columns;
            let read = PostingList::read(lane.cursor.body(), columns.len())?;
            let gone = |doc| lane.input.gone.contains(doc);
            copy(&read, has_places(&term), columns, lane.offset, gone, &mut list)?;
            lane.advance()?;
        }
        if list.is_empty() {
            continue;
        }
        let list = list.finish(span);
        written += list.len();
        blocks.extend(writer.add(&term, &list));
        if written >= bytes_max {
            blocks.extend(writer.finish());
            return Ok(Merged { blocks, last_term: Some(term) });
        }
    }
    blocks.extend(writer.finish());
    Ok(Merged { blocks, last_term: None })
}

struct Lane<'a, E> {
    cursor: Cursor,
    offset: u32,
    input: Input<'a, E>,
}

impl<E: From<Damaged>> Lane<'_, E> {
    /// Goes to the next term; false where there is none.
    fn advance(&mut self) -> Result<bool, E> {
        loop {
            if self.cursor.advance()? {
                return Ok(true);
            }
            match (self.input.next_block)()? {
                Some(block) => self.cursor.open(block),
                None => return Ok(false),
            }
        }
    }
}
