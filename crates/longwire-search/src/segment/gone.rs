//! Which documents of a segment are no more.

use crate::Damaged;
use crate::bits::{read_number, write_number};
use crate::columns::DOCUMENTS_MAX;

/// A set of document numbers, kept as sorted distances where it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    words: Vec<u64>,
}

impl Gone {
    /// Reads stored bytes.
    ///
    /// # Errors
    ///
    /// [`Damaged`] where [`to_bytes`](Self::to_bytes) did not write them.
    pub fn read(mut bytes: &[u8]) -> Result<Self, Damaged> {
        let mut gone = Self::default();
        let mut next = 0_u64;
        while !bytes.is_empty() {
            let doc = next.saturating_add(read_number(&mut bytes)?);
            let doc = u32::try_from(doc).ok().filter(|doc| *doc < DOCUMENTS_MAX);
            let doc = doc.ok_or(Damaged("a document is gone that never was"))?;
            gone.insert(doc);
            next = u64::from(doc) + 1;
        }
        Ok(gone)
    }

    /// The bytes to be stored; none for an empty set.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = 0;
        for doc in (0..self.words.len() as u32 * 64).filter(|doc| self.contains(*doc)) {
            write_number(&mut out, u64::from(doc - next));
            next = doc + 1;
        }
        out
    }

    /// Adds a document.
    pub fn insert(&mut self, doc: u32) {
        let word = doc as usize / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (doc % 64);
    }

    /// Adds the documents of another set, their numbers raised by `offset`.
    pub fn append(&mut self, other: &Self, offset: u32) {
        let docs = (0..other.words.len() as u32 * 64).filter(|doc| other.contains(*doc));
        docs.for_each(|doc| self.insert(doc + offset));
    }

    /// Whether a document is no more.
    pub fn contains(&self, doc: u32) -> bool {
        self.words.get(doc as usize / 64).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// How many are no more.
    pub fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// True where all are still there.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }
}
