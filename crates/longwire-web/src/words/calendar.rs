//! When something was, by the calendar.

use longwire_model::{Moment, Timestamp};

use super::elapsed::ago;
use super::{Words, filled};

/// One of our own instants, in every form a page needs.
#[derive(Clone, Debug)]
pub(crate) struct Occasion {
    /// For machines: RFC 3339.
    pub(crate) iso: String,
    /// By the calendar, in UTC.
    pub(crate) exact: String,
    /// How long ago.
    pub(crate) ago: String,
}

impl Occasion {
    /// An instant as seen from `now`.
    pub(crate) fn new(words: &Words, at: Timestamp, now: Timestamp) -> Self {
        Self {
            iso: Timestamp::from_seconds(at.seconds()).to_string(),
            exact: moment_in_words(words, Moment::utc(at)),
            ago: ago(words, at, now),
        }
    }
}

/// A moment as its publisher wrote it: their calendar day, and their time of day with their offset where one was given.
pub(crate) fn moment_in_words(words: &Words, moment: Moment) -> String {
    let day = day_in_words(words, moment);
    match (moment, moment.local()) {
        (Moment::Instant { offset_seconds, .. }, Some(local)) => {
            let time =
                format!("{:02}:{:02} {}", local.hour(), local.minute(), offset_in_words(offset_seconds));
            day + words.day_and_time + &time
        }
        _ => day,
    }
}

/// The publisher's calendar day: `12 September 2023`, `2023年9月12日`.
pub(crate) fn day_in_words(words: &Words, moment: Moment) -> String {
    let date = moment.date();
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12;
    words.day.replacen("{d}", &date.day().to_string(), 1).replacen("{m}", words.months[month], 1).replacen(
        "{y}",
        &date.year().to_string(),
        1,
    )
}

/// A month of a year: `March 2026`, `2026年3月`.
pub(crate) fn month_in_words(words: &Words, year: i16, month: i8) -> String {
    let name = words.months[usize::from(month.unsigned_abs()).saturating_sub(1) % 12];
    words.month.replacen("{m}", name, 1).replacen("{y}", &year.to_string(), 1)
}

/// An offset as people write it: `UTC`, `UTC+8`, `UTC−3:30`.
pub(crate) fn offset_in_words(offset_seconds: i32) -> String {
    let minutes = offset_seconds.unsigned_abs() / 60;
    let sign = match offset_seconds {
        _ if minutes == 0 => return "UTC".into(),
        0.. => '+',
        _ => '−',
    };
    match (minutes / 60, minutes % 60) {
        (hours, 0) => filled("UTC{}", &format!("{sign}{hours}")),
        (hours, rest) => filled("UTC{}", &format!("{sign}{hours}:{rest:02}")),
    }
}
