//! Claims about [`Events`](crate::Events).

use longwire_model::{Event, Happening, PollState, SourceId, Trouble};

use super::Claim;
use super::make::{at, entry, new_entry, new_source, poll, source, url};
use crate::{EVENTS_MAX, Ending, OwnSetting, REASON_CHARS_MAX, Secret, Settled, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a source begins with being added", a_source_begins_with_being_added),
    ("polls that find nothing are one event that grows", quiet_polls_are_one_event),
    ("what a poll brings is told", what_a_poll_brings_is_told),
    ("polls that fail in the same way are one event", the_same_failure_is_one_event),
    ("a poll that asks nobody tells nothing", a_poll_that_asks_nobody_tells_nothing),
    ("a source that moved says from where", a_move_is_told),
    ("what is set is told, and never its value", what_is_set_is_told),
    ("an article that was given up is told with its reason", a_lost_article_is_told),
    ("the last events are kept, and paged", the_last_events_are_kept),
];

fn happened(store: &dyn Store, id: SourceId) -> Vec<(i64, u32, Happening)> {
    let events = store.events(id, None, 999).unwrap();
    events.into_iter().map(|event| (event.number, event.count, event.what)).collect()
}

/// Settles polls that found nothing, or failed.
fn polled(store: &dyn Store, id: SourceId, seconds: i64, failure: Option<(&str, Trouble)>) {
    let poll = PollState {
        polled_at: Some(at(seconds)),
        failure: failure.map(|(reason, _)| reason.to_owned()),
        trouble: failure.map(|(_, trouble)| trouble),
        ..poll(id, at(seconds + 60))
    };
    store.settle(&Settled { polls: vec![poll], ..Settled::default() }, at(seconds)).unwrap();
}

fn a_source_begins_with_being_added(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    assert_eq!(happened(store, id), [(1, 1, Happening::Added)]);
    store.add_source(&new_source("https://example.org/feed"), at(5)).unwrap();
    assert_eq!(happened(store, id).len(), 1, "it was there");
    store.set_active(id, false, at(7)).unwrap();
    store.add_source(&new_source("https://example.org/feed"), at(6)).unwrap();
    let expected = [(3, 1, Happening::Added), (2, 1, Happening::Removed), (1, 1, Happening::Added)];
    assert_eq!(happened(store, id), expected);
    assert!(store.events(SourceId(404), None, 9).unwrap().is_empty());
}

fn quiet_polls_are_one_event(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    for n in 1..=37 {
        polled(store, id, n * 60, None);
    }
    let quiet = store.events(id, None, 1).unwrap().remove(0);
    let expected = Event { number: 2, at: at(60), last_at: at(37 * 60), count: 37, what: Happening::Quiet };
    assert_eq!(quiet, expected);
    polled(store, id, 9_000, Some(("no answer", Trouble::TooSlow)));
    assert_eq!(store.events(id, None, 9).unwrap()[1], expected, "it stays when something else happens");
    polled(store, id, 9_060, None);
    let again = store.events(id, None, 1).unwrap().remove(0);
    assert_eq!((again.number, again.count, again.at, again.last_at), (4, 1, at(9_060), at(9_060)));
}

fn what_a_poll_brings_is_told(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    polled(store, id, 60, None);
    let entries = [new_entry("https://example.org/1"), new_entry("https://example.org/2")];
    let admit = |seconds: i64, entries: &[crate::NewEntry]| {
        let poll = PollState { polled_at: Some(at(seconds)), ..poll(id, at(seconds + 60)) };
        store.admit(&poll, entries, at(seconds)).unwrap();
    };
    admit(120, &entries);
    admit(180, &entries);
    let mut changed = entries.clone();
    changed[0].fingerprint = "2".into();
    admit(240, &changed);
    let news = |new_count, changed_count| Happening::News { new_count, changed_count };
    assert_eq!(
        happened(store, id),
        [
            (5, 1, news(0, 1)),
            (4, 1, Happening::Quiet),
            (3, 1, news(2, 0)),
            (2, 1, Happening::Quiet),
            (1, 1, Happening::Added)
        ]
    );
}

