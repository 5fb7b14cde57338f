//! What stands before and after a block.
//!
//! - `push_neighbours`: the two blocks on each side, and how near prose is.
//! - `push_heading`: the last heading before it.

use super::{Columns, Table, flag, number};
use crate::content::blocks::Block;
use crate::content::tags::Tag;
use crate::content::wording::{self, Wording};

impl Table<'_> {
    pub(super) fn push_neighbours(&self, n: usize, row: &mut Columns<'_>) {
        let blocks = &self.page.blocks;
        let here = &blocks[n];
        let path = |block: &Block| self.page.frames[block.frame as usize].path;
        for step in [-1_isize, -2, 1, 2] {
            match n.checked_add_signed(step).and_then(|at| blocks.get(at)) {
                Some(other) => {
                    row.extend([
                        number(other.measure.weight),
                        other.link_weight as f32 / other.measure.weight.max(1) as f32,
                        other.measure.stops.min(30) as f32,
                    ]);
                    if step.abs() == 1 {
                        row.extend([flag(path(other) == path(here)), flag(other.frame == here.frame)]);
                    }
                }
                None if step.abs() == 1 => row.extend([-1.0; 5]),
                None => row.extend([-1.0; 3]),
            }
        }
        let count = blocks.len();
        let all = self.range((0, count as u32)).prose.max(1) as f32;
        let window = |from: usize, to: usize| self.range((from as u32, to as u32)).prose;
        row.extend([
            number(window(n.saturating_sub(6), n)),
            number(window(n + 1, (n + 7).min(count).max(n + 1))),
            self.sums[n].prose as f32 / all,
            (self.sums[count].prose - self.sums[n + 1].prose) as f32 / all,
            f32::from(self.since_prose[n]),
            f32::from(self.until_prose[n]),
        ]);
    }

    pub(super) fn push_heading(&self, n: usize, row: &mut Columns<'_>) {
        let heading = self.headings[n] as usize;
        if heading >= self.page.blocks.len() {
            row.extend([100.0, 0.0, 0.0, 0.0]);
            return;
        }
        let block = &self.page.blocks[heading];
        let level = match self.page.frames[block.frame as usize].tag {
            Tag::Heading(level) => level,
            _ => 0,
        };
        let Wording(wording) = self.wordings[heading];
        let hub = self.page.frames[self.hub as usize].blocks;
        row.extend([
            ((n - heading) as f32).min(99.0),
            f32::from(level),
            flag(wording & wording::FURNITURE != 0),
            flag((hub.0..hub.1).contains(&(heading as u32))),
        ]);
    }
}
