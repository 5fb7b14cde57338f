use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(collapse(text), expected, "{text:?}");
    assert_eq!(collapse(expected), expected, "a second time");
}

#[test]
fn white_space_of_every_kind_becomes_one_blank() {
    check("", "");
    check("  \n\t ", "");
    check(" a \t\n b ", "a b");
    check("a\u{a0}\u{3000}b\u{2003}", "a b");
}

#[test]
fn wrapped_lines_of_chinese_and_japanese_join_without_a_blank() {
    check("这是一\n    句话", "这是一句话");
    check("句话，\r\n再来", "句话，再来");
    check("カタ\nカナ", "カタカナ");
    check("中文 \n 中文", "中文中文");
}

#[test]
fn blanks_that_somebody_typed_and_breaks_in_other_scripts_stay() {
    check("标题 副标题", "标题 副标题");
    check("标题　副标题", "标题 副标题");
    check("用\nRust", "用 Rust");
    check("한국\n사람", "한국 사람");
    check("one\ntwo", "one two");
}

#[test]
fn invisible_characters_go_and_joiners_stay() {
    check("\u{feff}a\u{0}b\u{1f}c\u{ffff}\u{9f}", "abc");
    check("می\u{200c}خواهم", "می\u{200c}خواهم");
    check("👩\u{200d}🔬", "👩\u{200d}🔬");
}
