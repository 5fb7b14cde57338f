//! Takes a written date apart: time of day, zone, and the words and numbers left.

use super::{month, zone};

/// A time of day. `hour` may be 24 and `second` 60, as ISO 8601 allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    pub(super) nanosecond: i32,
}

/// One number of the calendar date, and how it stood there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: i16,
    pub(super) digits: usize,
    /// The character right before it, where it was `-`, `.`, `/` or the like.
    pub(super) before: Option<char>,
}

/// What a written date consists of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) time: Option<Clock>,
    pub(super) offset_seconds: Option<i32>,
    /// The number of a month that was written as a word, and how many numbers stood before it.
    pub(super) month: Option<(i8, usize)>,
    /// The numbers of the calendar date, at most four.
    pub(super) numbers: Vec<Number>,
    /// True for an ISO week date (`2004-W05-3`).
    pub(super) week: bool,
}

/// Takes `written` apart. `None` for what can not be a date.
pub(super) fn scan(written: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let Some(found) = find_time(written) else {
        calendar_parts(written, &mut parts)?;
        return Some(parts);
    };
    parts.time = Some(found.clock);
    let (before, after) = (&written[..found.start], &written[found.end..]);
    calendar_parts(before, &mut parts)?;
    if parts.numbers.is_empty() {
        // `08:30 05.03.2024`: the date stands behind the time.
        calendar_parts(after, &mut parts)?;
    } else {
        parts.offset_seconds = zone::offset_seconds(after);
        year_behind(after, &mut parts);
    }
    Some(parts)
}

struct FoundTime {
    clock: Clock,
    start: usize,
    end: usize,
}

/// Finds `h:m`, `h:m:s`, `h:m:s.f`, the same after a `T`, `Thh` and `Thhmm[ss]`,
/// and the hours, minutes and seconds of Chinese, Japanese and Korean.
fn find_time(written: &str) -> Option<FoundTime> {
    let bytes = written.as_bytes();
    let colon = written.find([':', '시', '时', '時', '點', '点']);
    let start = match colon {
        Some(at) => at - bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count().min(2),
        None => return bare_time(written),
    };
    let mut at = start;
    let hour = take_number(written, &mut at, 2)?;
    at += written[at..].chars().next().map_or(0, char::len_utf8);
    skip_spaces(written, &mut at);
    let minute = take_number(written, &mut at, 2).unwrap_or(0);
    let mut clock = Clock { hour, minute, second: 0, nanosecond: 0 };
    if let Some(unit) = written[at..].chars().next().filter(|c| matches!(c, ':' | '분' | '分')) {
        at += unit.len_utf8();
        skip_spaces(written, &mut at);
        clock.second = take_number(written, &mut at, 2).unwrap_or(0);
        if let Some(unit) = written[at..].chars().next().filter(|c| matches!(c, '초' | '秒')) {
            at += unit.len_utf8();
        }
        take_fraction(written, &mut at, &mut clock);
    }
    let start = half_of_day(written, start, &mut at, &mut clock);
    valid(clock).then_some(FoundTime { clock, start: before_letter_t(written, start), end: at })
}

