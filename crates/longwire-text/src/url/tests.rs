use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
}

#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(identity(&url(one)), identity(&url(other)));
}

#[track_caller]
fn different(one: &str, other: &str) {
    assert_ne!(identity(&url(one)), identity(&url(other)));
}

#[test]
fn one_article_under_many_addresses_is_one() {
    same("http://example.org/a", "https://www.example.org/a/");
    same("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a");
    same("https://example.org/a?id=7&fbclid=x", "https://example.org/a?id=7");
    same("https://example.org/a#comments", "https://example.org/a");
    same("https://EXAMPLE.org:443/a", "http://example.org:80/a");
    same("https://example.org./a", "https://example.org/a");
}

#[test]
fn different_articles_stay_different() {
    different("https://example.org/a?id=7", "https://example.org/a?id=8");
    different("https://example.org/a", "https://example.org/A");
    different("https://example.org/#!/a", "https://example.org/#!/b");
    different("https://example.org:8443/a", "https://example.org/a");
    different("https://news.example.org/a", "https://example.org/a");
}

#[test]
fn addresses_are_shown_decoded_where_that_is_safe() {
    let check = |written: &str, expected: &str| assert_eq!(shown(&url(written)), expected);
    check("https://example.org/%E8%A6%81%E9%97%BB/1", "https://example.org/要闻/1");
    check("https://example.org/a%20b", "https://example.org/a%20b");
    check("https://example.org/%E2%80%AEgpj.exe", "https://example.org/%E2%80%AEgpj.exe");
    check("https://example.org/%FF%FE", "https://example.org/%FF%FE");
    check("https://example.org/100%", "https://example.org/100%");
}

#[test]
fn slugs_come_from_the_title_or_the_address() {
    let check = |title: &str, at: &str, expected: &str| assert_eq!(slug(title, &url(at)), expected);
    check("The Harbour Post", "https://example.org/feed", "the-harbour-post");
    check("晨报", "https://www.example.org/cn/rss.xml", "example-org-cn");
    check("晨报", "http://127.0.0.1:8000/feed.xml", "feed");
    check("It's News!", "https://example.org/", "its-news");
    check(&"x".repeat(200), "https://example.org/", &"x".repeat(48));
}
