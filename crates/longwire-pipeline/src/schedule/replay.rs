//! What would the schedule have done? Runs it over times at which sources published.
//!
//! Pure. The schedule learns as it goes, from what its own polls find, exactly
//! as the program does; requests and delays are counted from a moment on, so
//! that it has something to have learned from.

use std::time::Duration;

use longwire_model::Timestamp;

use super::{Appeared, Rhythm, after_answer};
use crate::Config;

/// What polling a source cost, and what it brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Polls made.
    pub request_count: u64,
    /// How long each entry waited for the poll that found it.
    pub delays: Vec<Duration>,
}

impl Replayed {
    /// Adds another source's.
    pub fn add(&mut self, other: &Self) {
        self.request_count += other.request_count;
        self.delays.extend(&other.delays);
    }

    /// The delay that a share of the entries stayed below; zero without entries.
    pub fn delay_at(&self, share: f64) -> Duration {
        let mut delays = self.delays.clone();
        delays.sort_unstable();
        let place = (delays.len() as f64 * share.clamp(0.0, 1.0)) as usize;
        delays.get(place.min(delays.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

/// Polls a source that published at `times` (ascending) by its learned rhythm,
/// from `from` on, and counts from `count_from` until `until`.
pub fn replay(
    times: &[Timestamp],
    from: Timestamp,
    count_from: Timestamp,
    until: Timestamp,
    config: &Config,
) -> Replayed {
    let mut rhythm = Rhythm::new(from);
    run(times, from, count_from, until, |found, now| {
        let appeared: Vec<Appeared> = found.iter().map(|at| Appeared::At(*at)).collect();
        if !appeared.is_empty() {
            rhythm.learn(&appeared, now);
        }
        after_answer(&rhythm, None, now, config)
    })
}

/// The same with a poll every `gap`.
pub fn replay_fixed(times: &[Timestamp], count_from: Timestamp, until: Timestamp, gap: Duration) -> Replayed {
    run(times, count_from, count_from, until, |_, now| now.plus(gap))
}

fn run(
    times: &[Timestamp],
    from: Timestamp,
    count_from: Timestamp,
    until: Timestamp,
    mut next: impl FnMut(&[Timestamp], Timestamp) -> Timestamp,
) -> Replayed {
    let mut replayed = Replayed::default();
    let mut found_count = times.partition_point(|at| *at < from);
    let mut now = from;
    let end = times.partition_point(|at| *at < until);
    // What was published before the end is found after it, at no further cost.
    while now < until || found_count < end {
        let here = times[..end].partition_point(|at| *at <= now).max(found_count);
        let found = &times[found_count..here];
        found_count = here;
        if now > count_from {
            replayed.request_count += u64::from(now < until);
            let counted = found.iter().filter(|at| **at >= count_from);
            replayed.delays.extend(counted.map(|at| now.since(*at)));
        }
        // A schedule that stands still would poll for ever.
        now = next(found, now).max(now.plus(Duration::from_secs(1)));
    }
    replayed
}

#[cfg(test)]
mod tests;
