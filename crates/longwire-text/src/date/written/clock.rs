//! The time of day and the zone that stand beside a date.

use jiff::civil::Time;

use super::cursor::Cursor;
use super::{Habits, WrittenZone, name};

type Read<'a> = Option<(Time, Option<WrittenZone>, Cursor<'a>)>;

/// Most words and signs between a date and its time.
const FILLERS_MAX: usize = 6;

/// Words before an hour that say which half of the day it is in; true for the second half.
const HALVES: &[(&str, bool)] = &[
    ("上午", false),
    ("凌晨", false),
    ("早上", false),
    ("清晨", false),
    ("午前", false),
    ("오전", false),
    ("下午", true),
    ("晚上", true),
    ("晚间", true),
    ("午後", true),
    ("午后", true),
    ("오후", true),
    ("中午", true),
    ("傍晚", true),
];

/// Reads the time that stands after a date.
pub(super) fn after_date<'a>(mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    // `2023-09-12T15:45`: a T that touches both sides is no word.
    if (at.rest().starts_with('T') || at.rest().starts_with('t'))
        && !at.rest()[1..].starts_with(char::is_alphabetic)
    {
        at.at += 1;
        return read(at, habits);
    }
    for _ in 0..FILLERS_MAX {
        at.blanks(8);
        if let Some(found) = read(at, habits) {
            return Some(found);
        }
        let mut ahead = at;
        if ahead
            .eat_any(&[
                ',', '，', '、', '-', '–', '—', '|', '｜', '·', '•', '@', '.', '(', ')', '（', '）', '/',
                '・', ':', '：', ';',
            ])
            .is_none()
            && !weekday(&mut ahead)
        {
            let word = ahead.word()?;
            if !name::is_filler(&word) {
                return None;
            }
        }
        at = ahead;
    }
    None
}

/// Reads the time that stands before a date: `15:45, 12.09.2023`. The cursor returned is where the date begins.
pub(super) fn before_date<'a>(start: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    if start.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let (time, zone, mut at) = read(start, habits)?;
    for _ in 0..FILLERS_MAX {
        at.blanks(4);
        if at.peek().is_some_and(|c| super::cursor::digit(c).is_some()) {
            break;
        }
        if at.eat_any(&[',', '，', '-', '–', '—', '|', '·', '•', '/', '(']).is_some() || weekday(&mut at)
        {
            continue;
        }
        let mut ahead = at;
        let word = ahead.word()?;
        if name::month(&word).is_some() {
            break;
        }
        if !name::is_filler(&word) {
            return None;
        }
        at = ahead;
    }
    Some((time, zone, at))
}

/// `星期二`, `周二`, `(火)`, `화요일`.
fn weekday(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    let named = ["星期", "礼拜", "禮拜", "周", "週"].iter().any(|word| ahead.eat(word));
    let day =
        ahead.eat_any(&['一', '二', '三', '四', '五', '六', '日', '天', '月', '火', '水', '木', '金', '土']);
    let korean =
        !named && day.is_none() && ahead.eat_any(&['월', '화', '수', '목', '금', '토', '일']).is_some();
    let found = day.is_some() || korean;
    if found {
        let _ = ahead.eat("曜日") || ahead.eat("曜") || ahead.eat("요일");
        *at = ahead;
    }
    found
}

