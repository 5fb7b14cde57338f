//! The posting list of one term: which documents of a segment have it, how often and where.
//!
//! ```text
//! number of documents, low width                        seven bits a byte; one byte
//! for each: distance to the one before, occurrences     Rice's code; Elias' gamma code
//!           of a single character, those that are words of the width of the occurrences
//! for each: its spots                                   of fixed width, from the document's length
//! ```
//!
//! Spots of fixed width can be left out without reading them, and a document
//! of six hundred units has them in ten bits, of pairs in twelve. Terms that are one
//! character have none: nothing asks for where a single character stands.

use crate::Damaged;
use crate::bits::{BitReader, BitWriter, read_number, write_number};
use crate::document::{Sort, Spot};

/// One document of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Its number within the segment.
    pub doc: u32,
    /// Occurrences of the term in it; 1 or more.
    pub count: u32,
    /// How many of them are words, where the list itself says so; else all.
    pub whole: u32,
}

/// The width of the low part that makes `count` distances over `span` documents shortest.
fn low_width(count: u32, span: u32) -> u32 {
    // The mean distance times ln 2, rounded down to a power of two (Rice 1979; Kiely 2004).
    let mean = f64::from(span.max(1)) / f64::from(count.max(1));
    (mean * std::f64::consts::LN_2).max(1.0).log2() as u32
}

/// The bits of a number from 0 to `count`.
fn width_up_to(count: u32) -> u32 {
    32 - count.leading_zeros()
}

/// Collects one list after another.
#[derive(Debug, Default)]
pub(crate) struct PostingWriter {
    postings: Vec<Posting>,
    bits: BitWriter,
    spots: BitWriter,
}

impl PostingWriter {
    /// Adds a document, later than those before it; its spots follow where the term has any.
    pub(crate) fn add(&mut self, posting: Posting) {
        self.postings.push(posting);
    }

    /// Adds a spot of the last document.
    pub(crate) fn spot(&mut self, spot: Spot, sort: Sort, width: u32) {
        match sort {
            Sort::Single => {}
            Sort::Word => self.spots.bits(spot.place(), width),
            Sort::Pair => self.spots.bits(spot.bits(), width),
        }
    }

    /// Adds spots of the last documents as they stand in another list.
    pub(crate) fn copy_spots(&mut self, from: &mut SpotReader<'_>, bits: usize) -> Result<(), Damaged> {
        self.spots.copy(&mut from.bits, bits)
    }

    /// True where no document was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }

    /// Writes the list, for a segment of so many documents, over `out` and begins anew.
    pub(crate) fn write(&mut self, sort: Sort, span: u32, out: &mut Vec<u8>) {
        let count = self.postings.len() as u32;
        let low = low_width(count, span);
        out.clear();
        write_number(out, u64::from(count));
        out.push(low as u8);
        let mut next = 0;
        for posting in self.postings.drain(..) {
            self.bits.rice(posting.doc - next, low);
            self.bits.gamma(posting.count);
            if sort == Sort::Single {
                self.bits.bits(posting.whole, width_up_to(posting.count));
            }
            next = posting.doc + 1;
        }
        self.bits.finish_into(out);
        self.spots.finish_into(out);
    }
}

/// The documents of a list, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct PostingList<'a> {
    pub postings: Vec<Posting>,
    spots: &'a [u8],
}

/// How many documents a list has.
pub(crate) fn document_count(mut bytes: &[u8]) -> Result<u32, Damaged> {
    u32::try_from(read_number(&mut bytes)?).map_err(|_| Damaged("a list is too long"))
}

/// Bytes at the beginning of a list of `length` bytes within which its documents surely end; what is
/// behind them are spots. Of the list itself only the first few bytes are looked at.
///
/// The high parts of the distances add up to no more than the segment is long; gamma codes are longest where
/// all documents have the term equally often, and each occurrence takes a bit of the list at least.
pub(crate) fn documents_end(mut list: &[u8], length: usize, span: u32) -> Result<usize, Damaged> {
    let before = list.len();
    let count = read_number(&mut list)?;
    let low = *list.first().ok_or(Damaged("a list ends early"))?;
    if count > u64::from(span) || low > 30 {
        return Err(Damaged("a list is longer than its segment"));
    }
    let start = before - list.len() + 1;
    let often = 1.0 + length as f64 * 8.0 / count.max(1) as f64;
    let rice = count * (1 + u64::from(low)) + u64::from(span >> low);
    let gamma = count as f64 * (2.0 * often.log2() + 1.0);
    Ok(length.min(start + (rice as f64 + gamma) as usize / 8 + 1))
}

impl<'a> PostingList<'a> {
    /// Reads a list of a segment of `span` documents.
    pub(crate) fn read(bytes: &'a [u8], sort: Sort, span: u32) -> Result<Self, Damaged> {
        let mut postings = Vec::new();
        let spots = read_postings(bytes, sort, span, &mut postings)?;
        Ok(Self { postings, spots: spots.bits.all() })
    }

    /// A reader of the spots, which goes along with the documents.
    pub(crate) fn spots(&self) -> SpotReader<'a> {
        SpotReader { bits: BitReader::new(self.spots) }
    }
}

/// Reads the documents of a list into `postings`, replacing what is there, and gives its spots.
pub(crate) fn read_postings<'a>(
    mut bytes: &'a [u8],
    sort: Sort,
    span: u32,
    postings: &mut Vec<Posting>,
) -> Result<SpotReader<'a>, Damaged> {
    let count = read_number(&mut bytes)?;
    let (&low, bytes) = bytes.split_first().ok_or(Damaged("a list ends early"))?;
    if count > u64::from(span) || low > 30 {
        return Err(Damaged("a list is longer than its segment"));
    }
    postings.clear();
    postings.reserve(count as usize);
    let mut bits = BitReader::new(bytes);
    let mut next = 0_u32;
    for _ in 0..count {
        let (distance, count) = bits.rice_gamma(u32::from(low))?;
        let doc = next.saturating_add(distance);
        if doc >= span {
            return Err(Damaged("a list names a document beyond its segment"));
        }
        let whole = if sort == Sort::Single { bits.bits(width_up_to(count))?.min(count) } else { count };
        postings.push(Posting { doc, count, whole });
        next = doc + 1;
    }
    let spots = bytes.get(bits.place().div_ceil(8)..).unwrap_or_default();
    Ok(SpotReader { bits: BitReader::new(spots) })
}

/// Reads the spots of one document after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SpotReader<'a> {
    bits: BitReader<'a>,
}

impl SpotReader<'_> {
    /// Reads the spots of the next document into `out`, replacing what is there. What
    /// stands in no pair is a word by itself.
    pub(crate) fn read(
        &mut self,
        count: u32,
        sort: Sort,
        width: u32,
        out: &mut Vec<Spot>,
    ) -> Result<(), Damaged> {
        out.clear();
        if width == 0 && count > 1 {
            return Err(Damaged("a term stands twice in one place"));
        }
        for _ in 0..count {
            let bits = self.bits.bits(width)?;
            out.push(if sort == Sort::Pair { Spot::from_bits(bits) } else { Spot::new(bits, true, true) });
        }
        Ok(())
    }

    /// Leaves spots out that take so many bits.
    pub(crate) fn skip(&mut self, bits: usize) {
        self.bits.skip(bits);
    }
}

#[cfg(test)]
mod tests;
