//! The zone of a page's clock, by the feed's account of the same moment.
//!
//! A page says 15:45 and no zone; the feed says 13:45Z. Where the two differ by
//! what zones differ by, they speak of one moment and the difference is the
//! site's offset. Where they do not, they speak of two, and nothing follows.

use jiff::civil;
use jiff::tz::Offset;
use longwire_model::Moment;

/// Zones are whole half hours apart, but for three on islands and in mountains.
const STEP_SECONDS: i64 = 1_800;
/// Pages show no seconds, and some systems stamp the two a moment apart.
const SLACK_SECONDS: i64 = 60;
/// The zones furthest west and east (UTC−12, UTC+14).
const WEST_SECONDS: i64 = -12 * 3_600;
const EAST_SECONDS: i64 = 14 * 3_600;

/// Seconds east of UTC of the clock that showed `local` at the feed's instant.
/// `None` for a feed that gives a day only, and where no zone explains the difference.
pub(super) fn offset(local: civil::DateTime, feed: Moment) -> Option<i32> {
    let Moment::Instant { at, .. } = feed else { return None };
    let apart = Offset::UTC.to_timestamp(local).ok()?.as_second() - at.seconds();
    let steps = (apart + STEP_SECONDS / 2).div_euclid(STEP_SECONDS);
    let offset = steps * STEP_SECONDS;
    let is_zone = (WEST_SECONDS..=EAST_SECONDS).contains(&offset) && (apart - offset).abs() <= SLACK_SECONDS;
    is_zone.then(|| i32::try_from(offset).ok()).flatten()
}

#[cfg(test)]
mod tests;
