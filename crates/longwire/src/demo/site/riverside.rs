//! 河岸广播: a foreign broadcaster's Chinese service. Simplified, UTF-8, RSS.
//!
//! Its pages show a local time without a zone, a lead picture in several widths
//! and without alternative text, a standfirst in bold that ends in blanks, two
//! promotion blocks inside the body, and the byline as the body's last line.

use super::super::house::{FeedKind, House, PictureFile};
use super::super::page::{blocks, escape, path_of, stamp};
use super::super::written::Written;
use super::wide;

pub(super) static HOUSE: House = House {
    name: "河岸广播",
    language: "zh-Hans",
    folder: "Newspapers",
    offset_seconds: 3600,
    label: "UTF-8",
    label_in_header: true,
    articles: include_str!("../../../demo/riverside/articles.txt"),
    bulletins: None,
    pictures: &PICTURES,
    article_page: include_str!("../../../demo/riverside/article.html"),
    home_page: include_str!("../../../demo/riverside/home.html"),
    feed: FeedKind::Rss,
    feed_path: "/cn/rss",
    announced_by_home: false,
    article_path: |manuscript, _, moment| {
        format!("/cn/专栏检索/{}/{}-{}", manuscript.section, stamp(moment, "%Y%m%d"), manuscript.title)
    },
    author_path: Some(|name| format!("/cn/作者/{name}/")),
    date: |moment| stamp(moment, "%d/%m/%Y - %H:%M"),
    byline,
    body,
};

const NEWSLETTER: &str = "<div data-selfpromo-newsletter class=\"o-self-promo\"><p>每日新闻头条</p>    <p>通过电子邮件接收河岸广播的要闻，请订阅我们的每日通讯。</p><a href=\"/cn/newsletter\">订阅</a></div>\n";
const APP: &str = "<div data-selfpromo-app class=\"o-self-promo\"><p>下载河岸广播应用程序，随时随地关注国际新闻。</p>    <a href=\"/cn/app\"><span>下载</span></a></div>\n";

fn byline(written: &Written) -> String {
    let links: Vec<_> = written
        .authors
        .iter()
        .map(|author| {
            let path = author.url.as_ref().map(path_of).unwrap_or_default();
            format!("<a href=\"{path}\">{}</a>", escape(&author.name))
        })
        .collect();
    links.join("，")
}

fn body(written: &Written) -> String {
    blocks(&written.blocks, |n| match n {
        1 => NEWSLETTER,
        4 => APP,
        _ => "",
    })
}

static PICTURES: [PictureFile; 8] = [
    wide(
        "/media/display/w:1280/p:16x9/1.jpg",
        include_bytes!("../../../demo/riverside/1.jpg"),
        Some(("/media/display/w:400/p:16x9/1.jpg", include_bytes!("../../../demo/riverside/1-small.jpg"))),
    ),
    wide(
        "/media/display/w:1280/p:16x9/2.jpg",
        include_bytes!("../../../demo/riverside/2.jpg"),
        Some(("/media/display/w:400/p:16x9/2.jpg", include_bytes!("../../../demo/riverside/2-small.jpg"))),
    ),
    wide("/media/display/w:1280/p:16x9/3.png", include_bytes!("../../../demo/riverside/3.png"), None),
    wide(
        "/media/display/w:1280/p:16x9/4.jpg",
        include_bytes!("../../../demo/riverside/4.jpg"),
        Some(("/media/display/w:400/p:16x9/4.jpg", include_bytes!("../../../demo/riverside/4-small.jpg"))),
    ),
    wide(
        "/media/display/w:1280/p:16x9/5.jpg",
        include_bytes!("../../../demo/riverside/5.jpg"),
        Some(("/media/display/w:400/p:16x9/5.jpg", include_bytes!("../../../demo/riverside/5-small.jpg"))),
    ),
    wide(
        "/media/display/w:1280/p:16x9/6.jpg",
        include_bytes!("../../../demo/riverside/6.jpg"),
        Some(("/media/display/w:400/p:16x9/6.jpg", include_bytes!("../../../demo/riverside/6-small.jpg"))),
    ),
    wide(
        "/media/display/w:1280/p:16x9/7.jpg",
        include_bytes!("../../../demo/riverside/7.jpg"),
        Some(("/media/display/w:400/p:16x9/7.jpg", include_bytes!("../../../demo/riverside/7-small.jpg"))),
    ),
    wide(
        "/media/display/w:1280/p:16x9/8.jpg",
        include_bytes!("../../../demo/riverside/8.jpg"),
        Some(("/media/display/w:400/p:16x9/8.jpg", include_bytes!("../../../demo/riverside/8-small.jpg"))),
    ),
];
