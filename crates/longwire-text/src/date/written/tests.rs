use jiff::civil;

use proptest::prelude::*;

use super::{Form, Habits, TEXT_BYTES_MAX, find, first, in_address};

/// One row: a text and the moment we must read from it, in Shanghai's clock where
/// nothing else is written; `None` means that we must refuse to guess.
#[track_caller]
fn check_in(language: &str, written: &str, expected: Option<&str>) {
    let day_first = match language {
        "en" => Some(false),
        "" => None,
        _ => Some(true),
    };
    let habits = Habits { language: Some(language), day_first, now: None };
    let found = first(written, &habits).map(|found| found.moment(Some("Asia/Shanghai")).to_string());
    assert_eq!(found.as_deref(), expected, "written: {written:?}");
}

#[track_caller]
fn check(written: &str, expected: Option<&str>) {
    check_in("", written, expected);
}

#[test]
fn reads_dates_as_chinese_japanese_and_korean_pages_write_them() {
    check("2023年9月12日 15:45", Some("2023-09-12T15:45:00+08:00"));
    check("发布时间：2023年09月12日15时45分 来源：某报", Some("2023-09-12T15:45:00+08:00"));
    check("2023年9月12日（火）下午3点45分", Some("2023-09-12T15:45:00+08:00"));
    check("2023 年 9 月 12 日", Some("2023-09-12"));
    check("２０２３－０９－１２　１５：４５", Some("2023-09-12T15:45:00+08:00"));
    check("二〇二三年九月十二日", Some("2023-09-12"));
    check("二〇一二年十二月三十一日", Some("2012-12-31"));
    check("民國112年9月12日", Some("2023-09-12"));
    check("令和5年9月12日 午後3時45分", Some("2023-09-12T15:45:00+08:00"));
    check("令和元年5月1日", Some("2019-05-01"));
    check("平成31年4月30日", Some("2019-04-30"));
    check("2023년 9월 12일 오후 3:45", Some("2023-09-12T15:45:00+08:00"));
    check("입력 2023. 9. 12. 15:45", Some("2023-09-12T15:45:00+08:00"));
    check("2023.09.12 15:45:30", Some("2023-09-12T15:45:30+08:00"));
    check("2023-09-12 15:45:00 北京时间", Some("2023-09-12T15:45:00+08:00"));
    check_in("zh-Hant", "112年9月12日", Some("2023-09-12"));
    check_in("ko", "입력 : 23.09.12 15:45", Some("2023-09-12T15:45:00+08:00"));
}

#[test]
fn reads_dates_as_western_pages_write_them() {
    check_in("en", "Sept. 12, 2023, 3:45 p.m. ET", Some("2023-09-12T15:45:00-04:00"));
    check_in("en", "Published Tuesday, January 3rd 2023 at 3pm EST", Some("2023-01-03T15:00:00-05:00"));
    check_in("en", "12 September 2023", Some("2023-09-12"));
    check_in("en", "15:45, 12 Sep 2023", Some("2023-09-12T15:45:00+08:00"));
    check_in("en", "12-Sep-2023", Some("2023-09-12"));
    check_in("en", "Tue, 12 Sep 2023 15:45:00 +0200", Some("2023-09-12T15:45:00+02:00"));
    check_in("en", "Tue Sep 12 15:45:00 UTC 2023", Some("2023-09-12T15:45:00Z"));
    check_in("en", "2023-09-12T15:45:00.123Z", Some("2023-09-12T15:45:00Z"));
    check_in("en", "2023-09-12T15:45:00+02:00", Some("2023-09-12T15:45:00+02:00"));
    check_in("en", "9/12/2023", Some("2023-09-12"));
    check_in("fr", "Publié le 12/09/2023 - 15:45", Some("2023-09-12T15:45:00+08:00"));
    check_in("fr", "1er septembre 2023 à 15h45", Some("2023-09-01T15:45:00+08:00"));
    check_in("de", "12. September 2023 um 15.45 Uhr", Some("2023-09-12T15:45:00+08:00"));
    check_in("de", "12.09.2023, 15:45 Uhr", Some("2023-09-12T15:45:00+08:00"));
    check_in("es", "12 de septiembre de 2023", Some("2023-09-12"));
    check_in("pt", "12 de setembro de 2023 às 15h45", Some("2023-09-12T15:45:00+08:00"));
    check_in("it", "12 settembre 2023 alle 15:45", Some("2023-09-12T15:45:00+08:00"));
    check_in("ru", "12 сентября 2023 г., 15:45 МСК", Some("2023-09-12T15:45:00+03:00"));
    check_in("pl", "12 września 2023, godz. 15:45", Some("2023-09-12T15:45:00+08:00"));
    check_in("el", "12 Σεπτεμβρίου 2023, 15:45", Some("2023-09-12T15:45:00+08:00"));
    check_in("nl", "12 september 2023", Some("2023-09-12"));
    check_in("hu", "2023. szeptember 12.", Some("2023-09-12"));
}

