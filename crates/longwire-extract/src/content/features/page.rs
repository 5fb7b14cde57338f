//! A block against its page: how far down it stands, and what of it the page says elsewhere.
//!
//! - `push_page`: position, title, description, structured body, fields, kind of page.
//! - [`Fields`], `fields_of`: the blocks that became fields.

use super::{Columns, Table, bit, flag, number};
use crate::content::blocks::Block;
use crate::content::line;
use crate::content::overlap::Runs;
use crate::dom::{Document, NodeId, NodeSet};
use crate::metadata::{FieldNodes, PageType};

/// How much of a block behind a field makes it a paragraph that only opens with it, in bytes.
const OPENING_BEYOND_BYTES_MIN: usize = 120;

/// The nodes that became title, byline, date, section and standfirst, in this order.
pub(super) struct Fields {
    /// All of them: most blocks stand in none.
    any: NodeSet,
    each: [NodeSet; 5],
}

impl Fields {
    pub(super) fn of(document: &Document, nodes: Option<&FieldNodes>) -> Self {
        let empty = FieldNodes::default();
        let nodes = nodes.unwrap_or(&empty);
        let standfirst: Vec<NodeId> = nodes.standfirst.into_iter().collect();
        let mut any = NodeSet::of(document);
        let each = [&nodes.title, &nodes.byline, &nodes.date, &nodes.section, &standfirst].map(|list| {
            let mut set = NodeSet::default();
            for &id in list.iter().filter(|id| line::is_one(document, **id)) {
                set.insert(id);
                any.insert(id);
            }
            set
        });
        Self { any, each }
    }
}

impl Table<'_> {
    pub(super) fn push_page(&self, n: usize, block: &Block, row: &mut Columns<'_>) {
        let frame = &self.page.frames[block.frame as usize];
        let count = self.page.blocks.len();
        let all = self.range((0, count as u32));
        let title_block = self.title_block.map(|title| title as usize);
        let quoted = &self.page.quoted;
        let share = |runs: &Option<Runs>, share: f32| if runs.is_some() { share } else { -1.0 };
        row.extend([
            f32::from(frame.depth),
            n as f32 / count as f32,
            self.sums[n].weight as f32 / all.weight.max(1) as f32,
            number(all.weight),
            number(count as u32),
            all.link_weight as f32 / all.weight.max(1) as f32,
            number(all.prose),
            self.census.comment_prose as f32 / all.prose.max(1) as f32,
            number(all.prose - self.census.comment_prose),
            number(self.census.paragraphs),
            number(self.census.headings),
            number(self.census.cells),
            number(self.census.code),
            self.census.money as f32 / count as f32,
            self.likeness[n],
            flag(title_block == Some(n)),
            flag(title_block.is_some_and(|title| n > title)),
            title_block.map_or(-100.0, |title| (n as f32 - title as f32).clamp(-99.0, 300.0)),
            share(&quoted.description, block.quoted[0]),
            share(&quoted.article_body, block.quoted[1]),
            flag(quoted.article_body.is_some()),
        ]);
        let fields = self.fields_of(block);
        for n in 0..self.fields.each.len() {
            row.push(bit(fields, n as u32));
        }
        row.extend([
            flag(self.page_type == PageType::Article),
            flag(self.page_type == PageType::Listing),
            flag(self.page_type == PageType::ForumThread),
            flag(self.page_type == PageType::Product),
            flag(!matches!(self.page_type, PageType::Unknown | PageType::Article)),
        ]);
    }

    /// The fields that a block stands in, a bit each: its first text, or an element
    /// around that no further out than the frame around its frame.
    fn fields_of(&self, block: &Block) -> u32 {
        let frames = &self.page.frames;
        let limit = frames[frames[block.frame as usize].parent as usize].node;
        let text = self.page.texts[block.texts.0 as usize];
        let around = self.document.ancestors(text).take_while(|id| *id != limit);
        let mut fields = 0;
        for id in std::iter::once(text).chain(around.take(12)).filter(|id| self.fields.any.contains(*id)) {
            for (n, field) in self.fields.each.iter().enumerate() {
                fields |= u32::from(field.contains(id)) << n;
            }
        }
        if fields != 0 && self.is_opening_only(block) { 0 } else { fields }
    }

    /// True for a block that goes on for long behind the field it opens with: "Hamburg." set apart
    /// by style at the head of a paragraph.
    fn is_opening_only(&self, block: &Block) -> bool {
        let texts = &self.page.texts[block.texts.0 as usize..block.texts.1 as usize];
        let mut beyond = 0;
        let stands_in_field = |text: NodeId| {
            std::iter::once(text)
                .chain(self.document.ancestors(text).take(6))
                .any(|id| self.fields.any.contains(id))
        };
        texts.len() > 1
            && texts.iter().filter(|text| !stands_in_field(**text)).any(|text| {
                beyond += self.document.text(*text).map_or(0, str::len);
                beyond > OPENING_BEYOND_BYTES_MIN
            })
    }

    /// True where a block stands in the title, the byline, a date or the section.
    pub(in crate::content) fn is_field(&self, block: usize) -> bool {
        self.fields_of(&self.page.blocks[block]) & 0b1111 != 0
    }
}
