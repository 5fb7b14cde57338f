use longwire_store::{Settled, Traffic};

use super::*;
use crate::testing::{Server, article, now};

#[test]
fn a_source_page_pages_back_to_the_first_article() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    for n in 1..=ARTICLES_PER_PAGE as u32 + 3 {
        server.archive(paper, &article(n));
    }
    let first = server.get("/sources/paper").text();
    assert_eq!(first.matches("<h3>").count(), ARTICLES_PER_PAGE);
    let start = first.find("/sources/paper?before=").unwrap();
    let href = first[start..].split('"').next().unwrap();
    let second = server.get(href).text();
    assert_eq!(second.matches("<h3>").count(), 3);
    assert!(second.contains("第 1 天") && !second.contains("rel=\"next\""));
}

#[test]
fn a_place_in_the_archive_that_is_no_number_is_refused() {
    let server = Server::new();
    server.source("paper", "Paper");
    assert_eq!(server.get("/sources/paper?before=x").status, 400);
    assert_eq!(server.get("/sources/paper?before=-9999999999999999999999").status, 400);
    assert_eq!(server.get("/sources/paper?before=-1").status, 200);
}

#[test]
fn a_removed_source_keeps_its_page() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    server.store.set_active(paper, false, now()).unwrap();
    let page = server.get("/sources/paper").text();
    assert!(page.contains("No longer polled; its articles stay") && page.contains("第 1 天"));
}

#[test]
fn an_unknown_source_gets_the_nearest() {
    let server = Server::new();
    server.source("paper", "Paper");
    let answer = server.get("/sources/papr");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("href=\"/sources/paper\""));
}

#[test]
fn an_address_that_may_hold_a_key_is_not_shown() {
    let shown = |written| shown_original(&crate::testing::url(written));
    assert_eq!(shown("https://a.example/feed.xml").as_deref(), Some("https://a.example/feed.xml"));
    assert_eq!(shown("https://a.example/feed.xml?key=secret"), None);
    assert_eq!(shown("https://me:secret@a.example/feed.xml"), None);
}

#[test]
fn the_page_tells_what_requests_cost_and_saved() {
    let server = Server::new();
    let id = server.source("paper", "海港日报");
    assert!(!server.get("/sources/paper").text().contains("How this site is asked"));
    let traffic = Traffic {
        request_count: 1_204,
        not_modified_count: 1_100,
        held_count: 1,
        wire_bytes: 1_400_000,
        body_bytes: 3_400_000,
        ..Traffic::default()
    };
    server.store.settle(&Settled { traffic: vec![(id, traffic)], ..Settled::default() }, now()).unwrap();
    let page = server.get("/sources/paper").text();
    for phrase in [
        "How this site is asked",
        "1,204 requests so far",
        "1,100 answered &#34;nothing new&#34;",
        "one not made because of robots.txt",
        "1.4 MB received",
        "2.0 MB not sent twice or packed away",
    ] {
        assert!(page.contains(phrase), "{phrase} in {page}");
    }
    assert!(!page.contains("without a usable answer"), "what did not happen is not told");
    assert!(
        server.get_with("/sources/paper", "accept-language", "zh-TW").text().contains("至今 1,204 次請求")
    );
}
