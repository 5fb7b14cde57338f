//! Speaks to one follower of a publication: was it you who asked, and what is new.
//!
//! One job a follower, so that its wishes and deliveries come in order. A wish is
//! verified by a challenge that only the callback's owner can echo. Deliveries
//! carry what a GET of the publication gives at that moment, signed where a
//! secret was given; those that fail are repeated ever later, and after
//! [`FAILURES_MAX`] in a row the follower is forgotten.
//!
//! Spec: WebSub §5.2 (denial), §5.3 (verification of intent), §7 (content
//! distribution), §7.1 (signatures).

use std::time::Duration;

use longwire_fetch::{Accept, FetchError, Fetched, OwnFields, Post, Posted, Request, Retry};
use longwire_model::{FollowerId, Timestamp, Url};
use longwire_store::{Follower, TopicSeen, Wish, content_hash};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{Published, WebSub, random_hex, signature, wait_after};
use crate::{Failure, Pipeline};

/// Deliveries in a row that may fail before a follower is forgotten.
const FAILURES_MAX: u32 = 9;

/// The waits between them.
const WAITS: [Duration; 8] = {
    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }
    [s(5), s(30), s(2 * 60), s(10 * 60), s(30 * 60), s(2 * 3600), s(6 * 3600), s(12 * 3600)]
};

/// Attempts to reach a callback that is to be verified.
const VERIFICATIONS_MAX: u32 = 3;

/// The largest answer to a challenge that is read, in bytes.
const ECHO_BYTES_MAX: u64 = 4 * 1024;

/// The longest time for one question or delivery. Callbacks are strangers' servers, and a slow one
/// holds a worker.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(20);

/// Followers spoken to at a time, over all hosts: most workers are for our own sources.
const SPOKEN_TO_MAX: usize = 6;

static SPEAKING: Semaphore = Semaphore::const_new(SPOKEN_TO_MAX);

/// How long a follower waits for its turn before it asks again.
const TURN_WAIT: Duration = Duration::from_secs(1);

/// Runs the job of one follower.
pub(crate) async fn run(pipeline: &Pipeline, id: FollowerId) -> Result<(), Failure> {
    let Some(websub) = &pipeline.config.websub else { return Ok(()) };
    let Ok(_turn) = SPEAKING.try_acquire() else {
        return Err(Failure::NotYet { wait: TURN_WAIT, reason: "other followers are spoken to".into() });
    };
    let Some(follower) = pipeline.with_store(move |store| store.follower(id)).await? else { return Ok(()) };
    let now = pipeline.now();
    match follower.asked.clone() {
        Some((wish, asked_at)) => verify(pipeline, &follower, &wish, asked_at).await,
        None if follower.is_live(now) && follower.delivered_version < follower.topic.version => {
            tell(pipeline, websub, &follower).await
        }
        None => Ok(()),
    }
}

/// Asks the callback whether it is meant, after a look whether there is anything to follow.
async fn verify(
    pipeline: &Pipeline,
    follower: &Follower,
    wish: &Wish,
    asked_at: Timestamp,
) -> Result<(), Failure> {
    let id = follower.id;
    let mut query = vec![("hub.topic", follower.topic.url.to_string())];
    match wish {
        Wish::Follow { lease_seconds, .. } => {
            if !look(pipeline, follower).await? {
                return deny(pipeline, follower).await;
            }
            query.push(("hub.mode", "subscribe".to_owned()));
            query.push(("hub.lease_seconds", lease_seconds.to_string()));
        }
        Wish::End => query.push(("hub.mode", "unsubscribe".to_owned())),
    }
    let challenge = random_hex::<24>();
    query.push(("hub.challenge", challenge.clone()));
    let answer = ask(pipeline, &follower.callback, &query).await;
    let now = pipeline.now();
    match answer {
        Ok(body) if body.trim_ascii() == challenge.as_bytes() => {
            tracing::info!(follower = id.0, mode = query[1].1, "follower verified");
            Ok(pipeline.with_store(move |store| store.wish_verified(id, asked_at, now)).await?)
        }
        Err(error @ FetchError::NotYet { .. }) => Err(error.into()),
        Err(error) if may_mend(&error) && follower.failure_count + 1 < VERIFICATIONS_MAX => {
            let due_at = now.plus(wait_after(&WAITS, follower.failure_count + 1));
            fail(pipeline, id, Failure::from(error).reason(), due_at).await
        }
        _ => {
            tracing::info!(follower = id.0, mode = query[1].1, "follower not verified");
            Ok(pipeline.with_store(move |store| store.drop_wish(id, asked_at, now)).await?)
        }
    }
}

/// Looks at the publication, so that what is there now counts as known to a new
/// follower; false where there is none.
async fn look(pipeline: &Pipeline, follower: &Follower) -> Result<bool, Failure> {
    let topic = follower.topic.clone();
    let body = match pipeline.own_feeds.get(&topic.url, None).await {
        Published::Document { etag, body, .. } => Some((content_hash(&body), etag)),
        Published::Unchanged => None,
        Published::Gone => return Ok(false),
        Published::Busy => return Err(busy()),
    };
    let now = pipeline.now();
    let seen = TopicSeen { archive_mark: topic.archive_mark, body };
    pipeline.with_store(move |store| store.topic_seen(topic.id, &seen, now)).await?;
    Ok(true)
}

