//! A block against its page: how far down it stands, and what of it the page says elsewhere.
//!
//! - `push_page`: position, title, description, structured body, fields, kind of page.
//! - [`field_sets`], `stands_in`: the blocks that became fields.

use super::{Table, flag, log};
use crate::content::blocks::Block;
use crate::content::is_line;
use crate::content::overlap::{Runs, likeness};
use crate::dom::{Document, NodeId, NodeSet};
use crate::metadata::{FieldNodes, PageType};

/// The nodes of title, byline, date, section and standfirst, a set each.
pub(super) fn field_sets(document: &Document, nodes: Option<&FieldNodes>) -> Vec<NodeSet> {
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

impl Table<'_> {
    pub(super) fn push_page(&self, n: usize, block: &Block, row: &mut Vec<f32>) {
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

    /// True where a block stands in the title, the byline, a date or the section.
    pub(in crate::content) fn is_field(&self, block: usize) -> bool {
        self.fields[..4].iter().any(|field| self.stands_in(&self.page.blocks[block], field))
    }
}
