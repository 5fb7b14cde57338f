//! The Merrow Ledger: an English local paper. UTF-8, RSS, lazy pictures, a
//! newsletter form, related links and a teaser inside the body, comments below
//! it; and the harbour log, which appears anew every minute.

use super::super::house::{FeedKind, House, PictureFile};
use super::super::page::{blocks, escape, path_of, stamp};
use super::super::written::Written;
use super::wide;

pub(super) static HOUSE: House = House {
    name: "The Merrow Ledger",
    language: "en",
    folder: "Newspapers",
    offset_seconds: -3 * 3600,
    label: "UTF-8",
    label_in_header: true,
    articles: include_str!("../../../demo/merrow/articles.txt"),
    bulletins: Some(include_str!("../../../demo/merrow/bulletins.txt")),
    pictures: &PICTURES,
    article_page: include_str!("../../../demo/merrow/article.html"),
    home_page: include_str!("../../../demo/merrow/home.html"),
    feed: FeedKind::Rss,
    feed_path: "/feed/",
    announced_by_home: false,
    article_path: |manuscript, _, moment| format!("/{}/{}/", stamp(moment, "%Y/%m"), manuscript.slug),
    author_path: Some(|name| format!("/author/{}/", name.to_lowercase().replace([' ', '\''], "-"))),
    date: |moment| stamp(moment, "%B %-d, %Y at %-I:%M %p"),
    byline,
    body,
};

const NEWSLETTER: &str = "<div class=\"newsletter-signup\"><h3>Get the Ledger in your inbox</h3>    <p>Sign up for our free morning newsletter and never miss a story.</p>    <form action=\"/newsletter\" method=\"post\"><input type=\"email\" name=\"email\" placeholder=\"Your email\">    <button>Subscribe</button></form></div>\n";
const SUPPORT: &str = "<div class=\"promo promo--support\"><p>Local reporting costs money.     <a href=\"/support/\">Support the Ledger from 4 a month</a>.</p></div>\n";

fn byline(written: &Written) -> String {
    let links: Vec<_> = written
        .authors
        .iter()
        .map(|author| {
            let path = author.url.as_ref().map(path_of).unwrap_or_default();
            format!("<a rel=\"author\" href=\"{path}\">{}</a>", escape(&author.name))
        })
        .collect();
    links.join(" and ")
}

fn body(written: &Written) -> String {
    blocks(&written.blocks, |n| match n {
        2 => NEWSLETTER,
        5 => SUPPORT,
        _ => "",
    })
}

static PICTURES: [PictureFile; 10] = [
    wide(
        "/images/1-1280.jpg",
        include_bytes!("../../../demo/merrow/1.jpg"),
        Some(("/images/1-400.jpg", include_bytes!("../../../demo/merrow/1-small.jpg"))),
    ),
    wide(
        "/images/2-1280.jpg",
        include_bytes!("../../../demo/merrow/2.jpg"),
        Some(("/images/2-400.jpg", include_bytes!("../../../demo/merrow/2-small.jpg"))),
    ),
    wide("/images/3-1280.png", include_bytes!("../../../demo/merrow/3.png"), None),
    wide(
        "/images/4-1280.jpg",
        include_bytes!("../../../demo/merrow/4.jpg"),
        Some(("/images/4-400.jpg", include_bytes!("../../../demo/merrow/4-small.jpg"))),
    ),
    wide(
        "/images/5-1280.jpg",
        include_bytes!("../../../demo/merrow/5.jpg"),
        Some(("/images/5-400.jpg", include_bytes!("../../../demo/merrow/5-small.jpg"))),
    ),
    wide(
        "/images/6-1280.jpg",
        include_bytes!("../../../demo/merrow/6.jpg"),
        Some(("/images/6-400.jpg", include_bytes!("../../../demo/merrow/6-small.jpg"))),
    ),
    wide(
        "/images/7-1280.jpg",
        include_bytes!("../../../demo/merrow/7.jpg"),
        Some(("/images/7-400.jpg", include_bytes!("../../../demo/merrow/7-small.jpg"))),
    ),
    wide(
        "/images/8-1280.jpg",
        include_bytes!("../../../demo/merrow/8.jpg"),
        Some(("/images/8-400.jpg", include_bytes!("../../../demo/merrow/8-small.jpg"))),
    ),
    wide(
        "/images/9-1280.jpg",
        include_bytes!("../../../demo/merrow/9.jpg"),
        Some(("/images/9-400.jpg", include_bytes!("../../../demo/merrow/9-small.jpg"))),
    ),
    wide(
        "/images/10-1280.jpg",
        include_bytes!("../../../demo/merrow/10.jpg"),
        Some(("/images/10-400.jpg", include_bytes!("../../../demo/merrow/10-small.jpg"))),
    ),
];
