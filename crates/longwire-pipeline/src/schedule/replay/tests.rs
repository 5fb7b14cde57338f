use super::*;

#[path = "publishers.rs"]
mod publishers;

use publishers::{BEGIN, KINDS, times};

const DAY: Duration = Duration::from_secs(24 * 3_600);
const FIXED: Duration = Duration::from_secs(15 * 60);

/// The last of four weeks of a hundred sources: by the schedule, and every fifteen minutes.
fn last_week(config: &Config) -> (Replayed, Replayed) {
    let (mut learned, mut fixed) = (Replayed::default(), Replayed::default());
    let (count_from, until) = (BEGIN.plus(DAY * 21), BEGIN.plus(DAY * 28));
    for kind in &KINDS {
        for n in 0..kind.share {
            let times = times(kind, u64::from(n) + 1, 4);
            learned.add(&replay(&times, BEGIN, count_from, until, config));
            fixed.add(&replay_fixed(&times, count_from, until, FIXED));
        }
    }
    (learned, fixed)
}

#[test]
fn the_schedule_makes_far_fewer_requests_at_no_greater_median_delay() {
    let (learned, fixed) = last_week(&Config::default());
    assert_eq!(learned.delays.len(), fixed.delays.len(), "nothing is missed");
    let median = |of: &Replayed| of.delay_at(0.5).as_secs();
    assert!(median(&learned) <= median(&fixed), "{} s, not {}", median(&learned), median(&fixed));
    let share = learned.request_count as f64 / fixed.request_count as f64;
    assert!(share < 0.3, "{:.1}% of the requests", 100.0 * share);
    assert!(KINDS.iter().all(|kind| !kind.name.is_empty()));
}

#[test]
fn a_fixed_poll_finds_an_entry_half_a_gap_late() {
    let times: Vec<Timestamp> = (1..=1000).map(|n| BEGIN.plus(Duration::from_secs(n * 601))).collect();
    let fixed = replay_fixed(&times, BEGIN, BEGIN.plus(DAY * 7), FIXED);
    assert_eq!(fixed.delays.len(), 1000);
    assert!((430..470).contains(&fixed.delay_at(0.5).as_secs()), "{:?}", fixed.delay_at(0.5));
    assert_eq!(fixed.request_count, 7 * 96 - 1);
}

#[test]
fn nothing_published_is_nothing_late() {
    let silent = replay(&[], BEGIN, BEGIN, BEGIN.plus(DAY * 7), &Config::default());
    assert_eq!(silent.delay_at(0.5), Duration::ZERO);
    assert!(silent.request_count <= 7 * 24 / 5, "{} polls of a source without news", silent.request_count);
}
