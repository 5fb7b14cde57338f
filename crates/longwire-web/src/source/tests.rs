use super::*;
use crate::testing::{Server, article};

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
    server.store.set_active(paper, false).unwrap();
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
