//! Bounds of the lists of what users have not read.

use longwire_model::Timestamp;

use super::super::reading::unread_of_publication;
use super::{article, fresh, revision};
use crate::{Archive, Direction, OWNER, Publications, ReadingRequest, Readings, Shelf};

#[test]
fn a_publication_is_looked_through_in_pages_that_may_be_empty() {
    let (_folder, store) = fresh();
    let mut ids = Vec::new();
    for n in 0..7 {
        let identity = n.to_string();
        store.archive(&revision(&identity, &article(&identity), None)).unwrap();
        ids.extend(store.article_by_identity(&identity).unwrap());
    }
    while store.keep_up(100).unwrap() {}
    store.mark_read(OWNER, &ids[1..], true, Timestamp::from_seconds(1)).unwrap();
    let id = store.publication_by_slug("all").unwrap().unwrap().id;
    let shelf = Shelf::Publication(id);
    let request = ReadingRequest {
        user_id: OWNER,
        shelf: &shelf,
        unread_only: true,
        direction: Direction::Newest,
        after: None,
        limit: 2,
    };
    let page = |after| store.read(|tx| unread_of_publication(tx, &request, id, after, 4)).unwrap();
    let (found, next) = page(i64::MAX);
    assert!(found.is_empty(), "the four newest are read");
    let (found, next) = page(next.expect("there is more to look through"));
    assert_eq!((found.len(), found[0].1, next), (1, ids[0], None));
}
