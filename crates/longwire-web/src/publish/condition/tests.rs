use axum::http::HeaderValue;
use longwire_model::SourceId;

use super::*;
use crate::testing::{Server, earlier, now};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

#[track_caller]
fn encoding(accepted: &str, expected: Encoding) {
    assert_eq!(Encoding::accepted(&headers(&[("accept-encoding", accepted)])), expected, "{accepted:?}");
}

#[test]
fn gzip_is_sent_to_those_who_take_it() {
    encoding("gzip, deflate", Encoding::Gzip);
    encoding("br;q=1.0, GZIP;q=0.5", Encoding::Gzip);
    encoding("*", Encoding::Gzip);
    encoding("", Encoding::Identity);
    encoding("identity", Encoding::Identity);
    encoding("gzip;q=0", Encoding::Identity);
    encoding("gzip;q=0, *", Encoding::Identity);
    encoding("gzip;q=nonsense", Encoding::Identity);
    assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
}

fn validators(mark: SourceMark, encoding: Encoding) -> Validators {
    let server = Server::new();
    let id: SourceId = server.source("paper", "Paper");
    let source = server.store.source(id).unwrap().unwrap();
    Validators::new(Fingerprint::of("state"), encoding, &source, mark, now())
}

fn mark(changed_seconds_ago: i64, edits: i64) -> SourceMark {
    let edited_at = (edits > 0).then(|| earlier(changed_seconds_ago - edits));
    SourceMark { last_seq: 7, changed_at: Some(earlier(changed_seconds_ago)), edits, edited_at }
}

#[track_caller]
fn matches(pairs: &[(&'static str, &str)], expected: bool) {
    let validators = validators(mark(3_600, 0), Encoding::Identity);
    let own = validators.etag.clone();
    let filled: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.replace("OWN", &own))).collect();
    let pairs: Vec<_> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(validators.match_request(&headers(&pairs)), expected, "{pairs:?}");
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
    let plain = validators(mark(3_600, 0), Encoding::Identity);
    let packed = validators(mark(3_600, 0), Encoding::Gzip);
    assert_ne!(plain.etag, packed.etag);
    assert!(plain.etag.starts_with('"') && plain.etag.ends_with('"'));
    assert!(!packed.match_request(&headers(&[("if-none-match", &plain.etag)])));
}

#[test]
fn an_edit_changes_the_date_although_no_revision_shows_it() {
    let date = |mark| validators(mark, Encoding::Identity).last_modified;
    assert_ne!(date(mark(3_600, 0)), date(mark(3_600, 1)));
}

#[test]
fn no_date_is_given_in_the_second_of_the_change() {
    assert_eq!(validators(mark(0, 0), Encoding::Identity).last_modified, None);
    assert!(validators(mark(1, 0), Encoding::Identity).last_modified.is_some());
    assert_eq!(validators(mark(-60, 0), Encoding::Identity).last_modified, None);
}

#[test]
fn an_empty_feed_is_dated_by_its_source() {
    let empty = validators(SourceMark::default(), Encoding::Identity);
    assert_eq!(empty.last_modified.as_deref(), Some("Sun, 25 Oct 2026 12:00:00 GMT"));
}
