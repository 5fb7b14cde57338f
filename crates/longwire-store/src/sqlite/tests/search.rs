//! What only this engine's search index can suffer: damage, merges in steps, traces on the disk.

use longwire_model::ArticleId;
use longwire_search::{Order, parse};
use rusqlite::params;

use super::super::Sqlite;
use super::super::search::keep_few;
use super::{NOW, article, fresh, revision};
use crate::{Archive, Audience, Search, SearchAnswer, SearchRequest};

fn archive(store: &Sqlite, identity: &str, text: &str) {
    store.archive(&revision(identity, &article(text), None)).unwrap();
}

fn answer(store: &Sqlite, query: &str) -> SearchAnswer {
    let request = SearchRequest {
        query: &parse(query),
        order: Order::Relevance,
        skip: 0,
        limit: 100,
        after: None,
        facets: false,
        now: NOW,
        audience: Audience::Owner,
        reader: None,
    };
    store.search(&request).unwrap()
}

/// What tells of the same matter as an article; no damage is an error.
fn related(store: &Sqlite, id: i64) -> Vec<i64> {
    let found = store.related(Audience::Owner, ArticleId(id), 5).unwrap();
    found.iter().map(|archived| archived.revision.article_id.0).collect()
}

fn rebuild(store: &Sqlite) {
    while !store.rebuild_index().unwrap().finished {}
}

/// Ways to spoil an index, as statements.
const SPOILT: &[&str] = &[
    "UPDATE search_block SET bytes = x'ffffffffff'",
    "UPDATE search_segment SET columns = x'ff'",
    "UPDATE search_segment SET gone = x'ffffffffffffffffffffff'",
    "UPDATE search_segment SET doc_count = 7",
    "DELETE FROM search_index",
];

#[test]
fn a_damaged_index_stops_nothing_and_can_be_made_anew() {
    for spoil in SPOILT {
        let (folder, store) = fresh();
        archive(&store, "1", "北京的天气");
        drop(store);
        let store = Sqlite::open(folder.path()).unwrap();
        store
            .writer()
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            .unwrap();
        store.writer().execute_batch(spoil).unwrap();
        store
            .writer()
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
            .unwrap();
        assert!(related(&store, 1).is_empty(), "{spoil}");
        let found = answer(&store, "天气");
        assert_eq!(found.hits.len(), 1, "{spoil}");
        assert!(found.damage.is_some(), "{spoil}");
        archive(&store, "2", "上海的天气");
        let found = answer(&store, "天气 -北京");
        assert_eq!((found.total, found.damage.is_some()), (1, true), "{spoil}");
        assert!(store.erase(ArticleId(2), "court order", NOW).unwrap(), "{spoil}");
        assert!(store.index_state().unwrap().damage.is_some(), "{spoil}");
        rebuild(&store);
        assert_eq!(store.index_state().unwrap().damage, None, "{spoil}");
        let found = answer(&store, "天气");
        assert_eq!((found.total, found.damage), (1, None), "{spoil}");
        archive(&store, "3", "南京的天气");
        assert_eq!(answer(&store, "天气").total, 2, "{spoil}");
    }
}

#[test]
fn a_merge_in_steps_hides_nothing() {
    let (folder, mut store) = fresh();
    for n in 0..15 {
        archive(&store, &n.to_string(), &format!("北京{n} number{n}"));
    }
    store.writer().execute_batch("UPDATE search_segment SET level = 2").unwrap();
    archive(&store, "15", "北京15 number15");
    store.writer().execute_batch("UPDATE search_segment SET level = 2").unwrap();
    let step = |store: &Sqlite| {
        let id: i64 = store.writer().query_row("SELECT id FROM search_index", [], |row| row.get(0)).unwrap();
        keep_few(&store.writer(), id, 1).unwrap()
    };
    let mut step_count = 0;
    while step(&store) {
        step_count += 1;
        match step_count {
            3 => assert!(store.erase(ArticleId(5), "court order", NOW).unwrap(), "it begins anew"),
            9 => store = Sqlite::open(folder.path()).unwrap(),
            15 => archive(&store, "2", "上海2"), // goes on with it, to the end
            _ => {}
        }
        let expected = match step_count {
            ..3 => 16,
            3..15 => 15,
            _ => 14,
        };
        assert_eq!(answer(&store, "北京").total, expected, "step {step_count}");
        assert_eq!(answer(&store, "number9").total, 1, "step {step_count}");
    }
    assert!(step_count >= 15, "{step_count}");
    assert_eq!(answer(&store, "北京").total, 14);
    assert_eq!(answer(&store, "number4 OR number2").total, 0);
    let segments = store.index_state().unwrap().segment_count;
    assert!(segments <= 3, "{segments}");
}

#[test]
fn an_old_index_is_removed() {
    let (_folder, store) = fresh();
    for n in 0..40 {
        archive(&store, &n.to_string(), &format!("北京{n}"));
    }
    rebuild(&store);
    let count = |sql: &str| store.writer().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM search_index"), 1);
    assert_eq!(
        count("SELECT count(*) FROM search_segment WHERE index_id NOT IN (SELECT id FROM search_index)"),
        0
    );
    assert_eq!(
        count("SELECT count(*) FROM search_block WHERE segment_id NOT IN (SELECT id FROM search_segment)"),
        0
    );
    assert_eq!(count("SELECT count(*) FROM search_document"), 40);
}

#[test]
fn an_erased_article_leaves_no_word_in_the_index() {
    let (_folder, store) = fresh();
    archive(&store, "1", "金正恩 oldsecret");
    archive(&store, "1", "普京 newsecret");
    for n in 2..20 {
        archive(&store, &n.to_string(), "北京");
    }
    assert!(store.erase(ArticleId(1), "court order", NOW).unwrap());
    let held = |word: &str| {
        store
            .writer()
            .query_row(
                "SELECT count(*) FROM search_block WHERE instr(bytes, ?1)",
                params![word.as_bytes()],
                |row| row.get::<_, i64>(0),
            )
            .unwrap()
    };
    for word in ["secret", "正恩", "普京"] {
        assert_eq!(held(word), 0, "{word}");
    }
    assert!(held("北京") > 0);
}
