//! What the words of a block and of the names around it are worth, as training found it:
//! of the names close by, of those further out, and of the text.

use super::{Columns, Table};
use crate::content::blocks::Block;
use crate::content::learned::{self, Worth};

/// Frames whose names count as near, and those whose names count at all.
const NEAR_FRAMES: usize = 3;
const NAMED_FRAMES: usize = 14;

impl Table<'_> {
    pub(super) fn push_worth(&self, block: &Block, row: &mut Columns<'_>) {
        let mut near = block.near;
        let mut chain = Worth::NONE;
        let mut at = block.frame as usize;
        for level in 0..NAMED_FRAMES {
            let frame = &self.page.frames[at];
            if level < NEAR_FRAMES {
                near.join(&frame.worths.0);
            } else {
                chain.join(&frame.worths.1);
            }
            if at == 0 {
                break;
            }
            at = frame.parent as usize;
        }
        for worth in [near, chain, learned::wording(self.page.words_of(block))] {
            row.extend(worth.columns());
        }
    }
}
