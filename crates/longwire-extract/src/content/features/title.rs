//! Which block is the headline, and the words that this is asked by.
//!
//! - `list_words`: the first words of all blocks, read once; wording is asked of them too.
//! - `find_title`: the block whose words are most like the title's.
//! - [`word_list`]: the words of the title.

use super::Table;
use crate::content::measure::{Word, words};
use crate::content::overlap::likeness;
use crate::content::tags::Tag;

/// First words of a block that are looked at.
const WORDS_MAX: usize = 60;

pub(super) fn word_list(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    words(text, |hash, cjk| {
        out.push(Word { hash, cjk });
        out.len() < 80
    });
    out
}

impl Table<'_> {
    /// Reads the first words of every block, once.
    pub(super) fn list_words(&mut self) {
        self.words_at.push(0);
        for n in 0..self.page.blocks.len() {
            let limit = self.words.len() + WORDS_MAX;
            for text in self.texts(n) {
                let list = &mut self.words;
                words(text, |hash, cjk| {
                    list.push(Word { hash, cjk });
                    list.len() < limit
                });
                if self.words.len() >= limit {
                    break;
                }
            }
            self.words_at.push(self.words.len() as u32);
        }
    }

    pub(super) fn words_of(&self, block: usize) -> &[Word] {
        &self.words[self.words_at[block] as usize..self.words_at[block + 1] as usize]
    }

    pub(super) fn find_title(&mut self) {
        let mut best = 0.5;
        for (n, block) in self.page.blocks.iter().enumerate() {
            if block.measure.tokens > 80 || block.measure.tokens == 0 {
                continue;
            }
            let heading = matches!(self.page.frames[block.frame as usize].tag, Tag::Heading(1 | 2));
            let mark = if heading { 0.3 } else { 0.0 };
            let likeness = likeness(self.words_of(n), &self.title);
            if likeness >= 0.5 && likeness + mark > best {
                (best, self.title_block) = (likeness + mark, Some(n as u32));
            }
        }
    }
}
