use super::*;

#[test]
fn a_name_is_one_line_of_a_fair_length() {
    let check = |written: &str, expected: Option<&str>| assert_eq!(name(written).as_deref(), expected);
    check("  要闻 解说 ", Some("要闻 解说"));
    check("Trade  &  Ports", Some("Trade & Ports"));
    check("", None);
    check(" \t\n", None);
    check(&"港".repeat(NAME_CHARS_MAX), Some(&"港".repeat(NAME_CHARS_MAX)));
    check(&"港".repeat(NAME_CHARS_MAX + 1), None);
    check(&" ".repeat(1 << 20), None);
}

#[test]
fn spellings_of_one_tag_share_a_key() {
    let same = |one: &str, other: &str| assert_eq!(key(one), key(other));
    same("Économie", "ÉCONOMIE");
    same("ＡＩ", "ai");
    assert_ne!(key("經濟"), key("经济"), "the two scripts are two tags");
    assert_eq!(names(["AI", " ai ", "ＡＩ", "", "Ports"]), ["AI", "Ports"]);
}

#[test]
fn only_so_many_tags_are_kept() {
    let written: Vec<String> = (0..100).map(|n| format!("tag {n}")).collect();
    assert_eq!(names(written.iter().map(String::as_str)).len(), TAGS_MAX);
}

#[test]
fn a_slug_keeps_the_letters_of_every_script() {
    let check = |name: &str, expected: &str| assert_eq!(slug(name), expected);
    check("News / Asia", "news-asia");
    check("经济", "经济");
    check("Trade & Ports!", "trade-ports");
    check("100%", "100");
    check("…", "");
    check(&"x ".repeat(60), "x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x");
}
