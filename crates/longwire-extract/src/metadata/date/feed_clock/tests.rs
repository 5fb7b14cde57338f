use super::*;

const HOUR: i32 = 3_600;

/// One row: what the page shows, what the feed says, and the offset that follows.
#[track_caller]
fn check(local: &str, feed: &str, expected: Option<i32>) {
    assert_eq!(offset(local.parse().unwrap(), feed.parse().unwrap()), expected, "{local} and {feed}");
}

#[test]
fn a_difference_of_a_zone_is_the_sites_offset() {
    check("2023-09-12T15:45", "2023-09-12T13:45:00Z", Some(2 * HOUR));
    check("2023-09-12T15:45", "2023-09-12T13:45:31Z", Some(2 * HOUR));
    check("2023-09-12T13:45", "2023-09-12T13:45:00Z", Some(0));
    check("2023-09-12T02:15", "2023-09-11T20:45:00Z", Some(5 * HOUR + HOUR / 2));
    check("2023-09-11T23:45", "2023-09-12T04:45:00Z", Some(-5 * HOUR));
    check("2023-09-12T15:45", "2023-09-12T21:45:00+08:00", Some(2 * HOUR));
}

#[test]
fn any_other_difference_says_nothing() {
    check("2023-09-12T15:45", "2023-09-12T13:32:00Z", None);
    check("2023-09-14T15:45", "2023-09-12T13:45:00Z", None);
    check("2023-09-12T15:45", "2023-09-13T04:45:00Z", None); // 13 hours west: no such zone
    check("2023-09-12T15:45", "2023-09-12", None);
}
