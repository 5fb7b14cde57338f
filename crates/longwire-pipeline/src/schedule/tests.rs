use longwire_model::SourceId;

use super::*;

const MINUTE: Duration = Duration::from_secs(60);

/// The gap chosen after a poll whose last gap was `last` minutes (`None`: the first poll).
#[track_caller]
fn check(last: Option<u32>, end: PollEnd, wish: Option<u32>, expected_minutes: u64) {
    let start = Timestamp::from_seconds(1_000_000);
    let before = PollState {
        source_id: SourceId(1),
        etag: None,
        last_modified: None,
        body_hash: None,
        polled_at: last.map(|_| start),
        due_at: start.plus(MINUTE * last.unwrap_or(0)),
        failure_count: 0,
        failure: None,
    };
    let now = before.due_at;
    let due = next_due(&before, end, wish.map(|w| MINUTE * w), now, &Config::default());
    assert_eq!(due.since(now).as_secs() / 60, expected_minutes);
}

#[test]
fn news_draws_the_next_poll_nearer_and_silence_pushes_it_away() {
    check(Some(60), PollEnd::News, None, 30);
    check(Some(60), PollEnd::Quiet, None, 75);
    check(Some(60), PollEnd::Failed, None, 120);
}

#[test]
fn the_gap_stays_between_its_bounds() {
    check(None, PollEnd::News, None, 10);
    check(Some(12), PollEnd::News, None, 10);
    check(Some(350), PollEnd::Quiet, None, 360);
    check(Some(350), PollEnd::Failed, None, 360);
}

#[test]
fn a_publishers_wish_lengthens_but_never_shortens() {
    check(Some(60), PollEnd::News, Some(180), 180);
    check(Some(60), PollEnd::News, Some(5), 30);
    check(Some(60), PollEnd::News, Some(100_000), 24 * 60);
}
