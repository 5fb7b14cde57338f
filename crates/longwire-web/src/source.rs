//! The page of one source: what it is, how it is, how to subscribe, what came last.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{ArchiveSeq, Moment, Timestamp, Url};
use longwire_store::{SourceState, Traffic};
use longwire_text::size;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::Card;
use crate::fault::Fault;
use crate::headline::Headline;
use crate::nearest::unknown_slug;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::{Words, filled, moment_in_words};

/// Articles on one page of a source.
const ARTICLES_PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    page: Page<'a>,
    card: Card,
    pending: Option<String>,
    pushed: Option<String>,
    traffic: Vec<String>,
    original: Option<String>,
    articles: Vec<Headline>,
    older: Option<String>,
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
    ask(&app, move |app| match app.store.source_by_slug(&slug)? {
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
    let mut articles = app.store.newest(Some(source.source.id), before, ARTICLES_PER_PAGE + 1)?;
    let more = articles.len() > ARTICLES_PER_PAGE;
    articles.truncate(ARTICLES_PER_PAGE);
    let last = articles.last().filter(|_| more);
    let card = Card::new(source, visitor, now);
    let mut page = Page::new(app, visitor, card.title.clone());
    page.feeds.clone_from(&card.feeds);
    respond(&SourcePage {
        page,
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
