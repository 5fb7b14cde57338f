//! Claims about [`Sources`](crate::Sources).

use longwire_model::{ContentHash, Enclosure, Lang, Moving, PollState, SourceId, SourceKind, Trouble};

use super::Claim;
use super::make::{archived, at, entry, new_entry, new_source, poll, source, url};
use crate::{
    Admitted, ENCLOSURES_MAX, Ending, Job, JobFilter, NewEntry, NewSource, SourceFacts, Store, Which,
};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a source comes back as it was added", a_source_comes_back_as_it_was_added),
    ("an address is one source", an_address_is_one_source),
    ("a slug is given once", a_slug_is_given_once),
    ("a removed source keeps its slug and is taken up again", a_removed_source_is_taken_up_again),
    ("a poll's outcome is kept", a_polls_outcome_is_kept),
    ("due sources come longest due first, but not twice", due_sources_come_longest_due_first),
    ("an entry comes back as it was announced", an_entry_comes_back_as_it_was_announced),
    ("admitting twice changes nothing", admitting_twice_changes_nothing),
    ("a source moves, but not onto another", a_source_moves_but_not_onto_another),
    ("readers are counted, and fewer are believed only when told so", readers_are_counted),
    ("what is new is told before it is admitted", what_is_new_is_told_before_it_is_admitted),
    ("a changed entry is fetched again", a_changed_entry_is_fetched_again),
    ("a guid that stands twice names one entry", a_guid_that_stands_twice_names_one_entry),
    ("the same guid in two sources names two entries", the_same_guid_in_two_sources_names_two_entries),
    ("an entry waits for its article under its address", an_entry_waits_under_its_address),
    ("a dead entry stays dead until it changes", a_dead_entry_stays_dead_until_it_changes),
    ("a removed source admits nothing", a_removed_source_admits_nothing),
    ("removing drops jobs, taking up brings them back", removing_drops_jobs_and_taking_up_brings_them_back),
    ("facts change only what they name", facts_change_only_what_they_name),
    ("counts follow the entries", counts_follow_the_entries),
    ("what is not there is not found", what_is_not_there_is_not_found),
    ("names of sources are those of all", names_are_those_of_all),
    ("what entries attach is kept with the article", what_entries_attach_is_kept),
];

const FEED: &str = "https://example.org/feed.xml";

fn a_source_comes_back_as_it_was_added(store: &dyn Store) {
    let new = NewSource {
        kind: SourceKind::Listing,
        home_url: Some(url("https://example.org/")),
        language: Lang::parse("zh-Hans"),
        folder: Some("新闻".into()),
        ..new_source(FEED)
    };
    let added = store.add_source(&new, at(0)).unwrap();
    assert_eq!((added.slug.as_str(), added.already), ("news", false));
    let state = store.source(added.source_id).unwrap().unwrap();
    assert_eq!(state.source.url, new.url);
    assert_eq!(state.source.kind, SourceKind::Listing);
    assert_eq!(state.source.title, "要闻");
    assert_eq!(state.source.home_url, new.home_url);
    assert_eq!(state.source.language, new.language);
    assert_eq!(state.folder.as_deref(), Some("新闻"));
    assert!(state.active);
    assert_eq!(state.added_at, at(0));
    assert_eq!(state.poll, poll(added.source_id, at(0)));
    let by_url = store.source_by_url(&new.url).unwrap().unwrap();
    let by_slug = store.source_by_slug("news").unwrap().unwrap();
    assert_eq!((by_url.source.id, by_slug.source.id), (added.source_id, added.source_id));
}

fn an_address_is_one_source(store: &dyn Store) {
    let first = store.add_source(&new_source(FEED), at(0)).unwrap();
    let filed = NewSource { folder: Some("later".into()), slug: "other".into(), ..new_source(FEED) };
    let second = store.add_source(&filed, at(9)).unwrap();
    assert!(second.already);
    assert_eq!((second.source_id, second.slug.as_str()), (first.source_id, "news"));
    let third = store.add_source(&new_source(FEED), at(10)).unwrap();
    assert_eq!(third.source_id, first.source_id);
    let all = store.sources(Which::All).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].folder.as_deref(), Some("later"), "a folder asked for later counts");
    assert_eq!(all[0].added_at, at(0));
}

fn a_slug_is_given_once(store: &dyn Store) {
    let slugs: Vec<String> = (0..4)
        .map(|n| store.add_source(&new_source(&format!("https://example.org/{n}")), at(0)).unwrap().slug)
        .collect();
    assert_eq!(slugs, ["news", "news-2", "news-3", "news-4"]);
    let longer = NewSource { slug: "news-3".into(), ..new_source("https://example.org/longer") };
    assert_eq!(store.add_source(&longer, at(0)).unwrap().slug, "news-3-2");
    let none = NewSource { slug: String::new(), ..new_source("https://example.org/none") };
    assert!(!store.add_source(&none, at(0)).unwrap().slug.is_empty());
}

