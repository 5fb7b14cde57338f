//! What the model is told about each block.
//!
//! One row of numbers a block, all of them cheap: counts of the block, of what
//! stands before and after it, of the frames around it, and of the page. Rows are
//! made in one go per block and never kept for a whole page.
//!
//! [`NAMES`] is the order of the columns; the training script reads the same.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use html5ever::local_name;

use super::blocks::{Block, Page, around};
use super::learned::{self, Worth};
use super::measure::{Class, Word, class, words};
use super::names::{self, mark};
use super::overlap::{Runs, likeness};
use super::tags::Tag;
use super::wording::{self, Wording};
use super::{Evidence, is_line, measure::Measure};
use crate::dom::{Document, NodeId, NodeSet};
use crate::metadata::{FieldNodes, PageType};

/// The columns of a row, in order.
pub const NAMES: &[&str] = &[
    "weight",
    "tokens",
    "link_share",
    "links",
    "bold_share",
    "stops",
    "stop_rate",
    "comma_rate",
    "separator_rate",
    "digit_share",
    "upper_share",
    "cjk_share",
    "ends_stop",
    "ends_colon",
    "ends_other",
    "starts_mark",
    "starts_upper",
    "after_break",
    "media_before",
    "duplicates",
    "duplicate_before",
    "tag_paragraph",
    "tag_division",
    "tag_item",
    "tag_cell",
    "tag_heading",
    "tag_quote",
    "tag_pre",
    "tag_caption",
    "tag_definition",
    "tag_section",
    "in_nav",
    "in_aside",
    "in_footer",
    "in_header",
    "in_article",
    "in_main",
    "in_form",
    "in_table",
    "in_list",
    "in_figure",
    "in_quote",
    "in_hidden",
    "in_item_body",
    "in_link",
    "mark_nav",
    "mark_footer",
    "mark_sidebar",
    "mark_comment",
    "mark_share",
    "mark_related",
    "mark_promo",
    "mark_ad",
    "mark_byline",
    "mark_tags",
    "mark_caption",
    "mark_popup",
    "mark_body",
    "mark_summary",
    "mark_title",
    "mark_hidden",
    "near_byline",
    "near_caption",
    "near_related",
    "near_share",
    "near_body",
    "near_tags",
    "depth",
    "position",
    "weight_position",
    "page_weight",
    "page_blocks",
    "page_link_share",
    "page_prose",
    "title_likeness",
    "is_title",
    "after_title",
    "title_distance",
    "in_description",
    "in_article_body",
    "has_article_body",
    "field_title",
    "field_byline",
    "field_date",
    "field_section",
    "field_standfirst",
    "page_article",
    "page_listing",
    "page_forum",
    "page_product",
    "page_other",
    "frame_weight",
    "frame_link_share",
    "frame_blocks",
    "frame_prose",
    "frame_nth",
    "parent_weight",
    "parent_link_share",
    "parent_blocks",
    "parent_prose",
    "parent_stop_rate",
    "grand_weight",
    "grand_link_share",
    "grand_blocks",
    "grand_prose",
    "great_weight",
    "great_link_share",
    "great_prose",
    "siblings_alike",
    "siblings_alike_link_share",
    "group_count",
    "group_weight",
    "group_share",
    "group_link_share",
    "group_stop_rate",
    "group_prose_share",
    "hub_in",
    "hub_share",
    "hub_distance",
    "hub_position",
    "hub80_in",
    "score_ratio",
    "score_top_in",
    "score_top_distance",
    "score_sibling",
    "before_weight",
    "before_link_share",
    "before_stops",
    "before_same_path",
    "before_same_frame",
    "before2_weight",
    "before2_link_share",
    "before2_stops",
    "after_weight",
    "after_link_share",
    "after_stops",
    "after_same_path",
    "after_same_frame",
    "after2_weight",
    "after2_link_share",
    "after2_stops",
    "window_prose_before",
    "window_prose_after",
    "prose_before_share",
    "prose_after_share",
    "last_prose_distance",
    "next_prose_distance",
    "heading_distance",
    "heading_level",
    "heading_wording",
    "heading_in_hub",
    "word_copyright",
    "word_share",
    "word_comment",
    "word_related",
    "word_subscribe",
    "word_editor",
    "word_source",
    "word_login",
    "word_cookie",
    "word_ad",
    "word_pager",
    "word_photo",
    "word_more",
    "word_date",
    "word_byline",
    "word_address",
    "near_least",
    "near_greatest",
    "near_mean",
    "chain_least",
    "chain_greatest",
    "chain_mean",
    "wording_least",
    "wording_greatest",
    "wording_mean",
];

