//! Dates in feeds: RFC 822 and RFC 3339 as specified, and as they are really written.
//!
//! One field holds one date, so reading is by parts rather than by pattern: the
//! time of day is found first, what follows it is a zone, what remains is
//! a day, a month and a year in an order that its shape tells.
//!
//! - [`parse`] is the door.
//! - A date without a time stays a date; a time without a zone is read in the
//!   zone the caller names, else in UTC.
//! - `01/02/2004` is month first, as RSS of that time meant it, unless only the
//!   other order is possible; `01.02.2004` is day first.
//! - Deliberately absent: dates relative to now, dates inside sentences.
//!
//! Specs: RFC 3339, RFC 822 §5 with RFC 1123 §5.2.14, ISO 8601, W3C-DTF, C `asctime`.

mod calendar;
mod month;
mod scan;
mod zone;

use jiff::civil;
use jiff::tz::TimeZone;
use longwire_model::{Moment, Timestamp};

/// Longest field looked at, in bytes. No date needs as many.
pub const DATE_BYTES_MAX: usize = 100;

/// Reads the date of a feed's date field. `None` where there is none to be sure of.
///
/// `zone` is where times without a zone are taken to be; UTC without it.
pub fn parse(written: &str, zone: Option<&TimeZone>) -> Option<Moment> {
    let written = written.trim();
    if written.is_empty() || written.len() > DATE_BYTES_MAX {
        return None;
    }
    if written.bytes().all(|b| b.is_ascii_digit()) {
        return digits_only(written);
    }
    let parts = scan::scan(written)?;
    let date = calendar::date(&parts)?;
    let Some(time) = parts.time else { return Some(Moment::Date(date)) };
    // 24:00 is the end of the day, and a leap second its last one.
    let (hour, extra_day) = if time.hour == 24 { (0, 1) } else { (time.hour, 0) };
    let clock = civil::Time::new(hour, time.minute, time.second.min(59), time.nanosecond).ok()?;
    let date = (0..extra_day).try_fold(date, |day, _| day.tomorrow()).ok()?;
    let local = date.to_datetime(clock);
    match (parts.offset_seconds, zone) {
        (Some(offset), _) => Moment::from_civil(local, offset),
        (None, Some(zone)) => {
            let at = zone.to_ambiguous_timestamp(local).compatible().ok()?;
            Moment::from_civil(local, zone.to_offset(at).seconds())
        }
        (None, None) => Moment::from_civil(local, 0),
    }
}

/// `2004`, `200401`, `20040131`, `20040131194821`, and Unix seconds or milliseconds.
fn digits_only(written: &str) -> Option<Moment> {
    let number = |range: std::ops::Range<usize>| written.get(range)?.parse::<i16>().ok();
    let day = |month: i16, day: i16| {
        civil::Date::new(number(0..4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match written.len() {
        4 => day(1, 1).map(Moment::Date),
        6 => day(number(4..6)?, 1).map(Moment::Date),
        7 => calendar::ordinal(number(0..4)?, number(4..7)?).map(Moment::Date),
        8 => day(number(4..6)?, number(6..8)?).map(Moment::Date),
        9 | 10 => written.parse().ok().map(|s| Moment::utc(Timestamp::from_seconds(s))),
        12 | 13 => written.parse().ok().map(|ms| Moment::utc(Timestamp::from_millis(ms))),
        14 => {
            let part = |range| number(range).and_then(|n| i8::try_from(n).ok());
            let time = civil::Time::new(part(8..10)?, part(10..12)?, part(12..14)?, 0).ok()?;
            Moment::from_civil(day(number(4..6)?, number(6..8)?)?.to_datetime(time), 0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
