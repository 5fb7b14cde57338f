use super::*;
use crate::testing::{Server, article, earlier, new_source, now};

fn current(server: &Server) -> Arc<Shelf> {
    server.front.app.shelves.current(&server.front.app).unwrap()
}

fn slugs(shelf: &Shelf) -> Vec<&str> {
    shelf.sources.iter().map(|shelved| shelved.listed.slug.as_str()).collect()
}

#[test]
fn a_change_reads_only_those_again_that_it_changed() {
    let server = Server::new();
    let (one, _) = (server.source("one", "One"), server.source("two", "Two"));
    let before = current(&server);
    server.archive(one, &article(1));
    server.source("three", "Three");
    let after = current(&server);
    assert_eq!(slugs(&after), ["one", "two", "three"]);
    assert_eq!(after.sources[0].listed.article_count, 1);
    assert!(!Arc::ptr_eq(&before.sources[0], &after.sources[0]));
    assert!(Arc::ptr_eq(&before.sources[1], &after.sources[1]), "it did not change");
}

#[test]
fn what_becomes_private_or_is_removed_is_gone_at_once() {
    let server = Server::new();
    let (one, two) = (server.source("one", "One"), server.source("two", "Two"));
    assert_eq!(slugs(&current(&server)), ["one", "two"]);
    server.store.set_private(one, true, now()).unwrap();
    assert_eq!(slugs(&current(&server)), ["two"]);
    server.store.set_private(one, false, now()).unwrap();
    server.store.set_active(two, false, now()).unwrap();
    assert_eq!(slugs(&current(&server)), ["one"]);
    server.store.set_active(two, true, now()).unwrap();
    assert_eq!(slugs(&current(&server)), ["one", "two"], "in the order in which they were added");
}

#[test]
fn what_another_process_writes_is_read_whole() {
    let server = Server::new();
    let one = server.source("one", "One");
    server.store.look_around().unwrap();
    assert_eq!(slugs(&current(&server)), ["one"]);
    let other = longwire_store::open(server.folder()).unwrap();
    other.set_private(one, true, now()).unwrap();
    other.add_source(&new_source("two", "Two"), earlier(1)).unwrap();
    server.store.look_around().unwrap();
    assert_eq!(slugs(&current(&server)), ["two"]);
}
