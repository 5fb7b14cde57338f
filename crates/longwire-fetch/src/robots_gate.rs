//! May we? Fetches, keeps and asks the robots.txt of each origin.
//!
//! One lookup at a time per origin, so ten callers cost one request. A
//! robots.txt is good for a day, here and in [`HostMemory`]; one that can not be
//! had holds its origin (RFC 9309 §2.3.1.4), unless an older one is remembered.
//! The request for it takes its turn like any other.
//!
//! What the answers mean (RFC 9309 §2.3.1): 2xx is read; 4xx, and redirects that
//! lead nowhere, mean that there is none; 429 and 5xx hold.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use http::HeaderMap;
use tokio::sync::Mutex as AsyncMutex;
use url::Url;

use crate::memory::{locked, now};
use crate::robots::ROBOTS_BYTES_MAX;
use crate::wire::{Hop, Wire};
use crate::{FetchError, HostMemory, PRODUCT, Robots, RobotsRecord, Route, address};

/// How long a robots.txt is believed (RFC 9309 §2.4).
const ROBOTS_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);
/// How long one that could not be had is not asked for again: callers that wait
/// for the same answer share it, and a retry gets another.
const HELD_FOR: Duration = Duration::from_secs(3);
/// Redirects that are followed to a robots.txt (RFC 9309 §2.3.1.2).
const ROBOTS_REDIRECTS_MAX: usize = 5;
/// Time on the wire for one robots.txt.
const ROBOTS_TIME_MAX: Duration = Duration::from_secs(30);
/// Origins whose rules are kept in memory.
const ORIGINS_MAX: usize = 16_384;
/// Memory that all kept rules may take, in bytes.
const WEIGHT_MAX: usize = 16 * 1024 * 1024;

/// The rules of the origins in use.
pub(crate) struct RobotsGate {
    memory: Arc<dyn HostMemory>,
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    by_origin: HashMap<String, Arc<Slot>>,
    weight: usize,
}

type Slot = AsyncMutex<Option<Known>>;

/// What is known of one origin's robots.txt.
#[derive(Clone)]
struct Known {
    verdict: Result<Arc<Robots>, FetchError>,
    until: Instant,
}

impl RobotsGate {
    pub(crate) fn new(memory: Arc<dyn HostMemory>) -> Self {
        Self { memory, slots: Mutex::default() }
    }

    /// Lets an address pass, with the `Crawl-delay` of its host, or says why not.
    pub(crate) async fn pass(
        &self,
        wire: &Wire,
        url: &Url,
        wait_max: Duration,
        route: &Route,
    ) -> Result<Option<Duration>, FetchError> {
        let known = self.known(wire, url, wait_max, route).await?;
        match known.verdict {
            Ok(robots) if robots.allows(url) => {
                Ok(robots.crawl_delay().map(|delay| delay.min(wire.config.crawl_delay_max)))
            }
            Ok(_) => Err(FetchError::Disallowed { url: url.clone() }),
            Err(error) => Err(error.about(url)),
        }
    }

    async fn known(
        &self,
        wire: &Wire,
        url: &Url,
        wait_max: Duration,
        route: &Route,
    ) -> Result<Known, FetchError> {
        let origin = url.origin().ascii_serialization();
        let slot = self.slot(&origin);
        let mut held = slot.lock().await;
        if let Some(known) = held.as_ref().filter(|known| known.until > Instant::now()) {
            return Ok(known.clone());
        }
        let known = match self.memory.robots(&origin).map(|record| (left_of(&record), record)) {
            Some((left, record)) if !left.is_zero() => Known::of(&record, left),
            remembered => match (fetch(wire, url, wait_max, route).await, remembered) {
                (Ok(record), _) => {
                    self.memory.set_robots(&origin, &record);
                    Known::of(&record, ROBOTS_LIFETIME)
                }
                // Only this caller would not wait, or has a proxy that makes no sense.
                (Err(error @ (FetchError::NotYet { .. } | FetchError::Setup { .. })), _) => {
                    return Err(error);
                }
                // An older one is better than none (RFC 9309 §2.4).
                (Err(FetchError::RobotsUnavailable { .. }), Some((_, record))) => {
                    Known::of(&record, HELD_FOR)
                }
                (Err(error), _) => Known { verdict: Err(error), until: Instant::now() + HELD_FOR },
            },
        };
        *held = Some(known.clone());
        drop(held);
        self.weigh(&known);
        Ok(known)
    }

