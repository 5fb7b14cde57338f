//! html5ever's tree builder writes into a [`Document`] through this sink.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, ns};

use super::{Attr, CutShort, Document, Kind, Node, NodeId, ParseLimits, Span};

/// A node and, for elements, its name: the tree builder asks for names all the
/// time, and a handle that carries its own needs no borrow of the document.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<QualName>,
}

pub(super) struct Sink {
    document: RefCell<Document>,
    limits: ParseLimits,
    full: Cell<bool>,
}

impl Sink {
    pub(super) fn new(html_bytes: usize, limits: &ParseLimits) -> Self {
        let mut document = Document {
            nodes: Vec::with_capacity(html_bytes / 48 + 8),
            attrs: Vec::with_capacity(html_bytes / 96 + 8),
            buffer: String::with_capacity(html_bytes / 2),
            cut_short: None,
        };
        document.nodes.push(Node::new(Kind::Document));
        Self { document: RefCell::new(document), limits: limits.clone(), full: Cell::new(false) }
    }

    /// True once a limit is reached: the rest of the page is not to be fed.
    pub(super) fn is_full(&self) -> bool {
        self.full.get()
    }

    fn cut(&self, document: &mut Document, why: CutShort) {
        document.cut_short.get_or_insert(why);
        self.full.set(true);
    }

    fn create(&self, kind: Kind) -> NodeId {
        let document = &mut *self.document.borrow_mut();
        if document.nodes.len() >= self.limits.nodes_max {
            self.cut(document, CutShort::TooManyNodes);
        }
        document.push(kind)
    }

    /// Hangs a node or a piece of text before `before`, or last below `parent`.
    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<Handle>) {
        let document = &mut *self.document.borrow_mut();
        let id = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                let neighbour = match before {
                    Some(before) => document.previous_sibling(before),
                    None => document.last_child(parent),
                };
                if neighbour.is_some_and(|n| document.extend_text(n, &text)) {
                    return;
                }
                let span = document.store(&text);
                document.push(Kind::Text(span))
            }
        };
        document.detach(id);
        document.attach(id, parent, before);
        if document.nodes[id.index()].depth > self.limits.depth_max {
            self.cut(document, CutShort::TooDeep);
        }
    }
}

impl Node {
    fn new(kind: Kind) -> Self {
        let none = NodeId::NONE;
        Self { parent: none, previous: none, next: none, first: none, last: none, depth: 0, kind }
    }
}

impl Document {
    fn push(&mut self, kind: Kind) -> NodeId {
        let id = NodeId::from_index(self.nodes.len());
        self.nodes.push(Node::new(kind));
        id
    }

    /// Copies text into the buffer. Beyond 4 GiB it is left out: spans are 32 bits wide.
    fn store(&mut self, text: &str) -> Span {
        let start = self.buffer.len();
        if start + text.len() < u32::MAX as usize {
            self.buffer.push_str(text);
        }
        Span { start: start as u32, end: self.buffer.len() as u32 }
    }

    /// Grows a text node in place, if it is one and ends where the buffer ends.
    fn extend_text(&mut self, id: NodeId, text: &str) -> bool {
        let end = self.buffer.len() as u32;
        match self.nodes[id.index()].kind {
            Kind::Text(span) if span.end == end => {
                let added = self.store(text);
                self.nodes[id.index()].kind = Kind::Text(Span { start: span.start, end: added.end });
                true
            }
            _ => false,
        }
    }

    fn detach(&mut self, id: NodeId) {
        let Node { parent, previous, next, .. } = self.nodes[id.index()];
        if parent == NodeId::NONE {
            return;
        }
        match previous.some() {
            Some(previous) => self.nodes[previous.index()].next = next,
            None => self.nodes[parent.index()].first = next,
        }
        match next.some() {
            Some(next) => self.nodes[next.index()].previous = previous,
            None => self.nodes[parent.index()].last = previous,
        }
        let node = &mut self.nodes[id.index()];
        (node.parent, node.previous, node.next) = (NodeId::NONE, NodeId::NONE, NodeId::NONE);
    }

    fn attach(&mut self, id: NodeId, parent: NodeId, before: Option<NodeId>) {
        let next = before.unwrap_or(NodeId::NONE);
        let previous = match before {
            Some(before) => self.nodes[before.index()].previous,
            None => self.nodes[parent.index()].last,
        };
        let depth = self.nodes[parent.index()].depth + 1;
        let node = &mut self.nodes[id.index()];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        match previous.some() {
            Some(previous) => self.nodes[previous.index()].next = id,
            None => self.nodes[parent.index()].first = id,
        }
        match next.some() {
            Some(next) => self.nodes[next.index()].previous = id,
            None => self.nodes[parent.index()].last = id,
        }
    }

    fn store_attrs(&mut self, attrs: Vec<Attribute>) -> Span {
        let start = self.attrs.len() as u32;
        for attr in attrs {
            let value = self.store(&attr.value);
            self.attrs.push(Attr { name: attr.name.local, value });
        }
        Span { start, end: self.attrs.len() as u32 }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Document {
        self.document.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: NodeId::ROOT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_ref().expect("the tree builder asks elements only for their names").expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let attrs = self.document.borrow_mut().store_attrs(attrs);
        let foreign = name.ns != ns!(html);
        let id = self.create(Kind::Element { name: name.local.clone(), foreign, attrs });
        Handle { id, name: Some(name) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.create(Kind::Other), name: None }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle { id: self.create(Kind::Other), name: None }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.document.borrow().parent(element.id);
        match parent {
            Some(parent) => self.insert(parent, Some(element.id), child),
            None => self.insert(previous.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    /// Template contents hang below the `<template>` itself: readers skip templates whole.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.document.borrow().parent(sibling.id);
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let document = &mut *self.document.borrow_mut();
        let old = document.attrs_of(target.id).iter().map(|a| (a.name.clone(), a.value)).collect::<Vec<_>>();
        let start = document.attrs.len() as u32;
        let missing: Vec<_> =
            attrs.into_iter().filter(|new| !old.iter().any(|(name, _)| *name == new.name.local)).collect();
        if missing.is_empty() {
            return;
        }
        document.attrs.extend(old.into_iter().map(|(name, value)| Attr { name, value }));
        let end = document.store_attrs(missing).end;
        if let Kind::Element { attrs, .. } = &mut document.nodes[target.id.index()].kind {
            *attrs = Span { start, end };
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.document.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let document = &mut *self.document.borrow_mut();
        while let Some(child) = document.first_child(node.id) {
            document.detach(child);
            document.attach(child, new_parent.id, None);
        }
    }

    fn allow_declarative_shadow_roots(&self, _parent: &Handle) -> bool {
        false
    }
}
