use super::*;

#[track_caller]
fn check(bytes: u64, expected: &str) {
    assert_eq!(in_words(bytes), expected, "{bytes}");
}

#[test]
fn bytes_are_told_in_the_largest_unit_that_holds_one() {
    check(0, "0 B");
    check(999, "999 B");
    check(1_000, "1.0 kB");
    check(1_400_000, "1.4 MB");
    check(999_900, "999.9 kB");
    check(2_000_000_000, "2.0 GB");
    check(u64::MAX, "18446.7 PB");
}
