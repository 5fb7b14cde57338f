//! Claims about [`Pushes`](crate::Pushes).

use longwire_model::{PushId, SourceId};

use super::Claim;
use super::make::{at, source, url};
use crate::{DELIVERIES_WAITING_MAX, Ending, Job, JobFilter, NewPush, Push, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("an announced hub is due at once", an_announced_hub_is_due_at_once),
    ("the same hub announced again changes nothing", the_same_hub_announced_again_changes_nothing),
    ("another hub, or none, ends the arrangement", another_hub_ends_the_arrangement),
    ("a removed source leaves its hub", a_removed_source_leaves_its_hub),
    ("a removed source announces no hub", a_removed_source_announces_no_hub),
    ("a verified request is live until its lease ends", a_verified_request_is_live_until_its_lease_ends),
    ("a hub that verified before it failed did not fail", a_hub_that_verified_before_it_failed_did_not_fail),
    ("a denied arrangement is not live and is asked for again", a_denied_arrangement_is_not_live),
    ("an arrangement on the queue is not due twice", an_arrangement_on_the_queue_is_not_due_twice),
    ("hubs that know another address of ours are asked anew", hubs_that_know_another_address_are_asked_anew),
    ("a delivery is kept with its job until it is admitted", a_delivery_is_kept_with_its_job),
    ("deliveries that pile up become a poll", deliveries_that_pile_up_become_a_poll),
    ("an arrangement that ends takes its deliveries along", an_arrangement_that_ends_takes_its_deliveries),
    ("dead letters go with what they were about", dead_letters_go_with_what_they_were_about),
    ("forged deliveries are counted apart", forged_deliveries_are_counted_apart),
];

const FEED: &str = "https://example.org/feed.xml";
const CALLBACKS: &str = "https://here.example/websub/";

fn announced(token: &str, hub: &str) -> NewPush {
    NewPush {
        hub_url: url(hub),
        topic_url: url(FEED),
        token: token.into(),
        secret: format!("{token}-secret"),
    }
}

fn begin(store: &dyn Store) -> (SourceId, Push) {
    let id = source(store, FEED);
    store.announce_hub(id, Some(&announced("t1", "https://hub.example/")), at(0)).unwrap();
    (id, store.push_of(id).unwrap().unwrap())
}

fn due(store: &dyn Store, seconds: i64) -> Vec<PushId> {
    store.due_pushes(at(seconds), 100).unwrap()
}

fn an_announced_hub_is_due_at_once(store: &dyn Store) {
    let (id, push) = begin(store);
    assert_eq!(push.source_id, id);
    assert_eq!((push.hub_url.as_str(), push.topic_url.as_str()), ("https://hub.example/", FEED));
    assert_eq!((push.token.as_str(), push.secret.as_str()), ("t1", "t1-secret"));
    assert!(push.wanted && push.live_until(at(0)).is_none());
    assert_eq!(due(store, 0), [push.id]);
    assert_eq!(store.push(push.id).unwrap().as_ref(), Some(&push));
    assert_eq!(store.push_by_token("t1").unwrap().as_ref(), Some(&push));
    assert_eq!(store.push_by_token("t2").unwrap(), None);
}

fn the_same_hub_announced_again_changes_nothing(store: &dyn Store) {
    let (id, push) = begin(store);
    store.announce_hub(id, Some(&announced("t2", "https://hub.example/")), at(5)).unwrap();
    assert_eq!(store.push_of(id).unwrap(), Some(push));
    assert_eq!(store.push_by_token("t2").unwrap(), None);
}

