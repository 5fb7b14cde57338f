use longwire_model::{Moment, Timestamp};

use super::elapsed::ago;
use super::*;

#[track_caller]
fn accepted(field: &str, expected: Tongue) {
    assert_eq!(Tongue::of_accepted(field), expected, "field: {field:?}");
}

#[test]
fn the_language_wanted_most_among_those_spoken_here_is_taken() {
    accepted("zh-CN,zh;q=0.9,en;q=0.8", Tongue::ZhHans);
    accepted("zh-TW,zh;q=0.9", Tongue::ZhHant);
    accepted("zh-HK", Tongue::ZhHant);
    accepted("fr-FR, zh-Hant;q=0.5, en;q=0.7", Tongue::En);
    accepted("en;q=0, zh", Tongue::ZhHans);
    accepted("ja, fr", Tongue::Ja);
    accepted("ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", Tongue::Ja);
    accepted("ko, fr", Tongue::En);
    accepted("", Tongue::En);
    accepted("*;q=0.1,,;;;q=x,zh;q=nonsense", Tongue::En);
}

#[test]
fn an_endless_list_of_languages_is_read_no_further_than_its_limit() {
    accepted(&format!("{}zh", "fr,".repeat(ACCEPTED_RANGES_MAX)), Tongue::En);
    accepted(&format!("{}zh", "fr,".repeat(ACCEPTED_RANGES_MAX - 1)), Tongue::ZhHans);
}

#[track_caller]
fn since(tongue: Tongue, seconds: i64, expected: &str) {
    let now = Timestamp::from_seconds(2_000_000_000);
    let then = Timestamp::from_seconds(2_000_000_000 - seconds);
    assert_eq!(ago(tongue.words(), then, now), expected, "{seconds} s ago");
}

#[test]
fn time_passes_in_the_largest_unit_that_holds_one() {
    since(Tongue::En, 0, "just now");
    since(Tongue::En, 59, "just now");
    since(Tongue::En, 60, "1 minute ago");
    since(Tongue::En, 720, "12 minutes ago");
    since(Tongue::En, 3_600, "1 hour ago");
    since(Tongue::En, 86_399, "23 hours ago");
    since(Tongue::En, 86_400, "1 day ago");
    since(Tongue::En, 45 * 86_400, "1 month ago");
    since(Tongue::En, 364 * 86_400, "11 months ago");
    since(Tongue::En, 800 * 86_400, "2 years ago");
    since(Tongue::ZhHans, 720, "12 分钟前");
    since(Tongue::ZhHant, 60, "1 分鐘前");
    since(Tongue::Ja, 3_600, "1 時間前");
    since(Tongue::Ja, 45 * 86_400, "1 か月前");
}

#[test]
fn what_lies_ahead_by_a_wrong_clock_was_just_now() {
    since(Tongue::En, -86_400, "just now");
}

#[track_caller]
fn written(tongue: Tongue, moment: &str, expected: &str) {
    let moment: Moment = moment.parse().unwrap();
    assert_eq!(moment_in_words(tongue.words(), moment), expected);
}

#[test]
fn a_moment_keeps_its_publishers_clock_and_offset() {
    written(Tongue::En, "2023-09-12T15:45:00+02:00", "12 September 2023, 15:45 UTC+2");
    written(Tongue::En, "2023-09-12T15:45:00Z", "12 September 2023, 15:45 UTC");
    written(Tongue::En, "2023-01-01T00:05:00-03:30", "1 January 2023, 00:05 UTC−3:30");
    written(Tongue::ZhHans, "2023-09-12T15:45:00+08:00", "2023年9月12日 15:45 UTC+8");
    written(Tongue::Ja, "2023-09-12T15:45:00+09:00", "2023年9月12日 15:45 UTC+9");
}

#[test]
fn a_date_without_a_time_gets_none() {
    written(Tongue::En, "2023-12-31", "31 December 2023");
    written(Tongue::ZhHant, "2023-12-31", "2023年12月31日");
}

#[test]
fn a_month_is_named_with_its_year() {
    let said = |tongue: Tongue| month_in_words(tongue.words(), 2026, 3);
    assert_eq!(Tongue::ALL.map(said), ["2026年3月", "2026年3月", "2026年3月", "March 2026"]);
}

