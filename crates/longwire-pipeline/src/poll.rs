//! One source is asked for news.
//!
//! Conditional request, body hash, parse, admit. Whatever happens, the source
//! stays: a failure is noted by its kind and in plain words, and the next poll
//! is scheduled by the rule for its kind.
//!
//! - Validators are sent back as they came, until they are caught lying: a body
//!   that changed under an unchanged validator. A source that has been silent
//!   for longer than its rhythm suggests is asked once without them.
//! - A source moves to another address only after days of agreement
//!   ([`moving`]).

mod moving;
mod reading;

use std::time::Duration;

use longwire_fetch::{Accept, Facts, FetchError, Fetched, Request, Retry};
use longwire_model::{
    Capture, ContentHash, Feed, Headers, PollState, SourceId, SourceKind, Timestamp, Trouble, Url,
};
use longwire_store::{
    Admitted, NewEntry, SourceFacts, SourceState, Store, StoreError, Traffic, content_hash,
};

use crate::own::Own;
use crate::schedule::{Appeared, Rhythm, Wishes, after_answer, after_failure, rule, wish_of};
use crate::trouble::{self, Unreadable};
use crate::{Failure, Pipeline, admit, websub};

pub(crate) use reading::{parse, read};

/// A silent source is asked without validators after so long, where its rhythm
/// led us to expect [`MISSED_MIN`] entries; after [`DOUBT_ALWAYS`] in any case.
const DOUBT_AFTER: Duration = Duration::from_secs(24 * 3600);
const DOUBT_ALWAYS: Duration = Duration::from_secs(7 * 24 * 3600);
const MISSED_MIN: f64 = 4.0;

/// How a poll ended.
pub(crate) struct Polled {
    /// What it brought, or why nothing.
    pub(crate) outcome: Result<Admitted, Failure>,
    /// The state to be saved, where admitting did not save it already.
    pub(crate) state: Option<PollState>,
}

impl Polled {
    fn ended(outcome: Result<Admitted, Failure>) -> Self {
        Self { outcome, state: None }
    }

    fn quiet(state: PollState) -> Self {
        Self { outcome: Ok(Admitted::default()), state: Some(state) }
    }
}

/// How long a poll waits for its host's turn before the queue keeps it instead: a host that was
/// just asked for its robots.txt must not hold a worker until it may be asked again.
const WAIT_MAX: Duration = Duration::from_millis(50);

/// What a poll begins with: the source, where it is still polled, and its own settings.
pub(crate) type Subject = Result<Option<(SourceState, Own)>, StoreError>;

/// Reads what a poll begins with.
pub(crate) fn subject(store: &dyn Store, id: SourceId) -> Subject {
    match store.source(id)?.filter(|state| state.active) {
        Some(state) => Ok(Some((state, Own::of(store, id)?))),
        None => Ok(None),
    }
}

/// Runs the poll job of one source; `attempt` counts from 1.
pub(crate) async fn run(pipeline: &Pipeline, subject: Subject, attempt: u32) -> Polled {
    let (state, own) = match subject {
        Ok(Some(found)) => found,
        Ok(None) => return Polled::ended(Ok(Admitted::default())),
        Err(error) => return Polled::ended(Err(error.into())),
    };
    if own.rests(pipeline.now()) {
        return Polled::ended(Ok(Admitted::default()));
    }
    match own.interval {
        Some(interval) => ask(&pipeline.at_interval(interval), state, &own, attempt).await,
        None => ask(pipeline, state, &own, attempt).await,
    }
}

/// Asks a source for news.
async fn ask(pipeline: &Pipeline, state: SourceState, own: &Own, attempt: u32) -> Polled {
    let doubted = is_doubted(&state.poll, pipeline.now());
    let mut request = Request::new(state.source.url.clone(), accept(state.source.kind));
    request.first_wait_max = Some(WAIT_MAX);
    request.reader_count = state.reader_count;
    if !doubted {
        request.etag.clone_from(&state.poll.etag);
        request.last_modified.clone_from(&state.poll.last_modified);
        // "Not modified" is the usual answer, and then nothing follows: ten thousand hosts
        // polled in turn would leave thousands of idle connections, on both sides.
        request.keep_alive = false;
    }
    if let Err(failure) = own.dress(&mut request) {
        return Polled::ended(Err(failure));
    }
    // A feed is no page to be shown.
    let fetched = match state.source.kind {
        SourceKind::Feed => pipeline.get(state.source.id, request).await,
        SourceKind::Listing => pipeline.page(Some(state.source.id), own, request).await,
    };
    match fetched {
        Ok(Fetched::NotModified { headers, facts }) => {
            let mut poll = answered(pipeline, state.poll.clone(), &headers, pipeline.now());
            poll.moving = moving::noted(&state.poll, &state.source.url, &facts, pipeline.now());
            moving::settle(pipeline, &state.source.url, &mut poll, true).await;
            Polled::quiet(websub::slowed(pipeline, poll).await)
        }
        Ok(Fetched::Capture { capture, facts }) => {
            match taken(pipeline, &state, *capture, &facts, doubted).await {
                Ok(polled) => polled,
                Err(failure) => Polled::ended(Err(failure)),
            }
        }
        Err(error) => failed(pipeline, state.poll, error, attempt),
    }
}

