use super::*;

#[test]
fn introductions_are_one_line_cut_between_characters() {
    assert_eq!(introduction("一\n二"), "一…");
    assert_eq!(introduction("一 "), "一 ");
    assert_eq!(introduction(""), "");
    let cut = introduction(&"字".repeat(INTRODUCTION_CHARS_MAX + 1));
    assert_eq!(cut.chars().count(), INTRODUCTION_CHARS_MAX + 1);
    assert!(cut.ends_with("字…"));
}
