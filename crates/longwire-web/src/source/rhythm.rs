//! How often a source publishes, and when in the day, in words for its page.
//!
//! Read from what the publisher dates its newest articles with; undated ones teach
//! nothing. The schedule has a finer rhythm of its own, which no page shows.

use longwire_model::{Moment, Timestamp};

use crate::words::{Words, filled, offset_in_words};

/// Articles that are looked at, the newest.
pub(super) const LOOKED_AT_MAX: usize = 200;
/// A source is told by its last four weeks.
const LATELY_SECONDS: i64 = 28 * DAY_SECONDS;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;
const HOUR_SECONDS: i64 = 60 * 60;
/// Fewer dated articles than this have no time of day.
const HABIT_MIN: usize = 10;
/// So many in a hundred articles stand for "mostly".
const MOSTLY_PERCENT: usize = 80;
/// A span of more hours is no time of day.
const SPAN_HOURS_MAX: usize = 12;

/// The rhythm of a source in phrases: how often, and when in the day where it has a habit.
/// Nothing where no article is dated.
pub(super) fn in_words(words: &Words, moments: &[Moment], now: Timestamp) -> Vec<String> {
    let age = |moment: &Moment| now.seconds() - moment.timestamp().seconds();
    let Some(oldest) = moments.iter().map(age).max() else { return Vec::new() };
    let lately = moments.iter().filter(|moment| age(moment) < LATELY_SECONDS).count() as i64;
    let days = oldest.clamp(DAY_SECONDS, LATELY_SECONDS) as f64 / DAY_SECONDS as f64;
    let mut phrases = vec![how_often(words, lately as f64 / days)];
    if let Some(habit) = habit(words, moments) {
        phrases.push(habit);
    }
    phrases
}

fn how_often(words: &Words, a_day: f64) -> String {
    let w = &words.listing;
    let (phrase, count) = match a_day {
        a_day if a_day <= 0.0 => return w.nothing_lately.to_owned(),
        a_day if a_day >= 0.95 => (w.a_day, a_day),
        a_day if a_day * 7.0 >= 0.95 => (w.a_week, a_day * 7.0),
        a_day => (w.a_month, a_day * 30.0),
    };
    phrase.of(count.round().max(1.0) as u64)
}

/// The shortest span of hours in which most articles appear, by the publisher's clock.
fn habit(words: &Words, moments: &[Moment]) -> Option<String> {
    let timed: Vec<(i64, i32)> = moments.iter().filter_map(second_and_offset).collect();
    if timed.len() < HABIT_MIN {
        return None;
    }
    let offset = most_frequent(timed.iter().map(|(_, offset)| *offset))?;
    let mut counts = [0_usize; 24];
    for (second, _) in &timed {
        let of_day = (second + i64::from(offset)).rem_euclid(DAY_SECONDS);
        counts[(of_day / HOUR_SECONDS) as usize] += 1;
    }
    let within =
        |from: usize, hours: usize| (from..from + hours).map(|hour| counts[hour % 24]).sum::<usize>();
    let enough = (timed.len() * MOSTLY_PERCENT).div_ceil(100);
    let span = (1..=SPAN_HOURS_MAX).find_map(|hours| {
        let from =
            (0..24).filter(|from| within(*from, hours) >= enough).max_by_key(|from| within(*from, hours))?;
        Some((from, (from + hours) % 24))
    });
    let Some((from, to)) = span else { return Some(words.listing.all_day.to_owned()) };
    let hour = |hour: usize| format!("{hour:02}:00");
    let phrase = filled(&filled(words.listing.between, &hour(from)), &hour(to));
    Some(filled(&phrase, &offset_in_words(offset)))
}

/// An instant in seconds and its offset; `None` for a date, or a midnight that stands for one.
fn second_and_offset(moment: &Moment) -> Option<(i64, i32)> {
    let Moment::Instant { at, offset_seconds } = moment else { return None };
    let is_midnight = (at.seconds() + i64::from(*offset_seconds)).rem_euclid(DAY_SECONDS) == 0;
    (!is_midnight).then_some((at.seconds(), *offset_seconds))
}

fn most_frequent(values: impl Iterator<Item = i32>) -> Option<i32> {
    let mut sorted: Vec<i32> = values.collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
}

#[cfg(test)]
mod tests;
