//! The page as a tree: nodes by index, text by span, nothing counted or shared.
//!
//! [`parse`] fills a [`Document`] through html5ever's tree builder, so the tree
//! is the one a browser would build (HTML Standard §13.2). Everything that
//! reads a page walks this one arena; nothing parses a page twice.
//!
//! - `tokenize` reads the text, html5ever's tree builder decides, `sink` writes nodes.
//! - A [`NodeId`] is a number; nodes stand in the order they were created,
//!   which is document order except where the standard moves nodes about
//!   (tables, formatting elements). Use [`Document::descendants`] for order.
//! - All text and attribute values lie in one buffer, addressed by spans.
//! - Nothing here recurses: nesting is the page's to choose, the stack is ours.
//! - Neighbouring text nodes may stand unmerged; readers join them anyway.
//!
//! Deliberately absent: URLs, visibility, any opinion about content.

mod fallback;
mod figure;
mod set;
mod sink;
mod tokenize;
mod walk;

use html5ever::interface::{TreeSink, create_element};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, local_name, ns};

pub use set::NodeSet;
pub use walk::{Ancestors, Children, Descendants, Edge, Traverse};

/// Where a node stands in its [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The document node, above the root element.
    pub const ROOT: Self = Self(0);
    const NONE: Self = Self(u32::MAX);

    /// The index, for tables kept beside the document ([`Document::len`] long).
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The node at an index below [`Document::len`].
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).expect("a document never holds 2^32 nodes"))
    }

    fn some(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// How much of a page is read.
#[derive(Clone, Debug)]
pub struct ParseLimits {
    /// Most nodes in the tree.
    pub nodes_max: usize,
    /// Deepest nesting, in levels. html5ever looks through all open elements
    /// for many tags, so time grows with size times depth; browsers stop at 512.
    pub depth_max: u32,
}

impl Default for ParseLimits {
    fn default() -> Self {
        Self { nodes_max: 2_000_000, depth_max: 512 }
    }
}

/// Why the rest of a page was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutShort {
    /// More nodes than [`ParseLimits::nodes_max`].
    TooManyNodes,
    /// Deeper nesting than [`ParseLimits::depth_max`].
    TooDeep,
}

#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct Attr {
    name: LocalName,
    value: Span,
}

/// What a node is: the place of an element's name in [`Document::names`], or one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind(u16);

impl Kind {
    const DOCUMENT: Self = Self(u16::MAX);
    const TEXT: Self = Self(u16::MAX - 1);
    /// Comments, processing instructions: they hold a place, never content.
    const OTHER: Self = Self(u16::MAX - 2);
}

/// Most names of elements that are told apart; the rest are all called `unknown`.
const NAMES_MAX: usize = 60_000;

/// The name of an element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Name {
    local: LocalName,
    foreign: bool,
}

/// 32 bytes: a page has a node for every seven bytes of it at worst.
#[derive(Debug)]
struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    /// Text: its bytes in [`Document::buffer`]. Elements: theirs in [`Document::attrs`].
    span: Span,
    kind: Kind,
    depth: u16,
}

const _: () = assert!(size_of::<Node>() == 32);

/// A parsed page.
#[derive(Debug)]
pub struct Document {
    nodes: Vec<Node>,
    names: Vec<Name>,
    attrs: Vec<Attr>,
    buffer: String,
    cut_short: Option<CutShort>,
}

/// Parses a whole page. Never fails: what is beyond a limit is left unread and
/// [`Document::cut_short`] says so.
pub fn parse(html: &str, limits: &ParseLimits) -> Document {
    let builder = TreeBuilder::new(sink::Sink::new(html.len(), limits), options());
    tokenize::run(html, &builder);
    builder.sink.finish()
}

/// Parses a page and shows what its readers see of it: what stands for scripts, and figures that are
/// such in all but name. Otherwise as [`parse`].
pub fn page(html: &str, limits: &ParseLimits) -> Document {
    let mut document = parse(html, limits);
    document.show_fallback();
    document.show_figures();
    document
}

/// Parses a piece of HTML as the content of a `<body>`. The pieces hang below the
/// one `html` element that the document holds.
pub fn parse_fragment(html: &str, limits: &ParseLimits) -> Document {
    let sink = sink::Sink::new(html.len(), limits);
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let body = create_element(&sink, body, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, body, None, options());
    tokenize::run(html, &builder);
    builder.sink.finish()
}

fn options() -> TreeBuilderOpts {
    // Without scripting, <noscript> holds elements: lazy pages keep their real images there.
    TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() }
}

impl Document {
    /// How many nodes there are: tables kept beside the document are this long.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True for a document without any element or text.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// Why the rest of the page is missing, if it is.
    pub fn cut_short(&self) -> Option<CutShort> {
        self.cut_short
    }

    /// The parent, if any.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent.some()
    }

    /// The first child, if any.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first.some()
    }

    /// The last child, if any.
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].last.some()
    }

    /// The next sibling, if any.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next.some()
    }

    /// The previous sibling, if any.
    pub fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].previous.some()
    }

    /// The local name of an element; `None` for text, comments and the document.
    pub fn element(&self, id: NodeId) -> Option<&LocalName> {
        Some(&self.name(id)?.local)
    }

    /// True for an HTML element of this name (not for one inside SVG or MathML).
    pub fn is(&self, id: NodeId, wanted: &LocalName) -> bool {
        self.name(id).is_some_and(|name| name.local == *wanted && !name.foreign)
    }

    /// True for an element of SVG or MathML.
    pub fn is_foreign(&self, id: NodeId) -> bool {
        self.name(id).is_some_and(|name| name.foreign)
    }

    /// The text of a text node; `None` for anything else.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        let node = &self.nodes[id.index()];
        (node.kind == Kind::TEXT).then(|| self.span(node.span))
    }

    /// The value of an element's attribute, by its lower-case name.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attrs_of(id).iter().find(|a| &*a.name == name).map(|a| self.span(a.value))
    }

    /// An element's attributes, in order.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&LocalName, &str)> {
        self.attrs_of(id).iter().map(|a| (&a.name, self.span(a.value)))
    }

    /// All text below a node, as it stands: scripts and styles left out, nothing
    /// between blocks. Linear in what lies below.
    pub fn text_content(&self, id: NodeId) -> String {
        let mut out = String::new();
        self.push_text(id, &mut out);
        out
    }

    /// Appends [`Document::text_content`] to a string.
    pub fn push_text(&self, id: NodeId, out: &mut String) {
        let mut walk = self.traverse(id);
        while let Some(edge) = walk.next() {
            let Edge::Open(node) = edge else { continue };
            if let Some(text) = self.text(node) {
                out.push_str(text);
            } else if matches!(
                self.element(node),
                Some(&(local_name!("script") | local_name!("style") | local_name!("template")))
            ) {
                walk.skip_children();
            }
        }
    }

    /// The first HTML element of this name below `root`, in document order.
    pub fn first_named(&self, root: NodeId, name: &LocalName) -> Option<NodeId> {
        self.descendants(root).find(|&id| self.is(id, name))
    }

    fn name(&self, id: NodeId) -> Option<&Name> {
        self.names.get(usize::from(self.nodes[id.index()].kind.0))
    }

    fn attrs_of(&self, id: NodeId) -> &[Attr] {
        let Node { kind, span, .. } = self.nodes[id.index()];
        if usize::from(kind.0) < self.names.len() {
            &self.attrs[span.start as usize..span.end as usize]
        } else {
            &[]
        }
    }

    fn span(&self, span: Span) -> &str {
        &self.buffer[span.start as usize..span.end as usize]
    }
}

#[cfg(test)]
mod tests;
