//! The fetcher's memory of hosts, kept in the store, so that pacing and
//! robots.txt hold from one process to the next.
//!
//! Turns are noted at the end of every request, so they are written behind by a
//! thread of their own; a process killed in between forgets at most the last turn
//! of a host.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use longwire_fetch::{HostMemory, RobotsRecord};
use longwire_model::Timestamp;
use longwire_store::{RobotsText, Store};

/// A [`HostMemory`] over the store. Dropping it writes what is still to be written.
pub struct StoredHosts {
    store: Arc<dyn Store>,
    turns: Option<Mutex<Sender<(String, Timestamp)>>>,
    writer: Option<JoinHandle<()>>,
}

impl StoredHosts {
    /// The memory kept in a store.
    pub fn new(store: Arc<dyn Store>) -> Self {
        let (turns, told) = channel();
        let behind = Arc::clone(&store);
        let writer = std::thread::spawn(move || write_behind(&*behind, &told));
        Self { store, turns: Some(Mutex::new(turns)), writer: Some(writer) }
    }
}

/// Writes turns as they are told, of several for one host only the last.
fn write_behind(store: &dyn Store, told: &Receiver<(String, Timestamp)>) {
    while let Ok(first) = told.recv() {
        let mut turns = HashMap::from([first]);
        turns.extend(told.try_iter());
        for (host, next_at) in turns {
            if let Err(error) = store.save_host_next(&host, next_at) {
                tracing::debug!(%error, host, "a host's turn could not be kept");
            }
        }
    }
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
        self.store.host(host).ok()?.next_at
    }

    fn set_next_at(&self, host: &str, next_at: Timestamp) {
        if let Some(turns) = &self.turns {
            let _ = turns.lock().unwrap_or_else(PoisonError::into_inner).send((host.to_owned(), next_at));
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
