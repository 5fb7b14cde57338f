//! Claims about [`Queue`](crate::Queue).

use longwire_model::{JobId, PollState, SourceId};

use super::Claim;
use super::make::{archived, at, entry, new_entry, poll, source, url};
use crate::{Backlog, Ending, Job, JobFilter, JobState, Settled, Store, WorkerLeaseTaken};

pub(crate) const CLAIMS: &[Claim] = &[
    ("the same job lies on the queue once", the_same_job_lies_on_the_queue_once),
    ("a job that is not due is not handed out", a_job_that_is_not_due_is_not_handed_out),
    ("a host has one turn at a time", a_host_has_one_turn_at_a_time),
    ("a port makes another host", a_port_makes_another_host),
    ("longest due comes first", longest_due_comes_first),
    ("a host that is not to be spoken to has no turn", a_host_not_to_be_spoken_to_has_no_turn),
    ("hosts take turns", hosts_take_turns),
    ("a lease that ran out is given back", a_lease_that_ran_out_is_given_back),
    ("a heartbeat keeps a lease, and never shortens it", a_heartbeat_keeps_a_lease),
    ("a done job keeps its answer until it is forgotten", a_done_job_keeps_its_answer),
    ("a failed job comes again when it is due", a_failed_job_comes_again_when_due),
    ("a dead letter keeps its reason and can be asked for anew", a_dead_letter_keeps_its_reason),
    ("a postponed attempt does not count", a_postponed_attempt_does_not_count),
    ("attempts and polls are settled together", attempts_and_polls_are_settled_together),
    ("due sources are put on the queue once", due_sources_are_put_on_the_queue_once),
    ("what ended stays ended", what_ended_stays_ended),
    ("a dropped job stays dropped", a_dropped_job_stays_dropped),
    ("the next moment to ask is known", the_next_moment_to_ask_is_known),
    ("jobs are listed by filter", jobs_are_listed_by_filter),
    ("the backlog tells fresh from late", the_backlog_tells_fresh_from_late),
    ("a picture waits for the turn of its own host", a_picture_waits_for_its_own_host),
    ("a wish for a folder is not lost", a_wish_for_a_folder_is_not_lost),
    ("one worker holds the lease", one_worker_holds_the_lease),
    ("taking the lease gives leased jobs back", taking_the_lease_gives_leased_jobs_back),
    ("a page is asked for once and keeps its address", a_page_is_asked_for_once),
    ("a job about nothing is refused", a_job_about_nothing_is_refused),
];

fn subscribe(address: &str) -> Job {
    Job::Subscribe { url: url(address), folder: None, private: false }
}

fn enqueue(store: &dyn Store, address: &str, due: i64) -> JobId {
    store.enqueue(&subscribe(address), at(due), at(0)).unwrap()
}

/// The numbers of the jobs handed out at a moment, leased for a minute.
fn lease(store: &dyn Store, now: i64) -> Vec<JobId> {
    store.lease(at(now), at(now + 60), 100).unwrap().iter().map(|job| job.id).collect()
}

fn done() -> Ending {
    Ending::Done { answer: String::new() }
}

fn the_same_job_lies_on_the_queue_once(store: &dyn Store) {
    let id = source(store, "https://example.org/feed");
    let job = Job::Poll { source_id: id };
    let first = store.enqueue(&job, at(50), at(0)).unwrap();
    assert_eq!(store.enqueue(&job, at(90), at(0)).unwrap(), first);
    assert_eq!(store.job(first).unwrap().unwrap().due_at, at(50), "no later than asked for");
    assert_eq!(store.enqueue(&job, at(20), at(0)).unwrap(), first);
    assert_eq!(store.job(first).unwrap().unwrap().due_at, at(20));
    assert_eq!(lease(store, 20), [first]);
    assert_eq!(store.enqueue(&job, at(20), at(20)).unwrap(), first, "also while it is worked on");
    store.finish(first, &done(), at(21)).unwrap();
    assert_ne!(store.enqueue(&job, at(30), at(30)).unwrap(), first, "done is done");
}

fn a_job_that_is_not_due_is_not_handed_out(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 10);
    assert_eq!(lease(store, 9), []);
    let leased = store.lease(at(10), at(70), 9).unwrap();
    assert_eq!(leased.len(), 1);
    assert_eq!((leased[0].id, leased[0].attempt, leased[0].host.as_str()), (id, 1, "a.example"));
    assert_eq!(leased[0].job, subscribe("https://a.example/"));
    assert_eq!(store.job(id).unwrap().unwrap().state, JobState::Leased);
}

