//! Counts over many blocks: whatever a row says of more than one block is a sum.
//!
//! - [`Sum`]: weight, links, prose and stops, added up from the page's start, so
//!   that any range of blocks is one subtraction.
//! - [`Census`]: what all blocks of the page are.
//! - [`Group`]: the sum of all blocks that hang on the same path.
//! - [`is_prose`]: what counts as prose.
//! - [`ByHash`]: a map whose keys are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Table;
use crate::content::blocks::Block;
use crate::content::names::mark;
use crate::content::tags::Tag;
use crate::metadata::PageType;

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub(in crate::content) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(byte);
        }
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

pub(in crate::content) type ByHash<T> = HashMap<u32, T, BuildHasherDefault<AsIs>>;

/// Running sums over blocks, so that any range of blocks is summed in one step.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::content) struct Sum {
    pub(in crate::content) weight: u32,
    pub(in crate::content) link_weight: u32,
    /// Weight of sentences that are no links: what bodies are made of.
    pub(in crate::content) prose: u32,
    pub(in crate::content) stops: u32,
}

/// Blocks that hang on the same path of tags and classes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) count: u32,
    pub(super) sum: Sum,
}

/// What all of a page's blocks are, counted: pages of different kinds differ in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Census {
    /// Weight of prose in places that are named for comments.
    pub(super) comment_prose: u32,
    /// Paragraphs of prose.
    pub(super) paragraphs: u32,
    pub(super) headings: u32,
    pub(super) cells: u32,
    /// Lines and runs of preformatted text.
    pub(super) code: u32,
    /// Blocks with the sign of a currency in them.
    pub(super) money: u32,
}

impl Census {
    fn count(&mut self, block: &Block, tag: Tag, marks: u32, prose: u32) {
        if marks & mark::COMMENT != 0 {
            self.comment_prose += prose;
        }
        self.paragraphs += u32::from(tag == Tag::Paragraph && prose > 0);
        self.headings += u32::from(matches!(tag, Tag::Heading(_)));
        self.cells += u32::from(tag == Tag::Cell);
        self.code += u32::from(tag == Tag::Preformatted);
        self.money += u32::from(block.measure.money > 0);
    }
}

impl Sum {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            weight: self.weight + other.weight,
            link_weight: self.link_weight + other.link_weight,
            prose: self.prose + other.prose,
            stops: self.stops + other.stops,
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            weight: self.weight - other.weight,
            link_weight: self.link_weight - other.link_weight,
            prose: self.prose - other.prose,
            stops: self.stops - other.stops,
        }
    }

    pub(super) fn link_share(self) -> f32 {
        self.link_weight as f32 / self.weight.max(1) as f32
    }
}

/// A block that reads like sentences: the least it must weigh, and how much of it may be links.
const PROSE_WEIGHT: u32 = 80;
const PROSE_LINK_SHARE: f32 = 0.35;

/// A page whose prose stands in places named for comments, by this share and but for this weight,
/// is a discussion: of pages that do not call themselves articles, 11 in 13 with such a share are.
const DISCUSSION_SHARE_MIN: f32 = 0.7;
const DISCUSSION_APART_MAX: u32 = 3_000;
/// The least prose of a discussion, in weight: a page of two comments may be about anything.
const DISCUSSION_PROSE_MIN: u32 = 1_000;

/// How far prose is looked for, in blocks.
const PROSE_DISTANCE_MAX: u8 = 20;

/// True for a block that reads like sentences.
pub(in crate::content) fn is_prose(block: &Block) -> bool {
    let measure = &block.measure;
    measure.weight >= PROSE_WEIGHT
        && (block.link_weight as f32) < PROSE_LINK_SHARE * measure.weight as f32
        && measure.stops + measure.commas > 0
}

impl Table<'_> {
    pub(super) fn sum_up(&mut self) {
        let mut sum = Sum::default();
        let mut heading = u32::MAX;
        let mut since_prose = PROSE_DISTANCE_MAX;
        self.sums.push(sum);
        for (n, block) in self.page.blocks.iter().enumerate() {
            let frame = &self.page.frames[block.frame as usize];
            let of_block = Sum {
                weight: block.measure.weight,
                link_weight: block.link_weight,
                prose: if is_prose(block) { block.measure.weight - block.link_weight } else { 0 },
                stops: block.measure.stops,
            };
            sum = sum.plus(of_block);
            self.sums.push(sum);
            self.census.count(block, frame.tag, frame.marks | block.marks, of_block.prose);
            let group = self.groups.entry(frame.path).or_default();
            group.count += 1;
            group.sum = group.sum.plus(of_block);
            let seen = self.fingerprints.entry(block.fingerprint).or_insert((0, n as u32));
            seen.0 += 1;
            self.headings.push(heading);
            self.since_prose.push(since_prose);
            since_prose = if is_prose(block) { 0 } else { PROSE_DISTANCE_MAX.min(since_prose + 1) };
            if matches!(frame.tag, Tag::Heading(_)) {
                heading = n as u32;
            }
        }
        let mut until_prose = PROSE_DISTANCE_MAX;
        for block in self.page.blocks.iter().rev() {
            self.until_prose.push(until_prose);
            until_prose = if is_prose(block) { 0 } else { PROSE_DISTANCE_MAX.min(until_prose + 1) };
        }
        self.until_prose.reverse();
        for frame in &self.page.frames {
            let sum = self.range(frame.blocks);
            let entry = self.alike.entry(frame.shape ^ frame.parent.wrapping_mul(0x9e37_79b1)).or_default();
            entry.0 += 1;
            entry.1 = entry.1.plus(sum);
        }
    }

    /// Takes a page that consists of comments for a thread, whatever program made it, unless it
    /// says that it is something else.
    pub(super) fn find_discussion(&mut self) {
        let all = self.range((0, self.page.blocks.len() as u32)).prose;
        let comments = self.census.comment_prose;
        if self.page_type != PageType::Article
            && all >= DISCUSSION_PROSE_MIN
            && comments as f32 >= DISCUSSION_SHARE_MIN * all as f32
            && all - comments < DISCUSSION_APART_MAX
        {
            self.page_type = PageType::ForumThread;
        }
    }

    /// The sums over a range of blocks.
    pub(in crate::content) fn range(&self, (start, end): (u32, u32)) -> Sum {
        self.sums[end as usize].minus(self.sums[start as usize])
    }
}
