//! The frames around a block: what each holds, out to the fourth, and how the block's
//! siblings and the blocks on the same path compare.

use super::{Columns, Table, number};
use crate::content::blocks::Block;

impl Table<'_> {
    pub(super) fn push_frames(&self, block: &Block, row: &mut Columns<'_>) {
        let frames = &self.page.frames;
        let frame = &frames[block.frame as usize];
        let parent = &frames[frame.parent as usize];
        let grand = &frames[parent.parent as usize];
        let great = &frames[grand.parent as usize];
        let own = self.range(frame.blocks);
        row.extend([
            number(own.weight),
            own.link_share(),
            number(frame.blocks.1 - frame.blocks.0),
            number(own.prose),
            f32::from(frame.nth.min(200)),
        ]);
        let of_parent = self.range(parent.blocks);
        row.extend([
            number(of_parent.weight),
            of_parent.link_share(),
            number(parent.blocks.1 - parent.blocks.0),
            number(of_parent.prose),
            of_parent.stops as f32 * 100.0 / of_parent.weight.max(1) as f32,
        ]);
        let of_grand = self.range(grand.blocks);
        row.extend([
            number(of_grand.weight),
            of_grand.link_share(),
            number(grand.blocks.1 - grand.blocks.0),
            number(of_grand.prose),
        ]);
        let of_great = self.range(great.blocks);
        row.extend([number(of_great.weight), of_great.link_share(), number(of_great.prose)]);
        let (alike, sum) = self
            .alike
            .get(&(frame.shape ^ frame.parent.wrapping_mul(0x9e37_79b1)))
            .copied()
            .unwrap_or_default();
        row.extend([number(alike), sum.link_share()]);
        let group = self.groups.get(&frame.path).copied().unwrap_or_default();
        let all = self.range((0, self.page.blocks.len() as u32));
        row.extend([
            number(group.count),
            number(group.sum.weight),
            group.sum.weight as f32 / all.weight.max(1) as f32,
            group.sum.link_share(),
            group.sum.stops as f32 * 100.0 / group.sum.weight.max(1) as f32,
            group.sum.prose as f32 / all.prose.max(1) as f32,
        ]);
    }
}
