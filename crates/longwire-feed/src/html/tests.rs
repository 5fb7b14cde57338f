use super::*;

fn base() -> Url {
    Url::parse("http://example.org/news/1").expect("a base")
}

#[track_caller]
fn check_absolute(html: &str, expected: &str) {
    assert_eq!(absolute(html, Some(&base())), expected, "html: {html:?}");
}

#[test]
fn relative_links_become_absolute() {
    check_absolute("<a href='/a'>x</a>", "<a href='http://example.org/a'>x</a>");
    check_absolute("<img src=b.png alt=x>", "<img src=http://example.org/news/b.png alt=x>");
    check_absolute("<a href=\"?a=1&amp;b=2\">", "<a href=\"http://example.org/news/1?a=1&amp;b=2\">");
    check_absolute(
        "<img srcset=\"a.png 1x, /b.png 2x\">",
        "<img srcset=\"http://example.org/news/a.png 1x, http://example.org/b.png 2x\">",
    );
}

#[test]
fn absolute_links_and_text_are_left_alone() {
    for html in [
        "<a href='http://a.test/'>x</a>",
        "<a href='#note'>",
        "<a href='mailto:a@b.test'>",
        "a < b href='/x'",
        "<p title='/a'>",
    ] {
        check_absolute(html, html);
    }
}

#[track_caller]
fn check_text(html: &str, tags: Tags, expected: &str) {
    assert_eq!(text(html, tags), expected, "html: {html:?}");
}

#[test]
fn text_is_what_a_reader_would_see() {
    check_text("<p>a <b>b</b></p><p>c&amp;d</p>", Tags::All, "a b c&d");
    check_text(" a\n b ", Tags::All, "a b");
    check_text("news<br/>today", Tags::Known, "news today");
}

#[test]
fn plain_text_about_markup_keeps_what_is_no_html() {
    check_text("Vec<T> &amp; Option<T>", Tags::Known, "Vec<T> & Option<T>");
    check_text("1 < 2 > 0", Tags::Known, "1 < 2 > 0");
}
