//! The walk itself: elements open and close, text runs into lines.

use html5ever::{LocalName, local_name};

use super::{Gathered, Heading, JSON_LD_BYTES_MAX, Line, Link, Mark, Meta, Picture, Place, Region};
use crate::dom::{Document, Edge, NodeId};
use crate::metadata::{cue, json_ld, marks, text, title};

/// Most meta tags and links read.
const HEAD_ITEMS_MAX: usize = 2_000;
/// Most headings kept.
const HEADINGS_MAX: usize = 200;
/// Most marks kept.
const MARKS_MAX: usize = 3_000;
/// Most lines kept.
const LINES_MAX: usize = 3_000;
/// Longest line that is looked at, in bytes.
const LINE_BYTES_MAX: usize = 360;
/// How much of a longer line is looked at for a dateline ("(21 November 2022) The council …"), in bytes.
const OPENING_BYTES_MAX: usize = 90;
/// Most such openings kept.
const OPENINGS_MAX: usize = 50;
/// Longest line that can be a label of the line below it ("Published on"), in bytes.
const LABEL_BYTES_MAX: usize = 32;
/// Shortest line that can be a headline without a tag, in bytes.
const TITLE_LINE_BYTES_MIN: usize = 12;
/// Most images kept.
const IMAGES_MAX: usize = 200;
/// Deepest nesting of regions that is kept apart.
const REGION_DEPTH_MAX: usize = 64;

/// Walks the page once.
pub(in crate::metadata) fn gather(document: &Document) -> Gathered<'_> {
    let mut walker = Walker::default();
    let mut walk = document.traverse(NodeId::ROOT);
    while let Some(edge) = walk.next() {
        match edge {
            Edge::Open(id) => {
                if let Some(text) = document.text(id) {
                    walker.text(id, text);
                } else if let Some(name) = document.element(id)
                    && !walker.open(document, id, name)
                {
                    walk.skip_children();
                }
            }
            Edge::Close(id) => {
                if let Some(name) = document.element(id) {
                    walker.close(id, name);
                }
            }
        }
    }
    walker.flush();
    walker.found.visible_bytes = walker.offset;
    walker.found
}

#[derive(Default)]
struct Walker<'a> {
    found: Gathered<'a>,
    offset: usize,
    line: String,
    line_start: usize,
    line_nodes: Option<(NodeId, NodeId)>,
    line_too_long: bool,
    line_linked: bool,
    links_open: u32,
    body_open: bool,
    /// The last line, where it was short enough for a label.
    label: String,
    /// True where the last line was only a cue ("Written by"): the next one is what it announces.
    announced: bool,
    /// Titles the head states: a line that one of them begins with is a headline without a tag.
    stated_titles: Vec<String>,
    open_regions: Vec<(NodeId, u16)>,
    meanings: marks::Meanings<'a>,
}

impl<'a> Walker<'a> {
    fn place(&self) -> Place {
        Place { offset: self.offset, region: self.open_regions.last().map(|&(_, region)| region) }
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let text_bytes = text.trim_ascii().len();
        if text_bytes == 0 {
            if !self.line.is_empty() {
                self.line.push(' ');
            }
            return;
        }
        if self.line_nodes.is_none() {
            self.line_start = self.offset;
            self.line_linked = true;
        }
        self.offset += text_bytes;
        self.found.linked_bytes += if self.links_open > 0 { text_bytes } else { 0 };
        self.line_linked &= self.links_open > 0;
        self.line_nodes = Some((self.line_nodes.map_or(id, |(first, _)| first), id));
        if self.line_too_long || self.line.len() + text_bytes > LINE_BYTES_MAX {
            if !self.line_too_long && self.line.len() < OPENING_BYTES_MAX {
                self.line.push_str(&text[..text.floor_char_boundary(OPENING_BYTES_MAX)]);
            }
            self.line_too_long = true;
        } else {
            if self.line.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            {
                // Set apart by style only: a name and its date.
                self.line.push(' ');
            }
            self.line.push_str(text);
        }
    }

