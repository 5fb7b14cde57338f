use super::*;
use crate::testing::{NOW_SECONDS, now};
use crate::words::Tongue;

/// So many articles, one each so many hours, the newest an hour ago, written with an offset.
fn every(hours: i64, count: i64, offset_seconds: i32) -> Vec<Moment> {
    let at = |n: i64| Timestamp::from_seconds(NOW_SECONDS - 1_801 - n * hours * HOUR_SECONDS);
    (0..count).map(|n| Moment::Instant { at: at(n), offset_seconds }).collect()
}

#[track_caller]
fn told(moments: &[Moment], expected: &[&str]) {
    assert_eq!(in_words(Tongue::En.words(), moments, now()), expected);
}

#[test]
fn how_often_is_told_in_the_unit_that_fits() {
    told(&every(1, 200, 0), &["about 24 articles a day", "at all hours"]);
    told(&every(24, 8, 0), &["about one article a day"]);
    told(&every(48, 9, 0), &["about 4 articles a week"]);
    told(&every(14 * 24, 2, 0), &["about one article a week"]);
    told(&every(20 * 24, 9, 0), &["about 2 articles a month"]);
}

#[test]
fn a_source_that_is_silent_says_so() {
    let old: Vec<Moment> = every(24, 40, 0).into_iter().skip(30).collect();
    told(&old[..3], &["nothing in the last four weeks"]);
    told(&[], &[]);
}

#[test]
fn a_time_of_day_is_that_of_the_publishers_clock() {
    // Noon in UTC, half an hour before now, is the evening in Beijing.
    told(&every(24, 20, 8 * 3_600), &["about one article a day", "mostly between 19:00 and 20:00 (UTC+8)"]);
    told(&every(24, 20, 0), &["about one article a day", "mostly between 11:00 and 12:00 (UTC)"]);
}

#[test]
fn a_span_may_go_past_midnight() {
    let thirteen_hours = 13 * 3_600;
    let after = every(24, 10, thirteen_hours);
    let before = after.iter().map(|moment| {
        let at = Timestamp::from_seconds(moment.timestamp().seconds() - HOUR_SECONDS);
        Moment::Instant { at, offset_seconds: thirteen_hours }
    });
    let night: Vec<Moment> = after.iter().copied().chain(before).collect();
    told(&night, &["about 2 articles a day", "mostly between 23:00 and 01:00 (UTC+13)"]);
}

#[test]
fn the_most_frequent_offset_is_the_publishers() {
    let moments: Vec<Moment> = every(24, 12, 9 * 3_600).into_iter().chain(every(24, 4, 0)).collect();
    assert_eq!(in_words(Tongue::En.words(), &moments, now())[1], "mostly between 20:00 and 21:00 (UTC+9)");
}

#[test]
fn dates_without_a_time_are_counted_and_tell_no_hour() {
    let days: Vec<Moment> = every(24, 20, 0).into_iter().map(|moment| Moment::Date(moment.date())).collect();
    assert_eq!(in_words(Tongue::En.words(), &days, now()).len(), 1);
}