/// How many of the last columns are learned worths of words (see `learned`).
pub const LEARNED: usize = 9;

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub(super) struct AsIs(u64);

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
}

pub(super) type ByHash<T> = HashMap<u32, T, BuildHasherDefault<AsIs>>;

/// Running sums over blocks, so that any range of blocks is summed in one step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) weight: u32,
    pub(super) link_weight: u32,
    /// Weight of sentences that are no links: what bodies are made of.
    pub(super) prose: u32,
    pub(super) stops: u32,
}

/// Blocks that hang on the same path of tags and classes.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    count: u32,
    sum: Sum,
}

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

/// The nodes of title, byline, date, section and standfirst, a set each.
fn field_sets(document: &Document, nodes: Option<&FieldNodes>) -> Vec<NodeSet> {
    let empty = FieldNodes::default();
    let nodes = nodes.unwrap_or(&empty);
    let standfirst: Vec<NodeId> = nodes.standfirst.into_iter().collect();
    [&nodes.title, &nodes.byline, &nodes.date, &nodes.section, &standfirst]
        .map(|list| {
            let mut set = if list.is_empty() { NodeSet::default() } else { NodeSet::of(document) };
            for &id in list.iter().filter(|id| is_line(document, **id)) {
                set.insert(id);
            }
            set
        })
        .into()
}

/// First words of a block that are looked at.
const WORDS_MAX: usize = 60;

/// Frames whose names count as near, and those whose names count at all.
const NEAR_FRAMES: usize = 3;
const NAMED_FRAMES: usize = 14;

