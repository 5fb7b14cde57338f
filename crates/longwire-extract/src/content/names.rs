//! What the names in `class`, `id` and `itemprop` attributes give away.
//!
//! Names are cut into words: `ArticleBody__main-text2` gives `article`, `body`,
//! `main`, `text`. A few words mark a kind of furniture by themselves and are
//! listed here; what the rest are worth is learned and lies in the model's tables.
//! Pages say the same few class names over and over: [`Reader`] looks up each once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use html5ever::local_name;

use super::features::AsIs;
use super::learned::Worth;
use super::measure::{HASH_START, extend_hash, hash};
use crate::dom::{Document, NodeId};

/// Most bytes of one attribute that are looked at.
const NAME_BYTES_MAX: usize = 240;

/// Kinds of places on a page, as bits.
pub(super) mod mark {
    pub(crate) const NAV: u32 = 1;
    pub(crate) const FOOTER: u32 = 1 << 1;
    pub(crate) const SIDEBAR: u32 = 1 << 2;
    pub(crate) const COMMENT: u32 = 1 << 3;
    pub(crate) const SHARE: u32 = 1 << 4;
    pub(crate) const RELATED: u32 = 1 << 5;
    pub(crate) const PROMO: u32 = 1 << 6;
    pub(crate) const AD: u32 = 1 << 7;
    pub(crate) const BYLINE: u32 = 1 << 8;
    pub(crate) const TAGS: u32 = 1 << 9;
    pub(crate) const CAPTION: u32 = 1 << 10;
    pub(crate) const POPUP: u32 = 1 << 11;
    pub(crate) const BODY: u32 = 1 << 12;
    pub(crate) const SUMMARY: u32 = 1 << 13;
    pub(crate) const TITLE: u32 = 1 << 14;
    pub(crate) const HIDDEN: u32 = 1 << 15;
    pub(crate) const COUNT: u32 = 16;
}

/// What WordPress begins the names with that file an entry: under a category, under a tag.
const FILED: [&[u8]; 2] = [b"category-", b"tag-"];

/// Calls `each` with every word of an attribute's value, in lower case.
///
/// The terms that WordPress files an entry under are left out: `tag-politics` on the
/// element around a whole body says nothing of its blocks.
pub(super) fn words(value: &str, mut each: impl FnMut(&[u8])) {
    let is_entry = value.contains("hentry") || value.contains("status-publish");
    let value = &value.as_bytes()[..value.len().min(NAME_BYTES_MAX)];
    if is_entry {
        let names = value.split(u8::is_ascii_whitespace);
        for name in names.filter(|name| !FILED.iter().any(|filed| name.starts_with(filed))) {
            words_of(name, &mut each);
        }
    } else {
        words_of(value, &mut each);
    }
}

fn words_of(value: &[u8], each: &mut impl FnMut(&[u8])) {
    let mut word = [0_u8; 24];
    let mut length = 0;
    let mut lower = false;
    for &byte in value {
        let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
        if (!letter || (byte.is_ascii_uppercase() && lower)) && length > 0 {
            each(&word[..length]);
            length = 0;
        }
        if letter && length < word.len() {
            word[length] = byte.to_ascii_lowercase();
            length += 1;
        }
        lower = byte.is_ascii_lowercase();
    }
    if length > 0 {
        each(&word[..length]);
    }
}

/// What the names of one element, or one attribute's value, give away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// Bits of [`mark`].
    pub(super) marks: u32,
    /// Hash of the words of the class; digits do not count.
    pub(super) class: u32,
    /// What the words are worth to the blocks close by …
    pub(super) near: Worth,
    /// … and to those further in.
    pub(super) far: Worth,
}

impl Names {
    const NONE: Self = Self { marks: 0, class: HASH_START, near: Worth::NONE, far: Worth::NONE };

    fn of_value(value: &str) -> Self {
        let mut names = Self::NONE;
        words(value, |word| {
            let hash = hash(word);
            names.marks |= mark_of(hash);
            names.class = extend_hash(names.class, word);
            names.near.add_near(hash);
            names.far.add_far(hash);
        });
        names
    }
}

/// Reads the names of a page's elements. Values are told apart by 64 bits of hash.
#[derive(Default)]
pub(super) struct Reader(HashMap<u64, Names, BuildHasherDefault<AsIs>>);

impl Reader {
    /// What the names of an element give away.
    pub(super) fn of(&mut self, document: &Document, id: NodeId) -> Names {
        let mut names = Names::NONE;
        for (name, value) in document.attrs(id) {
            let own = match *name {
                local_name!("class") => {
                    let own = *self.0.entry(value_hash(value)).or_insert_with(|| Names::of_value(value));
                    names.class = own.class;
                    names.marks |= own.marks;
                    own
                }
                local_name!("id") => {
                    let own = Names::of_value(value);
                    names.marks |= own.marks;
                    own
                }
                local_name!("itemprop") => Names::of_value(value),
                _ => continue,
            };
            names.near.join(&own.near);
            names.far.join(&own.far);
        }
        names
    }
}

