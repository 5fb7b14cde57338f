use std::cell::Cell;
use std::io::Read as _;

use flate2::read::GzDecoder;

use super::*;

fn name(of: &str) -> Fingerprint {
    Fingerprint::of(of)
}

/// Asks for a document and tells whether it had to be rendered.
fn asks(cache: &Cache, document: &str, state: &str, bytes: usize) -> bool {
    let rendered = Cell::new(false);
    let made = cache.get(name(document), name(state), || {
        rendered.set(true);
        Ok(Rendered::new(vec![b'a'; bytes]))
    });
    assert_eq!(made.unwrap().plain().len(), bytes);
    rendered.get()
}

#[test]
fn a_document_is_rendered_once_per_change() {
    let cache = Cache::default();
    assert!(asks(&cache, "a", "1", 10));
    assert!(!asks(&cache, "a", "1", 10));
    assert!(asks(&cache, "b", "1", 10));
    assert!(asks(&cache, "a", "2", 20));
    assert!(!asks(&cache, "a", "2", 20));
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
    assert!(asks(&cache, "b", "1", 40));
}

#[test]
fn a_document_larger_than_the_cache_is_served_all_the_same() {
    let cache = Cache::new(100);
    assert!(asks(&cache, "a", "1", 1_000));
    assert!(asks(&cache, "b", "1", 1_000));
    assert_eq!(lock(&cache.shelf).slots.len(), 1);
}

#[test]
fn small_documents_and_failures_do_not_pile_up() {
    let cache = Cache::default();
    for n in 0..2 * DOCUMENTS_MAX {
        asks(&cache, &format!("small {n}"), "1", 1);
        assert!(cache.get(name(&format!("broken {n}")), name("1"), || Err(Fault::NotFound)).is_err());
    }
    assert_eq!(lock(&cache.shelf).slots.len(), DOCUMENTS_MAX);
}

#[test]
fn a_failure_is_not_kept() {
    let cache = Cache::default();
    assert!(cache.get(name("a"), name("1"), || Err(Fault::NotFound)).is_err());
    assert!(asks(&cache, "a", "1", 10));
}

#[test]
fn those_who_come_together_wait_for_one_rendering() {
    let cache = Cache::default();
    let rendered = Mutex::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let made = cache.get(name("a"), name("1"), || {
                    *lock(&rendered) += 1;
                    std::thread::sleep(std::time::Duration::from_millis(20));
                    Ok(Rendered::new(vec![1]))
                });
                assert!(made.is_ok());
            });
        }
    });
    assert_eq!(*lock(&rendered), 1);
}

#[test]
fn packed_bytes_unpack_to_the_plain_ones_and_are_always_the_same() {
    let bytes = "全文".repeat(1_000).into_bytes();
    let (one, two) = (Rendered::new(bytes.clone()), Rendered::new(bytes.clone()));
    assert_eq!(one.packed(), two.packed());
    let mut unpacked = Vec::new();
    GzDecoder::new(&one.packed()[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, bytes);
    assert!(one.packed().len() < bytes.len() / 10);
}
