//! From the page to the tape: each node is told to the [`Flow`] once, in order.

use longwire_model::{Lang, Url};
use longwire_text::space;

use super::embed;
use super::flow::{Attribute, Flow, Scope};
use super::image::{self, Choice, Picture};
use super::link::Links;
use super::tag::{Role, Tag, role};
use super::tape::Tape;
use crate::dom::{Document, Edge, NodeId, NodeSet};

/// What opening elements again after a paragraph's end may add, in bytes.
const AGAIN_BYTES_MAX: usize = 1 << 20;

/// Longest value of `title` and `datetime` that is written, in bytes.
const ATTRIBUTE_BYTES_MAX: usize = 1 << 10;

/// Most declarations of a style attribute that are looked at.
const STYLE_DECLARATIONS_MAX: usize = 64;

/// Writes subtrees of a page on a tape.
pub(super) fn tape(document: &Document, roots: &[NodeId], dropped: &NodeSet, base: Option<&Url>) -> Tape {
    let scope = roots.first().map(|&root| page_scope(document, root)).unwrap_or_default();
    let mut build = Build {
        document,
        dropped,
        links: Links::new(base, document.len()),
        flow: Flow::new(scope, AGAIN_BYTES_MAX),
        steps: Vec::new(),
        noscript: None,
        sole_root: roots.first().copied().filter(|_| roots.len() == 1),
        last_picture: None,
    };
    for &root in roots {
        build.subtree(root);
    }
    build.flow.finish()
}

/// Writes paragraphs of plain text on a tape.
pub(super) fn tape_of_paragraphs(paragraphs: &[String]) -> Tape {
    let mut flow = Flow::new(Scope::default(), 0);
    for paragraph in paragraphs {
        flow.text(paragraph);
        flow.boundary();
    }
    flow.finish()
}

struct Build<'a> {
    document: &'a Document,
    dropped: &'a NodeSet,
    links: Links<'a>,
    flow: Flow,
    /// One step for every element that is open.
    steps: Vec<Step>,
    /// The `noscript` around this place: only pictures count there.
    noscript: Option<NodeId>,
    /// The root, where there is one only: a `noscript` chosen alone is the body.
    sole_root: Option<NodeId>,
    /// The picture written last, while nothing was written after it.
    last_picture: Option<LastPicture>,
}

/// What the end of an element has to undo.
struct Step {
    left: Left,
    scope: usize,
}

enum Left {
    Nothing,
    Inline,
    Boundary,
    Block(usize),
    Noscript,
}

struct LastPicture {
    node: NodeId,
    src: String,
    from_noscript: bool,
}

