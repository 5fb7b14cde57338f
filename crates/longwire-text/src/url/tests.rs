use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
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
