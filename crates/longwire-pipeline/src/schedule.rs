//! When is a source polled next?
//!
//! Pure: the caller passes the time in. The gap between two polls halves when a
//! poll brought news and grows by a quarter when it did not, between two bounds;
//! what the publisher asks for only ever lengthens it. Failures double it.

use std::time::Duration;

use longwire_model::{PollState, Timestamp};

use crate::Config;

/// Longest gap that a publisher's own wish (`ttl`, `Retry-After`) can ask for.
const WISH_MAX: Duration = Duration::from_secs(24 * 3600);

/// How a poll ended, as far as the next one is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollEnd {
    /// It brought new or changed entries.
    News,
    /// It answered, with nothing new.
    Quiet,
    /// It failed, for the n-th time in a row.
    Failed,
}

/// When to poll next. `before` is the state before this poll; `wish` is the
/// shortest gap that the publisher asks for.
pub fn next_due(
    before: &PollState,
    end: PollEnd,
    wish: Option<Duration>,
    now: Timestamp,
    config: &Config,
) -> Timestamp {
    let last = before.polled_at.map_or(config.poll_interval_min, |at| before.due_at.since(at));
    let gap = match end {
        PollEnd::News => last / 2,
        PollEnd::Quiet => last + last / 4,
        PollEnd::Failed => last * 2,
    };
    let gap = gap.clamp(config.poll_interval_min, config.poll_interval_max);
    now.plus(gap.max(wish.unwrap_or_default().min(WISH_MAX)))
}

#[cfg(test)]
mod tests;
