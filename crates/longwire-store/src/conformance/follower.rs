//! Claims about [`Followers`](crate::Followers).

use longwire_model::{ContentHash, FollowerId};

use super::Claim;
use super::make::{archived, at, source, url};
use crate::{Ending, Follower, FollowerLimits, Job, JobFilter, Store, TopicSeen, Wish, Wished};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a wish waits to be verified", a_wish_waits_to_be_verified),
    ("a verified wish holds for its lease", a_verified_wish_holds_for_its_lease),
    ("an unconfirmed wish leaves what was before", an_unconfirmed_wish_leaves_what_was_before),
    ("a newer wish is not answered by an older one", a_newer_wish_is_not_answered_by_an_older_one),
    ("an end that is confirmed forgets the follower", an_end_that_is_confirmed_forgets_the_follower),
    ("ending what is not there is nothing", ending_what_is_not_there_is_nothing),
    ("limits hold for new followers only", limits_hold_for_new_followers_only),
    ("a topic lags when the archive grows", a_topic_lags_when_the_archive_grows),
    ("followers are told of changed bodies only", followers_are_told_of_changed_bodies_only),
    ("a change while telling is told too", a_change_while_telling_is_told_too),
    ("a failed follower is left alone until its time", a_failed_follower_is_left_alone),
    ("who renews misses nothing", who_renews_misses_nothing),
    ("leases end", leases_end),
    ("dead letters go with the follower and its topic", dead_letters_go_with_the_follower),
];

const TOPIC: &str = "https://here.example/feeds/news.rss";
const CALLBACK: &str = "https://there.example/callback?a=b";
const LIMITS: FollowerLimits = FollowerLimits { total_max: 10, per_host_max: 10 };

fn to_follow(lease_seconds: u32) -> Wish {
    Wish::Follow { secret: Some("秘密".into()), lease_seconds }
}

fn wish(store: &dyn Store, callback: &str, wish: &Wish, now: i64) -> Wished {
    store.wish(&url(TOPIC), &url(callback), wish, LIMITS, at(now)).unwrap()
}

#[track_caller]
fn kept(wished: Wished) -> FollowerId {
    let Wished::Kept(id) = wished else { panic!("{wished:?}") };
    id
}

/// A follower whose lease runs from the moment zero for a thousand seconds.
fn live(store: &dyn Store) -> FollowerId {
    let id = kept(wish(store, CALLBACK, &to_follow(1000), 0));
    store.wish_verified(id, at(0), at(0)).unwrap();
    id
}

fn get(store: &dyn Store, id: FollowerId) -> Follower {
    store.follower(id).unwrap().unwrap()
}

fn due(store: &dyn Store, now: i64) -> Vec<FollowerId> {
    store.due_followers(at(now), 10).unwrap()
}

/// A look at the topic of a follower that finds a body.
fn look(store: &dyn Store, id: FollowerId, body: u8, now: i64) {
    let topic = get(store, id).topic;
    let body = Some((ContentHash([body; 32]), Some(format!("\"{body}\""))));
    let seen = TopicSeen { archive_mark: topic.archive_mark, body };
    store.topic_seen(topic.id, &seen, at(now)).unwrap();
}

fn a_wish_waits_to_be_verified(store: &dyn Store) {
    let id = kept(wish(store, CALLBACK, &to_follow(1000), 3));
    let follower = get(store, id);
    assert_eq!((follower.topic.url.as_str(), follower.callback.as_str()), (TOPIC, CALLBACK));
    assert_eq!(follower.asked, Some((to_follow(1000), at(3))));
    assert!(!follower.is_live(at(3)));
    assert_eq!(due(store, 3), [id]);
    assert_eq!(store.follower_count(at(3)).unwrap(), 0);
    let job = Job::Follower { follower_id: id };
    let job_id = store.enqueue(&job, at(3), at(3)).unwrap();
    assert_eq!(due(store, 3), []);
    let leased = store.lease(at(3), at(60), 10).unwrap();
    assert_eq!((&leased[0].job, leased[0].host.as_str()), (&job, "there.example"));
    store.finish(job_id, &Ending::Done { answer: String::new() }, at(3)).unwrap();
}