fn a_removed_source_is_taken_up_again(store: &dyn Store) {
    let id = source(store, FEED);
    assert!(store.set_active(id, false, at(7)).unwrap());
    assert!(store.sources(Which::Active).unwrap().is_empty());
    assert_eq!(store.sources(Which::All).unwrap().len(), 1);
    assert_eq!(store.due_sources(at(99), 9).unwrap(), []);
    assert_eq!(store.next_due().unwrap(), None);
    assert_eq!(store.source_by_slug("news").unwrap().unwrap().source.id, id);
    let again = store.add_source(&new_source(FEED), at(50)).unwrap();
    assert_eq!((again.source_id, again.already, again.slug.as_str()), (id, false, "news"));
    assert_eq!(store.next_due().unwrap(), Some(at(50)), "it is polled at once");
}

fn a_polls_outcome_is_kept(store: &dyn Store) {
    let id = source(store, FEED);
    let failed = PollState {
        source_id: id,
        etag: Some("W/\"1\"".into()),
        last_modified: Some("yesterday".into()),
        body_hash: Some(ContentHash([7; 32])),
        polled_at: Some(at(1)),
        due_at: at(60),
        read_at: Some(at(-60)),
        distrusted: true,
        failure_count: 3,
        failure: Some("503".into()),
        trouble: Some(Trouble::Throttled),
        failing_since: Some(at(-9)),
        moving: Some(Moving { to: url("https://example.org/new.xml"), since: at(-3), poll_count: 2 }),
        rhythm: vec![1, 0, 255],
    };
    store.save_poll(&failed).unwrap();
    assert_eq!(store.source(id).unwrap().unwrap().poll, failed);
    store.admit(&poll(id, at(120)), &[], at(60)).unwrap();
    assert_eq!(store.source(id).unwrap().unwrap().poll, poll(id, at(120)));
}

fn due_sources_come_longest_due_first(store: &dyn Store) {
    let ids: Vec<SourceId> = (0..3).map(|n| source(store, &format!("https://example.org/{n}"))).collect();
    for (id, due) in ids.iter().zip([30, 10, 20]) {
        store.save_poll(&poll(*id, at(due))).unwrap();
    }
    assert_eq!(store.next_due().unwrap(), Some(at(10)));
    assert_eq!(store.due_sources(at(20), 9).unwrap(), [ids[1], ids[2]]);
    assert_eq!(store.due_sources(at(30), 1).unwrap(), [ids[1]]);
    let job = store.enqueue(&Job::Poll { source_id: ids[1] }, at(20), at(20)).unwrap();
    assert_eq!(store.due_sources(at(20), 9).unwrap(), [ids[2]], "one lies on the queue");
    assert_eq!(store.next_due().unwrap(), Some(at(20)));
    store.lease(at(20), at(80), 9).unwrap();
    assert_eq!(store.due_sources(at(20), 9).unwrap(), [ids[2]], "and is being worked on");
    store.finish(job, &Ending::Dead { reason: "gone".into() }, at(21)).unwrap();
    assert_eq!(store.due_sources(at(20), 9).unwrap(), [ids[1], ids[2]], "a dead letter is no work");
}

fn an_entry_comes_back_as_it_was_announced(store: &dyn Store) {
    let id = source(store, FEED);
    let entry_id = entry(store, id, "https://example.org/1");
    let row = store.entry(entry_id).unwrap().unwrap();
    let expected = new_entry("https://example.org/1");
    assert_eq!((row.id, row.source_id, row.article_id), (entry_id, id, None));
    assert_eq!(row.first_seen_at, at(0));
    assert_eq!(format!("{:?}", row.entry), format!("{expected:?}"));
}

fn admitting_twice_changes_nothing(store: &dyn Store) {
    let id = source(store, FEED);
    let entries = [new_entry("https://example.org/1"), new_entry("https://example.org/2")];
    let first = store.admit(&poll(id, at(60)), &entries, at(0)).unwrap();
    assert_eq!(first, Admitted { new_count: 2, changed_count: 0, known_count: 0 });
    let second = store.admit(&poll(id, at(60)), &entries, at(5)).unwrap();
    assert_eq!(second, Admitted { new_count: 0, changed_count: 0, known_count: 2 });
    assert_eq!(store.backlog(Some(id)).unwrap().fresh_count, 2);
    for job in finish_all(store) {
        assert!(matches!(job, Job::Article { .. }));
    }
    store.admit(&poll(id, at(60)), &entries, at(9)).unwrap();
    assert_eq!(store.backlog(Some(id)).unwrap().fresh_count, 0, "what was done is not asked for again");
}