fn a_host_has_one_turn_at_a_time(store: &dyn Store) {
    let first = enqueue(store, "https://a.example/1", 0);
    let second = enqueue(store, "http://a.example/2", 0);
    let other = enqueue(store, "https://b.example/", 0);
    let mut leased = lease(store, 0);
    leased.sort();
    assert_eq!(leased, [first, other]);
    assert_eq!(lease(store, 1), []);
    store.finish(first, &done(), at(2)).unwrap();
    assert_eq!(lease(store, 2), [second]);
}

fn a_port_makes_another_host(store: &dyn Store) {
    enqueue(store, "http://127.0.0.1:8001/", 0);
    enqueue(store, "http://127.0.0.1:8002/", 0);
    enqueue(store, "http://[::1]:8001/", 0);
    enqueue(store, "http://user:word@example.org:80/", 0);
    let leased = store.lease(at(0), at(60), 9).unwrap();
    let mut hosts: Vec<&str> = leased.iter().map(|job| job.host.as_str()).collect();
    hosts.sort_unstable();
    assert_eq!(hosts, ["127.0.0.1:8001", "127.0.0.1:8002", "[::1]:8001", "example.org"]);
}

fn longest_due_comes_first(store: &dyn Store) {
    let third = enqueue(store, "https://c.example/", 30);
    let first = enqueue(store, "https://b.example/", 10);
    let second = enqueue(store, "https://a.example/", 20);
    let behind = enqueue(store, "https://b.example/later", 11);
    let two = store.lease(at(60), at(120), 2).unwrap();
    assert_eq!(two.iter().map(|job| job.id).collect::<Vec<_>>(), [first, second]);
    assert_eq!(lease(store, 60), [third]);
    store.finish(first, &done(), at(61)).unwrap();
    assert_eq!(lease(store, 61), [behind]);
}

fn a_host_not_to_be_spoken_to_has_no_turn(store: &dyn Store) {
    store.save_hosts_next(&[("a.example".into(), at(30))]).unwrap();
    let waiting = enqueue(store, "https://a.example/", 0);
    let free = enqueue(store, "https://b.example/", 0);
    assert_eq!(lease(store, 0), [free]);
    assert_eq!(lease(store, 29), []);
    assert_eq!(lease(store, 30), [waiting]);
    store.save_hosts_next(&[("a.example".into(), at(0))]).unwrap();
    assert_eq!(lease(store, 31), [], "it has a leased job still");
}

fn hosts_take_turns(store: &dyn Store) {
    for n in 0..3 {
        for host in ["a", "b", "c"] {
            enqueue(store, &format!("https://{host}.example/{n}"), 0);
        }
    }
    let mut met = Vec::new();
    for second in 0..9 {
        let leased = store.lease(at(second), at(second + 60), 1).unwrap().remove(0);
        store.save_hosts_next(&[(leased.host.clone(), at(second + 1))]).unwrap();
        store.finish(leased.id, &done(), at(second)).unwrap();
        met.push(leased.host);
    }
    for turn in met.chunks(3) {
        let mut turn = turn.to_vec();
        turn.sort();
        assert_eq!(turn, ["a.example", "b.example", "c.example"], "{met:?}");
    }
}

fn a_lease_that_ran_out_is_given_back(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    assert_eq!(lease(store, 0), [id]);
    assert_eq!(lease(store, 59), []);
    let again = store.lease(at(60), at(120), 9).unwrap();
    assert_eq!((again[0].id, again[0].attempt), (id, 2));
}

fn a_heartbeat_keeps_a_lease(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    let idle = enqueue(store, "https://b.example/", 500);
    lease(store, 0);
    store.heartbeat(&[id, idle, JobId(404)], at(100)).unwrap();
    store.heartbeat(&[id], at(50)).unwrap();
    assert_eq!(lease(store, 99), []);
    assert_eq!(lease(store, 100), [id]);
    assert_eq!(store.job(idle).unwrap().unwrap().state, JobState::Pending, "only leased jobs have a heart");
}

