use serde_json::Value;

use super::*;
use crate::testing::{Server, article};

#[test]
fn every_polled_source_stands_in_the_catalogue() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    server.archive(paper, &article(1));
    let gone = server.source("gone", "Gone");
    server.store.set_active(gone, false).unwrap();
    let page = server.get("/").text();
    for expected in [
        "<h2 lang=\"zh-Hans\"><a href=\"/sources/paper\">海港日报</a></h2>",
        "<a href=\"https://www.paper.example/\">paper.example</a>",
        "<span>简体中文</span>",
        "<span>1 article</span>",
        "Latest article 12 minutes ago",
        "class=\"health fresh\"",
        "href=\"http://127.0.0.1:8080/feeds/paper.rss\"",
        "href=\"http://127.0.0.1:8080/feeds/paper.atom\"",
        "href=\"http://127.0.0.1:8080/feeds/paper.json\"",
        "href=\"/catalogue.opml\"",
        "1 feed<",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(!page.contains("Gone"));
}

#[test]
fn a_failing_source_says_why_and_is_escaped() {
    let server = Server::new();
    let paper = server.source("paper", "<script>alert(1)</script>");
    server.fail(paper, "paper.example answered 403 <b>Forbidden</b>");
    let page = server.get("/").text();
    assert!(page.contains("class=\"health failing\""));
    assert!(page.contains("403 &#60;b&#62;Forbidden"));
    assert!(page.contains("&#60;script&#62;alert(1)"));
    assert!(!page.contains("<script") && !page.contains("<b>"));
}

#[test]
fn an_empty_catalogue_says_what_to_do() {
    let page = Server::new().get("/").text();
    assert!(page.contains("No feeds yet"));
    assert!(page.contains("href=\"/add\""));
}

#[test]
fn the_catalogue_speaks_the_visitors_language_and_keeps_a_chosen_one() {
    let server = Server::new();
    server.source("paper", "Paper");
    let page = server.get_with("/", "accept-language", "zh-TW").text();
    assert!(page.contains("<html lang=\"zh-Hant\" ") && page.contains("目錄"));
    let page = server.get("/?lang=zh-CN").text();
    assert!(page.contains("<html lang=\"zh-Hans\" "));
    assert!(page.contains("href=\"/sources/paper?lang=zh-Hans\""));
    assert!(page.contains("href=\"/?lang=en\""));
}

#[test]
fn the_catalogue_is_paged() {
    let server = Server::new();
    for n in 0..=SOURCES_PER_PAGE {
        server.source(&format!("s{n}"), &format!("Source {n}"));
    }
    let first = server.get("/").text();
    assert!(first.contains("201 feeds") && first.contains("href=\"/?page=2\""));
    assert_eq!(first.matches("class=\"card\"").count(), SOURCES_PER_PAGE);
    let second = server.get("/?page=2").text();
    assert_eq!(second.matches("class=\"card\"").count(), 1);
    assert!(second.contains("rel=\"prev\" href=\"/\""));
    assert_eq!(server.get("/?page=99").text(), second.replace("/?page=2", "/?page=99"));
    assert_eq!(server.get("/?page=x").status, 200);
}

#[test]
fn programs_read_the_catalogue_as_json() {
    let server = Server::public("https://example.org/news/");
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
            "language": "zh-Hans",
            "last_article_at": "2026-11-01T11:48:00Z",
            "health": "fresh",
            "trouble": null,
            "rss": "https://example.org/news/feeds/paper.rss",
            "atom": "https://example.org/news/feeds/paper.atom",
            "json": "https://example.org/news/feeds/paper.json",
        }])
    );
}

#[test]
fn a_source_page_tells_how_to_subscribe_and_what_came_last() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    let id = server.archive(paper, &article(1));
    let page = server.get("/sources/paper").text();
    for expected in [
        "<dd><a href=\"http://127.0.0.1:8080/feeds/paper.rss\"",
        "<link rel=\"alternate\" type=\"application/rss+xml",
        "港口罢工第 1 天",
        "工会说谈判没有进展。",
        "31 October 2026, 15:45 UTC+8",
        "https://paper.example/feed.xml",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(page.contains(&format!("href=\"/articles/{id}\"")));
}
