//! Whose turn is it? Makes callers wait until their host may be asked again.
//!
//! `pace` decides, this module waits. One [`Host`] per host name in use; its
//! seats are a fair semaphore, so callers are served in the order they came, and
//! a caller that gives up (its future is dropped) loses its place and nothing
//! else. A [`Turn`] is the permission for one request: it must be ended with how
//! the host took it, and ends by itself when dropped.
//!
//! Memory stays bounded: hosts that are idle and not waited for are dropped
//! whenever the map has doubled, and a caller whose wait would be longer than it
//! may wait is sent away at once with [`FetchError::NotYet`].

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::memory::{locked, now};
use crate::pace::{Pace, Reception};
use crate::{Config, FetchError, HostMemory};

/// Hosts held before idle ones are looked for.
const SWEEP_AT_MIN: usize = 1024;

/// The hosts in use and their rhythms.
pub(crate) struct HostPool {
    hosts: Mutex<Hosts>,
    memory: Arc<dyn HostMemory>,
    per_host: usize,
    hold_max: Duration,
}

struct Hosts {
    by_name: HashMap<String, Arc<Host>>,
    sweep_at: usize,
}

struct Host {
    name: String,
    seats: Arc<Semaphore>,
    queued: AtomicU32,
    pace: Mutex<Pace>,
}

/// What a caller brings to the queue.
#[derive(Clone, Copy)]
pub(crate) struct Wish<'a> {
    /// The host's name or address.
    pub(crate) host: &'a str,
    /// The gap by settings.
    pub(crate) gap: Duration,
    /// The gap by `Crawl-delay`, if there is one.
    pub(crate) crawl_delay: Option<Duration>,
    /// The longest wait.
    pub(crate) wait_max: Duration,
}

impl HostPool {
    pub(crate) fn new(config: &Config, memory: Arc<dyn HostMemory>) -> Self {
        Self {
            hosts: Mutex::new(Hosts { by_name: HashMap::new(), sweep_at: SWEEP_AT_MIN }),
            memory,
            per_host: config.per_host,
            hold_max: config.retry_after_max,
        }
    }

    /// Waits for a turn at a host.
    pub(crate) async fn turn(&self, wish: Wish<'_>) -> Result<Turn, FetchError> {
        let host = self.host(wish);
        let not_yet = |wait| FetchError::NotYet { host: host.name.clone(), wait };
        let queued = Queued::join(&host.queued);
        let expected = host.expected_wait(wish.crawl_delay, queued.ahead);
        if expected > wish.wait_max {
            return Err(not_yet(expected));
        }
        let deadline = Instant::now() + wish.wait_max;
        let seat = timeout(wish.wait_max, Arc::clone(&host.seats).acquire_owned())
            .await
            .map_err(|_| not_yet(host.expected_wait(None, queued.ahead).max(Duration::from_secs(1))))?
            .expect("the semaphore is never closed");
        loop {
            let wait = {
                let mut pace = locked(&host.pace);
                let now = Instant::now();
                let wait = pace.wait(now);
                if wait.is_zero() {
                    pace.start(now);
                    break;
                }
                wait
            };
            if Instant::now() + wait > deadline {
                return Err(not_yet(wait));
            }
            tokio::time::sleep(wait).await;
        }
        drop(queued);
        Ok(Turn { host, memory: Arc::clone(&self.memory), seat: Some(seat) })
    }

    /// The host's state; made from what memory knows when it is not in use.
    fn host(&self, wish: Wish<'_>) -> Arc<Host> {
        if let Some(host) = locked(&self.hosts).by_name.get(wish.host) {
            return Arc::clone(host);
        }
        // Asked outside the lock: memory may be a database.
        let remembered = self.memory.next_at(wish.host).map(|at| at.since(now()).min(self.hold_max));
        let mut hosts = locked(&self.hosts);
        hosts.sweep();
        let fresh = || {
            let now = Instant::now();
            let mut pace = Pace::new(wish.gap, now);
            pace.hold(now, remembered.unwrap_or_default());
            Arc::new(Host {
                name: wish.host.to_owned(),
                seats: Arc::new(Semaphore::new(self.per_host)),
                queued: AtomicU32::new(0),
                pace: Mutex::new(pace),
            })
        };
        Arc::clone(hosts.by_name.entry(wish.host.to_owned()).or_insert_with(fresh))
    }

    /// How many hosts are held in memory.
    #[cfg(test)]
    fn host_count(&self) -> usize {
        locked(&self.hosts).by_name.len()
    }
}

impl Hosts {
    /// Drops idle hosts, when the map has doubled since the last time.
    fn sweep(&mut self) {
        if self.by_name.len() < self.sweep_at {
            return;
        }
        let now = Instant::now();
        self.by_name.retain(|_, host| Arc::strong_count(host) > 1 || !locked(&host.pace).is_idle(now));
        self.sweep_at = SWEEP_AT_MIN.max(self.by_name.len() * 2);
    }
}

impl Host {
    /// How long a caller with so many before it will wait, if each takes a gap and no time.
    fn expected_wait(&self, crawl_delay: Option<Duration>, ahead: u32) -> Duration {
        let mut pace = locked(&self.pace);
        pace.lengthen(crawl_delay.unwrap_or_default());
        pace.wait(Instant::now()) + pace.gap() * ahead
    }
}

/// A place in a host's queue, given back when dropped.
struct Queued<'a> {
    queued: &'a AtomicU32,
    ahead: u32,
}

impl<'a> Queued<'a> {
    fn join(queued: &'a AtomicU32) -> Self {
        Self { queued, ahead: queued.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.queued.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The permission for one request to one host.
pub(crate) struct Turn {
    host: Arc<Host>,
    memory: Arc<dyn HostMemory>,
    seat: Option<OwnedSemaphorePermit>,
}

impl Turn {
    /// Ends the request and says how the host took it.
    pub(crate) fn end(mut self, reception: Reception) {
        self.close(reception);
    }

    fn close(&mut self, reception: Reception) {
        let Some(seat) = self.seat.take() else { return };
        let wait = {
            let mut pace = locked(&self.host.pace);
            let now = Instant::now();
            pace.end(now, reception);
            pace.wait(now)
        };
        if !wait.is_zero() {
            self.memory.set_next_at(&self.host.name, now().plus(wait));
        }
        drop(seat);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.close(Reception::Unknown);
    }
}

#[cfg(test)]
mod tests;
