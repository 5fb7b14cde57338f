use super::*;
use crate::query::parse;

/// The excerpt with what was found in brackets and `…` where it was cut.
fn shown(text: &str, query: &str) -> String {
    let excerpt = excerpt(text, &parse(query));
    let mut out = excerpt.text.clone();
    for mark in excerpt.marks.iter().rev() {
        out.insert(mark.end, ']');
        out.insert(mark.start, '[');
    }
    let before = if excerpt.begins_inside { "…" } else { "" };
    format!("{before}{out}{}", if excerpt.ends_inside { "…" } else { "" })
}

#[track_caller]
fn check(text: &str, query: &str, expected: &str) {
    assert_eq!(shown(text, query), expected, "query: {query}");
}

#[test]
fn whole_sentences_are_shown() {
    let before = "这是无关的一句话，讲的是天气和庄稼的收成，以及今年的雨水。".repeat(8);
    let text = format!("{before}俄羅斯總統訪問北京。双方签署了协议。{before}");
    let found = shown(&text, "俄罗斯 协议");
    assert!(found.starts_with("[俄羅斯]總統訪問北京。双方签署了[协议]。"), "{found}");
    assert!(found.ends_with('。'), "{found}");
}

#[test]
fn marks_stand_on_the_original() {
    check("Ｆ－３５戰機起飛。", "F-35战机", "[Ｆ－３５戰機]起飛。");
    check("Le Café Éclair.", "cafe eclair", "Le [Café] [Éclair].");
    check("中国中国", "中国", "[中国中国]");
}

#[test]
fn excluded_words_and_other_fields_are_not_marked() {
    check("北京 天气", "北京 -天气 author:天气", "[北京] 天气");
}

#[test]
fn without_a_hit_the_beginning_is_shown() {
    check("第一句。第二句。", "没有", "第一句。第二句。");
    check("", "a", "");
    check(" \n ", "a", "");
}

#[test]
fn a_sentence_without_end_is_cut_around_the_hit() {
    let long = "很长的话没有句号".repeat(100);
    let found = shown(&format!("{long}，然后金正恩到访{long}"), "金正恩");
    assert!(found.starts_with('…') && found.ends_with('…'), "{found}");
    assert!(found.contains("，然后[金正恩]到访很长"), "{found}");
    assert!(weight(&found) < WEIGHT_MAX + 10, "{found}");
    let words = "word ".repeat(300);
    let found = shown(&format!("{words}needle {words}"), "needle");
    assert!(found.contains("word [needle] word") && found.starts_with("…word"), "{found}");
}

#[test]
fn english_sentences_end_at_a_full_stop_and_a_space() {
    let text = format!("{} Prices rose 3.5 percent. He said so.", "Nothing here at all. ".repeat(30));
    check(&text, "percent", "Prices rose 3.5 [percent]. He said so.");
}

#[test]
fn the_place_with_most_of_the_query_is_shown() {
    let gap = "无关的话说了很多很多，没有任何意义，只是为了占据地方而已。".repeat(10);
    let text = format!("北京。{gap}上海。{gap}北京和上海。");
    check(&text, "北京 上海", "[北京]和[上海]。");
}

#[test]
fn any_text_can_be_cut() {
    for text in ["。。。", "…", "a.b.c", "\n\n。\n", "🙂🙂", "é\u{301}\u{301}", "「」。”"] {
        for query in ["a", "。", "é"] {
            excerpt(text, &parse(query));
        }
    }
}
