//! Per-host pacing: when may the next request to a host start?
//!
//! This module only decides; it never sleeps, dials or reads a clock. The
//! caller passes `now` in and does the waiting, which is why every rule below
//! is tested without a network or a timer.
//!
//! - A [`Pace`] holds one host's state. `HostPool` owns one per host.
//! - The gap counts from the latest start and from the latest end of a request,
//!   so a slow server is not asked again the moment it has answered.
//! - `Crawl-delay` and `Retry-After` only ever lengthen the gap between
//!   requests; settings can not undercut what a site asked for.
//! - A host that says 429 or 503 is visited at half the speed from then on, and
//!   each answer that was welcome takes half of the slowness back.
//! - Deliberately absent: any notion of feeds, articles or users.
//!
//! Specs: RFC 9309 (robots.txt; it leaves `Crawl-delay` undefined, we honour it
//! anyway), RFC 9110 §10.2.3 (`Retry-After`).

use std::time::{Duration, Instant};

/// Least slowness after a 429 or 503.
const STRAIN_MIN: Duration = Duration::from_secs(1);
/// Most slowness; beyond it only `Retry-After` holds a host longer.
const STRAIN_MAX: Duration = Duration::from_secs(64);
/// Slowness below this is forgotten.
const STRAIN_FORGOTTEN: Duration = Duration::from_millis(300);
/// How long after its last turn a slow host's slowness is remembered.
const STRAIN_REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// How a host took a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reception {
    /// It answered.
    Welcome,
    /// It asked us to slow down (429, 503), and maybe for how long.
    Strained(Option<Duration>),
    /// No answer came: neither good nor bad news about our speed.
    Unknown,
}

/// One host's rhythm.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    /// The gap by settings or `Crawl-delay`, whichever is longer.
    gap: Duration,
    /// Added to the gap while the host is strained.
    strain: Duration,
    /// No request starts before.
    next_at: Instant,
}

impl Pace {
    /// A host that nothing is known of: the first request may start at once.
    pub(crate) fn new(gap: Duration, now: Instant) -> Self {
        Self { gap, strain: Duration::ZERO, next_at: now }
    }

    /// How long from `now` until a request may start.
    pub(crate) fn wait(&self, now: Instant) -> Duration {
        self.next_at.saturating_duration_since(now)
    }

    /// The gap between two requests as things stand.
    pub(crate) fn gap(&self) -> Duration {
        self.gap + self.strain
    }

    /// Honours a `Crawl-delay`: the gap becomes that long, if it was shorter.
    pub(crate) fn lengthen(&mut self, delay: Duration) {
        self.gap = self.gap.max(delay);
    }

    /// Lets no request start for `span`, as an earlier process was told.
    pub(crate) fn hold(&mut self, now: Instant, span: Duration) {
        self.next_at = self.next_at.max(now + span);
    }

    /// A request starts.
    pub(crate) fn start(&mut self, now: Instant) {
        self.next_at = self.next_at.max(now + self.gap());
    }

    /// A request has ended.
    pub(crate) fn end(&mut self, now: Instant, reception: Reception) {
        match reception {
            Reception::Welcome => {
                self.strain /= 2;
                if self.strain < STRAIN_FORGOTTEN {
                    self.strain = Duration::ZERO;
                }
            }
            Reception::Strained(retry_after) => {
                self.strain = (self.strain + self.gap()).clamp(STRAIN_MIN, STRAIN_MAX);
                self.hold(now, retry_after.unwrap_or_default());
            }
            Reception::Unknown => {}
        }
        self.next_at = self.next_at.max(now + self.gap());
    }

    /// Whether nothing would be lost by forgetting this host.
    pub(crate) fn is_idle(&self, now: Instant) -> bool {
        let since = now.saturating_duration_since(self.next_at);
        self.next_at <= now && (self.strain.is_zero() || since > STRAIN_REMEMBERED)
    }
}

#[cfg(test)]
mod tests;
