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

use super::around;
use super::learned::Worth;
use super::measure::{HASH_START, Measure, Part, Word, extend_hash};
use super::names;
use super::overlap::{Quoted, Share};
use super::tags::{Flow, Tag, flow};
use crate::dom::{Document, Edge, NodeId};
use crate::metadata::post;

/// Most blocks of a page: what follows is left unread.
pub(super) const BLOCKS_MAX: usize = 50_000;

/// A run of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The frame it stands in.
    pub(super) frame: u32,
    /// Its text nodes: a range of [`Page::texts`].
    pub(super) texts: (u32, u32),
    /// Its first words: a range of [`Page::words`].
    pub(super) words: (u32, u32),
    /// The innermost inline element around its first letter, if any.
    pub(super) inline: Option<NodeId>,
    /// What the names of the inline elements around its first letter are worth.
    pub(super) near: Worth,
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
    /// Hash of the words and marks.
    pub(super) fingerprint: u32,
    /// How much of it stands in the page's description and in its structured body.
    pub(super) quoted: [f32; 2],
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
    /// What its names are worth to blocks close by, and to those further in.
    pub(super) worths: (Worth, Worth),
    /// Bits of [`around`] for this frame and all around it.
    pub(super) around: u32,
    /// Its place among its siblings of any kind.
    pub(super) nth: u16,
    /// Child frames opened so far.
    pub(super) children: u16,
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
    pub(super) words: Vec<Word>,
    /// What the page says of its text elsewhere.
    pub(super) quoted: Quoted,
    pub(super) media: Vec<Media>,
    pub(super) cut_short: bool,
}

/// Stands for the share of a block of too few words.
const UNKNOWN_SHARE: f32 = -0.5;

/// First words of a block that are kept.
const WORDS_MAX: u32 = 60;

/// Cuts a page into blocks. Linear in the number of nodes.
pub(super) fn cut(document: &Document, root: NodeId, quoted: Quoted) -> Page {
    let mut cutter = Cutter::new(root, quoted);
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
    names: names::Reader,
    stack: Vec<u32>,
    links: u32,
    bold: u32,
    link_fresh: bool,
    inline: Vec<(NodeId, u32)>,
    in_word: bool,
    pending: Option<Block>,
    /// How much of the pending block stands elsewhere so far.
    shares: [Share; 2],
    after_break: bool,
    media_before: u16,
}

impl Cutter {
    fn new(root: NodeId, quoted: Quoted) -> Self {
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
            worths: (Worth::NONE, Worth::NONE),
            around: 0,
            nth: 0,
            children: 0,
        };
        Self {
            page: Page {
                blocks: Vec::new(),
                frames: vec![outermost],
                texts: Vec::new(),
                words: Vec::new(),
                quoted,
                media: Vec::new(),
                cut_short: false,
            },
            names: names::Reader::default(),
            stack: vec![0],
            links: 0,
            bold: 0,
            link_fresh: false,
            inline: Vec::new(),
            in_word: false,
            pending: None,
            shares: [Share::default(); 2],
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
        let own = self.names.of(document, id).marks;
        self.inline.push((id, around | own));
    }

