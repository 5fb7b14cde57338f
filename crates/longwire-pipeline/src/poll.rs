//! One source is asked for news.
//!
//! Conditional request, body hash, parse, admit. Whatever happens, the source
//! stays: a failure is noted in plain words and the next poll is scheduled.

use std::time::Duration;

use longwire_extract::dom::ParseLimits;
use longwire_extract::{decode, dom, listing};
use longwire_fetch::{Accept, FetchError, Fetched, Request, Retry};
use longwire_model::{Capture, ContentHash, Feed, PollState, SourceId, SourceKind, Url};
use longwire_store::{Admitted, SourceFacts, SourceState, content_hash};
use longwire_text::zone;

use crate::schedule::{PollEnd, next_due};
use crate::{Failure, Pipeline, admit, blocking};

/// Runs the poll job of one source and answers what it brought.
pub(crate) async fn run(pipeline: &Pipeline, id: SourceId) -> Result<Admitted, Failure> {
    let Some(state) = pipeline.with_store(move |store| store.source(id)).await?.filter(|s| s.active) else {
        return Ok(Admitted::default());
    };
    let mut request = Request::new(state.source.url.clone(), accept(state.source.kind));
    request.etag.clone_from(&state.poll.etag);
    request.last_modified.clone_from(&state.poll.last_modified);
    match pipeline.fetcher.get(request).await {
        Ok(Fetched::NotModified { .. }) => {
            quiet(pipeline, state.poll, None).await?;
            Ok(Admitted::default())
        }
        Ok(Fetched::Capture { capture, .. }) => taken(pipeline, state, *capture).await,
        Err(error) => Err(failed(pipeline, state.poll, error).await?),
    }
}

fn accept(kind: SourceKind) -> Accept {
    match kind {
        SourceKind::Feed => Accept::Feed,
        SourceKind::Listing => Accept::Page,
    }
}

/// A whole answer came: the same bytes as last time are not parsed again.
async fn taken(pipeline: &Pipeline, state: SourceState, capture: Capture) -> Result<Admitted, Failure> {
    let hash = content_hash(&capture.body);
    let poll = with_validators(state.poll.clone(), &capture, hash);
    if state.poll.body_hash == Some(hash) {
        quiet(pipeline, poll, None).await?;
        return Ok(Admitted::default());
    }
    let kind = state.source.kind;
    match read(capture, kind).await {
        Ok(feed) => admit(pipeline, &state, poll, feed).await,
        Err(reason) => {
            let reason = format!("{}: {reason}", state.source.url);
            note_failure(pipeline, state.poll, &reason, None).await?;
            Err(Failure::Again { reason, after: None })
        }
    }
}

/// Parses what a source answered; the error is in plain words.
pub(crate) async fn read(capture: Capture, kind: SourceKind) -> Result<Feed, String> {
    blocking(move || match kind {
        SourceKind::Feed => {
            let hint = feed_hint(&capture);
            longwire_feed::parse(&capture.body, &hint).map_err(|error| error.to_string())
        }
        SourceKind::Listing => {
            let feed = read_listing(&capture);
            if feed.entries.is_empty() { Err("the page lists no articles any more".into()) } else { Ok(feed) }
        }
    })
    .await
}

/// What the response says about the feed in it, and whose clock it was written by.
fn feed_hint(capture: &Capture) -> longwire_feed::Hint {
    let field = |name| capture.headers.get(name).map(str::to_owned);
    longwire_feed::Hint {
        url: Some(capture.final_url.clone()),
        content_type: field("content-type"),
        content_location: field("content-location"),
        zone: capture.final_url.host_str().and_then(zone::of_site).and_then(zone::by_name),
    }
}

/// The articles that a page lists.
pub(crate) fn read_listing(capture: &Capture) -> Feed {
    let limits = longwire_extract::Limits::default();
    let decoded = decode::page(&capture.body, capture.headers.get("content-type"), limits.page_bytes_max);
    let document = dom::parse(&decoded.text, &ParseLimits::default());
    listing::entries(&document, &capture.final_url)
}

