//! What elements say they hold: by class, id, `itemprop`, `rel`, or name.
//!
//! Class and id values are cut into sub-words at anything that is no letter or
//! digit and at capitals (`post-meta__pubDate` is post, meta, pub, date), so one
//! table serves every naming habit. [`said`] looks at an element once.

use html5ever::{LocalName, local_name};

use super::post;
use crate::dom::{Document, NodeId};

/// What an element says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Published,
    Modified,
    /// A date of unstated meaning.
    Date,
    Author,
    Section,
    Standfirst,
    Body,
}

impl MarkKind {
    /// True for the kinds that hold a date.
    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Published | Self::Modified | Self::Date)
    }
}

/// Why an element is plainly not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RegionKind {
    /// A page header. Headlines stand there too, so it counts for little.
    Header,
    Navigation,
    Aside,
    Footer,
    Comments,
    Related,
}

const PUBLISHED: u16 = 1;
const MODIFIED: u16 = 1 << 1;
const DATE: u16 = 1 << 2;
const AUTHOR: u16 = 1 << 3;
const SECTION: u16 = 1 << 4;
const STANDFIRST: u16 = 1 << 5;
const BODY: u16 = 1 << 6;
/// Beside a word for author: what is there is his picture, his life, or a commentator.
const NOT_AUTHOR: u16 = 1 << 7;
/// A part of an article: its footer is no footer of the page.
const OF_ARTICLE: u16 = 1 << 8;

/// Bits and what they mean.
const KINDS: [(u16, MarkKind); 7] = [
    (PUBLISHED, MarkKind::Published),
    (MODIFIED, MarkKind::Modified),
    (DATE, MarkKind::Date),
    (AUTHOR, MarkKind::Author),
    (SECTION, MarkKind::Section),
    (STANDFIRST, MarkKind::Standfirst),
    (BODY, MarkKind::Body),
];

/// What one element says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    /// The kind of region it opens.
    pub(super) region: Option<RegionKind>,
    /// By markup made for machines: `itemprop`, `rel`, `<time>`.
    strict: u16,
    /// By class, id, or where it leads.
    loose: u16,
}

impl Said {
    /// What it holds, and whether markup made for machines says so.
    pub(super) fn kinds(self) -> impl Iterator<Item = (MarkKind, bool)> {
        let strict =
            KINDS.iter().filter(move |(bit, _)| self.strict & bit != 0).map(|&(_, kind)| (kind, true));
        let loose =
            KINDS.iter().filter(move |(bit, _)| self.loose & bit != 0).map(|&(_, kind)| (kind, false));
        strict.chain(loose)
    }
}

/// What class and id values say, by value: a page repeats few of them thousands of times.
pub(super) struct Meanings<'a> {
    known: Vec<(&'a str, Meaning)>,
}

/// What one class or id value says.
#[derive(Clone, Copy, Debug, Default)]
struct Meaning {
    bits: u16,
    region: Option<RegionKind>,
    /// True where it holds a word that introduces an article on a paragraph only.
    leads: bool,
}

/// Values remembered; a power of two. Of two that fall on one place the last one is kept.
const MEANINGS_MAX: usize = 1_024;

impl Default for Meanings<'_> {
    fn default() -> Self {
        Self { known: vec![("", Meaning::default()); MEANINGS_MAX] }
    }
}

impl<'a> Meanings<'a> {
    fn of(&mut self, value: &'a str) -> Meaning {
        let place = &mut self.known[place_of(value)];
        if place.0 != value {
            *place = (value, read(value));
        }
        place.1
    }
}

