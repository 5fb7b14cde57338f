//! The worker lease: one process at a time fetches for a data folder.
//!
//! It is the operating system's lock on `worker.lock`, so it ends with the
//! process that holds it, however that ends. The file's text says who, for the
//! others; it means nothing once the lock is free.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use crate::{StoreError, WorkerLease, WorkerLeaseTaken};

fn file(data: &Path) -> PathBuf {
    data.join("worker.lock")
}

/// Takes the lease, or says who has it.
pub(super) fn take(data: &Path, holder: &str) -> Result<WorkerLeaseTaken, StoreError> {
    let path = file(data);
    let refused = |err: std::io::Error| match err.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full { path: path.clone() },
        _ => StoreError::NotWritable { path: path.clone(), reason: err.to_string() },
    };
    // Not truncated before the lock is ours: the text is the holder's.
    let mut lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(refused)?;
    match lock.try_lock() {
        Ok(()) => {
            write_holder(&mut lock, holder).map_err(refused)?;
            Ok(WorkerLeaseTaken::Taken(WorkerLease(Box::new(Held(lock)))))
        }
        Err(TryLockError::WouldBlock) => {
            let holder = self::holder(data).unwrap_or_else(|| "another process".into());
            Ok(WorkerLeaseTaken::HeldBy { holder })
        }
        Err(TryLockError::Error(err)) => Err(refused(err)),
    }
}

fn write_holder(lock: &mut File, holder: &str) -> std::io::Result<()> {
    lock.set_len(0)?;
    lock.rewind()?;
    lock.write_all(holder.as_bytes())
}

/// Who wrote itself down as the holder last; `None` after an orderly end.
pub(super) fn holder(data: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file(data)).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The locked file; closing it frees the lock.
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // Only a courtesy: a killed process leaves its text, and nobody asks while the lock is free.
        let _ = self.0.set_len(0);
    }
}
