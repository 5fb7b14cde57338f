use longwire_model::Timestamp;

use crate::metadata::tests::{page, page_with};
use crate::{Hint, SiteRules};

#[track_caller]
fn check_at(url: &str, html: &str, expected: Option<&str>) {
    let body = format!("<title>A long headline of the day</title>{html}");
    let found = page(url, &body).published_at.map(|moment| moment.to_string());
    assert_eq!(found.as_deref(), expected, "{html}");
}

#[track_caller]
fn check(html: &str, expected: Option<&str>) {
    check_at("https://www.paper.de/a", &format!("<h1>A long headline of the day</h1>{html}"), expected);
}

#[test]
fn what_is_written_for_machines_is_believed_first() {
    check(
        "<meta property=article:published_time content=2023-09-12T08:00:00+09:00><p>13.09.2023</p>",
        Some("2023-09-12T08:00:00+09:00"),
    );
    check("<meta property=article:published_time content=1694505600>", Some("2023-09-12T08:00:00Z"));
    check("<meta name=date content='12.09.2023 15:45'>", Some("2023-09-12T15:45:00+02:00"));
    check("<meta name=date content=soon><time datetime=2023-09-12>yesterday</time>", Some("2023-09-12"));
    check(
        r#"<script type=application/ld+json>{"@type":"Article","datePublished":"2023-09-12T08:00:00Z"}</script>"#,
        Some("2023-09-12T08:00:00Z"),
    );
}

#[test]
fn a_date_beside_the_headline_is_the_articles() {
    check("<p>12.09.2023 - 15:45 Uhr</p>", Some("2023-09-12T15:45:00+02:00"));
    check("<p>Veröffentlicht am 12. September 2023 | Aktualisiert am 14.09.2023</p>", Some("2023-09-12"));
    check("<time>12. September 2023</time><p>long text</p>", Some("2023-09-12"));
    check("<span class=post-date>12. September 2023</span>", Some("2023-09-12"));
}

#[test]
fn dates_of_other_things_are_left_alone() {
    check(
        "<p>Am 12. September 2023 fuhr der Zug zum ersten Mal über die neue Brücke, die zehn Jahre lang gebaut worden war.</p>",
        None,
    );
    check("<footer>© 01.01.2023</footer>", None);
    check("<aside class=related><a href=/x>12.09.2023 Another story</a></aside>", None);
    check("<div class=comments><time datetime=2023-09-12>12.09.2023</time></div>", None);
    check("<meta property=og:type content=product><p class=date>12.09.2023</p>", None);
}

#[test]
fn an_address_names_the_day_and_finds_out_templates() {
    let headline = "<h1>A long headline of the day</h1>";
    check_at("https://paper.de/2023/09/12/a", headline, Some("2023-09-12"));
    let stamped = format!("{headline}<meta name=date content=2024-05-01><p>12.09.2023 15:45</p>");
    check_at("https://paper.de/2023/09/12/a", &stamped, Some("2023-09-12T15:45:00+02:00"));
    // An archive of the web puts its own date before the page's address.
    check_at("https://web.archive.org/web/20150101000000/http://paper.de/a", headline, None);
}

#[test]
fn an_instant_in_utc_is_shown_on_the_day_the_page_shows() {
    let late = "<h1>A long headline of the day</h1><meta property=article:published_time content=2023-09-12T22:30:00Z>";
    check_at("https://paper.de/2023/09/13/a", late, Some("2023-09-13T00:30:00+02:00"));
    check_at("https://paper.de/2023/09/12/a", late, Some("2023-09-12T22:30:00Z"));
    let shown = format!("<html lang=en>{late}<p>Sept. 12, 2023 5:30 p.m.</p>");
    check_at("https://paper.com/a", &shown, Some("2023-09-12T22:30:00Z"));
    let shown = format!("<html lang=en>{late}<p>September 13, 2023 1:30 am</p>");
    check_at("https://paper.com/a", &shown, Some("2023-09-13T01:30:00+03:00"));
}

#[test]
fn a_time_needs_a_zone() {
    let html = "<h1>A long headline of the day</h1><p>2023-09-12 15:45</p>";
    check_at("https://paper.com/a", html, Some("2023-09-12")); // nobody knows where paper.com is
    check_at("https://paper.fr/a", html, Some("2023-09-12T15:45:00+02:00"));
    check_at("https://paper.com/a", &format!("<html lang=ja>{html}"), Some("2023-09-12T15:45:00+09:00"));
    let other = format!("{html}<meta property=article:modified_time content=2023-09-12T18:00:00+05:30>");
    check_at("https://paper.com/a", &other, Some("2023-09-12T15:45:00+05:30"));
    let rules = SiteRules { zone: Some("America/New_York".into()), day_first: Some(true) };
    let html =
        "<title>A long headline of the day</title><h1>A long headline of the day</h1><p>12/09/2023 15:45</p>";
    let found = page_with("https://paper.fr/a", html, &Hint::default(), &rules, None);
    assert_eq!(found.published_at.unwrap().to_string(), "2023-09-12T15:45:00-04:00"); // a rule overrules
}

#[test]
fn relative_dates_need_to_know_when_the_page_was_read() {
    let html = "<title>一个足够长的标题在这里</title><h1>一个足够长的标题在这里</h1><p>3小时前</p>";
    let read = |captured_at| {
        page_with("https://news.example.cn/a", html, &Hint::default(), &SiteRules::default(), captured_at)
            .published_at
    };
    assert_eq!(read(None), None);
    let captured_at = Timestamp::from_seconds(1_694_505_600); // 16:00 in Shanghai
    assert_eq!(read(Some(captured_at)).unwrap().to_string(), "2023-09-12T13:00:00+08:00");
}

#[test]
fn nothing_appears_after_it_was_read() {
    let html = "<h1>A headline</h1><meta name=date content=2023-12-24>";
    let captured_at = Some(Timestamp::from_seconds(1_694_505_600));
    let found = page_with("https://paper.de/a", html, &Hint::default(), &SiteRules::default(), captured_at);
    assert_eq!(found.published_at, None);
}

#[test]
fn a_change_is_later_than_the_appearance() {
    let read = |modified: &str| {
        let html = format!(
            "<h1>A headline</h1><meta property=article:published_time content=2023-09-12T08:00:00Z>\
             <meta property=article:modified_time content={modified}>"
        );
        page("https://paper.de/a", &html).modified_at.map(|moment| moment.to_string())
    };
    assert_eq!(read("2023-09-13T08:00:00Z").as_deref(), Some("2023-09-13T08:00:00Z"));
    assert_eq!(read("2023-09-11T08:00:00Z"), None);
}

#[test]
fn a_page_dated_by_its_system_only_is_dated_if_it_shows_the_day() {
    let json_ld = r#"<script type=application/ld+json>{"@type":"WebPage","datePublished":"2023-09-12T08:00:00Z"}</script>"#;
    check(json_ld, None);
    check(&format!("{json_ld}<div class=other>Stand: 12.09.2023</div>"), Some("2023-09-12T08:00:00Z"));
}
