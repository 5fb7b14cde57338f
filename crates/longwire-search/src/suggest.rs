//! "Did you mean": the likeliest word of the index for one that it does not have.
//!
//! Only words written apart are corrected, and their first letter is taken to
//! be right: all candidates then stand in one stretch of the dictionary.

use crate::Damaged;
use crate::block::BlockReader;
use crate::document::{Sort, term};
use crate::posting::document_count;
use crate::query::Field;

/// Letters of the shortest word that is corrected.
const LETTERS_MIN: usize = 4;
/// Letters from which on two mistakes are believed.
const LETTERS_FOR_TWO: usize = 7;

/// The stretch of the dictionary that holds all candidates for a word: from
/// this term to before that one. `None` for words that are not corrected.
pub fn words_range(word: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let first = word.chars().next()?;
    if word.chars().count() < LETTERS_MIN || !first.is_ascii_lowercase() {
        return None;
    }
    let mut from = Vec::new();
    term(Field::Text, Sort::Word, first.encode_utf8(&mut [0; 4]), &mut from);
    let mut to = from.clone();
    *to.last_mut()? += 1;
    Some((from, to))
}

/// Looks for the nearest word among those it is shown.
#[derive(Debug)]
pub struct Suggester {
    word: String,
    letters: u32,
    distance_max: usize,
    best: Option<(usize, std::cmp::Reverse<u32>, String)>,
}

impl Suggester {
    /// For a folded word.
    pub fn new(word: &str) -> Self {
        let distance_max = if word.chars().count() >= LETTERS_FOR_TWO { 2 } else { 1 };
        Self { word: word.to_owned(), letters: letters(word), distance_max, best: None }
    }

    /// Shows it the words of a block of the dictionary.
    ///
    /// # Errors
    ///
    /// [`Damaged`] where the block can not be read.
    pub fn look_at(&mut self, block: &[u8]) -> Result<(), Damaged> {
        let mut reader = BlockReader::new(block);
        let mut prefix = Vec::new();
        term(Field::Text, Sort::Word, "", &mut prefix);
        while let Some(list) = reader.next()? {
            let text =
                reader.term().strip_prefix(&prefix[..]).and_then(|text| std::str::from_utf8(text).ok());
            if let Some(text) = text.filter(|text| self.is_near(text)) {
                self.offer(text, document_count(list)?);
            }
        }
        Ok(())
    }

    /// A cheap look that never turns away what is near.
    fn is_near(&self, text: &str) -> bool {
        text.len().abs_diff(self.word.len()) <= self.distance_max * 4
            && (letters(text) ^ self.letters).count_ones() as usize <= self.distance_max * 2
            && text.chars().all(char::is_alphanumeric)
            && !text.chars().any(longwire_text::cjk::is_cjk)
    }

    fn offer(&mut self, text: &str, count: u32) {
        let distance = longwire_text::distance(&self.word, text);
        if distance == 0 || distance > self.distance_max {
            return;
        }
        let offered = (distance, std::cmp::Reverse(count), text.to_owned());
        if self.best.as_ref().is_none_or(|best| offered < *best) {
            self.best = Some(offered);
        }
    }

    /// The nearest word, of several the one in most documents.
    pub fn best(self) -> Option<String> {
        self.best.map(|(_, _, text)| text)
    }
}

/// Which letters a word has, a bit each.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % 32))
}
