//! Walks a feed document: into its containers, and over one whole element at a time.
//!
//! A container (`rss`, `channel`, `feed`) is entered; everything else is read
//! into a [`Tree`] and handed over, then forgotten. So a feed of any size needs
//! the memory of its largest entry.
//!
//! What keeps broken documents apart:
//! - an end tag closes the nearest open element of its name, and all in it;
//! - one that names a container ends whatever is open inside that container;
//! - one that names nothing open closes a simple field whose own end tag was
//!   misspelt, and is ignored otherwise;
//! - an entry never contains an entry (but for what an unknown vocabulary
//!   does in its own elements), and a simple field never contains
//!   another: the start of the next ends the last.

use std::borrow::Cow;

use super::namespace::Scope;
use super::token::{Token, Tokens};
use super::tree::{Kind, Node, Tag, Tree};
use super::{Ns, attribute};
use longwire_model::Url;
use longwire_text::link;

/// Nodes kept of one element; what is beyond is cut.
const NODES_MAX: usize = 200_000;

/// Different bases kept of one element; further ones are not followed.
const BASES_MAX: usize = 1_000;

/// What a walk meets next.
#[derive(Debug)]
pub(crate) enum Met<'a> {
    /// A start tag: to be entered or read.
    Start(Tag<'a>, bool),
    /// The end of the innermost container.
    End,
}

