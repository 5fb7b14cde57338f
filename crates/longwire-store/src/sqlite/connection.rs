//! Opening and tuning connections.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::fault::{Fault, is_busy};
use crate::StoreError;

/// The database's name in the data folder.
const FILE_NAME: &str = "longwire.db";

/// How long another process is waited for.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Reading connections at most: each costs up to 2 MB of page cache, and more
/// readers than cores gain nothing.
const READERS_MAX: usize = 4;

/// Prepared statements kept a connection; the engine has fewer than this.
const STATEMENTS_MAX: usize = 128;

/// The log is cut back to this after it was larger, in bytes.
const LOG_BYTES_KEPT: i64 = 64 << 20;

/// The database file of a data folder.
pub(super) fn file(data: &Path) -> PathBuf {
    data.join(FILE_NAME)
}

/// Makes the data folder, for its owner alone.
pub(super) fn make_folder(data: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data).map_err(|err| match err.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full { path: data.to_owned() },
        _ => StoreError::NotWritable { path: data.to_owned(), reason: err.to_string() },
    })
}

/// Opens the writing connection; the caller migrates.
pub(super) fn open(data: &Path) -> Result<Connection, Fault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file(data), flags)?;
    connection.busy_timeout(BUSY_WAIT)?;
    super::schema::recognise(&connection)?;
    if connection.is_readonly("main")? {
        return Err(Fault::ReadOnly);
    }
    keep_log(&connection)?;
    tune(&connection)?;
    Ok(connection)
}

fn open_reader(data: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file(data), flags)?;
    connection.busy_timeout(BUSY_WAIT)?;
    tune(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Switches to the write-ahead log. The switch asks for the whole file at once
/// and fails without waiting, so the waiting is done here.
fn keep_log(connection: &Connection) -> Result<(), Fault> {
    let begun = Instant::now();
    loop {
        let switched =
            connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0));
        match switched {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => return Err(Fault::NoLog { mode }),
            Err(err) if is_busy(&err) && begun.elapsed() < BUSY_WAIT => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(err) => return Err(err.into()),
        }
    }
}

fn tune(connection: &Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // Else a statement whose plan might depend on a value is planned anew for each value:
    // an eighth of what a poll costs.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES_KEPT)?;
    set_flush(connection, Flush::Now)
}

/// When a commit reaches the disk.
///
/// SQLite flushes the log at each commit (`synchronous=FULL`) or only at
/// checkpoints (`NORMAL`), when a power cut takes back the last commits, whole
/// and in order. Readers may then have seen article numbers that the next
/// articles are given again, and would show one article under another's name: so
/// archiving is `FULL`. A job that is leased or finished once more harms nobody,
/// and a flush is dear: 4.6 ms a commit against 0.05 ms, on a virtual disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flush {
    Now,
    Later,
}

pub(super) fn set_flush(connection: &Connection, flush: Flush) -> Result<(), Fault> {
    let mode = match flush {
        Flush::Now => "PRAGMA synchronous = FULL",
        Flush::Later => "PRAGMA synchronous = NORMAL",
    };
    Ok(connection.execute_batch(mode)?)
}

/// Connections for reading, opened when needed and lent out.
pub(super) struct Readers {
    data: PathBuf,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open_count: usize,
}

impl Readers {
    pub(super) fn new(data: &Path) -> Self {
        Self { data: data.to_owned(), pool: Mutex::default(), returned: Condvar::new() }
    }

    /// Runs one reading transaction on a connection of the pool, waiting for one where all are out.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut lent = Lent { readers: self, connection: self.take() };
        let connection = match &mut lent.connection {
            Some(connection) => connection,
            empty => empty.insert(open_reader(&self.data)?),
        };
        let transaction = connection.transaction()?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// An idle connection, or `None`: the right to open one.
    fn take(&self) -> Option<Connection> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.idle.pop() {
                return Some(connection);
            }
            if pool.open_count < READERS_MAX {
                pool.open_count += 1;
                return None;
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Gives the connection back, or the right to open one, however the work ends.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match self.connection.take() {
            Some(connection) => pool.idle.push(connection),
            None => pool.open_count -= 1,
        }
        drop(pool);
        self.readers.returned.notify_one();
    }
}
