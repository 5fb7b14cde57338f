use super::*;

#[track_caller]
fn check(moment: &str, expected_822: &str, expected_3339: &str) {
    let moment: Moment = moment.parse().expect("a moment");
    assert_eq!((rfc822(moment).as_str(), rfc3339(moment).as_str()), (expected_822, expected_3339));
}

#[test]
fn moments_keep_their_offset() {
    check("2023-09-12T15:45:00+02:00", "Tue, 12 Sep 2023 15:45:00 +0200", "2023-09-12T15:45:00+02:00");
    check("2023-09-12T15:45:00.25-09:30", "Tue, 12 Sep 2023 15:45:00 -0930", "2023-09-12T15:45:00.25-09:30");
    check("2024-02-29T00:00:00Z", "Thu, 29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00Z");
}

#[test]
fn a_bare_date_becomes_its_midnight() {
    check("2023-09-12", "Tue, 12 Sep 2023 00:00:00 GMT", "2023-09-12T00:00:00Z");
}

#[test]
fn an_offset_that_validators_do_not_know_becomes_utc() {
    check("2023-09-12T15:45:00+05:45", "Tue, 12 Sep 2023 10:00:00 GMT", "2023-09-12T15:45:00+05:45");
}