    fn open_frame(&mut self, document: &Document, id: NodeId, tag: Tag) {
        self.flush();
        self.after_break = false;
        let parent_index = self.top();
        let names = self.names.of(document, id);
        let parent = &mut self.page.frames[parent_index as usize];
        let nth = parent.children;
        parent.children = parent.children.saturating_add(1);
        let shape = extend_hash(names.class, &[tag_code(tag)]);
        let mut around = parent.around | around::of_tag(tag);
        if self.links > 0 {
            around |= around::LINK;
        }
        if document.is(id, &local_name!("figcaption")) {
            around |= around::CAPTION;
        }
        if tag == Tag::Quote && post::is_one(document, id) {
            around |= around::POST;
        }
        for (name, value) in document.attrs(id) {
            around |= match *name {
                local_name!("hidden") => around::HIDDEN,
                local_name!("style") if hides(value) => around::HIDDEN,
                local_name!("role") => around::of_role(value),
                local_name!("itemprop") if value == "articleBody" => around::ITEM_BODY,
                _ => 0,
            };
        }
        let frame = Frame {
            node: id,
            parent: parent_index,
            tag,
            depth: parent.depth + 1,
            blocks: (self.page.blocks.len() as u32, 0),
            shape,
            path: extend_hash(parent.path, &shape.to_le_bytes()),
            own_marks: names.marks,
            marks: parent.marks | names.marks,
            worths: (names.near, names.far),
            around,
            nth,
            children: 0,
        };
        self.stack.push(self.page.frames.len() as u32);
        self.page.frames.push(frame);
    }

    fn text(&mut self, document: &Document, id: NodeId, text: &str) {
        if self.pending.is_none() {
            let Some(first) = first_visible(text) else { return };
            self.pending = Some(self.begin(document, first));
        }
        let Some(block) = &mut self.pending else { return };
        let before = block.measure.weight;
        let (page, word_limit) = (&mut self.page, block.words.0 + WORDS_MAX);
        let (measure, fingerprint, shares) = (&mut block.measure, &mut block.fingerprint, &mut self.shares);
        measure.read(text, &mut self.in_word, |part| {
            let sign = match part {
                Part::Mark(mark) => u32::from(mark),
                Part::Word(word) => {
                    if (page.words.len() as u32) < word_limit {
                        page.words.push(word);
                    }
                    page.quoted.look_up(word, shares);
                    word.hash
                }
            };
            *fingerprint = (fingerprint.rotate_left(5) ^ sign).wrapping_mul(0x9e37_79b1);
        });
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
        self.page.texts.push(id);
    }

    /// A block that begins here.
    fn begin(&mut self, document: &Document, first: char) -> Block {
        let inline = self.inline.last().copied();
        let mut near = Worth::NONE;
        let mut at = inline.map(|(id, _)| id);
        let frame = self.page.frames[self.top() as usize].node;
        while let Some(id) = at.filter(|id| *id != frame) {
            near.join(&self.names.of(document, id).near);
            at = document.parent(id);
        }
        self.in_word = false;
        self.shares = [Share::default(); 2];
        Block {
            frame: self.top(),
            texts: (self.page.texts.len() as u32, 0),
            words: (self.page.words.len() as u32, 0),
            inline: inline.map(|(id, _)| id),
            near,
            measure: Measure::default(),
            link_weight: 0,
            bold_weight: 0,
            links: 0,
            marks: inline.map_or(0, |(_, marks)| marks),
            first,
            last: first,
            after_break: self.after_break,
            media_before: std::mem::take(&mut self.media_before),
            fingerprint: HASH_START,
            quoted: [UNKNOWN_SHARE; 2],
        }
    }

    fn flush(&mut self) {
        if let Some(mut block) = self.pending.take() {
            block.texts.1 = self.page.texts.len() as u32;
            block.quoted = self.shares.map(|share| share.get().unwrap_or(UNKNOWN_SHARE));
            block.words.1 = self.page.words.len() as u32;
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

/// The first character of a text that is seen.
fn first_visible(text: &str) -> Option<char> {
    let start = text.bytes().position(|byte| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r'))?;
    text[start..].chars().find(|c| !is_blank(*c))
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
    /// The first words of a block.
    pub(super) fn words_of(&self, block: &Block) -> &[Word] {
        &self.words[block.words.0 as usize..block.words.1 as usize]
    }

    /// The text of a block, blanks run together.
    pub(super) fn text(&self, document: &Document, block: usize) -> String {
        let (start, end) = self.blocks[block].texts;
        let pieces = &self.texts[start as usize..end as usize];
        let whole: String = pieces.iter().filter_map(|&id| document.text(id)).collect();
        whole.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