fn another_hub_ends_the_arrangement(store: &dyn Store) {
    let (id, first) = begin(store);
    store.push_asked(first.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    store.announce_hub(id, Some(&announced("t2", "https://other.example/")), at(5)).unwrap();
    let second = store.push_of(id).unwrap().unwrap();
    assert_eq!(second.token, "t2");
    let left = store.push(first.id).unwrap().unwrap();
    assert!(!left.wanted, "its hub is still to be told");
    assert_eq!(due(store, 5), [first.id, second.id]);
    store.announce_hub(id, None, at(6)).unwrap();
    assert_eq!(store.push_of(id).unwrap(), None);
    assert_eq!(store.push(second.id).unwrap(), None, "a hub that was never asked need not be told");
    store.end_push(first.id).unwrap();
    assert_eq!(store.push_by_token("t1").unwrap(), None);
}

fn a_removed_source_leaves_its_hub(store: &dyn Store) {
    let (id, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    store.push_verified(push.id, at(2), at(1000), at(900)).unwrap();
    store.set_active(id, false, at(7)).unwrap();
    let left = store.push(push.id).unwrap().unwrap();
    assert_eq!((left.wanted, left.live_until(at(3))), (false, None));
    assert_eq!(due(store, 3), [push.id]);
    store.push_verified(push.id, at(4), at(2000), at(1900)).unwrap();
    assert_eq!(due(store, 5), [push.id], "a hub that verifies too late changes nothing");
}

fn a_removed_source_announces_no_hub(store: &dyn Store) {
    let id = source(store, FEED);
    store.set_active(id, false, at(7)).unwrap();
    store.announce_hub(id, Some(&announced("t1", "https://hub.example/")), at(0)).unwrap();
    assert_eq!(store.push_of(id).unwrap(), None);
}

fn a_verified_request_is_live_until_its_lease_ends(store: &dyn Store) {
    let (_, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    assert_eq!(due(store, 599), []);
    store.push_verified(push.id, at(2), at(1000), at(900)).unwrap();
    let push = store.push(push.id).unwrap().unwrap();
    assert_eq!((push.asked_at, push.verified_at), (Some(at(1)), Some(at(2))));
    assert_eq!(push.live_until(at(999)), Some(at(1000)));
    assert_eq!(push.live_until(at(1000)), None);
    assert_eq!(due(store, 899), []);
    assert_eq!(due(store, 900), [push.id]);
}

fn a_hub_that_verified_before_it_failed_did_not_fail(store: &dyn Store) {
    let (_, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    store.push_verified(push.id, at(2), at(1000), at(900)).unwrap();
    store.push_failed(push.id, at(1), "it hung up", at(30)).unwrap();
    let known = store.push(push.id).unwrap().unwrap();
    assert_eq!((known.ask_count, known.failure, known.due_at), (0, None, at(900)));
    store.push_asked(push.id, &url(CALLBACKS), at(900), at(1500)).unwrap();
    store.push_failed(push.id, at(900), "it hung up", at(930)).unwrap();
    let known = store.push(push.id).unwrap().unwrap();
    assert_eq!((known.ask_count, known.failure.as_deref(), known.due_at), (1, Some("it hung up"), at(930)));
    assert_eq!(known.live_until(at(901)), Some(at(1000)), "the lease runs on");
}

fn a_denied_arrangement_is_not_live(store: &dyn Store) {
    let (_, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    store.push_verified(push.id, at(2), at(1000), at(900)).unwrap();
    store.push_denied(push.id, "not for you", at(5000)).unwrap();
    let known = store.push(push.id).unwrap().unwrap();
    assert_eq!((known.live_until(at(3)), known.failure.as_deref()), (None, Some("not for you")));
    assert_eq!((due(store, 4999), due(store, 5000)), (vec![], vec![push.id]));
}

fn hubs_that_know_another_address_are_asked_anew(store: &dyn Store) {
    let (_, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    store.push_verified(push.id, at(2), at(1000), at(900)).unwrap();
    store.move_callbacks(&url(CALLBACKS), at(3)).unwrap();
    assert_eq!(due(store, 3), []);
    store.move_callbacks(&url("https://elsewhere.example/websub/"), at(4)).unwrap();
    assert_eq!(due(store, 4), [push.id]);
}

fn an_arrangement_on_the_queue_is_not_due_twice(store: &dyn Store) {
    let (id, push) = begin(store);
    let job = Job::Push { push_id: push.id };
    let job_id = store.enqueue(&job, at(0), at(0)).unwrap();
    assert_eq!(due(store, 1), []);
    let leased = store.lease(at(0), at(60), 10).unwrap();
    assert_eq!((&leased[0].job, leased[0].host.as_str()), (&job, "hub.example"));
    assert_eq!(store.job(job_id).unwrap().unwrap().source_id, Some(id));
    store.finish(job_id, &Ending::Done { answer: String::new() }, at(1)).unwrap();
    assert_eq!(due(store, 1), [push.id], "what is still due when its job has ended is due again");
}

fn a_delivery_is_kept_with_its_job(store: &dyn Store) {
    let (id, push) = begin(store);
    let kept = store.keep_delivery(push.id, Some("application/rss+xml"), "<rss/>消息".as_bytes(), at(7));
    let delivery_id = kept.unwrap().unwrap();
    let delivery = store.delivery(delivery_id).unwrap().unwrap();
    assert_eq!(delivery.push.source_id, id);
    assert_eq!((delivery.push.delivery_count, delivery.push.delivered_at), (1, Some(at(7))));
    assert_eq!(delivery.content_type.as_deref(), Some("application/rss+xml"));
    assert_eq!((&delivery.body[..], delivery.received_at), ("<rss/>消息".as_bytes(), at(7)));
    let leased = store.lease(at(7), at(60), 10).unwrap();
    assert_eq!(leased[0].job, Job::Delivery { delivery_id });
    assert_eq!(leased[0].host, "", "it speaks to nobody and waits for no turn");
    store.end_delivery(delivery_id).unwrap();
    assert!(store.delivery(delivery_id).unwrap().is_none());
}

fn deliveries_that_pile_up_become_a_poll(store: &dyn Store) {
    let (id, push) = begin(store);
    for _ in 0..DELIVERIES_WAITING_MAX {
        assert!(store.keep_delivery(push.id, None, b"x", at(1)).unwrap().is_some());
    }
    assert_eq!(store.keep_delivery(push.id, None, b"x", at(2)).unwrap(), None);
    let jobs = store.jobs(JobFilter { source_id: Some(id), dead: Some(false), limit: 100 }).unwrap();
    assert_eq!(jobs.len(), DELIVERIES_WAITING_MAX + 1);
    assert!(jobs.iter().any(|job| job.job == Job::Poll { source_id: id }));
}

fn an_arrangement_that_ends_takes_its_deliveries(store: &dyn Store) {
    let (id, push) = begin(store);
    store.push_asked(push.id, &url(CALLBACKS), at(1), at(600)).unwrap();
    let first = store.keep_delivery(push.id, None, b"x", at(1)).unwrap().unwrap();
    store.announce_hub(id, None, at(2)).unwrap();
    assert!(store.delivery(first).unwrap().is_none());
    let second = store.keep_delivery(push.id, None, b"x", at(3)).unwrap().unwrap();
    store.end_push(push.id).unwrap();
    assert!(store.delivery(second).unwrap().is_none());
}

fn dead_letters_go_with_what_they_were_about(store: &dyn Store) {
    let (_, push) = begin(store);
    let delivery_id = store.keep_delivery(push.id, None, b"x", at(1)).unwrap().unwrap();
    let dead = Ending::Dead { reason: "a defect".into() };
    for job in [Job::Push { push_id: push.id }, Job::Delivery { delivery_id }] {
        let id = store.enqueue(&job, at(1), at(1)).unwrap();
        store.finish(id, &dead, at(2)).unwrap();
    }
    let count = || store.jobs(JobFilter { source_id: None, dead: Some(true), limit: 9 }).unwrap().len();
    assert_eq!(count(), 2);
    store.end_push(push.id).unwrap();
    assert_eq!(count(), 0, "and so does the delivery's");
}

fn forged_deliveries_are_counted_apart(store: &dyn Store) {
    let (_, push) = begin(store);
    store.count_forged(push.id).unwrap();
    store.count_forged(push.id).unwrap();
    let known = store.push(push.id).unwrap().unwrap();
    assert_eq!((known.forged_count, known.delivery_count, known.delivered_at), (2, 0, None));
}
