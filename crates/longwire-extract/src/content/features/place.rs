//! Where a block stands: the tag of its frame, the elements around it, and the kinds
//! of places that the names close by speak of.

use super::{Columns, Table, bit, flag};
use crate::content::around;
use crate::content::blocks::Block;
use crate::content::names::mark;
use crate::content::tags::Tag;

impl Table<'_> {
    pub(super) fn push_place(&self, block: &Block, row: &mut Columns<'_>) {
        let frame = &self.page.frames[block.frame as usize];
        row.extend([
            flag(frame.tag == Tag::Paragraph),
            flag(frame.tag == Tag::Division),
            flag(frame.tag == Tag::Item),
            flag(frame.tag == Tag::Cell),
            match frame.tag {
                Tag::Heading(level) => f32::from(level),
                _ => 0.0,
            },
            flag(frame.tag == Tag::Quote),
            flag(frame.tag == Tag::Preformatted),
            flag(frame.tag == Tag::Caption),
            flag(frame.tag == Tag::Definition),
            flag(matches!(frame.tag, Tag::Section | Tag::Article | Tag::Main)),
        ]);
        for n in 0..around::COUNT {
            row.push(bit(frame.around, n));
        }
        let marks = frame.marks | block.marks;
        for n in 0..mark::COUNT {
            row.push(bit(marks, n));
        }
        let near = block.marks | frame.own_marks | self.page.frames[frame.parent as usize].own_marks;
        for mark in [mark::BYLINE, mark::CAPTION, mark::RELATED, mark::SHARE, mark::BODY, mark::TAGS] {
            row.push(flag(near & mark != 0));
        }
    }
}
