//! Claims about [`Ledgers`](crate::Ledgers).

use longwire_model::SourceId;

use super::Claim;
use super::make::{at, source};
use crate::{Settled, Store, Traffic};

pub(crate) const CLAIMS: &[Claim] = &[
    ("traffic adds up", traffic_adds_up),
    ("a 304 saves what the last whole poll had", a_304_saves_what_the_last_whole_poll_had),
    ("a source that is not there has no traffic", a_source_that_is_not_there_has_no_traffic),
];

fn settle(store: &dyn Store, id: SourceId, traffic: Traffic) {
    store.settle(&Settled { traffic: vec![(id, traffic)], ..Settled::default() }, at(0)).unwrap();
}

fn traffic_adds_up(store: &dyn Store) {
    let (id, other) = (source(store, "https://a.example/"), source(store, "https://b.example/"));
    let more = Traffic {
        request_count: 3,
        not_modified_count: 0,
        same_body_count: 1,
        throttled_count: 2,
        missing_count: 3,
        refused_count: 4,
        unreachable_count: 5,
        failed_count: 6,
        held_count: 7,
        wire_bytes: 800,
        body_bytes: 9_000,
        saved_bytes: 0,
        full_bytes: 10,
        took_ms: 11,
    };
    settle(store, id, more);
    settle(store, id, more);
    let mut twice = more;
    twice.add(&more);
    assert_eq!(store.traffic(id).unwrap(), twice);
    assert_eq!(store.traffic(other).unwrap(), Traffic::default());
    assert_eq!(store.all_traffic().unwrap(), [(id, twice)]);
    assert_eq!(twice.inflated_bytes(), 16_400);
}

fn a_304_saves_what_the_last_whole_poll_had(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let full = |bytes| Traffic { request_count: 1, full_bytes: bytes, ..Traffic::default() };
    let unmodified =
        |count| Traffic { request_count: count, not_modified_count: count, ..Traffic::default() };
    settle(store, id, unmodified(1));
    assert_eq!(store.traffic(id).unwrap().saved_bytes, 0, "nothing is known of its size");
    settle(store, id, full(5_000));
    settle(store, id, unmodified(3));
    settle(store, id, full(7_000));
    settle(store, id, unmodified(1));
    let traffic = store.traffic(id).unwrap();
    assert_eq!((traffic.saved_bytes, traffic.full_bytes), (22_000, 7_000));
}

fn a_source_that_is_not_there_has_no_traffic(store: &dyn Store) {
    settle(store, SourceId(99), Traffic { request_count: 1, ..Traffic::default() });
    assert_eq!(store.all_traffic().unwrap(), []);
}
