//! Which parts of a page are the body of its article.
//!
//! A page's text falls into blocks; the body is a *set* of blocks, not one
//! container, because bodies are split over siblings and containers hold
//! furniture. What comes out is a [`Body`]: subtrees that stay, and the nodes
//! inside them that went. How they are written down is `write`'s matter.

use crate::dom::{NodeId, NodeSet};

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
}