    fn slot(&self, origin: &str) -> Arc<Slot> {
        let mut slots = locked(&self.slots);
        if slots.by_origin.len() >= ORIGINS_MAX || slots.weight > WEIGHT_MAX {
            // Those in use stay; the others are in `memory` still.
            slots.by_origin.retain(|_, slot| Arc::strong_count(slot) > 1);
            slots.weight = 0;
        }
        Arc::clone(slots.by_origin.entry(origin.to_owned()).or_default())
    }

    fn weigh(&self, known: &Known) {
        if let Ok(robots) = &known.verdict {
            locked(&self.slots).weight += robots.weight();
        }
    }
}

impl Known {
    fn of(record: &RobotsRecord, lifetime: Duration) -> Self {
        let robots = Robots::parse(record.text.as_bytes(), PRODUCT);
        Self { verdict: Ok(Arc::new(robots)), until: Instant::now() + lifetime }
    }
}

/// How much longer a robots.txt is good. One from the future, by a clock that was wrong, is not.
fn left_of(record: &RobotsRecord) -> Duration {
    let now = now();
    if record.fetched_at > now {
        return Duration::ZERO;
    }
    ROBOTS_LIFETIME.saturating_sub(now.since(record.fetched_at))
}

/// Asks for the robots.txt of an address's origin.
async fn fetch(
    wire: &Wire,
    url: &Url,
    wait_max: Duration,
    route: &Route,
) -> Result<RobotsRecord, FetchError> {
    let record = |status, text| RobotsRecord { fetched_at: now(), status, text };
    let fields = HeaderMap::from_iter([(
        http::header::ACCEPT,
        http::HeaderValue::from_static("text/plain, */*;q=0.5"),
    )]);
    let hop = Hop {
        fields: &fields,
        body_bytes_max: ROBOTS_BYTES_MAX as u64,
        cut: true,
        text: true,
        crawl_delay: None,
        wait_max,
        route,
        sent: None,
    };
    let mut budget = ROBOTS_TIME_MAX.min(wire.config.total_timeout);
    let mut at = url.clone();
    at.set_path("/robots.txt");
    at.set_query(None);
    for hops in 0..=ROBOTS_REDIRECTS_MAX {
        let reply = match wire.hop(&at, &hop, &mut budget).await {
            Ok(reply) => reply,
            // Led astray by a redirect: there is none that we may read.
            Err(FetchError::PrivateAddress { .. }) if hops > 0 => break,
            Err(error) => return Err(held(url, error)),
        };
        match reply.status {
            200..=299 => {
                return Ok(record(reply.status, String::from_utf8_lossy(&reply.body).into_owned()));
            }
            300..=399 => {
                let Some(Ok(next)) = reply.headers.get("location").map(|to| address::follow(&at, to)) else {
                    break;
                };
                at = next;
            }
            429 => {
                return Err(FetchError::Throttled {
                    url: url.clone(),
                    retry_after: wire.retry_after(&reply),
                });
            }
            status @ 400..=499 => return Ok(record(status, String::new())),
            status => {
                return Err(FetchError::RobotsUnavailable {
                    host: host(url),
                    reason: format!("status {status}"),
                });
            }
        }
    }
    Ok(record(404, String::new()))
}

/// No answer. What is wrong with the host itself is said as it is; anything else
/// is wrong with its robots.txt.
fn held(url: &Url, error: FetchError) -> FetchError {
    match error {
        FetchError::PrivateAddress { .. }
        | FetchError::Dns { .. }
        | FetchError::Tls { .. }
        | FetchError::Unreachable { .. }
        | FetchError::NotYet { .. }
        | FetchError::Setup { .. } => error,
        other => FetchError::RobotsUnavailable { host: host(url), reason: other.to_string() },
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
