use super::*;

/// Units joined by `+` where they touch and `|` where they do not.
#[track_caller]
fn check(written: &str, expected: &str) {
    let units = Units::of(written);
    let mut found = String::new();
    for n in 0..units.len() {
        found.push_str(units.text(n));
        if n + 1 < units.len() {
            found.push(if units.touches_next(n) { '+' } else { '|' });
        }
    }
    assert_eq!(found, expected, "written: {written:?}");
}

#[test]
fn chinese_comes_by_characters_and_latin_by_words() {
    check("俄羅斯总统", "俄+罗+斯+总+统");
    check("The Quick fox", "the+quick+fox");
    check("F-35战机", "f+35+战+机");
    check("iPhone 15手机", "iphone+15+手+机");
    check("A股大涨3.5%", "a+股+大+涨+3+5");
    check("covid19", "covid19");
}

#[test]
fn marks_part_ideographs_and_spaces_do_not() {
    check("中，国", "中|国");
    check("中 国", "中+国");
    check("王　强", "王+强");
    check("唐纳德·特朗普", "唐+纳+德+特+朗+普");
    check("ジョン・スミス", "ジ+ョ+ン+ス+ミ+ス");
    check("中-美", "中+美");
    check("涨。A股", "涨|a+股");
    check("手机，iPhone", "手+机|iphone");
}

#[test]
fn marks_do_not_part_words() {
    check("Smith, John's U.S. trip", "smith+john+s+u+s+trip");
}

#[test]
fn a_new_line_parts_all() {
    check("one\ntwo", "one|two");
    check("中\n国", "中|国");
    check("中\u{2028}国", "中|国");
}

#[test]
fn hangul_is_parted_by_spaces() {
    check("한국 경제", "한+국|경+제");
    check("한국 GDP", "한+국+gdp");
}

#[test]
fn scripts_without_spaces_come_by_characters() {
    check("ข่าว", "ข+า+ว");
    check("မြန်မာ", "မ+ြ+န+မ+ာ");
}

#[test]
fn a_word_without_end_is_several_that_touch() {
    let units = Units::of(&"a".repeat(100));
    assert_eq!(units.len(), 4);
    assert_eq!(units.text(3).len(), 4);
    assert!((0..3).all(|n| units.touches_next(n)));
    assert_eq!(units.list()[3].source(), 96..100);
}

#[test]
fn a_unit_knows_its_source() {
    let text = "Ｆ－３５ 戰機";
    let units = Units::of(text);
    let sources: Vec<&str> = units.list().iter().map(|unit| &text[unit.source()]).collect();
    assert_eq!(sources, ["Ｆ", "３５", "戰", "機"]);
}

#[test]
fn texts_in_a_row_do_not_touch() {
    let mut units = Units::of("中");
    units.add("国");
    assert!(!units.touches_next(0));
    assert_eq!(units.chains().collect::<Vec<_>>(), [0..1, 1..2]);
    assert_eq!(units.place_count(), 3);
}

#[test]
fn nothing_readable_is_no_unit() {
    check("", "");
    check(" …「」!?🙂 ", "");
}
