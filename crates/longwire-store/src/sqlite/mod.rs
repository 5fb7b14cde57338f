//! The embedded engine: SQLite in one file, with a write-ahead log.
//!
//! The rooms have the names of the traits they answer for; statements are
//! constants above the function that runs them.
//!
//! - [`Sqlite`] holds one connection that writes and a few that read. Writers
//!   of this process queue on a mutex, so they wait for each other as long as it
//!   takes; another process is waited for five seconds.
//! - What people have seen is flushed to the disk at each commit (`write`); what
//!   would merely be done again after a power cut is not (`note`).
//! - Every write begins with `BEGIN IMMEDIATE`: it holds the lock before it
//!   reads, so no transaction fails half way because its snapshot is old.
//! - `connection` opens and tunes, `schema` migrates, `fault` explains what went
//!   wrong, `row` turns values into columns and back.
//!
//! Deliberately absent: `async`. Callers bring a blocking thread.

mod archive;
mod article;
mod capture;
mod change;
mod connection;
mod entry;
mod erase;
mod event;
mod export;
mod fault;
mod follower;
mod holder;
mod host;
mod image;
mod link;
mod listing;
mod output;
mod oversight;
mod own;
mod place;
mod privacy;
mod publication;
mod push;
mod queue;
mod reading;
mod report;
mod reread;
mod revision;
mod row;
mod schema;
mod search;
mod selection;
mod showing;
mod source;
mod statistics;
mod topic;
mod touched;
mod traffic;
mod user;
mod worker_lease;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;
use change::Changes;
use connection::{Flush, Readers};
use fault::Fault;
use touched::Touched;

/// A data folder, opened.
pub(crate) struct Sqlite {
    data: PathBuf,
    readers: Readers,
    changes: Changes,
    /// Which sources this process changed.
    touched: Arc<Touched>,
    /// Held by whoever puts articles into publications.
    placing: Mutex<place::Placing>,
    /// What is in memory of the search index.
    search: search::Cache,
    // Closed last: it then puts the log into the database and leaves one file.
    writer: Mutex<Connection>,
}

impl Sqlite {
    /// Opens the database of a data folder, making both where there are none.
    pub(crate) fn open(data: &Path) -> Result<Self, StoreError> {
        connection::make_folder(data)?;
        let open = || {
            let mut writer = connection::open(data)?;
            schema::migrate(&mut writer)?;
            Ok(writer)
        };
        let mut writer = open().map_err(|fault: Fault| fault.explain(data))?;
        let touched = Touched::watching(&mut writer).map_err(|fault| fault.explain(data))?;
        Ok(Self {
            touched,
            data: data.to_owned(),
            readers: Readers::new(data),
            changes: Changes::default(),
            placing: Mutex::default(),
            search: search::Cache::default(),
            writer: Mutex::new(writer),
        })
    }

    /// Runs one writing transaction that is on the disk when this returns; an
    /// error or a panic leaves nothing of it.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        let written = self.commit(Flush::Now, work);
        self.changes.add();
        written
    }

    /// Runs one writing transaction that a power cut (and nothing less) may take
    /// back until the next [`write`](Self::write): for what is then merely done again.
    fn note<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.commit(Flush::Later, work)
    }

    /// Runs one writing transaction that is on the disk when this returns and changes nothing that
    /// the public sees: what was rendered for it stays as it is.
    fn keep<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.commit(Flush::Now, work)
    }

    fn commit<T>(
        &self,
        flush: Flush,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let mut writer = self.writer();
        let done = connection::set_flush(&writer, flush).and_then(|()| transaction(&mut writer, work));
        self.touched.ended();
        done.map_err(|fault| fault.explain(&self.data))
    }

    /// Runs one reading transaction: all its statements see the same state.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.readers.lend(work).map_err(|fault| fault.explain(&self.data))
    }

    /// Looks whether another process has committed anything since the last look.
    fn look_around(&self) -> Result<(), StoreError> {
        let writer = match self.writer.try_lock() {
            Ok(writer) => writer,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // While this process writes no other can; what one did before is seen at the next look.
            Err(TryLockError::WouldBlock) => return Ok(()),
        };
        self.changes.look(&writer, || self.touched.lose_track()).map_err(|fault| fault.explain(&self.data))
    }

    /// The writing connection, when it is free.
    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic under the lock has rolled its transaction back while unwinding.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs one writing transaction. What it changed of the archive is indexed at its end.
fn transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    search::keep_up(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

#[cfg(test)]
mod tests;
