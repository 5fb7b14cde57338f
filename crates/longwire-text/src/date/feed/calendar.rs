//! From loose numbers to a calendar date: which is the day, which the year?

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::scan::{Number, Parts};

/// Two-digit years below this are of the 21st century (RFC 2822 §4.3 says 50;
/// feeds began in 1997, so what is above can only be an archive's).
const CENTURY_TURNS_AT: i16 = 70;

/// The date the parts make; `None` where they make none.
pub(super) fn date(parts: &Parts) -> Option<Date> {
    let numbers = parts.numbers.as_slice();
    if parts.week {
        return week(numbers);
    }
    if let Some((month, before)) = parts.month {
        return with_named_month(numbers, month, before);
    }
    match numbers {
        [year] if year.digits == 4 => new(year.value, 1, 1),
        [year, month] if year.digits == 4 && month.digits <= 2 => new(year.value, month.value, 1),
        [year, day] if year.digits == 4 && day.digits == 3 => ordinal(year.value, day.value),
        [a, b, c, ..] => of_three(a, b, c),
        _ => None,
    }
}

/// The `day`-th day of a year.
pub(super) fn ordinal(year: i16, day: i16) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    let date = first.checked_add(jiff::Span::new().try_days(i64::from(day) - 1).ok()?).ok()?;
    (date.year() == year && day > 0).then_some(date)
}

/// `1 Jan 2004`, `Jan 1, 2004`, `2004 Jan 1`, `Jan 2004`.
fn with_named_month(numbers: &[Number], month: i8, before: usize) -> Option<Date> {
    let month = i16::from(month);
    let year_of = |n: &Number| full_year(n);
    match numbers {
        [year] if year.digits == 4 => new(year.value, month, 1),
        // A date without a year is nobody's date.
        [] | [_] => None,
        [a, b, ..] if a.digits >= 3 || (before == 1 && b.digits <= 2 && a.value > 31) => {
            new(year_of(a), month, b.value)
        }
        [a, b, ..] => new(year_of(b), month, a.value).or_else(|| new(year_of(a), month, b.value)),
    }
}

/// Three numbers: the year is where its digits or its size show it.
fn of_three(a: &Number, b: &Number, c: &Number) -> Option<Date> {
    if a.digits >= 3 {
        return new(a.value, b.value, c.value).or_else(|| new(a.value, c.value, b.value));
    }
    let slashes = b.before == Some('/');
    if c.digits == 4 {
        return in_either_order(c.value, a.value, b.value, slashes);
    }
    if slashes {
        return in_either_order(full_year(c), a.value, b.value, true);
    }
    if b.before == Some('.') {
        return in_either_order(full_year(c), a.value, b.value, false);
    }
    // `03-12-31` is ISO 8601 with its century left out.
    new(full_year(a), b.value, c.value).or_else(|| in_either_order(full_year(c), a.value, b.value, false))
}

fn in_either_order(year: i16, first: i16, second: i16, month_first: bool) -> Option<Date> {
    let (month, day) = if month_first { (first, second) } else { (second, first) };
    new(year, month, day).or_else(|| new(year, day, month))
}

fn full_year(number: &Number) -> i16 {
    match number.value {
        value if number.digits > 2 => value,
        value if value < CENTURY_TURNS_AT => value + 2000,
        value => value + 1900,
    }
}

fn new(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| year > 0)
}

fn week(numbers: &[Number]) -> Option<Date> {
    let [year, week, rest @ ..] = numbers else { return None };
    let day = rest.first().map_or(1, |n| n.value);
    let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
    Some(ISOWeekDate::new(year.value, i8::try_from(week.value).ok()?, weekday).ok()?.date())
}
