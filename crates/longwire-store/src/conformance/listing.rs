//! Claims about [`Listings`](crate::Listings).

use longwire_model::{ArticleId, Lang, SourceId};

use super::Claim;
use super::make::{archived, article, at, new_source, poll, revision, source, url};
use crate::{ARTICLE_PLACES_MAX, ListedMark, NewRevision, NewSource, Settled, Store, Traffic};

pub(crate) const CLAIMS: &[Claim] = &[
    ("sources that are polled are listed in their order", polled_sources_are_listed_in_their_order),
    ("a listed source tells what is seen of it", a_listed_source_tells_what_is_seen_of_it),
    ("who knows the sources is given what changed since", what_changed_since_is_given),
    ("articles have their places, by number", articles_have_their_places_by_number),
    ("an archive without articles has no places", an_empty_archive_has_no_places),
];

fn polled_sources_are_listed_in_their_order(store: &dyn Store) {
    let one = source(store, "https://a.example/");
    let two = source(store, "https://b.example/");
    let three = source(store, "https://c.example/");
    store.set_active(two, false, at(7)).unwrap();
    let ids: Vec<_> = store.listed_sources().unwrap().iter().map(|listed| listed.id).collect();
    assert_eq!(ids, [one, three]);
    assert!(store.listed_source(two).unwrap().is_none());
}

fn what_changed_since_is_given(store: &dyn Store) {
    let sources = ["a", "b", "c", "d"].map(|name| source(store, &format!("https://{name}.example/")));
    let all = store.listed_since(ListedMark::default()).unwrap();
    assert_eq!((all.are_all, all.sources.len(), all.unlisted.len()), (true, 4, 0));
    let mut mark = all.mark;
    let mut given = |expected: &[SourceId], unlisted: &[SourceId], why: &str| {
        let changes = store.listed_since(mark).unwrap();
        let ids: Vec<_> = changes.sources.iter().map(|listed| listed.id).collect();
        assert_eq!((changes.are_all, &*ids, &*changes.unlisted), (false, expected, unlisted), "{why}");
        mark = changes.mark;
    };
    given(&[], &[], "nothing changed");
    let id = archived(store, Some(sources[2]), "1");
    given(&[sources[2]], &[], "it has an article");
    store.save_poll(&poll(sources[1], at(9))).unwrap();
    let traffic = vec![(sources[3], Traffic { request_count: 1, ..Traffic::default() })];
    store.settle(&Settled { traffic, ..Settled::default() }, at(9)).unwrap();
    given(&[sources[1], sources[3]], &[], "they were polled, which nobody counts");
    store.set_private(sources[0], true, at(9)).unwrap();
    store.set_active(sources[1], false, at(9)).unwrap();
    given(&[], &[sources[0], sources[1]], "private, and removed");
    store.set_private(sources[0], false, at(9)).unwrap();
    store.erase(id, "court order", at(9)).unwrap();
    given(&[sources[0], sources[2]], &[], "public again, and without its article");
    given(&[], &[], "nothing changed since");
}

fn a_listed_source_tells_what_is_seen_of_it(store: &dyn Store) {
    let new = NewSource {
        title: "海港日报".into(),
        home_url: Some(url("https://a.example/home")),
        language: Lang::parse("zh-Hans"),
        folder: Some("新闻".into()),
        ..new_source("https://a.example/")
    };
    let id = store.add_source(&new, at(0)).unwrap().source_id;
    let mut failed = poll(id, at(900));
    failed.polled_at = Some(at(300));
    failed.failure = Some("404".into());
    failed.failure_count = 3;
    failed.failing_since = Some(at(100));
    failed.trouble = longwire_model::Trouble::of_code("not-found");
    store.save_poll(&failed).unwrap();
    archived(store, Some(id), "1");
    let traffic = Traffic {
        request_count: 4,
        not_modified_count: 3,
        wire_bytes: 100,
        body_bytes: 700,
        full_bytes: 700,
        ..Traffic::default()
    };
    store.settle(&Settled { traffic: vec![(id, traffic)], ..Settled::default() }, at(0)).unwrap();
    let listed = store.listed_sources().unwrap().remove(0);
    assert_eq!((listed.title.as_str(), listed.folder.as_deref()), ("海港日报", Some("新闻")));
    assert_eq!(listed.slug, "news");
    assert_eq!(listed.home_url, new.home_url);
    assert_eq!(listed.language, new.language);
    assert_eq!((listed.added_at, listed.polled_at, listed.due_at), (at(0), Some(at(300)), at(900)));
    assert!(listed.failing);
    assert_eq!((listed.failure_count, listed.failing_since), (3, Some(at(100))));
    assert_eq!(listed.trouble, failed.trouble);
    assert_eq!(listed.last_article_at, Some(at(10)));
    assert_eq!((listed.article_count, listed.full_count, listed.lost_count), (1, 1, 0));
    assert_eq!((listed.request_count, listed.not_modified_count, listed.saved_bytes), (4, 3, 600));
}

fn articles_have_their_places_by_number(store: &dyn Store) {
    let ids: Vec<ArticleId> = (0..4).map(|n| archived(store, None, &n.to_string())).collect();
    let changed = article("1", "新的正文。");
    store.archive(&NewRevision { archived_at: at(77), ..revision("1", &changed) }).unwrap();
    store.erase(ids[2], "takedown", at(80)).unwrap();
    assert_eq!(store.last_article().unwrap(), ids[3]);
    let places = store.article_places(ArticleId(0), ids[3]).unwrap();
    let told: Vec<_> = places.iter().map(|place| (place.id, place.changed_at)).collect();
    assert_eq!(told, [(ids[0], at(10)), (ids[1], at(77)), (ids[3], at(10))]);
    let some = store.article_places(ids[0], ids[1]).unwrap();
    assert_eq!(some.iter().map(|place| place.id).collect::<Vec<_>>(), [ids[1]]);
    assert!(places.len() < ARTICLE_PLACES_MAX);
}

fn an_empty_archive_has_no_places(store: &dyn Store) {
    assert_eq!(store.last_article().unwrap(), ArticleId(0));
    assert!(store.article_places(ArticleId(0), ArticleId(i64::MAX)).unwrap().is_empty());
    assert!(store.listed_sources().unwrap().is_empty());
}