fn a_done_job_keeps_its_answer(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    store.finish(id, &Ending::Done { answer: "{\"slug\":\"新\"}".into() }, at(5)).unwrap();
    let view = store.job(id).unwrap().unwrap();
    assert_eq!(view.state, JobState::Done { answer: "{\"slug\":\"新\"}".into() });
    store.forget_done(at(5)).unwrap();
    assert!(store.job(id).unwrap().is_some(), "finished before, not at");
    store.forget_done(at(6)).unwrap();
    assert!(store.job(id).unwrap().is_none());
}

fn a_failed_job_comes_again_when_due(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    store.finish(id, &Ending::Retry { due_at: at(9), reason: "timed out".into() }, at(1)).unwrap();
    let view = store.job(id).unwrap().unwrap();
    assert_eq!((view.state, view.attempt_count), (JobState::Pending, 1));
    assert_eq!(view.failure.as_deref(), Some("timed out"));
    assert_eq!(lease(store, 8), []);
    let again = store.lease(at(9), at(60), 9).unwrap();
    assert_eq!((again[0].id, again[0].attempt), (id, 2));
}

fn a_dead_letter_keeps_its_reason(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    store.finish(id, &Ending::Dead { reason: "no feed there".into() }, at(1)).unwrap();
    let view = store.job(id).unwrap().unwrap();
    assert_eq!(view.state, JobState::Dead { reason: "no feed there".into() });
    assert_eq!(lease(store, 100), []);
    store.forget_done(at(1000)).unwrap();
    assert!(store.job(id).unwrap().is_some(), "dead letters are not forgotten");
    let anew = enqueue(store, "https://a.example/", 50);
    let view = store.job(anew).unwrap().unwrap();
    assert_eq!((view.state, view.attempt_count, view.due_at), (JobState::Pending, 0, at(50)));
    assert_eq!(store.backlog(None).unwrap().dead_count, 0, "it is replaced");
}

fn a_postponed_attempt_does_not_count(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    assert_eq!(lease(store, 0), [id]);
    store.finish(id, &Ending::Postponed { due_at: at(30) }, at(1)).unwrap();
    let view = store.job(id).unwrap().unwrap();
    assert_eq!((view.state, view.attempt_count, view.failure), (JobState::Pending, 0, None));
    assert_eq!(lease(store, 29), []);
    assert_eq!(store.lease(at(30), at(90), 1).unwrap()[0].attempt, 1);
}

fn attempts_and_polls_are_settled_together(store: &dyn Store) {
    let source_id = source(store, "https://example.org/feed");
    let polled = store.enqueue(&Job::Poll { source_id }, at(0), at(0)).unwrap();
    let other = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    let outcome = PollState { failure_count: 2, ..poll(source_id, at(900)) };
    let settled = Settled {
        polls: vec![outcome.clone(), poll(SourceId(99), at(1))],
        traffic: Vec::new(),
        endings: vec![(polled, done()), (other, Ending::Dead { reason: "no".into() }), (JobId(99), done())],
    };
    store.settle(&settled, at(5)).unwrap();
    assert_eq!(store.source(source_id).unwrap().unwrap().poll, outcome);
    assert_eq!(store.job(polled).unwrap().unwrap().state, JobState::Done { answer: String::new() });
    assert_eq!(store.job(other).unwrap().unwrap().state, JobState::Dead { reason: "no".into() });
}

fn due_sources_are_put_on_the_queue_once(store: &dyn Store) {
    let ids: Vec<SourceId> = (0..3).map(|n| source(store, &format!("https://{n}.example/"))).collect();
    store.save_poll(&poll(ids[1], at(99))).unwrap();
    assert_eq!(store.enqueue_due(at(0), 1).unwrap(), 1);
    assert_eq!(store.enqueue_due(at(0), 9).unwrap(), 1);
    assert_eq!(store.enqueue_due(at(0), 9).unwrap(), 0, "they lie there already");
    assert_eq!(lease(store, 0).len(), 2);
    assert_eq!(store.enqueue_due(at(0), 9).unwrap(), 0, "or are worked on");
}

fn what_ended_stays_ended(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    store.finish(id, &done(), at(1)).unwrap();
    store.finish(id, &Ending::Retry { due_at: at(2), reason: "late".into() }, at(2)).unwrap();
    store.finish(id, &Ending::Dead { reason: "later".into() }, at(3)).unwrap();
    assert!(matches!(store.job(id).unwrap().unwrap().state, JobState::Done { .. }));
    assert_eq!(lease(store, 100), []);
}