fn accept(kind: SourceKind) -> Accept {
    match kind {
        SourceKind::Feed => Accept::Feed,
        SourceKind::Listing => Accept::Page,
    }
}

/// Whether the source's validators are to be left out this time.
fn is_doubted(poll: &PollState, now: Timestamp) -> bool {
    let Some(read_at) = poll.read_at else { return true };
    let silence = now.since(read_at);
    poll.distrusted
        || silence >= DOUBT_ALWAYS
        || silence >= DOUBT_AFTER && rhythm_of(poll, now).expected(read_at, now) >= MISSED_MIN
}

/// A whole answer came: the same bytes as last time are not parsed again.
async fn taken(
    pipeline: &Pipeline,
    state: &SourceState,
    capture: Capture,
    facts: &Facts,
    doubted: bool,
) -> Result<Polled, Failure> {
    let now = pipeline.now();
    let hash = content_hash(&capture.body);
    let mut poll = with_validators(state.poll.clone(), &capture, hash);
    let same_body = state.poll.body_hash == Some(hash);
    let same_body_count = u64::from(same_body);
    let traffic = Traffic { full_bytes: facts.wire_bytes, same_body_count, ..Traffic::default() };
    pipeline.ledger.count(state.source.id, &traffic);
    if same_body {
        let mut poll = answered(pipeline, poll, &capture.headers, now);
        poll.moving = moving::noted(&state.poll, &state.source.url, facts, now);
        moving::settle(pipeline, &state.source.url, &mut poll, true).await;
        return Ok(Polled::quiet(websub::slowed(pipeline, poll).await));
    }
    let unmoved = have_not_moved(&state.poll, &poll);
    poll.distrusted = unmoved && (doubted || state.poll.distrusted);
    poll.moving = moving::noted(&state.poll, &state.source.url, facts, now);
    match read(capture.clone(), state.source.kind).await {
        Ok(feed) => {
            let admitted = admit(pipeline, state, poll, &capture.headers, feed).await?;
            Ok(Polled::ended(Ok(admitted)))
        }
        Err(unreadable) => misread(pipeline, state, unreadable).await,
    }
}

/// Whether the validators are those that an earlier body came with.
fn have_not_moved(before: &PollState, after: &PollState) -> bool {
    match (&before.etag, &after.etag) {
        (Some(before), Some(after)) => before == after,
        (None, None) => before.last_modified.is_some() && before.last_modified == after.last_modified,
        _ => false,
    }
}

/// Something else stands where the source was.
async fn misread(
    pipeline: &Pipeline,
    state: &SourceState,
    unreadable: Unreadable,
) -> Result<Polled, Failure> {
    let now = pipeline.now();
    let Unreadable { trouble, reason, announced } = unreadable;
    let reason = format!("{}: {reason}", state.source.url);
    let mut poll = noted(state.poll.clone(), trouble, &reason, None, now);
    poll.moving = announced.map(|to| moving::agreed(&state.poll, to, now));
    moving::settle(pipeline, &state.source.url, &mut poll, false).await;
    Ok(Polled { outcome: Err(Failure::Never { reason }), state: Some(poll) })
}

/// Keeps what a parsed feed says: its entries, its own facts, when to ask again.
pub(crate) async fn admit(
    pipeline: &Pipeline,
    state: &SourceState,
    mut poll: PollState,
    headers: &Headers,
    feed: Feed,
) -> Result<Admitted, Failure> {
    let now = pipeline.now();
    let entries = admit::entries(&feed, &state.source.url, now);
    let (id, guids) = (state.source.id, guids_of(&entries));
    let unknown = pipeline
        .with_store(move |store| {
            let guids: Vec<&str> = guids.iter().map(String::as_str).collect();
            store.unknown_entries(id, &guids)
        })
        .await?;
    let known_count = entries.len() - unknown.len();
    // A body that only tells its own age anew is no lie.
    poll.distrusted &= state.poll.distrusted || !unknown.is_empty();
    poll.rhythm = learned(&state.poll, &feed, unknown.iter().map(|&n| &entries[n]), now).to_bytes();
    let mut poll = answered(pipeline, poll, headers, now);
    moving::settle(pipeline, &state.source.url, &mut poll, known_count > 0).await;
    if unknown.is_empty() {
        poll = websub::slowed(pipeline, poll).await;
    }
    let facts = news_about(&state.source, &feed);
    let hub = websub::announced(&feed, headers, &state.source.url);
    let admitted = pipeline
        .with_store(move |store| {
            if let Some(facts) = facts {
                store.describe_source(id, &facts)?;
            }
            store.admit(&poll, &entries, now)
        })
        .await?;
    websub::note(pipeline, id, hub).await?;
    Ok(admitted)
}

