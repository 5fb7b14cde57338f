//! From an address a person gave to a source that is polled.
//!
//! The address may be a feed, a page that announces one (or several: the
//! fullest wins, the others are named), an OPML list, or a page that lists
//! articles and announces no feed at all.

use longwire_extract::{Limits, decode, dom, listing};
use longwire_fetch::{Accept, Fetched, Request};
use longwire_model::{Capture, Feed, FeedLink, SourceKind, Url};
use longwire_store::{Added, NewSource};
use longwire_text::url::{shown, slug};
use serde::{Deserialize, Serialize};

use crate::{Failure, Pipeline, blocking, import, poll};

/// Most announced feeds of one page that are looked at.
const CANDIDATES_MAX: usize = 6;

/// Fewest articles a page must list to be polled as a source of its own.
const LISTING_ENTRIES_MIN: usize = 5;

/// The answer of a subscribe job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscribed {
    /// The source's number; 0 for an OPML list.
    pub source_id: i64,
    /// The slug of its publications.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The address that is polled.
    pub url: String,
    /// True where it was polled already.
    pub already: bool,
    /// Entries waiting to be fetched.
    pub new_count: u32,
    /// Other feeds the page announced.
    pub others: Vec<String>,
    /// Sources taken over from an OPML list.
    pub listed_count: usize,
}

/// Where a person wants what they add.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filing {
    /// The folder.
    pub(crate) folder: Option<String>,
    /// Whether it is to be the owner's alone.
    pub(crate) private: bool,
}

/// Runs a subscribe job.
pub(crate) async fn run(pipeline: &Pipeline, url: &Url, filing: Filing) -> Result<Subscribed, Failure> {
    if let Some(known) = known(pipeline, url, filing.private).await? {
        return Ok(known);
    }
    let (capture, permanent) = fetch(pipeline, url).await?;
    if import::is_opml(&capture.body) {
        let listed_count = import::opml(pipeline, &capture.body, filing).await?;
        return Ok(Subscribed { listed_count, url: url.to_string(), ..Subscribed::default() });
    }
    if let Ok(feed) = poll::parse(capture.clone()).await {
        let url = poll::settled_url(&capture, permanent);
        return begin(pipeline, Found { url, kind: SourceKind::Feed, feed, capture }, filing, Vec::new())
            .await;
    }
    from_page(pipeline, url, capture, filing).await
}

/// A source that is polled already needs no request.
async fn known(pipeline: &Pipeline, url: &Url, private: bool) -> Result<Option<Subscribed>, Failure> {
    let (wanted, now) = (url.clone(), pipeline.now());
    let state = pipeline.with_store(move |store| {
        let state = store.source_by_url(&wanted)?.filter(|state| state.active);
        if let Some(state) = state.as_ref().filter(|_| private) {
            store.set_private(state.source.id, true, now)?;
        }
        Ok(state)
    });
    Ok(state.await?.map(|state| Subscribed {
        source_id: state.source.id.0,
        slug: state.slug,
        title: state.source.title,
        url: state.source.url.to_string(),
        already: true,
        ..Subscribed::default()
    }))
}

async fn fetch(pipeline: &Pipeline, url: &Url) -> Result<(Capture, bool), Failure> {
    match pipeline.fetcher.get(Request::new(url.clone(), Accept::Feed)).await? {
        Fetched::Capture { capture, facts } => Ok((*capture, facts.permanent)),
        Fetched::NotModified { .. } => Err(Failure::never(format!("{url} answered 304 to a plain request"))),
    }
}

/// A feed, and where it was found.
struct Found {
    url: Url,
    kind: SourceKind,
    feed: Feed,
    capture: Capture,
}

/// The fullest feed that a page announces, else the page's own list of articles.
async fn from_page(
    pipeline: &Pipeline,
    asked: &Url,
    capture: Capture,
    filing: Filing,
) -> Result<Subscribed, Failure> {
    let page = capture.clone();
    let (links, listed) = blocking(move || {
        let limits = Limits::default();
        let decoded = decode::page(&page.body, page.headers.get("content-type"), limits.page_bytes_max);
        let document = dom::parse(&decoded.text, &limits.parse);
        (listing::feeds(&document, &page.final_url), listing::entries(&document, &page.final_url))
    })
    .await;
    let mut found = announced(pipeline, &links).await;
    if !found.is_empty() {
        // The first of the fullest: pages name their main feed first.
        let mut best = 0;
        for n in 1..found.len() {
            if fullness(&found[n].feed) > fullness(&found[best].feed) {
                best = n;
            }
        }
        let best = found.swap_remove(best);
        let chosen = best.url.clone();
        let others =
            links.into_iter().map(|l| l.url).filter(|url| *url != chosen).map(String::from).collect();
        return begin(pipeline, best, filing, others).await;
    }
    if listed.entries.len() >= LISTING_ENTRIES_MIN {
        let url = capture.final_url.clone();
        return begin(
            pipeline,
            Found { url, kind: SourceKind::Listing, feed: listed, capture },
            filing,
            Vec::new(),
        )
        .await;
    }
    Err(Failure::never(format!(
        "{} is no feed, announces none and lists no articles; give the address of a feed or of a news page",
        shown(asked)
    )))
}

/// The announced feeds that can be had and read.
async fn announced(pipeline: &Pipeline, links: &[FeedLink]) -> Vec<Found> {
    let mut found = Vec::new();
    for link in links.iter().take(CANDIDATES_MAX) {
        let Ok((capture, permanent)) = fetch(pipeline, &link.url).await else { continue };
        let Ok(feed) = poll::parse(capture.clone()).await else { continue };
        let url = poll::settled_url(&capture, permanent);
        found.push(Found { url, kind: SourceKind::Feed, feed, capture });
    }
    found
}

/// How much a feed carries: its entries, each counted up to a paragraph's worth of text.
fn fullness(feed: &Feed) -> usize {
    feed.entries
        .iter()
        .map(|entry| {
            let text = entry.content.as_ref().or(entry.summary.as_ref()).map_or(0, |html| html.0.len());
            200 + text.min(20_000)
        })
        .sum()
}

/// Adds the source and admits what its feed holds, so that its first poll is already done.
async fn begin(
    pipeline: &Pipeline,
    found: Found,
    filing: Filing,
    others: Vec<String>,
) -> Result<Subscribed, Failure> {
    let Found { url, kind, feed, capture } = found;
    let title = if feed.title.is_empty() {
        url.host_str().unwrap_or_default().to_owned()
    } else {
        feed.title.clone()
    };
    let new = NewSource {
        slug: slug(&title, &url),
        url: url.clone(),
        kind,
        title: title.clone(),
        home_url: feed.home_url.clone(),
        language: feed.language.clone(),
        folder: filing.folder,
        tags: Vec::new(),
        private: filing.private,
    };
    let now = pipeline.now();
    let (added, state) = pipeline
        .with_store(move |store| {
            let added: Added = store.add_source(&new, now)?;
            let state = store.source(added.source_id)?;
            Ok((added, state))
        })
        .await?;
    let mut new_count = 0;
    if let Some(state) = state {
        let first = poll::first_state(&state, &capture);
        new_count = poll::admit(pipeline, &state, first, &capture.headers, feed).await?.new_count;
    }
    Ok(Subscribed {
        source_id: added.source_id.0,
        slug: added.slug,
        title,
        url: url.into(),
        already: added.already,
        new_count,
        others,
        listed_count: 0,
    })
}