    /// Takes note of an element; false where its content is not to be read.
    fn open(&mut self, document: &'a Document, id: NodeId, name: &LocalName) -> bool {
        if document.is_foreign(id) {
            return false;
        }
        match *name {
            local_name!("script") => {
                self.script(document, id);
                return false;
            }
            local_name!("style") | local_name!("template") | local_name!("svg") | local_name!("select") => {
                return false;
            }
            // Scripting is off in the parser, so what stands here repeats what a script would show.
            local_name!("noscript") if self.in_body(document, id) => return false,
            local_name!("body") => {
                self.found.body_class = document.attr(id, "class");
                self.enter_body();
            }
            local_name!("html") => {
                self.found.html_lang = document.attr(id, "lang").or(document.attr(id, "xml:lang"));
                self.found.html_template = document.attr(id, "data-template");
            }
            local_name!("title") => {
                if self.found.title_tag.is_none() {
                    self.found.title_tag = Some(document.text_content(id));
                }
                return false;
            }
            local_name!("base") => {
                self.found.base_href = self.found.base_href.or(document.attr(id, "href"));
            }
            local_name!("meta") => self.meta(document, id),
            local_name!("link") => self.link(document, id),
            local_name!("a") => self.links_open += 1,
            local_name!("img") if self.found.pictures.len() < IMAGES_MAX => {
                self.found.pictures.push(Picture { node: id, place: self.place() });
            }
            local_name!("input") => {
                self.found.password_fields += usize::from(document.attr(id, "type") == Some("password"));
            }
            local_name!("h1") | local_name!("h2") => {
                self.flush();
                self.heading(document, id, if *name == local_name!("h1") { 1 } else { 2 });
            }
            _ => {}
        }
        if is_block(name) {
            self.flush();
        }
        self.attributes(document, id, name);
        true
    }

    fn in_body(&self, document: &Document, id: NodeId) -> bool {
        document.parent(id).is_some_and(|parent| !document.is(parent, &local_name!("head")))
    }

    fn close(&mut self, id: NodeId, name: &LocalName) {
        if *name == local_name!("a") {
            self.links_open = self.links_open.saturating_sub(1);
        }
        if is_block(name) {
            self.flush();
        }
        if let Some(&(node, region)) = self.open_regions.last()
            && node == id
        {
            self.found.regions[usize::from(region)].end = self.offset;
            self.open_regions.pop();
        }
    }

    fn enter_body(&mut self) {
        self.body_open = true;
        let titles = [self.found.meta("og:title").map(str::to_owned), self.found.title_tag.clone()];
        self.stated_titles = titles.into_iter().flatten().map(|title| text::squeeze(&title)).collect();
        // "Site: Title" and "Site - Title" name it last.
        let tails: Vec<String> = self.stated_titles.iter().flat_map(|title| title::tails(title)).collect();
        self.stated_titles.extend(tails);
    }

    /// Ends a line and keeps it where it tells something.
    fn flush(&mut self) {
        let nodes = self.line_nodes.take();
        if let Some((first, last)) = nodes
            && !self.line_too_long
            && self.found.lines.len() < LINES_MAX
        {
            let place = Place { offset: self.line_start, ..self.place() };
            let is_title = self.is_stated_title();
            if is_title || self.announced || cue::is_telling(&self.line) {
                let text = text::squeeze(&self.line);
                if is_title && self.found.headings.len() < HEADINGS_MAX {
                    self.found.headings.push(Heading {
                        node: first,
                        level: title::LINE,
                        text: text.clone(),
                        place,
                    });
                }
                self.announced = cue::is_bare_cue(&text);
                let may_be_date = text.bytes().any(|b| b.is_ascii_digit()) || !text.is_ascii();
                let label = may_be_date.then(|| cue::date_label(&self.label)).flatten();
                self.found.lines.push(Line { text, first, last, place, linked: self.line_linked, label });
            }
        }
        if let Some((first, last)) = nodes
            && self.line_too_long
            && self.found.openings.len() < OPENINGS_MAX
            && cue::may_open_with_date(self.line.trim_ascii_start())
        {
            let place = Place { offset: self.line_start, ..self.place() };
            let text = text::squeeze(&self.line);
            self.found.openings.push(Line { text, first, last, place, linked: false, label: None });
        }
        if nodes.is_some() {
            self.label.clear();
            if !self.line_too_long && self.line.len() <= LABEL_BYTES_MAX {
                self.label.push_str(&self.line);
            }
        }
        self.line.clear();
        self.line_too_long = false;
    }

