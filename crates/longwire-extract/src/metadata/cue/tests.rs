use super::{DateLabel, date_label, has_name_cue, is_bare_cue, is_telling, starts_with_name_cue};

#[test]
fn a_line_opens_with_a_cue_or_it_does_not() {
    assert_eq!(starts_with_name_cue("By Jane Doe"), Some("Jane Doe"));
    assert_eq!(starts_with_name_cue("WRITTEN BY: Jane Doe"), Some("Jane Doe"));
    assert_eq!(starts_with_name_cue("Автор: Иван Иванов"), Some("Иван Иванов"));
    assert_eq!(starts_with_name_cue("ÉCRIT PAR Jeanne Petit"), Some("Jeanne Petit"));
    assert_eq!(starts_with_name_cue("REDA\u{212a}TOR: Jan Nowak"), Some("Jan Nowak"), "the Kelvin sign");
    assert_eq!(starts_with_name_cue("Byzantine art"), None);
    assert_eq!(starts_with_name_cue("\u{130}by Jane Doe"), None, "a letter whose lower case is two");
    assert_eq!(starts_with_name_cue(""), None);
}

#[test]
fn a_cue_may_stand_alone() {
    assert!(is_bare_cue("Written by"));
    assert!(is_bare_cue("作者："));
    assert!(!is_bare_cue("Written by Jane"));
    assert!(!is_bare_cue(""));
}

#[test]
fn telling_lines_hold_digits_or_cues() {
    for line in ["12 May", "By Jane", "来源：某报 记者 张三", "２０２３年", "昨天", "二〇二三年"]
    {
        assert!(is_telling(line), "{line}");
    }
    for line in ["Read on", "更多精彩内容", ""] {
        assert!(!is_telling(line), "{line}");
    }
    assert!(has_name_cue("홍길동 기자"));
}

#[test]
fn words_before_a_date_say_what_it_is_the_date_of() {
    assert_eq!(date_label("Veröffentlicht am "), Some(DateLabel::Published));
    assert_eq!(date_label("发布时间："), Some(DateLabel::Published));
    assert_eq!(date_label("Last updated on "), Some(DateLabel::Modified));
    assert_eq!(date_label("最終更新日："), Some(DateLabel::Modified));
    assert_eq!(date_label("in the year "), None);
}
