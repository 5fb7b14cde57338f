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
        "<meta property=article:published_time content=2023-09-12T08:00:00+09:00><aside>13.09.2023</aside>",
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
    // Days on which something takes place, also where they stand once more without the hour.
    check("<p>9-23 Sep 2023</p>", None);
    check(
        "<div class=date>12. September 2023, 13:15 Uhr - 19:00 Uhr</div><p>Dienstag, 12. September 2023</p>",
        None,
    );
}

#[test]
fn a_line_right_behind_the_headline_is_about_it_whatever_its_box_is_called() {
    check("<div class=newsletter-details><p>12. September 2023</p></div>", Some("2023-09-12"));
    check("<aside class=newsletter><p>12. September 2023</p></aside>", None);
}

#[test]
fn the_only_heading_of_the_first_rank_is_the_headline_in_other_words() {
    let filler = "<p>words</p>".repeat(300);
    let event = format!("{filler}<p>Date: 19 March 2024</p>");
    let headed = format!("<div class=date>OCTOBER 13, 2023</div><h1>What the day was like</h1>{event}");
    check_at("https://paper.com/a", &format!("<html lang=en>{headed}"), Some("2023-10-13"));
}

#[test]
fn a_statement_of_the_last_change_gives_way_to_an_earlier_day() {
    let stated = "<meta name=date content=2023-09-15><p>13.09.2023</p>";
    check(&format!("{stated}<p>Zuletzt geändert am: 15.09.2023</p>"), Some("2023-09-13"));
    check(&format!("{stated}<p>15.09.2023</p>"), Some("2023-09-15"));
}

#[test]
fn the_first_stamp_of_a_thread_is_its_date() {
    let posts = "<p>2023-09-12 15:45</p><p>first</p><p>2023-09-14 08:10</p><p>second</p>";
    let filler = "<p>words</p>".repeat(300);
    let head = "<html lang=ja><h1>A long headline of the day</h1>";
    check_at("https://forum.example/t", &format!("{head}{filler}{posts}"), None);
    let thread = format!("<meta name=generator content='vBulletin 4'>{head}{filler}{posts}");
    check_at("https://forum.example/t", &thread, Some("2023-09-12T15:45:00+09:00"));
}

#[test]
fn pages_of_goods_are_not_dated() {
    let html = "<h1>A long headline of the day</h1><meta property=article:published_time content=2023-09-12><p>12.09.2023</p>";
    check_at("https://shop.de/produkte/kaffee", html, None);
    check_at("https://shop.de/produkte", html, Some("2023-09-12"));
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
    let rules =
        SiteRules { zone: Some("America/New_York".into()), day_first: Some(true), ..SiteRules::default() };
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

#[test]
fn what_readers_are_shown_counts_more_than_what_only_machines_are_told() {
    let told = r#"<script type=application/ld+json>{"@type":"Article","datePublished":"2023-09-12T08:00:00Z"}</script>"#;
    check(&format!("{told}<p>1. September 2023</p>"), Some("2023-09-01"));
    check(
        &format!("{told}<p>1. September 2023</p><footer>12.09.2023</footer>"),
        Some("2023-09-12T08:00:00Z"),
    );
    check(&format!("{told}<p>Updated: 14. September 2023</p>"), Some("2023-09-12T08:00:00Z"));
    check(
        &format!("{told}<span>Updated:</span> <time datetime=2023-09-14>14.9.</time>"),
        Some("2023-09-12T08:00:00Z"),
    );
    let changed = "<meta property=article:modified_time content=2023-09-14>";
    check(&format!("{told}{changed}<p>14. September 2023</p>"), Some("2023-09-12T08:00:00Z"));
}

#[test]
fn a_line_above_says_what_a_date_is_of() {
    let far = "<p>One paragraph of the story that is long enough.</p>".repeat(40);
    check(&format!("{far}<h4>Published</h4><p>12.09.2023</p>"), Some("2023-09-12"));
    check(&format!("{far}<dt>Mise en ligne</dt><dd>12.09.2023</dd><p>01.01.2020</p>"), Some("2023-09-12"));
    check("<p>Release: 12.09.2023</p>", None);
}

#[test]
fn a_note_or_signature_behind_the_article_dates_it() {
    let far = "<p>One paragraph of the story that is long enough.</p>".repeat(40);
    let note = "This entry was posted on September 12, 2023 at noon and is filed under news. You can follow any \
                responses to it through the feed. Both comments and pings are currently closed.";
    check(&format!("{far}<p>{note}</p>"), Some("2023-09-12"));
    check(&format!("{far}<p>{note} {}</p>", "And so on. ".repeat(40)), Some("2023-09-12"));
    check(
        &format!("{far}<div>Von Anna am 12.09.2023, 11:51 | 0 Meinungen</div>"),
        Some("2023-09-12T11:51:00+02:00"),
    );
    let readers = "<div>Von Anna am 12.09.2023, 11:51</div><div>Von Otto am 13.09.2023, 12:51</div>";
    check(&format!("{far}{readers}"), None);
    let first = "This article was originally published on 12 Sep 2023 but has been regularly updated to keep it current.";
    check_at(
        "https://paper.com/a",
        &format!("<h1>A long headline of the day</h1><p>30 Sep 2023, 11:07am</p>{far}<p>{first}</p>"),
        Some("2023-09-12"),
    );
}

#[test]
fn a_paragraph_below_the_headline_can_open_with_its_date() {
    let prose = "the council met to speak of the bridge that had been closed for a year. ".repeat(6);
    check(&format!("<p>(12. September 2023) Again {prose}</p>"), Some("2023-09-12"));
    check(&format!("<p>12.9.2023 - Again {prose}</p>"), Some("2023-09-12"));
    check(&format!("<p>12.9.2023 was the day when {prose}</p>"), None);
}

#[test]
fn pages_of_things_are_not_dated_by_their_systems() {
    let meta = "<meta property=article:published_time content=2023-09-12>";
    let json_ld = |kind: &str| {
        format!(r#"<script type=application/ld+json>{{"@type":"{kind}","name":"Cake"}}</script>{meta}"#)
    };
    check(&json_ld("Recipe"), None);
    check(&json_ld("Product"), None);
    check(&format!("{}<p>12.09.2023</p>", json_ld("Recipe")), Some("2023-09-12"));
    check(&format!("<body class='page page-id-12'>{meta}"), None);
    check(&format!("<body class='single postid-12'>{meta}"), Some("2023-09-12"));
    check(
        "<div itemscope itemtype=https://schema.org/SoftwareApplication><time itemprop=datePublished>12.09.2023</time></div>",
        None,
    );
    check("<div class=rating-comment><meta itemprop=datePublished content=2023-09-12></div>", None);
}

#[test]
fn a_region_that_holds_most_of_the_page_is_the_page() {
    check(
        "<div class=has-double-sidebar><p>12.09.2023</p><p>All that there is to read.</p></div>",
        Some("2023-09-12"),
    );
    check("<div class='widget Blog'><h2>Dienstag, 12. September 2023</h2></div>", Some("2023-09-12"));
}