/// Reads one document.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    tokens: Tokens<'a>,
    scope: Scope<'a>,
    containers: Vec<&'a str>,
    depth_max: usize,
    element_bytes_max: usize,
    /// True once an element had to be cut.
    pub(crate) element_cut: bool,
    /// True once nesting was too deep to be kept.
    pub(crate) depth_cut: bool,
    /// True once tags did not match.
    pub(crate) ill_formed: bool,
    /// True where the document ended inside an element.
    pub(crate) ended_early: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a str, depth_max: usize, element_bytes_max: usize) -> Self {
        Self {
            tokens: Tokens::new(source),
            scope: Scope::default(),
            containers: Vec::new(),
            depth_max,
            element_bytes_max,
            element_cut: false,
            depth_cut: false,
            ill_formed: false,
            ended_early: false,
        }
    }

    /// How many containers are open.
    pub(crate) fn depth(&self) -> usize {
        self.containers.len()
    }

    /// The next start tag or container's end; `None` at the document's end.
    pub(crate) fn meet(&mut self) -> Option<Met<'a>> {
        loop {
            match self.tokens.next() {
                None => {
                    self.ended_early |= !self.containers.is_empty();
                    return None;
                }
                Some(Token::Text(_) | Token::Cdata(_)) => {}
                Some(Token::Start { name, attributes, empty }) => {
                    return Some(Met::Start(self.tag(name, attributes, self.containers.len()), empty));
                }
                Some(Token::End(name)) => {
                    let Some(at) = self.containers.iter().rposition(|c| c.eq_ignore_ascii_case(name)) else {
                        // Outside the feed tags may be as they like.
                        self.ill_formed |= !self.containers.is_empty();
                        continue;
                    };
                    if at + 1 < self.containers.len() {
                        // The inner ones end first; come back for this one.
                        self.ill_formed = true;
                        self.tokens.back();
                    }
                    self.containers.pop();
                    self.scope.leave(self.containers.len());
                    return Some(Met::End);
                }
            }
        }
    }

    /// Enters the element of a start tag just met.
    pub(crate) fn enter(&mut self, tag: &Tag<'a>) {
        self.containers.push(tag.name);
    }

    /// Leaves an element that was met and is empty, or is not wanted.
    pub(crate) fn pass(&mut self) {
        self.scope.leave(self.containers.len());
    }

    /// Reads the element of a start tag just met, whole, into `tree`; `base` is the
    /// base address around it.
    pub(crate) fn read(&mut self, tag: Tag<'a>, empty: bool, base: Option<&Url>, tree: &mut Tree<'a>) {
        tree.nodes.clear();
        tree.bases.clear();
        let mut build = Build { open: Vec::new(), too_deep: 0, start: self.tokens.token_at(), base };
        build.push(tag, tree);
        if !empty {
            self.fill(&mut build, tree);
        }
        build.close_all(tree);
        self.scope.leave(self.containers.len());
    }

    fn fill(&mut self, build: &mut Build<'_>, tree: &mut Tree<'a>) {
        while !build.open.is_empty() {
            let Some(token) = self.tokens.next() else {
                self.ended_early = true;
                return;
            };
            if tree.nodes.len() >= NODES_MAX || self.tokens.at() - build.start > self.element_bytes_max {
                self.element_cut = true;
                self.skip_to_end(tree);
                return;
            }
            match token {
                Token::Text(raw) => build.leaf(Kind::Text(raw), tree),
                Token::Cdata(text) => build.leaf(Kind::Cdata(text), tree),
                Token::Start { name, attributes, empty } => {
                    if !self.start(build, tree, (name, attributes, empty)) {
                        return;
                    }
                }
                Token::End(name) => {
                    if !self.end(build, tree, name) {
                        return;
                    }
                }
            }
        }
    }

    /// Takes in a start tag; false where it does not belong to this tree.
    fn start(&mut self, build: &mut Build<'_>, tree: &mut Tree<'a>, tag: (&'a str, &'a str, bool)) -> bool {
        let (name, attributes, empty) = tag;
        if build.too_deep > 0 || build.open.len() >= self.depth_max {
            self.depth_cut = true;
            build.too_deep += usize::from(!empty);
            return true;
        }
        let depth = self.containers.len() + build.open.len();
        let tag = self.tag(name, attributes, depth);
        if begins_entry(&tag) && !build.inside_unknown(tree) {
            self.ill_formed = true;
            self.tokens.back();
            return false;
        }
        if let Some(top) = build.top(tree)
            && is_field(top)
            && begins_sibling(&tag)
        {
            self.ill_formed = true;
            build.close(tree);
            self.scope.leave(depth - 1);
            self.tokens.back();
            return true;
        }
        build.push(tag, tree);
        if empty {
            build.close(tree);
            self.scope.leave(depth);
        }
        true
    }

    /// Takes in an end tag; false where it ends a container around this tree.
    fn end(&mut self, build: &mut Build<'_>, tree: &mut Tree<'a>, name: &str) -> bool {
        if build.too_deep > 0 {
            build.too_deep -= 1;
            return true;
        }
        let open = build.open.iter().rposition(|index| match &tree.nodes[*index as usize].kind {
            Kind::Element(tag) => tag.name.eq_ignore_ascii_case(name),
            _ => false,
        });
        match open {
            Some(at) => {
                self.ill_formed |= at + 1 < build.open.len();
                while build.open.len() > at {
                    build.close(tree);
                }
                self.scope.leave(self.containers.len() + build.open.len());
            }
            None if self.containers.iter().any(|c| c.eq_ignore_ascii_case(name)) => {
                self.ill_formed = true;
                self.tokens.back();
                return false;
            }
            None => {
                self.ill_formed = true;
                if build.top(tree).is_some_and(is_field) {
                    build.close(tree);
                    self.scope.leave(self.containers.len() + build.open.len());
                }
            }
        }
        true
    }

    /// Skips what is left of an element that is too large to be kept.
    fn skip_to_end(&mut self, tree: &Tree<'a>) {
        let Some(root) = tree.root() else { return };
        while let Some(token) = self.tokens.next() {
            let outside = match token {
                Token::End(name) if name == root.name() => return,
                Token::End(name) => self.containers.contains(&name),
                Token::Start { name, attributes, .. } => {
                    begins_entry(&self.tag(name, attributes, self.containers.len()))
                }
                _ => false,
            };
            if outside {
                self.tokens.back();
                return;
            }
        }
    }

    fn tag(&mut self, name: &'a str, attributes: &'a str, depth: usize) -> Tag<'a> {
        self.scope.enter(attributes, depth);
        let (ns, local) = self.scope.resolve(name);
        Tag { name, ns, local: lower(local), attributes }
    }
}

/// The open elements while a tree is read.
#[derive(Debug)]
struct Build<'u> {
    open: Vec<u32>,
    /// Open elements that lie too deep and are not kept.
    too_deep: usize,
    /// Where the element began, in bytes of the document.
    start: usize,
    /// The base address around the element.
    base: Option<&'u Url>,
}