/// `T19`, `T1948` and `T194821` behind a date, which ISO 8601 allows.
fn bare_time(written: &str) -> Option<FoundTime> {
    let t = written.rfind(['T', 't'])?;
    let digits = written[t + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let before = written[..t].bytes().next_back()?;
    if !before.is_ascii_digit() || !matches!(digits, 2 | 4 | 6) {
        return None;
    }
    let mut at = t + 1;
    let hour = take_number(written, &mut at, 2)?;
    let minute = take_number(written, &mut at, 2).unwrap_or(0);
    let second = take_number(written, &mut at, 2).unwrap_or(0);
    let clock = Clock { hour, minute, second, nanosecond: 0 };
    valid(clock).then_some(FoundTime { clock, start: t, end: at })
}

fn valid(clock: Clock) -> bool {
    let end_of_day = clock.hour == 24 && clock.minute == 0 && clock.second == 0;
    (clock.hour < 24 || end_of_day) && clock.minute < 60 && clock.second <= 60
}

fn before_letter_t(written: &str, start: usize) -> usize {
    let stripped = written[..start].strip_suffix(['T', 't']);
    stripped.filter(|s| s.ends_with(|c: char| c.is_ascii_digit())).map_or(start, str::len)
}

/// Up to `digits_max` digits at `at`, which moves behind them.
fn take_number(written: &str, at: &mut usize, digits_max: usize) -> Option<i8> {
    let digits = written[*at..].bytes().take(digits_max).take_while(u8::is_ascii_digit).count();
    let number = written[*at..*at + digits].parse().ok()?;
    *at += digits;
    Some(number)
}

fn take_fraction(written: &str, at: &mut usize, clock: &mut Clock) {
    if !written[*at..].starts_with(['.', ',']) {
        return;
    }
    let digits = written[*at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let fraction = &written[*at + 1..*at + 1 + digits];
    for (digit, unit) in fraction.bytes().zip([100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000]) {
        clock.nanosecond += i32::from(digit - b'0') * unit;
    }
    if digits > 0 {
        *at += 1 + digits;
    }
}

fn skip_spaces(written: &str, at: &mut usize) {
    *at += written[*at..].bytes().take_while(|b| *b == b' ').count();
}

/// Reads `AM`, `p.m.` behind the time and 上午, 下午, 오전, 오후, 午前, 午後 before
/// it; returns where the time now begins.
fn half_of_day(written: &str, start: usize, at: &mut usize, clock: &mut Clock) -> usize {
    let mut end = *at;
    skip_spaces(written, &mut end);
    let after = &written.as_bytes()[end..];
    for (marker, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        let ends_there = |n: usize| after.get(n).is_none_or(|b| !b.is_ascii_alphanumeric());
        let found = after.get(..marker.len()).is_some_and(|m| m.eq_ignore_ascii_case(marker.as_bytes()));
        if found && ends_there(marker.len()) {
            *at = end + marker.len();
            turn(clock, afternoon);
            return start;
        }
    }
    let before = written[..start].trim_end();
    for (marker, afternoon) in [
        ("上午", false),
        ("下午", true),
        ("오전", false),
        ("오후", true),
        ("午前", false),
        ("午後", true),
        ("晚上", true),
    ] {
        if let Some(before) = before.strip_suffix(marker) {
            turn(clock, afternoon);
            return before.len();
        }
    }
    start
}

fn turn(clock: &mut Clock, afternoon: bool) {
    match (afternoon, clock.hour) {
        (true, 1..=11) => clock.hour += 12,
        (false, 12) => clock.hour = 0,
        _ => {}
    }
}

/// Collects the numbers and the month's name of the calendar date.
fn calendar_parts(text: &str, parts: &mut Parts) -> Option<()> {
    const NUMBERS_MAX: usize = 4;
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if parts.numbers.len() == NUMBERS_MAX || digits > 8 {
                return None;
            }
            push_number(&rest[..digits], before, parts)?;
            digits
        } else if c.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            word(&rest[..length], parts);
            length
        } else {
            c.len_utf8()
        };
        before = rest[..length].chars().next_back().filter(|c| !c.is_alphanumeric());
        rest = &rest[length..];
    }
    Some(())
}

/// A run of digits: one number, or the parts of `20040131`.
fn push_number(digits: &str, before: Option<char>, parts: &mut Parts) -> Option<()> {
    let pieces: &[(usize, usize)] = match digits.len() {
        8 => &[(0, 4), (4, 6), (6, 8)],
        6 => &[(0, 2), (2, 4), (4, 6)],
        7 => &[(0, 4), (4, 7)],
        5 => return None,
        n => &[(0, n)],
    };
    for &(from, to) in pieces {
        parts.numbers.push(Number { value: digits[from..to].parse().ok()?, digits: to - from, before });
    }
    Some(())
}

fn word(name: &str, parts: &mut Parts) {
    let numbers = parts.numbers.len();
    match name {
        // `2004-W05-3`; alone, as no name of a day or month is one letter.
        "W" | "w" => parts.week = true,
        // 1st, 2nd, 3rd, 4th; Chinese, Japanese and Korean units; `de` of Spanish.
        _ if name.len() < 3 || parts.month.is_some() => {}
        _ => {
            if let Some(month) = month::number(name).filter(|_| !is_day_name(name, numbers)) {
                parts.month = Some((month, numbers));
            }
        }
    }
}

/// Whether a word that could be a month is the day of the week at the beginning:
/// `mar.` is Tuesday in French and Italian where a number and a month follow.
fn is_day_name(name: &str, numbers_before: usize) -> bool {
    numbers_before == 0
        && matches!(name, "Mar" | "mar" | "Mart" | "Martes" | "martes" | "Mardi" | "mardi" | "martedì")
}

/// The year of `asctime`, behind the time and perhaps a zone: `+0000 2004`.
fn year_behind(after: &str, parts: &mut Parts) {
    const DAY_MONTH_YEAR: usize = 3;
    let complete = parts.numbers.len() + usize::from(parts.month.is_some()) >= DAY_MONTH_YEAR;
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let mut words = after.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '.']));
    if let Some(value) = words.find(is_year).filter(|_| !complete).and_then(|year| year.parse().ok()) {
        parts.numbers.push(Number { value, digits: 4, before: None });
    }
}
