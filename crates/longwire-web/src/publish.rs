//! Publishing: from a source or a publication and its articles to the bytes of a feed.
//!
//! [`render`] is a plain function of the store's contents, so that what is
//! served and what is exported can not differ. The current document holds the
//! newest articles; each links to the archive page before it, back to the first.
//!
//! Archive pages end at every hundredth article (or as many as a publication puts into a document),
//! whatever the newest is: a page that is full keeps its address and its articles, so clients fetch it once.
//! The current document overlaps the newest of them.
//!
//! - `channel` is what a feed is made of, `item` one article as published, `script` in which
//!   characters; `silence` tells of sources that bring nothing any more.
//! - `serve` answers requests, with `condition` (who has it already), `encoding`
//!   (packed how) and `cache` (rendered once per change).
//! - The formats themselves are [`longwire_feed::write`]'s business.
//!
//! Spec: RFC 5005 §4 (archived feeds), RFC 4151 (`tag:` addresses).

mod cache;
pub(crate) mod channel;
mod condition;
mod encoding;
mod item;
mod script;
pub(crate) mod serve;
mod silence;

use longwire_feed::write::{FORMATS, Format, Link, Publication};
use longwire_model::{ArchiveSeq, Timestamp, Url};
use longwire_store::{SourceMark, Store, StoreError};
use url::form_urlencoded;

use crate::address::Address;
use crate::asset;
use crate::fingerprint::Fingerprint;
use crate::words::{Tongue, filled};

pub(crate) use cache::Cache;
pub use channel::Channel;
use channel::Placed;
use silence::Silence;

/// Most articles in one document, whatever a publication asks for.
pub const ARTICLES_PER_DOCUMENT_MAX: usize = 500;

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
    let file = format!("/feeds/{}.{}", in_address(slug), format.extension);
    match document {
        Document::Current => file,
        Document::Before(seq) => format!("{file}?before={seq}"),
    }
}

/// Where a document of a private feed is, below our root: behind its key.
pub(crate) fn private_path(key: &str, slug: &str, format: &Format, document: Document) -> String {
    path(slug, format, document).replacen("/feeds/", &format!("/private/{}/", in_address(key)), 1)
}

/// A slug as an address writes it: those of tags and folders hold letters of every script.
pub(crate) fn in_address(slug: &str) -> String {
    form_urlencoded::byte_serialize(slug.as_bytes()).collect()
}

/// Renders one document of a feed.
///
/// # Errors
///
/// Only the store's own.
pub fn render(
    store: &dyn Store,
    site: &Site<'_>,
    channel: &Channel,
    format: &Format,
    document: Document,
) -> Result<Vec<u8>, StoreError> {
    let mark = channel.mark(store)?;
    let (articles, previous) = articles(store, channel, document)?;
    let sources = channel.sources(store, &articles)?;
    let place = |format: &Format, document| site.address.url(&channel.path(format, document));
    let others = FORMATS.iter().filter(|other| other.extension != format.extension);
    let words = channel.language().and_then(|lang| Tongue::of_tag(lang.as_str()));
    let words = words.unwrap_or(Tongue::En).words();
    let silent = channel.silences().iter().filter(|_| document == Document::Current);
    let silent = silent.map(|silence| silence.item(site, words, format));
    let told = articles.into_iter().map(|placed| {
        let source = sources.of(&placed.archived).cloned();
        let enclosures = store.enclosures(placed.archived.revision.article_id)?;
        let told = item::published(placed.archived, enclosures, site, channel);
        Ok(match source {
            Some(source) => item::with_source(told, &source, site, format),
            None => told,
        })
    });
    let told = told.collect::<Result<Vec<_>, StoreError>>()?;
    let publication = Publication {
        id: channel.identity(),
        title: channel.title(site.title),
        description: filled(words.feed_about, site.title),
        home_url: channel.home_url(site),
        self_url: place(format, document),
        alternates: others.map(|other| alternate(place(other, document), other)).collect(),
        hub_urls: hub(site.address, document).filter(|_| !channel.is_private()).into_iter().collect(),
        prev_archive_url: previous.map(|seq| place(format, Document::Before(seq))),
        is_archive: document != Document::Current,
        language: channel.language(),
        updated_at: changed_at(channel, mark),
        publisher: channel.publisher(),
        licence: None,
        image_url: None,
        stylesheet: Some(site.address.absolute(asset::feed_style_path())),
        items: silent.chain(told).collect(),
    };
    Ok((format.write)(&publication).into_bytes())
}

/// When a document last changed in a way that has a date and is told.
fn changed_at(channel: &Channel, mark: SourceMark) -> Timestamp {
    let silence = channel.silences().iter().map(Silence::told_at).max();
    mark.changed_at.max(silence).unwrap_or(channel.added_at())
}

/// The hub that tells of changes: of the current document, and only where our address can be told.
fn hub(address: &Address, document: Document) -> Option<Url> {
    (address.is_public() && document == Document::Current).then(|| address.hub_url())
}

fn alternate(url: Url, format: &Format) -> Link {
    Link { url, media_type: format.media_type.to_owned(), title: format.name.to_owned() }
}

/// The articles of a document, and where the archive page before it begins.
fn articles(
    store: &dyn Store,
    channel: &Channel,
    document: Document,
) -> Result<(Vec<Placed>, Option<ArchiveSeq>), StoreError> {
    let before = match document {
        Document::Current => None,
        Document::Before(seq) => Some(seq),
    };
    let per_document = usize::from(channel.output().articles_max).clamp(1, ARTICLES_PER_DOCUMENT_MAX);
    let mut articles = channel.articles(store, before, per_document + 1)?;
    let more = articles.len() > per_document && channel.is_whole();
    articles.truncate(per_document);
    let boundary = match document {
        Document::Current => newest_boundary(channel.article_count(), per_document),
        Document::Before(_) => per_document - 1,
    };
    let previous = articles.get(boundary).filter(|_| more).map(|placed| placed.seq);
    Ok((articles, previous))
}

/// The index, newest first, of the article that follows the newest full archive page.
fn newest_boundary(article_count: u64, per_document: usize) -> usize {
    let per_document = per_document as u64;
    usize::try_from((article_count + per_document - 1) % per_document).unwrap_or(0)
}

#[cfg(test)]
mod tests;
