use super::writing_process;

/// Three locks as the kernel lists them, and one that waits.
const LOCKS: &str = "\
1: POSIX  ADVISORY  READ  100 fe:00:7 128 128
2: POSIX  ADVISORY  WRITE 200 fe:00:8 120 120
2: -> POSIX  ADVISORY  WRITE 300 fe:00:8 120 120
3: FLOCK  ADVISORY  WRITE 400 fe:00:9 0 EOF
";

#[track_caller]
fn check(inodes: &[u64], expected: Option<u32>) {
    assert_eq!(writing_process(LOCKS, inodes), expected, "inodes: {inodes:?}");
}

#[test]
fn the_writer_of_a_file_is_found_by_its_inode() {
    check(&[8], Some(200));
    check(&[7, 8], Some(200));
    check(&[9], Some(400));
}

#[test]
fn readers_waiters_and_strangers_hold_nothing() {
    check(&[7], None);
    check(&[1], None);
    check(&[], None);
    assert_eq!(writing_process("", &[8]), None);
    assert_eq!(writing_process("1: POSIX ADVISORY WRITE many fe:00:8 0 0\nnonsense\n", &[8]), None);
}
