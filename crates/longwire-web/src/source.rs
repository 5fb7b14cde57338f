//! The page of one source: what it is, how it is, how to subscribe, what came last.
//!
//! - `rhythm` says how often it publishes; [`glance`] how fresh, full and polite all that is.
//! - Links that add a feed to a service are links: nothing is loaded from there.

mod rhythm;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{ArchiveSeq, Moment, Timestamp, Url};
use longwire_store::{ListedSource, SourceState, Traffic, day_of};
use longwire_text::size;
use url::form_urlencoded;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::{Card, Mirror, mirrors};
use crate::fault::Fault;
use crate::headline::Headline;
use crate::nearest::unknown_slug;
use crate::page::{FeedLink, Page, respond};
use crate::statistics::{Figures, figures};
use crate::visitor::{Visitor, parameter};
use crate::words::{Words, day_in_words, filled, moment_in_words};

/// Articles on one page of a source.
const ARTICLES_PER_PAGE: usize = 20;
/// Days in which requests are counted to say how often it is asked.
const ASKED_DAYS: i64 = 7;

/// Services that can follow a feed, and where they take its address.
const SERVICES: [(&str, &str); 4] = [
    ("Feedly", "https://feedly.com/i/subscription/feed/"),
    ("Inoreader", "https://www.inoreader.com/?add_feed="),
    ("NewsBlur", "https://www.newsblur.com/?url="),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url="),
];

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    page: Page<'a>,
    card: Card,
    pending: Option<String>,
    pushed: Option<String>,
    glance: Vec<(&'static str, Vec<String>)>,
    /// `None` for a private one, which nobody can follow.
    subscribing: Option<Subscribing>,
    original: Option<String>,
    figures: Option<Figures>,
    traffic: Vec<String>,
    articles: Vec<Headline>,
    older: Option<String>,
}

/// The ways to follow a source or a publication.
pub(crate) struct Subscribing {
    /// Its address for whatever program on this device takes feeds.
    pub(crate) open: String,
    /// Services by their name, and where they take its address; none where they could not reach it.
    pub(crate) services: Vec<(&'static str, String)>,
    /// Other servers that publish it too.
    pub(crate) mirrors: Vec<Mirror>,
    /// The picture of its address.
    pub(crate) code: String,
}

impl Subscribing {
    /// The ways to follow what has these feeds and this page.
    pub(crate) fn new(app: &App, visitor: &Visitor, slug: &str, feeds: &[FeedLink], page_path: &str) -> Self {
        let address = feeds.first().map_or("", |feed| feed.href.as_str());
        let encoded: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let services = SERVICES.iter().filter(|_| visitor.address.is_public());
        Self {
            open: format!("feed:{address}"),
            services: services.map(|(name, taking)| (*name, format!("{taking}{encoded}"))).collect(),
            mirrors: mirrors(&app.config.mirrors, Some(slug)),
            code: visitor.address.link(&format!("{page_path}/qr.svg")),
        }
    }
}

/// A title, never empty.
pub(crate) fn title_or_address(title: &str, address: &str) -> String {
    let title = title.trim();
    if title.is_empty() { address.to_owned() } else { title.to_owned() }
}

/// Which hub pushes the source, and until when.
pub(crate) fn pushed(
    app: &App,
    visitor: &Visitor,
    source: &SourceState,
    now: Timestamp,
) -> Result<Option<String>, Fault> {
    let Some(push) = app.store.push_of(source.source.id)? else { return Ok(None) };
    let words = visitor.words();
    let host = push.hub_url.host_str().unwrap_or_default();
    let until = push.live_until(now).map(|until| moment_in_words(words, Moment::utc(until)));
    Ok(until.map(|until| filled(&filled(words.pushed_by, host), &until)))
}

/// The publisher's own feed, where its address can not hold a key of the owner's.
fn shown_original(url: &Url) -> Option<String> {
    let is_plain = url.query().is_none() && url.username().is_empty() && url.password().is_none();
    is_plain.then(|| url.to_string())
}

/// What requests cost and saved, in phrases; none before the first request.
pub(crate) fn in_phrases(traffic: &Traffic, words: &Words) -> Vec<String> {
    let refused_count = traffic.refused_count + traffic.throttled_count;
    let failed_count = traffic.missing_count + traffic.unreachable_count + traffic.failed_count;
    let counted = [
        (traffic.request_count, &words.traffic_requests),
        (traffic.not_modified_count, &words.traffic_not_modified),
        (refused_count, &words.traffic_refused),
        (failed_count, &words.traffic_failed),
        (traffic.held_count, &words.traffic_held),
    ];
    let mut phrases: Vec<String> =
        counted.iter().filter(|(count, _)| *count > 0).map(|(count, words)| words.of(*count)).collect();
    let saved_bytes = traffic.saved_bytes + traffic.inflated_bytes();
    for (bytes, phrase) in [(traffic.wire_bytes, words.traffic_received), (saved_bytes, words.traffic_saved)]
    {
        if bytes > 0 {
            phrases.push(filled(phrase, &size::in_words(bytes)));
        }
    }
    phrases
}

/// How fresh, how full, how polite, in which rhythm and since when: a heading and its phrases.
fn glance(
    app: &App,
    words: &Words,
    source: &SourceState,
    card: &Card,
    listed: Option<&ListedSource>,
    now: Timestamp,
) -> Result<Vec<(&'static str, Vec<String>)>, Fault> {
    let (id, w) = (source.source.id, &words.listing);
    let mut full: Vec<String> = card.full.iter().cloned().collect();
    if let Some(listed) = listed {
        let told =
            [(listed.article_count.saturating_sub(listed.full_count), w.short), (listed.lost_count, w.lost)];
        full.extend(told.iter().filter(|(count, _)| *count > 0).map(|(count, phrase)| phrase.of(*count)));
    }
    if full.is_empty() {
        full.push(w.none_in_full.to_owned());
    }
    let days = app.store.traffic_days(Some(id), day_of(now) - (ASKED_DAYS - 1))?;
    let asked_count: u64 = days.iter().map(|day| day.request_count).sum();
    let mut polite: Vec<String> =
        (asked_count > 0).then(|| w.asked_lately.of(asked_count)).into_iter().collect();
    polite.extend(card.polite.iter().cloned());
    let moments = app.store.published_moments(id, rhythm::LOOKED_AT_MAX)?;
    let added = day_in_words(words, Moment::utc(source.added_at));
    let told = [
        (w.how_fresh, vec![card.latest_in_words(words)]),
        (w.how_full, full),
        (w.how_polite, polite),
        (w.rhythm, rhythm::in_words(words, &moments, now)),
        (w.since, vec![added]),
    ];
    Ok(told.into_iter().filter(|(_, phrases)| !phrases.is_empty()).collect())
}

/// `GET /sources/{slug}`, paged by `?before=SEQ`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let before = match parameter(&uri, "before") {
        Some(written) => Some(ArchiveSeq(written.parse().map_err(|_| Fault::Unreadable)?)),
        None => None,
    };
    ask(&app, move |app| match app.store.source_by_slug_for(visitor.audience(), &slug)? {
        Some(source) => render(app, &visitor, &source, before),
        None => Err(unknown_slug(&*app.store, &slug, "rss")?),
    })
    .await
}

