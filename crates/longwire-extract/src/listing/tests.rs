use super::*;
use crate::dom::{ParseLimits, parse};

fn page(html: &str) -> Document {
    parse(html, &ParseLimits::default())
}

fn address_of_page() -> Url {
    Url::parse("https://news.example.org/world/").unwrap()
}

#[track_caller]
fn check_feeds(html: &str, expected: &[&str]) {
    let found = feeds(&page(html), &address_of_page());
    let urls: Vec<_> = found.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, expected, "{html}");
}

/// The listed articles as `path title date`.
#[track_caller]
fn check_entries(html: &str, expected: &[(&str, &str, Option<&str>)]) {
    let feed = entries(&page(html), &address_of_page());
    let found: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let url = entry.url.as_ref().unwrap();
            (url.as_str().to_owned(), entry.title.clone(), entry.published_at.map(|at| at.to_string()))
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(path, title, date)| {
            (format!("https://news.example.org{path}"), (*title).to_owned(), date.map(str::to_owned))
        })
        .collect();
    assert_eq!(found, expected, "{html}");
}

#[test]
fn announced_feeds_are_found_absolute_and_in_order() {
    check_feeds(
        "<link rel=alternate type=application/rss+xml href=/rss.xml title=News>\
         <link rel='alternate feed' type='Application/Atom+XML; charset=utf-8' href='atom'>\
         <link rel=alternate type=application/feed+json href=//cdn.example.net/f.json>",
        &[
            "https://news.example.org/rss.xml",
            "https://news.example.org/world/atom",
            "https://cdn.example.net/f.json",
        ],
    );
    check_feeds("<base href=/sub/><link rel=feed href=f>", &["https://news.example.org/sub/f"]);
}

#[test]
fn what_is_announced_but_no_feed_is_left_out() {
    check_feeds(
        "<link rel=alternate hreflang=fr href=/fr/>\
         <link rel=stylesheet type=application/rss+xml href=/x>\
         <link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>\
         <link rel=alternate type=application/json+oembed href=/oembed?feed>\
         <link rel=alternate type=application/rss+xml href='javascript:x'>\
         <link rel=alternate type=application/rss+xml>",
        &[],
    );
}

#[test]
fn links_named_like_feeds_come_after_announced_ones_and_comments_last() {
    check_feeds(
        "<link rel=alternate type=application/rss+xml title='Comments Feed' href=/comments/feed/>\
         <link rel=alternate type=application/rss+xml title='Main' href=/feed/>\
         <a href=/rss/world.xml>World</a><a href='/?feed=rss2'>RSS</a><a href=feed://news.example.org/f>f</a>\
         <a href=/feed/>again</a><a href=/feedback>write to us</a><a href=/sitemap.xml>map</a>\
         <a href=https://reader.example.net/rss>other site</a><a href=/news/rss-is-back>article</a>",
        &[
            "https://news.example.org/feed/",
            "https://news.example.org/rss/world.xml",
            "https://news.example.org/?feed=rss2",
            "http://news.example.org/f",
            "https://news.example.org/comments/feed/",
        ],
    );
}

#[test]
fn a_dated_list_is_read_and_the_menu_is_not() {
    check_entries(
        "<html lang=en><title>News</title><nav><ul><li><a href=/a-very-long-section-name-2024>A very long section name here</a></ul></nav>\
         <div class=menu-top><a href=/world>World</a><a href=/sport>Sport</a></div>\
         <ul class=list>\
         <li><a href=/2024/harbour-opens>Harbour opens after nine years of work</a> <span>12 March 2024</span></li>\
         <li><a href=one.html>Bridge is closed for the whole summer</a> <time datetime=2024-03-11T08:30:00+01:00>yesterday</time></li>\
         <li><a href=/story?id=778>Council votes on new ferries tonight</a></li>\
         </ul><footer><a href=/imprint-and-contact-2024>Imprint and contact of this newspaper</a></footer>",
        &[
            ("/2024/harbour-opens", "Harbour opens after nine years of work", Some("2024-03-12")),
            ("/world/one.html", "Bridge is closed for the whole summer", Some("2024-03-11T08:30:00+01:00")),
            ("/story?id=778", "Council votes on new ferries tonight", None),
        ],
    );
}

#[test]
fn chinese_lists_need_no_long_titles() {
    check_entries(
        "<html lang=zh-CN><div class=nav><a href=/gn/>国内</a><a href=/gj/>国际</a></div>\
         <ul><li><a href=/c/2024/0305/1.htm>港口今年货运量再创新高</a><span>2024年3月5日</span>\
         <li><a href=/c/2024/0304/2.htm>新桥通车后居民出行更方便</a><span>2024-03-04</span>\
         <li><a href=/c/2024/0303/3.htm>春季招聘会吸引万人参加</a></ul>",
        &[
            ("/c/2024/0305/1.htm", "港口今年货运量再创新高", Some("2024-03-05")),
            ("/c/2024/0304/2.htm", "新桥通车后居民出行更方便", Some("2024-03-04")),
            ("/c/2024/0303/3.htm", "春季招聘会吸引万人参加", Some("2024-03-03")),
        ],
    );
}

#[test]
fn an_item_with_several_links_to_one_article_is_one_entry() {
    let item = |n: u32| {
        format!(
            "<article class='post-{n} post'><a href=/p/{n}44><img alt=x></a><h2><a href=/p/{n}44?utm_source=x>\
             Number {n} of the stories of today</a></h2><p>Some words about it.</p><a href=/p/{n}44>Read more</a></article>"
        )
    };
    let html: String = (1..4).map(item).collect();
    let titles: Vec<_> =
        entries(&page(&html), &address_of_page()).entries.into_iter().map(|entry| entry.title).collect();
    assert_eq!(
        titles,
        [
            "Number 1 of the stories of today",
            "Number 2 of the stories of today",
            "Number 3 of the stories of today"
        ]
    );
}

#[test]
fn links_laid_over_a_card_are_called_by_their_attributes() {
    let card = |n: u32| {
        format!(
            "<div><a href=/2024/0{n}/x aria-label='Story number {n} of the week'></a><h3>Story</h3></div>"
        )
    };
    let html: String = (1..4).map(card).collect();
    let found = entries(&page(&html), &address_of_page()).entries;
    assert_eq!(found.len(), 3);
    assert_eq!(found[2].title, "Story number 3 of the week");
}

#[test]
fn pages_that_list_nothing_give_no_entries() {
    check_entries("", &[]);
    check_entries(
        "<p>Words with <a href=/x>one link</a> and <a href=https://other.example/2024/long-name-of-it>another site's long title</a>.",
        &[],
    );
    check_entries(
        "<a href=/login>Log in</a><a href=/about>About us</a><a href=/>Home of the whole newspaper</a>",
        &[],
    );
}

#[test]
fn the_feed_of_a_page_carries_its_title_and_language() {
    let feed = entries(&page("<html lang=zh-CN><title> 新闻 \n 首页</title>"), &address_of_page());
    assert_eq!((feed.title.as_str(), feed.format), ("新闻首页", longwire_model::FeedFormat::Listing));
    assert_eq!(feed.language.map(|lang| lang.to_string()).as_deref(), Some("zh-Hans"));
}

#[test]
fn a_page_of_links_without_end_is_read_in_part() {
    let html: String =
        (0..20_000).map(|n| format!("<li><a href=/s/{n}.html>Story number {n} of a long list</a>")).collect();
    assert_eq!(entries(&page(&html), &address_of_page()).entries.len(), ENTRIES_MAX);
}
