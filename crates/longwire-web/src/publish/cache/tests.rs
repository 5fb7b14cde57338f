use std::cell::Cell;

use super::*;
use crate::fingerprint::Fingerprint;
use crate::testing::{NOW_SECONDS, earlier};

fn state(name: &str) -> State {
    State { fingerprint: Fingerprint::of(name), changed_at: earlier(60) }
}

fn kept(in_state: &str, bytes: usize) -> Kept {
    Kept::new(vec![b'a'; bytes], state(in_state), 1, NOW_SECONDS)
}

/// Asks for a document and tells whether it had to be rendered.
fn asks(cache: &Cache, document: &str, in_state: &str, bytes: usize) -> bool {
    let rendered = Cell::new(false);
    let made = cache.rendered(document, &state(in_state), || {
        rendered.set(true);
        Ok(kept(in_state, bytes))
    });
    assert_eq!(made.unwrap().bytes(Encoding::Identity).unwrap().len(), bytes);
    rendered.get()
}

fn cache() -> Cache {
    Cache::new(1 << 20)
}

#[test]
fn a_document_is_rendered_once_per_change() {
    let cache = cache();
    assert!(asks(&cache, "a", "1", 10));
    assert!(!asks(&cache, "a", "1", 10));
    assert!(asks(&cache, "b", "1", 10));
    assert!(asks(&cache, "a", "2", 20));
    assert!(!asks(&cache, "a", "2", 20));
}

#[test]
fn a_document_holds_until_something_changes_and_again_where_it_was_not_that() {
    let cache = cache();
    asks(&cache, "a", "1", 10);
    assert!(cache.holding("a", 1).is_some());
    assert!(cache.holding("a", 2).is_none());
    assert!(cache.holding("b", 1).is_none());
    assert!(cache.still("a", &state("2"), 2, NOW_SECONDS).is_none());
    assert!(cache.still("a", &state("1"), 2, NOW_SECONDS).is_some());
    assert!(cache.holding("a", 2).is_some());
}

#[test]
fn a_date_is_given_once_it_can_be() {
    let cache = cache();
    let new = State { changed_at: earlier(0), ..state("1") };
    let rendered = cache.rendered("a", &new, || Ok(Kept::new(vec![], new, 1, NOW_SECONDS))).unwrap();
    assert_eq!(rendered.validators.last_modified, None);
    let later = cache.still("a", &new, 1, NOW_SECONDS + 1).unwrap();
    assert!(later.validators.last_modified.is_some());
    assert!(cache.holding("a", 1).unwrap().validators.last_modified.is_some());
}

#[test]
fn what_was_asked_for_longest_ago_makes_room() {
    let cache = Cache::new(100);
    asks(&cache, "a", "1", 40);
    asks(&cache, "b", "1", 40);
    asks(&cache, "a", "1", 40);
    asks(&cache, "c", "1", 40);
    assert!(!asks(&cache, "a", "1", 40));
    assert!(!asks(&cache, "c", "1", 40));
    // Its bytes are gone; that they are what a client has is still known.
    let known = cache.holding("b", 1).unwrap();
    assert_eq!(known.bytes(Encoding::Identity), None);
    assert_eq!(known.validators, kept("1", 40).validators);
    assert!(asks(&cache, "b", "1", 40));
}

#[test]
fn packed_bytes_count_too() {
    let cache = Cache::new(100);
    asks(&cache, "a", "1", 50);
    asks(&cache, "b", "1", 45);
    let made = cache.holding("b", 1).unwrap();
    assert!(made.bytes(Encoding::Gzip).is_none());
    assert!(cache.packed("b", &made, Encoding::Gzip).is_some_and(|packed| packed.len() > 5));
    assert!(cache.holding("a", 1).unwrap().bytes(Encoding::Identity).is_none());
    assert!(cache.holding("b", 1).unwrap().bytes(Encoding::Gzip).is_some());
}

#[test]
fn a_document_larger_than_the_cache_is_served_all_the_same() {
    let cache = Cache::new(100);
    assert!(asks(&cache, "a", "1", 1_000));
    assert!(asks(&cache, "b", "1", 1_000));
    assert!(cache.holding("a", 1).unwrap().bytes(Encoding::Identity).is_none());
}

#[test]
fn small_documents_and_failures_do_not_pile_up() {
    let cache = cache();
    for n in 0..2 * DOCUMENTS_MAX {
        asks(&cache, &format!("small {n}"), "1", 1);
        assert!(cache.rendered(&format!("broken {n}"), &state("1"), || Err(Fault::NotFound)).is_err());
    }
    let count = lock(&cache.slots).len();
    assert!((DOCUMENTS_MAX - FORGOTTEN_AT_ONCE..=DOCUMENTS_MAX).contains(&count), "{count}");
}

#[test]
fn a_failure_is_not_kept() {
    let cache = cache();
    assert!(cache.rendered("a", &state("1"), || Err(Fault::NotFound)).is_err());
    assert!(cache.holding("a", 1).is_none());
    assert!(asks(&cache, "a", "1", 10));
}

#[test]
fn others_are_looked_for_now_and_then() {
    let cache = cache();
    let looks = Cell::new(0);
    let look = || {
        cache.look(|| {
            looks.set(looks.get() + 1);
            Ok::<_, ()>(())
        })
    };
    assert!(!cache.looked_lately());
    assert!(look().is_ok() && look().is_ok());
    assert!(cache.looked_lately());
    assert_eq!(looks.get(), 1);
    cache.looked_at.store(0, Ordering::Release);
    assert!(cache.look(|| Err(())).is_err());
    assert!(!cache.looked_lately(), "a look that failed was none");
}

#[test]
fn those_who_come_together_wait_for_one_rendering() {
    let cache = cache();
    let rendered = Mutex::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let made = cache.rendered("a", &state("1"), || {
                    std::thread::sleep(Duration::from_millis(50));
                    *rendered.lock().unwrap() += 1;
                    Ok(kept("1", 1_000))
                });
                let made = made.unwrap();
                assert!(cache.packed("a", &made, Encoding::Gzip).is_some_and(|packed| packed.len() < 100));
            });
        }
    });
    assert_eq!(*rendered.lock().unwrap(), 1);
}
