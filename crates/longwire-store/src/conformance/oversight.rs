//! Claims about [`Oversight`](crate::Oversight).

use longwire_model::{SourceId, Timestamp};

use super::Claim;
use super::make::{
    archived, article, at, capture, entry, image, new_entry, new_source, poll, revision, source,
};
use crate::{
    Ending, Horizon, Job, JobFilter, JobState, NewRevision, NewSource, OwnSetting, Secret, SourceCounts,
    SourceFacts, SourceFilter, Standing, Store,
};

pub(crate) const CLAIMS: &[Claim] = &[
    ("each source stands where it belongs", each_source_stands_where_it_belongs),
    ("a muted source is nothing but muted", a_muted_source_is_nothing_but_muted),
    ("sources are found by a part of their names", sources_are_found_by_a_part_of_their_names),
    ("lists of sources are paged", lists_of_sources_are_paged),
    ("a title of the owner's stays", a_title_of_the_owners_stays),
    ("the queue is counted", the_queue_is_counted),
    ("jobs are paged", jobs_are_paged),
    ("dead letters are tried again together", dead_letters_are_tried_again_together),
    ("a dropped dead letter never comes again", a_dropped_dead_letter_never_comes_again),
    ("the index is told of briefly", the_index_is_told_of_briefly),
    ("sizes follow what is kept and erased", sizes_follow_what_is_kept_and_erased),
];

const DAY: i64 = 86_400;

/// Seen on day 100: late after an hour, silent after 30 days.
fn horizon() -> Horizon {
    Horizon { overdue_before: at(100 * DAY - 3_600), quiet_before: at(70 * DAY) }
}

fn listed(store: &dyn Store, standing: Standing, part: &str) -> Vec<SourceId> {
    let filter = SourceFilter { standing, part, horizon: horizon(), skip: 0, limit: 99 };
    store.standing_sources(&filter).unwrap().iter().map(|state| state.source.id).collect()
}

fn added(store: &dyn Store, name: &str, added_at: Timestamp) -> SourceId {
    let new = NewSource {
        title: format!("The {name} Post"),
        slug: name.to_ascii_lowercase(),
        ..new_source(&format!("https://{}.example/feed", name.to_ascii_lowercase()))
    };
    store.add_source(&new, added_at).unwrap().source_id
}

fn polled(store: &dyn Store, id: SourceId, due_at: Timestamp, failure: Option<&str>) {
    let mut poll = poll(id, due_at);
    poll.polled_at = Some(at(99 * DAY));
    poll.failure = failure.map(str::to_owned);
    poll.failing_since = failure.map(|_| at(98 * DAY));
    store.save_poll(&poll).unwrap();
}

fn mute(store: &dyn Store, id: SourceId) {
    let setting = OwnSetting { name: "rest".into(), origin: String::new(), value: Secret::new("yes") };
    store.set_own(id, &setting, at(7)).unwrap();
}

fn each_source_stands_where_it_belongs(store: &dyn Store) {
    let soon = at(100 * DAY + 60);
    let names = ["Fresh", "Failing", "Overdue", "Quiet", "Removed", "New"];
    let ids = names.map(|name| added(store, name, if name == "Quiet" { at(0) } else { at(90 * DAY) }));
    let [fresh, failing, overdue, quiet, removed, new] = ids;
    polled(store, fresh, soon, None);
    polled(store, failing, soon, Some("no answer"));
    polled(store, overdue, at(99 * DAY), None);
    polled(store, quiet, soon, None);
    store.set_active(removed, false, at(7)).unwrap();
    assert_eq!(listed(store, Standing::Polled, ""), [new, quiet, overdue, failing, fresh]);
    assert_eq!(listed(store, Standing::Failing, ""), [failing]);
    assert_eq!(listed(store, Standing::Overdue, ""), [overdue]);
    assert_eq!(listed(store, Standing::Quiet, ""), [quiet]);
    assert_eq!(listed(store, Standing::Removed, ""), [removed]);
    let counts = SourceCounts {
        polled_count: 5,
        failing_count: 1,
        overdue_count: 1,
        quiet_count: 1,
        muted_count: 0,
        removed_count: 1,
    };
    assert_eq!(store.source_counts(horizon()).unwrap(), counts);
}

