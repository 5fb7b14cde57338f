//! Ways to walk a [`Document`], none of which recurses or allocates.

use super::{Document, NodeId};

impl Document {
    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { document: self, next: self.first_child(id) }
    }

    /// The nodes above a node, nearest first.
    pub fn ancestors(&self, id: NodeId) -> Ancestors<'_> {
        Ancestors { document: self, next: self.parent(id) }
    }

    /// Everything below a node in document order, the node itself left out.
    pub fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants { document: self, root: id, next: self.first_child(id) }
    }

    /// Opens and closes `id` and every node below it, in document order.
    pub fn traverse(&self, id: NodeId) -> Traverse<'_> {
        Traverse { document: self, root: id, next: Some(Edge::Open(id)) }
    }

    /// The node that follows `id` and all that is below it, in document order,
    /// without leaving `root`.
    pub fn following(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            if at == root {
                return None;
            }
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }
}

/// See [`Document::children`].
#[derive(Clone, Debug)]
pub struct Children<'a> {
    document: &'a Document,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.document.next_sibling(id);
        Some(id)
    }
}

/// See [`Document::ancestors`].
#[derive(Clone, Debug)]
pub struct Ancestors<'a> {
    document: &'a Document,
    next: Option<NodeId>,
}

impl Iterator for Ancestors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.document.parent(id);
        Some(id)
    }
}

/// See [`Document::descendants`].
#[derive(Clone, Debug)]
pub struct Descendants<'a> {
    document: &'a Document,
    root: NodeId,
    next: Option<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.document.first_child(id).or_else(|| self.document.following(id, self.root));
        Some(id)
    }
}

/// One step of a [`Traverse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A node begins; its children follow.
    Open(NodeId),
    /// A node ends.
    Close(NodeId),
}

/// See [`Document::traverse`].
#[derive(Clone, Debug)]
pub struct Traverse<'a> {
    document: &'a Document,
    root: NodeId,
    next: Option<Edge>,
}

impl Traverse<'_> {
    /// After an [`Edge::Open`]: leaves out what is below that node. Its close still comes.
    pub fn skip_children(&mut self) {
        if let Some(Edge::Open(child)) = self.next {
            // The node just opened is the parent of what would come next.
            self.next = self.document.parent(child).map(Edge::Close);
        }
    }
}

impl Iterator for Traverse<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let edge = self.next?;
        self.next = match edge {
            Edge::Open(id) => Some(self.document.first_child(id).map_or(Edge::Close(id), Edge::Open)),
            Edge::Close(id) if id == self.root => None,
            Edge::Close(id) => match self.document.next_sibling(id) {
                Some(next) => Some(Edge::Open(next)),
                None => self.document.parent(id).map(Edge::Close),
            },
        };
        Some(edge)
    }
}
