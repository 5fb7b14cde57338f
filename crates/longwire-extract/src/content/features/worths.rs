//! What the words of a block and of the names around it are worth, as training found it.
//!
//! - [`worth_of_names`]: of one element, asked once a frame.
//! - `push_worth`: of the names close by, of those further out, and of the text.

use html5ever::local_name;

use super::Table;
use crate::content::blocks::Block;
use crate::content::learned::{self, Worth};
use crate::content::names;
use crate::dom::{Document, NodeId};

/// Frames whose names count as near, and those whose names count at all.
const NEAR_FRAMES: usize = 3;
const NAMED_FRAMES: usize = 14;

/// What the names of one element are worth to the blocks close by and to those further in.
pub(super) fn worth_of_names(document: &Document, id: NodeId) -> (Worth, Worth) {
    let (mut near, mut far) = (Worth::default(), Worth::default());
    for (name, value) in document.attrs(id) {
        if matches!(*name, local_name!("class") | local_name!("id") | local_name!("itemprop")) {
            names::words(value, |word| {
                near.add_near(word);
                far.add_far(word);
            });
        }
    }
    (near, far)
}

impl Table<'_> {
    /// What the words of the names around and of the text are worth.
    pub(super) fn push_worth(&self, n: usize, block: &Block, row: &mut Vec<f32>) {
        let mut near = Worth::default();
        let frame = &self.page.frames[block.frame as usize];
        let mut inline = block.inline;
        while let Some(id) = inline.filter(|id| *id != frame.node) {
            near.join(&worth_of_names(self.document, id).0);
            inline = self.document.parent(id);
        }
        let mut at = block.frame as usize;
        let mut chain = Worth::default();
        for level in 0..NAMED_FRAMES {
            let (as_near, as_far) = &self.worths[at];
            if level < NEAR_FRAMES {
                near.join(as_near);
            } else {
                chain.join(as_far);
            }
            if at == 0 {
                break;
            }
            at = self.page.frames[at].parent as usize;
        }
        let wording = learned::wording(self.words_of(n));
        for worth in [near, chain, wording] {
            row.extend([worth.least, worth.greatest, worth.mean()]);
        }
    }
}
