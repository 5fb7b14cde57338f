//! One element of a document with everything inside it, in one flat list.
//!
//! Nodes stand in document order; each knows where its subtree ends, so walking
//! needs no recursion and no pointers. The list is reused from entry to entry.

use std::borrow::Cow;

use url::Url;

use super::{Ns, attribute, entity};

/// An element and all that is in it. Node 0 is the element itself.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// The bases that elements state in `xml:base`, resolved outwards.
    pub(super) bases: Vec<Url>,
}

#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) kind: Kind<'a>,
    /// The base in force: 0 is the one around the tree, others count from 1 in its list.
    pub(super) base: u32,
    /// The index behind the last node inside this one.
    pub(super) end: u32,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Element(Tag<'a>),
    Text(&'a str),
    Cdata(&'a str),
}

impl Kind<'_> {
    /// About how many bytes of the document this is.
    fn source_bytes(&self) -> usize {
        match self {
            Self::Element(tag) => tag.name.len() + tag.attributes.len(),
            Self::Text(text) | Self::Cdata(text) => text.len(),
        }
    }
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    /// The name as written, prefix included.
    pub(crate) name: &'a str,
    pub(crate) ns: Ns,
    /// The name without its prefix, lower case.
    pub(crate) local: Cow<'a, str>,
    pub(crate) attributes: &'a str,
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    index: usize,
    tag: &'t Tag<'a>,
}

impl<'a> Tree<'a> {
    /// The element the tree was read for; `None` before anything was read.
    pub(crate) fn root(&self) -> Option<Element<'_, 'a>> {
        self.element(0)
    }

    fn element(&self, index: usize) -> Option<Element<'_, 'a>> {
        match &self.nodes.get(index)?.kind {
            Kind::Element(tag) => Some(Element { tree: self, index, tag }),
            _ => None,
        }
    }
}

impl<'t, 'a> Element<'t, 'a> {
    pub(crate) fn ns(&self) -> Ns {
        self.tag.ns
    }

    /// The name without its prefix, lower case.
    pub(crate) fn local(&self) -> &'t str {
        &self.tag.local
    }

    /// The name as written.
    pub(crate) fn name(&self) -> &'a str {
        self.tag.name
    }

    /// An attribute's value, by its lower-case name; `None` where it is missing or blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        if self.tag.attributes.is_empty() {
            return None;
        }
        attribute::get(self.tag.attributes, name).and_then(trimmed)
    }

    /// The elements directly inside.
    pub(crate) fn children(&self) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        let tree = self.tree;
        let end = tree.nodes[self.index].end as usize;
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            while at < end {
                let index = at;
                at = (tree.nodes[index].end as usize).max(index + 1);
                if let Some(element) = tree.element(index) {
                    return Some(element);
                }
            }
            None
        })
    }

    /// All elements inside, at any depth, in document order.
    pub(crate) fn descendants(&self) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        let tree = self.tree;
        let end = tree.nodes[self.index].end as usize;
        (self.index + 1..end).filter_map(move |index| tree.element(index))
    }

    /// The first element directly inside with this lower-case local name.
    pub(crate) fn child(&self, local: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.local() == local)
    }

    /// Whether any element is inside.
    pub(crate) fn has_children(&self) -> bool {
        self.children().next().is_some()
    }

    /// The character data inside, references resolved, tags of inner elements
    /// left out, trimmed. `None` where that is nothing.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        let nodes = &self.tree.nodes[self.index + 1..self.tree.nodes[self.index].end as usize];
        let piece = |node: &Node<'a>| match node.kind {
            Kind::Text(raw) => Some(entity::resolve(raw)),
            Kind::Cdata(text) => Some(entity::clean(text)),
            Kind::Element(_) => None,
        };
        let mut pieces = nodes.iter().filter_map(piece).filter(|text| !text.is_empty());
        let first = pieces.next()?;
        let Some(second) = pieces.next() else { return trimmed(first) };
        let mut all = first.into_owned();
        all.push_str(&second);
        pieces.for_each(|piece| all.push_str(&piece));
        trimmed(Cow::Owned(all))
    }

    /// The base address in force here; `outer` holds around the tree.
    pub(crate) fn base<'u>(&self, outer: Option<&'u Url>) -> Option<&'u Url>
    where
        't: 'u,
    {
        match self.tree.nodes[self.index].base {
            0 => outer,
            n => self.tree.bases.get(n as usize - 1),
        }
    }

    /// The nodes inside as HTML: prefixes and namespace declarations dropped,
    /// links resolved against `xml:base` or `outer`. `cdata` says what CDATA
    /// sections hold.
    pub(crate) fn markup(&self, outer: Option<&Url>, cdata: CdataIs) -> String {
        let mut out = String::new();
        let mut open: Vec<(usize, &str)> = Vec::new();
        let end = self.tree.nodes[self.index].end as usize;
        // Long bases before many short links make much of little.
        let inside = &self.tree.nodes[self.index + 1..end];
        let source_bytes: usize = inside.iter().map(|node| node.kind.source_bytes()).sum();
        for index in self.index + 1..end {
            while let Some((_, name)) = open.pop_if(|(closes, _)| *closes <= index) {
                close_tag(name, &mut out);
            }
            let node = &self.tree.nodes[index];
            match &node.kind {
                Kind::Text(raw) => out.push_str(&entity::clean(raw)),
                Kind::Cdata(text) if cdata == CdataIs::Markup => out.push_str(&entity::clean(text)),
                Kind::Cdata(text) => entity::escape_into(&entity::clean(text), &mut out),
                Kind::Element(tag) => {
                    let element = Element { tree: self.tree, index, tag };
                    let grown = crate::html::has_grown_too_far(out.len(), source_bytes);
                    tag.write(element.base(outer).filter(|_| !grown), &mut out);
                    if !is_void(tag.html_name()) {
                        open.push((node.end as usize, tag.html_name()));
                    }
                }
            }
        }
        while let Some((_, name)) = open.pop() {
            close_tag(name, &mut out);
        }
        let trimmed = out.trim();
        if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
    }
}

/// What a CDATA section among markup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CdataIs {
    /// More markup: RSS, where it is the usual way to quote HTML.
    Markup,
    /// Plain characters: XHTML in Atom, where it is XML's own CDATA.
    Text,
}

impl<'a> Tag<'a> {
    /// The name an HTML reader knows the element by.
    fn html_name(&self) -> &'a str {
        match self.ns {
            Ns::Core | Ns::Xhtml | Ns::Atom => {
                self.name.split_once(':').map_or(self.name, |(_, local)| local)
            }
            _ => self.name,
        }
    }

    fn write(&self, base: Option<&Url>, out: &mut String) {
        out.push('<');
        out.push_str(self.html_name());
        for (name, value) in attribute::all(self.attributes) {
            if name.starts_with("xmlns") || name.starts_with("xml:") {
                continue;
            }
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            match crate::html::absolute_value(name, value, base) {
                Some(absolute) => entity::escape_into(&absolute, out),
                None => value.split('"').enumerate().for_each(|(n, piece)| {
                    out.push_str(if n > 0 { "&quot;" } else { "" });
                    out.push_str(piece);
                }),
            }
            out.push('"');
        }
        out.push_str(if is_void(self.html_name()) { "/>" } else { ">" });
    }
}

fn close_tag(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// HTML elements that never have content.
fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ];
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

fn trimmed(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => match text.trim() {
            short if short.len() < text.len() => Cow::Owned(short.to_owned()),
            _ => Cow::Owned(text),
        },
    };
    (!text.is_empty()).then_some(text)
}