fn a_muted_source_is_nothing_but_muted(store: &dyn Store) {
    let ids = ["One", "Two", "Three"].map(|name| added(store, name, at(0)));
    polled(store, ids[0], at(101 * DAY), Some("no answer"));
    polled(store, ids[1], at(99 * DAY), None);
    polled(store, ids[2], at(101 * DAY), None);
    ids.iter().for_each(|id| mute(store, *id));
    for standing in [Standing::Failing, Standing::Overdue, Standing::Quiet] {
        assert!(listed(store, standing, "").is_empty(), "{standing:?}");
    }
    assert_eq!(listed(store, Standing::Muted, ""), [ids[2], ids[1], ids[0]]);
    let counts = store.source_counts(horizon()).unwrap();
    assert_eq!((counts.polled_count, counts.muted_count), (3, 3));
    assert_eq!((counts.failing_count, counts.overdue_count, counts.quiet_count), (0, 0, 0));
    store.unset_own(ids[0], "rest", at(7)).unwrap();
    assert_eq!(listed(store, Standing::Failing, ""), [ids[0]]);
}

fn sources_are_found_by_a_part_of_their_names(store: &dyn Store) {
    let (harbour, tide) = (added(store, "Harbour", at(0)), added(store, "Tide", at(0)));
    for part in ["HARBOUR", "the harb", "harbour.example/f"] {
        assert_eq!(listed(store, Standing::Polled, part), [harbour], "{part}");
    }
    assert_eq!(listed(store, Standing::Polled, "post"), [tide, harbour]);
    assert!(listed(store, Standing::Polled, "%").is_empty(), "no wildcards");
    assert!(listed(store, Standing::Removed, "tide").is_empty());
}

fn lists_of_sources_are_paged(store: &dyn Store) {
    let ids: Vec<SourceId> = ["A", "B", "C", "D", "E"].map(|name| added(store, name, at(0))).into();
    let page = |skip| {
        let filter =
            SourceFilter { standing: Standing::Polled, part: "", horizon: horizon(), skip, limit: 2 };
        let states = store.standing_sources(&filter).unwrap();
        states.iter().map(|state| state.source.id).collect::<Vec<_>>()
    };
    assert_eq!((page(0), page(4)), (vec![ids[4], ids[3]], vec![ids[0]]));
    assert!(page(5).is_empty());
}

fn a_title_of_the_owners_stays(store: &dyn Store) {
    let id = added(store, "Tide", at(0));
    let mark = store.mark(Some(id)).unwrap();
    assert!(store.entitle_source(id, Some("Tides")).unwrap());
    assert!(store.mark(Some(id)).unwrap().edits > mark.edits, "its feeds have another title");
    let facts = SourceFacts { title: Some("The Tide Post II".into()), ..SourceFacts::default() };
    store.describe_source(id, &facts).unwrap();
    let state = store.source(id).unwrap().unwrap();
    assert_eq!((state.source.title.as_str(), state.titled), ("Tides", true));
    store.save_poll(&longwire_model::PollState { etag: Some("\"1\"".into()), ..poll(id, at(9)) }).unwrap();
    assert!(store.entitle_source(id, None).unwrap());
    let state = store.source(id).unwrap().unwrap();
    assert!(!state.titled && state.poll.etag.is_none(), "the next poll reads the whole feed");
    store.describe_source(id, &facts).unwrap();
    assert_eq!(store.source(id).unwrap().unwrap().source.title, "The Tide Post II");
    assert!(!store.entitle_source(SourceId(404), Some("Nothing")).unwrap());
}

/// Puts a job for each of three entries on the queue and gives all of them up.
fn dead_letters(store: &dyn Store, id: SourceId) -> Vec<longwire_model::JobId> {
    let entries = ["1", "2", "3"].map(|n| new_entry(&format!("https://example.org/{id}/{n}")));
    store.admit(&poll(id, at(3_600)), &entries, at(0)).unwrap();
    let filter = JobFilter { source_id: Some(id), dead: Some(false), limit: 99 };
    let jobs = store.jobs(filter).unwrap();
    for (n, job) in jobs.iter().enumerate() {
        store.finish(job.id, &Ending::Dead { reason: "gone".into() }, at(10 + n as i64)).unwrap();
    }
    jobs.iter().map(|job| job.id).collect()
}

fn the_queue_is_counted(store: &dyn Store) {
    assert_eq!(store.queue_counts(at(0)).unwrap(), Default::default());
    let id = source(store, "https://example.org/feed");
    dead_letters(store, id);
    store.enqueue(&Job::Poll { source_id: id }, at(50), at(50)).unwrap();
    let other = source(store, "https://other.example/feed");
    store.enqueue(&Job::Poll { source_id: other }, at(90), at(50)).unwrap();
    store.lease(at(60), at(600), 9).unwrap();
    let counts = store.queue_counts(at(60)).unwrap();
    assert_eq!((counts.unfinished_count, counts.due_count), (2, 1));
    assert_eq!((counts.leased_count, counts.dead_count), (1, 3));
    assert_eq!(counts.oldest_due_at, Some(at(50)));
}

