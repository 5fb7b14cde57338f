//! What the model is told about each block.
//!
//! One row of numbers a block, all of them cheap: counts of the block, of what
//! stands before and after it, of the frames around it, and of the page. Rows are
//! made in one go per block and never kept for a whole page.
//!
//! - [`NAMES`] is the order of the columns; the training script reads the same.
//! - `Table` holds what all rows of a page are made from and puts them together.
//!   The parts of a row lie in files by what they look at, in the order of the
//!   columns: `block`, `place`, `page` (and `title`), `frames`, `hubs`,
//!   `neighbours`, `worths`; `sums` is what most of them count with.

mod block;
mod columns;
mod frames;
mod hubs;
mod neighbours;
mod page;
mod place;
mod sums;
mod title;
mod worths;

use super::Evidence;
use super::blocks::Page;
use super::learned::Worth;
use super::measure::Word;
use super::overlap::Runs;
use super::wording::{self, Wording};
use crate::dom::{Document, NodeSet};
use crate::metadata::PageType;
pub use columns::NAMES;
pub(super) use sums::{ByHash, is_prose};
use sums::{Group, Sum};

/// All that rows are made from.
pub(super) struct Table<'a> {
    document: &'a Document,
    page: &'a Page,
    sums: Vec<Sum>,
    groups: ByHash<Group>,
    alike: ByHash<(u32, Sum)>,
    fingerprints: ByHash<(u32, u32)>,
    frame_score: Vec<f32>,
    top_frame: u32,
    hub: u32,
    hub80: u32,
    title: Vec<Word>,
    /// The first words of all blocks, and where each block's begin.
    words: Vec<Word>,
    words_at: Vec<u32>,
    title_block: Option<u32>,
    description: Option<Runs>,
    article_body: Option<Runs>,
    fields: Vec<NodeSet>,
    page_type: PageType,
    headings: Vec<u32>,
    worths: Vec<(Worth, Worth)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(document: &'a Document, page: &'a Page, evidence: &Evidence<'_>) -> Self {
        let mut table = Self {
            document,
            page,
            sums: Vec::with_capacity(page.blocks.len() + 1),
            groups: ByHash::default(),
            alike: ByHash::default(),
            fingerprints: ByHash::default(),
            frame_score: vec![0.0; page.frames.len()],
            top_frame: 0,
            hub: 0,
            hub80: 0,
            title: title::word_list(evidence.title.unwrap_or("")),
            words: Vec::new(),
            words_at: Vec::with_capacity(page.blocks.len() + 1),
            title_block: None,
            description: evidence.description.map(Runs::of),
            article_body: evidence.article_body.map(Runs::of).filter(|runs| runs.words >= 30),
            fields: page::field_sets(document, evidence.nodes),
            page_type: evidence.page_type,
            headings: Vec::with_capacity(page.blocks.len()),
            worths: page.frames.iter().map(|frame| worths::worth_of_names(document, frame.node)).collect(),
        };
        table.list_words();
        table.sum_up();
        table.score_frames();
        table.find_hubs();
        table.find_title();
        table
    }

    /// Writes the row of one block; `row` is as long as [`NAMES`].
    pub(super) fn row(&self, n: usize, row: &mut Vec<f32>) {
        row.clear();
        let block = &self.page.blocks[n];
        let wording = wording::of(self.words_of(n), block);
        self.push_own(block, row);
        self.push_place(block, row);
        self.push_page(n, block, row);
        self.push_frames(block, row);
        self.push_hubs(n, block, row);
        self.push_neighbours(n, row);
        self.push_heading(n, row);
        for kind in 0..wording::KINDS {
            row.push(bit(wording.0, kind));
        }
        self.push_worth(n, block, row);
        debug_assert_eq!(row.len(), NAMES.len());
    }

    fn texts(&self, block: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.page.pieces(self.document, block)
    }

    /// The frame that Readability's way of scoring would choose.
    pub(super) fn top_frame(&self) -> u32 {
        self.top_frame
    }

    /// What stands in a structured source's body, and how many words that has.
    pub(super) fn article_body(&self) -> Option<&Runs> {
        self.article_body.as_ref()
    }

    /// The kinds of furniture a block's wording speaks of.
    pub(super) fn wording(&self, block: usize) -> Wording {
        wording::of(self.words_of(block), &self.page.blocks[block])
    }

    /// The last heading before each block; `u32::MAX` where there is none.
    pub(super) fn headings(&self) -> &[u32] {
        &self.headings
    }
}

fn log(count: u32) -> f32 {
    (count as f32 + 1.0).ln()
}

fn flag(set: bool) -> f32 {
    f32::from(u8::from(set))
}

fn bit(bits: u32, n: u32) -> f32 {
    f32::from((bits >> n & 1) as u8)
}