#[test]
fn numbers_are_grouped_and_counted() {
    let words = Tongue::En.words();
    assert_eq!(words.article_count.of(0), "0 articles");
    assert_eq!(words.article_count.of(1), "1 article");
    assert_eq!(words.article_count.of(1_907), "1,907 articles");
    assert_eq!(words.article_count.of(1_234_567), "1,234,567 articles");
    assert_eq!(Tongue::ZhHans.words().article_count.of(1), "1 篇文章");
    assert_eq!(Tongue::Ja.words().article_count.of(1_907), "記事 1,907 件");
}

/// Every phrase of a language in order: its name, where it has one, and its forms.
fn phrases(tongue: Tongue) -> Vec<(String, Vec<String>)> {
    let shown = format!("{:#?}", tongue.words());
    let mut lines = shown.lines().map(|line| line.trim().trim_end_matches(','));
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let counted = line.strip_suffix("OneOther(").or_else(|| line.strip_suffix("Other("));
        let (name, forms): (_, Vec<&str>) = match (counted, line.split_once('"')) {
            (Some(name), _) => (name, lines.by_ref().take_while(|form| *form != ")").collect()),
            (None, Some((name, _))) => (name, vec![&line[name.len()..]]),
            (None, None) => continue,
        };
        let plain =
            |form: &&str| form.strip_prefix('"').and_then(|form| form.strip_suffix('"')).unwrap().to_owned();
        found.push((name.to_owned(), forms.iter().map(plain).collect()));
    }
    found
}

#[test]
fn no_phrase_is_empty_and_its_gaps_are_the_same_in_every_language() {
    let gaps = |form: &String| ["{}", "{d}", "{m}", "{y}"].map(|gap| form.matches(gap).count());
    let english = phrases(Tongue::En);
    assert!(english.len() > 200, "{}", english.len());
    for tongue in Tongue::ALL {
        let these = phrases(tongue);
        assert_eq!(these.len(), english.len(), "{tongue:?}");
        for ((name, forms), (english_name, english_forms)) in these.iter().zip(&english) {
            assert_eq!(name, english_name, "{tongue:?}");
            assert!(!forms.is_empty() && forms.iter().all(|form| !form.is_empty()), "{tongue:?}: {name}");
            assert_eq!(forms.last().map(gaps), english_forms.last().map(gaps), "{tongue:?}: {name}{forms:?}");
        }
    }
}

#[test]
fn a_counted_phrase_has_the_forms_of_its_language_and_a_gap_for_its_number() {
    let english = phrases(Tongue::En);
    for tongue in Tongue::ALL {
        let expected = if tongue == Tongue::En { 2 } else { 1 };
        for ((name, forms), _) in
            phrases(tongue).iter().zip(&english).filter(|(_, (_, forms))| forms.len() == 2)
        {
            assert_eq!(forms.len(), expected, "{tongue:?}: {name}");
            assert_eq!(forms.last().map(|form| form.matches("{}").count()), Some(1), "{tongue:?}: {name}");
        }
    }
}

#[test]
fn the_columns_are_not_mixed_up() {
    let said = |tongue| {
        phrases(tongue)
            .into_iter()
            .flat_map(|(name, forms)| forms.into_iter().map(move |form| (name.clone(), form)))
    };
    // Examples of searches may be written in any script.
    let own = |(name, _): &(String, String)| !name.is_empty();
    for (name, form) in said(Tongue::ZhHans).filter(own) {
        assert!(!form.contains(|c| "網訂閱統詢問請會這說應該證檢無".contains(c)), "{name}{form}");
    }
    for (name, form) in said(Tongue::ZhHant).filter(own) {
        assert!(!form.contains(|c| "网订阅统询问请会这说应该证检无".contains(c)), "{name}{form}");
    }
    for (name, form) in said(Tongue::En) {
        let foreign = form.chars().any(|c| ('\u{3040}'..'\u{a000}').contains(&c));
        assert!(!foreign || name.is_empty(), "{name}{form}");
    }
}

#[test]
fn what_is_put_into_a_style_sheet_needs_no_escaping() {
    for tongue in Tongue::ALL {
        assert!(!tongue.words().feed_in_browser.contains(['"', '\\', '\n']));
    }
}
