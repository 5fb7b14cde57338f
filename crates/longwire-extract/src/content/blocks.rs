//! A page cut into blocks of text, in one walk.
//!
//! - A [`Block`] is a run of text that nothing but inline elements interrupts: a
//!   paragraph, a line between two `<br>`, a list item, a table cell, a heading.
//! - A [`Frame`] is a block element that holds blocks. Blocks stand in document
//!   order, so every frame spans a range of them, and what is true of all its
//!   text is the difference of two running sums.
//!
//! Deliberately absent: any opinion. See `features` and `model`.

use html5ever::local_name;

use super::measure::{HASH_START, Measure, extend_hash};
use super::names;
use super::tags::{Flow, Tag, flow};
use crate::dom::{Document, Edge, NodeId};

/// Most blocks of a page: what follows is left unread.
pub(super) const BLOCKS_MAX: usize = 60_000;

/// A run of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The frame it stands in.
    pub(super) frame: u32,
    /// Its text nodes: a range of [`Page::texts`].
    pub(super) texts: (u32, u32),
    /// The innermost inline element around its first letter, if any.
    pub(super) inline: Option<NodeId>,
    pub(super) measure: Measure,
    /// Weight of the part that is links.
    pub(super) link_weight: u32,
    /// Weight of the part that is bold.
    pub(super) bold_weight: u32,
    pub(super) links: u16,
    /// Marks of the inline elements around its first letter.
    pub(super) marks: u32,
    pub(super) first: char,
    pub(super) last: char,
    /// True where a `<br>` or a rule, not an element, began it.
    pub(super) after_break: bool,
    /// Pictures and films that stand between the block before and this one.
    pub(super) media_before: u16,
    /// Hash of the text with blanks left out.
    pub(super) fingerprint: u32,
}

/// A block element.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) node: NodeId,
    /// The frame around it; itself for the outermost.
    pub(super) parent: u32,
    pub(super) tag: Tag,
    pub(super) depth: u16,
    /// The blocks it holds, at any depth.
    pub(super) blocks: (u32, u32),
    /// Hash of its tag and class.
    pub(super) shape: u32,
    /// Hash of the shapes from the outermost frame to here.
    pub(super) path: u32,
    /// Marks of its own names and tag.
    pub(super) own_marks: u32,
    /// Those of the frames around it too.
    pub(super) marks: u32,
    /// Bits of [`around`] for this frame and all around it.
    pub(super) around: u32,
    /// Its place among its siblings of any kind.
    pub(super) nth: u32,
    /// Child frames opened so far.
    pub(super) children: u32,
}

/// What stands around a block, as bits.
pub(super) mod around {
    pub(crate) const NAV: u32 = 1;
    pub(crate) const ASIDE: u32 = 1 << 1;
    pub(crate) const FOOTER: u32 = 1 << 2;
    pub(crate) const HEADER: u32 = 1 << 3;
    pub(crate) const ARTICLE: u32 = 1 << 4;
    pub(crate) const MAIN: u32 = 1 << 5;
    pub(crate) const FORM: u32 = 1 << 6;
    pub(crate) const TABLE: u32 = 1 << 7;
    pub(crate) const LIST: u32 = 1 << 8;
    pub(crate) const FIGURE: u32 = 1 << 9;
    pub(crate) const QUOTE: u32 = 1 << 10;
    pub(crate) const HIDDEN: u32 = 1 << 11;
    pub(crate) const ITEM_BODY: u32 = 1 << 12;
    pub(crate) const LINK: u32 = 1 << 13;
    pub(crate) const COUNT: u32 = 14;
}

/// A picture, film or frame, and the block it stands before.
#[derive(Clone, Debug)]
pub(super) struct Media {
    pub(super) node: NodeId,
    pub(super) frame: u32,
    pub(super) before_block: u32,
}

/// A page as blocks.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) frames: Vec<Frame>,
    pub(super) texts: Vec<NodeId>,
    pub(super) media: Vec<Media>,
    pub(super) cut_short: bool,
}

/// Cuts a page into blocks. Linear in the number of nodes.
pub(super) fn cut(document: &Document, root: NodeId) -> Page {
    let mut cutter = Cutter::new(root);
    let mut walk = document.traverse(root);
    walk.next();
    while let Some(edge) = walk.next() {
        match edge {
            Edge::Open(id) => {
                if !cutter.open(document, id) {
                    walk.skip_children();
                }
            }
            Edge::Close(id) => cutter.close(document, id),
        }
        if cutter.page.blocks.len() >= BLOCKS_MAX {
            cutter.page.cut_short = true;
            break;
        }
    }
    cutter.finish()
}

