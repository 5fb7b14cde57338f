//! WebSub, both sides: hubs push sources to us, and we are the hub of what we publish.
//!
//! - As a subscriber: `push` asks the hub that a feed announces, renews and ends;
//!   `announce` reads the announcement; `delivery` admits what the hub pushed.
//!   Polling never stops: a source that is pushed is merely polled more slowly.
//! - As a hub: `topic` sees whether a followed publication has changed, `follower`
//!   verifies who wants to follow and tells them; `signature` signs.
//! - The other halves, which answer requests, are `longwire_web::websub`. The two
//!   meet in rows of the store that say what is due.
//! - What we publish is known to the web half alone; the program hands it in as
//!   [`OwnFeeds`], so what followers get is what a GET gives.
//!
//! Deliberately absent: handing on what others publish. Our hub speaks for us only.
//!
//! Spec: W3C WebSub (Recommendation of 23 January 2018).

mod announce;
mod delivery;
mod follower;
mod push;
mod signature;
mod topic;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use longwire_model::{Bytes, Timestamp, Url};
use longwire_store::{Job, Store, StoreError};
use ring::rand::{SecureRandom, SystemRandom};

use crate::Pipeline;

pub(crate) use announce::{announced, note};
pub(crate) use push::slowed;

/// Where the public finds our half of WebSub.
#[derive(Clone, Debug)]
pub struct WebSub {
    /// Our hub's own address.
    pub hub_url: Url,
    /// The address below which our callbacks are; ends in a slash.
    pub callback_url: Url,
}

/// What one of our publications answers to a GET.
#[derive(Clone, Debug)]
pub enum Published {
    /// A whole document.
    Document {
        /// Its `Content-Type` field.
        content_type: String,
        /// Its `ETag` field.
        etag: Option<String>,
        /// The document.
        body: Bytes,
    },
    /// It still is what the `ETag` named.
    Unchanged,
    /// There is no such publication, or no longer.
    Gone,
    /// It can not be had at the moment.
    Busy,
}

/// The answer of [`OwnFeeds::get`].
pub type Reading<'a> = Pin<Box<dyn Future<Output = Published> + Send + 'a>>;

/// What we publish, as a GET gives it. The program hands it in.
pub trait OwnFeeds: Send + Sync {
    /// What stands at an address of ours at this moment; `etag` names what is known already.
    fn get<'a>(&'a self, url: &'a Url, etag: Option<&'a str>) -> Reading<'a>;
}

pub(crate) use delivery::run as delivery;
pub(crate) use follower::run as follower;
pub(crate) use push::run as push;
pub(crate) use topic::run as topic;

/// How long a publication that changed is left alone before it is looked at
/// again: what one poll brings is so told in two deliveries, not in twenty.
const LOOK_GAP: Duration = Duration::from_secs(5);

/// Puts on the queue what is due by the rows of WebSub, at most so many of each kind.
pub(crate) fn enqueue_due(store: &dyn Store, now: Timestamp, limit: usize) -> Result<(), StoreError> {
    let looked_before = Timestamp::from_micros(now.micros() - LOOK_GAP.as_micros() as i64);
    let pushes = store.due_pushes(now, limit)?.into_iter().map(|push_id| Job::Push { push_id });
    let topics = store.due_topics(looked_before, limit)?.into_iter().map(|topic_id| Job::Topic { topic_id });
    let followers = store.due_followers(now, limit)?;
    let followers = followers.into_iter().map(|follower_id| Job::Follower { follower_id });
    for job in pushes.chain(topics).chain(followers) {
        store.enqueue(&job, now, now)?;
    }
    Ok(())
}

/// Has hubs that know us by another address than today's asked anew.
pub(crate) async fn begin(pipeline: &Pipeline) -> Result<(), StoreError> {
    let Some(websub) = &pipeline.config.websub else { return Ok(()) };
    let (callback_url, now) = (websub.callback_url.clone(), pipeline.now());
    pipeline.with_store(move |store| store.move_callbacks(&callback_url, now)).await
}

/// So many random bytes in hexadecimal digits.
fn random_hex<const N: usize>() -> String {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The wait after so many failures in a row, from 1 on.
fn wait_after(waits: &[Duration], failure_count: u32) -> Duration {
    let at = usize::try_from(failure_count.max(1) - 1).unwrap_or(usize::MAX);
    waits[at.min(waits.len() - 1)]
}

/// The first line of what the other side said, fit to be shown.
fn first_line(body: &[u8]) -> String {
    const SHOWN_CHARS_MAX: usize = 200;
    let text = String::from_utf8_lossy(body);
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.trim().chars().filter(|c| !c.is_control()).take(SHOWN_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