fn a_dropped_job_stays_dropped(store: &dyn Store) {
    let id = source(store, "https://a.example/feed");
    let job = store.enqueue(&Job::Poll { source_id: id }, at(0), at(0)).unwrap();
    lease(store, 0);
    store.set_active(id, false, at(7)).unwrap();
    store.finish(job, &Ending::Retry { due_at: at(1), reason: "x".into() }, at(1)).unwrap();
    assert!(store.job(job).unwrap().is_none());
    let next = enqueue(store, "https://a.example/next", 0);
    assert_eq!(lease(store, 2), [next], "and its host is free");
}

fn the_next_moment_to_ask_is_known(store: &dyn Store) {
    assert_eq!(store.next_job_due().unwrap(), None);
    let first = enqueue(store, "https://a.example/1", 10);
    enqueue(store, "https://a.example/2", 20);
    assert_eq!(store.next_job_due().unwrap(), Some(at(10)));
    assert_eq!(lease(store, 10), [first]);
    assert_eq!(store.next_job_due().unwrap(), Some(at(70)), "its host is busy until the lease runs out");
    enqueue(store, "https://b.example/", 30);
    assert_eq!(store.next_job_due().unwrap(), Some(at(30)));
    store.save_hosts_next(&[("b.example".into(), at(40))]).unwrap();
    assert_eq!(store.next_job_due().unwrap(), Some(at(40)));
    store.finish(first, &done(), at(11)).unwrap();
    assert_eq!(store.next_job_due().unwrap(), Some(at(20)));
}

fn jobs_are_listed_by_filter(store: &dyn Store) {
    let id = source(store, "https://s.example/feed");
    let other = source(store, "https://t.example/feed");
    let entry_id = entry(store, id, "https://s.example/1");
    let late = store.enqueue(&Job::Poll { source_id: id }, at(90), at(0)).unwrap();
    let elsewhere = store.enqueue(&Job::Poll { source_id: other }, at(50), at(0)).unwrap();
    let list = |source_id: Option<SourceId>, dead| {
        let jobs = store.jobs(JobFilter { source_id, dead, limit: 9 }).unwrap();
        jobs.into_iter().map(|view| (view.subject, view.source_id)).collect::<Vec<_>>()
    };
    let entry_row = ("https://s.example/1".to_owned(), Some(id));
    let poll_row = ("https://s.example/feed".to_owned(), Some(id));
    let other_row = ("https://t.example/feed".to_owned(), Some(other));
    assert_eq!(list(None, Some(false)), [entry_row.clone(), other_row.clone(), poll_row.clone()]);
    assert_eq!(list(Some(id), Some(false)), [entry_row.clone(), poll_row.clone()]);
    assert_eq!(list(None, Some(true)), []);
    for (now, job) in [(90, late), (91, elsewhere)] {
        store.finish(job, &Ending::Dead { reason: "x".into() }, at(now)).unwrap();
    }
    assert_eq!(list(None, Some(true)), [other_row, poll_row.clone()], "newest first");
    assert_eq!(list(Some(id), Some(true)), [poll_row]);
    assert_eq!(list(Some(id), None).len(), 2);
    assert_eq!(store.jobs(JobFilter { limit: 1, ..JobFilter::default() }).unwrap().len(), 1);
    let first = store.jobs(JobFilter { source_id: Some(id), dead: Some(false), limit: 1 }).unwrap();
    assert_eq!(first[0].job, Job::Article { entry_id });
}

fn the_backlog_tells_fresh_from_late(store: &dyn Store) {
    let id = source(store, "https://s.example/feed");
    store.admit(&poll(id, at(60)), &[new_entry("https://s.example/1")], at(0)).unwrap();
    enqueue(store, "https://t.example/", 500);
    let fresh = |fresh_count| Backlog { fresh_count, ..Backlog::default() };
    assert_eq!(store.backlog(None).unwrap(), fresh(2));
    for attempt in 1..=4 {
        let job = store.lease(at(attempt), at(attempt + 60), 1).unwrap().remove(0);
        assert_eq!(store.backlog(Some(id)).unwrap(), fresh(1), "attempt {attempt} is under way");
        store.finish(job.id, &Ending::Retry { due_at: at(attempt + 1), reason: "x".into() }, at(0)).unwrap();
    }
    assert_eq!(store.backlog(Some(id)).unwrap(), Backlog { late_count: 1, ..Backlog::default() });
    let job = store.lease(at(9), at(60), 1).unwrap().remove(0);
    assert_eq!(store.backlog(Some(id)).unwrap().late_count, 1);
    store.finish(job.id, &done(), at(10)).unwrap();
    assert_eq!(store.backlog(Some(id)).unwrap(), Backlog { done_count: 1, ..Backlog::default() });
    let all = Backlog { fresh_count: 1, late_count: 0, done_count: 1, dead_count: 0 };
    assert_eq!(store.backlog(None).unwrap(), all);
}