/// Does all jobs on the queue, one after another.
fn finish_all(store: &dyn Store) -> Vec<Job> {
    let mut done = Vec::new();
    loop {
        let leased = store.lease(at(1000), at(2000), 100).unwrap();
        if leased.is_empty() {
            return done;
        }
        for job in leased {
            store.finish(job.id, &Ending::Done { answer: String::new() }, at(1000)).unwrap();
            done.push(job.job);
        }
    }
}

fn a_source_moves_but_not_onto_another(store: &dyn Store) {
    let (id, other) = (source(store, FEED), source(store, "https://example.org/other.xml"));
    let moving = Moving { to: url("https://example.org/new.xml"), since: at(1), poll_count: 5 };
    store.save_poll(&PollState { moving: Some(moving.clone()), ..poll(id, at(60)) }).unwrap();
    assert!(store.move_source(id, &moving.to, at(9)).unwrap());
    let state = store.source(id).unwrap().unwrap();
    assert_eq!((state.source.url, state.poll.moving), (moving.to, None));
    assert_eq!(state.slug, "news", "its publications stay where they are");
    assert!(!store.move_source(id, &url("https://example.org/other.xml"), at(9)).unwrap());
    assert!(!store.move_source(SourceId(99), &url("https://example.org/far.xml"), at(9)).unwrap());
    assert_eq!(store.source_by_url(&url("https://example.org/other.xml")).unwrap().unwrap().source.id, other);
}

fn readers_are_counted(store: &dyn Store) {
    let id = source(store, FEED);
    let count = || store.source(id).unwrap().unwrap().reader_count;
    assert_eq!(count(), 0);
    store.save_reader_count("news", 12, false).unwrap();
    store.save_reader_count("news", 3, false).unwrap();
    assert_eq!(count(), 12);
    store.save_reader_count("news", 3, true).unwrap();
    assert_eq!(count(), 3);
    store.save_reader_count("nobody", 3, true).unwrap();
}

fn what_is_new_is_told_before_it_is_admitted(store: &dyn Store) {
    let (id, other) = (source(store, FEED), source(store, "https://example.org/other.xml"));
    store.admit(&poll(id, at(60)), &[new_entry("https://example.org/1")], at(0)).unwrap();
    let guids = ["https://example.org/2", "https://example.org/1", "https://example.org/3"];
    assert_eq!(store.unknown_entries(id, &guids).unwrap(), [0, 2]);
    assert_eq!(store.unknown_entries(other, &guids).unwrap(), [0, 1, 2], "another source, other entries");
    assert_eq!(store.unknown_entries(id, &[]).unwrap(), [0; 0]);
}

fn a_changed_entry_is_fetched_again(store: &dyn Store) {
    let id = source(store, FEED);
    let entry_id = entry(store, id, "https://example.org/1");
    let article_id = archived(store, Some(id), "https://example.org/1");
    store.link_entry(entry_id, article_id).unwrap();
    finish_all(store);
    let changed = NewEntry {
        fingerprint: "2".into(),
        title: "新标题".into(),
        url: url("https://m.example.org/1"),
        ..new_entry("https://example.org/1")
    };
    let admitted = store.admit(&poll(id, at(60)), &[changed], at(30)).unwrap();
    assert_eq!(admitted, Admitted { new_count: 0, changed_count: 1, known_count: 0 });
    let row = store.entry(entry_id).unwrap().unwrap();
    assert_eq!(row.entry.title, "新标题");
    assert_eq!(row.article_id, Some(article_id), "it stays linked");
    assert_eq!(row.first_seen_at, at(0));
    let leased = store.lease(at(30), at(90), 9).unwrap();
    assert_eq!(leased.len(), 1);
    assert_eq!(leased[0].job, Job::Article { entry_id });
    assert_eq!(leased[0].host, "m.example.org", "the job goes where the entry points now");
}

fn a_guid_that_stands_twice_names_one_entry(store: &dyn Store) {
    let id = source(store, FEED);
    let first = new_entry("https://example.org/1");
    let twin = NewEntry { fingerprint: "other".into(), title: "twin".into(), ..first.clone() };
    for expected in [
        Admitted { new_count: 1, changed_count: 0, known_count: 0 },
        Admitted { new_count: 0, changed_count: 0, known_count: 1 },
    ] {
        let admitted = store.admit(&poll(id, at(60)), &[first.clone(), twin.clone()], at(0)).unwrap();
        assert_eq!(admitted, expected);
    }
}