impl Build<'_> {
    fn subtree(&mut self, root: NodeId) {
        let scope = self.scope_around(root);
        self.flow.enter_scope(scope);
        let mut walk = self.document.traverse(root);
        while let Some(edge) = walk.next() {
            match edge {
                Edge::Open(id) => {
                    if !self.open(id) {
                        walk.skip_children();
                    }
                }
                Edge::Close(id) => {
                    if self.document.element(id).is_some() {
                        self.close();
                    }
                }
            }
        }
        self.flow.set_scope(0);
    }

    /// Begins a node; false where what is below it is left out.
    fn open(&mut self, id: NodeId) -> bool {
        let Some(role) = role(self.document, id) else {
            if let Some(text) = self.document.text(id)
                && self.noscript.is_none()
                && !self.dropped.contains(id)
            {
                self.text(text);
            }
            return true;
        };
        let scope = self.flow.scope();
        let (left, into) = if self.dropped.contains(id) {
            (Left::Nothing, false)
        } else if self.noscript.is_some() {
            self.open_in_noscript(role, id)
        } else {
            self.open_element(role, id)
        };
        self.steps.push(Step { left, scope });
        into
    }

    fn close(&mut self) {
        let Some(step) = self.steps.pop() else { return };
        match step.left {
            Left::Nothing => {}
            Left::Inline => self.flow.leave_inline(),
            Left::Boundary => self.flow.boundary(),
            Left::Block(depth) => self.flow.leave(depth),
            Left::Noscript => self.noscript = None,
        }
        self.flow.set_scope(step.scope);
    }

    fn open_element(&mut self, role: Role, id: NodeId) -> (Left, bool) {
        match role {
            Role::Drop => return (Left::Nothing, false),
            Role::Through => return (self.inline(Tag::Span, id), true),
            Role::Inline(tag) => return (self.inline(tag, id), true),
            Role::Noscript if self.sole_root != Some(id) => {
                self.noscript = Some(id);
                return (Left::Noscript, true);
            }
            Role::Boundary | Role::Noscript => {
                self.flow.boundary();
                self.enter_scope(id);
                return (Left::Boundary, true);
            }
            Role::Block(tag) => {
                let attrs = self.block_attrs(tag, id);
                // The end of the text before still belongs to the scope before.
                self.flow.boundary();
                self.enter_scope(id);
                return (self.flow.enter(tag, &attrs).map_or(Left::Boundary, Left::Block), true);
            }
            Role::Break => self.flow.line_break(),
            Role::Rule => self.flow.rule(),
            Role::Image => self.image(id),
            Role::Embed => return self.embed(id),
            Role::Math => self.math(id),
        }
        (Left::Nothing, false)
    }

    fn open_in_noscript(&mut self, role: Role, id: NodeId) -> (Left, bool) {
        match role {
            Role::Image => self.image(id),
            Role::Drop | Role::Embed | Role::Math => return (Left::Nothing, false),
            _ => {}
        }
        (Left::Nothing, true)
    }

    fn text(&mut self, text: &str) {
        if self.last_picture.is_some() && text.chars().any(|c| !c.is_whitespace()) {
            self.last_picture = None;
        }
        self.flow.text(text);
    }

    fn inline(&mut self, tag: Tag, id: NodeId) -> Left {
        let Some((tag, attrs)) = self.inline_attrs(tag, id) else { return Left::Nothing };
        if self.flow.enter_inline(tag, attrs) { Left::Inline } else { Left::Nothing }
    }

    /// The element and its attributes; `None` where it says nothing.
    fn inline_attrs(&mut self, tag: Tag, id: NodeId) -> Option<(Tag, Vec<Attribute>)> {
        let document = self.document;
        let mut attrs: Vec<Attribute> = Vec::new();
        match tag {
            Tag::A => attrs.push(("href", self.links.href(document.attr(id, "href")?)?)),
            Tag::Abbr => {
                let title = document.attr(id, "title").map(space::collapse).unwrap_or_default();
                if !title.is_empty() && title.len() <= ATTRIBUTE_BYTES_MAX {
                    attrs.push(("title", title));
                }
            }
            Tag::Time => {
                let moment = document.attr(id, "datetime").map(str::trim).unwrap_or_default();
                let plain =
                    |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'+' | b'-' | b'.' | b' ');
                if !moment.is_empty() && moment.len() <= 64 && moment.bytes().all(plain) {
                    attrs.push(("datetime", moment.to_owned()));
                }
            }
            _ => {}
        }
        let scope = own_scope(document, id);
        attrs.extend(scope.lang.map(|lang| ("lang", lang)));
        attrs.extend(scope.dir.map(|dir| ("dir", dir.to_owned())));
        if tag == Tag::A {
            // Behind the rest, where other sanitizers put it too.
            attrs.push(("rel", "noopener noreferrer".to_owned()));
        }
        match tag {
            Tag::Span => match by_style(document.attr(id, "style").unwrap_or_default()) {
                Some(tag) => Some((tag, attrs)),
                None => (!attrs.is_empty()).then_some((tag, attrs)),
            },
            Tag::Bdo if attrs.is_empty() => None,
            _ => Some((tag, attrs)),
        }
    }

    fn block_attrs(&self, tag: Tag, id: NodeId) -> Vec<Attribute> {
        let attr = |name| self.document.attr(id, name).map(str::trim);
        let mut attrs = Vec::new();
        match tag {
            Tag::Ol => {
                let start =
                    attr("start").and_then(|start| start.parse::<i32>().ok()).filter(|start| *start != 1);
                attrs.extend(start.map(|start| ("start", start.to_string())));
            }
            Tag::Td | Tag::Th => {
                for name in ["colspan", "rowspan"] {
                    let span = attr(name).and_then(|span| span.parse::<u32>().ok());
                    attrs
                        .extend(span.filter(|s| (2..=1000).contains(s)).map(|span| (name, span.to_string())));
                }
                let scope = attr("scope").map(str::to_ascii_lowercase).filter(|_| tag == Tag::Th);
                let known =
                    scope.filter(|scope| matches!(scope.as_str(), "row" | "col" | "rowgroup" | "colgroup"));
                attrs.extend(known.map(|scope| ("scope", scope)));
            }
            _ => {}
        }
        attrs
    }

    fn enter_scope(&mut self, id: NodeId) {
        let scope = own_scope(self.document, id);
        if scope != Scope::default() {
            self.flow.enter_scope(scope);
        }
    }

    fn image(&mut self, id: NodeId) {
        match image::choose(self.document, id, &mut self.links) {
            Choice::Picture(picture) if !self.is_twin(&picture) => {
                self.picture(&picture);
                let from_noscript = self.noscript.is_some();
                self.last_picture = Some(LastPicture { node: id, src: picture.src, from_noscript });
            }
            Choice::Text(text) if self.noscript.is_none() => self.text(&text),
            _ => {}
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let size = |value: Option<u32>| value.map(|pixels| pixels.to_string());
        let (width, height) = (size(picture.width), size(picture.height));
        let sizes = [("width", width.as_deref()), ("height", height.as_deref())];
        let sizes = sizes.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
        let named = [("src", picture.src.as_str()), ("alt", picture.alt.as_str())];
        self.flow.picture(named.into_iter().chain(sizes));
    }

    /// Whether a picture stands here twice: once for scripts and once without.
    fn is_twin(&self, picture: &Picture) -> bool {
        let Some(last) = &self.last_picture else { return false };
        let same = last.src == picture.src || image::key(&last.src) == image::key(&picture.src);
        match self.noscript {
            Some(noscript) => same || self.stands_before(last.node, noscript),
            None => last.from_noscript && same,
        }
    }

    /// Whether a node is, or is near the top of, the element right before another.
    fn stands_before(&self, node: NodeId, after: NodeId) -> bool {
        let mut before = self.document.previous_sibling(after);
        while let Some(id) = before.filter(|&id| self.document.element(id).is_none()) {
            before = self.document.previous_sibling(id);
        }
        let above = self.document.ancestors(node).take(3);
        before.is_some_and(|before| std::iter::once(node).chain(above).any(|id| id == before))
    }

    fn embed(&mut self, id: NodeId) -> (Left, bool) {
        let Some(embed) = embed::choose(self.document, id, &mut self.links) else {
            let fallback = self.document.element(id).is_some_and(|name| &**name == "object");
            return (Left::Nothing, fallback);
        };
        self.flow.boundary();
        let attrs = vec![("href", embed.href), ("rel", "noopener noreferrer".to_owned())];
        let linked = self.flow.enter_inline(Tag::A, attrs);
        match embed.poster {
            Some(src) => self.picture(&Picture { src, alt: embed.label, width: None, height: None }),
            None => self.text(&embed.label),
        }
        if linked {
            self.flow.leave_inline();
        }
        self.flow.boundary();
        (Left::Nothing, false)
    }

    /// A formula as text: what its author calls it, else its signs in a row.
    fn math(&mut self, id: NodeId) {
        if let Some(alternative) = self.document.attr(id, "alttext") {
            let text = space::collapse(alternative);
            return self.text(&text);
        }
        let mut walk = self.document.traverse(id);
        let mut signs = String::new();
        while let Some(edge) = walk.next() {
            let Edge::Open(node) = edge else { continue };
            if let Some(text) = self.document.text(node) {
                signs.push_str(text.trim());
            } else if self.document.element(node).is_some_and(|name| is_beside_formula(name)) {
                walk.skip_children();
            }
        }
        self.text(&signs);
    }

    /// Language and direction in effect around a subtree.
    fn scope_around(&self, root: NodeId) -> Scope {
        let mut scope = Scope::default();
        for id in self.document.ancestors(root) {
            let own = own_scope(self.document, id);
            scope.lang = scope.lang.or(own.lang);
            scope.dir = scope.dir.or(own.dir);
        }
        scope
    }
}

