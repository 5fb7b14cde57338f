//! Where the page's prose is gathered, and how a block stands to it.
//!
//! - `score_frames`: the frame that Readability's way of scoring would choose.
//! - `find_hubs`: the deepest frames that hold most of the prose.
//! - `push_hubs`: a block against these three.

use super::{Columns, Table, flag};
use crate::content::blocks::Block;
use crate::content::tags::Tag;

impl Table<'_> {
    /// Readability's idea: paragraphs give points to the two frames around them, links take them away.
    pub(super) fn score_frames(&mut self) {
        for block in &self.page.blocks {
            if block.measure.weight < 50 {
                continue;
            }
            let links = block.link_weight as f32 / block.measure.weight as f32;
            let points = (1.0
                + (block.measure.commas + block.measure.stops) as f32 * 0.5
                + (block.measure.weight as f32 / 200.0).min(3.0))
                * (1.0 - links);
            let frame = &self.page.frames[block.frame as usize];
            let first = if frame.tag == Tag::Paragraph { frame.parent } else { block.frame };
            let second = self.page.frames[first as usize].parent;
            self.frame_score[first as usize] += points;
            self.frame_score[second as usize] += points / 2.0;
        }
        let mut best = 0.0;
        for (n, frame) in self.page.frames.iter().enumerate() {
            let sum = self.range(frame.blocks);
            self.frame_score[n] *= 1.0 - sum.link_weight as f32 / sum.weight.max(1) as f32;
            if self.frame_score[n] > best {
                best = self.frame_score[n];
                self.top_frame = n as u32;
            }
        }
    }

    /// The deepest frames that still hold 55% and 80% of the page's prose.
    pub(super) fn find_hubs(&mut self) {
        let all = self.range((0, self.page.blocks.len() as u32)).prose as f32;
        if all == 0.0 {
            return;
        }
        let (mut deepest, mut deepest80) = (0, 0);
        for (n, frame) in self.page.frames.iter().enumerate() {
            let prose = self.range(frame.blocks).prose as f32;
            if prose >= 0.55 * all && frame.depth >= deepest {
                (self.hub, deepest) = (n as u32, frame.depth);
            }
            if prose >= 0.8 * all && frame.depth >= deepest80 {
                (self.hub80, deepest80) = (n as u32, frame.depth);
            }
        }
    }

    pub(super) fn push_hubs(&self, n: usize, block: &Block, row: &mut Columns<'_>) {
        let frames = &self.page.frames;
        let all = self.range((0, self.page.blocks.len() as u32));
        let hub = &frames[self.hub as usize];
        let hub80 = &frames[self.hub80 as usize];
        let top = &frames[self.top_frame as usize];
        let inside = |range: (u32, u32)| (range.0..range.1).contains(&(n as u32));
        let mut score = 0.0_f32;
        let mut at = block.frame;
        for _ in 0..4 {
            score = score.max(self.frame_score[at as usize]);
            at = frames[at as usize].parent;
        }
        let frame = &frames[block.frame as usize];
        let top_score = self.frame_score[self.top_frame as usize].max(1e-3);
        let shared_parent = frame.parent == top.parent || frames[frame.parent as usize].parent == top.parent;
        row.extend([
            flag(inside(hub.blocks)),
            self.range(hub.blocks).prose as f32 / all.prose.max(1) as f32,
            if inside(hub.blocks) { f32::from(frame.depth) - f32::from(hub.depth) } else { -1.0 },
            (n as f32 - hub.blocks.0 as f32) / (hub.blocks.1 - hub.blocks.0).max(1) as f32,
            flag(inside(hub80.blocks)),
            score / top_score,
            flag(inside(top.blocks)),
            if inside(top.blocks) { f32::from(frame.depth) - f32::from(top.depth) } else { -1.0 },
            flag(shared_parent),
        ]);
    }
}
