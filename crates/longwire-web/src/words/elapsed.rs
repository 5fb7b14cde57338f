//! How long ago something was.

use longwire_model::Timestamp;

use super::Words;

const MINUTE_SECONDS: u64 = 60;
const HOUR_SECONDS: u64 = 60 * MINUTE_SECONDS;
const DAY_SECONDS: u64 = 24 * HOUR_SECONDS;
/// A mean month; a phrase that speaks of months need not know which ones.
const MONTH_SECONDS: u64 = 30 * DAY_SECONDS + 10 * HOUR_SECONDS;
const YEAR_SECONDS: u64 = 365 * DAY_SECONDS;

/// How long before `now` this was, in the largest unit that holds at least one.
/// What lies ahead, by a clock that is wrong, was just now.
pub(super) fn ago(words: &Words, then: Timestamp, now: Timestamp) -> String {
    let seconds = now.since(then).as_secs();
    let (phrase, unit) = match seconds {
        0..MINUTE_SECONDS => return words.just_now.to_owned(),
        MINUTE_SECONDS..HOUR_SECONDS => (words.minutes_ago, MINUTE_SECONDS),
        HOUR_SECONDS..DAY_SECONDS => (words.hours_ago, HOUR_SECONDS),
        DAY_SECONDS..MONTH_SECONDS => (words.days_ago, DAY_SECONDS),
        MONTH_SECONDS..YEAR_SECONDS => (words.months_ago, MONTH_SECONDS),
        _ => (words.years_ago, YEAR_SECONDS),
    };
    phrase.of(seconds / unit)
}
