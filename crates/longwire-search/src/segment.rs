//! Making segments: of documents, and of smaller segments.
//!
//! A segment holds up to [`DOCUMENTS_MAX`](crate::DOCUMENTS_MAX) documents in
//! the order in which they came. It is never changed once written, but for
//! [`scrub`]bing an erased document out of it; a document that is replaced is
//! noted in a [`Gone`] beside it and left out when segments are [`merge`]d.
//!
//! - [`Builder`] makes one of documents, [`merge`] one of several in a row.
//! - Deliberately absent: where segments are kept and when they are merged.

mod gone;
mod merge;

use std::collections::{BTreeSet, HashMap};

pub use gone::Gone;
pub use merge::{Input, Merged, merge};

use crate::Damaged;
use crate::block::{Block, BlockReader, BlockWriter};
use crate::columns::Columns;
use crate::document::{Document, has_places};
use crate::posting::{PostingList, PostingWriter, place_width};

/// One occurrence of a term.
#[derive(Clone, Copy, Default)]
struct Occurrence {
    doc: u32,
    place: u32,
}

/// Collects documents.
#[derive(Default)]
pub struct Builder {
    columns: Columns,
    numbers: HashMap<Box<[u8]>, u32>,
    /// The occurrences in the order of the documents: term and what it is one of.
    found: Vec<(u32, Occurrence)>,
}

impl Builder {
    /// Adds a document.
    pub fn add(&mut self, document: &Document<'_>) {
        let doc = self.columns.len();
        let Self { columns, numbers, found } = self;
        let places = document.each_term(|term, place| {
            let number = numbers.get(term).copied().unwrap_or_else(|| {
                let number = numbers.len() as u32;
                numbers.insert(term.into(), number);
                number
            });
            found.push((number, Occurrence { doc, place }));
        });
        columns.push(document, places);
    }

    /// How many documents were added.
    pub fn len(&self) -> u32 {
        self.columns.len()
    }

    /// True where no document was added.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The blocks in the order of their names, and the columns.
    pub fn finish(self) -> (Vec<Block>, Columns) {
        let Self { columns, numbers, found } = self;
        // Sorted by counting: each term's occurrences stay in the order of documents and places.
        let mut ends = vec![0_usize; numbers.len()];
        found.iter().for_each(|(number, _)| ends[*number as usize] += 1);
        let mut end = 0;
        for count in &mut ends {
            end += std::mem::replace(count, end);
        }
        let mut sorted = vec![Occurrence::default(); found.len()];
        for (number, occurrence) in &found {
            let next = &mut ends[*number as usize];
            sorted[*next] = *occurrence;
            *next += 1;
        }
        drop(found);
        let mut terms: Vec<(Box<[u8]>, u32)> = numbers.into_iter().collect();
        terms.sort_unstable();
        let mut writer = BlockWriter::default();
        let mut blocks = Vec::new();
        for (term, number) in terms {
            let start = if number == 0 { 0 } else { ends[number as usize - 1] };
            let list = write_list(&sorted[start..ends[number as usize]], has_places(&term), &columns);
            blocks.extend(writer.add(&term, &list));
        }
        blocks.extend(writer.finish());
        (blocks, columns)
    }
}

fn write_list(occurrences: &[Occurrence], with_places: bool, columns: &Columns) -> Vec<u8> {
    let mut writer = PostingWriter::default();
    for of_doc in occurrences.chunk_by(|one, other| one.doc == other.doc) {
        let doc = of_doc[0].doc;
        let width = place_width(columns.places[doc as usize]);
        let places = of_doc.iter().map(|occurrence| occurrence.place);
        writer.add(doc, of_doc.len() as u32, places.take(if with_places { usize::MAX } else { 0 }), width);
    }
    writer.finish(columns.len())
}

/// Takes one document out of the lists of those of its terms that a block
/// holds. `None` where the block holds none of them. The block keeps its name.
///
/// # Errors
///
/// [`Damaged`] where the block or a list can not be read.
pub fn scrub(
    block: &[u8],
    terms: &BTreeSet<Vec<u8>>,
    doc: u32,
    columns: &Columns,
) -> Result<Option<Vec<u8>>, Damaged> {
    let mut reader = BlockReader::new(block);
    let mut writer = BlockWriter::endless();
    let mut changed = false;
    while let Some(list) = reader.next()? {
        if !terms.contains(reader.term()) {
            writer.add(reader.term(), list);
            continue;
        }
        changed = true;
        let list = PostingList::read(list, columns.len())?;
        let mut kept = PostingWriter::default();
        copy(&list, has_places(reader.term()), columns, 0, |other| other == doc, &mut kept)?;
        if !kept.is_empty() {
            writer.add(reader.term(), &kept.finish(columns.len()));
        }
    }
    Ok(changed.then(|| writer.finish().map(|block| block.bytes).unwrap_or_default()))
}

/// Copies the documents of a list that are not gone, their numbers raised by `offset`.
fn copy(
    list: &PostingList<'_>,
    with_places: bool,
    columns: &Columns,
    offset: u32,
    gone: impl Fn(u32) -> bool,
    to: &mut PostingWriter,
) -> Result<(), Damaged> {
    let mut reader = list.places();
    let mut places = Vec::new();
    for posting in &list.postings {
        let width = place_width(columns.places[posting.doc as usize]);
        let count = if with_places { posting.count } else { 0 };
        if gone(posting.doc) {
            reader.skip(count, width);
            continue;
        }
        reader.read(count, width, &mut places)?;
        to.add(posting.doc + offset, posting.count, places.iter().copied(), width);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
