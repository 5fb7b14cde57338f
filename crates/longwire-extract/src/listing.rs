//! Pages that announce feeds, and pages that list articles.
//!
//! - [`feeds`] finds the feeds a page announces or links to, for subscribing.
//! - [`entries`] reads a news page as if it were a feed, for sites without one.
//!
//! Deliberately absent: asking whether an announced feed is there.
//!
//! Specs: HTML Standard §4.6.7.1 (`alternate`); RSS Advisory Board and RFC 4287
//! autodiscovery; JSON Feed 1.1 (discovery).

mod entries;
mod items;

use std::collections::HashSet;

use longwire_model::{FeedLink, Url};
use longwire_text::{link, space};

use crate::dom::{Document, NodeId};

pub use entries::{ENTRIES_MAX, entries};

/// Most feeds returned of one page.
pub const FEEDS_MAX: usize = 64;

/// Media types of feeds, and how sure they are of being one.
const TYPES: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/rss",
    "application/atom",
    "text/rss",
    "text/rss+xml",
    "text/atom+xml",
];

/// Types that feeds are served as beside much else.
const VAGUE_TYPES: &[&str] = &["application/json", "application/xml", "text/xml"];

/// The feeds that a page announces, best first: announced in its head, then
/// linked to in its body; feeds of comments last. Each address once; at most
/// [`FEEDS_MAX`].
pub fn feeds(document: &Document, url: &Url) -> Vec<FeedLink> {
    let base = base(document, url);
    let (mut announced, mut linked) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for id in document.descendants(NodeId::ROOT) {
        let (list, found) = match document.element(id).map(|name| &**name) {
            Some("link") => (&mut announced, announcement(document, id, &base)),
            Some("a" | "area") => (&mut linked, feed_link(document, id, &base)),
            _ => continue,
        };
        if let Some(found) = found.filter(|found| seen.insert(found.url.clone())) {
            list.push(found);
        }
        if announced.len() + linked.len() == FEEDS_MAX {
            break;
        }
    }
    announced.append(&mut linked);
    announced.sort_by_key(is_of_comments);
    announced
}

/// What relative addresses of a page are relative to.
fn base(document: &Document, url: &Url) -> Url {
    let mut bases = document
        .descendants(NodeId::ROOT)
        .filter_map(|id| (&**document.element(id)? == "base").then(|| document.attr(id, "href")).flatten());
    bases.next().and_then(|href| link::resolve(href, Some(url))).unwrap_or_else(|| url.clone())
}

fn announcement(document: &Document, id: NodeId, base: &Url) -> Option<FeedLink> {
    let attr = |name| document.attr(id, name).unwrap_or_default();
    let mut rels = attr("rel").split_ascii_whitespace();
    if !rels.any(|rel| rel.eq_ignore_ascii_case("alternate") || rel.eq_ignore_ascii_case("feed")) {
        return None;
    }
    let media_type = media_type(attr("type"));
    let url = address(attr("href"), base)?;
    let is_feed = TYPES.contains(&media_type.as_str())
        || (VAGUE_TYPES.contains(&media_type.as_str()) && names_feed(&url))
        || attr("rel").eq_ignore_ascii_case("feed");
    is_feed.then(|| feed(url, media_type, attr("title")))
}

/// A link in the body whose address or type says that it leads to a feed.
fn feed_link(document: &Document, id: NodeId, base: &Url) -> Option<FeedLink> {
    let attr = |name| document.attr(id, name).unwrap_or_default();
    let media_type = media_type(attr("type"));
    let href = attr("href");
    let by_type = TYPES.contains(&media_type.as_str());
    if !by_type && !href.starts_with("feed:") && !could_name_feed(href) {
        return None;
    }
    let url = address(href, base)?;
    let by_scheme = href.starts_with("feed:");
    if !(by_type || by_scheme || (names_feed(&url) && longwire_text::zone::same_site(&url, base))) {
        return None;
    }
    let mut title = attr("title").to_owned();
    if title.trim().is_empty() {
        title = document.text_content(id);
    }
    Some(feed(url, media_type, &title))
}

fn feed(url: Url, media_type: String, title: &str) -> FeedLink {
    let title = Some(space::collapse(title)).filter(|title| !title.is_empty());
    let media_type = Some(media_type).filter(|media_type| !media_type.is_empty());
    FeedLink { url, rel: "alternate".to_owned(), media_type, title }
}

/// An absolute web address; `feed:` in front of one or in place of `http:` is understood.
fn address(written: &str, base: &Url) -> Option<Url> {
    let written = written.trim();
    let mut url = match written.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("//") => link::resolve(&format!("http:{rest}"), None),
        Some(rest) => link::resolve(rest, None),
        None => link::resolve(written, Some(base)),
    }?;
    url.set_fragment(None);
    Some(url)
}

fn media_type(written: &str) -> String {
    written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A quick look that spares resolving every link of a page.
fn could_name_feed(href: &str) -> bool {
    let href = href.as_bytes();
    [b"rss".as_slice(), b"atom", b"feed", b"rdf", b".xml"]
        .iter()
        .any(|word| href.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word)))
}

/// Whether an address is named as those of feeds are: `/feed/`, `/rss.xml`, `?feed=rss2`.
fn names_feed(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let mut steps = path.trim_end_matches('/').rsplit('/');
    let last = steps.next().unwrap_or_default();
    let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
    let mut words = stem.split(|c: char| !c.is_ascii_alphanumeric());
    let is_word = |word: &str| matches!(word, "rss" | "rss2" | "atom" | "feed" | "feeds" | "rdf" | "index");
    match extension {
        "rss" | "atom" | "rdf" => true,
        "xml" | "json" => {
            let in_folder =
                steps.next().is_some_and(|folder| matches!(folder, "rss" | "feed" | "feeds" | "atom"));
            !path.contains("sitemap") && (in_folder || words.any(is_word))
        }
        "" | "php" | "aspx" | "asp" | "jsp" => {
            matches!(stem, "rss" | "rss2" | "atom" | "feed" | "rdf")
                || url.query_pairs().any(|(name, value)| {
                    (name == "feed" && matches!(&*value, "rss" | "rss2" | "atom" | "rdf" | "json"))
                        || (matches!(&*name, "format" | "alt" | "type") && matches!(&*value, "rss" | "atom"))
                })
        }
        _ => false,
    }
}

fn is_of_comments(link: &FeedLink) -> bool {
    let title = link.title.as_deref().unwrap_or_default();
    link.url.path().contains("comment")
        || ["omment", "ommentaire", "ommentar", "评论", "評論", "留言", "コメント"]
            .iter()
            .any(|word| title.contains(word))
}

#[cfg(test)]
mod tests;
