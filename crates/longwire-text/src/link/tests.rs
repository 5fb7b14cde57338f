use super::*;

#[track_caller]
fn check(written: &str, base: Option<&str>, expected: Option<&str>) {
    let base = base.map(|b| Url::parse(b).expect("a base"));
    assert_eq!(resolve(written, base.as_ref()).as_ref().map(Url::as_str), expected, "written: {written:?}");
}

#[test]
fn addresses_are_read_as_feeds_write_them() {
    check("https://example.org/a", None, Some("https://example.org/a"));
    check("  https://example.org/a\n  ", None, Some("https://example.org/a"));
    check("https://example.org/long\n    /path", None, Some("https://example.org/long/path"));
    check("https://example.org/新闻 1", None, Some("https://example.org/%E6%96%B0%E9%97%BB%201"));
    check("//cdn.example.org/a.png", None, Some("https://cdn.example.org/a.png"));
    check("//cdn.example.org/a.png", Some("http://example.org/"), Some("http://cdn.example.org/a.png"));
    check("../b?x=1", Some("http://example.org/a/c"), Some("http://example.org/b?x=1"));
    check("", Some("http://example.org/a"), None);
}

#[test]
fn refuses_what_is_no_web_address() {
    check("javascript:alert(1)", Some("http://example.org/"), None);
    check("mailto:a@example.org", None, None);
    check("file:///etc/passwd", None, None);
    check("/relative", None, None);
    check("http://", None, None);
    check(&format!("http://example.org/{}", "a".repeat(URL_BYTES_MAX)), None, None);
}

#[test]
fn the_writers_spelling_is_kept_where_it_is_absolute() {
    let base = Url::parse("http://example.org/a/").expect("a base");
    assert_eq!(resolve_written("http://EXAMPLE.org/新", Some(&base)), "http://EXAMPLE.org/新");
    assert_eq!(resolve_written("b", Some(&base)), "http://example.org/a/b");
    assert_eq!(resolve_written("b", None), "b");
    assert_eq!(resolve_written("tag:example.org,2024:1", Some(&base)), "tag:example.org,2024:1");
}
