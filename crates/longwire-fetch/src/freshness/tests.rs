use super::*;

/// Taken to come on 1994-11-06 at 08:49:37 UTC.
#[track_caller]
fn check(fields: &[(&str, &str)], expected_seconds: Option<u64>) {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let headers = Headers(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect());
    assert_eq!(fresh_for(&headers, now).map(|span| span.as_secs()), expected_seconds, "{fields:?}");
}

#[test]
fn max_age_is_believed_before_expires() {
    check(&[("cache-control", "public, Max-Age=600")], Some(600));
    check(&[("cache-control", "max-age=\"60\"")], Some(60));
    check(&[("cache-control", "public"), ("cache-control", "max-age=60")], Some(60));
    check(&[("expires", "Sun, 06 Nov 1994 10:49:37 GMT"), ("cache-control", "max-age=60")], Some(60));
    check(&[("cache-control", "s-maxage=9, max-age=60")], Some(60));
}

#[test]
fn expires_counts_from_the_servers_own_clock() {
    check(&[("expires", "Sun, 06 Nov 1994 08:50:37 GMT")], Some(60));
    check(
        &[("expires", "Sun, 06 Nov 1994 08:50:37 GMT"), ("date", "Sun, 06 Nov 1994 08:50:07 GMT")],
        Some(30),
    );
    check(&[("expires", "Thu, 01 Jan 1970 00:00:00 GMT")], Some(0));
    check(&[("expires", "0")], Some(0));
    check(&[("expires", "-1")], Some(0));
}

#[test]
fn time_on_the_way_is_subtracted() {
    check(&[("cache-control", "max-age=600"), ("age", "500")], Some(100));
    check(&[("cache-control", "max-age=600"), ("age", "5000")], Some(0));
}

#[test]
fn what_must_not_be_kept_is_never_fresh() {
    check(&[("cache-control", "no-cache, max-age=600")], Some(0));
    check(&[("cache-control", "max-age=600, NO-STORE")], Some(0));
}

#[test]
fn silence_and_nonsense_say_nothing_and_ages_are_cut_to_a_year() {
    check(&[], None);
    check(&[("cache-control", "public")], None);
    check(&[("cache-control", "max-age=soon")], None);
    check(&[("cache-control", "max-age=-1")], None);
    check(&[("cache-control", "max-age=99999999999999999999")], Some(31_536_000));
}
