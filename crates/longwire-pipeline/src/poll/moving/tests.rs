use longwire_model::SourceId;

use super::*;

const DAY: i64 = 86_400;

fn url(written: &str) -> Url {
    written.parse().unwrap()
}

/// The signs after polls at these days that led to these places; `None` is an answer at the old address.
fn signs(polls: &[(i64, Option<&str>)]) -> Option<Moving> {
    let from = url("http://old.example/feed");
    let mut poll = PollState::new(SourceId(1), Timestamp::from_seconds(0));
    for (day, to) in polls {
        let facts = Facts {
            final_url: to.map_or_else(|| from.clone(), url),
            permanent: to.is_some(),
            request_count: 2,
            wire_bytes: 0,
            took: Duration::ZERO,
        };
        poll.moving = noted(&poll, &from, &facts, Timestamp::from_seconds(day * DAY));
    }
    poll.moving
}

const NEW: Option<&str> = Some("https://new.example/feed");

#[test]
fn five_polls_over_three_days_that_agree_are_believed() {
    let moving = signs(&[(0, NEW), (1, NEW), (2, NEW), (3, NEW), (4, NEW)]).unwrap();
    assert_eq!(moving.poll_count, 5);
    assert!(is_agreed(&moving, Timestamp::from_seconds(4 * DAY)));
}

#[test]
fn many_polls_of_one_day_are_not() {
    let moving = signs(&[(0, NEW); 50]).unwrap();
    assert!(!is_agreed(&moving, Timestamp::from_seconds(2 * DAY)));
}

#[test]
fn one_answer_from_elsewhere_begins_anew() {
    let hotel = Some("https://hotel.example/login");
    let moving = signs(&[(0, NEW), (1, NEW), (2, hotel), (3, NEW)]).unwrap();
    assert_eq!((moving.poll_count, moving.since), (1, Timestamp::from_seconds(3 * DAY)));
    assert_eq!(signs(&[(0, NEW), (1, None)]), None);
}
