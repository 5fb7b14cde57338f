use super::*;
use crate::testing::{Server, article, now, url};

fn get(own_feeds: &OwnFeeds, url: &str, etag: Option<&str>) -> Option<Answered> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(own_feeds.get(url, etag))
}

#[test]
fn a_publication_is_what_a_get_gives() {
    let server = Server::public("https://news.example/longwire/");
    let source = server.source("harbour", "The Harbour Post");
    server.archive(source, &article(1));
    let own_feeds = server.own_feeds();
    let url = "https://news.example/longwire/feeds/harbour.rss";
    let read = get(&own_feeds, url, None).unwrap();
    let got = server.get("/feeds/harbour.rss");
    assert_eq!((read.status, &read.body), (got.status, &got.body));
    assert_eq!(read.headers.get("etag"), got.headers.get("etag"));
    assert_eq!(read.headers.get("content-type").unwrap(), "application/rss+xml; charset=utf-8");
    let again = get(&own_feeds, url, Some(got.field("etag"))).unwrap();
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[test]
fn what_is_no_feed_of_ours_is_none() {
    let server = Server::public("https://news.example/longwire/");
    let own_feeds = server.own_feeds();
    for url in [
        "https://news.example/longwire/",
        "https://news.example/longwire/catalogue.json",
        "https://news.example/longwirefeeds/harbour.rss",
        "https://other.example/longwire/feeds/harbour.rss",
        "/feeds/harbour.rss",
        "",
    ] {
        assert!(get(&own_feeds, url, None).is_none(), "{url}");
    }
    let missing = "https://news.example/longwire/feeds/harbour.rss";
    assert_eq!(get(&own_feeds, missing, None).unwrap().status, StatusCode::NOT_FOUND);
}

#[test]
fn feeds_name_the_hub_where_the_public_finds_it() {
    let public = Server::public("https://news.example/longwire/");
    let private = Server::new();
    for server in [&public, &private] {
        let source = server.source("harbour", "The Harbour Post");
        for n in 0..101 {
            server.archive(source, &article(n));
        }
    }
    let hub = "https://news.example/longwire/hub";
    for format in longwire_feed::write::FORMATS {
        let current = format!("/feeds/harbour.{}", format.extension);
        let answer = public.get(&current);
        assert!(answer.text().contains(hub), "{current}");
        let own = format!("https://news.example/longwire{current}");
        assert_eq!(answer.field("link"), format!("<{hub}>; rel=\"hub\", <{own}>; rel=\"self\""));
        let again = public.get_with(&current, "if-none-match", answer.field("etag"));
        assert_eq!((again.status, again.field("link")), (StatusCode::NOT_MODIFIED, answer.field("link")));
        let archive = format!("{current}?before=102");
        assert!(!public.get(&archive).text().contains(hub), "what never changes needs no hub");
        let unknown = private.get(&current);
        assert!(!unknown.text().contains("/hub") && unknown.field("link").is_empty(), "{current}");
    }
}

#[test]
fn a_source_that_is_pushed_says_by_whom_and_until_when() {
    let server = Server::public("https://news.example/");
    let id = server.source("harbour", "The Harbour Post");
    let new = longwire_store::NewPush {
        hub_url: url("https://hub.example/"),
        topic_url: url("https://harbour.example/feed.xml"),
        token: "t".into(),
        secret: "s".into(),
    };
    server.store.announce_hub(id, Some(&new), now()).unwrap();
    let push = server.store.push_of(id).unwrap().unwrap();
    assert!(!server.get("/sources/harbour").text().contains("hub.example"));
    let day = now().plus(std::time::Duration::from_secs(86_400));
    server.store.push_verified(push.id, now(), day, day).unwrap();
    for (lang, phrase) in [
        ("en", "Pushed by hub.example until 2 November 2026"),
        ("zh-Hans", "由 hub.example 推送，有效至 2026年11月2日"),
        ("zh-Hant", "由 hub.example 推送，有效至 2026年11月2日"),
    ] {
        let page = server.get(&format!("/sources/harbour?lang={lang}")).text();
        assert!(page.contains(phrase), "{lang}: {page}");
    }
}
