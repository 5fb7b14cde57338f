use super::*;

const HOUR: u64 = 3_600;

/// A Monday, midnight UTC.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_seconds(1_788_134_400 + minutes * 60)
}

/// A source that has published `per_day` entries, evenly, for eight weeks until [`at`]`(0)`.
fn steady(per_day: i64) -> Rhythm {
    let mut rhythm = Rhythm::new(at(-56 * 1440));
    for day in -56..0 {
        let times: Vec<Appeared> = (0..per_day)
            .map(|n| (n * 1440 / per_day - day * 61).rem_euclid(1440))
            .map(|minute| Appeared::At(at(day * 1440 + minute)))
            .collect();
        rhythm.learn(&times, at((day + 1) * 1440));
    }
    rhythm
}

/// Minutes until the next poll after an answer at the first minute of the week.
fn minutes(rhythm: &Rhythm, fresh: Option<u64>) -> u64 {
    let due = after_answer(rhythm, fresh.map(Duration::from_secs), at(0), &Config::default());
    due.since(at(0)).as_secs() / 60
}

#[test]
fn the_wait_goes_with_the_square_root_of_the_rate() {
    let (rare, often) = (minutes(&steady(6), None), minutes(&steady(96), None));
    assert!((55..=80).contains(&rare), "6 a day: {rare} minutes");
    assert!((14..=20).contains(&often), "sixteen times as many: {often} minutes");
}

#[test]
fn the_wait_stays_between_its_bounds() {
    assert_eq!(minutes(&steady(480), None), 10);
    assert_eq!(minutes(&Rhythm::new(at(-100 * 1440)), None), 360);
    let crossed = Config { poll_interval_min: Duration::from_secs(7 * HOUR), ..Config::default() };
    assert_eq!(after_answer(&steady(6), None, at(0), &crossed), at(7 * 60));
}

#[test]
fn a_new_source_is_taken_to_publish_once_a_day() {
    let wait = minutes(&Rhythm::new(at(0)), None);
    assert!((100..=300).contains(&wait), "{wait} minutes");
}

#[test]
fn freshness_and_the_feeds_own_wish_lengthen_but_never_shorten() {
    let rhythm = steady(96);
    assert_eq!(minutes(&rhythm, Some(2 * HOUR)), 120);
    assert_eq!(minutes(&rhythm, Some(60)), minutes(&rhythm, None));
    assert_eq!(minutes(&rhythm, Some(365 * 24 * HOUR)), 360, "a year of freshness is no reason to be blind");
    let mut wishing = rhythm.clone();
    wishing.wishes.minutes = 60;
    assert_eq!(minutes(&wishing, None), 60);
    wishing.wishes.minutes = u32::MAX;
    assert_eq!(minutes(&wishing, None), 360);
}

#[test]
fn hours_and_days_that_a_feed_skips_are_waited_out() {
    let mut rhythm = steady(96);
    rhythm.wishes.skip_hours = 0b111;
    assert_eq!(minutes(&rhythm, None), 3 * 60);
    rhythm.wishes.skip_hours = 0;
    rhythm.wishes.skip_days = 1;
    assert_eq!(minutes(&rhythm, None), 24 * 60, "no polls on Mondays");
    rhythm.wishes.skip_days = 0x7f;
    assert!(minutes(&rhythm, None) < 60, "one that skips every day skips none");
}

#[test]
fn hours_of_the_week_begin_on_monday() {
    assert_eq!(rhythm::hour_of_week(at(0).seconds()), 0);
    assert_eq!(rhythm::hour_of_week(at(-1).seconds()), 167);
    assert_eq!(rhythm::hour_of_week(0), 3 * 24, "1970 began on a Thursday");
    assert_eq!(rhythm::hour_of_week(-1), 3 * 24 - 1);
}
