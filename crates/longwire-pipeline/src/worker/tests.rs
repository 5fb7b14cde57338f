use longwire_model::{EntryId, SourceId};

use super::*;

fn leased(job: Job, attempt: u32) -> LeasedJob {
    LeasedJob { id: JobId(7), job, host: "example.org".into(), attempt }
}

fn article(attempt: u32) -> LeasedJob {
    leased(Job::Article { entry_id: EntryId(1) }, attempt)
}

fn again(after: Option<u64>) -> Failure {
    Failure::Again { reason: "reset".into(), after: after.map(Duration::from_secs) }
}

#[track_caller]
fn waits(failure: &Failure, leased: &LeasedJob, least_seconds: u64, most_seconds: u64) {
    let now = Timestamp::from_seconds(1_000);
    let Ending::Retry { due_at, .. } = after(failure, leased, now) else { panic!("not tried again") };
    let wait = due_at.since(now).as_secs_f64();
    assert!(wait >= least_seconds as f64 && wait <= most_seconds as f64, "waited {wait} s");
}

#[test]
fn retries_come_after_one_five_and_thirty_seconds_and_then_minutes() {
    waits(&again(None), &article(1), 1, 2);
    waits(&again(None), &article(2), 5, 7);
    waits(&again(None), &article(3), 30, 38);
    waits(&again(None), &article(4), 120, 150);
}

#[test]
fn the_other_sides_wish_lengthens_the_wait() {
    waits(&again(Some(90)), &article(1), 90, 90);
    waits(&again(Some(2)), &article(3), 30, 38);
}

#[test]
fn what_can_not_be_mended_is_given_up_at_once() {
    let never = Failure::never("gone");
    assert_eq!(
        after(&never, &article(1), Timestamp::from_seconds(0)),
        Ending::Dead { reason: "gone".into() }
    );
}

#[test]
fn a_job_is_given_up_after_its_last_attempt_and_says_so() {
    let poll = leased(Job::Poll { source_id: SourceId(1) }, POLL_ATTEMPTS_MAX);
    let Ending::Dead { reason } = after(&again(None), &poll, Timestamp::from_seconds(0)) else {
        panic!("not given up")
    };
    assert_eq!(reason, "given up after 4 attempts: reset");
}

#[test]
fn jobs_that_failed_together_come_back_apart() {
    let waits: std::collections::HashSet<_> =
        (1..50).map(|n| jittered(Duration::from_secs(30), JobId(n))).collect();
    assert!(waits.len() > 40);
}
