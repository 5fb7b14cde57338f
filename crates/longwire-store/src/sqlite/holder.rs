//! Who holds the database, in words.
//!
//! On Linux the kernel lists file locks by inode in `/proc/locks`: the writer of
//! a database with a write-ahead log holds a lock on its `-shm` file, whoever
//! changes the journal mode one on the file itself. Elsewhere, or where the list
//! says nothing, the holder of the worker lease is the likeliest.

use std::path::Path;

use super::connection::file;
use super::worker_lease;

/// Who holds the database, as far as the system tells: `longwire (process 4711)`.
pub(super) fn of(data: &Path) -> String {
    locking_process(data)
        .or_else(|| worker_lease::holder(data))
        .unwrap_or_else(|| "another process".to_owned())
}

#[cfg(target_os = "linux")]
fn locking_process(data: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;

    let database = file(data);
    let mut shared_memory = database.clone().into_os_string();
    shared_memory.push("-shm");
    let inodes: Vec<u64> = [database.as_path(), Path::new(&shared_memory)]
        .iter()
        .filter_map(|path| std::fs::metadata(path).ok())
        .map(|found| found.ino())
        .collect();
    let pid = writing_process(&std::fs::read_to_string("/proc/locks").ok()?, &inodes)?;
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    Some(format!("{} (process {pid})", name.trim_end()))
}

#[cfg(not(target_os = "linux"))]
fn locking_process(_data: &Path) -> Option<String> {
    None
}

/// The first process with a write lock on one of the inodes. A line reads
/// `1: POSIX  ADVISORY  WRITE 4711 fe:00:246951 120 120`; waiting ones begin `1: ->`.
#[cfg(target_os = "linux")]
fn writing_process(locks: &str, inodes: &[u64]) -> Option<u32> {
    locks.lines().find_map(|line| {
        let mut words = line.split_whitespace().skip_while(|word| *word != "WRITE").skip(1);
        let pid = words.next()?.parse().ok()?;
        let inode = words.next()?.rsplit(':').next()?.parse().ok()?;
        (!line.contains("->") && inodes.contains(&inode)).then_some(pid)
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
