//! Publishing: from a source and its articles to the bytes of a feed.
//!
//! [`render`] is a plain function of the store's contents, so that what is
//! served and what is exported can not differ. The current document holds the
//! newest articles; each links to the archive page before it, back to the first.
//!
//! Archive pages end at every hundredth article, whatever the newest is: a page
//! that is full keeps its address and its articles, so clients fetch it once.
//! The current document overlaps the newest of them.
//!
//! - `item` is one article as published.
//! - `serve` answers requests, with `condition` (who has it already), `encoding`
//!   (packed how) and `cache` (rendered once per change).
//! - The formats themselves are [`longwire_feed::write`]'s business.
//!
//! Spec: RFC 5005 §4 (archived feeds), RFC 4151 (`tag:` addresses).

mod cache;
mod condition;
mod encoding;
mod item;
pub(crate) mod serve;

use longwire_feed::write::{Attribution, FORMATS, Format, Link, Publication};
use longwire_model::{ArchiveSeq, Timestamp, Url};
use longwire_store::{ArchivedArticle, SourceState, Store, StoreError};

use crate::address::Address;
use crate::catalogue::title_of;
use crate::fingerprint::Fingerprint;
use crate::words::{Tongue, filled};

pub(crate) use cache::Cache;

/// Articles in one document.
pub const ARTICLES_PER_DOCUMENT: usize = 100;

/// Which document of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// The newest articles.
    Current,
    /// Those archived before this place in the archive.
    Before(ArchiveSeq),
}

/// What tells one state of a document from another, without its being rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Of everything that the document's bytes depend on.
    pub(crate) fingerprint: Fingerprint,
    /// The date of its last change; no two states share one.
    pub(crate) changed_at: Timestamp,
}

/// Who publishes, and where.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Where the feeds and stored pictures are.
    pub address: &'a Address,
    /// The name of the service.
    pub title: &'a str,
}

/// Where a document of a feed is, below our root.
pub fn path(slug: &str, format: &Format, document: Document) -> String {
    let file = format!("/feeds/{slug}.{}", format.extension);
    match document {
        Document::Current => file,
        Document::Before(seq) => format!("{file}?before={seq}"),
    }
}

/// Renders one document of a source's feed.
///
/// # Errors
///
/// Only the store's own.
pub fn render(
    store: &dyn Store,
    site: &Site<'_>,
    source: &SourceState,
    format: &Format,
    document: Document,
) -> Result<Vec<u8>, StoreError> {
    let mark = store.mark(Some(source.source.id))?;
    let (articles, previous) = articles(store, source, document)?;
    let place = |format: &Format, document| site.address.url(&path(&source.slug, format, document));
    let home_url = || site.address.url(&format!("/sources/{}", source.slug));
    let others = FORMATS.iter().filter(|other| other.extension != format.extension);
    let words = source.source.language.as_ref().and_then(|lang| Tongue::of_tag(lang.as_str()));
    let words = words.unwrap_or(Tongue::En).words();
    let publication = Publication {
        id: identity(source),
        title: title_of(source),
        description: filled(words.feed_about, site.title),
        home_url: source.source.home_url.clone().unwrap_or_else(home_url),
        self_url: place(format, document),
        alternates: others.map(|other| alternate(place(other, document), other)).collect(),
        hub_urls: Vec::new(),
        prev_archive_url: previous.map(|seq| place(format, Document::Before(seq))),
        is_archive: document != Document::Current,
        language: source.source.language.clone(),
        updated_at: mark.changed_at.unwrap_or(source.added_at),
        publisher: Some(Attribution { name: title_of(source), url: source.source.home_url.clone() }),
        licence: None,
        image_url: None,
        stylesheet: None,
        items: articles.into_iter().map(|archived| item::published(archived, site, source)).collect(),
    };
    Ok((format.write)(&publication).into_bytes())
}

/// The identity of a source's feed, the same in every format and for ever. The
/// source's own address is not in it: that may hold a key of the owner's.
fn identity(source: &SourceState) -> String {
    let added_at = source.added_at.to_string();
    let day = added_at.get(..10).unwrap_or("2026-01-01");
    let host = source.source.url.host_str().unwrap_or("localhost");
    format!("tag:{host},{day}:{}", source.slug)
}

fn alternate(url: Url, format: &Format) -> Link {
    Link { url, media_type: format.media_type.to_owned(), title: format.name.to_owned() }
}

/// The articles of a document, and where the archive page before it begins.
fn articles(
    store: &dyn Store,
    source: &SourceState,
    document: Document,
) -> Result<(Vec<ArchivedArticle>, Option<ArchiveSeq>), StoreError> {
    let before = match document {
        Document::Current => None,
        Document::Before(seq) => Some(seq),
    };
    let mut articles = store.newest(Some(source.source.id), before, ARTICLES_PER_DOCUMENT + 1)?;
    let more = articles.len() > ARTICLES_PER_DOCUMENT;
    articles.truncate(ARTICLES_PER_DOCUMENT);
    let boundary = match document {
        Document::Current => newest_boundary(source.article_count),
        Document::Before(_) => ARTICLES_PER_DOCUMENT - 1,
    };
    let previous = articles.get(boundary).filter(|_| more).map(|archived| archived.first_seq);
    Ok((articles, previous))
}

/// The index, newest first, of the article that follows the newest full archive page.
fn newest_boundary(article_count: u64) -> usize {
    let per_document = ARTICLES_PER_DOCUMENT as u64;
    usize::try_from((article_count + per_document - 1) % per_document).unwrap_or(0)
}

#[cfg(test)]
mod tests;
