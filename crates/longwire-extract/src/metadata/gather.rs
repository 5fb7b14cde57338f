//! One walk over the tree that picks up everything which could be evidence for a field.
//!
//! - [`Meta`], [`Link`]: the head's statements, names in lower case.
//! - [`Heading`]: every `h1` and `h2` with its text, and lines that repeat a stated title.
//! - [`Mark`]: an element whose `itemprop`, `rel`, `class`, `id` or name says
//!   what it holds (a date, an author, a section …).
//! - [`Line`]: a short run of text between block boundaries that holds digits
//!   or a word such as "By" or 记者. Dates and names of pages without any
//!   markup are found in them.
//! - [`Region`]: an element that is plainly not the article (navigation,
//!   sidebar, comments, related links). Marks and lines know theirs.
//!
//! Offsets count bytes of visible text before a thing, so "near the headline"
//! can be said without a second walk. Everything is capped: a page of a million
//! lines costs one walk and a few thousand candidates.

mod walk;

use super::cue::DateLabel;
use super::marks::{MarkKind, RegionKind};
use crate::dom::NodeId;

pub(super) use walk::gather;

/// Most bytes of JSON-LD kept over the whole page.
pub(super) const JSON_LD_BYTES_MAX: usize = 2 << 20;

/// `<meta>`: what it is about (`name`, `property`, `itemprop`, `http-equiv`), lower case, and what it says.
#[derive(Debug)]
pub(super) struct Meta<'a> {
    pub(super) name: String,
    pub(super) content: &'a str,
    /// True where it stands among the text: part of some item, which may be another article.
    pub(super) in_body: bool,
    pub(super) place: Place,
}

/// `<link>`: relation in lower case, and where it leads.
#[derive(Debug)]
pub(super) struct Link<'a> {
    pub(super) rel: String,
    pub(super) href: &'a str,
}

/// A heading on the page.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) node: NodeId,
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) place: Place,
}

/// Where a thing stands: visible bytes before it, and its innermost region.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) offset: usize,
    pub(super) region: Option<u16>,
}

/// An element that says what it holds.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) node: NodeId,
    pub(super) kind: MarkKind,
    /// True where markup made for machines says so (`itemprop`, `rel`, `<time>`), false for a class or id.
    pub(super) strict: bool,
    pub(super) place: Place,
    /// For a mark of a date: what the words before it say of it.
    pub(super) label: Option<DateLabel>,
}

/// A short line of visible text.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its text nodes, first and last.
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    pub(super) place: Place,
    /// True where all of it stands inside links.
    pub(super) linked: bool,
    /// What a short line before it says of its date.
    pub(super) label: Option<DateLabel>,
}

/// An `<img>` on the page.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) node: NodeId,
    pub(super) place: Place,
}

/// An element that is plainly not the article, unless the headline stands in it.
#[derive(Debug)]
pub(super) struct Region {
    pub(super) node: NodeId,
    pub(super) kind: RegionKind,
    pub(super) parent: Option<u16>,
    /// Visible bytes of the page before its beginning and before its end.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Everything picked up.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub(super) metas: Vec<Meta<'a>>,
    pub(super) links: Vec<Link<'a>>,
    pub(super) base_href: Option<&'a str>,
    pub(super) html_lang: Option<&'a str>,
    /// The template that a forum's program says it filled.
    pub(super) html_template: Option<&'a str>,
    pub(super) body_class: Option<&'a str>,
    pub(super) title_tag: Option<String>,
    pub(super) json_ld: Vec<String>,
    /// True where JSON-LD beyond [`JSON_LD_BYTES_MAX`] was left unread.
    pub(super) json_ld_cut: bool,
    pub(super) headings: Vec<Heading>,
    pub(super) marks: Vec<Mark>,
    pub(super) lines: Vec<Line>,
    /// The beginnings of paragraphs that may open with a date.
    pub(super) openings: Vec<Line>,
    pub(super) pictures: Vec<Picture>,
    pub(super) regions: Vec<Region>,
    /// Visible bytes of the whole page.
    pub(super) visible_bytes: usize,
    /// Those of them inside links.
    pub(super) linked_bytes: usize,
    /// True where microdata names an article, and something rated or sold.
    pub(super) article_item: bool,
    pub(super) offer_item: bool,
    /// Fields that ask for a password.
    pub(super) password_fields: usize,
}

impl<'a> Gathered<'a> {
    /// The content of the first meta tag of this name that says anything.
    pub(super) fn meta(&self, name: &str) -> Option<&'a str> {
        self.metas.iter().find(|m| m.name == name && !m.content.trim().is_empty()).map(|m| m.content.trim())
    }

    /// The regions around a place, innermost first.
    pub(super) fn regions_of(&self, place: Place) -> impl Iterator<Item = &Region> {
        let mut at = place.region;
        std::iter::from_fn(move || {
            let region = &self.regions[usize::from(at?)];
            at = region.parent;
            Some(region)
        })
    }
}
