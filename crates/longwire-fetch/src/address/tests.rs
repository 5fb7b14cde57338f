use super::*;

#[track_caller]
fn check(written: &str, expected: Option<&str>) {
    let found = parse(written);
    assert_eq!(found.as_ref().ok().map(Url::as_str), expected, "written: {written:?}, found: {found:?}");
}

#[test]
fn reads_addresses_as_people_write_them() {
    check("https://example.org/feed", Some("https://example.org/feed"));
    check("  http://example.org/a?b=c\\d#part ", Some("http://example.org/a?b=c\\d"));
    check("HTTP://EXAMPLE.org:80/", Some("http://example.org/"));
    check("https://example.org./", Some("https://example.org/"));
    check("https://under_score.example.org/", Some("https://under_score.example.org/"));
    check("https://例え.jp/新聞", Some("https://xn--r8jz45g.jp/%E6%96%B0%E8%81%9E"));
    check("https://аpple.com/", Some("https://xn--pple-43d.com/")); // a Cyrillic first letter shows
}

#[test]
fn writes_numeric_hosts_as_what_they_are() {
    check("http://2130706433/", Some("http://127.0.0.1/"));
    check("http://0x7f.1/", Some("http://127.0.0.1/"));
    check("http://0177.0.0.1/", Some("http://127.0.0.1/"));
    check("http://127.1./", Some("http://127.0.0.1/"));
    check("http://１２７.0.0.1/", Some("http://127.0.0.1/"));
}

#[test]
fn refuses_what_is_not_fetched() {
    check("", None);
    check("example.org", None);
    check("ftp://example.org/", None);
    check("file:///etc/passwd", None);
    check("gopher://example.org/", None);
    check("javascript:alert(1)", None);
    check("http://", None);
    check("http://user@example.org/", None);
    check("http://user:word@example.org/", None);
    check("http://example.org\\@evil.example/", None);
    check("http://exam\tple.org/", None);
    check("http://example.org/a\nb", None);
    check("http://example.org/\u{0}", None);
    check("http://../", None);
    check(&format!("http://example.org/{}", "a".repeat(9000)), None);
}

#[test]
fn a_refusal_shows_neither_password_nor_token() {
    let message = parse("http://user:hunter2@example.org/?token=abc").unwrap_err().to_string();
    assert!(message.starts_with("http://example.org/ can not be fetched"), "{message}");
    assert!(!message.contains("hunter2") && !message.contains("abc"), "{message}");
}

#[test]
fn redirects_are_read_relative_to_their_page_and_judged() {
    let from = Url::parse("https://example.org/a/b").unwrap();
    let to = |location: &str| follow(&from, location).ok().map(String::from);
    assert_eq!(to("../c").as_deref(), Some("https://example.org/c"));
    assert_eq!(to("//other.example/").as_deref(), Some("https://other.example/"));
    assert_eq!(to("/新").as_deref(), Some("https://example.org/%E6%96%B0"));
    assert_eq!(to("file:///etc/passwd"), None);
    assert_eq!(to("/\\evil.example/"), None);
    assert_eq!(to(""), None);
}