struct Cutter {
    page: Page,
    stack: Vec<u32>,
    links: u32,
    bold: u32,
    link_fresh: bool,
    inline: Vec<(NodeId, u32)>,
    in_word: bool,
    pending: Option<Block>,
    after_break: bool,
    media_before: u16,
}

impl Cutter {
    fn new(root: NodeId) -> Self {
        let outermost = Frame {
            node: root,
            parent: 0,
            tag: Tag::Division,
            depth: 0,
            blocks: (0, 0),
            shape: 0,
            path: HASH_START,
            own_marks: 0,
            marks: 0,
            around: 0,
            nth: 0,
            children: 0,
        };
        Self {
            page: Page {
                blocks: Vec::new(),
                frames: vec![outermost],
                texts: Vec::new(),
                media: Vec::new(),
                cut_short: false,
            },
            stack: vec![0],
            links: 0,
            bold: 0,
            link_fresh: false,
            inline: Vec::new(),
            in_word: false,
            pending: None,
            after_break: false,
            media_before: 0,
        }
    }

    fn top(&self) -> u32 {
        self.stack[self.stack.len() - 1]
    }

    /// Takes in an opened node. False where what is below it is not to be read.
    fn open(&mut self, document: &Document, id: NodeId) -> bool {
        if let Some(text) = document.text(id) {
            self.text(document, id, text);
            return true;
        }
        let Some(name) = document.element(id) else { return true };
        if document.is_foreign(id) {
            return false;
        }
        match flow(name) {
            Flow::Skip => return false,
            Flow::Break => {
                self.flush();
                self.after_break = true;
            }
            Flow::Media => {
                let media =
                    Media { node: id, frame: self.top(), before_block: self.page.blocks.len() as u32 };
                self.page.media.push(media);
                self.media_before = self.media_before.saturating_add(1);
                return false;
            }
            Flow::Inline => match *name {
                local_name!("a") => {
                    self.links += 1;
                    self.link_fresh = true;
                    self.open_inline(document, id);
                }
                local_name!("b") | local_name!("strong") => self.bold += 1,
                _ => self.open_inline(document, id),
            },
            Flow::Block(tag) => self.open_frame(document, id, tag),
        }
        true
    }

    fn close(&mut self, document: &Document, id: NodeId) {
        let Some(name) = document.element(id) else { return };
        if document.is_foreign(id) {
            return;
        }
        match flow(name) {
            Flow::Inline => {
                match *name {
                    local_name!("a") => self.links = self.links.saturating_sub(1),
                    local_name!("b") | local_name!("strong") => self.bold = self.bold.saturating_sub(1),
                    _ => {}
                }
                if self.inline.last().is_some_and(|(inline, _)| *inline == id) {
                    self.inline.pop();
                }
            }
            Flow::Block(_) => {
                self.flush();
                self.after_break = false;
                if self.stack.len() > 1 {
                    let frame = self.stack.pop().unwrap_or(0) as usize;
                    self.page.frames[frame].blocks.1 = self.page.blocks.len() as u32;
                }
            }
            _ => {}
        }
    }

    /// Remembers an inline element that has names, for the blocks that begin in it.
    fn open_inline(&mut self, document: &Document, id: NodeId) {
        let around = self.inline.last().map_or(0, |(_, marks)| *marks);
        let (own, _) = names_of(document, id);
        self.inline.push((id, around | own));
    }

    fn open_frame(&mut self, document: &Document, id: NodeId, tag: Tag) {
        self.flush();
        self.after_break = false;
        let parent_index = self.top();
        let (own_marks, class_hash) = names_of(document, id);
        let parent = &mut self.page.frames[parent_index as usize];
        let nth = parent.children;
        parent.children += 1;
        let shape = extend_hash(class_hash, &[tag_code(tag)]);
        let mut around = parent.around | around_of(tag);
        if is_hidden(document, id) {
            around |= around::HIDDEN;
        }
        if self.links > 0 {
            around |= around::LINK;
        }
        if document.attr(id, "itemprop").is_some_and(|name| name == "articleBody") {
            around |= around::ITEM_BODY;
        }
        let frame = Frame {
            node: id,
            parent: parent_index,
            tag,
            depth: parent.depth + 1,
            blocks: (self.page.blocks.len() as u32, 0),
            shape,
            path: extend_hash(parent.path, &shape.to_le_bytes()),
            own_marks,
            marks: parent.marks | own_marks,
            around,
            nth,
            children: 0,
        };
        self.stack.push(self.page.frames.len() as u32);
        self.page.frames.push(frame);
    }

