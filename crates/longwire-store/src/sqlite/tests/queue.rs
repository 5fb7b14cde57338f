//! The queue over hundreds of moves, against the rules it is to keep.

use std::collections::HashMap;

use longwire_model::{JobId, PollState, SourceId, SourceKind, Timestamp};

use super::super::{Sqlite, row};
use super::{fresh, url};
use crate::{Ending, Hosts, Job, LeasedJob, NewEntry, NewSource, Queue, Sources};

/// Moves made; each is one transaction and one look at all rows.
const MOVES: u64 = 600;

const SOURCE_COUNT: u64 = 3;
const HOST_COUNT: u64 = 5;

/// A number that looks random and is always the same (a linear congruence, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn at(second: u64) -> Timestamp {
    Timestamp::from_seconds(second as i64)
}

#[test]
fn the_queue_keeps_its_rules_over_many_moves() {
    let (_folder, store) = fresh();
    for n in 0..SOURCE_COUNT {
        add_source(&store, n);
    }
    let mut dice = Dice(1);
    let mut leased: HashMap<JobId, LeasedJob> = HashMap::new();
    let mut handed_out = 0;
    for second in 0..MOVES {
        match dice.below(8) {
            0 | 1 => admit(&store, &mut dice, second),
            2 => {
                let source_id = SourceId(1 + dice.below(SOURCE_COUNT) as i64);
                store.enqueue(&Job::Poll { source_id }, at(second + dice.below(9)), at(second)).unwrap();
            }
            3 | 4 => {
                let until = at(second + 1 + dice.below(60));
                let new = store.lease(at(second), until, 1 + dice.below(4) as usize).unwrap();
                handed_out += new.len();
                leased.extend(new.into_iter().map(|job| (job.id, job)));
            }
            5 | 6 => {
                if let Some(id) = leased.keys().min().copied() {
                    leased.remove(&id);
                    store.finish(id, &ending(&mut dice, second), at(second)).unwrap();
                }
            }
            _ if dice.below(9) == 0 => {
                let id = SourceId(1 + dice.below(SOURCE_COUNT) as i64);
                store.set_active(id, false, super::NOW).unwrap();
                store.set_active(id, true, super::NOW).unwrap();
            }
            _ => {
                let host = format!("host{}.example", dice.below(HOST_COUNT));
                store.save_hosts_next(&[(host.clone(), at(second + dice.below(5)))]).unwrap();
            }
        }
        check_rules(&store, second);
    }
    assert!(handed_out > 80, "the queue was at work: {handed_out}");
}

fn ending(dice: &mut Dice, second: u64) -> Ending {
    match dice.below(4) {
        0 => Ending::Retry { due_at: at(second + dice.below(30)), reason: "timed out".into() },
        1 => Ending::Dead { reason: "gone".into() },
        _ => Ending::Done { answer: String::new() },
    }
}

fn add_source(store: &Sqlite, n: u64) {
    let source = NewSource {
        url: url(&format!("https://host{n}.example/feed")),
        kind: SourceKind::Feed,
        title: String::new(),
        home_url: None,
        language: None,
        folder: None,
        tags: Vec::new(),
        slug: "news".into(),
        private: false,
    };
    store.add_source(&source, at(0)).unwrap();
}

/// Admits one entry, often a known one that has changed or moved to another host.
fn admit(store: &Sqlite, dice: &mut Dice, second: u64) {
    let entry = NewEntry {
        guid: dice.below(60).to_string(),
        url: url(&format!("https://host{}.example/{second}", dice.below(HOST_COUNT))),
        title: String::new(),
        authors: Vec::new(),
        published_at: None,
        tags: Vec::new(),
        enclosures: Vec::new(),
        summary: None,
        content: None,
        fingerprint: dice.below(3).to_string(),
    };
    let poll = PollState::new(SourceId(1 + dice.below(SOURCE_COUNT) as i64), at(second));
    store.admit(&poll, &[entry], at(second)).unwrap();
}

/// Every statement counts rows that must not be there.
const BROKEN: &[&str] = &[
    // A host's row tells its queue.
    "SELECT count(*) FROM host
     WHERE leased_count <> (SELECT count(*) FROM job WHERE job.host = host.host AND state = 1)
        OR due_at IS NOT (SELECT min(due_at) FROM job WHERE job.host = host.host AND state = 0)",
    "SELECT count(*) FROM job WHERE state < 2 AND host NOT IN (SELECT host FROM host)",
    "SELECT count(*) FROM host WHERE leased_count > 1",
    "SELECT count(*) FROM job WHERE (state = 1) <> (leased_until IS NOT NULL)",
    "SELECT count(*) FROM job WHERE (state > 1) <> (finished_at IS NOT NULL)",
    // An entry whose job was neither done nor dropped for good still has one.
    "SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM job WHERE entry_id = entry.id)",
];

fn check_rules(store: &Sqlite, second: u64) {
    for statement in BROKEN {
        let count = store.read(|tx| row::one(tx, statement, [], |row| Ok(row.get::<_, i64>(0)?)));
        assert_eq!(count.unwrap(), Some(0), "second {second}: {statement}");
    }
}
