//! Dates in running text, as people write them in pages.
//!
//! [`find`] walks a text once and returns every date in it that can mean only
//! one day; [`in_address`] reads the date that many publishers put into their
//! addresses. Forms are rows of tables (months, eras, units, words around a
//! clock), so a language is added by adding rows.
//!
//! - Year first: `2023年9月12日`, `2023-09-12T15:45`, `2023. 9. 12.`, `20230912`.
//! - Day or month first: `12/09/2023`, `12. September 2023`, `Sept. 12, 2023`.
//! - Eras: `民國112年`, `令和5年`; full-width digits and `二〇二三年九月十二日`.
//! - Relative: `3小时前`, `昨天 12:30`, `2 hours ago`; only where [`Habits::now`] is known.
//! - A time of day and a zone are taken along where they stand beside the date.
//!
//! What could mean two days (`05/09/2023` where nobody knows which stands first)
//! or none (`30 February`) is left out. Time is linear in the text: every attempt
//! looks at no more than a few dozen characters.
//!
//! Deliberately absent: the clock, and any opinion on what a date is the date of.

mod address;
mod calendar;
mod clock;
mod cursor;
mod name;
mod relative;

use std::ops::Range;

use jiff::civil;
use longwire_model::Moment;

pub use address::in_address;
use cursor::Cursor;

/// Longest text that is looked at, in bytes; the rest of it is ignored.
pub const TEXT_BYTES_MAX: usize = 64 << 10;

/// Most dates returned of one text.
pub const FOUND_MAX: usize = 256;

/// Earliest year believed: before it, nobody published on the web, but archives go back to print.
const YEAR_MIN: i16 = 1900;
/// Latest year believed.
const YEAR_MAX: i16 = 2100;

/// What is known about whoever wrote the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Habits<'a> {
    /// Its language, as a BCP 47 tag.
    pub language: Option<&'a str>,
    /// Whether `05/09/2023` is in September (`true`) or in May. `None`: refuse to say.
    pub day_first: Option<bool>,
    /// What the writer's wall clock showed when the text was read. Without it
    /// relative dates and dates without a year are left out.
    pub now: Option<civil::DateTime>,
}

/// The zone written beside a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenZone {
    /// Seconds east of UTC.
    Offset(i32),
    /// An abbreviation that means a place whose clocks are put forward in summer: the IANA name of the place.
    Place(&'static str),
}

/// How a date was written: how far it may be trusted in bare text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With day, month and a year of four digits or an era.
    Full,
    /// As eight digits in a row: a date, or a number that looks like one.
    Compact,
    /// With a year of two digits.
    ShortYear,
    /// Without a year: the latest such day that is not in the future.
    NoYear,
    /// Relative to now.
    Relative,
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes, time and zone included.
    pub range: Range<usize>,
    /// The day.
    pub date: civil::Date,
    /// The time of day, where one stands beside it.
    pub time: Option<civil::Time>,
    /// The zone, where one stands beside the time.
    pub zone: Option<WrittenZone>,
    /// How it was written.
    pub form: Form,
}

impl Found {
    /// The moment. A time without a zone is read in `zone` (an IANA name);
    /// without that too only the day is sure, so only the day is returned.
    pub fn moment(&self, zone: Option<&str>) -> Moment {
        let instant = || {
            let local = self.date.to_datetime(self.time?);
            let offset = match self.zone {
                Some(WrittenZone::Offset(seconds)) => seconds,
                Some(WrittenZone::Place(place)) => crate::zone::offset_at(place, local)?,
                None => crate::zone::offset_at(zone?, local)?,
            };
            Moment::from_civil(local, offset)
        };
        instant().unwrap_or(Moment::Date(self.date))
    }
}

/// Every date in a text, in order. Never fails; see the module for limits.
pub fn find(text: &str, habits: &Habits<'_>) -> Vec<Found> {
    let text = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
    let mut found = Vec::new();
    let mut at = 0;
    let mut previous = ' ';
    while let Some(c) = text[at..].chars().next() {
        let starts = if cursor::digit(c).is_some() {
            // Inside a number, a version (`v2.0`) or a word (`mp3`) no date begins.
            cursor::digit(previous).is_none() && !previous.is_ascii_alphabetic()
        } else if crate::cjk::is_cjk(c) {
            name::opens_date(c)
        } else {
            c.is_alphabetic() && (!previous.is_alphabetic() || crate::cjk::is_cjk(previous))
        };
        if starts && let Some(hit) = read_at(Cursor::new(text, at), habits) {
            at = hit.range.end;
            previous = ' ';
            found.push(hit);
            if found.len() == FOUND_MAX {
                break;
            }
            continue;
        }
        previous = c;
        at += c.len_utf8();
    }
    found
}

/// The first date in a text.
pub fn first(text: &str, habits: &Habits<'_>) -> Option<Found> {
    find(text, habits).into_iter().next()
}

/// The date that begins exactly here, with the time and zone around it.
fn read_at(start: Cursor<'_>, habits: &Habits<'_>) -> Option<Found> {
    if let Some(found) = relative::read(start, habits) {
        return Some(found);
    }
    if let Some((date, form, after)) = calendar::read(start, habits) {
        let mut found = Found { range: start.at..after.at, date, time: None, zone: None, form };
        if let Some((time, zone, end)) = clock::after_date(after, habits) {
            found.time = Some(time);
            found.zone = zone;
            found.range.end = end.at;
            if let Some(year_end) = calendar::trailing_year(&mut found, end) {
                found.range.end = year_end;
            }
        }
        return Some(found);
    }
    let (time, zone, after) = clock::before_date(start, habits)?;
    let (date, form, end) = calendar::read(after, habits)?;
    Some(Found { range: start.at..end.at, date, time: Some(time), zone, form })
}

#[cfg(test)]
mod tests;