    fn text(&mut self, _document: &Document, id: NodeId, text: &str) {
        if self.pending.is_none() {
            let Some(first) = text.chars().find(|c| !is_blank(*c)) else { return };
            let inline = self.inline.last();
            self.pending = Some(Block {
                frame: self.top(),
                texts: (self.page.texts.len() as u32, 0),
                inline: inline.map(|(id, _)| *id),
                measure: Measure::default(),
                link_weight: 0,
                bold_weight: 0,
                links: 0,
                marks: inline.map_or(0, |(_, marks)| *marks),
                first,
                last: first,
                after_break: self.after_break,
                media_before: self.media_before,
                fingerprint: HASH_START,
            });
            self.in_word = false;
            self.media_before = 0;
        }
        let Some(block) = &mut self.pending else { return };
        let before = block.measure.weight;
        block.measure.add(text, &mut self.in_word);
        let added = block.measure.weight - before;
        if self.links > 0 {
            block.link_weight += added;
            if self.link_fresh {
                block.links = block.links.saturating_add(1);
                self.link_fresh = false;
            }
        }
        if self.bold > 0 {
            block.bold_weight += added;
        }
        if let Some(last) = text.chars().rev().find(|c| !is_blank(*c)) {
            block.last = last;
        }
        for part in text.split_ascii_whitespace() {
            block.fingerprint = extend_hash(block.fingerprint, &part.as_bytes()[..part.len().min(64)]);
        }
        self.page.texts.push(id);
    }

    fn flush(&mut self) {
        if let Some(mut block) = self.pending.take() {
            block.texts.1 = self.page.texts.len() as u32;
            self.page.blocks.push(block);
            self.after_break = false;
        }
    }

    fn finish(mut self) -> Page {
        self.flush();
        let end = self.page.blocks.len() as u32;
        for &open in &self.stack {
            self.page.frames[open as usize].blocks.1 = end;
        }
        self.page
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// The marks of an element's names, and the hash of its class with digits left out.
fn names_of(document: &Document, id: NodeId) -> (u32, u32) {
    let (mut marks, mut class_hash) = (0, HASH_START);
    for (name, value) in document.attrs(id) {
        match *name {
            local_name!("class") => names::words(value, |word| {
                marks |= names::mark_of(word);
                class_hash = extend_hash(class_hash, word);
            }),
            local_name!("id") => names::words(value, |word| marks |= names::mark_of(word)),
            _ => {}
        }
    }
    (marks, class_hash)
}

fn is_hidden(document: &Document, id: NodeId) -> bool {
    document.attrs(id).any(|(name, value)| match *name {
        local_name!("hidden") => true,
        local_name!("style") => hides(value),
        _ => false,
    })
}

/// True where an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    style.split(';').any(|rule| {
        let (property, value) = rule.split_once(':').unwrap_or((rule, ""));
        let value = value.trim();
        (property.trim().eq_ignore_ascii_case("display")
            && value.get(..4).is_some_and(|v| v.eq_ignore_ascii_case("none")))
            || (property.trim().eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}

fn around_of(tag: Tag) -> u32 {
    match tag {
        Tag::Nav => around::NAV,
        Tag::Aside => around::ASIDE,
        Tag::Footer => around::FOOTER,
        Tag::Header => around::HEADER,
        Tag::Article => around::ARTICLE,
        Tag::Main => around::MAIN,
        Tag::Form => around::FORM,
        Tag::Table => around::TABLE,
        Tag::List => around::LIST,
        Tag::Figure | Tag::Caption => around::FIGURE,
        Tag::Quote => around::QUOTE,
        _ => 0,
    }
}

fn tag_code(tag: Tag) -> u8 {
    match tag {
        Tag::Heading(level) => 40 + level,
        Tag::Division => 1,
        Tag::Paragraph => 2,
        Tag::List => 3,
        Tag::Item => 4,
        Tag::Table => 5,
        Tag::Row => 6,
        Tag::Cell => 7,
        Tag::Quote => 8,
        Tag::Preformatted => 9,
        Tag::Figure => 10,
        Tag::Caption => 11,
        Tag::Definition => 12,
        Tag::Nav => 13,
        Tag::Aside => 14,
        Tag::Footer => 15,
        Tag::Header => 16,
        Tag::Article => 17,
        Tag::Main => 18,
        Tag::Section => 19,
        Tag::Form => 20,
        Tag::Address => 21,
    }
}

impl Page {
    /// The pieces of a block's text, as they stand.
    pub(super) fn pieces<'a>(
        &'a self,
        document: &'a Document,
        block: usize,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        let (start, end) = self.blocks[block].texts;
        self.texts[start as usize..end as usize].iter().map(|&id| document.text(id).unwrap_or(""))
    }

    /// The text of a block, blanks run together.
    pub(super) fn text(&self, document: &Document, block: usize) -> String {
        let whole: String = self.pieces(document, block).collect();
        whole.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