    /// True for a line that is the beginning of a title the head states.
    fn is_stated_title(&self) -> bool {
        let line = self.line.trim();
        line.len() >= TITLE_LINE_BYTES_MIN
            && self.stated_titles.iter().any(|title| {
                title.starts_with(line) || (line.contains('\n') && title.starts_with(&text::squeeze(line)))
            })
    }

    fn script(&mut self, document: &Document, id: NodeId) {
        let is_json_ld = document
            .attr(id, "type")
            .is_some_and(|kind| kind.trim_ascii().to_ascii_lowercase().starts_with("application/ld+json"));
        if !is_json_ld {
            return;
        }
        let text: String = document.children(id).filter_map(|child| document.text(child)).collect();
        let have: usize = self.found.json_ld.iter().map(String::len).sum();
        if have + text.len() > JSON_LD_BYTES_MAX {
            self.found.json_ld_cut = true;
        } else {
            self.found.json_ld.push(text);
        }
    }

    fn meta(&mut self, document: &'a Document, id: NodeId) {
        let Some(content) = document.attr(id, "content").or(document.attr(id, "value")) else { return };
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(names) = document.attr(id, attribute)
                && self.found.metas.len() < HEAD_ITEMS_MAX
            {
                let (in_body, place) = (self.body_open, self.place());
                self.found.metas.push(Meta {
                    name: names.trim().to_ascii_lowercase(),
                    content,
                    in_body,
                    place,
                });
            }
        }
    }

    fn link(&mut self, document: &'a Document, id: NodeId) {
        let (Some(rel), Some(href)) = (document.attr(id, "rel"), document.attr(id, "href")) else { return };
        if self.found.links.len() < HEAD_ITEMS_MAX {
            self.found.links.push(Link { rel: rel.trim().to_ascii_lowercase(), href });
        }
    }

    fn heading(&mut self, document: &Document, id: NodeId, level: u8) {
        if self.found.headings.len() >= HEADINGS_MAX {
            return;
        }
        let text = text::text_within(document, id, 1_000);
        if !text.is_empty() {
            self.found.headings.push(Heading { node: id, level, text, place: self.place() });
        }
    }

    fn attributes(&mut self, document: &'a Document, id: NodeId, name: &LocalName) {
        let said = marks::said(document, id, name, &mut self.meanings);
        if let Some(kind) = document.attr(id, "itemtype").map(|kind| kind.rsplit('/').next().unwrap_or(kind))
        {
            self.found.article_item |= kind.ends_with("Article") || kind.ends_with("Posting");
            self.found.offer_item |= json_ld::OFFER_TYPES.contains(&kind);
        }
        if let Some(kind) = said.region
            && self.open_regions.len() < REGION_DEPTH_MAX
            && let Ok(index) = u16::try_from(self.found.regions.len())
        {
            let parent = self.open_regions.last().map(|&(_, region)| region);
            self.found.regions.push(Region { node: id, kind, parent, start: self.offset, end: usize::MAX });
            self.open_regions.push((id, index));
        }
        let place = self.place();
        for (kind, strict) in said.kinds() {
            if self.found.marks.len() < MARKS_MAX {
                let words = if self.line.trim_ascii().is_empty() { &self.label } else { &self.line };
                let label = kind.is_date().then(|| cue::date_label(words)).flatten();
                self.found.marks.push(Mark { node: id, kind, strict, place, label });
            }
        }
    }
}

/// True for elements that end a line.
fn is_block(name: &LocalName) -> bool {
    !matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("rb")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("s")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("wbr")
    )
}
