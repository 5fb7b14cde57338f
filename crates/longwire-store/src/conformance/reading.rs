//! Claims about [`Readings`](crate::Readings).

use longwire_model::{ArticleId, SourceId, UserId};

use super::Claim;
use super::make::{archived, article, at, entry, revision, source};
use crate::{Direction, NewRevision, OWNER, Part, ReadingCounts, ReadingRequest, Shelf, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a new article is unread", a_new_article_is_unread),
    ("a shelf is paged through once, in both directions", a_shelf_is_paged_through),
    ("several sources are one list", several_sources_are_one_list),
    ("what is read leaves the list and is counted", what_is_read_leaves_the_list),
    ("marking has a moment of its own and is undone by it", marking_is_undone_by_its_moment),
    ("a part of a shelf is marked", a_part_of_a_shelf_is_marked),
    ("stars are listed by when they were given", stars_are_listed),
    ("a publication has its unread", a_publication_has_its_unread),
    ("an article that finds its source later is counted there", an_article_finds_its_source),
    ("a revision does not make an article unread", a_revision_changes_nothing),
    ("an erased article is counted nowhere", an_erased_article_is_counted_nowhere),
    ("what nobody knows is nothing", what_nobody_knows_is_nothing),
];

fn request(shelf: &Shelf, limit: usize) -> ReadingRequest<'_> {
    ReadingRequest {
        user_id: OWNER,
        shelf,
        unread_only: true,
        direction: Direction::Newest,
        after: None,
        limit,
    }
}

/// The articles of all pages of a list.
fn all(store: &dyn Store, mut request: ReadingRequest<'_>) -> Vec<ArticleId> {
    let mut found = Vec::new();
    loop {
        let page = store.readings(&request).unwrap();
        assert!(page.articles.len() <= request.limit);
        found.extend(page.articles.iter().map(|it| it.archived.revision.article_id));
        match page.next {
            Some(next) => request.after = Some(next),
            None => return found,
        }
    }
}

fn unread(store: &dyn Store, shelf: &Shelf) -> Vec<ArticleId> {
    all(store, request(shelf, 2))
}

fn counts(store: &dyn Store) -> ReadingCounts {
    store.reading_counts(OWNER).unwrap()
}

fn five(store: &dyn Store) -> (SourceId, SourceId, Vec<ArticleId>) {
    let (one, two) = (source(store, "https://a.example/1"), source(store, "https://a.example/2"));
    let ids = ["1", "2", "3", "4", "5"].iter().zip([one, two, one, one, two]);
    let ids = ids.map(|(identity, id)| archived(store, Some(id), identity)).collect();
    (one, two, ids)
}

fn a_new_article_is_unread(store: &dyn Store) {
    let (one, two, ids) = five(store);
    let newest: Vec<_> = ids.iter().rev().copied().collect();
    assert_eq!(unread(store, &Shelf::All), newest);
    assert_eq!(unread(store, &Shelf::Source(one)), [ids[3], ids[2], ids[0]]);
    assert_eq!(counts(store).unread, [(Some(one), 3), (Some(two), 2)]);
    assert_eq!((counts(store).unread_total(), counts(store).starred), (5, 0));
    assert_eq!(store.reading(OWNER, ids[0]).unwrap(), Some(Default::default()));
}

fn a_shelf_is_paged_through(store: &dyn Store) {
    let (one, _, ids) = five(store);
    for unread_only in [true, false] {
        for limit in 1..7 {
            for shelf in [Shelf::All, Shelf::Sources(vec![one, SourceId(404)])] {
                let asked = ReadingRequest { unread_only, ..request(&shelf, limit) };
                let newest = all(store, asked.clone());
                let mut oldest = all(store, ReadingRequest { direction: Direction::Oldest, ..asked });
                oldest.reverse();
                assert_eq!(newest, oldest);
                assert_eq!(newest.len(), if shelf == Shelf::All { ids.len() } else { 3 });
            }
        }
    }
}

fn several_sources_are_one_list(store: &dyn Store) {
    let (one, two, ids) = five(store);
    let newest: Vec<_> = ids.iter().rev().copied().collect();
    assert_eq!(unread(store, &Shelf::Sources(vec![one, two])), newest);
    assert_eq!(unread(store, &Shelf::Sources(vec![])), []);
}

fn what_is_read_leaves_the_list(store: &dyn Store) {
    let (one, two, ids) = five(store);
    let marked = store.mark_read(OWNER, &ids[2..4], true, at(60)).unwrap();
    assert_eq!((marked.count, marked.at), (2, at(60)));
    assert_eq!(store.mark_read(OWNER, &ids[2..3], true, at(61)).unwrap().count, 0, "it was read already");
    assert_eq!(unread(store, &Shelf::All), [ids[4], ids[1], ids[0]]);
    assert_eq!(unread(store, &Shelf::Source(one)), [ids[0]]);
    assert_eq!(counts(store).unread, [(Some(one), 1), (Some(two), 2)]);
    assert_eq!(store.reading(OWNER, ids[2]).unwrap().unwrap().read_at, Some(at(60)));
    let everything = Shelf::Source(one);
    assert_eq!(all(store, ReadingRequest { unread_only: false, ..request(&everything, 2) }).len(), 3);
    assert_eq!(store.mark_read(OWNER, &ids[2..3], false, at(62)).unwrap().count, 1);
    assert_eq!(counts(store).unread, [(Some(one), 2), (Some(two), 2)]);
}