impl Build<'_> {
    fn push<'a>(&mut self, tag: Tag<'a>, tree: &mut Tree<'a>) {
        let around = self.base_in_force(tree);
        let base = attribute::get(tag.attributes, "xml:base").and_then(|written| {
            let outer = if around == 0 { self.base } else { tree.bases.get(around as usize - 1) };
            let stated = link::resolve_base(&written, outer)?;
            (tree.bases.len() < BASES_MAX).then(|| tree.bases.push(stated))
        });
        self.leaf(Kind::Element(tag), tree);
        let index = tree.nodes.len() - 1;
        if base.is_some() {
            tree.nodes[index].base = tree.bases.len() as u32;
        }
        self.open.push(index as u32);
    }

    fn leaf<'a>(&mut self, kind: Kind<'a>, tree: &mut Tree<'a>) {
        let base = self.base_in_force(tree);
        let end = tree.nodes.len() as u32 + 1;
        tree.nodes.push(Node { kind, base, end });
    }

    /// The base of the innermost open element, as nodes note it.
    fn base_in_force(&self, tree: &Tree<'_>) -> u32 {
        self.open.last().map_or(0, |index| tree.nodes[*index as usize].base)
    }

    fn close(&mut self, tree: &mut Tree<'_>) {
        if let Some(index) = self.open.pop() {
            tree.nodes[index as usize].end = tree.nodes.len() as u32;
        }
    }

    fn close_all(&mut self, tree: &mut Tree<'_>) {
        while !self.open.is_empty() {
            self.close(tree);
        }
    }

    /// Whether an element of an unknown vocabulary is open: what entries mean in
    /// there (other versions of this one, say) is its own affair.
    fn inside_unknown(&self, tree: &Tree<'_>) -> bool {
        self.open.iter().any(|index| match &tree.nodes[*index as usize].kind {
            Kind::Element(tag) => tag.ns == Ns::Other,
            _ => false,
        })
    }

    fn top<'t, 'a>(&self, tree: &'t Tree<'a>) -> Option<&'t Tag<'a>> {
        match &tree.nodes.get(*self.open.last()? as usize)?.kind {
            Kind::Element(tag) => Some(tag),
            _ => None,
        }
    }
}

/// Names in lower case; the few camel-case ones of RSS without an allocation.
fn lower(local: &str) -> Cow<'_, str> {
    match local {
        "pubDate" => Cow::Borrowed("pubdate"),
        "lastBuildDate" => Cow::Borrowed("lastbuilddate"),
        "managingEditor" => Cow::Borrowed("managingeditor"),
        "webMaster" => Cow::Borrowed("webmaster"),
        "commentRss" => Cow::Borrowed("commentrss"),
        "origLink" => Cow::Borrowed("origlink"),
        local if local.bytes().any(|b| b.is_ascii_uppercase()) => Cow::Owned(local.to_ascii_lowercase()),
        local => Cow::Borrowed(local),
    }
}

fn of_the_feed(tag: &Tag<'_>) -> bool {
    matches!(tag.ns, Ns::Core | Ns::Atom)
}

fn begins_entry(tag: &Tag<'_>) -> bool {
    of_the_feed(tag) && matches!(tag.local.as_ref(), "item" | "entry")
}

/// Fields that hold a value and never another field.
fn is_field(tag: &Tag<'_>) -> bool {
    #[rustfmt::skip]
    const FIELDS: &[&str] = &[
        "category", "comments", "copyright", "docs", "generator", "guid", "id", "language", "lastbuilddate", "link",
        "managingeditor", "pubdate", "published", "title", "ttl", "updated", "webmaster",
    ];
    of_the_feed(tag) && FIELDS.contains(&tag.local.as_ref())
}

/// Whether a tag begins a field that no other field can contain. HTML has
/// elements called `title` and `link` too, but not inside a title or a link.
fn begins_sibling(tag: &Tag<'_>) -> bool {
    of_the_feed(tag)
        && (is_field(tag)
            || matches!(tag.local.as_ref(), "author" | "content" | "description" | "enclosure" | "summary"))
}
