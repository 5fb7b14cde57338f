//! The least that parsing by the standard costs with html5ever alone: its tokenizer and
//! tree builder, and an arena that takes every node as it comes and does nothing else.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

const NONE: usize = usize::MAX;

/// A node with its links: parent, siblings before and after, first and last child.
pub(crate) struct Node {
    links: [usize; 5],
    data: Data,
}

/// What a node is.
pub(crate) enum Data {
    Other,
    #[expect(dead_code, reason = "an arena keeps what it is given, read or not")]
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
}

const PARENT: usize = 0;
const BEFORE: usize = 1;
const AFTER: usize = 2;
const FIRST: usize = 3;
const LAST: usize = 4;

/// Fills an arena from a page and hands it over.
pub(crate) fn fill(html: &str) -> Vec<Node> {
    let arena = Arena(RefCell::new(vec![Node { links: [NONE; 5], data: Data::Other }]));
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    options.tree_builder.drop_doctype = true;
    parse_document(arena, options).one(StrTendril::from_slice(html))
}

struct Arena(RefCell<Vec<Node>>);

#[derive(Clone)]
struct Handle(usize, Option<QualName>);

impl Arena {
    fn add(&self, data: Data) -> usize {
        let mut nodes = self.0.borrow_mut();
        nodes.push(Node { links: [NONE; 5], data });
        nodes.len() - 1
    }

    fn detach(nodes: &mut [Node], id: usize) {
        let [parent, before, after, ..] = nodes[id].links;
        if parent == NONE {
            return;
        }
        match before {
            NONE => nodes[parent].links[FIRST] = after,
            before => nodes[before].links[AFTER] = after,
        }
        match after {
            NONE => nodes[parent].links[LAST] = before,
            after => nodes[after].links[BEFORE] = before,
        }
        nodes[id].links[..3].fill(NONE);
    }

    fn attach(nodes: &mut [Node], id: usize, parent: usize, after: usize) {
        let before = if after == NONE { nodes[parent].links[LAST] } else { nodes[after].links[BEFORE] };
        nodes[id].links[..3].copy_from_slice(&[parent, before, after]);
        match before {
            NONE => nodes[parent].links[FIRST] = id,
            before => nodes[before].links[AFTER] = id,
        }
        match after {
            NONE => nodes[parent].links[LAST] = id,
            after => nodes[after].links[BEFORE] = id,
        }
    }

    fn insert(&self, parent: usize, after: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(Handle(id, _)) => id,
            NodeOrText::AppendText(text) => {
                let nodes = &mut *self.0.borrow_mut();
                let last = if after == NONE { nodes[parent].links[LAST] } else { nodes[after].links[BEFORE] };
                if let Some(Node { data: Data::Text(before), .. }) = nodes.get_mut(last) {
                    before.push_tendril(&text);
                    return;
                }
                nodes.push(Node { links: [NONE; 5], data: Data::Text(text) });
                nodes.len() - 1
            }
        };
        let nodes = &mut *self.0.borrow_mut();
        Self::detach(nodes, id);
        Self::attach(nodes, id, parent, after);
    }
}

impl TreeSink for Arena {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Vec<Node> {
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle(0, None)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.1.as_ref().expect("the tree builder asks elements only for their names").expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        Handle(self.add(Data::Element(name.clone(), attrs)), Some(name))
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle(self.add(Data::Other), None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        Handle(self.add(Data::Other), None)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.0, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.0.borrow()[element.0].links[PARENT];
        match parent {
            NONE => self.insert(previous.0, NONE, child),
            parent => self.insert(parent, element.0, child),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.0 == y.0
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.0.borrow()[sibling.0].links[PARENT];
        if parent != NONE {
            self.insert(parent, sibling.0, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Data::Element(_, own) = &mut self.0.borrow_mut()[target.0].data {
            let missing = |new: &Attribute| !own.iter().any(|old| old.name == new.name);
            let missing: Vec<_> = attrs.into_iter().filter(missing).collect();
            own.extend(missing);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        Self::detach(&mut self.0.borrow_mut(), target.0);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let nodes = &mut *self.0.borrow_mut();
        while let child @ 0..NONE = nodes[node.0].links[FIRST] {
            Self::detach(nodes, child);
            Self::attach(nodes, child, new_parent.0, NONE);
        }
    }

    fn allow_declarative_shadow_roots(&self, _parent: &Handle) -> bool {
        false
    }
}
