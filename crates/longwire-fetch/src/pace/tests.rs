use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// A host at one second's pace, and the instant it was first seen.
fn host() -> (Pace, Instant) {
    let now = Instant::now();
    (Pace::new(SECOND, now), now)
}

#[test]
fn the_first_request_starts_at_once_and_the_next_a_gap_later() {
    let (mut pace, now) = host();
    assert_eq!(pace.wait(now), Duration::ZERO);
    pace.start(now);
    assert_eq!(pace.wait(now), SECOND);
    assert_eq!(pace.wait(now + SECOND / 4), SECOND * 3 / 4);
    assert_eq!(pace.wait(now + SECOND * 5), Duration::ZERO);
}

#[test]
fn the_gap_also_counts_from_the_end_of_a_slow_answer() {
    let (mut pace, now) = host();
    pace.start(now);
    pace.end(now + SECOND * 3, Reception::Welcome);
    assert_eq!(pace.wait(now + SECOND * 3), SECOND);
}

#[test]
fn a_crawl_delay_lengthens_the_gap_and_never_shortens_it() {
    let (mut pace, now) = host();
    pace.lengthen(SECOND * 5);
    pace.lengthen(SECOND / 2);
    pace.start(now);
    assert_eq!(pace.wait(now), SECOND * 5);
}

#[test]
fn retry_after_holds_the_host() {
    let (mut pace, now) = host();
    pace.start(now);
    pace.end(now, Reception::Strained(Some(SECOND * 90)));
    assert_eq!(pace.wait(now), SECOND * 90);
}

#[test]
fn strain_doubles_the_gap_up_to_a_limit_and_welcome_answers_halve_it_away() {
    let (mut pace, now) = host();
    let mut gaps = Vec::new();
    for _ in 0..3 {
        pace.end(now, Reception::Strained(None));
        gaps.push(pace.gap());
    }
    assert_eq!(gaps, [SECOND * 2, SECOND * 4, SECOND * 8]);
    for _ in 0..20 {
        pace.end(now, Reception::Strained(None));
    }
    assert_eq!(pace.gap(), SECOND + STRAIN_MAX);
    for _ in 0..8 {
        pace.end(now, Reception::Welcome);
    }
    assert_eq!(pace.gap(), SECOND);
}

#[test]
fn a_host_without_a_gap_still_slows_down_when_it_says_so() {
    let now = Instant::now();
    let mut pace = Pace::new(Duration::ZERO, now);
    pace.end(now, Reception::Strained(None));
    assert_eq!(pace.wait(now), STRAIN_MIN);
}

#[test]
fn no_answer_changes_nothing_but_the_turn() {
    let (mut pace, now) = host();
    pace.start(now);
    pace.end(now, Reception::Unknown);
    assert_eq!((pace.wait(now), pace.gap()), (SECOND, SECOND));
}

#[test]
fn a_host_is_idle_once_its_gap_is_over_and_its_strain_is_old() {
    let (mut pace, now) = host();
    pace.start(now);
    assert!(!pace.is_idle(now));
    assert!(pace.is_idle(now + SECOND));
    pace.end(now, Reception::Strained(None));
    assert!(!pace.is_idle(now + SECOND * 10));
    assert!(pace.is_idle(now + STRAIN_REMEMBERED + SECOND * 10));
}