#[test]
fn a_clock_needs_a_zone_to_become_an_instant() {
    let found = first("2023-09-12 15:45", &Habits::default()).unwrap();
    assert_eq!(found.moment(None).to_string(), "2023-09-12");
    assert_eq!(found.moment(Some("Europe/Paris")).to_string(), "2023-09-12T15:45:00+02:00");
    let found = first("2023-09-12 15:45 GMT+8", &Habits::default()).unwrap();
    assert_eq!(found.moment(Some("Europe/Paris")).to_string(), "2023-09-12T15:45:00+08:00");
}

#[test]
fn refuses_what_is_ambiguous_or_impossible() {
    check("05/09/2023", None); // May or September
    check("09/09/2023", Some("2023-09-09")); // both orders say the same
    check("25/09/2023", Some("2023-09-25")); // only one order is possible
    check("30/02/2023", None);
    check("2023年2月30日", None);
    check("2023-13-01", None);
    check("2023年9月", None);
    check("12 September", None);
    check("9月12日", None);
    check("民國前1年1月1日", None); // counts backwards
    check("昨天 08:30", None); // relative: needs to know when now is
    check("version 1.2.2023.4", None);
    check("tel. 2023-0912", None);
    check("192.168.20.23", None);
    check("market 12, 2023", None);
    check("1234567890", None);
    check("", None);
}

#[test]
fn reads_relative_dates_only_when_it_knows_the_time() {
    let now = civil::date(2023, 9, 12).at(15, 45, 30, 0);
    let check = |written: &str, expected: Option<&str>| {
        let habits = Habits { language: None, day_first: None, now: Some(now) };
        let found = first(written, &habits).map(|found| found.moment(Some("Asia/Shanghai")).to_string());
        assert_eq!(found.as_deref(), expected, "written: {written:?}");
    };
    check("3小时前", Some("2023-09-12T12:45:00+08:00"));
    check("3 小時前", Some("2023-09-12T12:45:00+08:00"));
    check("5分钟前", Some("2023-09-12T15:40:00+08:00"));
    check("3時間前", Some("2023-09-12T12:45:00+08:00"));
    check("3시간 전", Some("2023-09-12T12:45:00+08:00"));
    check("2 hours ago", Some("2023-09-12T13:45:00+08:00"));
    check("vor 2 Stunden", Some("2023-09-12T13:45:00+08:00"));
    check("Hace 2 horas", Some("2023-09-12T13:45:00+08:00"));
    check("il y a 2 heures", Some("2023-09-12T13:45:00+08:00"));
    check("2 часа назад", Some("2023-09-12T13:45:00+08:00"));
    check("2天前", Some("2023-09-10")); // no more is known than the day
    check("2 days ago", Some("2023-09-10"));
    check("昨天 12:30", Some("2023-09-11T12:30:00+08:00"));
    check("昨日", Some("2023-09-11"));
    check("yesterday at 9:05 pm", Some("2023-09-11T21:05:00+08:00"));
    check("9月11日 08:00", Some("2023-09-11T08:00:00+08:00"));
    check("12月31日", Some("2022-12-31")); // not in the future
    check("Sep 11", Some("2023-09-11"));
    check("2 months ago", None); // too long to count back in days
    check("5 hours of video", None);
}