/// A place for a value, from eight bytes at a time.
fn place_of(value: &str) -> usize {
    let (words, rest) = value.as_bytes().as_chunks::<8>();
    let mut hash = value.len() as u64;
    let mut mix = |word: u64| hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    words.iter().for_each(|word| mix(u64::from_le_bytes(*word)));
    mix(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    (hash >> 48) as usize % MEANINGS_MAX
}

/// Reads every sub-word of a class or id value.
fn read(value: &str) -> Meaning {
    let mut said = Meaning::default();
    each_sub_word(value, |word| {
        let (bits, region) = meaning(word);
        said.bits |= bits;
        said.region = said.region.or(region);
        said.leads |= matches!(word, "lead" | "intro");
    });
    said
}

/// Reads what an element says, in one look at its attributes.
pub(super) fn said<'a>(
    document: &'a Document,
    id: NodeId,
    name: &LocalName,
    meanings: &mut Meanings<'a>,
) -> Said {
    let mut said = Said::default();
    if matches!(*name, local_name!("meta") | local_name!("link") | local_name!("html") | local_name!("body"))
    {
        return said;
    }
    let mut region = None;
    for (attribute, value) in document.attrs(id) {
        match &**attribute {
            "class" | "id" => {
                let meaning = meanings.of(value);
                // A `lead` is the picture or the story of the day, but a paragraph that is one
                // introduces the article.
                let leads = meaning.leads && *name == local_name!("p");
                said.loose |= meaning.bits | if leads { STANDFIRST } else { 0 };
                region = region.or(meaning.region);
            }
            "data-testid" | "data-component" | "data-qa" => said.loose |= meanings.of(value).bits,
            "itemprop" | "property" => {
                value.split_ascii_whitespace().for_each(|name| said.strict |= property(name));
            }
            "rel" if value.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) => {
                said.strict |= AUTHOR;
            }
            "href" if *name == local_name!("a") && leads_to_author(value) => said.loose |= AUTHOR,
            _ => {}
        }
    }
    if matches!(&**name, "time" | "relative-time" | "local-time" | "time-ago") {
        said.strict |= DATE;
    }
    said.region = match *name {
        local_name!("nav") => Some(RegionKind::Navigation),
        local_name!("aside") => Some(RegionKind::Aside),
        // The end of an article often names its author and date; the end of a page does not.
        local_name!("footer") => (!is_within_article(document, id)).then_some(RegionKind::Footer),
        local_name!("header") => Some(RegionKind::Header),
        // A class here describes the whole page ("has-sidebar"), or one line.
        local_name!("main") | local_name!("a") | local_name!("p") => None,
        // Who wrote it, and when, is said of the post.
        local_name!("blockquote") if post::is_one(document, id) => Some(RegionKind::Comments),
        // On Blogger the posts themselves are a gadget of the page.
        _ if region == Some(RegionKind::Aside) && document.attr(id, "class") == Some("widget Blog") => None,
        _ if said.loose & OF_ARTICLE != 0 => region
            .filter(|kind| !matches!(kind, RegionKind::Footer | RegionKind::Aside | RegionKind::Navigation)),
        _ => region,
    };
    if said.loose & NOT_AUTHOR != 0 {
        said.loose &= !AUTHOR;
    }
    said
}

fn is_within_article(document: &Document, id: NodeId) -> bool {
    document
        .ancestors(id)
        .take(6)
        .any(|node| document.is(node, &local_name!("article")) || document.is(node, &local_name!("main")))
}

/// Parts of addresses under which sites keep pages about their authors.
#[rustfmt::skip]
const AUTHOR_PATHS: &[&str] = &[
    "author", "authors", "autor", "autoren", "autores", "auteur", "auteurs", "autore", "autori", "journalist", "journalists", "columnist",
    "reporter", "contributor", "contributors", "redakteur", "byline", "writers", "staff", "by",
];

fn leads_to_author(href: &str) -> bool {
    // What stands before the last part names its kind.
    let mut parts = href.trim_end_matches('/').rsplit('/').skip(1).take(3);
    parts.any(|part| AUTHOR_PATHS.contains(&part))
}

/// What an `itemprop` or RDFa `property` says.
fn property(value: &str) -> u16 {
    let name = value.rsplit([':', '/', '#']).next().unwrap_or(value);
    match name.to_ascii_lowercase().as_str() {
        "datepublished" | "datecreated" | "issued" => PUBLISHED,
        "datemodified" => MODIFIED,
        "date" => DATE,
        "author" | "creator" => AUTHOR,
        "articlesection" => SECTION,
        "alternativeheadline" => STANDFIRST,
        "articlebody" => BODY,
        _ => 0,
    }
}

/// Longest sub-word that can mean anything, in bytes.
const SUB_WORD_BYTES_MAX: usize = 20;

