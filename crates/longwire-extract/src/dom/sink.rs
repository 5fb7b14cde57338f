//! html5ever's tree builder writes into a [`Document`] through this sink.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, QualName, ns};

use super::{Attr, CutShort, Document, Kind, NAMES_MAX, Name, Node, NodeId, ParseLimits, Span};

/// A node and, for elements, its name: the tree builder asks for names all the
/// time, and a handle that carries its own needs no borrow of the document.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<QualName>,
}

/// Hashes names by the hash that their atom carries already.
#[derive(Default)]
struct OfAtom(u64);

impl Hasher for OfAtom {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u32(u32::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = self.0.rotate_left(32) ^ u64::from(value);
    }
}

pub(super) struct Sink {
    document: RefCell<Document>,
    /// Where each name stands in [`Document::names`].
    kinds: RefCell<HashMap<Name, Kind, BuildHasherDefault<OfAtom>>>,
    limits: ParseLimits,
    full: Cell<bool>,
}

impl Sink {
    pub(super) fn new(html_bytes: usize, limits: &ParseLimits) -> Self {
        let mut document = Document {
            nodes: Vec::with_capacity(html_bytes / 48 + 8),
            names: Vec::new(),
            attrs: Vec::with_capacity(html_bytes / 96 + 8),
            buffer: String::with_capacity(html_bytes / 2),
            cut_short: None,
        };
        document.nodes.push(Node::new(Kind::DOCUMENT, Span::default()));
        Self {
            document: RefCell::new(document),
            kinds: RefCell::default(),
            limits: limits.clone(),
            full: Cell::new(false),
        }
    }

    /// True once a limit is reached: the rest of the page is not to be fed.
    pub(super) fn is_full(&self) -> bool {
        self.full.get()
    }

    fn cut(&self, document: &mut Document, why: CutShort) {
        document.cut_short.get_or_insert(why);
        self.full.set(true);
    }

    /// The kind of an element: names are kept once.
    fn kind_of(&self, name: &QualName) -> Kind {
        let name = Name { local: name.local.clone(), foreign: name.ns != ns!(html) };
        let kinds = &mut *self.kinds.borrow_mut();
        if let Some(kind) = kinds.get(&name) {
            return *kind;
        }
        let names = &mut self.document.borrow_mut().names;
        if names.len() >= NAMES_MAX {
            return Kind(NAMES_MAX as u16);
        }
        let kind = Kind(names.len() as u16);
        names.push(name.clone());
        if names.len() == NAMES_MAX {
            names.push(Name { local: LocalName::from("unknown"), foreign: false });
        }
        kinds.insert(name, kind);
        kind
    }

    fn create(&self, kind: Kind, span: Span) -> NodeId {
        let document = &mut *self.document.borrow_mut();
        if document.nodes.len() >= self.limits.nodes_max {
            self.cut(document, CutShort::TooManyNodes);
        }
        document.push(kind, span)
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
                document.push(Kind::TEXT, span)
            }
        };
        document.detach(id);
        document.attach(id, parent, before);
        if u32::from(document.nodes[id.index()].depth) > self.limits.depth_max.min(u32::from(u16::MAX) - 1) {
            self.cut(document, CutShort::TooDeep);
        }
    }
}

impl Node {
    fn new(kind: Kind, span: Span) -> Self {
        let none = NodeId::NONE;
        Self { parent: none, previous: none, next: none, first: none, last: none, span, kind, depth: 0 }
    }
}

impl Document {
    fn push(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId::from_index(self.nodes.len());
        self.nodes.push(Node::new(kind, span));
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
        let Node { kind, span, .. } = self.nodes[id.index()];
        let grows = kind == Kind::TEXT && span.end == end;
        if grows {
            self.nodes[id.index()].span.end = self.store(text).end;
        }
        grows
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
        let depth = self.nodes[parent.index()].depth.saturating_add(1);
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
        let id = self.create(self.kind_of(&name), attrs);
        Handle { id, name: Some(name) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.create(Kind::OTHER, Span::default()), name: None }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle { id: self.create(Kind::OTHER, Span::default()), name: None }
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
        document.nodes[target.id.index()].span = Span { start, end };
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
