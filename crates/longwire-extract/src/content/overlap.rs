//! How much of one text stands in another.
//!
//! The other text (a JSON-LD `articleBody`, a description, a feed's summary) is
//! kept as a bit set of hashed three-word runs; a block is then looked up word by
//! word. A false hit is possible and harmless: the share counts many.

use super::measure::{Measure, Part, Word};

/// Three-word runs of a text. CJK characters count as words.
#[derive(Debug)]
pub(super) struct Runs {
    bits: Vec<u64>,
    mask: u32,
    /// Words taken in.
    pub(super) words: u32,
}

/// Most words of the other text that are taken in.
const WORDS_MAX: u32 = 200_000;

impl Runs {
    /// The runs of a text.
    pub(super) fn of(text: &str) -> Self {
        let size = (text.len() * 4).clamp(1 << 10, 1 << 21).next_power_of_two();
        let mut runs = Self { bits: vec![0; size / 64], mask: size as u32 - 1, words: 0 };
        let mut last = [0; 2];
        Measure::default().read(text, &mut false, |part| {
            let Part::Word(Word { hash, .. }) = part else { return };
            if runs.words >= WORDS_MAX {
                return;
            }
            runs.words += 1;
            if runs.words >= 3 {
                let bit = run(last, hash) & runs.mask;
                runs.bits[bit as usize / 64] |= 1 << (bit % 64);
            }
            last = [last[1], hash];
        });
        runs
    }
}

/// How much of a text that is read word by word stands in another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    last: [u32; 2],
    words: u32,
    hits: u32,
}

impl Share {
    /// Takes in the next word.
    pub(super) fn add(&mut self, word: u32, runs: &Runs) {
        self.words += 1;
        if self.words >= 3 {
            let bit = run(self.last, word) & runs.mask;
            self.hits += u32::from(runs.bits[bit as usize / 64] & (1 << (bit % 64)) != 0);
        }
        self.last = [self.last[1], word];
    }

    /// The share of runs that were there; `None` for a text of fewer than three words.
    pub(super) fn get(self) -> Option<f32> {
        (self.words >= 3).then(|| self.hits as f32 / (self.words - 2) as f32)
    }
}

fn run(last: [u32; 2], word: u32) -> u32 {
    let hash = (last[0].rotate_left(10) ^ last[1].rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

/// What a page says of its text elsewhere: in its description, and in structured data.
#[derive(Debug, Default)]
pub(super) struct Quoted {
    pub(super) description: Option<Runs>,
    pub(super) article_body: Option<Runs>,
}

impl Quoted {
    /// Looks up the next word of a block in both.
    pub(super) fn look_up(&self, word: Word, shares: &mut [Share; 2]) {
        for (runs, share) in [&self.description, &self.article_body].into_iter().zip(shares) {
            if let Some(runs) = runs {
                share.add(word.hash, runs);
            }
        }
    }
}

/// How alike two short texts are: shared words over all words, 0 to 1.
pub(super) fn likeness(a: &[Word], b: &[Word]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    // Most words are not there: a bit each says so for most of them.
    let bit = |word: &Word| 1_u64 << (word.hash % 64);
    let bits = b.iter().fold(0, |bits, word| bits | bit(word));
    let shared = a.iter().filter(|word| bits & bit(word) != 0 && b.contains(word)).count();
    let union = a.len() + b.len() - shared.min(b.len());
    shared as f32 / union.max(1) as f32
}

#[cfg(test)]
mod tests;
