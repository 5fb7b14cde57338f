//! What a block's surroundings got: the columns of the second forest.
//!
//! The first forest judges each block by itself. The second sees the same row and,
//! behind it, what the first thought of the blocks before and after, in the same
//! frame, in the frames around and on the same path of tags and classes: a weak
//! block among strong ones stays, a strong one far from all others goes. The network gets
//! the same, and how the block follows on the candidate before it.

use super::blocks::Page;
use super::features::ByHash;

/// The columns, in order, after those of `features::NAMES`.
pub(super) const NAMES: &[&str] = &[
    "own",
    "before3",
    "before2",
    "before1",
    "after1",
    "after2",
    "after3",
    "mass_before",
    "mass_after",
    "window8",
    "window25",
    "same_frame",
    "same_path",
    "path_mass",
    "parent_mean",
    "grand_mean",
    "great_mean",
    "page_max",
    "page_mass",
    "heading_own",
    "candidate_gap",
    "candidate_same_path",
    "candidate_same_frame",
];

/// Sums over what the first forest gave.
pub(super) struct Context<'a> {
    page: &'a Page,
    given: &'a [f32],
    mass: Vec<f32>,
    weight: Vec<f32>,
    by_frame: Vec<(f32, f32)>,
    by_path: ByHash<(f32, f32)>,
    headings: &'a [u32],
    max: f32,
}

impl<'a> Context<'a> {
    pub(super) fn new(page: &'a Page, given: &'a [f32], headings: &'a [u32]) -> Self {
        let mut context = Self {
            page,
            given,
            mass: vec![0.0],
            weight: vec![0.0],
            by_frame: vec![(0.0, 0.0); page.frames.len()],
            by_path: ByHash::default(),
            headings,
            max: given.iter().copied().fold(0.0, f32::max),
        };
        let (mut mass, mut weight) = (0.0, 0.0);
        for (n, block) in page.blocks.iter().enumerate() {
            let (own_mass, own_weight) = context.own(n);
            mass += own_mass;
            weight += own_weight;
            context.mass.push(mass);
            context.weight.push(weight);
            let path = page.frames[block.frame as usize].path;
            for sums in
                [&mut context.by_frame[block.frame as usize], context.by_path.entry(path).or_default()]
            {
                sums.0 += own_mass;
                sums.1 += own_weight;
            }
        }
        context
    }

    fn own(&self, n: usize) -> (f32, f32) {
        let weight = self.page.blocks[n].measure.weight as f32 + 1.0;
        (self.given[n] * weight, weight)
    }

    fn range_mean(&self, (start, end): (u32, u32)) -> f32 {
        let (start, end) = (start as usize, end as usize);
        (self.mass[end] - self.mass[start]) / (self.weight[end] - self.weight[start] + 1.0)
    }

    /// Appends one block's columns; `before` is the last candidate before it.
    pub(super) fn extend(&self, n: usize, before: Option<usize>, mut push: impl FnMut(f32)) {
        let count = self.given.len();
        let block = &self.page.blocks[n];
        let frame = &self.page.frames[block.frame as usize];
        let (own_mass, own_weight) = self.own(n);
        let total = self.mass[count] + 1e-6;
        push(self.given[n]);
        for step in [-3_isize, -2, -1, 1, 2, 3] {
            push(n.checked_add_signed(step).and_then(|at| self.given.get(at)).copied().unwrap_or(0.0));
        }
        push(self.mass[n] / total);
        push((self.mass[count] - self.mass[n + 1]) / total);
        for reach in [8, 25] {
            let (low, high) = (n.saturating_sub(reach), (n + reach + 1).min(count));
            let mass = self.mass[high] - self.mass[low] - own_mass;
            push(mass / (self.weight[high] - self.weight[low] - own_weight + 1.0));
        }
        let of_frame = self.by_frame[block.frame as usize];
        push((of_frame.0 - own_mass) / (of_frame.1 - own_weight + 1.0));
        let of_path = self.by_path.get(&frame.path).copied().unwrap_or_default();
        push((of_path.0 - own_mass) / (of_path.1 - own_weight + 1.0));
        push(of_path.0 / total);
        let parent = &self.page.frames[frame.parent as usize];
        let grand = &self.page.frames[parent.parent as usize];
        let great = &self.page.frames[grand.parent as usize];
        for around in [parent, grand, great] {
            push(self.range_mean(around.blocks));
        }
        push(self.max);
        push(total);
        push(self.given.get(self.headings[n] as usize).copied().unwrap_or(-1.0));
        push(before.map_or(n, |before| n - before - 1) as f32);
        let before = before.map(|before| self.page.blocks[before].frame);
        let same_path = before.is_some_and(|before| self.page.frames[before as usize].path == frame.path);
        push(f32::from(u8::from(same_path)));
        push(f32::from(u8::from(before == Some(block.frame))));
    }
}