fn a_verified_wish_holds_for_its_lease(store: &dyn Store) {
    let id = live(store);
    let follower = get(store, id);
    assert_eq!(follower.asked, None);
    assert_eq!(follower.secret.as_deref(), Some("秘密"));
    assert_eq!(follower.lease_until, Some(at(1000)));
    assert!(follower.is_live(at(999)) && !follower.is_live(at(1000)));
    assert_eq!((store.follower_count(at(999)).unwrap(), store.follower_count(at(1000)).unwrap()), (1, 0));
    assert_eq!(due(store, 999), [], "there is nothing to say");
}

fn an_unconfirmed_wish_leaves_what_was_before(store: &dyn Store) {
    let never = kept(wish(store, "https://no.example/", &to_follow(1000), 0));
    store.drop_wish(never, at(0), at(1)).unwrap();
    assert!(store.follower(never).unwrap().is_none());
    let id = live(store);
    assert_eq!(kept(wish(store, CALLBACK, &Wish::End, 5)), id);
    store.drop_wish(id, at(5), at(6)).unwrap();
    let follower = get(store, id);
    assert_eq!((follower.asked.as_ref(), follower.is_live(at(6))), (None, true));
}

fn a_newer_wish_is_not_answered_by_an_older_one(store: &dyn Store) {
    let id = live(store);
    wish(store, CALLBACK, &Wish::End, 5);
    wish(store, CALLBACK, &to_follow(2000), 6);
    store.wish_verified(id, at(5), at(7)).unwrap();
    assert_eq!(get(store, id).asked, Some((to_follow(2000), at(6))));
    store.drop_wish(id, at(5), at(7)).unwrap();
    assert_eq!(get(store, id).asked, Some((to_follow(2000), at(6))));
}

fn an_end_that_is_confirmed_forgets_the_follower(store: &dyn Store) {
    let id = live(store);
    let topic_id = get(store, id).topic.id;
    wish(store, CALLBACK, &Wish::End, 5);
    store.wish_verified(id, at(5), at(6)).unwrap();
    assert!(store.follower(id).unwrap().is_none());
    assert!(store.topic(topic_id).unwrap().is_none(), "nobody follows it any more");
}

fn ending_what_is_not_there_is_nothing(store: &dyn Store) {
    assert_eq!(wish(store, CALLBACK, &Wish::End, 0), Wished::Nothing);
    assert_eq!(due(store, 0), []);
}

fn limits_hold_for_new_followers_only(store: &dyn Store) {
    let ask = |callback: &str, total_max, per_host_max| {
        let limits = FollowerLimits { total_max, per_host_max };
        store.wish(&url(TOPIC), &url(callback), &to_follow(10), limits, at(0)).unwrap()
    };
    kept(ask("https://a.example/1", 2, 1));
    assert_eq!(ask("https://a.example/2", 2, 1), Wished::TooMany, "one a host");
    kept(ask("https://a.example:8443/2", 2, 1));
    assert_eq!(ask("https://b.example/", 2, 1), Wished::TooMany, "two altogether");
    kept(ask("https://a.example/1", 2, 1));
}

