//! A set of nodes of one document.

use super::{Document, NodeId};

/// Nodes of one [`Document`], one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeSet(Vec<u64>);

impl NodeSet {
    /// An empty set for the nodes of a document.
    pub fn of(document: &Document) -> Self {
        Self(vec![0; document.len().div_ceil(64)])
    }

    /// Puts a node in; true where it was not in before.
    pub fn insert(&mut self, id: NodeId) -> bool {
        let (word, bit) = (id.index() / 64, 1 << (id.index() % 64));
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    /// Takes a node out.
    pub fn remove(&mut self, id: NodeId) {
        if let Some(word) = self.0.get_mut(id.index() / 64) {
            *word &= !(1 << (id.index() % 64));
        }
    }

    /// True where the node is in. A default set, made for no document, holds nothing.
    pub fn contains(&self, id: NodeId) -> bool {
        self.0.get(id.index() / 64).is_some_and(|word| word & (1 << (id.index() % 64)) != 0)
    }
}
