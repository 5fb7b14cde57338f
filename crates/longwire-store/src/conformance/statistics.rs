//! Claims about [`Statistics`](crate::Statistics).

use super::Claim;
use super::make::{archived, article, at, entry, new_entry, poll, revision, source};
use crate::{
    ArticleDay, DAYS_MAX, Ending, JobFilter, NewRevision, Settled, Store, Traffic, TrafficDay, day_of,
};

pub(crate) const CLAIMS: &[Claim] = &[
    ("articles are counted on the day they came, for their sources and for all", articles_are_counted_by_day),
    ("an article with a further source counts once in all", a_further_source_counts_once_in_all),
    ("an article fills when its page is had", an_article_fills_when_its_page_is_had),
    ("an erased article is not counted", an_erased_article_is_not_counted),
    ("a dead letter is lost until it is tried again", a_dead_letter_is_lost_until_it_is_tried_again),
    ("days begin where they are asked for", days_begin_where_they_are_asked_for),
    ("traffic is counted by day, and what a 304 saved with it", traffic_is_counted_by_day),
    ("old days of one source are forgotten, those of all are not", old_days_of_a_source_are_forgotten),
    ("publishers' moments come newest first", moments_come_newest_first),
];

const DAY: i64 = 86_400;

fn today() -> i64 {
    day_of(at(0))
}

fn counts(days: &[ArticleDay]) -> Vec<(i64, u64, u64, u64)> {
    days.iter().map(|d| (d.day - today(), d.article_count, d.full_count, d.lost_count)).collect()
}