pub(crate) fn guids_of(entries: &[NewEntry]) -> Vec<String> {
    entries.iter().map(|entry| entry.guid.clone()).collect()
}

/// What the feed says about its source, where that is news.
fn news_about(source: &longwire_model::Source, feed: &Feed) -> Option<SourceFacts> {
    let facts = SourceFacts {
        title: (!feed.title.is_empty()).then(|| feed.title.clone()),
        home_url: feed.home_url.clone(),
        language: feed.language.clone(),
    };
    let is_news = facts.title.as_ref().is_some_and(|title| *title != source.title)
        || facts.home_url.is_some() && facts.home_url != source.home_url
        || facts.language.is_some() && facts.language != source.language;
    is_news.then_some(facts)
}

/// What is known of a source's rhythm, if only that it begins now.
pub(crate) fn rhythm_of(poll: &PollState, now: Timestamp) -> Rhythm {
    Rhythm::from_bytes(&poll.rhythm).unwrap_or_else(|| Rhythm::new(now))
}

/// The rhythm with what one whole feed adds to it.
fn learned<'a>(
    before: &PollState,
    feed: &Feed,
    new: impl Iterator<Item = &'a NewEntry>,
    now: Timestamp,
) -> Rhythm {
    let mut rhythm = rhythm_of(before, now);
    let appeared: Vec<Appeared> =
        new.filter_map(|entry| Appeared::of(entry.published_at, before.polled_at, now)).collect();
    if before.polled_at.is_none() {
        rhythm.reaches_back_to(&appeared);
    }
    if !appeared.is_empty() {
        rhythm.learn(&appeared, now);
    }
    rhythm.wishes = Wishes {
        minutes: feed.poll_minutes.unwrap_or(0),
        skip_hours: feed.skip_hours,
        skip_days: feed.skip_days,
    };
    rhythm
}

fn with_validators(mut poll: PollState, capture: &Capture, hash: ContentHash) -> PollState {
    poll.etag = capture.headers.get("etag").map(str::to_owned);
    poll.last_modified = capture.headers.get("last-modified").map(str::to_owned);
    poll.body_hash = Some(hash);
    poll.read_at = capture.captured_at;
    poll
}

/// The state after an answer, whatever was in it.
fn answered(pipeline: &Pipeline, mut poll: PollState, headers: &Headers, now: Timestamp) -> PollState {
    poll.due_at = after_answer(&rhythm_of(&poll, now), wish_of(headers, now), now, &pipeline.config);
    poll.polled_at = Some(now);
    poll.failure_count = 0;
    poll.failure = None;
    poll.trouble = None;
    poll.failing_since = None;
    poll
}

/// What a failed fetch means: another try at once, or a note and the next poll.
fn failed(pipeline: &Pipeline, poll: PollState, error: FetchError, attempt: u32) -> Polled {
    let Some(trouble) = trouble::of_error(&error) else { return Polled::ended(Err(error.into())) };
    let asked = match error.retry() {
        Retry::After(after) => Some(after),
        Retry::Never | Retry::Backoff => None,
    };
    let reason = Failure::from(error).into_reason();
    if attempt <= rule(trouble).tries {
        return Polled::ended(Err(Failure::Again { reason, after: asked }));
    }
    let poll = noted(poll, trouble, &reason, asked, pipeline.now());
    Polled { outcome: Err(Failure::Never { reason }), state: Some(poll) }
}

/// The state after a failure.
fn noted(
    mut poll: PollState,
    trouble: Trouble,
    reason: &str,
    asked: Option<Duration>,
    now: Timestamp,
) -> PollState {
    let since = poll.failing_since.unwrap_or(now);
    poll.failure_count = poll.failure_count.saturating_add(1);
    poll.due_at = after_failure(trouble, poll.failure_count, since, asked, now);
    poll.polled_at = Some(now);
    poll.failure = Some(reason.to_owned());
    poll.trouble = Some(trouble);
    poll.failing_since = Some(since);
    poll
}

/// The state of a source that was never polled, from the answer that made it a source.
pub(crate) fn first_state(state: &SourceState, capture: &Capture) -> PollState {
    with_validators(state.poll.clone(), capture, content_hash(&capture.body))
}

/// A feed's address after permanent moves, else the one asked for.
pub(crate) fn settled_url(capture: &Capture, permanent: bool) -> Url {
    if permanent { capture.final_url.clone() } else { capture.url.clone() }
}

#[cfg(test)]
mod tests;
