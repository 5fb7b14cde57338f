//! 北港日报网: a provincial portal. Simplified, labelled gb2312 with characters
//! that only GBK and GB18030 hold, Atom. Nobody is told of its feed: the home page
//! announces it. One of its articles is corrected while the publisher runs.

use super::super::house::{FeedKind, House, PictureFile};
use super::super::page::{names, stamp};
use super::super::written::Written;
use super::plain;

pub(super) static HOUSE: House = House {
    name: "北港日报网",
    language: "zh-Hans",
    folder: "Newspapers",
    offset_seconds: 8 * 3600,
    label: "gb2312",
    label_in_header: true,
    articles: include_str!("../../../demo/northport/articles.txt"),
    bulletins: None,
    pictures: &PICTURES,
    article_page: include_str!("../../../demo/northport/article.html"),
    home_page: include_str!("../../../demo/northport/home.html"),
    feed: FeedKind::Atom,
    feed_path: "/feed/atom.xml",
    announced_by_home: true,
    article_path: |_, number, moment| format!("/content/{}/content_{number}.htm", stamp(moment, "%Y-%m/%d")),
    author_path: None,
    date: |moment| stamp(moment, "%Y年%m月%d日%H:%M"),
    byline: |written| names(written).replace(", ", " "),
    body,
};

/// Chinese portals indent each paragraph by two full-width blanks.
fn body(written: &Written) -> String {
    written.blocks.iter().map(|block| format!("<p>　　{}</p>\n", block.html())).collect()
}

static PICTURES: [PictureFile; 8] = [
    plain("/attachement/jpg/site1/1.jpg", include_bytes!("../../../demo/northport/1.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/2.jpg", include_bytes!("../../../demo/northport/2.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/3.png", include_bytes!("../../../demo/northport/3.png"), (1280, 720)),
    plain("/attachement/jpg/site1/4.jpg", include_bytes!("../../../demo/northport/4.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/5.jpg", include_bytes!("../../../demo/northport/5.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/6.jpg", include_bytes!("../../../demo/northport/6.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/7.jpg", include_bytes!("../../../demo/northport/7.jpg"), (960, 540)),
    plain("/attachement/jpg/site1/8.jpg", include_bytes!("../../../demo/northport/8.jpg"), (960, 540)),
];
