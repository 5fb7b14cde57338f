//! Another process in the way.

use std::io::{BufRead, BufReader, Read};
use std::time::Instant;

use rusqlite::Connection;

use super::super::{Sqlite, connection, worker_lease};
use super::{NOW, child, fresh, given_folder};
use crate::{Archive, Hosts, Queue, Retry, StoreError, WorkerLeaseTaken};

/// Holds the database until its input ends.
#[test]
#[ignore = "the child of another test"]
fn child_holds_the_database() {
    let writer = Connection::open(connection::file(&given_folder())).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE archive_state SET edits = 7").unwrap();
    println!("\nheld");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn a_held_database_is_waited_for_and_then_its_holder_is_named() {
    let (folder, store) = fresh();
    let mut holder = child("sqlite::tests::lock::child_holds_the_database", folder.path()).spawn().unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "held"));
    let begun = Instant::now();
    let err = store.save_hosts_next(&[("example.org".into(), NOW)]).unwrap_err();
    let waited = begun.elapsed().as_secs_f64();
    assert!((4.5..20.0).contains(&waited), "waited {waited} s");
    assert_eq!(err.retry(), Retry::Soon);
    let StoreError::Busy { path, holder: named } = &err else { panic!("{err:?}") };
    assert_eq!(path, &connection::file(folder.path()));
    #[cfg(target_os = "linux")]
    assert!(named.contains(&format!("(process {})", holder.id())), "{named}");
    assert!(!named.is_empty());
    assert_eq!(store.totals().unwrap().article_count, 0, "readers do not wait for writers");
    drop(holder.stdin.take());
    holder.wait().unwrap();
    store.save_hosts_next(&[("example.org".into(), NOW)]).unwrap();
}

#[test]
fn without_a_list_of_locks_the_worker_is_named() {
    let (folder, store) = fresh();
    assert_eq!(worker_lease::holder(folder.path()), None);
    let lease = store.take_worker_lease("longwire serve (process 4711)").unwrap();
    assert_eq!(worker_lease::holder(folder.path()).as_deref(), Some("longwire serve (process 4711)"));
    drop(lease);
    assert_eq!(worker_lease::holder(folder.path()), None);
}

#[test]
fn two_stores_in_one_process_share_a_folder_and_one_lease() {
    let (folder, first) = fresh();
    let second = Sqlite::open(folder.path()).unwrap();
    let WorkerLeaseTaken::Taken(lease) = first.take_worker_lease("first").unwrap() else {
        panic!("nobody has it")
    };
    let told = second.take_worker_lease("second").unwrap();
    assert!(matches!(told, WorkerLeaseTaken::HeldBy { holder } if holder == "first"));
    second.save_hosts_next(&[("example.org".into(), NOW)]).unwrap();
    assert_eq!(first.host("example.org").unwrap().next_at, Some(NOW));
    drop(lease);
    assert!(matches!(second.take_worker_lease("second").unwrap(), WorkerLeaseTaken::Taken(_)));
}

/// Takes the worker lease and keeps it until its input ends, or it is killed.
#[test]
#[ignore = "the child of another test"]
fn child_holds_the_worker_lease() {
    let store = Sqlite::open(&given_folder()).unwrap();
    let taken = store.take_worker_lease("the child").unwrap();
    assert!(matches!(taken, WorkerLeaseTaken::Taken(_)));
    println!("\nheld");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn a_killed_worker_leaves_no_lease() {
    let (folder, store) = fresh();
    let mut holder =
        child("sqlite::tests::lock::child_holds_the_worker_lease", folder.path()).spawn().unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "held"));
    let told = store.take_worker_lease("here").unwrap();
    assert!(matches!(told, WorkerLeaseTaken::HeldBy { holder } if holder == "the child"));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(matches!(store.take_worker_lease("here").unwrap(), WorkerLeaseTaken::Taken(_)));
}
