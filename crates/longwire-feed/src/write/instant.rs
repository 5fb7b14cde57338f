//! Moments as the formats want them written.

use longwire_model::{Moment, Timestamp};

/// RFC 3339; a bare date becomes its midnight UTC.
pub(super) fn rfc3339(moment: Moment) -> String {
    match moment {
        Moment::Date(_) => Moment::utc(moment.timestamp()).to_string(),
        instant => instant.to_string(),
    }
}

/// RFC 822 with a four-digit year; a bare date becomes its midnight UTC, a
/// fraction of a second is left out, an offset that is no multiple of half an hour becomes UTC: validators know no other.
pub(crate) fn rfc822(moment: Moment) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    #[rustfmt::skip]
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let utc = |at: Timestamp| Moment::utc(at);
    let moment = match moment {
        Moment::Instant { offset_seconds, .. } if offset_seconds % 1_800 == 0 => moment,
        other => utc(other.timestamp()),
    };
    let offset_minutes = match moment {
        Moment::Instant { offset_seconds, .. } => offset_seconds / 60,
        Moment::Date(_) => 0,
    };
    let local = moment.local().unwrap_or_default();
    let zone = match offset_minutes {
        0 => "GMT".to_owned(),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    format!(
        "{}, {:02} {} {:04} {:02}:{:02}:{:02} {zone}",
        DAYS[local.date().weekday().to_monday_zero_offset() as usize],
        local.day(),
        MONTHS[local.month() as usize - 1],
        local.year(),
        local.hour(),
        local.minute(),
        local.second(),
    )
}

#[cfg(test)]
mod tests;
