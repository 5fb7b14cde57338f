//! Many threads on one store, and many stores at once.

use std::sync::Barrier;

use super::super::Sqlite;
use super::{NOW, article, fresh, revision};
use crate::{Archive, Hosts};

#[test]
fn a_new_folder_may_be_opened_by_many_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (folder, start) = (folder.path(), &start);
            scope.spawn(move || {
                start.wait();
                let store = Sqlite::open(folder).unwrap();
                store.save_hosts_next(&[(n.to_string(), NOW)]).unwrap();
            });
        }
    });
    let store = Sqlite::open(folder.path()).unwrap();
    assert!((0..8).all(|n| store.host(&n.to_string()).unwrap().next_at == Some(NOW)));
}

#[test]
fn readers_and_writers_do_not_wait_for_each_other() {
    let (_folder, store) = fresh();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let store = &store;
            scope.spawn(move || {
                for m in 0..25 {
                    store.archive(&revision(&format!("{n}/{m}"), &article("正文。"), None)).unwrap();
                }
            });
        }
        for _ in 0..12 {
            let store = &store;
            scope.spawn(move || {
                for _ in 0..50 {
                    let seen = store.newest(None, None, 1000).unwrap();
                    let in_order = seen.windows(2).all(|two| two[0].first_seq > two[1].first_seq);
                    assert!(in_order && seen.first().is_none_or(|f| f.first_seq.0 == seen.len() as i64));
                }
            });
        }
    });
    assert_eq!(store.totals().unwrap().article_count, 100);
}

#[test]
fn a_panic_in_the_middle_leaves_nothing_and_harms_nobody() {
    let (_folder, store) = fresh();
    for _ in 0..10 {
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write(|tx| -> Result<(), super::super::fault::Fault> {
                tx.execute_batch("UPDATE archive_state SET edits = 99")?;
                panic!("in the middle of writing")
            })
        }));
        assert!(told.is_err());
        let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.read(|_| -> Result<(), super::super::fault::Fault> { panic!("while reading") })
        }));
        assert!(told.is_err());
    }
    assert_eq!(store.mark(None).unwrap().edits, 0);
    store.archive(&revision("1", &article("正文。"), None)).unwrap();
}

#[test]
fn what_another_process_commits_is_counted_once_somebody_looks() {
    let (folder, store) = fresh();
    let other = Sqlite::open(folder.path()).unwrap();
    store.look_around().unwrap();
    let before = store.change_count();
    store.look_around().unwrap();
    other.archive(&revision("elsewhere", &article("正文。"), None)).unwrap();
    assert_eq!(store.change_count(), before);
    store.look_around().unwrap();
    assert_eq!(store.change_count(), before + 1);
    // One of our own is not taken for one of another's.
    store.archive(&revision("here", &article("正文。"), None)).unwrap();
    let ours = store.change_count();
    store.look_around().unwrap();
    assert_eq!(store.change_count(), ours);
}

#[test]
fn nobody_waits_for_a_writer_to_look_around() {
    let (_folder, store) = fresh();
    let _writing = store.writer();
    store.look_around().unwrap();
}
