//! Which parts of a page are the body of its article.
//!
//! A page's text falls into blocks; the body is a *set* of blocks, not one
//! container, because bodies are split over siblings and containers hold
//! furniture. What comes out is a [`Body`]: subtrees that stay, and the nodes
//! inside them that went. How they are written down is `write`'s matter.

mod blocks;
pub mod context;
pub mod features;
mod forest;
mod keep;
mod learned;
mod measure;
mod model;
mod names;
mod overlap;
pub mod survey;
#[rustfmt::skip]
mod tables;
mod tags;
mod wording;

use crate::dom::{Document, NodeId, NodeSet};
use crate::metadata::{FieldNodes, Metadata};

/// What is known of an article before its body is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// The page's own short description.
    pub description: Option<&'a str>,
    /// The body as JSON-LD or another structured source gives it, plain text.
    pub article_body: Option<&'a str>,
    /// The feed's summary, plain text.
    pub summary: Option<&'a str>,
    /// The node that holds the title.
    pub title_node: Option<NodeId>,
}

impl<'a> Evidence<'a> {
    /// What a page says about itself, as far as the body is concerned.
    pub fn of(metadata: &'a Metadata) -> Self {
        Self {
            title: Some(metadata.title.as_str()),
            description: metadata.summary.as_deref(),
            article_body: metadata.article_body.as_deref(),
            summary: None,
            title_node: metadata.nodes.title.first().copied(),
        }
    }
}

/// The chosen body of an article, as nodes of its page's document.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The subtrees that hold the body: disjoint, in document order. A root may
    /// be a text node or an inline element.
    pub roots: Vec<NodeId>,
    /// Nodes inside the roots that are left out with all that is below them:
    /// furniture, and the title, byline and date that became fields.
    pub dropped: NodeSet,
    /// Paragraphs of plain text that the page holds outside its tree (JSON-LD
    /// `articleBody` of a page that only scripts would fill). Where there are
    /// any, `roots` is empty and they are the whole body.
    pub paragraphs: Vec<String>,
}

impl Body {
    /// True where there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty() && self.paragraphs.is_empty()
    }

    /// Leaves out the lines that became fields: headline, byline, date, section and
    /// the lead image's caption.
    pub fn leave_out(&mut self, fields: &FieldNodes) {
        let lines = [&fields.title, &fields.byline, &fields.date, &fields.section];
        for node in lines.into_iter().flatten().chain(&fields.caption) {
            self.dropped.insert(*node);
        }
    }
}

/// How likely a block must be part of the body to stay.
const KEEP_MIN: f32 = 0.5;

/// Chooses the body of a page.
pub fn choose(document: &Document, evidence: &Evidence<'_>) -> Body {
    let page = blocks::cut(document, NodeId::ROOT);
    let likely = model::judge(document, &page, evidence);
    let kept: Vec<bool> = likely.iter().map(|p| *p >= KEEP_MIN).collect();
    keep::body(document, &page, &kept)
}
