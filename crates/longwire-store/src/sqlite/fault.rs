//! What went wrong inside a room, and how it is told outside.

use std::path::Path;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use super::connection::file;
use super::holder;
use crate::StoreError;

/// What went wrong, in the engine's own terms. Never leaves this module's parent:
/// [`Fault::explain`] makes a [`StoreError`] of it.
#[derive(Debug)]
pub(super) enum Fault {
    /// The engine reports it.
    Sql(rusqlite::Error),
    /// A stored value is none that we write.
    Unreadable(String),
    /// It can not be done, for the reason given.
    Refused(String),
    /// The file is a database, but not ours.
    Foreign,
    /// The file can be read only.
    ReadOnly,
    /// A newer program wrote the schema.
    Newer { found: i64, known: i64 },
    /// The file system can not hold a write-ahead log.
    NoLog { mode: String },
}

impl From<rusqlite::Error> for Fault {
    fn from(err: rusqlite::Error) -> Self {
        Self::Sql(err)
    }
}

/// Whether another connection stood in the way.
pub(super) fn is_busy(err: &rusqlite::Error) -> bool {
    matches!(err.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

impl Fault {
    /// Says it to a person: which file, why, and what to do.
    pub(super) fn explain(self, data: &Path) -> StoreError {
        let path = file(data);
        match self {
            Self::Sql(err) => explain_sql(&err, data),
            Self::Unreadable(reason) => StoreError::Damaged { path, reason },
            Self::Refused(reason) => StoreError::Engine { path, reason },
            Self::Foreign => StoreError::Damaged { path, reason: "another program wrote it".into() },
            Self::ReadOnly => StoreError::NotWritable { path, reason: why_not_writable(data) },
            Self::Newer { found, known } => StoreError::Newer { path, found, known },
            Self::NoLog { mode } => StoreError::NotWritable {
                path,
                reason: format!("its file system allows no write-ahead log (journal mode stays {mode})"),
            },
        }
    }
}

fn explain_sql(err: &rusqlite::Error, data: &Path) -> StoreError {
    let path = file(data);
    // The file could not grow its shared memory: the disk is full, though the code says I/O.
    if err.sqlite_error().is_some_and(|e| e.extended_code == ffi::SQLITE_IOERR_SHMSIZE) {
        return StoreError::Full { path };
    }
    let reason = err.to_string();
    match err.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Busy { holder: holder::of(data), path }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            match why_no_file(data) {
                Some(full) if full.kind() == std::io::ErrorKind::StorageFull => StoreError::Full { path },
                Some(why) => StoreError::NotWritable { path, reason: why.to_string() },
                None => StoreError::NotWritable { path, reason },
            }
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, reason },
        _ => match err {
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                StoreError::Damaged { path, reason }
            }
            _ => StoreError::Engine { path, reason },
        },
    }
}

fn why_not_writable(data: &Path) -> String {
    why_no_file(data).map_or_else(|| "the file is read-only".into(), |err| err.to_string())
}

/// The system's words on why no file can be made in the folder, which the
/// engine does not pass on. Never touches the database itself: closing a second
/// handle on it would drop this process's locks (POSIX `fcntl`).
fn why_no_file(data: &Path) -> Option<std::io::Error> {
    let probe = data.join(format!("probe-{}", std::process::id()));
    let made = std::fs::write(&probe, b"?");
    let _ = std::fs::remove_file(&probe);
    made.err()
}