/// What the names of one element are worth to the blocks close by and to those further in.
fn worth_of_names(document: &Document, id: NodeId) -> (Worth, Worth) {
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

/// A block that reads like sentences: the least it must weigh, and how much of it may be links.
const PROSE_WEIGHT: u32 = 80;
const PROSE_LINK_SHARE: f32 = 0.35;

/// True for a block that reads like sentences.
pub(super) fn is_prose(block: &Block) -> bool {
    let measure = &block.measure;
    measure.weight >= PROSE_WEIGHT
        && (block.link_weight as f32) < PROSE_LINK_SHARE * measure.weight as f32
        && measure.stops + measure.commas > 0
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
            title: word_list(evidence.title.unwrap_or("")),
            words: Vec::new(),
            words_at: Vec::with_capacity(page.blocks.len() + 1),
            title_block: None,
            description: evidence.description.map(Runs::of),
            article_body: evidence.article_body.map(Runs::of).filter(|runs| runs.words >= 30),
            fields: field_sets(document, evidence.nodes),
            page_type: evidence.page_type,
            headings: Vec::with_capacity(page.blocks.len()),
            worths: page.frames.iter().map(|frame| worth_of_names(document, frame.node)).collect(),
        };
        table.list_words();
        table.sum_up();
        table.score_frames();
        table.find_hubs();
        table.find_title();
        table
    }

    fn sum_up(&mut self) {
        let mut sum = Sum::default();
        let mut heading = u32::MAX;
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
            let group = self.groups.entry(frame.path).or_default();
            group.count += 1;
            group.sum = group.sum.plus(of_block);
            let seen = self.fingerprints.entry(block.fingerprint).or_insert((0, n as u32));
            seen.0 += 1;
            self.headings.push(heading);
            if matches!(frame.tag, Tag::Heading(_)) {
                heading = n as u32;
            }
        }
        for frame in &self.page.frames {
            let sum = self.range(frame.blocks);
            let entry = self.alike.entry(frame.shape ^ frame.parent.wrapping_mul(0x9e37_79b1)).or_default();
            entry.0 += 1;
            entry.1 = entry.1.plus(sum);
        }
    }

    /// The sums over a range of blocks.
    pub(super) fn range(&self, (start, end): (u32, u32)) -> Sum {
        self.sums[end as usize].minus(self.sums[start as usize])
    }

    /// Readability's idea: paragraphs give points to the two frames around them, links take them away.
    fn score_frames(&mut self) {
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
    fn find_hubs(&mut self) {
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

    fn find_title(&mut self) {
        let mut best = 0.5;
        for (n, block) in self.page.blocks.iter().enumerate() {
            if block.measure.tokens > 80 || block.measure.tokens == 0 {
                continue;
            }
            let heading = matches!(self.page.frames[block.frame as usize].tag, Tag::Heading(1 | 2));
            let mark = if heading { 0.3 } else { 0.0 };
            let likeness = likeness(self.words_of(n), &self.title);
            if likeness >= 0.5 && likeness + mark > best {
                (best, self.title_block) = (likeness + mark, Some(n as u32));
            }
        }
    }

    fn texts(&self, block: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.page.pieces(self.document, block)
    }

    /// Reads the first words of every block, once.
    fn list_words(&mut self) {
        self.words_at.push(0);
        for n in 0..self.page.blocks.len() {
            let limit = self.words.len() + WORDS_MAX;
            for text in self.texts(n) {
                let list = &mut self.words;
                words(text, |hash, cjk| {
                    list.push(Word { hash, cjk });
                    list.len() < limit
                });
                if self.words.len() >= limit {
                    break;
                }
            }
            self.words_at.push(self.words.len() as u32);
        }
    }

    fn words_of(&self, block: usize) -> &[Word] {
        &self.words[self.words_at[block] as usize..self.words_at[block + 1] as usize]
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

    /// What the words of the names around and of the text are worth.
    fn push_worth(&self, n: usize, block: &Block, row: &mut Vec<f32>) {
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

    /// The frame that Readability's way of scoring would choose.
    pub(super) fn top_frame(&self) -> u32 {
        self.top_frame
    }

    /// What stands in a structured source's body, and how many words that has.
    pub(super) fn article_body(&self) -> Option<&Runs> {
        self.article_body.as_ref()
    }

    /// True where a block stands in the title, the byline, a date or the section.
    pub(super) fn is_field(&self, block: usize) -> bool {
        self.fields[..4].iter().any(|field| self.stands_in(&self.page.blocks[block], field))
    }

    /// The kinds of furniture a block's wording speaks of.
    pub(super) fn wording(&self, block: usize) -> Wording {
        wording::of(self.words_of(block), &self.page.blocks[block])
    }

    /// The last heading before each block; `u32::MAX` where there is none.
    pub(super) fn headings(&self) -> &[u32] {
        &self.headings
    }

    fn push_own(&self, block: &Block, row: &mut Vec<f32>) {
        let Measure { weight, tokens, cjk, letters, upper, digits, stops, commas, separators } =
            block.measure;
        let all = weight.max(1) as f32 / 2.0;
        let last = class(block.last);
        let (copies, first) = self.fingerprints.get(&block.fingerprint).copied().unwrap_or((1, u32::MAX));
        let earlier = (first as usize) < self.page.blocks.len()
            && !std::ptr::eq(&raw const self.page.blocks[first as usize], block);
        row.extend([
            log(weight),
            log(tokens),
            block.link_weight as f32 / weight.max(1) as f32,
            f32::from(block.links.min(50)),
            block.bold_weight as f32 / weight.max(1) as f32,
            stops.min(30) as f32,
            stops as f32 / all,
            commas as f32 / all,
            separators as f32 / all,
            digits as f32 / (letters + digits + cjk).max(1) as f32,
            upper as f32 / letters.max(1) as f32,
            cjk as f32 / (letters + cjk).max(1) as f32,
            flag(last == Class::Stop || matches!(block.last, '"' | '”' | '」' | '』' | '»')),
            flag(matches!(block.last, ':' | '：')),
            flag(matches!(last, Class::Other | Class::Separator)),
            flag(matches!(class(block.first), Class::Other | Class::Separator)),
            flag(class(block.first) == Class::Upper),
            flag(block.after_break),
            f32::from(block.media_before.min(5)),
            copies.min(20) as f32,
            flag(earlier),
        ]);
    }

    fn push_place(&self, block: &Block, row: &mut Vec<f32>) {
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

    fn push_page(&self, n: usize, block: &Block, row: &mut Vec<f32>) {
        let frame = &self.page.frames[block.frame as usize];
        let count = self.page.blocks.len();
        let all = self.range((0, count as u32));
        let own_words = if block.measure.tokens <= 60 { self.words_of(n) } else { &[] };
        let title_block = self.title_block.map(|title| title as usize);
        let share = |runs: &Option<Runs>| match runs {
            Some(runs) => runs.share(self.texts(n)).unwrap_or(-0.5),
            None => -1.0,
        };
        row.extend([
            f32::from(frame.depth),
            n as f32 / count as f32,
            self.sums[n].weight as f32 / all.weight.max(1) as f32,
            log(all.weight),
            log(count as u32),
            all.link_weight as f32 / all.weight.max(1) as f32,
            log(all.prose),
            likeness(own_words, &self.title),
            flag(title_block == Some(n)),
            flag(title_block.is_some_and(|title| n > title)),
            title_block.map_or(-100.0, |title| (n as f32 - title as f32).clamp(-99.0, 300.0)),
            share(&self.description),
            share(&self.article_body),
            flag(self.article_body.is_some()),
        ]);
        row.extend(self.fields.iter().map(|field| flag(self.stands_in(block, field))));
        row.extend([
            flag(self.page_type == PageType::Article),
            flag(self.page_type == PageType::Listing),
            flag(self.page_type == PageType::ForumThread),
            flag(self.page_type == PageType::Product),
            flag(!matches!(self.page_type, PageType::Unknown | PageType::Article)),
        ]);
    }

    /// True where a block's first text, or an element around it no further out than
    /// the frame around its frame, is in a set.
    fn stands_in(&self, block: &Block, field: &NodeSet) -> bool {
        let frames = &self.page.frames;
        let limit = frames[frames[block.frame as usize].parent as usize].node;
        let text = self.page.texts[block.texts.0 as usize];
        let around = self.document.ancestors(text).take_while(|id| *id != limit);
        std::iter::once(text).chain(around.take(12)).any(|id| field.contains(id))
    }

    fn push_frames(&self, block: &Block, row: &mut Vec<f32>) {
        let frames = &self.page.frames;
        let frame = &frames[block.frame as usize];
        let parent = &frames[frame.parent as usize];
        let grand = &frames[parent.parent as usize];
        let great = &frames[grand.parent as usize];
        let own = self.range(frame.blocks);
        row.extend([
            log(own.weight),
            own.link_share(),
            log(frame.blocks.1 - frame.blocks.0),
            log(own.prose),
            frame.nth.min(200) as f32,
        ]);
        let of_parent = self.range(parent.blocks);
        row.extend([
            log(of_parent.weight),
            of_parent.link_share(),
            log(parent.blocks.1 - parent.blocks.0),
            log(of_parent.prose),
            of_parent.stops as f32 * 100.0 / of_parent.weight.max(1) as f32,
        ]);
        let of_grand = self.range(grand.blocks);
        row.extend([
            log(of_grand.weight),
            of_grand.link_share(),
            log(grand.blocks.1 - grand.blocks.0),
            log(of_grand.prose),
        ]);
        let of_great = self.range(great.blocks);
        row.extend([log(of_great.weight), of_great.link_share(), log(of_great.prose)]);
        let (alike, sum) = self
            .alike
            .get(&(frame.shape ^ frame.parent.wrapping_mul(0x9e37_79b1)))
            .copied()
            .unwrap_or_default();
        row.extend([log(alike), sum.link_share()]);
        let group = self.groups.get(&frame.path).copied().unwrap_or_default();
        let all = self.range((0, self.page.blocks.len() as u32));
        row.extend([
            log(group.count),
            log(group.sum.weight),
            group.sum.weight as f32 / all.weight.max(1) as f32,
            group.sum.link_share(),
            group.sum.stops as f32 * 100.0 / group.sum.weight.max(1) as f32,
            group.sum.prose as f32 / all.prose.max(1) as f32,
        ]);
    }

    fn push_hubs(&self, n: usize, block: &Block, row: &mut Vec<f32>) {
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

    fn push_neighbours(&self, n: usize, row: &mut Vec<f32>) {
        let blocks = &self.page.blocks;
        let here = &blocks[n];
        let path = |block: &Block| self.page.frames[block.frame as usize].path;
        for step in [-1_isize, -2, 1, 2] {
            match n.checked_add_signed(step).and_then(|at| blocks.get(at)) {
                Some(other) => {
                    row.extend([
                        log(other.measure.weight),
                        other.link_weight as f32 / other.measure.weight.max(1) as f32,
                        other.measure.stops.min(30) as f32,
                    ]);
                    if step.abs() == 1 {
                        row.extend([flag(path(other) == path(here)), flag(other.frame == here.frame)]);
                    }
                }
                None => row.extend(std::iter::repeat_n(-1.0, if step.abs() == 1 { 5 } else { 3 })),
            }
        }
        let count = blocks.len();
        let all = self.range((0, count as u32)).prose.max(1) as f32;
        let window = |from: usize, to: usize| self.range((from as u32, to as u32)).prose;
        let last = (0..20).find(|d| *d < n && is_prose(&blocks[n - 1 - d])).unwrap_or(20);
        let next = (0..20).find(|d| n + 1 + d < count && is_prose(&blocks[n + 1 + d])).unwrap_or(20);
        row.extend([
            log(window(n.saturating_sub(6), n)),
            log(window(n + 1, (n + 7).min(count).max(n + 1))),
            self.sums[n].prose as f32 / all,
            (self.sums[count].prose - self.sums[n + 1].prose) as f32 / all,
            last as f32,
            next as f32,
        ]);
    }

    fn push_heading(&self, n: usize, row: &mut Vec<f32>) {
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
        let Wording(wording) = wording::of(self.words_of(heading), block);
        let hub = self.page.frames[self.hub as usize].blocks;
        row.extend([
            ((n - heading) as f32).min(99.0),
            f32::from(level),
            flag(wording & wording::FURNITURE != 0),
            flag((hub.0..hub.1).contains(&(heading as u32))),
        ]);
    }
}

impl Sum {
    fn plus(self, other: Self) -> Self {
        Self {
            weight: self.weight + other.weight,
            link_weight: self.link_weight + other.link_weight,
            prose: self.prose + other.prose,
            stops: self.stops + other.stops,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            weight: self.weight - other.weight,
            link_weight: self.link_weight - other.link_weight,
            prose: self.prose - other.prose,
            stops: self.stops - other.stops,
        }
    }

    fn link_share(self) -> f32 {
        self.link_weight as f32 / self.weight.max(1) as f32
    }
}

fn word_list(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    words(text, |hash, cjk| {
        out.push(Word { hash, cjk });
        out.len() < 80
    });
    out
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
