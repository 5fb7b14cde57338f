use super::*;

/// One row: what the feed says, and the moment it means. `None`: refused.
#[track_caller]
fn check(written: &str, expected: Option<&str>) {
    let found = parse(written, None).map(|m| m.to_string());
    assert_eq!(found.as_deref(), expected, "written: {written:?}");
}

#[test]
fn reads_what_the_specifications_allow() {
    check("2003-12-31T10:14:55Z", Some("2003-12-31T10:14:55Z"));
    check("2003-12-31T10:14:55.5+08:00", Some("2003-12-31T10:14:55.5+08:00"));
    check("Wed, 31 Dec 2003 10:14:55 GMT", Some("2003-12-31T10:14:55Z"));
    check("Wed, 31 Dec 03 10:14 -0500", Some("2003-12-31T10:14:00-05:00"));
    check("31 Dec 2003 10:14:55 EST", Some("2003-12-31T10:14:55-05:00"));
    check("Wed Dec 31 10:14:55 2003", Some("2003-12-31T10:14:55Z"));
    check("2003-12-31T24:00:00Z", Some("2004-01-01T00:00:00Z"));
    check("2003-W01-1", Some("2002-12-30"));
    check("2003-335", Some("2003-12-01"));
    check("20031231T101455Z", Some("2003-12-31T10:14:55Z"));
    check("2003-12-31T10Z", Some("2003-12-31T10:00:00Z"));
}

#[test]
fn a_date_without_a_time_stays_a_date() {
    check("2003", Some("2003-01-01"));
    check("2003-12", Some("2003-12-01"));
    check("20031231", Some("2003-12-31"));
    check("03-12-31", Some("2003-12-31"));
    check("31 Dec 2003", Some("2003-12-31"));
    check("December 31, 2003", Some("2003-12-31"));
    check("Dec. 31st, 2003", Some("2003-12-31"));
}

#[test]
fn reads_dates_as_they_are_really_written() {
    check("Wed 31 Dec 2003 10:14:55 +0000 (GMT)", Some("2003-12-31T10:14:55Z"));
    check("Wednesday, 31 December 2003 10:14:55 GMT+0200", Some("2003-12-31T10:14:55+02:00"));
    check("Sept 3 2003 9:05 PM CEST", Some("2003-09-03T21:05:00+02:00"));
    check("2003-12-31 10:14:55", Some("2003-12-31T10:14:55Z"));
    check("2003-12-31 10:14:55 +8", Some("2003-12-31T10:14:55+08:00"));
    check("2003/12/31 10:14:55 EDT", Some("2003-12-31T10:14:55-04:00"));
    check("12/31/2003 10:14:55 AM", Some("2003-12-31T10:14:55Z"));
    check("31/12/2003 10:14", Some("2003-12-31T10:14:00Z"));
    check("31.12.2003 10:14", Some("2003-12-31T10:14:00Z"));
    check("Wed Dec 31 10:14:55 EST 2003", Some("2003-12-31T10:14:55-05:00"));
    check("Wed Dec 31 10:14:55 +0000 2003", Some("2003-12-31T10:14:55Z"));
    check("10:14 31.12.2003", Some("2003-12-31T10:14:00Z"));
    check("Wed, 31 Dec 2003 12:01:55 am GMT", Some("2003-12-31T00:01:55Z"));
    check("1072865695", Some("2003-12-31T10:14:55Z"));
    check("1072865695000", Some("2003-12-31T10:14:55Z"));
}

#[test]
fn reads_the_languages_that_feeds_are_dated_in() {
    check("2003年12月31日 10:14:55", Some("2003-12-31T10:14:55Z"));
    check("2003年12月31日下午3时05分", Some("2003-12-31T15:05:00Z"));
    check("2003년 12월 31일  오후 10:14:55", Some("2003-12-31T22:14:55Z"));
    check("Τετ, 31 Δεκ 2003 10:14:55 EET", Some("2003-12-31T10:14:55+02:00"));
    check("2003-július-13T9:15-05:00", Some("2003-07-13T09:15:00-05:00"));
    check("mar. 30 déc. 2003 10:14:55 +0100", Some("2003-12-30T10:14:55+01:00"));
    check("31 декабря 2003 10:14", Some("2003-12-31T10:14:00Z"));
    check("Mi, 31 Dez 2003 10:14:55 MEZ", Some("2003-12-31T10:14:55+01:00"));
}

#[test]
fn refuses_what_is_no_date() {
    for written in [
        "",
        "-",
        "yesterday",
        "3 hours ago",
        "30 Feb 2003",
        "2003-02-30",
        "0000-00-00 00:00:00",
        "31 Dec",
        "2003-12-31T25:00:00Z 99:99",
        "99/99/9999",
        "12345",
        ":",
        "::",
        "T",
        "2003-13-45",
        "刚刚",
        "3小时前",
    ] {
        check(written, None);
    }
    check(&"1".repeat(DATE_BYTES_MAX + 1), None);
}

#[test]
fn a_time_without_a_zone_is_read_where_the_source_is() {
    let paris = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a zone");
    let read = |written| parse(written, Some(&paris)).map(|m| m.to_string());
    assert_eq!(read("2023-09-12 15:45").as_deref(), Some("2023-09-12T15:45:00+02:00"));
    assert_eq!(read("2023-01-12 15:45").as_deref(), Some("2023-01-12T15:45:00+01:00"));
    assert_eq!(read("2023-09-12 15:45Z").as_deref(), Some("2023-09-12T15:45:00Z"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(written in ".{0,60}") {
        parse(&written, None);
    }

    #[test]
    fn any_mixture_of_date_parts_is_read_or_refused(written in "[0-9:T/., +-]{0,24}(Z|GMT|Jan|오후|年|시|pm)?[0-9: ]{0,6}") {
        parse(&written, None);
    }
}
