use axum::http::HeaderValue;

use super::*;
use crate::testing::NOW_SECONDS;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(NOW_SECONDS + seconds)
}

fn asking(agent: &str, address: &str) -> HeaderMap {
    let value = |text: &str| HeaderValue::from_str(text).unwrap();
    HeaderMap::from_iter([(header::USER_AGENT, value(agent)), (FORWARDED_FOR, value(address))])
}

/// The readers of a paper after requests by these.
#[track_caller]
fn check(requests: &[(&str, &str)], expected: u32) {
    let readers = Readers::default();
    for (agent, address) in requests {
        readers.note("paper", &asking(agent, address), at(0));
    }
    let counts = readers.due(at(0)).unwrap_or_default();
    assert_eq!(counts.first().map_or(0, |paper| paper.count), expected, "{requests:?}");
}

#[test]
fn a_service_counts_for_as_many_as_it_says_last() {
    check(&[("Feedbin feed-id:1 - 12 subscribers", "a"), ("Feedbin feed-id:1 - 14 subscribers", "a")], 14);
    check(&[("A/1 (12 subscribers)", "a"), ("B/2 (+https://b.example; 3 subscribers; x)", "b")], 15);
    check(&[("A/1 (99999999999 subscribers)", "a")], 1);
    check(&[("A/1 (99999999 subscribers)", "a")], CLAIM_MAX);
    check(&[("A bot with 5 subscribers", "a")], 5);
}

#[test]
fn readers_are_told_apart_by_program_and_address() {
    check(&[("Newsboat/2", "1.1.1.1"), ("Newsboat/2", "1.1.1.1"), ("Newsboat/2", "2.2.2.2")], 2);
    check(&[("Newsboat/2", "1.1.1.1"), ("Liferea/1", "1.1.1.1")], 2);
}

#[test]
fn programs_that_read_for_nobody_do_not_count() {
    check(&[("Examplebot/2.1", "1.1.1.1"), ("", "1.1.1.1"), ("A web crawler", "2.2.2.2")], 0);
}

#[test]
fn a_thousand_readers_are_counted_to_a_tenth() {
    let readers = Readers::default();
    (0..1000).for_each(|n| readers.note("paper", &asking("Newsboat/2", &format!("10.0.0.{n}")), at(0)));
    let count = readers.due(at(0)).unwrap()[0].count;
    assert!((900..=1100).contains(&count), "{count}");
}

#[test]
fn a_reader_counts_today_and_tomorrow_and_a_day_is_whole_after_a_day() {
    let readers = Readers::default();
    readers.note("paper", &asking("Newsboat/2", "1.1.1.1"), at(0));
    let counted = |seconds| readers.due(at(seconds)).unwrap_or_default();
    assert_eq!(counted(0), [ReaderCount { slug: "paper".into(), count: 1, whole_day: false }]);
    assert_eq!(counted(60), [], "not so soon again");
    assert_eq!(counted(DAY), [ReaderCount { slug: "paper".into(), count: 1, whole_day: true }]);
    assert_eq!(counted(3 * DAY), []);
}

#[test]
fn no_more_sources_are_watched_than_the_limit() {
    let readers = Readers::default();
    let reader = asking("Newsboat/2", "1.1.1.1");
    (0..=SOURCES_MAX).for_each(|n| readers.note(&format!("source-{n}"), &reader, at(0)));
    assert_eq!(readers.due(at(0)).unwrap().len(), SOURCES_MAX);
}
