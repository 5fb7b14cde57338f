//! What requests for a source cost and saved, until it is kept.
//!
//! Every request for a source goes through [`Pipeline::get`], which counts it;
//! the worker keeps what has gathered together with the ends of the jobs.
//! Bounded by the sources that had a job since then.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use longwire_fetch::{FetchError, Fetched, Request};
use longwire_model::{SourceId, Trouble};
use longwire_store::Traffic;

use crate::own::Own;
use crate::{Pipeline, trouble};

/// What has been counted and not kept yet.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<HashMap<SourceId, Traffic>>);

impl Ledger {
    fn open(&self) -> MutexGuard<'_, HashMap<SourceId, Traffic>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts for a source.
    pub(crate) fn count(&self, source: SourceId, traffic: &Traffic) {
        self.open().entry(source).or_default().add(traffic);
    }

    /// Takes everything that has been counted.
    pub(crate) fn take(&self) -> Vec<(SourceId, Traffic)> {
        self.open().drain().collect()
    }
}

impl Pipeline {
    /// Fetches, and counts what it cost for the source it is done for; for none it is not counted.
    pub(crate) async fn get(
        &self,
        source: impl Into<Option<SourceId>>,
        request: Request,
    ) -> Result<Fetched, FetchError> {
        let source = source.into();
        let began = Instant::now();
        let fetched = self.fetcher.get(request).await;
        self.counted(source, began, fetched)
    }

    /// The same for a page, shown by the browser first where the source's settings want it and there is one.
    pub(crate) async fn page(
        &self,
        source: Option<SourceId>,
        own: &Own,
        mut request: Request,
    ) -> Result<Fetched, FetchError> {
        let Some(renderer) = self.renderer.as_ref().filter(|_| own.rendered) else {
            if own.rendered {
                tracing::warn!(
                    source = source.map(|id| id.0),
                    "no browser to show its pages: taken as they are"
                );
            }
            return self.get(source, request).await;
        };
        // What a script fills has no validators.
        (request.etag, request.last_modified) = (None, None);
        let began = Instant::now();
        let fetched = renderer.render(&self.fetcher, request).await;
        self.counted(source, began, fetched)
    }

    fn counted(
        &self,
        source: Option<SourceId>,
        began: Instant,
        fetched: Result<Fetched, FetchError>,
    ) -> Result<Fetched, FetchError> {
        if let (Some(source), Some(mut traffic)) = (source, traffic_of(&fetched)) {
            if traffic.took_ms == 0 {
                traffic.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            }
            self.ledger.count(source, &traffic);
        }
        fetched
    }
}

/// What one request was; `None` where none was made because it was not our turn.
fn traffic_of(fetched: &Result<Fetched, FetchError>) -> Option<Traffic> {
    let mut traffic = Traffic::default();
    match fetched {
        Ok(Fetched::Capture { capture, facts }) => {
            traffic.request_count = u64::from(facts.request_count);
            traffic.wire_bytes = facts.wire_bytes;
            traffic.body_bytes = capture.body.len() as u64;
            traffic.took_ms = u64::try_from(facts.took.as_millis()).unwrap_or(u64::MAX);
        }
        Ok(Fetched::NotModified { facts, .. }) => {
            traffic.request_count = u64::from(facts.request_count);
            traffic.not_modified_count = 1;
            traffic.took_ms = u64::try_from(facts.took.as_millis()).unwrap_or(u64::MAX);
        }
        Err(error) => failure(trouble::of_error(error)?, &mut traffic),
    }
    Some(traffic)
}

/// Files a failure under its class. What robots.txt and our own rules held back was no request.
fn failure(trouble: Trouble, traffic: &mut Traffic) {
    let class = match trouble {
        Trouble::Disallowed | Trouble::RobotsUnavailable => {
            traffic.held_count = 1;
            return;
        }
        Trouble::BadAddress | Trouble::PrivateAddress | Trouble::Setup => return,
        Trouble::Throttled => &mut traffic.throttled_count,
        Trouble::NotFound | Trouble::Gone | Trouble::SoftNotFound => &mut traffic.missing_count,
        Trouble::Forbidden
        | Trouble::Login
        | Trouble::Payment
        | Trouble::Legal
        | Trouble::Cloudflare
        | Trouble::DataDome
        | Trouble::Akamai
        | Trouble::Captcha
        | Trouble::ConsentWall
        | Trouble::LoginWall => &mut traffic.refused_count,
        Trouble::Dns | Trouble::Tls | Trouble::Unreachable | Trouble::TooSlow | Trouble::Truncated => {
            &mut traffic.unreachable_count
        }
        Trouble::ServerError
        | Trouble::FeedElsewhere
        | Trouble::NotAFeed
        | Trouble::NoArticles
        | Trouble::Redirects
        | Trouble::TooLarge
        | Trouble::Empty
        | Trouble::Status => &mut traffic.failed_count,
    };
    *class = 1;
    traffic.request_count = 1;
}

#[cfg(test)]
mod tests;