fn a_topic_lags_when_the_archive_grows(store: &dyn Store) {
    let id = live(store);
    let topic = get(store, id).topic;
    let lagging = |now| store.due_topics(at(now), 10).unwrap();
    assert_eq!(lagging(0), [topic.id], "never looked at");
    look(store, id, 1, 1);
    assert_eq!(lagging(1), []);
    archived(store, Some(source(store, "https://example.org/feed.xml")), "https://example.org/1");
    assert_eq!(lagging(0), [], "looked at a moment ago");
    assert_eq!(lagging(1), [topic.id]);
    let job_id = store.enqueue(&Job::Topic { topic_id: topic.id }, at(1), at(1)).unwrap();
    assert_eq!(lagging(1), []);
    store.finish(job_id, &Ending::Done { answer: String::new() }, at(1)).unwrap();
    let unchanged = TopicSeen { archive_mark: get(store, id).topic.archive_mark, body: None };
    store.topic_seen(topic.id, &unchanged, at(2)).unwrap();
    assert_eq!(lagging(9), []);
    assert_eq!(get(store, id).topic.etag.as_deref(), Some("\"1\""));
}

fn followers_are_told_of_changed_bodies_only(store: &dyn Store) {
    let id = live(store);
    look(store, id, 1, 1);
    look(store, id, 1, 2);
    assert_eq!(due(store, 2), [], "the first look and the same again are no change");
    look(store, id, 2, 3);
    assert_eq!(due(store, 3), [id]);
    store.follower_told(id, get(store, id).topic.version, at(4)).unwrap();
    assert_eq!(due(store, 9), []);
}

fn a_change_while_telling_is_told_too(store: &dyn Store) {
    let id = live(store);
    look(store, id, 1, 1);
    look(store, id, 2, 2);
    let version = get(store, id).topic.version;
    look(store, id, 3, 3);
    store.follower_told(id, version, at(4)).unwrap();
    assert_eq!(due(store, 4), [id]);
}

fn a_failed_follower_is_left_alone(store: &dyn Store) {
    let id = live(store);
    look(store, id, 1, 1);
    look(store, id, 2, 2);
    store.follower_failed(id, "it hung up", at(60)).unwrap();
    look(store, id, 3, 3);
    assert_eq!((due(store, 59), due(store, 60)), (vec![], vec![id]));
    assert_eq!(get(store, id).failure_count, 1);
    store.follower_told(id, get(store, id).topic.version, at(61)).unwrap();
    assert_eq!(get(store, id).failure_count, 0);
}

fn who_renews_misses_nothing(store: &dyn Store) {
    let id = live(store);
    look(store, id, 1, 1);
    look(store, id, 2, 2);
    wish(store, CALLBACK, &to_follow(3000), 3);
    store.wish_verified(id, at(3), at(4)).unwrap();
    assert_eq!(get(store, id).lease_until, Some(at(3004)));
    assert_eq!(due(store, 4), [id], "what came before is still to be told");
    let new = kept(wish(store, "https://new.example/", &to_follow(10), 5));
    store.wish_verified(new, at(5), at(5)).unwrap();
    assert_eq!(due(store, 5), [id], "a new one has just read the publication");
}

fn leases_end(store: &dyn Store) {
    let id = live(store);
    look(store, id, 1, 1);
    look(store, id, 2, 2);
    assert_eq!(due(store, 1000), [], "nobody is told after the end");
    store.end_expired_followers(at(999)).unwrap();
    assert!(store.follower(id).unwrap().is_some());
    store.end_expired_followers(at(1000)).unwrap();
    assert!(store.follower(id).unwrap().is_none());
    assert_eq!(store.due_topics(at(1000), 10).unwrap(), []);
}

fn dead_letters_go_with_the_follower(store: &dyn Store) {
    let id = live(store);
    let topic_id = get(store, id).topic.id;
    for job in [Job::Follower { follower_id: id }, Job::Topic { topic_id }] {
        let job_id = store.enqueue(&job, at(1), at(1)).unwrap();
        store.finish(job_id, &Ending::Dead { reason: "a defect".into() }, at(2)).unwrap();
    }
    let count = || store.jobs(JobFilter { source_id: None, dead: Some(true), limit: 9 }).unwrap().len();
    assert_eq!(count(), 2);
    store.end_follower(id).unwrap();
    assert_eq!(count(), 0);
}
