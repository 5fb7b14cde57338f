//! How many sources may be added, or followers come: enough for people, too few to drown the queue.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use longwire_model::Timestamp;

/// Additions of sources in one [`WINDOW`], from everyone together.
pub(crate) const ADDITIONS_MAX: usize = 30;
/// The time over which additions are counted.
pub(crate) const WINDOW: Duration = Duration::from_secs(60);

/// Remembers when something was added.
pub(crate) struct Limiter {
    additions_max: usize,
    recent: Mutex<VecDeque<Timestamp>>,
}

impl Limiter {
    /// One that admits so many in a [`WINDOW`].
    pub(crate) fn new(additions_max: usize) -> Self {
        Self { additions_max, recent: Mutex::default() }
    }

    /// True where one more may be added now; it then counts.
    pub(crate) fn admit(&self, now: Timestamp) -> bool {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock set back must not lock the form: what lies ahead is forgotten too.
        recent.retain(|at| *at <= now && now.since(*at) < WINDOW);
        if recent.len() >= self.additions_max {
            return false;
        }
        recent.push_back(now);
        true
    }
}