/// The element that says what a style attribute only shows.
fn by_style(style: &str) -> Option<Tag> {
    let declarations = style.split(';').take(STYLE_DECLARATIONS_MAX).filter_map(|pair| pair.split_once(':'));
    declarations.into_iter().find_map(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                let bold = value.starts_with("bold") || value.parse().is_ok_and(|weight: u32| weight >= 600);
                bold.then_some(Tag::B)
            }
            "font-style" => matches!(value.as_str(), "italic" | "oblique").then_some(Tag::I),
            "text-decoration" | "text-decoration-line" => value.contains("line-through").then_some(Tag::S),
            _ => None,
        }
    })
}

fn is_beside_formula(name: &str) -> bool {
    matches!(name, "annotation" | "annotation-xml" | "script" | "style" | "template")
}

/// Language and direction of a page as a whole.
fn page_scope(document: &Document, any: NodeId) -> Scope {
    let mut scope = Scope::default();
    for id in document.ancestors(any) {
        if document.element(id).is_some_and(|name| matches!(&**name, "html" | "body")) {
            let own = own_scope(document, id);
            scope.lang = scope.lang.or(own.lang);
            scope.dir = scope.dir.or(own.dir);
        }
    }
    scope
}

fn own_scope(document: &Document, id: NodeId) -> Scope {
    let mut scope = Scope::default();
    for (name, value) in document.attrs(id) {
        match &**name {
            "lang" => scope.lang = Lang::parse(value).map(|_| value.trim().replace('_', "-")),
            "dir" => {
                scope.dir =
                    ["ltr", "rtl", "auto"].into_iter().find(|dir| dir.eq_ignore_ascii_case(value.trim()));
            }
            _ => {}
        }
    }
    scope
}
