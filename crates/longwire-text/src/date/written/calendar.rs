//! Days of the calendar, in every order people write their parts.

use jiff::civil::Date;

use super::cursor::Cursor;
use super::{Form, Found, Habits, YEAR_MAX, YEAR_MIN, name};

type Read<'a> = Option<(Date, Form, Cursor<'a>)>;

/// Signs between the parts of a numeric date.
const SEPARATORS: &[char] = &['-', '/', '.', '－', '／', '．', '–', '‐', '_'];

/// Reads the day that begins here.
pub(super) fn read<'a>(start: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    let mut ahead = start;
    if start.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        // Most places looked at are the beginnings of words.
        return month_first(start, habits);
    }
    let Some((value, digits)) = ahead.number() else {
        return era(start).or_else(|| han_digits(start)).or_else(|| month_first(start, habits));
    };
    match digits {
        8 | 12 | 14 => compact(value, digits, ahead),
        4 => year_first(i16::try_from(value).ok()?, ahead),
        3 if habits.language == Some("zh-Hant") => {
            // Taiwan's calendar, written without its name: 112年9月12日.
            let mut after = ahead;
            after.blanks(1);
            after.eat("年").then(|| month_and_day(i16::try_from(value).ok()? + 1911, after)).flatten()
        }
        1 | 2 => small_first(i8::try_from(value).ok()?, ahead, habits),
        _ => None,
    }
}

/// A date of the calendar in the years we believe.
fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    (YEAR_MIN..=YEAR_MAX).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

/// `20230912`, and of `202309121545` and `20230912154500` the day.
fn compact<'a>(value: u64, digits: usize, after: Cursor<'a>) -> Read<'a> {
    let ymd = value / 10_u64.pow(u32::try_from(digits).ok()? - 8);
    let part = |divisor: u64, modulus: u64| i8::try_from(ymd / divisor % modulus).ok();
    let year = i16::try_from(ymd / 10_000).ok().filter(|&year| year >= 1990)?;
    if digits > 8 {
        let time = value % 10_u64.pow(u32::try_from(digits).ok()? - 8);
        let (hour, minute) =
            if digits == 12 { (time / 100, time % 100) } else { (time / 10_000, time / 100 % 100) };
        if hour > 23 || minute > 59 {
            return None;
        }
    }
    Some((day(year, part(100, 100)?, part(1, 100)?)?, Form::Compact, after))
}

