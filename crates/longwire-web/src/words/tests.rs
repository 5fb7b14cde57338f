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
    accepted("ja, fr", Tongue::En);
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
}

#[test]
fn a_date_without_a_time_gets_none() {
    written(Tongue::En, "2023-12-31", "31 December 2023");
    written(Tongue::ZhHant, "2023-12-31", "2023年12月31日");
}

#[test]
fn numbers_are_grouped_and_counted() {
    let words = Tongue::En.words();
    assert_eq!(words.article_count.of(0), "0 articles");
    assert_eq!(words.article_count.of(1), "1 article");
    assert_eq!(words.article_count.of(1_907), "1,907 articles");
    assert_eq!(words.article_count.of(1_234_567), "1,234,567 articles");
    assert_eq!(Tongue::ZhHans.words().article_count.of(1), "1 篇文章");
}

#[test]
fn a_phrase_with_a_gap_has_it_in_every_language() {
    for tongue in Tongue::ALL {
        let words = tongue.words();
        let counted = [
            words.feed_count,
            words.article_count,
            words.failed_polls,
            words.pending_count,
            words.minutes_ago,
            words.hours_ago,
            words.days_ago,
            words.months_ago,
            words.years_ago,
        ];
        let single = [
            words.latest_article,
            words.feed_about,
            words.health_quiet,
            words.health_stale,
            words.health_failing,
            words.polled,
            words.modified,
            words.archived,
            words.revision,
            words.job_open,
            words.unknown_feed_why,
            words.misdirected_why,
        ];
        for phrase in counted.iter().flat_map(|phrase| [phrase.one, phrase.other]).chain(single) {
            assert_eq!(phrase.matches("{}").count(), 1, "{}: {phrase}", words.tag);
        }
        for part in ["{d}", "{m}", "{y}"] {
            assert_eq!(words.day.matches(part).count(), 1, "{}: {part}", words.tag);
        }
    }
}

#[test]
fn what_is_put_into_a_style_sheet_needs_no_escaping() {
    for tongue in Tongue::ALL {
        assert!(!tongue.words().feed_in_browser.contains(['"', '\\', '\n']));
    }
}
