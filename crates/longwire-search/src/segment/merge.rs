//! One segment of several in a row, term by term, in as many steps as the caller likes.

use std::cmp::Ordering;

use super::terms::head;
use super::{Copier, Gone};
use crate::Damaged;
use crate::block::{Block, BlockWriter, Cursor};
use crate::columns::Columns;
use crate::document::Sort;

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
        let mut lane = Lane { cursor: Cursor::default(), head: 0, offset, input };
        offset += lane.input.columns.len();
        while lane.advance()? && after.is_some_and(|after| lane.cursor.term() <= after) {}
        lanes.push(lane);
    }
    let mut writer = BlockWriter::default();
    let mut copier = Copier::default();
    let mut blocks: Vec<Block> = Vec::new();
    let (mut term, mut here) = (Vec::new(), Vec::new());
    let mut written = 0;
    while least(&lanes, &mut here) {
        term.clear();
        term.extend_from_slice(lanes[here[0]].cursor.term());
        let sort = Sort::of_term(&term);
        for &n in &here {
            let lane = &mut lanes[n];
            let gone = |doc| lane.input.gone.contains(doc);
            copier.copy(lane.cursor.body(), sort, lane.input.columns, lane.offset, gone)?;
            lane.advance()?;
        }
        let Some(list) = copier.finish(sort, span) else { continue };
        written += list.len();
        blocks.extend(writer.add(&term, list));
        if written >= bytes_max {
            blocks.extend(writer.finish());
            return Ok(Merged { blocks, last_term: Some(term) });
        }
    }
    blocks.extend(writer.finish());
    Ok(Merged { blocks, last_term: None })
}

/// Finds the lanes that stand at the least term; false where all have ended.
fn least<E>(lanes: &[Lane<'_, E>], here: &mut Vec<usize>) -> bool {
    here.clear();
    for (n, lane) in lanes.iter().enumerate() {
        let Some(term) = lane.cursor.here() else { continue };
        let order = match here.first() {
            None => Ordering::Less,
            Some(&first) => {
                let first: &Lane<'_, E> = &lanes[first];
                lane.head.cmp(&first.head).then_with(|| term.cmp(first.cursor.term()))
            }
        };
        if order == Ordering::Less {
            here.clear();
        }
        if order != Ordering::Greater {
            here.push(n);
        }
    }
    !here.is_empty()
}

struct Lane<'a, E> {
    cursor: Cursor,
    /// The beginning of the term it stands at.
    head: u64,
    offset: u32,
    input: Input<'a, E>,
}

impl<E: From<Damaged>> Lane<'_, E> {
    /// Goes to the next term; false where there is none.
    fn advance(&mut self) -> Result<bool, E> {
        loop {
            if self.cursor.advance()? {
                self.head = head(self.cursor.term());
                return Ok(true);
            }
            match (self.input.next_block)()? {
                Some(block) => self.cursor.open(block),
                None => return Ok(false),
            }
        }
    }
}
