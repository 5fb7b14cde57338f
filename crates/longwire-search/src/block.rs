//! The dictionary of a segment: sorted terms with what belongs to them, cut into blocks.
//!
//! A block is what a database row holds; its name is its first term, so a term
//! is found by one look for the last name that is not after it.
//!
//! ```text
//! for each term: bytes shared with the one before, further bytes, their number, what belongs to it and its length
//! ```

use crate::Damaged;
use crate::bits::{read_number, write_number};
use crate::document::Sort;
use crate::posting::documents_end;

/// Bytes of lists and terms that share a block: a page of a database. A block that is longer than twice
/// that holds one list.
const BLOCK_BYTES: usize = 3_900;

/// A block that is longer holds one list, that of the term it is named for.
pub const BLOCK_BYTES_MAX: usize = 2 * BLOCK_BYTES;

/// A block, to be stored under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its first term.
    pub name: Vec<u8>,
    /// Its terms with what belongs to them.
    pub bytes: Vec<u8>,
}

/// Cuts sorted terms into blocks.
#[derive(Debug)]
pub(crate) struct BlockWriter {
    bytes_max: usize,
    open: Option<Block>,
    last: Vec<u8>,
}

impl Default for BlockWriter {
    fn default() -> Self {
        Self { bytes_max: BLOCK_BYTES, open: None, last: Vec::new() }
    }
}

impl BlockWriter {
    /// One that never cuts: for writing one block anew.
    pub(crate) fn endless() -> Self {
        Self { bytes_max: usize::MAX, ..Self::default() }
    }

    /// Adds a term, later than those before it. Gives a block where one was finished by that.
    pub(crate) fn add(&mut self, term: &[u8], body: &[u8]) -> Option<Block> {
        // A long list stands in a block of its own, so that its neighbours are found without reading it.
        let bytes_max = self.bytes_max;
        let is_full = |block: &Block| {
            !block.bytes.is_empty() && block.bytes.len() + term.len() + body.len() > bytes_max
        };
        let full = self.open.take_if(|block| is_full(block));
        let block = self.open.get_or_insert_with(|| Block { name: term.to_owned(), bytes: Vec::new() });
        let shared = if block.bytes.is_empty() { 0 } else { shared(&self.last, term) };
        write_number(&mut block.bytes, shared as u64);
        write_number(&mut block.bytes, (term.len() - shared) as u64);
        block.bytes.extend_from_slice(&term[shared..]);
        write_number(&mut block.bytes, body.len() as u64);
        block.bytes.extend_from_slice(body);
        self.last.clear();
        self.last.extend_from_slice(term);
        full
    }

    /// The last block.
    pub(crate) fn finish(self) -> Option<Block> {
        self.open
    }
}

fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// Goes through the terms of a block.
#[derive(Debug)]
pub(crate) struct BlockReader<'a> {
    rest: &'a [u8],
    term: Vec<u8>,
}

impl<'a> BlockReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, term: Vec::new() }
    }

    /// The next term, to be read by [`term`](Self::term), and what belongs to it.
    pub(crate) fn next(&mut self) -> Result<Option<&'a [u8]>, Damaged> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let shared = read_number(&mut self.rest)? as usize;
        if shared > self.term.len() {
            return Err(Damaged("a term begins like one that is not there"));
        }
        self.term.truncate(shared);
        let further = self.take()?;
        self.term.extend_from_slice(further);
        self.take().map(Some)
    }

    /// The term that was read last.
    pub(crate) fn term(&self) -> &[u8] {
        &self.term
    }

    fn take(&mut self) -> Result<&'a [u8], Damaged> {
        let length = read_number(&mut self.rest)?;
        let length = usize::try_from(length).map_err(|_| Damaged("a block ends early"))?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Damaged("a block ends early"))?;
        self.rest = rest;
        Ok(taken)
    }
}

/// Goes through the terms of one block after another, owning them.
#[derive(Debug, Default)]
pub(crate) struct Cursor {
    bytes: Vec<u8>,
    at: usize,
    term: Vec<u8>,
    body: std::ops::Range<usize>,
    ended: bool,
}

impl Cursor {
    /// Begins with a block; its first term is reached by [`advance`](Self::advance).
    pub(crate) fn open(&mut self, bytes: Vec<u8>) {
        *self = Self { bytes, ..Self::default() };
    }

    /// Goes to the next term of the block; false at its end.
    pub(crate) fn advance(&mut self) -> Result<bool, Damaged> {
        let mut reader = BlockReader { rest: &self.bytes[self.at..], term: std::mem::take(&mut self.term) };
        let body_len = reader.next()?.map(<[u8]>::len);
        self.at = self.bytes.len() - reader.rest.len();
        self.term = reader.term;
        self.ended = body_len.is_none();
        self.body = self.at - body_len.unwrap_or(0)..self.at;
        Ok(!self.ended)
    }

    /// The term it stands at; `None` behind the last.
    pub(crate) fn here(&self) -> Option<&[u8]> {
        (!self.ended).then_some(&self.term[..])
    }

    /// The term it stands at.
    pub(crate) fn term(&self) -> &[u8] {
        &self.term
    }

    /// What belongs to it.
    pub(crate) fn body(&self) -> &[u8] {
        &self.bytes[self.body.clone()]
    }
}

/// What belongs to a term in a block; `None` where the block does not have the term.
pub fn find<'a>(block: &'a [u8], term: &[u8]) -> Result<Option<&'a [u8]>, Damaged> {
    let mut reader = BlockReader::new(block);
    while let Some(body) = reader.next()? {
        match reader.term().cmp(term) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => return Ok(Some(body)),
            std::cmp::Ordering::Greater => return Ok(None),
        }
    }
    Ok(None)
}

/// Bytes of a long block that tell how much of it is wanted.
pub const HEAD_BYTES: usize = 512;

/// A part at the beginning of a block that holds one list ([`BLOCK_BYTES_MAX`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Where the list begins.
    pub start: usize,
    /// Where its documents have surely ended and nothing but places follows.
    pub end: usize,
}

impl Beginning {
    /// Of the first [`HEAD_BYTES`] of such a block, in a segment of `span` documents. For a term of one
    /// character everything is wanted: its lists have no places.
    ///
    /// # Errors
    ///
    /// [`Damaged`] where no such block begins like this.
    pub fn of(head: &[u8], span: u32) -> Result<Self, Damaged> {
        let mut reader = BlockReader::new(head);
        let shared = read_number(&mut reader.rest)?;
        let term = reader.take()?;
        let length = read_number(&mut reader.rest)?;
        let length = usize::try_from(length).map_err(|_| Damaged("a block ends early"))?;
        let start = head.len() - reader.rest.len();
        let end = match Sort::of_term(term) {
            _ if shared > 0 => return Err(Damaged("a term begins like one that is not there")),
            Sort::Single => length,
            Sort::Word | Sort::Pair => documents_end(reader.rest, length, span)?,
        };
        Ok(Self { start, end: start + end })
    }
}

#[cfg(test)]
mod tests;