/// Reads the time that begins exactly here.
fn read<'a>(mut at: Cursor<'a>, habits: &Habits<'_>) -> Read<'a> {
    let half = HALVES.iter().find(|(word, _)| at.eat(word)).map(|&(_, late)| late);
    at.blanks(1);
    let mut hour = at.small()?;
    let after_hour = at;
    let (minute, second) = minutes(&mut at, habits).or_else(|| {
        at = after_hour;
        // `3 pm` has no minutes; `15` alone is no time.
        (half.is_some() && (at.eat("时") || at.eat("時") || at.eat("点") || at.eat("點") || at.eat("시"))
            || meridiem(&mut at.clone()).is_some()
            || whole_hour(&mut at))
        .then_some((0, 0))
    })?;
    let half = half.or_else(|| meridiem(&mut at));
    match half {
        Some(_) if hour > 12 => {} // 下午15:45
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let time = Time::new(hour, minute, second, 0).ok()?;
    let zone = zone(&mut at, habits);
    Some((time, zone, at))
}

/// `:45`, `:45:30.123`, `h45`, `时45分30秒`, and `.45` where that language writes it so.
fn minutes(at: &mut Cursor<'_>, habits: &Habits<'_>) -> Option<(i8, i8)> {
    let dotted = habits.language.is_some_and(|tag| {
        matches!(tag.get(..2), Some("de" | "fi" | "da" | "nb" | "no" | "it" | "id" | "et"))
    });
    let mut ahead = *at;
    ahead.blanks(1);
    if ["时", "時", "点", "點", "시"].iter().any(|sign| ahead.eat(sign)) {
        ahead.blanks(1);
        let minute = match ahead.small() {
            Some(minute) => minute,
            None if ahead.eat("半") => 30,
            None => {
                *at = ahead;
                return Some((0, 0));
            }
        };
        ahead.blanks(1);
        let _ = ahead.eat("分") || ahead.eat("분");
        let mut further = ahead;
        further.blanks(1);
        let second = match further.small() {
            Some(second) if further.eat("秒") || further.eat("초") => {
                ahead = further;
                second
            }
            _ => 0,
        };
        *at = ahead;
        return Some((minute, second));
    }
    let separator =
        at.eat_any(if dotted { &[':', '：', 'h', 'H', '.'] } else { &[':', '：', 'h', 'H', '∶'] })?;
    at.blanks(usize::from(separator == 'h'));
    let before = at.at;
    let minute = at.small()?;
    if at.at - before < 2 {
        return None;
    }
    let mut ahead = *at;
    let mut second = 0;
    if ahead.eat_any(&[':', '：']).is_some()
        && let Some(value) = ahead.small()
    {
        second = value;
        *at = ahead;
        if ahead.eat_any(&['.', ',']).is_some() && ahead.number().is_some() {
            *at = ahead;
        }
    }
    Some((minute, second.min(59)))
}

/// `a.m.`, `PM`, `p. m.`; true for the second half of the day.
fn meridiem(at: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *at;
    ahead.blanks(1);
    let letter = ahead.eat_any(&['a', 'A', 'p', 'P'])?;
    ahead.eat(".");
    ahead.blanks(1);
    ahead.eat_any(&['m', 'M'])?;
    ahead.eat(".");
    if ahead.peek().is_some_and(char::is_alphabetic) {
        return None;
    }
    *at = ahead;
    Some(letter.eq_ignore_ascii_case(&'p'))
}

/// `15 Uhr`, `15h`.
fn whole_hour(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    ahead.blanks(1);
    let found = ahead.word().is_some_and(|word| matches!(word.as_str(), "uhr" | "h"));
    if found {
        *at = ahead;
    }
    found
}

/// A zone after a time: `Z`, `+08:00`, `UTC+8`, `(CEST)`, `p.m. ET`, `北京时间`.
fn zone(at: &mut Cursor<'_>, habits: &Habits<'_>) -> Option<WrittenZone> {
    let mut ahead = *at;
    if ahead.eat("Z") && !ahead.peek().is_some_and(char::is_alphanumeric) {
        *at = ahead;
        return Some(WrittenZone::Offset(0));
    }
    ahead = *at;
    ahead.blanks(2);
    if let Some(seconds) = offset(&mut ahead) {
        *at = ahead;
        return Some(WrittenZone::Offset(seconds));
    }
    let _ = ahead.eat("Uhr");
    ahead.eat_any(&['(', '（', ',']);
    ahead.blanks(1);
    if ahead.eat("北京时间") || ahead.eat("北京時間") {
        *at = ahead;
        return Some(WrittenZone::Offset(8 * 3600));
    }
    let from = ahead;
    ahead.word()?;
    let written = &from.rest()[..ahead.at - from.at];
    let zone = match name::zone(written, habits.language)? {
        name::Zone::Place(place) => WrittenZone::Place(place),
        name::Zone::Hours(hours) => {
            let base = (hours * 3600.0) as i32;
            WrittenZone::Offset(base + if base == 0 { offset(&mut ahead).unwrap_or(0) } else { 0 })
        }
    };
    ahead.eat_any(&[')', '）']);
    *at = ahead;
    Some(zone)
}

/// `+08:00`, `-0530`, `+8`.
fn offset(at: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *at;
    let sign = match ahead.eat_any(&['+', '-', '−'])? {
        '+' => 1,
        _ => -1,
    };
    let (value, digits) = ahead.number()?;
    let value = i32::try_from(value).ok()?;
    let (hours, minutes) = match digits {
        1 | 2 => {
            let mut further = ahead;
            if further.eat(":")
                && let Some(minutes) = further.small()
            {
                ahead = further;
                (value, i32::from(minutes))
            } else if sign < 0 {
                // ` -5` after a time is more often a range than a zone.
                return None;
            } else {
                (value, 0)
            }
        }
        4 => (value / 100, value % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    *at = ahead;
    Some(sign * (hours * 3600 + minutes * 60))
}
