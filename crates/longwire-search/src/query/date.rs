//! Days as people write them in a query.

use jiff::civil::Date;

/// The first day of what is written: `2026`, `2026-03`, `2026-3-5`, `2026/03/05`,
/// `2026.3.5`, `2026年3月5日`. `None` for anything else.
pub(super) fn first_day(written: &str) -> Option<Date> {
    let plain = written.trim().trim_end_matches(['日', '号', '月', '年']);
    let mut parts = plain.split(['-', '/', '.', '年', '月']);
    let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
    let month = parts.next().map_or(Some(1), number)?;
    let day = parts.next().map_or(Some(1), number)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn number(digits: &str) -> Option<i16> {
    let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}