fn jobs_are_paged(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    let dead = dead_letters(store, id);
    let filter = JobFilter { source_id: None, dead: Some(true), limit: 2 };
    let page = |skip| {
        let jobs = store.jobs_from(filter, skip).unwrap();
        jobs.iter().map(|job| job.id).collect::<Vec<_>>()
    };
    assert_eq!((page(0), page(2)), (vec![dead[2], dead[1]], vec![dead[0]]));
}

fn dead_letters_are_tried_again_together(store: &dyn Store) {
    let ids = [source(store, "https://example.org/feed"), source(store, "https://other.example/feed")];
    let (dead, others) = (dead_letters(store, ids[0]), dead_letters(store, ids[1]));
    assert_eq!(store.retry_dead(Some(ids[0]), at(100), 99).unwrap(), 3);
    let job = store.job(dead[0]).unwrap().unwrap();
    assert_eq!((job.state, job.attempt_count, job.due_at), (JobState::Pending, 0, at(100)));
    assert_eq!(job.failure, None);
    assert!(!store.lease(at(100), at(200), 9).unwrap().is_empty(), "their host has its turn");
    assert_eq!(store.retry_dead(None, at(100), 2).unwrap(), 2, "no more than the limit");
    assert_eq!(store.queue_counts(at(100)).unwrap().dead_count, 1);
    assert!(
        matches!(store.job(others[2]).unwrap().unwrap().state, JobState::Dead { .. }),
        "the oldest first"
    );
}

fn a_dropped_dead_letter_never_comes_again(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    let dead = dead_letters(store, id);
    assert!(store.drop_dead(dead[0]).unwrap() && !store.drop_dead(dead[0]).unwrap());
    assert!(store.job(dead[0]).unwrap().is_none());
    let state = store.source(id).unwrap().unwrap();
    assert_eq!((state.pending_count, state.dead_count), (0, 2), "its entry waits for nothing");
    store.set_active(id, false, at(7)).unwrap();
    store.set_active(id, true, at(7)).unwrap();
    let filter = JobFilter { source_id: Some(id), dead: None, limit: 99 };
    assert!(
        store
            .jobs(filter)
            .unwrap()
            .iter()
            .all(|job| job.id != dead[0] && job.subject != "https://example.org/1/1")
    );
    let waiting = store.enqueue(&Job::Poll { source_id: id }, at(50), at(50)).unwrap();
    assert!(!store.drop_dead(waiting).unwrap(), "it is not given up");
}

fn sizes_follow_what_is_kept_and_erased(store: &dyn Store) {
    let empty = store.totals().unwrap();
    let source_id = source(store, "https://example.org/feed");
    let entry_id = entry(store, source_id, "https://example.org/1");
    let (article, capture) = (article("一", "正文。"), capture("<p>正文</p>"));
    let images = [image("https://img.example.org/lead.jpg", b"lead")];
    let new = NewRevision {
        entry_id: Some(entry_id),
        captures: std::slice::from_ref(&capture),
        images: &images,
        ..revision("1", &article)
    };
    store.archive(&new).unwrap();
    let totals = store.totals().unwrap();
    assert_eq!((totals.article_count, totals.revision_count), (1, 1));
    assert_eq!((totals.image_count, totals.image_bytes, totals.body_count), (1, 4, 1));
    assert_eq!(totals.revision_bytes, (article.html.as_str().len() + article.text.len()) as u64);
    assert!(totals.body_bytes > 0);
    archived(store, Some(source_id), "2");
    let id = store.article_by_identity("1").unwrap().unwrap();
    store.erase(id, "court order", at(50)).unwrap();
    let id = store.article_by_identity("2").unwrap().unwrap();
    store.erase(id, "court order", at(50)).unwrap();
    let totals = store.totals().unwrap();
    assert_eq!(crate::Totals { database_bytes: 0, ..totals }, crate::Totals { database_bytes: 0, ..empty });
}

fn the_index_is_told_of_briefly(store: &dyn Store) {
    assert_eq!(store.index_brief().unwrap(), crate::IndexBrief::default());
    archived(store, None, "1");
    archived(store, None, "2");
    let brief = store.index_brief().unwrap();
    assert_eq!((brief.document_count, brief.damage, brief.rebuilt_count), (2, None, None));
    assert!(brief.segment_count > 0);
}
