use axum::http::HeaderValue;

use super::*;
use crate::testing::{NOW_SECONDS, earlier};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn state(changed_seconds_ago: i64) -> State {
    State { fingerprint: Fingerprint::of("state"), changed_at: earlier(changed_seconds_ago) }
}

fn validators() -> Validators {
    Validators::new(b"<rss/>", &state(3_600), NOW_SECONDS)
}

#[track_caller]
fn matches(pairs: &[(&'static str, &str)], expected: bool) {
    let validators = validators();
    let own = validators.tag(Encoding::Identity).to_str().unwrap().to_owned();
    let filled: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.replace("OWN", &own))).collect();
    let pairs: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(validators.match_request(Encoding::Identity, &headers(&pairs)), expected, "{pairs:?}");
}

#[test]
fn who_has_this_state_is_not_sent_it_again() {
    let date = "Sun, 01 Nov 2026 11:00:00 GMT";
    matches(&[("if-none-match", "OWN")], true);
    matches(&[("if-none-match", "W/OWN")], true);
    matches(&[("if-none-match", "\"a\", OWN , \"b\"")], true);
    matches(&[("if-none-match", "\"a\""), ("if-none-match", "OWN")], true);
    matches(&[("if-none-match", "*")], true);
    matches(&[("if-none-match", "\"a\"")], false);
    matches(&[("if-none-match", "")], false);
    matches(&[("if-modified-since", date)], true);
    matches(&[("if-modified-since", &format!(" {date} "))], true);
    matches(&[], false);
    // The tag knows better than the date.
    matches(&[("if-none-match", "\"a\""), ("if-modified-since", date)], false);
}

#[test]
fn a_date_that_is_not_the_one_we_gave_gets_the_feed() {
    matches(&[("if-modified-since", "Sun, 01 Nov 2026 11:00:01 GMT")], false);
    matches(&[("if-modified-since", "Sat, 31 Oct 2026 11:00:00 GMT")], false);
    matches(&[("if-modified-since", "yesterday")], false);
}

#[test]
fn each_encoding_has_its_own_tag() {
    let validators = validators();
    let mut tags = Encoding::ALL.map(|encoding| validators.tag(encoding).to_str().unwrap().to_owned());
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')));
    assert!(!validators.match_request(Encoding::Gzip, &headers(&[("if-none-match", &tags[3])])));
    tags.sort();
    assert!(tags.windows(2).all(|two| two[0] != two[1]), "{tags:?}");
}

#[test]
fn a_tag_names_the_bytes_and_nothing_else() {
    let other_state = Validators::new(b"<rss/>", &state(60), NOW_SECONDS);
    let other_bytes = Validators::new(b"<rss />", &state(3_600), NOW_SECONDS);
    assert_eq!(other_state.tag(Encoding::Gzip), validators().tag(Encoding::Gzip));
    assert_ne!(other_bytes.tag(Encoding::Gzip), validators().tag(Encoding::Gzip));
}

#[test]
fn no_date_is_given_in_the_second_of_the_change() {
    assert_eq!(last_modified(&state(0), NOW_SECONDS), None);
    assert!(last_modified(&state(1), NOW_SECONDS).is_some());
    assert_eq!(last_modified(&state(-60), NOW_SECONDS), None);
    assert_eq!(last_modified(&state(NOW_SECONDS + 1), NOW_SECONDS), None);
}
