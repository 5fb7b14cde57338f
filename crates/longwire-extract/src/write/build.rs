//! From the page to the tape: each node is told to the [`Flow`] once, in order.

use html5ever::local_name;
use longwire_model::Url;
use longwire_text::space;

use super::attribute;
use super::embed;
use super::flow::{Flow, Scope};
use super::image::{self, Choice, Picture};
use super::link::Links;
use super::tag::{Role, Tag, role};
use super::tape::Tape;
use crate::content::Body;
use crate::dom::{Document, Edge, NodeId};

/// What opening elements again after a paragraph's end may add, in bytes.
const AGAIN_BYTES_MAX: usize = 1 << 20;

/// Writes subtrees of a page on a tape.
pub(super) fn tape(document: &Document, body: &Body, base: Option<&Url>) -> Tape {
    let roots = &body.roots;
    let scope = roots.first().map(|&root| page_scope(document, root)).unwrap_or_default();
    let mut build = Build {
        document,
        body,
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
    let Build { flow, mut links, .. } = build;
    flow.finish(|name| links.elsewhere(name))
}

/// Writes paragraphs of plain text on a tape.
pub(super) fn tape_of_paragraphs(paragraphs: &[String]) -> Tape {
    let mut flow = Flow::new(Scope::default(), 0);
    for paragraph in paragraphs {
        flow.text(paragraph);
        flow.boundary();
    }
    flow.finish(|_| None)
}

struct Build<'a> {
    document: &'a Document,
    body: &'a Body,
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
                && !self.body.dropped.contains(id)
            {
                self.text(text);
            }
            return true;
        };
        let scope = self.flow.scope();
        let (left, into) = if self.body.dropped.contains(id) {
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
            Role::Through => {
                self.anchor(id);
                return (self.inline(Tag::Span, id), true);
            }
            Role::Inline(tag) => {
                self.anchor(id);
                return (self.inline(tag, id), true);
            }
            Role::Noscript if self.sole_root != Some(id) => {
                self.noscript = Some(id);
                return (Left::Noscript, true);
            }
            Role::Boundary | Role::Noscript => {
                self.flow.boundary();
                self.anchor(id);
                self.enter_scope(id);
                return (Left::Boundary, true);
            }
            Role::Block(tag) => {
                let attrs = attribute::of_block(self.document, tag, id);
                // The end of the text before still belongs to the scope before.
                self.flow.boundary();
                self.enter_scope(id);
                let left = self.flow.enter(tag, &attrs).map_or(Left::Boundary, Left::Block);
                if self.body.captions.contains(id) {
                    if let Left::Boundary = left {
                        return (left, false);
                    }
                    self.flow.bind_caption();
                }
                self.anchor(id);
                return (left, true);
            }
            Role::Break => self.flow.line_break(),
            Role::Rule => self.flow.rule(),
            Role::Image => {
                self.anchor(id);
                self.image(id);
            }
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

    /// Tells the flow of the names that links may call this place by.
    fn anchor(&mut self, id: NodeId) {
        for attribute in ["id", "name"] {
            let is_name = attribute == "id" || self.document.is(id, &local_name!("a"));
            if let Some(name) = self.document.attr(id, attribute).filter(|_| is_name)
                && let Some(ours) = self.links.place(name)
            {
                self.flow.anchor(ours);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.last_picture.is_some() && text.chars().any(|c| !c.is_whitespace()) {
            self.last_picture = None;
        }
        self.flow.text(text);
    }

    fn inline(&mut self, tag: Tag, id: NodeId) -> Left {
        let Some((tag, attrs)) = attribute::of_inline(self.document, tag, id, &mut self.links) else {
            return Left::Nothing;
        };
        if self.flow.enter_inline(tag, attrs) { Left::Inline } else { Left::Nothing }
    }

    fn enter_scope(&mut self, id: NodeId) {
        let scope = attribute::scope(self.document, id);
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
            let own = attribute::scope(self.document, id);
            scope.lang = scope.lang.or(own.lang);
            scope.dir = scope.dir.or(own.dir);
        }
        scope
    }
}

fn is_beside_formula(name: &str) -> bool {
    matches!(name, "annotation" | "annotation-xml" | "script" | "style" | "template")
}

/// Language and direction of a page as a whole.
fn page_scope(document: &Document, any: NodeId) -> Scope {
    let mut scope = Scope::default();
    for id in document.ancestors(any) {
        if document.element(id).is_some_and(|name| matches!(&**name, "html" | "body")) {
            let own = attribute::scope(document, id);
            scope.lang = scope.lang.or(own.lang);
            scope.dir = scope.dir.or(own.dir);
        }
    }
    scope
}
