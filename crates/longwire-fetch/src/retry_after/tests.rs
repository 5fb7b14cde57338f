use super::*;

const DAY: Duration = Duration::from_secs(86_400);

/// Taken to be read on 1994-11-06 at 08:49:37 UTC.
#[track_caller]
fn check(value: &str, expected_seconds: Option<u64>) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    assert_eq!(read(value, now, DAY).map(|span| span.as_secs()), expected_seconds, "{value:?}");
}

#[test]
fn reads_seconds_and_dates() {
    check("0", Some(0));
    check("120", Some(120));
    check(" 7 ", Some(7));
    check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
    check("Sunday, 06-Nov-94 08:50:37 GMT", Some(60));
}

#[test]
fn a_date_in_the_past_asks_for_nothing() {
    check("Sun, 06 Nov 1994 08:00:00 GMT", Some(0));
    check("Thu, 01 Jan 1970 00:00:00 GMT", Some(0));
}

#[test]
fn ten_years_are_cut_to_the_limit() {
    check("315360000", Some(86_400));
    check("99999999999999999999999999", Some(86_400));
    check("Sat, 06 Nov 2004 08:49:37 GMT", Some(86_400));
}

#[test]
fn nonsense_is_no_answer() {
    check("", None);
    check("-5", None);
    check("1.5", None);
    check("soon", None);
    check("٣", None);
}
