use super::*;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// Minutes until the next poll after the first and after the ninth failure in a row.
#[track_caller]
fn check(trouble: Trouble, first_minutes: u64, ninth_minutes: u64) {
    let since = Timestamp::from_seconds(0);
    let wait = |count| after_failure(trouble, count, since, None, since).since(since).as_secs() / 60;
    assert_eq!((wait(1), wait(9)), (first_minutes, ninth_minutes), "{trouble:?}");
}

#[test]
fn every_kind_has_its_own_waits() {
    check(Trouble::Unreachable, 10, 6 * HOUR);
    check(Trouble::Truncated, 10, 6 * HOUR);
    check(Trouble::Empty, 10, 6 * HOUR);
    check(Trouble::ServerError, 15, 6 * HOUR);
    check(Trouble::TooSlow, 30, 6 * HOUR);
    check(Trouble::Dns, 30, DAY);
    check(Trouble::Throttled, 30, DAY);
    check(Trouble::RobotsUnavailable, HOUR, DAY);
    check(Trouble::NotFound, HOUR, DAY);
    check(Trouble::SoftNotFound, HOUR, DAY);
    check(Trouble::Tls, HOUR, DAY);
    check(Trouble::Redirects, HOUR, DAY);
    check(Trouble::NoArticles, HOUR, DAY);
    check(Trouble::NotAFeed, HOUR, DAY);
    check(Trouble::FeedElsewhere, HOUR, DAY);
    check(Trouble::Status, 2 * HOUR, DAY);
    for challenge in [Trouble::Cloudflare, Trouble::DataDome, Trouble::Akamai, Trouble::Captcha] {
        check(challenge, 6 * HOUR, 2 * DAY);
    }
    check(Trouble::Forbidden, 6 * HOUR, 2 * DAY);
    check(Trouble::ConsentWall, 6 * HOUR, 2 * DAY);
    check(Trouble::LoginWall, 6 * HOUR, 2 * DAY);
    check(Trouble::Disallowed, DAY, DAY);
    for lasting in [Trouble::Gone, Trouble::Login, Trouble::Payment, Trouble::Legal, Trouble::TooLarge] {
        check(lasting, DAY, 7 * DAY);
    }
    check(Trouble::BadAddress, DAY, 7 * DAY);
    check(Trouble::PrivateAddress, DAY, 7 * DAY);
    check(Trouble::Setup, 10, HOUR);
}

#[test]
fn a_source_that_failed_for_weeks_is_asked_once_a_week_and_never_dropped() {
    let since = Timestamp::from_seconds(0);
    let now = since.plus(GONE_AFTER);
    for trouble in Trouble::ALL.into_iter().filter(|trouble| *trouble != Trouble::Setup) {
        let wait = after_failure(trouble, u32::MAX, since, None, now).since(now);
        assert_eq!(wait, Duration::from_secs(7 * 86_400), "{trouble:?}");
    }
}

#[test]
fn what_the_host_asked_for_lengthens_the_wait_up_to_a_day() {
    let now = Timestamp::from_seconds(0);
    let wait = |asked| {
        after_failure(Trouble::Throttled, 1, now, Some(Duration::from_secs(asked)), now).since(now).as_secs()
    };
    assert_eq!(wait(7_200), 7_200);
    assert_eq!(wait(5), 1_800);
    assert_eq!(wait(315_360_000), 86_400, "ten years are a day");
}

#[test]
fn only_what_passes_within_seconds_is_tried_again_at_once() {
    let tried: Vec<Trouble> = Trouble::ALL.into_iter().filter(|trouble| rule(*trouble).tries > 0).collect();
    assert_eq!(
        tried,
        [
            Trouble::Dns,
            Trouble::Unreachable,
            Trouble::TooSlow,
            Trouble::ServerError,
            Trouble::Empty,
            Trouble::Truncated
        ]
    );
}