fn a_picture_waits_for_its_own_host(store: &dyn Store) {
    let source_id = source(store, "https://s.example/feed");
    let article_id = archived(store, Some(source_id), "1");
    let wanted = Job::Picture { article_id, url: url("https://img.example/1.jpg") };
    let id = store.enqueue(&wanted, at(0), at(0)).unwrap();
    let view = store.job(id).unwrap().unwrap();
    assert_eq!((view.job, view.source_id), (wanted, Some(source_id)));
    assert_eq!(view.subject, "https://img.example/1.jpg");
    let leased = store.lease(at(0), at(60), 9).unwrap();
    assert!(leased.iter().any(|job| job.id == id && job.host == "img.example"));
}

fn a_wish_for_a_folder_is_not_lost(store: &dyn Store) {
    let folder = Some("新闻".into());
    let filed = Job::Subscribe { url: url("https://a.example/"), folder, private: true };
    let id = enqueue(store, "https://a.example/", 0);
    assert_eq!(store.enqueue(&filed, at(0), at(0)).unwrap(), id);
    assert_eq!(enqueue(store, "https://a.example/", 0), id);
    let view = store.job(id).unwrap().unwrap();
    assert_eq!(view.job, filed);
    assert_eq!((view.subject.as_str(), view.source_id), ("https://a.example/", None));
}

fn one_worker_holds_the_lease(store: &dyn Store) {
    let WorkerLeaseTaken::Taken(lease) = store.take_worker_lease("longwire serve (process 1)").unwrap()
    else {
        panic!("nobody has it");
    };
    match store.take_worker_lease("longwire poll (process 2)").unwrap() {
        WorkerLeaseTaken::HeldBy { holder } => assert_eq!(holder, "longwire serve (process 1)"),
        WorkerLeaseTaken::Taken(_) => panic!("it is held"),
    }
    drop(lease);
    assert!(matches!(store.take_worker_lease("again").unwrap(), WorkerLeaseTaken::Taken(_)));
}

fn taking_the_lease_gives_leased_jobs_back(store: &dyn Store) {
    let id = enqueue(store, "https://a.example/", 0);
    lease(store, 0);
    let Ok(WorkerLeaseTaken::Taken(_lease)) = store.take_worker_lease("longwire") else {
        panic!("nobody has it");
    };
    assert_eq!(lease(store, 1), [id], "its worker is gone");
}

fn a_page_is_asked_for_once(store: &dyn Store) {
    let job = Job::Page { url: url("https://a.example/%E8%A6%81?x=1") };
    let id = store.enqueue(&job, at(0), at(0)).unwrap();
    assert_eq!(store.enqueue(&job, at(0), at(0)).unwrap(), id);
    let view = store.job(id).unwrap().unwrap();
    assert_eq!((view.job, view.subject.as_str()), (job.clone(), "https://a.example/%E8%A6%81?x=1"));
    let leased = store.lease(at(0), at(60), 9).unwrap();
    assert_eq!((leased[0].host.as_str(), &leased[0].job), ("a.example", &job));
}

fn a_job_about_nothing_is_refused(store: &dyn Store) {
    assert!(store.enqueue(&Job::Poll { source_id: SourceId(404) }, at(0), at(0)).is_err());
    let entry_id = longwire_model::EntryId(404);
    assert!(store.enqueue(&Job::Article { entry_id }, at(0), at(0)).is_err());
    assert!(store.job(JobId(404)).unwrap().is_none());
    store.finish(JobId(404), &done(), at(0)).unwrap();
    assert_eq!(store.backlog(None).unwrap(), Backlog::default());
}
