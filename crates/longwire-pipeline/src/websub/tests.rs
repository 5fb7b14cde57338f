use super::*;

#[test]
fn random_words_are_long_and_never_the_same() {
    let (one, other) = (random_hex::<24>(), random_hex::<24>());
    assert_eq!(one.len(), 48);
    assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(one, other);
}

#[test]
fn waits_grow_to_the_last_and_stay_there() {
    let waits = [1, 5, 9].map(Duration::from_secs);
    let after = |count| wait_after(&waits, count).as_secs();
    assert_eq!([0, 1, 2, 3, 4, u32::MAX].map(after), [1, 1, 5, 9, 9, 9]);
}

/// The first line of what somebody said.
#[track_caller]
fn check(said: &[u8], expected: &str) {
    assert_eq!(first_line(said), expected, "{said:?}");
}

#[test]
fn what_the_other_side_says_is_shown_on_one_line() {
    check(b"", "");
    check(b" \r\n\t\n no \x1b[31mred\x07 \nmore", "no [31mred");
    check(b"caf\xe9", "caf\u{fffd}");
    check("长".repeat(1_000).as_bytes(), &"长".repeat(200));
}
