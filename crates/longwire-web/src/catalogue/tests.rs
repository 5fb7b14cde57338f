use longwire_store::{Settled, Traffic};

use super::*;
use crate::Config;
use crate::testing::{Server, article, now, url};

#[test]
fn every_polled_source_stands_in_the_catalogue() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    server.archive(paper, &article(1));
    let gone = server.source("gone", "Gone");
    server.store.set_active(gone, false, now()).unwrap();
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
    assert!(
        first.contains(&format!("{} feeds", SOURCES_PER_PAGE + 1)) && first.contains("href=\"/?page=2\"")
    );
    assert_eq!(first.matches("class=\"card\"").count(), SOURCES_PER_PAGE);
    let second = server.get("/?page=2").text();
    assert_eq!(second.matches("class=\"card\"").count(), 1);
    assert!(second.contains("rel=\"prev\" href=\"/\""));
    assert_eq!(server.get("/?page=99").text(), second);
    assert_eq!(server.get("/?page=x").status, 200);
}

#[test]
fn a_source_page_tells_how_to_subscribe_and_what_came_last() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    let id = server.archive(paper, &article(1));
    let page = server.get("/sources/paper").text();
    for expected in [
        "<a class=\"way\" href=\"http://127.0.0.1:8080/feeds/paper.rss\"",
        "readonly value=\"http://127.0.0.1:8080/feeds/paper.atom\" aria-label=\"Address of the Atom feed\"",
        "href=\"feed:http://127.0.0.1:8080/feeds/paper.rss\"",
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

#[test]
fn a_card_tells_how_full_and_how_polite_a_source_is() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    let traffic = Traffic {
        request_count: 1_000,
        not_modified_count: 915,
        wire_bytes: 400_000,
        body_bytes: 2_400_000,
        ..Traffic::default()
    };
    server.store.settle(&Settled { traffic: vec![(paper, traffic)], ..Settled::default() }, now()).unwrap();
    server.archive(paper, &article(2));
    let page = server.get("/").text();
    for expected in
        ["<span>100% in full</span>", "91% of requests answered “nothing new”", "2.0 MB of transfer saved"]
    {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn the_form_keeps_what_was_asked_for() {
    let server = Server::new();
    server.source("paper", "Paper & Sons");
    server.source("other", "Other");
    let page = server.get("/?q=paper+%26&sort=name&lang=en").text();
    for expected in [
        "value=\"paper &#38;\"",
        "<option value=\"name\" selected>",
        "<input type=\"hidden\" name=\"lang\" value=\"en\">",
        "1 feed<",
        "<meta name=\"robots\" content=\"noindex\">",
        "Show all feeds",
        "href=\"/?q=paper+%26&#38;sort=name&#38;lang=ja\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(server.get("/?q=nobody").text().contains("No feed is like that"));
    assert!(!server.get("/").text().contains("noindex"));
}

#[test]
fn mirrors_are_named_with_their_feeds() {
    let server =
        Server::with(Config { mirrors: vec![url("https://mirror.example/copy/")], ..Config::new(now) });
    server.source("paper", "Paper");
    assert!(server.get("/").text().contains("<a href=\"https://mirror.example/copy/\">mirror.example</a>"));
    assert!(
        server.get("/sources/paper").text().contains("href=\"https://mirror.example/copy/feeds/paper.rss\"")
    );
}

#[test]
fn services_are_offered_only_where_they_can_reach_the_feed() {
    let private = Server::new();
    private.source("paper", "Paper");
    assert!(!private.get("/sources/paper").text().contains("feedly"));
    let public = Server::public("https://example.org/");
    public.source("paper", "Paper");
    let page = public.get("/sources/paper").text();
    let expected = "https://feedly.com/i/subscription/feed/https%3A%2F%2Fexample.org%2Ffeeds%2Fpaper.rss";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn what_changes_is_seen_at_once() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    assert!(server.get("/").text().contains("0 articles"));
    server.archive(paper, &article(1));
    assert!(server.get("/").text().contains("1 article<"));
    server.store.set_active(paper, false, now()).unwrap();
    assert!(server.get("/").text().contains("No feeds yet"));
}

#[test]
fn a_page_of_the_catalogue_is_small() {
    let server = Server::public("https://news.example.org/");
    for n in 0..SOURCES_PER_PAGE {
        server
            .source(&format!("a-paper-with-a-name-{n}"), &format!("A Paper with a Name of Some Length {n}"));
    }
    let page = server.get("/");
    let style = server.front.app.assets.style_path.clone();
    let bytes = page.body.len() + server.get(&style).body.len();
    assert!(bytes < 100_000, "{bytes} bytes before they are packed");
    let packed = server.get_with("/", "accept-encoding", "br");
    assert!(packed.body.len() < 15_000, "{} bytes", packed.body.len());
}