#[test]
fn finds_every_date_of_a_text_and_says_where() {
    let text = "Published 2023-09-12, updated 2023-09-13 08:00, tel. 555-1234, © 2024";
    let found = find(text, &Habits::default());
    assert_eq!(found.len(), 2);
    assert_eq!(&text[found[0].range.clone()], "2023-09-12");
    assert_eq!(&text[found[1].range.clone()], "2023-09-13 08:00");
    assert_eq!(find("20230912", &Habits::default())[0].form, Form::Compact);
}

#[test]
fn an_address_names_its_day_in_the_ways_publishers_build_addresses() {
    let check = |path: &str, expected: Option<&str>| {
        assert_eq!(in_address(path).map(|date| date.to_string()).as_deref(), expected, "{path}");
    };
    check("/2023/09/12/world/story.html", Some("2023-09-12"));
    check("/cn/20230912-%E9%87%91", Some("2023-09-12"));
    check("/2012-09/12/content_1.htm", Some("2012-09-12"));
    check("/n/2012/0912/c1004-18.html", Some("2012-09-12"));
    check("/art/202309/12/t20230912_1.htm", Some("2023-09-12"));
    check("/c/2012-09-12/0830.shtml", Some("2012-09-12"));
    check("/a/20120912001234.htm", Some("2012-09-12"));
    check("/article/A2026012914320005196", Some("2026-01-29"));
    check("/article/A2026012914990005196", None);
    check("/2023/09/story", None); // a month is no day
    check("/story-20231399", None);
    check("/id/12345678", None);
    check("/99999999999999999999", None);
    check("", None);
}

#[test]
fn costs_little_on_texts_made_to_cost_much() {
    // Each of these begins a date at every step and never ends one.
    for piece in ["12 ", "12:30 ", "2023年", "2023-", "Sep ", "昨", "１２月", "1.1.", "vor 3 ", "12:30, "]
    {
        let text = piece.repeat(TEXT_BYTES_MAX * 2 / piece.len());
        assert!(find(&text, &Habits::default()).is_empty(), "{piece}");
    }
    let text = "2023-09-12 ".repeat(100_000);
    assert_eq!(find(&text, &Habits::default()).len(), super::FOUND_MAX);
}

/// Pieces that dates are made of, to be strung together in every order.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "2023", "12", "9", "31", "0", "99", "112", "20230912", "年", "月", "日", "号", "时", "分", "秒", "-", "/", ".", ":", "：", ",", " ", "T", "Z", "+0800",
    "-5", "Sept", "September", "12th", "de", "of", "um", "Uhr", "p.m.", "PM", "ET", "CST", "(", ")", "民國", "令和", "元", "九", "十", "廿", "二", "〇",
    "下午", "昨天", "前", "小时", "hours", "ago", "vor", "'", "２０", "오후", "년", "월", "일", "시", "기자", "GMT", "\u{301}", "é", "🙂",
];

proptest! {
    #[test]
    fn whatever_is_strung_together_gives_dates_that_stand_where_they_say(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let text = pieces.concat();
        let now = Some(civil::date(2023, 9, 12).at(15, 45, 30, 0));
        for language in [None, Some("zh-Hant"), Some("de"), Some("ko")] {
            let habits = Habits { language, day_first: Some(true), now };
            let mut end = 0;
            for found in find(&text, &habits) {
                prop_assert!(found.range.start >= end && found.range.end > found.range.start);
                prop_assert!(text.get(found.range.clone()).is_some());
                end = found.range.end;
                found.moment(Some("Europe/Paris"));
            }
        }
        in_address(&text);
    }
}