fn articles_are_counted_by_day(store: &dyn Store) {
    let (one, two) = (source(store, "https://a.example/"), source(store, "https://b.example/"));
    archived(store, Some(one), "1");
    archived(store, Some(one), "2");
    archived(store, Some(two), "3");
    archived(store, None, "an import");
    let article = article("4", "正文。");
    let teaser = NewRevision {
        source_id: Some(one),
        in_full: false,
        archived_at: at(2 * DAY),
        ..revision("4", &article)
    };
    store.archive(&teaser).unwrap();
    assert_eq!(counts(&store.article_days(Some(one), 0).unwrap()), [(0, 2, 2, 0), (2, 1, 0, 0)]);
    assert_eq!(counts(&store.article_days(Some(two), 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(counts(&store.article_days(None, 0).unwrap()), [(0, 4, 4, 0), (2, 1, 0, 0)]);
    let sum = store.article_sum().unwrap();
    assert_eq!((sum.article_count, sum.full_count, sum.lost_count), (5, 4, 0));
    let listed = store.listed_source(one).unwrap().unwrap();
    assert_eq!((listed.article_count, listed.full_count), (3, 2));
}

fn a_further_source_counts_once_in_all(store: &dyn Store) {
    let (one, two) = (source(store, "https://a.example/"), source(store, "https://b.example/"));
    archived(store, Some(one), "1");
    let article = article("1", "正文。");
    store.archive(&NewRevision { source_id: Some(two), ..revision("1", &article) }).unwrap();
    assert_eq!(counts(&store.article_days(Some(two), 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(counts(&store.article_days(None, 0).unwrap()), [(0, 1, 1, 0)]);
}

fn an_article_fills_when_its_page_is_had(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let (short, long) = (article("1", "摘要。"), article("1", "正文。"));
    let teaser = NewRevision { source_id: Some(id), in_full: false, ..revision("1", &short) };
    store.archive(&teaser).unwrap();
    assert_eq!(counts(&store.article_days(Some(id), 0).unwrap()), [(0, 1, 0, 0)]);
    // What was told later counts on the day on which the article came.
    store.archive(&NewRevision { archived_at: at(5 * DAY), ..revision("1", &long) }).unwrap();
    assert_eq!(counts(&store.article_days(Some(id), 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(counts(&store.article_days(None, 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(store.listed_source(id).unwrap().unwrap().full_count, 1);
    // The page gives just what the feed told: then that was all of it.
    store.archive(&NewRevision { source_id: Some(id), in_full: false, ..revision("2", &short) }).unwrap();
    store.archive(&revision("2", &short)).unwrap();
    assert_eq!(store.listed_source(id).unwrap().unwrap().full_count, 2);
}

fn an_erased_article_is_not_counted(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let gone = archived(store, Some(id), "1");
    archived(store, Some(id), "2");
    store.erase(gone, "takedown", at(DAY)).unwrap();
    assert_eq!(counts(&store.article_days(Some(id), 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(counts(&store.article_days(None, 0).unwrap()), [(0, 1, 1, 0)]);
    assert_eq!(store.listed_source(id).unwrap().unwrap().full_count, 1);
}

fn a_dead_letter_is_lost_until_it_is_tried_again(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    entry(store, id, "https://a.example/1");
    let open = JobFilter { source_id: Some(id), dead: Some(false), limit: 9 };
    let job = store.jobs(open).unwrap().remove(0);
    store.finish(job.id, &Ending::Dead { reason: "404".into() }, at(DAY)).unwrap();
    assert_eq!(counts(&store.article_days(Some(id), 0).unwrap()), [(1, 0, 0, 1)]);
    assert_eq!(counts(&store.article_days(None, 0).unwrap()), [(1, 0, 0, 1)]);
    assert_eq!(store.listed_source(id).unwrap().unwrap().lost_count, 1);
    let mut changed = new_entry("https://a.example/1");
    changed.fingerprint = "2".into();
    store.admit(&poll(id, at(3600)), &[changed], at(2 * DAY)).unwrap();
    assert_eq!(counts(&store.article_days(Some(id), 0).unwrap()), [(1, 0, 0, 0)]);
    assert_eq!(store.listed_source(id).unwrap().unwrap().lost_count, 0);
}

fn days_begin_where_they_are_asked_for(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let article = article("1", "正文。");
    for n in 0..4 {
        let identity = n.to_string();
        let new =
            NewRevision { source_id: Some(id), archived_at: at(n * DAY), ..revision(&identity, &article) };
        store.archive(&new).unwrap();
    }
    let days = store.article_days(Some(id), today() + 2).unwrap();
    assert_eq!(days.iter().map(|d| d.day - today()).collect::<Vec<_>>(), [2, 3]);
}

fn settle(store: &dyn Store, id: longwire_model::SourceId, traffic: Traffic, day: i64) {
    store.settle(&Settled { traffic: vec![(id, traffic)], ..Settled::default() }, at(day * DAY)).unwrap();
}

fn traffic_is_counted_by_day(store: &dyn Store) {
    let (id, other) = (source(store, "https://a.example/"), source(store, "https://b.example/"));
    let whole = Traffic {
        request_count: 1,
        wire_bytes: 900,
        body_bytes: 5_000,
        full_bytes: 5_000,
        ..Traffic::default()
    };
    let unmodified = Traffic { request_count: 2, not_modified_count: 2, ..Traffic::default() };
    settle(store, id, whole, 0);
    settle(store, id, unmodified, 0);
    settle(store, id, unmodified, 1);
    settle(store, other, unmodified, 1);
    let day = |n, request_count, not_modified_count, wire_bytes, body_bytes, saved_bytes| TrafficDay {
        day: today() + n,
        request_count,
        not_modified_count,
        wire_bytes,
        body_bytes,
        saved_bytes,
    };
    let first = day(0, 3, 2, 900, 5_000, 10_000);
    assert_eq!(store.traffic_days(Some(id), 0).unwrap(), [first, day(1, 2, 2, 0, 0, 10_000)]);
    assert_eq!(store.traffic_days(None, 0).unwrap(), [first, day(1, 4, 4, 0, 0, 10_000)]);
    let sum = store.traffic_sum().unwrap();
    assert_eq!(sum, TrafficDay { day: 0, ..day(0, 7, 6, 900, 5_000, 20_000) });
    assert_eq!(store.traffic(id).unwrap().saved_bytes, 20_000, "both ways of counting agree");
}

fn old_days_of_a_source_are_forgotten(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    let one = Traffic { request_count: 1, ..Traffic::default() };
    for day in [0, 1, DAYS_MAX + 1] {
        settle(store, id, one, day);
    }
    let days = |of| store.traffic_days(of, 0).unwrap().iter().map(|d| d.day - today()).collect::<Vec<_>>();
    assert_eq!(days(Some(id)), [1, DAYS_MAX + 1]);
    assert_eq!(days(None), [0, 1, DAYS_MAX + 1]);
}

fn moments_come_newest_first(store: &dyn Store) {
    let id = source(store, "https://a.example/");
    for (identity, written) in [("1", "2023-09-12T15:45:00+02:00"), ("2", "2023-09-13"), ("3", "")] {
        let mut article = article(identity, "正文。");
        article.published_at = written.parse().ok();
        store.archive(&NewRevision { source_id: Some(id), ..revision(identity, &article) }).unwrap();
    }
    let told = |limit| {
        let moments = store.published_moments(id, limit).unwrap();
        moments.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(9), ["2023-09-13", "2023-09-12T15:45:00+02:00"]);
    assert_eq!(told(2), ["2023-09-13"], "the undated one is among those looked at");
}