fn marking_is_undone_by_its_moment(store: &dyn Store) {
    let (.., ids) = five(store);
    let first = store.mark_read(OWNER, &ids[..1], true, at(60)).unwrap();
    let second = store.mark_shelf_read(OWNER, &Shelf::All, Part::UpTo(i64::MAX), at(60)).unwrap();
    assert_eq!((first.count, second.count), (1, 4));
    assert!(second.at > first.at, "in one moment of the clock, but not in one of ours");
    assert_eq!(counts(store).unread_total(), 0);
    assert_eq!(store.undo(OWNER, second.at).unwrap(), 4);
    assert_eq!(counts(store).unread_total(), 4);
    assert_eq!(store.undo(OWNER, second.at).unwrap(), 0);
    assert_eq!(store.undo(UserId(2), first.at).unwrap(), 0, "it is somebody else's");
    assert_eq!(store.undo(OWNER, first.at).unwrap(), 1);
}

fn a_part_of_a_shelf_is_marked(store: &dyn Store) {
    let (one, two, ids) = five(store);
    let place = |n: usize| store.place_of(ids[n]).unwrap().unwrap();
    let marked = store.mark_shelf_read(OWNER, &Shelf::Source(one), Part::UpTo(place(2)), at(60)).unwrap();
    assert_eq!(marked.count, 2);
    assert_eq!(unread(store, &Shelf::All), [ids[4], ids[3], ids[1]]);
    let both = Shelf::Sources(vec![one, two]);
    assert_eq!(store.mark_shelf_read(OWNER, &both, Part::From(place(3)), at(60)).unwrap().count, 2);
    assert_eq!(unread(store, &Shelf::All), [ids[1]]);
    let newer = archived(store, Some(one), "6");
    store.mark_shelf_read(OWNER, &Shelf::All, Part::UpTo(place(4)), at(60)).unwrap();
    assert_eq!(unread(store, &Shelf::All), [newer], "nobody has seen it yet");
}

fn stars_are_listed(store: &dyn Store) {
    let (.., ids) = five(store);
    assert_eq!(store.star(OWNER, &[ids[3], ids[0], ids[0]], true, at(60)).unwrap(), 2);
    assert_eq!(store.star(OWNER, &ids[1..2], true, at(60)).unwrap(), 1);
    for limit in 1..4 {
        assert_eq!(all(store, request(&Shelf::Starred, limit)), [ids[1], ids[0], ids[3]]);
    }
    assert_eq!(counts(store).starred, 3);
    assert_eq!(store.mark_shelf_read(OWNER, &Shelf::Starred, Part::UpTo(0), at(61)).unwrap().count, 3);
    assert_eq!(counts(store).unread_total(), 2);
    assert_eq!(store.star(OWNER, &ids, false, at(62)).unwrap(), 3);
    assert_eq!(all(store, request(&Shelf::Starred, 9)), []);
}

fn a_publication_has_its_unread(store: &dyn Store) {
    let (.., ids) = five(store);
    while store.keep_up(100).unwrap() {}
    let everything = store.publication_by_slug("all").unwrap().unwrap();
    let shelf = Shelf::Publication(everything.id);
    assert_eq!(unread(store, &shelf).len(), 5);
    store.mark_read(OWNER, &ids[1..3], true, at(60)).unwrap();
    assert_eq!(unread(store, &shelf), [ids[4], ids[3], ids[0]]);
    assert_eq!(all(store, ReadingRequest { unread_only: false, ..request(&shelf, 2) }).len(), 5);
    let place = store.place_of(ids[3]).unwrap().unwrap();
    assert_eq!(store.mark_shelf_read(OWNER, &shelf, Part::UpTo(place), at(61)).unwrap().count, 2);
    assert_eq!(unread(store, &shelf), [ids[4]]);
}

fn an_article_finds_its_source(store: &dyn Store) {
    let id = archived(store, None, "https://example.org/1");
    assert_eq!(counts(store).unread, [(None, 1)]);
    let source_id = source(store, "https://a.example/1");
    let entry_id = entry(store, source_id, "https://example.org/1");
    store.link_entry(entry_id, id).unwrap();
    assert_eq!(counts(store).unread, [(Some(source_id), 1)]);
    assert_eq!(unread(store, &Shelf::Source(source_id)), [id]);
}

fn a_revision_changes_nothing(store: &dyn Store) {
    let source_id = source(store, "https://a.example/1");
    let id = archived(store, Some(source_id), "1");
    store.mark_read(OWNER, &[id], true, at(60)).unwrap();
    let article = article("新标题", "新正文。");
    store.archive(&NewRevision { source_id: Some(source_id), ..revision("1", &article) }).unwrap();
    assert_eq!(counts(store).unread_total(), 0);
}

fn an_erased_article_is_counted_nowhere(store: &dyn Store) {
    let (one, two, ids) = five(store);
    store.star(OWNER, &ids[..1], true, at(60)).unwrap();
    store.erase(ids[0], "court order", at(61)).unwrap();
    assert_eq!(counts(store).unread, [(Some(one), 2), (Some(two), 2)]);
    assert_eq!(counts(store).starred, 0);
    assert_eq!(store.reading(OWNER, ids[0]).unwrap(), None);
}

fn what_nobody_knows_is_nothing(store: &dyn Store) {
    assert_eq!(store.mark_read(OWNER, &[ArticleId(404)], true, at(0)).unwrap().count, 0);
    assert_eq!(store.star(OWNER, &[ArticleId(404)], true, at(0)).unwrap(), 0);
    assert_eq!(store.place_of(ArticleId(404)).unwrap(), None);
    assert_eq!(counts(store), ReadingCounts::default());
    assert_eq!(unread(store, &Shelf::Source(SourceId(404))), []);
}
