//! The posting list of one term: which documents of a segment have it, how often and where.
//!
//! ```text
//! number of documents, low width                       seven bits a byte; one byte
//! for each: distance to the one before, occurrences    Rice's code; Elias' gamma code
//! for each: its places                                 of fixed width, from the document's length
//! ```
//!
//! Places of fixed width can be left out without reading them, and a document
//! of six hundred units has them in ten bits. Terms that are one character of a
//! text have no places: nothing asks for where a single character stands.

use crate::Damaged;
use crate::bits::{BitReader, BitWriter, read_number, write_number};

/// One document of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Its number within the segment.
    pub doc: u32,
    /// Occurrences of the term in it; 1 or more.
    pub count: u32,
}

/// How wide a place is in a document with so many.
pub(crate) fn place_width(place_count: u32) -> u32 {
    32 - place_count.saturating_sub(1).leading_zeros()
}

/// The width of the low part that makes `count` distances over `span` documents shortest.
fn low_width(count: u32, span: u32) -> u32 {
    // The mean distance times ln 2, rounded down to a power of two (Rice 1979; Kiely 2004).
    let mean = f64::from(span.max(1)) / f64::from(count.max(1));
    (mean * std::f64::consts::LN_2).max(1.0).log2() as u32
}

/// Collects a list.
#[derive(Debug, Default)]
pub(crate) struct PostingWriter {
    postings: Vec<Posting>,
    places: BitWriter,
}

impl PostingWriter {
    /// Adds a document, later than those before it, with its places where the term has places.
    pub(crate) fn add(&mut self, doc: u32, count: u32, places: impl Iterator<Item = u32>, width: u32) {
        self.postings.push(Posting { doc, count });
        for place in places {
            self.places.bits(place, width);
        }
    }

    /// True where no document was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }

    /// The list's bytes, for a segment of so many documents.
    pub(crate) fn finish(self, span: u32) -> Vec<u8> {
        let count = self.postings.len() as u32;
        let low = low_width(count, span);
        let mut out = Vec::new();
        write_number(&mut out, u64::from(count));
        out.push(low as u8);
        let mut bits = BitWriter::default();
        let mut next = 0;
        for posting in &self.postings {
            bits.rice(posting.doc - next, low);
            bits.gamma(posting.count);
            next = posting.doc + 1;
        }
        out.extend(bits.finish());
        out.extend(self.places.finish());
        out
    }
}

/// The documents of a list, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct PostingList<'a> {
    pub postings: Vec<Posting>,
    places: &'a [u8],
}

/// How many documents a list has.
pub(crate) fn document_count(mut bytes: &[u8]) -> Result<u32, Damaged> {
    u32::try_from(read_number(&mut bytes)?).map_err(|_| Damaged("a list is too long"))
}

impl<'a> PostingList<'a> {
    /// Reads a list of a segment of `span` documents.
    pub(crate) fn read(mut bytes: &'a [u8], span: u32) -> Result<Self, Damaged> {
        let count = read_number(&mut bytes)?;
        let (&low, bytes) = bytes.split_first().ok_or(Damaged("a list ends early"))?;
        if count > u64::from(span) || low > 31 {
            return Err(Damaged("a list is longer than its segment"));
        }
        let mut postings = Vec::with_capacity(count as usize);
        let mut bits = BitReader::new(bytes);
        let mut next = 0_u32;
        for _ in 0..count {
            let doc = next.saturating_add(bits.rice(u32::from(low))?);
            if doc >= span {
                return Err(Damaged("a list names a document beyond its segment"));
            }
            postings.push(Posting { doc, count: bits.gamma()? });
            next = doc + 1;
        }
        let places = bytes.get(bits.place().div_ceil(8)..).unwrap_or_default();
        Ok(Self { postings, places })
    }

    /// A reader of the places, which goes along with the documents.
    pub(crate) fn places(&self) -> PlaceReader<'a> {
        PlaceReader { bits: BitReader::new(self.places) }
    }
}

/// Reads the places of one document after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceReader<'a> {
    bits: BitReader<'a>,
}

impl PlaceReader<'_> {
    /// Reads the places of the next document into `out`, replacing what is there.
    pub(crate) fn read(&mut self, count: u32, width: u32, out: &mut Vec<u32>) -> Result<(), Damaged> {
        out.clear();
        for _ in 0..count {
            out.push(self.bits.bits(width)?);
        }
        Ok(())
    }

    /// Leaves the places of the next document out.
    pub(crate) fn skip(&mut self, count: u32, width: u32) {
        self.bits.skip(count as usize * width as usize);
    }
}

#[cfg(test)]
mod tests;
