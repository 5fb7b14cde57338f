//! The straight line an article walks, and when.
//!
//! subscribe → poll → admit → article (fetch, extract, archive) → picture, one file each,
//! each a job that may be repeated without harm. [`worker`] takes jobs off the
//! durable queue and runs them; [`schedule`] decides when a source is polled.
//! [`import`] and [`export`] carry open files in and out; `websub` is pushed by
//! hubs and is one.
//!
//! - Steps hold nothing between two jobs: what must last is in the store.
//! - A step that fails says whether trying again can help ([`Failure`]); the
//!   worker alone decides when.
//! - Deliberately absent: SQL, sockets, HTML, and any knowledge of who asked.

pub mod admit;
pub mod export;
mod failure;
mod hosts;
mod identity;
mod image;
pub mod import;
mod job;
mod keep;
mod ledger;
pub mod own;
mod page;
pub mod schedule;
pub mod worker;

mod article;
mod picture;
mod poll;
mod reextract;
mod subscribe;
mod trouble;
mod websub;

use std::sync::Arc;
use std::time::Duration;

use longwire_extract::RuleBook;
use longwire_fetch::Fetcher;
use longwire_fetch::render::Renderer;
use longwire_model::Timestamp;
use longwire_store::{Store, StoreError};

pub use failure::Failure;
pub use hosts::StoredHosts;
pub use keep::{Kept, KeptAs};
pub use ledger::Ledger;
pub use picture::ImageReferrer;
pub use subscribe::Subscribed;
pub use websub::{OwnFeeds, Published, Reading, WebSub};

/// What the owner may set about the pipeline.
#[derive(Clone, Debug)]
pub struct Config {
    /// Jobs worked on at a time, over all hosts.
    pub worker_count: usize,
    /// Shortest time between two polls of a source.
    pub poll_interval_min: Duration,
    /// Longest time between two polls of a source.
    pub poll_interval_max: Duration,
    /// What one request is worth: a source is polled when the entries expected
    /// since its last poll have, between them, waited for so long.
    pub poll_worth: Duration,
    /// Most parts of one article that are fetched and joined.
    pub parts_max: usize,
    /// Largest picture kept, in bytes.
    pub image_bytes_max: u64,
    /// Most pictures kept of one article; 0 keeps none.
    pub images_max: usize,
    /// Most bytes of pictures kept of one article.
    pub article_image_bytes_max: u64,
    /// What requests for pictures give as their referrer.
    pub image_referrer: ImageReferrer,
    /// Where hubs and followers find us; without it there is no WebSub, and polling does all.
    pub websub: Option<WebSub>,
    /// What is known about single sites.
    pub rules: Arc<RuleBook>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            worker_count: 24,
            poll_interval_min: Duration::from_secs(10 * 60),
            poll_interval_max: Duration::from_secs(6 * 3600),
            poll_worth: Duration::from_secs(10 * 60),
            parts_max: 12,
            image_bytes_max: 20 << 20,
            images_max: 100,
            article_image_bytes_max: 100 << 20,
            image_referrer: ImageReferrer::Page,
            websub: None,
            rules: Arc::default(),
        }
    }
}

/// All that a step of the line needs.
pub struct Pipeline {
    /// What survives.
    pub store: Arc<dyn Store>,
    /// The door to the outside.
    pub fetcher: Fetcher,
    /// The browser for sources whose pages only a script fills, where there is one.
    pub renderer: Option<Renderer>,
    /// What we publish, for those who follow it.
    pub own_feeds: Arc<dyn OwnFeeds>,
    /// What requests cost, until it is kept.
    pub ledger: Arc<Ledger>,
    /// What the owner set.
    pub config: Config,
    /// The time, given by the program: nothing here reads a clock of its own.
    pub clock: fn() -> Timestamp,
}

impl Pipeline {
    /// Runs a store call on a blocking thread.
    async fn with_store<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let store = Arc::clone(&self.store);
        blocking(move || call(&*store)).await
    }

    /// The same for a source that is polled at a fixed interval.
    fn at_interval(&self, interval: Duration) -> Self {
        let config =
            Config { poll_interval_min: interval, poll_interval_max: interval, ..self.config.clone() };
        Self {
            store: Arc::clone(&self.store),
            fetcher: self.fetcher.clone(),
            renderer: self.renderer.clone(),
            own_feeds: Arc::clone(&self.own_feeds),
            ledger: Arc::clone(&self.ledger),
            config,
            clock: self.clock,
        }
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// Runs a closure on a blocking thread. A panic in it goes on in the caller, whose job it fails.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => std::future::pending().await,
    }
}
