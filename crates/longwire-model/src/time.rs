//! Instants, and moments as publishers write them.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;

/// An instant: microseconds since 1970-01-01T00:00:00Z. Ours, never a publisher's claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Earliest instant kept: 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000_000);
    /// Latest instant kept: 9999-12-30T22:00:00Z.
    pub const MAX: Self = Self(253_402_207_200_000_000);

    /// From microseconds since the Unix epoch, clamped to [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// From milliseconds since the Unix epoch, clamped likewise.
    pub fn from_millis(millis: i64) -> Self {
        Self::from_micros(millis.saturating_mul(1_000))
    }

    /// From seconds since the Unix epoch, clamped likewise.
    pub fn from_seconds(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(1_000_000))
    }

    /// A constant instant, from seconds since the Unix epoch that lie between the two ends.
    pub const fn from_seconds_const(seconds: i64) -> Self {
        let micros = seconds * 1_000_000;
        assert!(micros >= Self::MIN.0 && micros <= Self::MAX.0);
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds since the Unix epoch, rounded down.
    pub fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This instant moved by a span; clamped at the ends.
    #[must_use]
    pub fn plus(self, span: std::time::Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.0.saturating_add(micros))
    }

    /// How long after `earlier` this is; zero when it is not after.
    pub fn since(self, earlier: Self) -> std::time::Duration {
        std::time::Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).expect("the constructors clamp to what jiff holds")
    }
}

/// RFC 3339 in UTC: whole seconds, or milliseconds or microseconds where there are any.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.jiff().fmt(f)
    }
}

/// A moment as a publisher wrote it: an instant with the offset it was written
/// in, or a bare calendar date.
///
/// A date without a time stays a date: giving it a midnight would invent a fact.
/// Written and read as RFC 3339 (`2023-09-12T15:45:00+02:00`, `…Z`) or `2023-09-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A point in time and the publisher's offset from UTC, in seconds.
    Instant {
        /// The point in time.
        at: Timestamp,
        /// Seconds east of UTC; between -25:59:59 and +25:59:59.
        offset_seconds: i32,
    },
    /// A day in the publisher's calendar.
    Date(civil::Date),
}

impl Moment {
    /// A moment at a UTC instant, written with `Z`.
    pub fn utc(at: Timestamp) -> Self {
        Self::Instant { at, offset_seconds: 0 }
    }

    /// A moment from the publisher's wall clock and offset. `None` when the offset or the
    /// instant is outside what a [`Timestamp`] holds.
    pub fn from_civil(local: civil::DateTime, offset_seconds: i32) -> Option<Self> {
        let at = Offset::from_seconds(offset_seconds).ok()?.to_timestamp(local).ok()?;
        Some(Self::Instant { at: Timestamp::from_micros(at.as_microsecond()), offset_seconds })
    }

    /// The instant to sort by: for a bare date its midnight UTC.
    pub fn timestamp(self) -> Timestamp {
        match self {
            Self::Instant { at, .. } => at,
            Self::Date(date) => Offset::UTC
                .to_timestamp(date.at(0, 0, 0, 0))
                .map_or(Timestamp::MIN, |at| Timestamp::from_micros(at.as_microsecond())),
        }
    }

    /// The publisher's calendar day.
    pub fn date(self) -> civil::Date {
        match self {
            Self::Instant { at, offset_seconds } => {
                Offset::from_seconds(offset_seconds).unwrap_or(Offset::UTC).to_datetime(at.jiff()).date()
            }
            Self::Date(date) => date,
        }
    }

    /// The publisher's wall clock, where a time of day was given.
    pub fn local(self) -> Option<civil::DateTime> {
        match self {
            Self::Instant { at, offset_seconds } => {
                Some(Offset::from_seconds(offset_seconds).unwrap_or(Offset::UTC).to_datetime(at.jiff()))
            }
            Self::Date(_) => None,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Instant { at, offset_seconds: 0 } => at.fmt(f),
            Self::Instant { at, offset_seconds } => {
                let offset = Offset::from_seconds(offset_seconds).unwrap_or(Offset::UTC);
                at.jiff().display_with_offset(offset).fmt(f)
            }
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// The text is neither RFC 3339 nor `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMoment;

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither an RFC 3339 instant nor a YYYY-MM-DD date")
    }
}

impl std::error::Error for NotAMoment {}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        if text.len() == 10 {
            return text.parse().map(Self::Date).map_err(|_| NotAMoment);
        }
        let at: jiff::Timestamp = text.parse().map_err(|_| NotAMoment)?;
        let offset_seconds = written_offset(text).ok_or(NotAMoment)?;
        Ok(Self::Instant { at: Timestamp::from_micros(at.as_microsecond()), offset_seconds })
    }
}

/// Seconds east of UTC at the end of an RFC 3339 instant.
fn written_offset(text: &str) -> Option<i32> {
    if text.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let (sign_at, sign) = text.bytes().enumerate().skip(10).find_map(|(n, b)| match b {
        b'+' => Some((n, 1)),
        b'-' => Some((n, -1)),
        _ => None,
    })?;
    let mut parts = text.get(sign_at + 1..)?.split(':').map(str::parse::<i32>);
    let hours = parts.next()?.ok()?;
    let minutes = parts.next().transpose().ok()?.unwrap_or(0);
    Some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests;