/// After a year of four digits.
fn year_first(year: i16, mut at: Cursor<'_>) -> Read<'_> {
    let after_year = at;
    at.blanks(1);
    if at.eat("年") || at.eat("년") {
        return month_and_day(year, at);
    }
    at = after_year;
    if let Some(separator) = at.eat_any(SEPARATORS) {
        at.blanks(1);
        if let Some(month) = at.small() {
            at.blanks(1);
            if !at.eat(separator.encode_utf8(&mut [0; 4])) {
                return None;
            }
            at.blanks(1);
            let number = at.small()?;
            // `2023. 9. 12.`
            if separator == '.' {
                at.eat(".");
            }
            return Some((day(year, month, number)?, Form::Full, at));
        }
    }
    // `2023 September 12`, `2023. szeptember 12.`, `2023-Sep-12`
    at.blanks(1);
    let month = name::month(&at.word()?)?;
    at.eat(".");
    at.eat_any(&[' ', '-', '/', '\u{a0}'])?;
    let number = at.small()?;
    Some((day(year, month, number)?, Form::Full, at))
}

/// `9月12日` after a year and its sign.
fn month_and_day(year: i16, mut at: Cursor<'_>) -> Read<'_> {
    at.blanks(2);
    let month = small_or_han(&mut at)?;
    at.blanks(1);
    if !(at.eat("月") || at.eat("월")) {
        return None;
    }
    at.blanks(2);
    let number = small_or_han(&mut at)?;
    at.blanks(1);
    // The sign of the day is left out now and then: `2023年9月12 15:45`.
    let _ = at.eat("日") || at.eat("号") || at.eat("號") || at.eat("일");
    Some((day(year, month, number)?, Form::Full, at))
}

/// `民國112年9月12日`, `令和5年9月12日`, `令和元年`, `民國112-09-12`.
fn era(mut at: Cursor<'_>) -> Read<'_> {
    let (_, before) = name::ERAS.iter().find(|(era, _)| at.eat(era))?;
    at.blanks(1);
    let number = if at.eat("元") { 1 } else { era_year(&mut at)? };
    let year = before + number;
    at.blanks(1);
    if at.eat("年") {
        return month_and_day(year, at);
    }
    let separator = at.eat_any(SEPARATORS)?;
    let month = at.small()?;
    if !at.eat(separator.encode_utf8(&mut [0; 4])) {
        return None;
    }
    let number = at.small()?;
    Some((day(year, month, number)?, Form::Full, at))
}

fn era_year(at: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *at;
    if let Some((value, 1..=3)) = ahead.number() {
        *at = ahead;
        return i16::try_from(value).ok();
    }
    han_number(at).map(i16::from)
}

/// `二〇二三年九月十二日`.
fn han_digits(mut at: Cursor<'_>) -> Read<'_> {
    let mut year = 0_i16;
    for _ in 0..4 {
        let c = at.peek()?;
        year = year * 10 + i16::from(han_digit(c)?);
        at.at += c.len_utf8();
    }
    at.eat("年").then(|| month_and_day(year, at)).flatten()
}

fn small_or_han(at: &mut Cursor<'_>) -> Option<i8> {
    at.small().or_else(|| han_number(at))
}

/// A number up to 99 in Chinese numerals: `九`, `十二`, `二十一`, `三十`, `廿一`.
fn han_number(at: &mut Cursor<'_>) -> Option<i8> {
    let mut ahead = *at;
    let (mut value, mut seen) = (0_i16, 0);
    while let Some(c) = ahead.peek() {
        match (c, han_digit(c)) {
            ('十', _) => value = value.max(1) * 10,
            ('廿', _) if seen == 0 => value = 20,
            (_, Some(d)) if value % 10 == 0 => value += i16::from(d),
            _ => break,
        }
        seen += 1;
        ahead.at += c.len_utf8();
        if seen > 3 || value > 99 {
            return None;
        }
    }
    if seen == 0 {
        return None;
    }
    *at = ahead;
    i8::try_from(value).ok()
}

fn han_digit(c: char) -> Option<i8> {
    let at = "〇一二三四五六七八九".chars().position(|d| d == c);
    at.or(matches!(c, '零' | '○' | 'Ｏ').then_some(0)).and_then(|n| i8::try_from(n).ok())
}

/// After a number of one or two digits: a day or a month.
fn small_first<'a>(first: i8, after: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    numeric(first, after, habits)
        .or_else(|| day_and_month_name(first, after, habits))
        .or_else(|| month_and_day_without_year(first, after, habits))
}

/// `12/09/2023`, `12.09.2023`, `12-09-23`.
fn numeric<'a>(first: i8, mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    at.blanks(1);
    let separator = at.eat_any(SEPARATORS)?;
    at.blanks(1);
    let second = at.small()?;
    at.blanks(1);
    if !at.eat(separator.encode_utf8(&mut [0; 4])) {
        return None;
    }
    at.blanks(1);
    let (value, digits) = at.number()?;
    let year = i16::try_from(value).ok()?;
    let (year, form) = match digits {
        4 => (year, Form::Full),
        2 => {
            // `23.09.12` in East Asia has the year first.
            let asian = habits.language.is_some_and(|tag| matches!(tag.get(..2), Some("zh" | "ja" | "ko")));
            if asian {
                let number = i8::try_from(year).ok()?;
                return Some((day(2000 + i16::from(first), second, number)?, Form::ShortYear, at));
            }
            (2000 + year, Form::ShortYear)
        }
        _ => return None,
    };
    // `1.2.2023.4` is a version or an address.
    if at.rest().starts_with(separator) && at.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let day_first = if separator == '.' || first == second { Some(true) } else { habits.day_first };
    let (number, month) = match (first > 12, second > 12, day_first) {
        (true, false, _) | (false, false, Some(true)) => (first, second),
        (false, true, _) | (false, false, Some(false)) => (second, first),
        _ => return None,
    };
    Some((day(year, month, number)?, form, at))
}

/// `12 September 2023`, `12. September 2023`, `12th of Sept., 2023`, `12 de septiembre de 2023`, `12-Sep-23`.
fn day_and_month_name<'a>(number: i8, mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    for ordinal in ["st", "nd", "rd", "th", "er", "º", "°", "ª", "."] {
        if at.eat(ordinal) {
            break;
        }
    }
    at.eat_any(&['-', '/', '.', '_']);
    at.blanks(2);
    let mut word = at.word()?;
    if matches!(word.as_str(), "de" | "of" | "d" | "di") {
        at.blanks(1);
        word = at.word()?;
    }
    let month = name::month(&word)?;
    at.eat(".");
    let end_of_month = at;
    match year_after(&mut at) {
        Some((year, form)) => Some((day(year, month, number)?, form, at)),
        None => Some((without_year(month, number, habits)?, Form::NoYear, end_of_month)),
    }
}

