//! みなと通信: a Japanese magazine. UTF-8 with ruby, JSON Feed; one old article is
//! still in Shift_JIS.

use super::super::house::{FeedKind, House, PictureFile};
use super::super::page::{blocks, names, stamp};
use super::super::written::Written;
use super::plain;

pub(super) static HOUSE: House = House {
    name: "みなと通信",
    language: "ja",
    folder: "Magazines",
    offset_seconds: 9 * 3600,
    label: "UTF-8",
    label_in_header: true,
    articles: include_str!("../../../demo/minato/articles.txt"),
    bulletins: None,
    pictures: &PICTURES,
    article_page: include_str!("../../../demo/minato/article.html"),
    home_page: include_str!("../../../demo/minato/home.html"),
    feed: FeedKind::Json,
    feed_path: "/feed.json",
    announced_by_home: false,
    article_path: |manuscript, _, _| format!("/articles/{}", manuscript.slug),
    author_path: None,
    date: |moment| stamp(moment, "%Y年%-m月%-d日 %H時%M分"),
    byline: |written| names(written).replace(", ", "、"),
    body,
};

const MORE: &str = "<aside class=\"inline-related\"><p>あわせて読みたい</p><ul>    <li><a href=\"/series/umi\">連載「海と暮らす」一覧</a></li><li><a href=\"/series/hito\">連載「港の人」一覧</a></li>    </ul></aside>\n";

fn body(written: &Written) -> String {
    blocks(&written.blocks, |n| if n == 2 { MORE } else { "" })
}

static PICTURES: [PictureFile; 8] = [
    plain("/assets/photos/1.jpg", include_bytes!("../../../demo/minato/1.jpg"), (960, 540)),
    plain("/assets/photos/2.jpg", include_bytes!("../../../demo/minato/2.jpg"), (960, 540)),
    plain("/assets/photos/3.jpg", include_bytes!("../../../demo/minato/3.jpg"), (960, 540)),
    plain("/assets/photos/4.jpg", include_bytes!("../../../demo/minato/4.jpg"), (960, 540)),
    plain("/assets/photos/5.jpg", include_bytes!("../../../demo/minato/5.jpg"), (960, 540)),
    plain("/assets/photos/6.jpg", include_bytes!("../../../demo/minato/6.jpg"), (960, 540)),
    plain("/assets/photos/7.jpg", include_bytes!("../../../demo/minato/7.jpg"), (960, 540)),
    plain("/assets/photos/8.jpg", include_bytes!("../../../demo/minato/8.jpg"), (960, 540)),
];
