use longwire_feed::{Hint, parse};
use longwire_model::{Feed, Output, Publication, Selection, SourceId};

use super::*;
use crate::testing::{Server, article, earlier, now};

fn telling(server: &Server, tells_silence: bool) {
    let made = Publication {
        slug: "mine".into(),
        title: "Mine".into(),
        selection: Selection { scopes: vec![Scope::All], ..Selection::default() },
        output: Output { tells_silence, ..Output::default() },
    };
    server.store.add_publication(&made, earlier(86_400)).unwrap();
}

fn read(server: &Server, ending: &str) -> Feed {
    let answer = server.get(&format!("/feeds/mine.{ending}"));
    let content_type = Some(answer.field("content-type").to_owned());
    parse(&answer.body, &Hint { content_type, ..Hint::default() }).unwrap()
}

/// The source has failed since so many seconds ago.
fn fails(server: &Server, id: SourceId, seconds_ago: Option<i64>, reason: &str) {
    let mut poll = server.store.source(id).unwrap().unwrap().poll;
    poll.failing_since = seconds_ago.map(earlier);
    poll.failure = seconds_ago.map(|_| reason.to_owned());
    poll.failure_count = seconds_ago.map_or(0, |_| 9);
    server.store.save_poll(&poll).unwrap();
}

const HOUR: i64 = 3_600;

#[test]
fn a_silent_source_is_told_of_once_an_incident() {
    let server = Server::new();
    telling(&server, true);
    let paper = server.source("paper", "海港日报");
    server.archive(paper, &article(1));
    let quiet = server.get("/feeds/mine.rss");
    fails(&server, paper, Some(7 * HOUR), "refused");
    for ending in ["rss", "atom", "json"] {
        let feed = read(&server, ending);
        assert_eq!(feed.entries.len(), 2, "{ending}");
        let told = &feed.entries[0];
        assert_eq!(told.title, "海港日报 has fallen silent");
        assert_eq!(told.url.as_ref().map(|url| url.path()), Some("/sources/paper"));
        assert!(
            told.guid.starts_with("tag:paper.example,") && told.guid.contains("/silent/"),
            "{}",
            told.guid
        );
    }
    let first = server.get("/feeds/mine.rss");
    assert_ne!(first.field("etag"), quiet.field("etag"));
    assert_eq!((quiet.field("last-modified"), first.field("last-modified")), ("", ""), "no date would do");
    // Another reason is no other incident.
    fails(&server, paper, Some(7 * HOUR), "gone");
    assert_eq!(server.get_with("/feeds/mine.rss", "if-none-match", first.field("etag")).status, 304);
    // When it is read again the item goes, and a further failure is a further incident.
    fails(&server, paper, None, "");
    assert_eq!(server.get("/feeds/mine.rss").field("etag"), quiet.field("etag"));
    let id = read(&server, "rss").entries[0].guid.clone();
    fails(&server, paper, Some(8 * HOUR), "refused");
    assert_ne!(read(&server, "rss").entries[0].guid, id);
}

#[test]
fn a_hiccup_is_not_told_of_nor_is_anything_where_nobody_wants_it() {
    let server = Server::new();
    telling(&server, true);
    let paper = server.source("paper", "海港日报");
    server.archive(paper, &article(1));
    fails(&server, paper, Some(5 * HOUR), "refused");
    assert_eq!(read(&server, "rss").entries.len(), 1);
    let other = Server::new();
    telling(&other, false);
    let paper = other.source("paper", "海港日报");
    other.archive(paper, &article(1));
    fails(&other, paper, Some(70 * HOUR), "refused");
    assert_eq!(read(&other, "rss").entries.len(), 1);
}

#[test]
fn sources_are_told_of_where_they_belong() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.store.file_source(paper, Some("News"), &["Ports".into()], now()).unwrap();
    let state = server.store.source(paper).unwrap().unwrap();
    let check = |scope: Scope, expected: bool| assert_eq!(is_within(&scope, &state), expected, "{scope:?}");
    check(Scope::All, true);
    check(Scope::Source(paper), true);
    check(Scope::Source(SourceId(99)), false);
    check(Scope::Folder("News".into()), true);
    check(Scope::Folder("news".into()), false);
    check(Scope::Tag("ports".into()), true);
    check(Scope::Language(Lang::parse("zh").unwrap()), true);
    check(Scope::Language(Lang::parse("ja").unwrap()), false);
}
