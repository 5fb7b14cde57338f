use serde_json::Value;

use crate::Config;
use crate::testing::{Server, article, now, url};

#[test]
fn programs_read_the_catalogue_as_json() {
    let server = Server::with(Config {
        public_url: Some(url("https://example.org/news/")),
        mirrors: vec![url("https://mirror.example/")],
        ..Config::new(now)
    });
    let paper = server.source("paper", "海港日报 \"<&");
    server.archive(paper, &article(1));
    let answer = server.get("/catalogue.json");
    assert_eq!(answer.field("content-type"), "application/json");
    let json: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        json,
        serde_json::json!([{
            "slug": "paper",
            "title": "海港日报 \"<&",
            "site_url": "https://www.paper.example/",
            "page_url": "https://example.org/news/sources/paper",
            "language": "zh-Hans",
            "folder": null,
            "added_at": "2026-10-25T12:00:00Z",
            "polled_at": "2026-11-01T11:59:00Z",
            "last_article_at": "2026-11-01T11:48:00Z",
            "health": "fresh",
            "trouble": null,
            "article_count": 1,
            "full_count": 1,
            "lost_count": 0,
            "request_count": 0,
            "not_modified_count": 0,
            "saved_bytes": 0,
            "rss": "https://example.org/news/feeds/paper.rss",
            "atom": "https://example.org/news/feeds/paper.atom",
            "json": "https://example.org/news/feeds/paper.json",
            "mirrors": [{
                "rss": "https://mirror.example/feeds/paper.rss",
                "atom": "https://mirror.example/feeds/paper.atom",
                "json": "https://mirror.example/feeds/paper.json",
            }],
        }])
    );
}
