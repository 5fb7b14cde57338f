//! Which sources this process changed, so that nobody who lists them all reads all of them again.
//!
//! SQLite tells of each row that the writing connection changes, by triggers too. A source is one row of
//! `source` and one of `traffic`, both under its number. What another process changes is not told:
//! whoever lists sources after that reads all.
//!
//! Spec: SQLite, `sqlite3_update_hook` (tables with row numbers only, and no rows that an
//! `INSERT OR REPLACE` removes; neither matters for these two).

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use rusqlite::hooks::Action;

use super::fault::Fault;
use crate::ListedMark;

/// The tables whose rows are numbered as sources are, and listed with them.
const WATCHED: [&str; 2] = ["source", "traffic"];

/// Which sources were changed when.
#[derive(Default)]
pub(super) struct Touched(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Transactions that touched any source, and losses of track.
    count: u64,
    /// The count when track was lost last: whoever knows no more than that knows nothing.
    lost_at: u64,
    /// The count at which each source was changed last.
    changed: HashMap<i64, u64>,
    /// What the transaction that is running has changed.
    running: BTreeSet<i64>,
}

impl Touched {
    /// Watches the connection that writes.
    pub(super) fn watching(writer: &mut Connection) -> Result<Arc<Self>, Fault> {
        let touched = Arc::new(Self(Mutex::new(Known { count: 1, lost_at: 0, ..Known::default() })));
        let told = Arc::clone(&touched);
        writer.update_hook(Some(move |_: Action, _: &str, table: &str, row: i64| {
            if WATCHED.contains(&table) {
                told.known().running.insert(row);
            }
        }))?;
        Ok(touched)
    }

    /// A transaction has ended, in whatever way: what it did not change after all is read once more
    /// for nothing. To be called before its change is counted anywhere else.
    pub(super) fn ended(&self) {
        let mut known = self.known();
        let running = std::mem::take(&mut known.running);
        if !running.is_empty() {
            known.count += 1;
            let count = known.count;
            known.changed.extend(running.into_iter().map(|id| (id, count)));
        }
    }

    /// Another process wrote what nobody told us.
    pub(super) fn lose_track(&self) {
        let mut known = self.known();
        known.lost_at = known.count;
        known.count += 1;
        known.changed.clear();
    }

    /// The mark of now, and the sources changed since another; `None` where those are not known.
    pub(super) fn since(&self, mark: ListedMark) -> (ListedMark, Option<BTreeSet<i64>>) {
        let known = self.known();
        let changed = known.changed.iter().filter(|(_, count)| **count > mark.0).map(|(id, _)| *id);
        (ListedMark(known.count), (mark.0 > known.lost_at).then(|| changed.collect()))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
