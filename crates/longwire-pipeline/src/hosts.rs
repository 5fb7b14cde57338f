//! The fetcher's memory of hosts, kept in the store, so that pacing and
//! robots.txt hold from one process to the next.
//!
//! One process at a time fetches for a data folder, so turns are read once and
//! then answered from memory. They are noted at the end of every request, so they
//! are written behind by a thread of their own, many in one transaction; a
//! process killed in between forgets at most the last turns.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use longwire_fetch::{HostMemory, RobotsRecord};
use longwire_model::Timestamp;
use longwire_store::{RobotsText, Store};

/// Turns gather for so long before they are written.
const GATHER: Duration = Duration::from_millis(10);

/// Turns held in memory before those that have come are dropped.
const HELD_MIN: usize = 4096;

/// A [`HostMemory`] over the store. Dropping it writes what is still to be written.
pub struct StoredHosts {
    store: Arc<dyn Store>,
    clock: fn() -> Timestamp,
    held: Mutex<Option<Held>>,
    turns: Option<Mutex<Sender<(String, Timestamp)>>>,
    writer: Option<JoinHandle<()>>,
}

/// The turns that lie ahead.
struct Held {
    by_host: HashMap<String, Timestamp>,
    sweep_at: usize,
}

impl StoredHosts {
    /// The memory kept in a store.
    pub fn new(store: Arc<dyn Store>, clock: fn() -> Timestamp) -> Self {
        let (turns, told) = channel();
        let behind = Arc::clone(&store);
        let writer = std::thread::spawn(move || write_behind(&*behind, &told));
        Self { store, clock, held: Mutex::default(), turns: Some(Mutex::new(turns)), writer: Some(writer) }
    }

    /// Runs with the turns ahead, read from the store the first time.
    fn with_held<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        let mut held = locked(&self.held);
        work(held.get_or_insert_with(|| {
            let by_host = self.store.held_hosts((self.clock)()).unwrap_or_else(|error| {
                tracing::debug!(%error, "the hosts' turns could not be read");
                Vec::new()
            });
            Held { by_host: by_host.into_iter().collect(), sweep_at: HELD_MIN }
        }))
    }
}

/// Writes turns as they are told, of several for one host only the last.
fn write_behind(store: &dyn Store, told: &Receiver<(String, Timestamp)>) {
    while let Ok(first) = told.recv() {
        std::thread::sleep(GATHER);
        let mut turns = HashMap::from([first]);
        turns.extend(told.try_iter());
        let turns: Vec<(String, Timestamp)> = turns.into_iter().collect();
        if let Err(error) = store.save_hosts_next(&turns) {
            tracing::debug!(%error, "the hosts' turns could not be kept");
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for StoredHosts {
    fn drop(&mut self) {
        self.turns = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl HostMemory for StoredHosts {
    fn next_at(&self, host: &str) -> Option<Timestamp> {
        self.with_held(|held| held.by_host.get(host).copied())
    }

    fn set_next_at(&self, host: &str, next_at: Timestamp) {
        self.with_held(|held| {
            if held.by_host.len() >= held.sweep_at {
                let now = (self.clock)();
                held.by_host.retain(|_, at| *at > now);
                held.sweep_at = HELD_MIN.max(held.by_host.len() * 2);
            }
            held.by_host.insert(host.to_owned(), next_at);
        });
        if let Some(turns) = &self.turns {
            let _ = locked(turns).send((host.to_owned(), next_at));
        }
    }

    fn robots(&self, origin: &str) -> Option<RobotsRecord> {
        let kept = self.store.host(origin).ok()?.robots?;
        Some(RobotsRecord { fetched_at: kept.fetched_at, status: kept.status, text: kept.text })
    }

    fn set_robots(&self, origin: &str, record: &RobotsRecord) {
        let kept =
            RobotsText { fetched_at: record.fetched_at, status: record.status, text: record.text.clone() };
        if let Err(error) = self.store.save_host_robots(origin, &kept) {
            tracing::debug!(%error, origin, "a robots.txt could not be kept");
        }
    }
}