fn busy() -> Failure {
    Failure::Again { reason: "the publication can not be had".into(), after: None }
}

/// Tells a callback, once and without waiting for its consent, that there is nothing to follow.
async fn deny(pipeline: &Pipeline, follower: &Follower) -> Result<(), Failure> {
    let query = [
        ("hub.mode", "denied".to_owned()),
        ("hub.topic", follower.topic.url.to_string()),
        ("hub.reason", "there is no such publication here".to_owned()),
    ];
    // Whether it listens is its own affair.
    let _ = ask(pipeline, &follower.callback, &query).await;
    end(pipeline, follower.id, "the publication is gone").await
}

/// The answer of a callback to a question in its query.
async fn ask(pipeline: &Pipeline, callback: &Url, query: &[(&str, String)]) -> Result<Vec<u8>, FetchError> {
    let mut url = callback.clone();
    url.query_pairs_mut().extend_pairs(query);
    let mut request = Request::new(url, Accept::Any);
    request.ignore_robots = true;
    request.body_bytes_max = Some(ECHO_BYTES_MAX);
    Ok(match in_time(callback, pipeline.fetcher.get(request)).await? {
        Fetched::Capture { capture, .. } => capture.body.to_vec(),
        Fetched::NotModified { .. } => Vec::new(),
    })
}

/// What a callback answers within [`ANSWER_TIME_MAX`].
async fn in_time<T>(
    callback: &Url,
    answer: impl Future<Output = Result<T, FetchError>>,
) -> Result<T, FetchError> {
    let late = || FetchError::TooSlow { url: callback.clone(), reason: "it took too long altogether" };
    timeout(ANSWER_TIME_MAX, answer).await.unwrap_or_else(|_| Err(late()))
}

/// True where a callback that can not be asked now may be asked later.
fn may_mend(error: &FetchError) -> bool {
    error.retry() != Retry::Never
}

/// Tells a follower what the publication is now.
async fn tell(pipeline: &Pipeline, websub: &WebSub, follower: &Follower) -> Result<(), Failure> {
    let (id, version) = (follower.id, follower.topic.version);
    let (content_type, body) = match pipeline.own_feeds.get(&follower.topic.url, None).await {
        Published::Document { content_type, body, .. } => (content_type, body),
        Published::Gone => return deny(pipeline, follower).await,
        Published::Unchanged | Published::Busy => return Err(busy()),
    };
    let links = format!("<{}>; rel=\"hub\", <{}>; rel=\"self\"", websub.hub_url, follower.topic.url);
    let signed = follower.secret.as_deref().map(|secret| signature::of(secret, &body));
    let fields = [("Link", links.as_str())].into_iter();
    let own_fields = OwnFields::new(fields.chain(signed.as_deref().map(|value| ("X-Hub-Signature", value))));
    let post =
        Post { url: follower.callback.clone(), content_type, own_fields: own_fields?, body, follow: false };
    let answer = in_time(&follower.callback, pipeline.fetcher.post(post)).await;
    let now = pipeline.now();
    match answer {
        Ok(Posted { status: 200..300, .. }) => {
            tracing::info!(follower = id.0, version, "follower told");
            Ok(pipeline.with_store(move |store| store.follower_told(id, version, now)).await?)
        }
        Ok(Posted { status: 410, .. }) => end(pipeline, id, "its callback is gone").await,
        Err(error @ FetchError::NotYet { .. }) => Err(error.into()),
        Err(error) if !may_mend(&error) => end(pipeline, id, Failure::from(error).reason()).await,
        _ if follower.failure_count + 1 >= FAILURES_MAX => {
            end(pipeline, id, "its callback failed too often").await
        }
        failed => {
            let wait = wait_after(&WAITS, follower.failure_count + 1);
            let (reason, asked_wait) = match failed {
                Ok(posted) => (format!("it answered with {}", posted.status), posted.retry_after),
                Err(error) => (Failure::from(error).into_reason(), None),
            };
            fail(pipeline, id, &reason, now.plus(wait.max(asked_wait.unwrap_or_default()))).await
        }
    }
}

async fn fail(pipeline: &Pipeline, id: FollowerId, reason: &str, due_at: Timestamp) -> Result<(), Failure> {
    tracing::info!(follower = id.0, reason, "follower could not be spoken to");
    let reason = reason.to_owned();
    Ok(pipeline.with_store(move |store| store.follower_failed(id, &reason, due_at)).await?)
}

async fn end(pipeline: &Pipeline, id: FollowerId, reason: &str) -> Result<(), Failure> {
    tracing::info!(follower = id.0, reason, "follower forgotten");
    Ok(pipeline.with_store(move |store| store.end_follower(id)).await?)
}