/// Keeps what a parsed feed says: its entries, its own facts, when to ask again.
pub(crate) async fn admit(
    pipeline: &Pipeline,
    state: &SourceState,
    mut poll: PollState,
    feed: Feed,
) -> Result<Admitted, Failure> {
    let now = pipeline.now();
    let entries = admit::entries(&feed, &state.source.url, now);
    let wish = feed.poll_minutes.map(|minutes| Duration::from_secs(60 * u64::from(minutes)));
    let facts = SourceFacts {
        title: (!feed.title.is_empty()).then(|| feed.title.clone()),
        home_url: feed.home_url.clone(),
        language: feed.language.clone(),
    };
    let before = state.poll.clone();
    let config = pipeline.config.clone();
    let id = state.source.id;
    let admitted = pipeline
        .with_store(move |store| {
            poll = succeeded(poll, now);
            // What is new is known only after admitting: the state is saved with the
            // quiet gap and drawn nearer where there was news.
            poll.due_at = next_due(&before, PollEnd::Quiet, wish, now, &config);
            let admitted = store.admit(&poll, &entries, now)?;
            store.describe_source(id, &facts)?;
            if admitted.new_count + admitted.changed_count > 0 {
                poll.due_at = next_due(&before, PollEnd::News, wish, now, &config);
                store.save_poll(&poll)?;
            }
            Ok(admitted)
        })
        .await?;
    Ok(admitted)
}

fn with_validators(mut poll: PollState, capture: &Capture, hash: ContentHash) -> PollState {
    poll.etag = capture.headers.get("etag").map(str::to_owned);
    poll.last_modified = capture.headers.get("last-modified").map(str::to_owned);
    poll.body_hash = Some(hash);
    poll
}

fn succeeded(mut poll: PollState, now: longwire_model::Timestamp) -> PollState {
    poll.polled_at = Some(now);
    poll.failure_count = 0;
    poll.failure = None;
    poll
}

async fn quiet(pipeline: &Pipeline, poll: PollState, wish: Option<Duration>) -> Result<(), Failure> {
    let now = pipeline.now();
    let due_at = next_due(&poll, PollEnd::Quiet, wish, now, &pipeline.config);
    let poll = PollState { due_at, ..succeeded(poll, now) };
    Ok(pipeline.with_store(move |store| store.save_poll(&poll)).await?)
}

/// Notes a failed fetch and gives the failure for the queue.
async fn failed(pipeline: &Pipeline, poll: PollState, error: FetchError) -> Result<Failure, Failure> {
    let wish = match error.retry() {
        Retry::After(after) => Some(after),
        Retry::Never | Retry::Backoff => None,
    };
    let failure = Failure::from(error);
    note_failure(pipeline, poll, failure.reason(), wish).await?;
    Ok(failure)
}

async fn note_failure(
    pipeline: &Pipeline,
    mut poll: PollState,
    reason: &str,
    wish: Option<Duration>,
) -> Result<(), Failure> {
    let now = pipeline.now();
    poll.due_at = next_due(&poll, PollEnd::Failed, wish, now, &pipeline.config);
    poll.polled_at = Some(now);
    poll.failure_count = poll.failure_count.saturating_add(1);
    poll.failure = Some(reason.to_owned());
    Ok(pipeline.with_store(move |store| store.save_poll(&poll)).await?)
}

/// The state of a source that was never polled, from the answer that made it a source.
pub(crate) fn first_state(state: &SourceState, capture: &Capture) -> PollState {
    with_validators(state.poll.clone(), capture, content_hash(&capture.body))
}

/// A feed's address after permanent moves, else the one asked for.
pub(crate) fn settled_url(capture: &Capture, permanent: bool) -> Url {
    if permanent { capture.final_url.clone() } else { capture.url.clone() }
}