/// A hash of the bytes that are looked at, eight at a time.
fn value_hash(value: &str) -> u64 {
    let value = &value.as_bytes()[..value.len().min(NAME_BYTES_MAX)];
    let mix = |hash: u64, part: u64| (hash.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (whole, rest) = value.as_chunks::<8>();
    let hash = whole.iter().fold(value.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = mix(hash, u64::from_le_bytes(last));
    hash ^ (hash >> 29)
}

/// The words that mark a place by themselves, lower case.
const MARKING: &[(u32, &str)] = &[
    (
        mark::NAV,
        "nav|navbar|navi|navigation|menu|breadcrumb|breadcrumbs|crumb|crumbs|pagination|\
         pager|pages|daohang|mianbao|topnav|toolbar|tabs",
    ),
    (mark::FOOTER, "footer|foot|copyright|colophon|bottom|disclaimer|legal|fuss"),
    (mark::SIDEBAR, "sidebar|side|aside|rail|right|widget|widgets|rightcol|seitenleiste"),
    (
        mark::COMMENT,
        "comment|comments|disqus|respond|reply|replies|pinglun|kommentare|kommentar|\
         commentlist|livefyre|komentarze|discussion",
    ),
    (
        mark::SHARE,
        "share|sharing|social|sharethis|addthis|fenxiang|bshare|bdshare|jiathis|facebook|\
         twitter|weibo|follow|shares|teilen|whatsapp|sociable",
    ),
    (
        mark::RELATED,
        "related|relate|recommend|recommended|recommendation|recommendations|xiangguan|\
         tuijian|popular|trending|latest|readmore|outbrain|taboola|similar|more|teaser|\
         teasers|hot|rank|ranking|carousel|yarpp|mostread|headlines|recirc|relevant|recent",
    ),
    (
        mark::PROMO,
        "newsletter|subscribe|subscription|promo|promotion|signup|cta|donate|paywall|optin|\
         qrcode|erweima|app|shop|affiliate|inscription",
    ),
    (
        mark::AD,
        "ad|ads|advert|advertisement|adsense|sponsor|sponsored|guanggao|banner|anzeige|\
         advertising|adv|dfp|gpt",
    ),
    (
        mark::BYLINE,
        "byline|author|authors|date|time|timestamp|published|dateline|meta|postmeta|source|\
         laiyuan|zuozhe|shijian|bio|editor|bianji|credit|credits|laiyan|autor|datum",
    ),
    (
        mark::TAGS,
        "tag|tags|category|categories|keyword|keywords|topics|topic|biaoqian|schlagworte|\
         label|labels",
    ),
    (
        mark::CAPTION,
        "caption|figcaption|photo|image|gallery|slideshow|picture|video|media|bild|tupian|\
         img",
    ),
    (
        mark::POPUP,
        "popup|modal|cookie|cookies|consent|gdpr|overlay|dialog|login|register|search|notice|\
         alert|lightbox|toast",
    ),
    (
        mark::BODY,
        "article|content|body|entry|post|story|text|zhengwen|neirong|artical|artibody|conten|\
         artikel|paragraph|main|news|newstext|articlebody",
    ),
    (
        mark::SUMMARY,
        "summary|lead|lede|standfirst|intro|dek|excerpt|abstract|subtitle|deck|subheadline|\
         zhaiyao|daodu|chapo|kicker|vorspann",
    ),
    (mark::TITLE, "title|headline|biaoti|heading|titre|tit"),
    (mark::HIDDEN, "hidden|hide|invisible|sr|noprint|screenreader|offscreen|none"),
];

const SLOTS: usize = 1024;

/// Open addressing: the hash of a word and its mark; an empty slot has mark 0.
static TABLE: [(u32, u32); SLOTS] = build();

const fn build() -> [(u32, u32); SLOTS] {
    let mut table = [(0, 0); SLOTS];
    let mut n = 0;
    while n < MARKING.len() {
        let (mark, list) = MARKING[n];
        let bytes = list.as_bytes();
        let (mut at, mut hash) = (0, HASH_START);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b'|' {
                let mut slot = hash as usize % SLOTS;
                while table[slot].1 != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                table[slot] = (hash, mark);
                hash = HASH_START;
            } else {
                hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
            }
            at += 1;
        }
        n += 1;
    }
    table
}

/// The mark a single word sets, by its hash; 0 for most.
fn mark_of(hash: u32) -> u32 {
    let mut slot = hash as usize % SLOTS;
    while TABLE[slot].1 != 0 {
        if TABLE[slot].0 == hash {
            return TABLE[slot].1;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

#[cfg(test)]
mod tests;
