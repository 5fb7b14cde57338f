//! The one way onto a [`Tape`]: paragraphs, blocks and nesting that always fit.
//!
//! Whoever walks a page tells a [`Flow`] what comes; the flow decides what that
//! becomes, so that the tape always holds what an HTML parser would read back
//! as the very same tape:
//!
//! - Text stands in runs. A run becomes a paragraph, or stays bare where it is
//!   the only one of its list item, cell or caption.
//! - Elements of running text open only when text comes, end with their run and
//!   open again in the next: a link around three paragraphs is three links.
//! - Blocks stand only where the content model has a place for them; a missing
//!   list item or row is put in, anything else is only a paragraph's end.
//! - What stays empty was never there.
//!
//! Deliberately absent: the page, addresses, pictures. See `build`.
//!
//! Spec: HTML Standard §3.2.5 (content models), §13.2.6 (what a parser makes of them).

mod close;
mod run;
mod table;

use super::anchor::Anchors;
use super::tag::Tag;
use super::tape::Tape;
use run::{Inline, Run};
use table::Notes;

/// An attribute to be written.
pub(super) type Attribute = (&'static str, String);

/// Language and direction of a piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Value of `lang`.
    pub(super) lang: Option<String>,
    /// Value of `dir`.
    pub(super) dir: Option<&'static str>,
}

/// See the module.
pub(super) struct Flow {
    tape: Tape,
    frames: Vec<Frame>,
    inlines: Vec<Inline>,
    run: Run,
    anchors: Anchors,
    /// Every scope there was; the first is that of the place the tape goes to.
    scopes: Vec<Scope>,
    scope: usize,
    /// Bytes that opening elements again may still cost.
    again_bytes: usize,
    /// Tables that are open, and the weight of all text inside tables.
    tables: usize,
    weight: u32,
}

/// A block that is open.
struct Frame {
    /// `None` for the tape itself.
    tag: Option<Tag>,
    /// Where everything of it starts, a thematic break before it included.
    start: usize,
    open: usize,
    /// Put in because the page left it out.
    implied: bool,
    filled: bool,
    /// A thematic break was seen and waits for what it separates.
    rule_due: bool,
    rule_before: bool,
    runs: usize,
    first_run: usize,
    scope: usize,
    /// The caption of a figure.
    caption: Option<Caption>,
    /// A caption that is nothing without what it belongs to.
    bound: bool,
    /// A figure that shows something; a details element with a summary.
    whole: bool,
    /// A figure around figures: only the inner ones stay.
    nested: bool,
    table: Option<Box<Notes>>,
    /// Weight before a cell; number of cells in a row.
    weight_before: u32,
    cells: usize,
    filled_cells: usize,
    long: bool,
    pictures: usize,
}

/// A figure's caption that has ended.
#[derive(Clone, Copy)]
struct Caption {
    open: usize,
    runs: usize,
    first_run: usize,
    bound: bool,
}

impl Frame {
    fn new(tag: Option<Tag>, start: usize, open: usize, scope: usize) -> Self {
        Self {
            tag,
            start,
            open,
            implied: false,
            filled: false,
            rule_due: false,
            rule_before: false,
            runs: 0,
            first_run: 0,
            scope,
            caption: None,
            bound: false,
            whole: false,
            nested: false,
            table: None,
            weight_before: 0,
            cells: 0,
            filled_cells: 0,
            long: false,
            pictures: 0,
        }
    }
}

impl Flow {
    /// An empty flow into a place of the given scope. `again_bytes` bounds what
    /// elements that open again may add, over all.
    pub(super) fn new(scope: Scope, again_bytes: usize) -> Self {
        Self {
            tape: Tape::default(),
            frames: vec![Frame::new(None, 0, 0, 0)],
            inlines: Vec::new(),
            run: Run::default(),
            anchors: Anchors::default(),
            scopes: vec![scope],
            scope: 0,
            again_bytes,
            tables: 0,
            weight: 0,
        }
    }

    /// The finished tape; `elsewhere` gives the address for a link to a place that is not on it.
    pub(super) fn finish(mut self, elsewhere: impl FnMut(&str) -> Option<String>) -> Tape {
        self.leave(1);
        self.anchors.finish(&mut self.tape, elsewhere);
        self.tape
    }

    /// A place with a name was passed: the paragraph or heading there gets it.
    pub(super) fn anchor(&mut self, name: String) {
        self.anchors.pass(name);
        if self.run.is_open() {
            self.settle_anchors();
        }
    }

    /// The scope in effect, to be given back to [`Flow::set_scope`].
    pub(super) fn scope(&self) -> usize {
        self.scope
    }

    /// Puts an earlier scope into effect again.
    pub(super) fn set_scope(&mut self, scope: usize) {
        self.scope = scope;
    }

    /// Puts a new scope into effect: what it leaves open stays as it is.
    pub(super) fn enter_scope(&mut self, inner: Scope) {
        let outer = &self.scopes[self.scope];
        let scope = Scope { lang: inner.lang.or_else(|| outer.lang.clone()), dir: inner.dir.or(outer.dir) };
        if scope != *outer {
            self.scopes.push(scope);
            self.scope = self.scopes.len() - 1;
        }
    }

    /// Ends a paragraph, or a line where blocks have no place.
    pub(super) fn boundary(&mut self) {
        if self.leaf().is_some() {
            self.soft_boundary();
        } else {
            self.end_run();
        }
    }

