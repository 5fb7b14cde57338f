use std::time::Duration;

use longwire_fetch::{Facts, Refusal};
use longwire_model::{Capture, Headers, Url};

use super::*;

fn url() -> Url {
    "https://paper.example/feed".parse().unwrap()
}

fn facts(request_count: u32, wire_bytes: u64) -> Facts {
    Facts { final_url: url(), permanent: false, request_count, wire_bytes, took: Duration::from_millis(40) }
}

#[test]
fn an_answer_counts_its_requests_and_its_bytes_before_and_after_inflating() {
    let capture = Box::new(Capture::of_bytes(url(), vec![b'x'; 900]));
    let counted = traffic_of(&Ok(Fetched::Capture { capture, facts: facts(2, 300) })).unwrap();
    let expected =
        Traffic { request_count: 2, wire_bytes: 300, body_bytes: 900, took_ms: 40, ..Traffic::default() };
    assert_eq!(counted, expected);
}

#[test]
fn a_304_is_told_apart() {
    let counted =
        traffic_of(&Ok(Fetched::NotModified { headers: Headers::default(), facts: facts(1, 0) })).unwrap();
    assert_eq!((counted.request_count, counted.not_modified_count, counted.wire_bytes), (1, 1, 0));
}

/// Requests made, and the class: throttled, missing, refused, unreachable, failed, held.
#[track_caller]
fn check(error: FetchError, requests: u64, classes: [u64; 6]) {
    let t = traffic_of(&Err(error)).unwrap();
    let found = [
        t.throttled_count,
        t.missing_count,
        t.refused_count,
        t.unreachable_count,
        t.failed_count,
        t.held_count,
    ];
    assert_eq!((t.request_count, found), (requests, classes));
}

#[test]
fn a_failure_is_filed_under_its_class() {
    check(FetchError::Throttled { url: url(), retry_after: None }, 1, [1, 0, 0, 0, 0, 0]);
    check(FetchError::Gone { url: url() }, 1, [0, 1, 0, 0, 0, 0]);
    let refusal = Refusal::Cloudflare;
    check(FetchError::Refused { url: url(), status: 403, refusal }, 1, [0, 0, 1, 0, 0, 0]);
    check(FetchError::Dns { url: url(), reason: "none".into() }, 1, [0, 0, 0, 1, 0, 0]);
    check(FetchError::Status { url: url(), status: 500 }, 1, [0, 0, 0, 0, 1, 0]);
}

#[test]
fn what_robots_txt_held_back_was_no_request() {
    check(FetchError::Disallowed { url: url() }, 0, [0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_turn_that_has_not_come_counts_as_nothing() {
    let not_yet = FetchError::NotYet { host: "paper.example".into(), wait: Duration::from_secs(9) };
    assert_eq!(traffic_of(&Err(not_yet)), None);
}

#[test]
fn what_is_taken_is_taken_once() {
    let ledger = Ledger::default();
    let one = Traffic { request_count: 1, ..Traffic::default() };
    ledger.count(SourceId(1), &one);
    ledger.count(SourceId(1), &one);
    ledger.count(SourceId(2), &one);
    let mut taken = ledger.take();
    taken.sort_by_key(|(id, _)| *id);
    assert_eq!(taken[0], (SourceId(1), Traffic { request_count: 2, ..Traffic::default() }));
    assert_eq!((taken.len(), ledger.take().len()), (2, 0));
}
