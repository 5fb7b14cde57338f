//! The date in an article's address: `/2023/09/12/`, `/20230912-…`, `/2012-09/12/`, `t20120912_1.htm`.

use jiff::civil::Date;

/// Longest path looked at, in bytes.
const PATH_BYTES_MAX: usize = 2_048;

/// First year publishers put into addresses.
const YEAR_MIN: u32 = 1995;
/// Last year believed.
const YEAR_MAX: u32 = 2100;

/// The day that a path and query name. `None` where they name none, or only a month.
///
/// Parts may be apart (`/2023/9/12/`), joined in pairs (`/2012-09/12/`,
/// `/2012/0912/`) or one number of eight digits, or of ten to twenty that
/// begin with a day and an hour.
pub fn in_address(path: &str) -> Option<Date> {
    let path = &path.as_bytes()[..path.len().min(PATH_BYTES_MAX)];
    let mut at = 0;
    while at < path.len() {
        let end = number_end(path, at);
        if end == at {
            at += 1;
            continue;
        }
        if let Some(date) = from_numbers(path, at, end) {
            return Some(date);
        }
        at = end;
    }
    None
}

fn number_end(path: &[u8], at: usize) -> usize {
    path[at..].iter().position(|b| !b.is_ascii_digit()).map_or(path.len(), |length| at + length)
}

/// The day that begins with the number at `start..end`.
fn from_numbers(path: &[u8], start: usize, end: usize) -> Option<Date> {
    let value = |range: std::ops::Range<usize>| -> Option<u32> {
        std::str::from_utf8(path.get(range)?).ok()?.parse().ok()
    };
    let first = |length: usize| value(start..start + length);
    match end - start {
        8 => day(first(4)?, value(start + 4..start + 6)?, value(start + 6..end)?),
        10..=17 => {
            let hour = value(start + 8..start + 10)?;
            (hour < 24)
                .then(|| day(first(4)?, value(start + 4..start + 6)?, value(start + 6..start + 8)?))
                .flatten()
        }
        18..=20 => {
            // A2026012914320005196: the time to the second, and a running number.
            let clock = [(8, 24), (10, 60), (12, 60)];
            let is_time = clock
                .iter()
                .all(|&(from, end)| value(start + from..start + from + 2).is_some_and(|part| part < end));
            is_time
                .then(|| day(first(4)?, value(start + 4..start + 6)?, value(start + 6..start + 8)?))
                .flatten()
        }
        6 => {
            // /202309/12/
            let (next, next_end) = next_number(path, end)?;
            (next_end - next <= 2)
                .then(|| day(first(4)?, value(start + 4..end)?, value(next..next_end)?))
                .flatten()
        }
        4 => {
            let (next, next_end) = next_number(path, end)?;
            if next_end - next == 4 {
                // /2012/0912/
                return day(first(4)?, value(next..next + 2)?, value(next + 2..next_end)?);
            }
            let (last, last_end) = next_number(path, next_end)?;
            (next_end - next <= 2 && last_end - last <= 2)
                .then(|| day(first(4)?, value(next..next_end)?, value(last..last_end)?))
                .flatten()
        }
        _ => None,
    }
}

/// The number that follows after one separator.
fn next_number(path: &[u8], end: usize) -> Option<(usize, usize)> {
    let separator = *path.get(end)?;
    let start = end + 1;
    let end = number_end(path, start.min(path.len()));
    (matches!(separator, b'/' | b'-' | b'_' | b'.') && end > start).then_some((start, end))
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