fn render(
    app: &App,
    visitor: &Visitor,
    source: &SourceState,
    before: Option<ArchiveSeq>,
) -> Result<Response, Fault> {
    let now = (app.config.now)();
    let limit = ARTICLES_PER_PAGE + 1;
    let mut articles = app.store.newest_for(visitor.audience(), source.source.id, before, limit)?;
    let more = articles.len() > ARTICLES_PER_PAGE;
    articles.truncate(ARTICLES_PER_PAGE);
    let last = articles.last().filter(|_| more);
    let listed = app.store.listed_source(source.source.id)?;
    let mut card = Card::new(source, listed.as_ref(), visitor, now);
    if source.private {
        card.feeds.clear();
    }
    let mut page = Page::new(app, visitor, card.title.clone());
    page.feeds.clone_from(&card.feeds);
    page.indexed = before.is_none() && !source.private;
    page.scripted = !source.private;
    let path = format!("/sources/{}", source.slug);
    let figures = match before {
        None => Some(figures(app, visitor.words(), Some(source.source.id), now)?),
        Some(_) => None,
    };
    respond(&SourcePage {
        page,
        glance: glance(app, visitor.words(), source, &card, listed.as_ref(), now)?,
        subscribing: (!source.private)
            .then(|| Subscribing::new(app, visitor, &source.slug, &card.feeds, &path)),
        figures: figures.filter(|figures| !figures.charts.is_empty()),
        pushed: pushed(app, visitor, source, now)?,
        traffic: in_phrases(&app.store.traffic(source.source.id)?, visitor.words()),
        pending: (source.pending_count > 0).then(|| visitor.words().pending_count.of(source.pending_count)),
        original: shown_original(&source.source.url),
        older: last.map(|last| visitor.link(&format!("/sources/{}?before={}", source.slug, last.first_seq))),
        articles: articles.iter().map(|archived| Headline::new(archived, visitor, now)).collect(),
        card,
    })
}

#[cfg(test)]
mod tests;
