//! 潮間新聞網: an older Taiwanese site. Traditional, Big5, RSS.
//!
//! Laid out in tables; the paragraphs are lines between pairs of `<br />`, cut in
//! two halves by an advertisement; years are counted from the Republic's first.
//! Only the page itself names its charset.

use super::super::house::{FeedKind, House, PictureFile};
use super::super::page::{escape, stamp};
use super::super::written::{Block, Written};
use super::plain;

pub(super) static HOUSE: House = House {
    name: "潮間新聞網",
    language: "zh-Hant",
    folder: "Newspapers",
    offset_seconds: 8 * 3600,
    label: "big5",
    label_in_header: false,
    articles: include_str!("../../../demo/tideland/articles.txt"),
    bulletins: None,
    pictures: &PICTURES,
    article_page: include_str!("../../../demo/tideland/article.html"),
    home_page: include_str!("../../../demo/tideland/home.html"),
    feed: FeedKind::Rss,
    feed_path: "/rss/news.xml",
    announced_by_home: false,
    article_path: |_, number, moment| format!("/news/{}/{number}.html", stamp(moment, "%Y%m%d")),
    author_path: None,
    date: |moment| {
        let year: i32 = stamp(moment, "%Y").parse().unwrap_or_default();
        format!("民國{}年{}", year - 1911, stamp(moment, "%m月%d日 %H:%M"))
    },
    byline: |written| {
        let names: Vec<_> = written.authors.iter().map(|author| escape(&author.name)).collect();
        names.join("、")
    },
    body,
};

fn body(written: &Written) -> String {
    let half = written.blocks.len() / 2;
    let lines = |blocks: &[Block]| -> Vec<String> {
        blocks.iter().map(|block| format!("　　{}", block.html())).collect()
    };
    format!(
        "<div class=\"story\">{}</div>\n<div class=\"adbox\"><a href=\"/ad/1\">廣告刊登請洽業務部</a></div>\n         <div class=\"story\">{}</div>\n",
        lines(&written.blocks[..half]).join("<br /><br />\n"),
        lines(&written.blocks[half..]).join("<br /><br />\n"),
    )
}

static PICTURES: [PictureFile; 8] = [
    plain("/photo/1.jpg", include_bytes!("../../../demo/tideland/1.jpg"), (960, 540)),
    plain("/photo/2.jpg", include_bytes!("../../../demo/tideland/2.jpg"), (960, 540)),
    plain("/photo/3.jpg", include_bytes!("../../../demo/tideland/3.jpg"), (960, 540)),
    plain("/photo/4.jpg", include_bytes!("../../../demo/tideland/4.jpg"), (960, 540)),
    plain("/photo/5.jpg", include_bytes!("../../../demo/tideland/5.jpg"), (960, 540)),
    plain("/photo/6.jpg", include_bytes!("../../../demo/tideland/6.jpg"), (960, 540)),
    plain("/photo/7.jpg", include_bytes!("../../../demo/tideland/7.jpg"), (960, 540)),
    plain("/photo/8.jpg", include_bytes!("../../../demo/tideland/8.jpg"), (960, 540)),
];
