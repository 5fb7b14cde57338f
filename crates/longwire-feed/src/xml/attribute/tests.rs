use super::*;

#[track_caller]
fn check(attributes: &str, expected: &[(&str, &str)]) {
    assert_eq!(all(attributes).collect::<Vec<_>>(), expected, "attributes: {attributes:?}");
}

#[test]
fn attributes_are_read_however_they_are_quoted() {
    check(" a=\"1\" b='2' c=3 d", &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "")]);
    check("a = \"1\"b='2'/", &[("a", "1"), ("b", "2")]);
    check("a=\"1", &[("a", "1")]);
    check("", &[]);
    check("= '", &[]);
}

#[test]
fn names_are_found_in_any_case_and_the_first_wins() {
    assert_eq!(get("HREF='a' href='b'", "href").as_deref(), Some("a"));
    assert_eq!(get("url='?a=1&amp;b=2'", "url").as_deref(), Some("?a=1&b=2"));
    assert_eq!(get("a='1'", "b"), None);
}