/// A year after a day and a month: `, 2023`, ` de 2023`, `-23`, ` '23`.
fn year_after(at: &mut Cursor<'_>) -> Option<(i16, Form)> {
    let mut ahead = *at;
    let joined = ahead.eat_any(&['-', '/', '_']).is_some();
    ahead.blanks(2);
    ahead.eat_any(&[',', '，', '.']);
    ahead.blanks(2);
    for word in ["del ", "de ", "of ", "in ", "в "] {
        if ahead.eat(word) {
            break;
        }
    }
    let short = ahead.eat_any(&['\'', '’', '‘']).is_some() || joined;
    let (value, digits) = ahead.number()?;
    let year = i16::try_from(value).ok()?;
    let found = match digits {
        4 => (year, Form::Full),
        2 if short => (2000 + year, Form::ShortYear),
        _ => return None,
    };
    if !(YEAR_MIN..=YEAR_MAX).contains(&found.0) {
        return None;
    }
    *at = ahead;
    Some(found)
}

/// `September 12, 2023`, `Sept. 12th 2023`, `Sep-12-2023`.
fn month_first<'a>(mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    let word = at.word()?;
    at.eat(".");
    let _ = at.eat_any(&['-', '/']);
    at.blanks(2);
    // The cheap test before the table: a digit must follow.
    let number = at.small()?;
    let month = name::month(&word)?;
    for ordinal in ["st", "nd", "rd", "th"] {
        if at.eat(ordinal) {
            break;
        }
    }
    let end_of_day = at;
    match year_after(&mut at) {
        Some((year, form)) => Some((day(year, month, number)?, form, at)),
        // `Sep 12 15:45:00 UTC 2023`: any leap year will do until the year is read.
        None => match without_year(month, number, habits) {
            Some(date) => Some((date, Form::NoYear, end_of_day)),
            None => year_beyond_clock(end_of_day)
                .and_then(|year| Some((day(year, month, number)?, Form::NoYear, end_of_day))),
        },
    }
}

/// The year in ` 15:45:00 UTC 2023`, as C and Java print dates.
fn year_beyond_clock(mut at: Cursor<'_>) -> Option<i16> {
    at.blanks(1);
    at.small()?;
    for _ in 0..2 {
        if !at.eat(":") {
            return None;
        }
        at.small()?;
    }
    at.blanks(1);
    if at.word().is_some() {
        at.blanks(1);
    }
    let (year, digits) = at.number()?;
    (digits == 4).then(|| i16::try_from(year).ok()).flatten()
}

/// Puts the year that follows the clock into a date read without one.
pub(super) fn trailing_year(found: &mut Found, mut at: Cursor<'_>) -> Option<usize> {
    if found.form != Form::NoYear {
        return None;
    }
    at.blanks(1);
    let (year, digits) = at.number()?;
    if digits != 4 {
        return None;
    }
    found.date = day(i16::try_from(year).ok()?, found.date.month(), found.date.day())?;
    found.form = Form::Full;
    Some(at.at)
}

/// `9月12日` without a year.
fn month_and_day_without_year<'a>(month: i8, mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    habits.now?;
    at.blanks(1);
    if !(at.eat("月") || at.eat("월")) {
        return None;
    }
    at.blanks(1);
    let number = at.small()?;
    at.blanks(1);
    if !(at.eat("日") || at.eat("号") || at.eat("號") || at.eat("일")) {
        return None;
    }
    Some((without_year(month, number, habits)?, Form::NoYear, at))
}

/// The latest day of that month and number that is not after tomorrow.
fn without_year(month: i8, number: i8, habits: &Habits<'_>) -> Option<Date> {
    let tomorrow = habits.now?.date().tomorrow().ok()?;
    (0..8).filter_map(|back| day(tomorrow.year() - back, month, number)).find(|&date| date <= tomorrow)
}
