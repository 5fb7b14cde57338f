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
use super::forest::Row;
use super::measure::{self, Word};
use super::wording::{self, Wording};
use crate::dom::Document;
use crate::metadata::PageType;
pub use columns::NAMES;
use page::Fields;
pub(super) use sums::{AsIs, ByHash, is_prose};
use sums::{Census, Group, Sum};

/// Words of the title that are looked at.
const TITLE_WORDS_MAX: usize = 80;

/// All that rows are made from.
pub(super) struct Table<'a> {
    document: &'a Document,
    page: &'a Page,
    sums: Vec<Sum>,
    census: Census,
    groups: ByHash<Group>,
    alike: ByHash<(u32, Sum)>,
    fingerprints: ByHash<(u32, u32)>,
    frame_score: Vec<f32>,
    top_frame: u32,
    hub: u32,
    hub80: u32,
    title: Vec<Word>,
    /// How like the title each block is.
    likeness: Vec<f32>,
    title_block: Option<u32>,
    wordings: Vec<Wording>,
    fields: Fields,
    page_type: PageType,
    headings: Vec<u32>,
    /// Blocks from here to the last prose before, and to the next.
    since_prose: Vec<u8>,
    until_prose: Vec<u8>,
}

impl<'a> Table<'a> {
    pub(super) fn new(document: &'a Document, page: &'a Page, evidence: &Evidence<'_>) -> Self {
        let mut table = Self {
            document,
            page,
            sums: Vec::with_capacity(page.blocks.len() + 1),
            census: Census::default(),
            groups: ByHash::default(),
            alike: ByHash::default(),
            fingerprints: ByHash::default(),
            frame_score: vec![0.0; page.frames.len()],
            top_frame: 0,
            hub: 0,
            hub80: 0,
            title: measure::words(evidence.title.unwrap_or(""), TITLE_WORDS_MAX),
            likeness: Vec::with_capacity(page.blocks.len()),
            title_block: None,
            wordings: page.blocks.iter().map(|block| wording::of(page.words_of(block), block)).collect(),
            fields: Fields::of(document, evidence.nodes),
            page_type: evidence.page_type,
            headings: Vec::with_capacity(page.blocks.len()),
            since_prose: Vec::with_capacity(page.blocks.len()),
            until_prose: Vec::with_capacity(page.blocks.len()),
        };
        table.sum_up();
        table.find_discussion();
        table.score_frames();
        table.find_hubs();
        table.find_title();
        table
    }

    /// Writes the row of one block, in the order of [`NAMES`].
    pub(super) fn row(&self, n: usize, row: &mut Row) {
        let block = &self.page.blocks[n];
        let mut columns = Columns { row, at: 0 };
        self.push_own(block, &mut columns);
        self.push_place(block, &mut columns);
        self.push_page(n, block, &mut columns);
        self.push_frames(block, &mut columns);
        self.push_hubs(n, block, &mut columns);
        self.push_neighbours(n, &mut columns);
        self.push_heading(n, &mut columns);
        for kind in 0..wording::KINDS {
            columns.push(bit(self.wordings[n].0, kind));
        }
        self.push_worth(block, &mut columns);
        debug_assert_eq!(columns.at, NAMES.len());
    }

    /// True where the page is a thread, by its own word or because it consists of comments.
    pub(super) fn is_thread(&self) -> bool {
        self.page_type == PageType::ForumThread
    }

    /// The block that is the page's headline.
    pub(super) fn title_block(&self) -> Option<usize> {
        self.title_block.map(|n| n as usize)
    }

    /// The frame that Readability's way of scoring would choose.
    pub(super) fn top_frame(&self) -> u32 {
        self.top_frame
    }

    /// The kinds of furniture a block's wording speaks of.
    pub(super) fn wording(&self, block: usize) -> Wording {
        self.wordings[block]
    }

    /// The last heading before each block; `u32::MAX` where there is none.
    pub(super) fn headings(&self) -> &[u32] {
        &self.headings
    }
}

/// A row being filled from the left.
struct Columns<'r> {
    row: &'r mut Row,
    at: usize,
}

impl Columns<'_> {
    fn push(&mut self, value: f32) {
        self.row[self.at] = value;
        self.at += 1;
    }

    fn extend<const N: usize>(&mut self, values: [f32; N]) {
        self.row[self.at..self.at + N].copy_from_slice(&values);
        self.at += N;
    }
}

/// Counts go in as they are: trees ask only which of two numbers is greater.
fn number(count: u32) -> f32 {
    count as f32
}

fn flag(set: bool) -> f32 {
    f32::from(u8::from(set))
}

fn bit(bits: u32, n: u32) -> f32 {
    f32::from((bits >> n & 1) as u8)
}
