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
mod terms;

use std::collections::BTreeSet;

pub use gone::Gone;
pub use merge::{Input, Merged, merge};

use crate::Damaged;
use crate::block::{Block, BlockReader, BlockWriter};
use crate::columns::Columns;
use crate::document::{Document, Sort, Spot};
use crate::posting::{Posting, PostingWriter, read_postings};
use terms::Terms;

/// One occurrence of a term.
#[derive(Clone, Copy, Default)]
struct Occurrence {
    doc: u32,
    spot: Spot,
}

/// Collects documents.
#[derive(Default)]
pub struct Builder {
    columns: Columns,
    terms: Terms,
    /// The occurrences in the order of the documents: term and where.
    found: Vec<(u32, Spot)>,
    /// Where those of each document end.
    ends: Vec<usize>,
}

impl Builder {
    /// Adds a document.
    pub fn add(&mut self, document: &Document<'_>) {
        let Self { columns, terms, found, ends } = self;
        let places = document.each_term(|term, spot| found.push((terms.number(term), spot)));
        ends.push(found.len());
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
        let (ends, sorted) = self.by_term();
        let Self { columns, terms, .. } = self;
        let mut writer = BlockWriter::default();
        let (mut list, mut bytes) = (PostingWriter::default(), Vec::new());
        let mut blocks = Vec::new();
        for number in terms.sorted() {
            let start = if number == 0 { 0 } else { ends[number as usize - 1] };
            let term = terms.term(number);
            write_list(
                &sorted[start..ends[number as usize]],
                Sort::of_term(term),
                &columns,
                &mut list,
                &mut bytes,
            );
            blocks.extend(writer.add(term, &bytes));
        }
        blocks.extend(writer.finish());
        (blocks, columns)
    }

    /// The occurrences by the numbers of their terms, and where each term's end. Sorted by
    /// counting: each term's stay in the order of documents and places.
    fn by_term(&self) -> (Vec<usize>, Vec<Occurrence>) {
        let mut ends = vec![0_usize; self.terms.len()];
        self.found.iter().for_each(|(number, _)| ends[*number as usize] += 1);
        let mut end = 0;
        for count in &mut ends {
            end += std::mem::replace(count, end);
        }
        let mut sorted = vec![Occurrence::default(); self.found.len()];
        let mut start = 0;
        for (doc, end) in (0..).zip(&self.ends) {
            for (number, spot) in &self.found[start..*end] {
                let next = &mut ends[*number as usize];
                sorted[*next] = Occurrence { doc, spot: *spot };
                *next += 1;
            }
            start = *end;
        }
        (ends, sorted)
    }
}

fn write_list(
    occurrences: &[Occurrence],
    sort: Sort,
    columns: &Columns,
    list: &mut PostingWriter,
    bytes: &mut Vec<u8>,
) {
    for of_doc in occurrences.chunk_by(|one, other| one.doc == other.doc) {
        let doc = of_doc[0].doc;
        let whole = of_doc.iter().filter(|occurrence| occurrence.spot.is_whole()).count() as u32;
        list.add(Posting { doc, count: of_doc.len() as u32, whole });
        let width = sort.width(columns.places[doc as usize]);
        of_doc.iter().for_each(|occurrence| list.spot(occurrence.spot, sort, width));
    }
    list.write(sort, columns.len(), bytes);
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
    let mut copier = Copier::default();
    let mut changed = false;
    while let Some(list) = reader.next()? {
        if !terms.contains(reader.term()) {
            writer.add(reader.term(), list);
            continue;
        }
        changed = true;
        let sort = Sort::of_term(reader.term());
        copier.copy(list, sort, columns, 0, |other| other == doc)?;
        if let Some(list) = copier.finish(sort, columns.len()) {
            writer.add(reader.term(), list);
        }
    }
    Ok(changed.then(|| writer.finish().map(|block| block.bytes).unwrap_or_default()))
}

/// Makes one list of several in a row, again and again.
#[derive(Default)]
struct Copier {
    read: Vec<Posting>,
    list: PostingWriter,
    bytes: Vec<u8>,
}

impl Copier {
    /// Adds the documents of a list that are not gone, their numbers raised by `offset`.
    fn copy(
        &mut self,
        list: &[u8],
        sort: Sort,
        columns: &Columns,
        offset: u32,
        gone: impl Fn(u32) -> bool,
    ) -> Result<(), Damaged> {
        let mut spots = read_postings(list, sort, columns.len(), &mut self.read)?;
        // Spots are as wide here as there: those of neighbours are copied at a stroke.
        let mut run = 0;
        for posting in &self.read {
            let bits = posting.count as usize * sort.width(columns.places[posting.doc as usize]) as usize;
            if gone(posting.doc) {
                self.list.copy_spots(&mut spots, std::mem::take(&mut run))?;
                spots.skip(bits);
                continue;
            }
            run += bits;
            self.list.add(Posting { doc: posting.doc + offset, ..*posting });
        }
        self.list.copy_spots(&mut spots, run)
    }

    /// The bytes of the list for a segment of so many documents; `None` where it has no document.
    fn finish(&mut self, sort: Sort, span: u32) -> Option<&[u8]> {
        if self.list.is_empty() {
            return None;
        }
        self.list.write(sort, span, &mut self.bytes);
        Some(&self.bytes)
    }
}

#[cfg(test)]
mod tests;
