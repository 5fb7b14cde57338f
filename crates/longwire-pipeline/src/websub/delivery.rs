//! What a hub pushed is admitted like the feed of a poll.
//!
//! A hub sends the whole feed or only what is new in it; both are feeds, and
//! admitting either adds what is not known. Of the poll's state only the next
//! moment and what is known of the source's rhythm change: validators belong to
//! what a GET gave. A
//! delivery that is no feed is taken for a hint: the source is polled at once. A
//! resting source admits nothing.
//!
//! Spec: WebSub §7 (content distribution).

use longwire_model::{Capture, DeliveryId, Feed, Headers};
use longwire_store::{Admitted, Delivery, Job, SourceState};

use super::slowed;
use crate::own::Own;
use crate::schedule::Appeared;
use crate::{Failure, Pipeline, admit, poll};

/// Runs the job of one delivery and answers what it brought.
pub(crate) async fn run(pipeline: &Pipeline, id: DeliveryId) -> Result<Admitted, Failure> {
    let Some(delivery) = pipeline.with_store(move |store| store.delivery(id)).await? else {
        return Ok(Admitted::default());
    };
    let source_id = delivery.push.source_id;
    let found = pipeline.with_store(move |store| Ok((store.source(source_id)?, Own::of(store, source_id)?)));
    let (state, own) = found.await?;
    let mut admitted = Admitted::default();
    if let Some(state) =
        state.filter(|state| state.active && delivery.push.wanted && !own.rests(pipeline.now()))
    {
        let capture = as_capture(&state, delivery);
        match poll::read(capture, state.source.kind).await {
            Ok(feed) => admitted = keep(pipeline, state, feed).await?,
            Err(unreadable) => {
                let reason = unreadable.reason;
                tracing::debug!(source = source_id.0, reason, "delivery is no feed, source will be polled");
                let now = pipeline.now();
                let job = Job::Poll { source_id };
                pipeline.with_store(move |store| store.enqueue(&job, now, now)).await?;
            }
        }
    }
    pipeline.with_store(move |store| store.end_delivery(id)).await?;
    tracing::info!(
        source = source_id.0,
        new = admitted.new_count,
        changed = admitted.changed_count,
        "delivery admitted"
    );
    Ok(admitted)
}

/// A delivery as if the source had answered with it.
fn as_capture(state: &SourceState, delivery: Delivery) -> Capture {
    let content_type = delivery.content_type.map(|value| ("content-type".to_owned(), value));
    Capture {
        headers: Headers(content_type.into_iter().collect()),
        captured_at: Some(delivery.received_at),
        ..Capture::of_bytes(state.source.url.clone(), delivery.body)
    }
}

async fn keep(pipeline: &Pipeline, state: SourceState, feed: Feed) -> Result<Admitted, Failure> {
    let now = pipeline.now();
    let entries = admit::entries(&feed, &state.source.url, now);
    let (id, guids) = (state.source.id, poll::guids_of(&entries));
    let unknown = pipeline.with_store(move |store| {
        let guids: Vec<&str> = guids.iter().map(String::as_str).collect();
        store.unknown_entries(id, &guids)
    });
    let new = unknown.await?.into_iter().map(|n| &entries[n]);
    let appeared: Vec<Appeared> =
        new.filter_map(|entry| Appeared::of(entry.published_at, state.poll.polled_at, now)).collect();
    let mut poll = slowed(pipeline, state.poll).await;
    if !appeared.is_empty() {
        let mut rhythm = poll::rhythm_of(&poll, now);
        rhythm.learn(&appeared, now);
        poll.rhythm = rhythm.to_bytes();
    }
    Ok(pipeline.with_store(move |store| store.admit(&poll, &entries, now)).await?)
}
