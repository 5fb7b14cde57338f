use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;

fn name(n: u8) -> Name {
    (ContentHash([n; 32]), 320)
}

/// Asks for a picture of so many bytes; `made` counts how often one is made.
async fn ask(shelf: &Shelf, n: u8, size: usize, made: &AtomicUsize) -> usize {
    let make = |_turn| async {
        made.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok(Some(Variant { media_type: "image/png", bytes: vec![n; size] }))
    };
    shelf.get(name(n), make).await.unwrap().map_or(0, |(_, bytes)| bytes.len())
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

#[test]
fn a_picture_is_made_once_however_many_ask() {
    let (shelf, made) = (Shelf::new(1_000), AtomicUsize::new(0));
    run(async {
        let asked = (ask(&shelf, 1, 10, &made), ask(&shelf, 1, 10, &made), ask(&shelf, 1, 10, &made));
        assert_eq!(tokio::join!(asked.0, asked.1, asked.2), (10, 10, 10));
        ask(&shelf, 1, 10, &made).await;
    });
    assert_eq!(made.into_inner(), 1);
}

#[test]
fn what_was_asked_for_longest_ago_goes_first() {
    let (shelf, made) = (Shelf::new(100), AtomicUsize::new(0));
    run(async {
        for n in [1, 2, 1, 3] {
            ask(&shelf, n, 40, &made).await;
        }
        assert_eq!(made.load(Ordering::Relaxed), 3);
        ask(&shelf, 1, 40, &made).await;
        assert_eq!(made.load(Ordering::Relaxed), 3, "it was asked for again");
        ask(&shelf, 2, 40, &made).await;
        assert_eq!(made.load(Ordering::Relaxed), 4);
        assert_eq!(
            ask(&shelf, 9, 4_000, &made).await,
            4_000,
            "larger than the shelf, and given all the same"
        );
        assert!(shelf.slots.lock().unwrap().by_name.len() <= 1);
    });
}

#[test]
fn that_a_picture_is_left_is_remembered_and_a_failure_is_not() {
    let shelf = Shelf::new(100);
    run(async {
        assert!(shelf.get(name(1), async |_| Ok(None)).await.unwrap().is_none());
        let never = async |_| -> Result<Option<Variant>, Fault> { panic!("it is known") };
        assert!(shelf.get(name(1), never).await.unwrap().is_none());
        assert!(shelf.get(name(2), async |_| Err(Fault::NotFound)).await.is_err());
        assert_eq!(shelf.slots.lock().unwrap().by_name.len(), 1);
        assert!(shelf.get(name(2), async |_| Ok(None)).await.is_ok());
    });
}

#[test]
fn no_more_than_so_many_are_made_at_once() {
    let shelf = Shelf::new(100);
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let make = async |_turn| {
        most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(5)).await;
        now.fetch_sub(1, Ordering::Relaxed);
        Ok(None)
    };
    run(async {
        let _ = tokio::join!(
            shelf.get(name(1), make),
            shelf.get(name(2), make),
            shelf.get(name(3), make),
            shelf.get(name(4), make)
        );
    });
    assert_eq!(most.into_inner(), MAKING_MAX);
}
