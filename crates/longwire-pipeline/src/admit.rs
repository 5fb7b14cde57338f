//! From a feed's entries to entries worth an article job.
//!
//! Pure. Identity, dates and addresses in feeds are claims: entries without an
//! address are named by the source, dates in the future are not believed.

use std::collections::HashSet;
use std::time::Duration;

use longwire_model::{Author, Enclosure, Entry, Feed, Moment, Timestamp, Url};
use longwire_store::NewEntry;
use longwire_text::{cjk, tag};

/// How far ahead of our clock a publisher's date may lie.
const FUTURE_MAX: Duration = Duration::from_secs(24 * 3600);

/// Weighted characters of feed content from which on it can be the whole
/// article: about three paragraphs. Shorter content is always looked up.
const FULL_TEXT_WEIGHT_MIN: u32 = 1_500;

/// The entries of a feed that can become articles, in document order, each guid once.
///
/// An entry without an address gets the source's own with the guid as its
/// fragment: its article can only be the feed's own content.
pub fn entries(feed: &Feed, source_url: &Url, now: Timestamp) -> Vec<NewEntry> {
    let mut seen = HashSet::new();
    feed.entries
        .iter()
        .filter(|entry| seen.insert(entry.guid.as_str()))
        .filter_map(|entry| {
            let url = match &entry.url {
                Some(url) => url.clone(),
                None if entry.content.is_some() => {
                    let mut url = source_url.clone();
                    url.set_fragment(Some(&format!("!{}", entry.guid)));
                    url
                }
                None => return None,
            };
            Some(NewEntry {
                guid: entry.guid.clone(),
                url,
                title: entry.title.clone(),
                authors: authors(entry),
                published_at: entry.published_at.and_then(|at| believed(at, now)),
                tags: tag::names(entry.categories.iter().map(String::as_str)),
                enclosures: entry.enclosures.iter().filter(|it| is_played(it)).cloned().collect(),
                summary: entry.summary.clone(),
                content: entry.content.clone(),
                fingerprint: fingerprint(entry),
            })
        })
        .collect()
}

/// True for sound and film: what people play, wherever they read the article.
fn is_played(enclosure: &Enclosure) -> bool {
    let media_type = enclosure.media_type.as_deref().unwrap_or_default();
    let played = media_type.starts_with("audio/") || media_type.starts_with("video/");
    played && matches!(enclosure.url.scheme(), "http" | "https")
}

/// True where the feed carries the article itself and the page need not be
/// fetched: long content that does not break off.
pub fn carries_full_text(entry: &NewEntry) -> bool {
    let Some(content) = &entry.content else { return false };
    let text = content.0.trim_end();
    if cjk::weight(text) < FULL_TEXT_WEIGHT_MIN {
        return false;
    }
    let mut start = text.len().saturating_sub(200);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let tail = text[start..].to_lowercase();
    let breaks_off =
        ["[…]", "[...]", "…</p>", "...</p>", "[&#8230;]", "&hellip;", "read more", "continue reading"];
    !text.ends_with('…')
        && !text.ends_with("...")
        && !breaks_off.iter().any(|mark| tail.contains(mark))
        && !["全文", "続きを読む", "더 보기", "weiterlesen", "lire la suite"]
            .iter()
            .any(|mark| tail.contains(mark))
}

/// True where the entry has no page of its own: [`entries`] made its address up.
pub fn has_no_page(entry: &NewEntry) -> bool {
    entry.url.fragment().is_some_and(|f| f.strip_prefix('!') == Some(entry.guid.as_str()))
}

fn authors(entry: &Entry) -> Vec<Author> {
    entry
        .authors
        .iter()
        .filter(|person| !person.name.is_empty())
        .map(|person| Author { name: person.name.clone(), url: person.url.clone() })
        .collect()
}

fn believed(at: Moment, now: Timestamp) -> Option<Moment> {
    (at.timestamp() <= now.plus(FUTURE_MAX)).then_some(at)
}

/// What changes when the publisher changes an entry: title, date of change, summary and content.
fn fingerprint(entry: &Entry) -> String {
    let mut hash = Fnv::default();
    hash.eat(&entry.title);
    hash.eat(&entry.updated_at.map(|at| at.to_string()).unwrap_or_default());
    hash.eat(entry.summary.as_ref().map_or("", |html| &html.0));
    hash.eat(entry.content.as_ref().map_or("", |html| &html.0));
    format!("{:016x}", hash.0)
}

/// FNV-1a, 64 bits: stable on disk for ever, which the standard hasher is not.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn eat(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests;
