//! What single words are worth: learned log odds of names and of wording.
//!
//! Both tables lie in `tables`; a word they do not hold says nothing.

use super::measure::{Word, extend_hash, hash};
use super::tables;

/// Least, greatest and mean worth of the words that are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Worth {
    pub(super) least: f32,
    pub(super) greatest: f32,
    sum: f32,
    known: f32,
}

impl Worth {
    fn add(&mut self, worth: Option<f32>) {
        if let Some(worth) = worth {
            self.least = self.least.min(worth);
            self.greatest = self.greatest.max(worth);
            self.sum += worth;
            self.known += 1.0;
        }
    }

    /// One more word of a name close to the block, in lower case.
    pub(super) fn add_near(&mut self, word: &[u8]) {
        self.add(look_up(&tables::NEAR, hash(word)));
    }

    /// One more word of a name further out.
    pub(super) fn add_far(&mut self, word: &[u8]) {
        self.add(look_up(&tables::CHAIN, hash(word)));
    }

    /// Takes in all words of another.
    pub(super) fn join(&mut self, other: &Self) {
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.sum += other.sum;
        self.known += other.known;
    }

    /// The mean worth; 0 where no word is known.
    pub(super) fn mean(&self) -> f32 {
        self.sum / self.known.max(1.0)
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
fn look_up(table: &[(u32, i8)], hash: u32) -> Option<f32> {
    let mask = table.len() - 1;
    let mut slot = hash as usize & mask;
    while table[slot].1 != 0 {
        if table[slot].0 == hash {
            return Some(f32::from(table[slot].1) / 16.0);
        }
        slot = (slot + 1) & mask;
    }
    None
}
