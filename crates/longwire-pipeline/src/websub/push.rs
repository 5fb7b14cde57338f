//! A source's hub is asked to push, to go on, or to stop.
//!
//! Each attempt is noted before it is made, with the moment of the next one: a
//! hub that takes a request and never verifies it is asked again, ever more
//! rarely, and so is one that refuses. Meanwhile the source is polled as always.
//!
//! Spec: WebSub §5.1 (subscription requests), §5.2 (what a hub may deny).

use std::time::Duration;

use longwire_fetch::{FetchError, OwnFields, Post, Posted};
use longwire_model::{PollState, PushId, Timestamp};
use longwire_store::{Push, Store};
use url::form_urlencoded;

use super::{WebSub, first_line, wait_after};
use crate::own::{Own, REST};
use crate::{Failure, Pipeline};

/// The lease we ask for. Hubs give what they like.
const LEASE: Duration = Duration::from_secs(10 * 24 * 3600);

/// The waits before a hub that did not come to terms is asked again.
const WAITS: [Duration; 7] = {
    const fn m(minutes: u64) -> Duration {
        Duration::from_secs(60 * minutes)
    }
    [m(1), m(5), m(30), m(2 * 60), m(6 * 60), m(24 * 60), m(3 * 24 * 60)]
};

/// The least wait after a hub took a request: it verifies in its own time.
const VERIFY_WAIT: Duration = Duration::from_secs(10 * 60);

/// The least wait after a hub refused a request (4xx): it is likely to mean it.
const REFUSED_WAIT: Duration = Duration::from_secs(6 * 3600);

/// Requests after which a hub that does not let go of us is left alone.
const FAREWELLS_MAX: u32 = 5;

/// Deliveries older than this are no proof that a hub still pushes.
const PROOF_AGE_MAX: Duration = Duration::from_secs(2 * 24 * 3600);

/// Runs the job of one arrangement.
pub(crate) async fn run(pipeline: &Pipeline, id: PushId) -> Result<(), Failure> {
    let Some(websub) = &pipeline.config.websub else { return Ok(()) };
    let Some(push) = pipeline.with_store(move |store| store.push(id)).await? else { return Ok(()) };
    let now = pipeline.now();
    if !push.wanted && is_over(&push, now) {
        return Ok(pipeline.with_store(move |store| store.end_push(id)).await?);
    }
    if push.wanted && pipeline.with_store(move |store| Own::of(store, push.source_id)).await?.rests(now) {
        // The lease that runs ends by itself, and what still comes is not admitted.
        let muted = move |store: &dyn Store| store.push_failed(id, now, "the source rests", now.plus(REST));
        return Ok(pipeline.with_store(muted).await?);
    }
    let wait = wait_after(&WAITS, push.ask_count + 1);
    let look_again_at = now.plus(wait.max(VERIFY_WAIT));
    let callback_url = websub.callback_url.clone();
    let asked = pipeline.with_store(move |store| store.push_asked(id, &callback_url, now, look_again_at));
    asked.await?;
    let failed = match pipeline.fetcher.post(request(&push, websub)).await {
        Ok(posted) if (200..300).contains(&posted.status) => {
            tracing::info!(source = push.source_id.0, wanted = push.wanted, "hub took a request");
            return Ok(());
        }
        Ok(posted) => refused(&push, &posted, wait),
        Err(error @ FetchError::NotYet { .. }) => return Err(error.into()),
        Err(error) => (Failure::from(error).into_reason(), wait),
    };
    let (reason, wait) = failed;
    tracing::info!(source = push.source_id.0, wanted = push.wanted, reason, "hub did not take a request");
    let again_at = pipeline.now().plus(wait);
    Ok(pipeline.with_store(move |store| store.push_failed(id, now, &reason, again_at)).await?)
}

/// True where there is nobody left to say farewell to.
fn is_over(push: &Push, now: Timestamp) -> bool {
    push.asked_at.is_none()
        || push.ask_count >= FAREWELLS_MAX
        || push.lease_until.is_some_and(|until| until <= now)
}

fn request(push: &Push, websub: &WebSub) -> Post {
    let mut callback = websub.callback_url.clone();
    callback.set_path(&format!("{}{}", callback.path(), push.token));
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("hub.mode", if push.wanted { "subscribe" } else { "unsubscribe" });
    form.append_pair("hub.topic", push.topic_url.as_str());
    form.append_pair("hub.callback", callback.as_str());
    if push.wanted {
        form.append_pair("hub.lease_seconds", &LEASE.as_secs().to_string());
        form.append_pair("hub.secret", &push.secret);
    }
    Post {
        url: push.hub_url.clone(),
        content_type: "application/x-www-form-urlencoded".to_owned(),
        own_fields: OwnFields::default(),
        body: form.finish().into(),
        follow: true,
    }
}

/// Why a hub refused, and when to ask again.
fn refused(push: &Push, posted: &Posted, wait: Duration) -> (String, Duration) {
    let said = first_line(&posted.body);
    let said = if said.is_empty() { said } else { format!(": {said}") };
    let host = push.hub_url.host_str().unwrap_or_default();
    let meant = (400..500).contains(&posted.status) && !matches!(posted.status, 408 | 429);
    let wait = if meant { wait.max(REFUSED_WAIT) } else { wait };
    (format!("{host} refused ({}){said}", posted.status), wait.max(posted.retry_after.unwrap_or_default()))
}

/// The state of a poll that brought nothing new, its next one put off where a hub
/// pushes the source and has lately proved that it does. A poll that brings what
/// no delivery brought is such a hub's failure: its source is polled as if it had none.
pub(crate) async fn slowed(pipeline: &Pipeline, mut poll: PollState) -> PollState {
    let (id, now) = (poll.source_id, pipeline.now());
    match pipeline.with_store(move |store| store.push_of(id)).await {
        Ok(Some(push)) if is_proved(&push, now) => {
            poll.due_at = poll.due_at.max(now.plus(pipeline.config.poll_interval_max));
        }
        Ok(_) => {}
        // The schedule alone decides then.
        Err(error) => tracing::debug!(%error, source = id.0, "hub of a source not to be read"),
    }
    poll
}

/// True where a hub pushes and has delivered of late.
fn is_proved(push: &Push, now: Timestamp) -> bool {
    let delivered_lately = push.delivered_at.is_some_and(|at| now.since(at) <= PROOF_AGE_MAX);
    delivered_lately && push.live_until(now).is_some()
}

#[cfg(test)]
mod tests;