fn the_same_guid_in_two_sources_names_two_entries(store: &dyn Store) {
    let one = source(store, "https://example.org/a");
    let two = source(store, "https://example.org/b");
    let first = entry(store, one, "https://example.org/1");
    let second = entry(store, two, "https://example.org/1");
    assert_ne!(first, second);
}

fn an_entry_waits_under_its_address(store: &dyn Store) {
    let (one, two) = (source(store, FEED), source(store, "https://example.com/feed"));
    let first = entry(store, one, "https://example.org/1");
    entry(store, two, "https://example.org/1");
    let waiting = |address: &str| store.waiting_entry(&url(address)).unwrap().map(|row| row.id);
    assert_eq!(waiting("https://example.org/1"), Some(first), "the first of two");
    assert_eq!(waiting("https://example.org/2"), None);
    let article_id = archived(store, Some(one), "1");
    store.link_entry(first, article_id).unwrap();
    assert_ne!(waiting("https://example.org/1"), Some(first), "it has its article");
}

fn a_dead_entry_stays_dead_until_it_changes(store: &dyn Store) {
    let id = source(store, FEED);
    entry(store, id, "https://example.org/1");
    let job = store.lease(at(0), at(60), 1).unwrap().remove(0);
    store.finish(job.id, &Ending::Dead { reason: "404".into() }, at(1)).unwrap();
    let same = new_entry("https://example.org/1");
    store.admit(&poll(id, at(60)), std::slice::from_ref(&same), at(30)).unwrap();
    assert_eq!(store.lease(at(30), at(90), 1).unwrap().len(), 0);
    assert_eq!(store.source(id).unwrap().unwrap().dead_count, 1);
    let changed = NewEntry { fingerprint: "2".into(), ..same };
    store.admit(&poll(id, at(60)), &[changed], at(31)).unwrap();
    let again = store.lease(at(31), at(90), 1).unwrap();
    assert_eq!(again[0].attempt, 1, "it begins anew");
}

fn a_removed_source_admits_nothing(store: &dyn Store) {
    let id = source(store, FEED);
    store.set_active(id, false, at(7)).unwrap();
    let entries = [new_entry("https://example.org/1")];
    let late = store.admit(&poll(id, at(60)), &entries, at(0)).unwrap();
    assert_eq!(late, Admitted::default(), "its poll was under way when it was removed");
    store.set_active(id, true, at(7)).unwrap();
    let admitted = store.admit(&poll(id, at(60)), &entries, at(0)).unwrap();
    assert_eq!(admitted.new_count, 1);
}

fn removing_drops_jobs_and_taking_up_brings_them_back(store: &dyn Store) {
    let id = source(store, FEED);
    let other = source(store, "https://example.com/feed");
    let kept = entry(store, other, "https://example.com/1");
    let had = entry(store, id, "https://example.org/had");
    let dead = entry(store, id, "https://example.org/dead");
    let wanted = entry(store, id, "https://example.org/wanted");
    let article_id = archived(store, Some(id), "had");
    for (number, ending) in
        [(had, Ending::Done { answer: String::new() }), (dead, Ending::Dead { reason: "404".into() })]
    {
        let leased = store.lease(at(1), at(60), 9).unwrap();
        let job = leased.iter().find(|job| job.job == Job::Article { entry_id: number }).unwrap();
        store.finish(job.id, &ending, at(1)).unwrap();
    }
    store.link_entry(had, article_id).unwrap();
    store.enqueue(&Job::Poll { source_id: id }, at(2), at(2)).unwrap();
    store.set_active(id, false, at(7)).unwrap();
    assert_eq!(store.backlog(Some(id)).unwrap().fresh_count, 0);
    assert_eq!(store.backlog(Some(other)).unwrap().fresh_count, 1, "others keep theirs");
    assert!(store.entry(kept).unwrap().is_some() && store.article(article_id).unwrap().is_some());
    store.set_active(id, true, at(7)).unwrap();
    let filter = JobFilter { source_id: Some(id), dead: Some(false), limit: 9 };
    let jobs: Vec<Job> = store.jobs(filter).unwrap().into_iter().map(|view| view.job).collect();
    assert_eq!(jobs, [Job::Article { entry_id: wanted }], "neither what was had nor what is dead");
}

