//! Dates relative to now: `3小时前`, `昨天 12:30`, `2 hours ago`, `vor 3 Stunden`.

use jiff::civil::DateTime;
use jiff::{Span, ToSpan};

use super::cursor::Cursor;
use super::{Form, Found, Habits, clock};

/// How long one of a unit is. Months and years are too long to count back in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

/// Units as they follow a number in East Asia, and the sign behind them.
#[rustfmt::skip]
const CJK_UNITS: &[(&str, Unit)] = &[
    ("秒钟", Unit::Second), ("秒鐘", Unit::Second), ("秒", Unit::Second), ("초", Unit::Second),
    ("分钟", Unit::Minute), ("分鐘", Unit::Minute), ("分", Unit::Minute), ("분", Unit::Minute),
    ("个小时", Unit::Hour), ("個小時", Unit::Hour), ("小时", Unit::Hour), ("小時", Unit::Hour), ("時間", Unit::Hour), ("시간", Unit::Hour),
    ("天", Unit::Day), ("日", Unit::Day), ("일", Unit::Day),
    ("周", Unit::Week), ("週間", Unit::Week), ("週", Unit::Week), ("주", Unit::Week),
];

/// Units by their words, lower case.
#[rustfmt::skip]
const UNITS: &[(Unit, &[&str])] = &[
    (Unit::Second, &["second", "seconds", "sec", "secs", "sekunden", "secondes", "segundos", "secondi", "секунд", "секунды"]),
    (Unit::Minute, &["minute", "minutes", "min", "mins", "minuten", "minutos", "minuto", "minuti", "минут", "минуты", "минуту",
        "minut", "minuty", "minuta", "minuter", "minutter", "minuuttia", "λεπτά", "λεπτα", "dakika", "phút"]),
    (Unit::Hour, &["hour", "hours", "hr", "hrs", "h", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore",
        "uur", "uren", "час", "часа", "часов", "godzin", "godziny", "godzinę", "timmar", "timer", "tuntia", "ώρες", "ώρα", "saat", "giờ"]),
    (Unit::Day, &["day", "days", "d", "tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias", "giorno", "giorni",
        "dag", "dagen", "dagar", "dage", "день", "дня", "дней", "dni", "dzień", "päivää", "μέρες", "ημέρες", "gün", "ngày"]),
    (Unit::Week, &["week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas", "settimana", "settimane",
        "weken", "неделю", "недели", "недель", "tygodni", "tygodnie", "veckor", "uger"]),
];

/// Words before the number that mean "ago".
const BEFORE: &[&str] = &["vor", "hace", "il y a", "há", "πριν από", "πριν", "for"];
/// Words after the unit that mean "ago".
const AFTER: &[&str] = &[
    "ago",
    "назад",
    "temu",
    "geleden",
    "fa",
    "sedan",
    "siden",
    "sitten",
    "atrás",
    "atras",
    "önce",
    "trước",
    "zurück",
];

/// Words for whole days, and how many days back they are.
#[rustfmt::skip]
const DAYS: &[(&str, i32)] = &[
    ("today", 0), ("yesterday", 1), ("heute", 0), ("gestern", 1), ("vorgestern", 2), ("aujourd", 0), ("hier", 1),
    ("avant-hier", 2), ("hoy", 0), ("ayer", 1), ("anteayer", 2), ("hoje", 0), ("ontem", 1), ("oggi", 0), ("ieri", 1),
    ("vandaag", 0), ("gisteren", 1), ("сегодня", 0), ("вчера", 1), ("позавчера", 2), ("dzisiaj", 0), ("dziś", 0),
    ("wczoraj", 1), ("idag", 0), ("igår", 1), ("σήμερα", 0), ("χθες", 1),
];

/// The same in East Asia.
const CJK_DAYS: &[(&str, i32)] = &[
    ("今天", 0),
    ("昨天", 1),
    ("前天", 2),
    ("今日", 0),
    ("本日", 0),
    ("昨日", 1),
    ("一昨日", 2),
    ("오늘", 0),
    ("어제", 1),
    ("그제", 2),
];

/// Reads the relative date that begins here. `None` without [`Habits::now`].
pub(super) fn read(start: Cursor<'_>, habits: &Habits<'_>) -> Option<Found> {
    let now = habits.now?;
    let (moment, exact, end) = ago(start, now).or_else(|| whole_day(start, now))?;
    let mut found = Found {
        range: start.at..end.at,
        date: moment.date(),
        time: exact.then(|| moment.time()),
        zone: None,
        form: Form::Relative,
    };
    if !exact && let Some((time, zone, end)) = clock::after_date(end, habits) {
        found.time = Some(time);
        found.zone = zone;
        found.range.end = end.at;
    }
    Some(found)
}

/// A number of units, `true` where they are shorter than a day.
fn ago(start: Cursor<'_>, now: DateTime) -> Option<(DateTime, bool, Cursor<'_>)> {
    let mut at = start;
    let announced = BEFORE.iter().any(|word| {
        let mut ahead = start;
        let here = eat_ignoring_case(&mut ahead, word) && ahead.peek() == Some(' ');
        if here {
            at = ahead;
        }
        here
    });
    at.blanks(1);
    let (count, digits) = at.number()?;
    if digits > 3 {
        return None;
    }
    let count = i64::try_from(count).ok()?;
    at.blanks(1);
    let unit = match CJK_UNITS.iter().find(|(sign, _)| at.eat(sign)) {
        Some(&(_, unit)) => {
            at.blanks(1);
            let over = at.eat("前") || at.eat("전") || at.eat("之前") || at.eat("以前");
            over.then_some(unit)?
        }
        None => {
            let word = at.word()?;
            let unit =
                UNITS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|&(unit, _)| unit)?;
            if !announced {
                at.eat(".");
                at.blanks(1);
                let after = at.word()?;
                AFTER.contains(&after.as_str()).then_some(())?;
            }
            unit
        }
    };
    let span: Span = match unit {
        Unit::Second => count.seconds(),
        Unit::Minute => count.minutes(),
        Unit::Hour => count.hours(),
        Unit::Day => count.days(),
        Unit::Week => count.weeks(),
    };
    let exact = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
    // No more is known than the unit says.
    let moment = now.checked_sub(span).ok()?.with().second(0).subsec_nanosecond(0).build().ok()?;
    Some((moment, exact, at))
}

fn whole_day(start: Cursor<'_>, now: DateTime) -> Option<(DateTime, bool, Cursor<'_>)> {
    let mut at = start;
    let back = match CJK_DAYS.iter().find(|(word, _)| at.eat(word)) {
        Some(&(_, back)) => back,
        None => {
            let word = at.word()?;
            DAYS.iter().find(|(known, _)| *known == word)?.1
        }
    };
    Some((now.checked_sub(back.days()).ok()?, false, at))
}

fn eat_ignoring_case(at: &mut Cursor<'_>, word: &str) -> bool {
    let mut rest = at.rest().chars();
    let mut bytes = 0;
    for wanted in word.chars() {
        match rest.next() {
            Some(have) if have == wanted || have.to_lowercase().eq([wanted]) => bytes += have.len_utf8(),
            _ => return false,
        }
    }
    at.at += bytes;
    true
}
