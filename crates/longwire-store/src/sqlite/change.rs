//! Whether anything was written since somebody last looked.
//!
//! A number in memory that every `write` of this process counts up. `note` does
//! not: what it writes nobody reads but the workers, and it happens many times a
//! second. Another process's commits, of either kind, are found by asking SQLite.
//!
//! Spec: SQLite, `PRAGMA data_version` (differs once another connection has committed).

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use rusqlite::Connection;

use super::fault::Fault;

/// Counts changes.
#[derive(Default)]
pub(super) struct Changes {
    count: AtomicU64,
    seen_version: AtomicI64,
}

impl Changes {
    /// The count.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    /// Counts a change, after it was committed: who reads the count first and the data then never
    /// takes old data for new.
    pub(super) fn add(&self) {
        self.count.fetch_add(1, Ordering::AcqRel);
    }

    /// Counts a change where another process has made one. Asked of the one connection that
    /// writes: to any other, our own commits would look foreign. `foreign` is called before it counts.
    pub(super) fn look(&self, writer: &Connection, foreign: impl FnOnce()) -> Result<(), Fault> {
        let version: i64 = writer.prepare_cached(DATA_VERSION)?.query_row([], |row| row.get(0))?;
        if self.seen_version.swap(version, Ordering::AcqRel) != version {
            foreign();
            self.add();
        }
        Ok(())
    }
}

const DATA_VERSION: &str = "PRAGMA data_version";
