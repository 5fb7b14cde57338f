use longwire_text::date::written::{self, Habits};

use super::holds;

/// Whether any date of a line is an end of a span.
#[track_caller]
fn check(line: &str, expected: bool) {
    let habits = Habits { day_first: Some(true), ..Habits::default() };
    let found = written::find(line, &habits);
    assert!(!found.is_empty(), "no date in {line:?}");
    assert_eq!(found.iter().any(|hit| holds(line, hit)), expected, "{line:?}");
}

#[test]
fn days_and_hours_of_an_event_are_spans() {
    check("9-23 Feb 2017", true);
    check("Ausstellung vom 9. bis 23. Februar 2017", true);
    check("30. März 2020, 13:15 Uhr - 19:00 Uhr", true);
    check("2019年3月6日（水）13：00－16：40（受付開始12：45より）", true);
    check("12.09.2023 – 15.09.2023", true);
    check("报名日期为2003年11月1日至2003年11月30日", true);
    check("Bericht 14. - 20. Januar 2022", true);
}

#[test]
fn what_only_stands_beside_a_dash_is_none() {
    check("12.09.2023 - 15:45 Uhr", false);
    check("December 23, 2023 — 5.30am", false);
    check("12.09.2023 – Berlin", false);
    check("Posted 12 September 2023 - 5 min read", false);
    check("15:45 - 12.09.2023", false);
    check("12.09.2023 15:45 - 3 Kommentare", false);
    check("Veröffentlicht am 12. September 2023 | Aktualisiert am 14.09.2023", false);
}
