//! What single words are worth: learned log odds of names and of wording.
//!
//! Both tables lie in `tables`; a word they do not hold says nothing.

use super::measure::{Word, extend_hash};
use super::tables;

/// Least, greatest and mean worth of the words that are known, in sixteenths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Worth {
    least: i8,
    greatest: i8,
    known: u16,
    sum: i32,
}

impl Worth {
    /// Of no words.
    pub(super) const NONE: Self = Self { least: 0, greatest: 0, known: 0, sum: 0 };

    fn add(&mut self, worth: i8) {
        if worth != 0 {
            self.least = self.least.min(worth);
            self.greatest = self.greatest.max(worth);
            self.sum += i32::from(worth);
            self.known = self.known.saturating_add(1);
        }
    }

    /// One more word of a name close to the block, by its hash in lower case.
    pub(super) fn add_near(&mut self, word: u32) {
        self.add(look_up(&tables::NEAR, word));
    }

    /// One more word of a name further out.
    pub(super) fn add_far(&mut self, word: u32) {
        self.add(look_up(&tables::CHAIN, word));
    }

    /// Takes in all words of another.
    pub(super) fn join(&mut self, other: &Self) {
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.sum += other.sum;
        self.known = self.known.saturating_add(other.known);
    }

    /// The least worth, the greatest and the mean; all 0 where no word is known.
    pub(super) fn columns(self) -> [f32; 3] {
        let mean = self.sum as f32 / 16.0 / f32::from(self.known.max(1));
        [f32::from(self.least) / 16.0, f32::from(self.greatest) / 16.0, mean]
    }
}

/// Words of a block that are looked at; CJK characters count in pairs.
const WORDS_MAX: usize = 24;

/// What the first words of a text are worth.
pub(super) fn wording(words: &[Word]) -> Worth {
    let mut worth = Worth::default();
    let mut seen = 0;
    let mut before: Option<u32> = None;
    for word in words {
        let known = match (word.cjk, before) {
            (true, Some(before)) => Some(pair(before, word.hash)),
            (true, None) => None,
            (false, _) => Some(word.hash),
        };
        before = word.cjk.then_some(word.hash);
        if let Some(hash) = known {
            worth.add(look_up(&tables::WORDS, hash));
            seen += 1;
            if seen >= WORDS_MAX {
                break;
            }
        }
    }
    worth
}

fn pair(first: u32, second: u32) -> u32 {
    extend_hash(first, &second.to_le_bytes())
}

/// Open addressing over a power of two of slots; worth 0 marks an empty one, unit is 1/16.
fn look_up(table: &[(u32, i8)], hash: u32) -> i8 {
    let mask = table.len() - 1;
    let mut slot = hash as usize & mask;
    while table[slot].1 != 0 {
        if table[slot].0 == hash {
            return table[slot].1;
        }
        slot = (slot + 1) & mask;
    }
    0
}
