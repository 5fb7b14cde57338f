//! What must survive the process for politeness to hold.
//!
//! A [`HostMemory`] is given to the fetcher: the store keeps one on disk,
//! [`ForgetfulMemory`] keeps one in memory for commands without a data folder
//! and for tests. Instants here are wall-clock time; a clock that jumps can
//! never hold a host longer than [`Config::retry_after_max`](crate::Config::retry_after_max).

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use longwire_model::Timestamp;

/// A robots.txt as it was last fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsRecord {
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The HTTP status; a 4xx means that there is none and everything is allowed.
    pub status: u16,
    /// Its text, at most 500 KiB; empty when there is none.
    pub text: String,
}

/// Remembers hosts between processes. All methods may do nothing: politeness
/// then only holds within one process.
///
/// Called from worker threads of the async runtime: `set_next_at` at the end of
/// each request, also of one that was given up, so it should return at once and
/// may write later; the others may take as long as one database statement does.
pub trait HostMemory: Send + Sync {
    /// The earliest instant of the next request to a host (a lower-case host name or address).
    fn next_at(&self, host: &str) -> Option<Timestamp>;

    /// Remembers it.
    fn set_next_at(&self, host: &str, next_at: Timestamp);

    /// The robots.txt of an origin (`https://example.org` or `http://example.org:8080`).
    fn robots(&self, origin: &str) -> Option<RobotsRecord>;

    /// Remembers it in place of what was known.
    fn set_robots(&self, origin: &str, record: &RobotsRecord);
}

/// Remembers within the process only, and little of it: when it holds 4096
/// hosts or origins it forgets those it can.
#[derive(Debug, Default)]
pub struct ForgetfulMemory {
    turns: Mutex<HashMap<String, Timestamp>>,
    robots: Mutex<HashMap<String, RobotsRecord>>,
}

/// Rows of each kind that a [`ForgetfulMemory`] holds.
const ROWS_MAX: usize = 4096;

impl HostMemory for ForgetfulMemory {
    fn next_at(&self, host: &str) -> Option<Timestamp> {
        locked(&self.turns).get(host).copied()
    }

    fn set_next_at(&self, host: &str, next_at: Timestamp) {
        let mut turns = locked(&self.turns);
        if turns.len() >= ROWS_MAX {
            let now = now();
            turns.retain(|_, at| *at > now);
        }
        if turns.len() < ROWS_MAX {
            turns.insert(host.to_owned(), next_at);
        }
    }

    fn robots(&self, origin: &str) -> Option<RobotsRecord> {
        locked(&self.robots).get(origin).cloned()
    }

    fn set_robots(&self, origin: &str, record: &RobotsRecord) {
        let mut robots = locked(&self.robots);
        if robots.len() >= ROWS_MAX {
            robots.clear();
        }
        robots.insert(origin.to_owned(), record.clone());
    }
}

/// A mutex whose data stays sound when a holder panicked: all of ours are maps of plain values.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The wall clock.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
