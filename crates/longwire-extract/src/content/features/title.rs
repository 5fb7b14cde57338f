//! Which block is the headline: the one whose words are most like the title's.

use super::Table;
use crate::content::overlap::likeness;
use crate::content::tags::Tag;

/// Words above which a block is not like a title, and above which it is none.
const LIKE_WORDS_MAX: u32 = 60;
const TITLE_TOKENS_MAX: u32 = 80;

impl Table<'_> {
    pub(super) fn find_title(&mut self) {
        let mut best = 0.5;
        for (n, block) in self.page.blocks.iter().enumerate() {
            let tokens = block.measure.tokens;
            let likeness = match tokens {
                0..=TITLE_TOKENS_MAX => likeness(self.page.words_of(block), &self.title),
                _ => 0.0,
            };
            self.likeness.push(if tokens <= LIKE_WORDS_MAX { likeness } else { 0.0 });
            if tokens > TITLE_TOKENS_MAX || tokens == 0 {
                continue;
            }
            let heading = matches!(self.page.frames[block.frame as usize].tag, Tag::Heading(1 | 2));
            let mark = if heading { 0.3 } else { 0.0 };
            if likeness >= 0.5 && likeness + mark > best {
                (best, self.title_block) = (likeness + mark, Some(n as u32));
            }
        }
    }
}
