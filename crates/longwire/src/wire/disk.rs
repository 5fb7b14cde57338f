//! How much room there is on a disk.

use std::path::Path;

use longwire_web::Disk;

/// The disk that a folder lies on; `None` where the system does not tell.
#[cfg(unix)]
pub(super) fn of(folder: &Path) -> Option<Disk> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(Disk {
        free_bytes: found.f_bavail.saturating_mul(found.f_frsize),
        total_bytes: found.f_blocks.saturating_mul(found.f_frsize),
    })
}

/// The disk that a folder lies on; nothing is known of it here.
#[cfg(not(unix))]
pub(super) fn of(_: &Path) -> Option<Disk> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_disk_of_a_folder_has_room_and_none_is_no_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = of(folder.path()).expect("a disk");
        assert!(disk.total_bytes > 0 && disk.free_bytes <= disk.total_bytes);
        assert_eq!(of(&folder.path().join("nowhere")), None);
    }
}