    /// A thematic break: written only between two blocks.
    pub(super) fn rule(&mut self) {
        self.boundary();
        self.top().rule_due = true;
    }

    /// Begins a block. `None` where it has no place: then it is a boundary, else
    /// the depth to [`Flow::leave`] to.
    pub(super) fn enter(&mut self, tag: Tag, attrs: &[Attribute]) -> Option<usize> {
        self.boundary();
        if self.leaf().is_some() || !self.make_place(tag) {
            return None;
        }
        let depth = self.frames.len();
        if tag == Tag::Table
            && let Some(outer) = self.frames.iter_mut().rev().find_map(|frame| frame.table.as_mut())
        {
            outer.nested = true;
        }
        self.push(tag, attrs, false);
        Some(depth)
    }

    /// Says of the caption just entered that it goes where its figure shows nothing.
    pub(super) fn bind_caption(&mut self) {
        self.top().bound = true;
    }

    /// Ends blocks until only `depth` are open.
    pub(super) fn leave(&mut self, depth: usize) {
        self.end_run();
        while self.frames.len() > depth {
            self.pop();
        }
    }

    /// A picture was written here.
    pub(super) fn note_picture(&mut self) {
        self.show_in_figure();
        if self.tables > 0
            && let Some(cell) = self.frames.iter_mut().rfind(|frame| is_cell(frame.tag))
        {
            cell.pictures += 1;
        }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the frame of the tape itself is never taken away")
    }

    fn frame_scope(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.scope)
    }

    fn top_tag(&self) -> Option<Tag> {
        self.frames.last().and_then(|frame| frame.tag)
    }

    /// The block that holds one run and nothing else, where one is open.
    fn leaf(&self) -> Option<Tag> {
        self.top_tag().filter(|tag| tag.is_leaf())
    }

    /// Looks for a place for a block, putting in or ending implied blocks.
    fn make_place(&mut self, tag: Tag) -> bool {
        let fits: &[Tag] = match tag {
            Tag::Li => &[Tag::Ul, Tag::Ol],
            Tag::Dt | Tag::Dd => &[Tag::Dl],
            Tag::Figcaption => &[Tag::Figure],
            Tag::Summary => &[Tag::Details],
            Tag::Caption | Tag::Thead | Tag::Tbody => &[Tag::Table],
            Tag::Tr => &[Tag::Thead, Tag::Tbody, Tag::Table],
            Tag::Td | Tag::Th => &[Tag::Tr, Tag::Thead, Tag::Tbody, Tag::Table],
            _ => {
                self.imply_children();
                return true;
            }
        };
        while !self.top_tag().is_some_and(|top| fits.contains(&top)) && self.top().implied {
            self.pop();
        }
        let Some(top) = self.top_tag().filter(|top| fits.contains(top)) else { return false };
        if matches!(tag, Tag::Tr | Tag::Td | Tag::Th) && top == Tag::Table {
            self.push(Tag::Tbody, &[], true);
        }
        if matches!(tag, Tag::Td | Tag::Th) && top != Tag::Tr {
            self.push(Tag::Tr, &[], true);
        }
        match tag {
            Tag::Figcaption => self.top().caption.is_none(),
            Tag::Summary | Tag::Caption => !self.top().filled,
            _ => true,
        }
    }

    /// Puts in the items, rows and cells without which text has no place here.
    fn imply_children(&mut self) {
        loop {
            let child = match self.top_tag() {
                Some(Tag::Ul | Tag::Ol) => Tag::Li,
                Some(Tag::Dl) => Tag::Dd,
                Some(Tag::Table) => Tag::Tbody,
                Some(Tag::Thead | Tag::Tbody) => Tag::Tr,
                Some(Tag::Tr) => Tag::Td,
                _ => return,
            };
            self.push(child, &[], true);
        }
    }

    /// Writes the thematic break that waits, now that something follows it.
    fn settle_rule(&mut self) -> bool {
        let frame = self.top();
        let due = std::mem::take(&mut frame.rule_due) && frame.filled;
        if due {
            self.tape.void(Tag::Hr, []);
        }
        due
    }

    fn push(&mut self, tag: Tag, attrs: &[Attribute], implied: bool) {
        let start = self.tape.len();
        let rule_before = self.settle_rule();
        let scope = self.scope_attrs(self.frame_scope());
        let attrs = attrs.iter().chain(&scope).map(|(name, value)| (*name, value.as_str()));
        let open = self.tape.open(tag, attrs);
        let mut frame = Frame::new(Some(tag), start, open, self.scope);
        frame.implied = implied;
        frame.rule_before = rule_before;
        frame.weight_before = self.weight;
        if tag == Tag::Table {
            self.tables += 1;
            frame.table = Some(Box::default());
        }
        self.frames.push(frame);
    }

    /// `lang` and `dir` where they differ from what stands around.
    fn scope_attrs(&self, outer: usize) -> Vec<Attribute> {
        let (outer, inner) = (&self.scopes[outer], &self.scopes[self.scope]);
        let mut attrs = Vec::new();
        if let Some(lang) = inner.lang.as_ref().filter(|_| inner.lang != outer.lang) {
            attrs.push(("lang", lang.clone()));
        }
        if let Some(dir) = inner.dir.filter(|_| inner.dir != outer.dir) {
            attrs.push(("dir", dir.to_owned()));
        }
        attrs
    }
}

fn is_cell(tag: Option<Tag>) -> bool {
    matches!(tag, Some(Tag::Td | Tag::Th))
}