/// Calls `each` with every sub-word of a class or id value, in lower case.
fn each_sub_word(value: &str, mut each: impl FnMut(&str)) {
    let mut word = [0_u8; SUB_WORD_BYTES_MAX];
    let mut len = 0;
    let mut was_lower = false;
    for byte in value.bytes().chain([b' ']) {
        let starts_new = !byte.is_ascii_alphanumeric() || (was_lower && byte.is_ascii_uppercase());
        if starts_new && len > 0 {
            if len <= SUB_WORD_BYTES_MAX
                && let Ok(word) = std::str::from_utf8(&word[..len])
            {
                each(word);
            }
            len = 0;
        }
        if byte.is_ascii_alphanumeric() {
            if let Some(slot) = word.get_mut(len) {
                *slot = byte.to_ascii_lowercase();
            }
            len += 1;
        }
        was_lower = byte.is_ascii_lowercase();
    }
}

/// What one sub-word of a class or id says: bits, and the region it opens.
#[rustfmt::skip]
fn meaning(word: &str) -> (u16, Option<RegionKind>) {
    let bits = match word {
        "published" | "publish" | "pubdate" | "pubtime" | "publishdate" | "publishtime" | "publication" | "posted" | "postdate" | "pub"
        | "created" | "createtime" | "publicado" | "veroeffentlicht" => PUBLISHED,
        "updated" | "modified" | "lastmod" | "lastmodified" | "lastupdated" | "update" | "actualizado" => MODIFIED,
        "date" | "time" | "datetime" | "timestamp" | "dateline" | "fecha" | "datum" | "articledate" | "dates" | "newsdate" | "entrydate"
        | "shijian" | "riqi" | "heure" | "hora" | "day" | "dtime" | "age" => DATE,
        "author" | "byline" => AUTHOR | OF_ARTICLE,
        "authors" | "bylines" | "writer" | "reporter" | "journalist" | "contributor" | "contributors" | "autor" | "autore" | "auteur"
        | "autoren" | "zuozhe" | "authorname" | "bylinename" | "postauthor" | "creator" | "autori" | "auteurs" | "columnist" => AUTHOR,
        "category" | "section" | "kicker" | "rubric" | "breadcrumb" | "breadcrumbs" | "rubrik" | "eyebrow" | "crumb" | "crumbs"
        | "location" => SECTION,
        "standfirst" | "dek" | "subtitle" | "subheadline" | "subhead" | "lede" | "chapo" | "chapeau" | "sapo" | "entradilla" | "bajada"
        | "sommario" | "ingress" | "vorspann" | "subheading" | "strapline" | "summary" | "abstract" | "daodu" | "zhaiyao" => STANDFIRST,
        "entry" | "post" | "article" | "asset" | "single" | "story" | "meta" => OF_ARTICLE,
        "comment" | "comments" => return (NOT_AUTHOR, Some(RegionKind::Comments)),
        "related" => return (NOT_AUTHOR, Some(RegionKind::Related)),
        "reply" | "avatar" | "bio" | "biography" | "social" | "follow" | "share" | "description" | "image" | "img" | "photo" | "icon" => {
            NOT_AUTHOR
        }
        _ => return (0, region_word(word)),
    };
    (bits, None)
}

/// Whether a sub-word names a part of the page that is not the article.
#[rustfmt::skip]
fn region_word(word: &str) -> Option<RegionKind> {
    Some(match word {
        "nav" | "navbar" | "navigation" | "menu" | "topbar" | "toolbar" => RegionKind::Navigation,
        "sidebar" | "rail" | "aside" | "popular" | "trending" | "promo" | "promos" | "newsletter" | "carousel" | "ticker" | "widget"
        | "widgets" | "ranking" | "rank" | "latest" | "paihang" | "mostread" | "cookie" | "modal" | "popup" | "ads" | "advert"
        | "advertisement" => RegionKind::Aside,
        "footer" | "copyright" | "colophon" => RegionKind::Footer,
        "disqus" | "replies" | "respond" | "commentlist" | "pinglun" => RegionKind::Comments,
        "recommend" | "recommended" | "recommendation" | "recommendations" | "teaser" | "teasers" | "xiangguan" | "tuijian"
        | "readmore" | "suggested" | "similar" | "upnext" | "outbrain" | "taboola" => RegionKind::Related,
        "header" | "masthead" => RegionKind::Header,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