fn facts_change_only_what_they_name(store: &dyn Store) {
    let id = source(store, FEED);
    let before = store.mark(Some(id)).unwrap();
    let title = SourceFacts { title: Some("新闻".into()), ..SourceFacts::default() };
    store.describe_source(id, &title).unwrap();
    let after = store.mark(Some(id)).unwrap();
    assert_ne!(before, after, "a new title changes the publication");
    store.describe_source(id, &title).unwrap();
    store.describe_source(id, &SourceFacts::default()).unwrap();
    assert_eq!(store.mark(Some(id)).unwrap(), after, "the same title does not");
    let rest = SourceFacts {
        title: None,
        home_url: Some(url("https://example.org/home")),
        language: Lang::parse("ja"),
    };
    store.describe_source(id, &rest).unwrap();
    let found = store.source(id).unwrap().unwrap().source;
    assert_eq!(found.title, "新闻");
    assert_eq!((found.home_url, found.language), (rest.home_url, rest.language));
}

fn counts_follow_the_entries(store: &dyn Store) {
    let id = source(store, FEED);
    let entry_id = entry(store, id, "https://example.org/1");
    entry(store, id, "https://example.org/2");
    let counts = |store: &dyn Store| {
        let state = store.source(id).unwrap().unwrap();
        (state.article_count, state.pending_count, state.dead_count, state.last_article_at)
    };
    assert_eq!(counts(store), (0, 2, 0, None));
    let first = store.lease(at(0), at(60), 1).unwrap().remove(0);
    let article_id = archived(store, Some(id), "https://example.org/1");
    store.link_entry(entry_id, article_id).unwrap();
    store.finish(first.id, &Ending::Done { answer: String::new() }, at(1)).unwrap();
    assert_eq!(counts(store), (1, 1, 0, Some(at(10))));
    let second = store.lease(at(1), at(60), 1).unwrap().remove(0);
    store.finish(second.id, &Ending::Dead { reason: "404".into() }, at(2)).unwrap();
    assert_eq!(counts(store), (1, 0, 1, Some(at(10))));
    store.link_entry(entry_id, article_id).unwrap();
    assert_eq!(counts(store).0, 1, "linking twice counts once");
}

fn what_is_not_there_is_not_found(store: &dyn Store) {
    let id = SourceId(404);
    assert!(store.source(id).unwrap().is_none());
    assert!(store.source_by_url(&url(FEED)).unwrap().is_none());
    assert!(store.source_by_slug("none").unwrap().is_none());
    assert!(store.entry(longwire_model::EntryId(404)).unwrap().is_none());
    assert!(!store.set_active(id, true, at(7)).unwrap());
    assert!(!store.set_active(id, false, at(7)).unwrap());
    store.describe_source(id, &SourceFacts::default()).unwrap();
    assert!(store.save_poll(&poll(id, at(0))).is_err());
    assert!(store.admit(&poll(id, at(0)), &[new_entry(FEED)], at(0)).is_err());
    assert!(store.link_entry(longwire_model::EntryId(404), longwire_model::ArticleId(1)).is_err());
}

fn names_are_those_of_all(store: &dyn Store) {
    let ids = ["https://a.example/1", "https://a.example/2"].map(|address| source(store, address));
    store.file_source(ids[1], Some("新闻"), &[], at(1)).unwrap();
    store.set_active(ids[1], false, at(7)).unwrap();
    let names = store.source_names().unwrap();
    assert_eq!(names.iter().map(|name| name.id).collect::<Vec<_>>(), ids);
    assert_eq!((names[0].title.as_str(), names[0].folder.as_deref()), ("要闻", None));
    assert_eq!((names[1].slug.as_str(), names[1].folder.as_deref()), ("news-2", Some("新闻")));
}

fn what_entries_attach_is_kept(store: &dyn Store) {
    let sound = |n: usize| Enclosure {
        url: format!("https://a.example/{n}.mp3").parse().unwrap(),
        media_type: Some("audio/mpeg".into()),
        length_bytes: Some(7),
    };
    let id = source(store, "https://a.example/1");
    let many = (0..ENCLOSURES_MAX + 3).map(sound).chain([sound(0)]).collect();
    let first = NewEntry { enclosures: many, ..new_entry("https://a.example/a") };
    store.admit(&poll(id, at(9)), &[first], at(0)).unwrap();
    let entry_id = entry(store, id, "https://a.example/a");
    let article_id = super::make::archived(store, Some(id), "1");
    store.link_entry(entry_id, article_id).unwrap();
    let kept = store.enclosures(article_id).unwrap();
    assert_eq!(kept, (0..ENCLOSURES_MAX).map(sound).collect::<Vec<_>>());
    assert!(store.enclosures(longwire_model::ArticleId(404)).unwrap().is_empty());
}
