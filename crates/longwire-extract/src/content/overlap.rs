//! How much of one text stands in another.
//!
//! The other text (a JSON-LD `articleBody`, a description, a feed's summary) is
//! kept as a bit set of hashed three-word runs; a block is then looked up word by
//! word. A false hit is possible and harmless: the share counts many.

use super::measure::{Word, extend_hash, words};

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
        words(text, |word, _| {
            runs.words += 1;
            if runs.words >= 3 {
                let bit = run(last, word) & runs.mask;
                runs.bits[bit as usize / 64] |= 1 << (bit % 64);
            }
            last = [last[1], word];
            runs.words < WORDS_MAX
        });
        runs
    }

    /// The share of a text's runs that are here; `None` for a text of fewer than three words.
    pub(super) fn share<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Option<f32> {
        let (mut seen, mut hits, mut count) = (0_u32, 0_u32, 0_u32);
        let mut last = [0; 2];
        for text in texts {
            words(text, |word, _| {
                seen += 1;
                if seen >= 3 {
                    let bit = run(last, word) & self.mask;
                    count += 1;
                    hits += u32::from(self.bits[bit as usize / 64] & (1 << (bit % 64)) != 0);
                }
                last = [last[1], word];
                true
            });
        }
        (count > 0).then(|| hits as f32 / count as f32)
    }
}

fn run(last: [u32; 2], word: u32) -> u32 {
    let hash = extend_hash(extend_hash(last[0], &last[1].to_le_bytes()), &word.to_le_bytes());
    hash ^ (hash >> 15)
}

/// How alike two short texts are: shared words over all words, 0 to 1.
pub(super) fn likeness(a: &[Word], b: &[Word]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let shared = a.iter().filter(|word| b.contains(word)).count();
    let union = a.len() + b.len() - shared.min(b.len());
    shared as f32 / union.max(1) as f32
}

#[cfg(test)]
mod tests;