fn the_same_failure_is_one_event(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    polled(store, id, 60, Some(("no answer in 60 s", Trouble::TooSlow)));
    polled(store, id, 120, Some(("no answer in 61 s", Trouble::TooSlow)));
    polled(store, id, 180, Some(("404", Trouble::NotFound)));
    let failed = |trouble, reason: &str| Happening::Failed { trouble: Some(trouble), reason: reason.into() };
    let slow = failed(Trouble::TooSlow, "no answer in 61 s");
    let gone = failed(Trouble::NotFound, "404");
    assert_eq!(happened(store, id)[..2], [(3, 1, gone), (2, 2, slow)]);
    let first = &store.events(id, Some(3), 1).unwrap()[0];
    assert_eq!((first.at, first.last_at), (at(60), at(120)));
    let long = "x".repeat(REASON_CHARS_MAX + 1);
    polled(store, id, 240, Some((&long, Trouble::Dns)));
    assert_eq!(happened(store, id)[0].2, failed(Trouble::Dns, &long[..REASON_CHARS_MAX]));
}

fn a_poll_that_asks_nobody_tells_nothing(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    polled(store, id, 60, Some(("no answer", Trouble::TooSlow)));
    let mut state = store.source(id).unwrap().unwrap().poll;
    state.due_at = at(9_000);
    store.save_poll(&state).unwrap();
    assert_eq!(happened(store, id)[0].1, 1);
    assert_eq!(happened(store, id).len(), 2);
}

fn a_move_is_told(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    let (from, to) = (url("https://example.org/feed"), url("https://example.org/rss"));
    assert!(store.move_source(id, &to, at(9)).unwrap());
    assert_eq!(happened(store, id)[0], (2, 1, Happening::Moved { from, to }));
}

fn what_is_set_is_told(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    let set = |name: &str, value: &str, seconds: i64| {
        let setting = OwnSetting { name: name.into(), origin: String::new(), value: Secret::new(value) };
        store.set_own(id, &setting, at(seconds)).unwrap();
    };
    set("cookie", "session=9f3a", 1);
    assert!(store.unset_own(id, "cookie", at(2)).unwrap());
    set("rest", "yes", 3);
    set("rest", "yes", 4);
    set("rest", "no", 5);
    let name = || "cookie".to_owned();
    let told = happened(store, id);
    let told: Vec<_> = told.into_iter().map(|(_, _, what)| what).collect();
    let expected = [
        Happening::Rested,
        Happening::Resting { until: None },
        Happening::Unset { name: name() },
        Happening::Set { name: name() },
        Happening::Added,
    ];
    assert_eq!(told, expected);
}

fn a_lost_article_is_told(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    entry(store, id, "https://example.org/1");
    let job = store.lease(at(0), at(60), 1).unwrap().remove(0);
    store.finish(job.id, &Ending::Dead { reason: "404".into() }, at(1)).unwrap();
    store.finish(job.id, &Ending::Dead { reason: "404".into() }, at(2)).unwrap();
    let lost = Happening::ArticleFailed { url: url("https://example.org/1"), reason: "404".into() };
    assert_eq!(happened(store, id)[0], (3, 1, lost), "once, behind what the poll brought");
}

fn the_last_events_are_kept(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    for n in 0..i64::from(EVENTS_MAX) {
        let trouble = if n % 2 == 0 { Trouble::Dns } else { Trouble::Tls };
        polled(store, id, 60 + n, Some(("no", trouble)));
    }
    let numbers: Vec<i64> = happened(store, id).iter().map(|event| event.0).collect();
    assert_eq!((numbers.len(), numbers[0], numbers[199]), (200, 201, 2), "the oldest has gone");
    polled(store, id, 999, None);
    let page: Vec<i64> = store.events(id, None, 2).unwrap().iter().map(|event| event.number).collect();
    assert_eq!(page, [202, 201]);
    let next: Vec<i64> = store.events(id, Some(201), 2).unwrap().iter().map(|event| event.number).collect();
    assert_eq!(next, [200, 199]);
}
