use std::io::Read as _;

use flate2::read::GzDecoder;
use longwire_feed::{Hint, parse};
use longwire_model::{CleanHtml, Feed, FeedFormat, Image, LeadImage, SourceId, Timestamp};
use longwire_store::{NewImage, SourceFacts};

use super::*;
use crate::testing::{Answer, Server, article, now, url};

const ENDINGS: [(&str, FeedFormat); 3] =
    [("rss", FeedFormat::Rss), ("atom", FeedFormat::Atom), ("json", FeedFormat::Json)];

fn read(answer: &Answer) -> Feed {
    let content_type = Some(answer.field("content-type").to_owned());
    parse(&answer.body, &Hint { content_type, ..Hint::default() }).unwrap()
}

fn filled_server(article_count: u32) -> (Server, SourceId) {
    let server = Server::public("https://example.org/news/");
    let paper = server.source("paper", "海港日报");
    for n in 1..=article_count {
        server.archive(paper, &article(n));
    }
    (server, paper)
}

#[test]
fn every_format_reads_back_in_full() {
    let (server, _) = filled_server(2);
    for (ending, format) in ENDINGS {
        let feed = read(&server.get(&format!("/feeds/paper.{ending}")));
        assert_eq!((feed.format, feed.title.as_str()), (format, "海港日报"), "{ending}");
        assert_eq!(feed.home_url.as_ref().map(Url::as_str), Some("https://www.paper.example/"));
        let titles: Vec<_> = feed.entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(titles, ["港口罢工第 2 天", "港口罢工第 1 天"]);
        let entry = &feed.entries[1];
        assert_eq!(entry.url.as_ref().map(Url::as_str), Some("https://paper.example/1.html"));
        assert_eq!(entry.guid, "https://paper.example/1.html");
        assert_eq!(entry.authors[0].name, "林一");
        let content = entry.content.as_ref().map(|html| html.0.as_str());
        assert_eq!(content, Some("<p>工会说谈判没有进展。</p>\n<p>第 1 天的消息。</p>"));
        let published = entry.published_at.map(|moment| moment.timestamp().to_string());
        assert_eq!(published.as_deref(), Some("2026-10-31T07:45:00Z"));
        assert!(feed.defects.is_empty(), "{ending}: {:?}", feed.defects);
    }
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let server = Server::new();
    let title = "]]><script>alert(1)</script> & \"a\" \u{8} 😀";
    let paper = server.source("paper", title);
    let mut article = article(1);
    article.title = title.into();
    article.authors[0].name = title.into();
    server.archive(paper, &article);
    for (ending, _) in ENDINGS {
        let answer = server.get(&format!("/feeds/paper.{ending}"));
        let feed = read(&answer);
        assert_eq!(feed.entries.len(), 1);
        assert!(feed.entries[0].title.contains("alert(1)"), "{ending}: {}", feed.entries[0].title);
        assert!(ending == "json" || !answer.text().contains("<script"), "{ending}");
    }
}

#[test]
fn a_feed_names_itself_and_the_other_formats_absolutely() {
    let (server, _) = filled_server(1);
    for (ending, _) in ENDINGS {
        let text = server.get(&format!("/feeds/paper.{ending}")).text();
        for other in ["rss", "atom", "json"] {
            let named = text.contains(&format!("https://example.org/news/feeds/paper.{other}"));
            assert!(named || ending == "json", "{ending} does not name {other}");
        }
        assert!(text.contains(&format!("https://example.org/news/feeds/paper.{ending}")));
    }
}

#[test]
fn pictures_come_from_our_copy() {
    let server = Server::public("https://example.org/news/");
    let paper = server.source("paper", "Paper");
    let mut article = article(1);
    let (lead, inside) = ("https://img.example/lead.png", "https://img.example/b.png");
    article.lead_image = Some(LeadImage {
        url: url(lead),
        caption: Some("码头".into()),
        credit: None,
        width: None,
        height: None,
        stored: None,
    });
    article.images = vec![Image { url: url(inside), alt: String::new(), stored: None }];
    article.html = CleanHtml::assume_clean(format!("<p>a</p><img src=\"{inside}\" alt=\"\">"));
    let image = |address| NewImage {
        url: url(address),
        media_type: "image/png",
        bytes: address.into(),
        width: None,
        height: None,
    };
    server.archive_with(paper, &article, &[image(lead)]);
    for (ending, _) in ENDINGS {
        let feed = read(&server.get(&format!("/feeds/paper.{ending}")));
        let content = &feed.entries[0].content.as_ref().unwrap().0;
        assert!(content.starts_with("<figure><img src=\"https://example.org/news/images/"), "{content}");
        assert!(content.contains("<figcaption>码头</figcaption>"));
        assert!(content.contains(&format!("<img src=\"{inside}\"")));
        assert!(!content.contains(lead));
    }
}

#[test]
fn who_has_a_feed_is_told_so_and_a_change_is_seen() {
    let (server, paper) = filled_server(1);
    for (ending, _) in ENDINGS {
        let path = format!("/feeds/paper.{ending}");
        let first = server.get(&path);
        assert_eq!(first.status, 200);
        let (etag, date) = (first.field("etag").to_owned(), first.field("last-modified").to_owned());
        assert_eq!(date, "Sun, 01 Nov 2026 11:48:00 GMT");
        let again = server.get_with(&path, "if-none-match", &etag);
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(
            (again.field("etag"), again.field("cache-control")),
            (etag.as_str(), "public, max-age=60")
        );
        assert_eq!(again.field("vary"), "accept-encoding, accept");
        assert_eq!(server.get_with(&path, "if-modified-since", &date).status, 304);
    }
    let before = server.get("/feeds/paper.rss");
    let mut changed = article(1);
    changed.html = CleanHtml::assume_clean("<p>改</p>".into());
    changed.text = "改".into();
    server.archive(paper, &changed);
    let after = server.get_with("/feeds/paper.rss", "if-none-match", before.field("etag"));
    assert_eq!(after.status, 200);
    assert!(after.text().contains("<p>改</p>"));
    server
        .store
        .describe_source(paper, &SourceFacts { title: Some("新名".into()), ..SourceFacts::default() })
        .unwrap();
    let renamed = server.get_with("/feeds/paper.rss", "if-none-match", after.field("etag"));
    assert_eq!((renamed.status.as_u16(), read(&renamed).title.as_str()), (200, "新名"));
    assert_eq!(
        server.get_with("/feeds/paper.rss", "if-modified-since", after.field("last-modified")).status,
        200
    );
}

#[test]
fn an_erased_article_leaves_the_feed_at_once() {
    let (server, _) = filled_server(2);
    let before = server.get("/feeds/paper.json");
    assert!(server.store.erase(longwire_model::ArticleId(2), "takedown", now()).unwrap());
    let after = server.get_with("/feeds/paper.json", "if-none-match", before.field("etag"));
    assert_eq!((after.status.as_u16(), read(&after).entries.len()), (200, 1));
    assert_eq!(
        server.get_with("/feeds/paper.json", "if-modified-since", before.field("last-modified")).status,
        200
    );
}

#[test]
fn each_encoding_has_its_own_tag_and_the_same_bytes() {
    let (server, _) = filled_server(3);
    let plain = server.get("/feeds/paper.atom");
    assert_eq!(plain.field("content-encoding"), "");
    for name in ["gzip", "br", "zstd"] {
        let packed = server.get_with("/feeds/paper.atom", "accept-encoding", name);
        assert_eq!(
            (packed.field("content-encoding"), packed.field("vary")),
            (name, "accept-encoding, accept")
        );
        assert_eq!(packed.field("content-length"), packed.body.len().to_string());
        let mut unpacked = Vec::new();
        let mut unpacking: Box<dyn std::io::Read> = match name {
            "gzip" => Box::new(GzDecoder::new(&packed.body[..])),
            "br" => Box::new(brotli::Decompressor::new(&packed.body[..], 4_096)),
            _ => Box::new(zstd::Decoder::new(&packed.body[..]).unwrap()),
        };
        unpacking.read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, plain.body, "{name}");
        let tag = packed.field("etag");
        let both = crate::testing::request("/feeds/paper.atom").header("accept-encoding", name);
        let again = server.send(both.header("if-none-match", tag).body(axum::body::Body::empty()).unwrap());
        assert_eq!((again.status.as_u16(), again.field("etag")), (304, tag));
        assert_eq!(server.get_with("/feeds/paper.atom", "if-none-match", tag).status, 200);
    }
}

#[test]
fn what_is_not_wanted_packed_comes_plain_under_the_plain_tag() {
    let (server, _) = filled_server(3);
    let plain = server.get("/feeds/paper.atom");
    for accepted in ["deflate", "br;q=0, gzip;q=0", "*;q=0", "identity"] {
        let answer = server.get_with("/feeds/paper.atom", "accept-encoding", accepted);
        assert_eq!(
            (answer.field("content-encoding"), answer.field("etag")),
            ("", plain.field("etag")),
            "{accepted}"
        );
        assert_eq!(answer.body, plain.body);
    }
}

#[test]
fn an_answer_from_memory_is_the_answer_that_was_routed() {
    let (server, _) = filled_server(3);
    for (name, value) in [("accept-encoding", "br"), ("if-none-match", "*"), ("accept", "text/html")] {
        for path in ["/feeds/paper.rss", "/feeds/paper.json", "/news/feeds/paper.rss"] {
            // Asked for in a way of writing that is not ours, so that it takes the long way.
            let routed = server.get_with(&format!("{path}?x=y"), name, value);
            assert_eq!(server.get_with(path, name, value).headers, routed.headers, "{path}");
            let at_once = server.get_with(path, name, value);
            assert_eq!((at_once.headers, at_once.body), (routed.headers, routed.body), "{path}");
        }
    }
}

#[test]
fn a_browser_is_told_a_type_that_it_shows_and_where_its_sheet_is() {
    let (server, _) = filled_server(1);
    for (path, type_of_feed, type_shown) in [
        ("/feeds/paper.rss", "application/rss+xml; charset=utf-8", "application/xml; charset=utf-8"),
        ("/feeds/paper.atom", "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"),
        ("/feeds/paper.json", "application/feed+json", "application/json"),
    ] {
        let of = |accepted: &str| server.get_with(path, "accept", accepted).field("content-type").to_owned();
        assert_eq!(of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), type_shown);
        assert_eq!(of("application/atom+xml, application/rss+xml, text/html;q=0.5"), type_of_feed);
        assert_eq!(of("*/*"), type_of_feed);
    }
    let text = server.get("/feeds/paper.rss").text();
    let sheet =
        text.split("<?xml-stylesheet type=\"text/css\" href=\"https://example.org/news").nth(1).unwrap();
    let answer = server.get(sheet.split('"').next().unwrap());
    assert_eq!((answer.status.as_u16(), answer.field("content-type")), (200, "text/css; charset=utf-8"));
    assert!(
        answer.text().contains(":root:lang(zh-Hant)::before { content: \"這是訂閱源"),
        "{}",
        answer.text()
    );
    assert!(server.get("/feeds/paper.rss").field("content-security-policy").contains("style-src 'self'"));
}

#[test]
fn the_store_is_not_asked_while_nothing_changes() {
    let (server, paper) = filled_server(1);
    let path = "/news/feeds/paper.rss";
    let at_once = |name: &str, value: &str| {
        let request = crate::testing::request(path).header(name, value).body(()).unwrap();
        serve::at_once(&server.front.app, &request).map(|response| response.status().as_u16())
    };
    assert_eq!(at_once("accept", "*/*"), None, "nothing was rendered yet");
    let tag = server.get(path).field("etag").to_owned();
    assert_eq!(at_once("if-none-match", &tag), Some(304));
    assert_eq!(at_once("accept", "*/*"), Some(200));
    assert_eq!(at_once("accept-encoding", "br"), None, "nothing was packed yet");
    server.get_with(path, "accept-encoding", "br");
    assert_eq!(at_once("accept-encoding", "br"), Some(200));
    server.archive(paper, &article(2));
    assert_eq!(at_once("if-none-match", &tag), None);
    assert_eq!(server.get_with(path, "if-none-match", &tag).status, 200);
}

#[test]
fn a_head_request_gets_the_fields_alone() {
    let (server, _) = filled_server(1);
    let whole = server.get("/feeds/paper.rss");
    for _ in 0..2 {
        let request = crate::testing::request("/feeds/paper.rss").method("HEAD");
        let head = server.send(request.body(axum::body::Body::empty()).unwrap());
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.field("etag"), whole.field("etag"));
        assert_eq!(head.field("content-length"), whole.body.len().to_string());
    }
    let request = crate::testing::request("/feeds/paper.rss").method("POST");
    assert_eq!(server.send(request.body(axum::body::Body::empty()).unwrap()).status, 405);
}

#[test]
fn a_feed_pages_back_through_the_whole_archive() {
    let (server, paper) = filled_server(250);
    let mut path = "/feeds/paper.atom".to_owned();
    let mut found = Vec::new();
    let mut pages = Vec::new();
    loop {
        let feed = read(&server.get(&path));
        found.extend(feed.entries.iter().map(|entry| entry.guid.clone()));
        let Some(link) = feed.links.iter().find(|link| link.rel == "prev-archive") else { break };
        path = link.url.as_str().replace("https://example.org/news", "");
        pages.push(path.clone());
        assert!(pages.len() < 10);
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 250);
    assert_eq!(pages.len(), 2);
    // One more article moves the current document and leaves the archive where it is.
    let archive_page = server.get(&pages[0]);
    server.archive(paper, &article(251));
    let feed = read(&server.get("/feeds/paper.atom"));
    assert!(
        feed.links.iter().any(|link| link.rel == "prev-archive" && link.url.as_str().ends_with(&pages[0]))
    );
    let same: Vec<_> = read(&server.get(&pages[0])).entries.into_iter().map(|entry| entry.guid).collect();
    assert_eq!(same, read(&archive_page).entries.into_iter().map(|entry| entry.guid).collect::<Vec<_>>());
}

#[test]
fn archive_pages_end_at_every_hundredth_article() {
    for (count, boundary) in [(101, 0), (150, 49), (199, 98), (200, 99), (201, 0), (1_000, 99)] {
        assert_eq!(newest_boundary(count, 100), boundary, "{count}");
    }
}

#[test]
fn a_removed_source_still_serves() {
    let (server, paper) = filled_server(1);
    server.store.set_active(paper, false, now()).unwrap();
    assert_eq!(read(&server.get("/feeds/paper.rss")).entries.len(), 1);
}

#[test]
fn an_empty_feed_is_a_feed() {
    let (server, _) = filled_server(0);
    for (ending, format) in ENDINGS {
        let answer = server.get(&format!("/feeds/paper.{ending}"));
        let feed = read(&answer);
        assert_eq!((feed.format, feed.entries.len()), (format, 0));
    }
}

#[test]
fn an_unknown_feed_gets_the_nearest_as_page_and_as_text() {
    let (server, _) = filled_server(0);
    let page = server.get("/feeds/papr.atom");
    assert_eq!(page.status, 404);
    assert!(page.text().contains("href=\"/news/feeds/paper.atom\""), "{}", page.text());
    let text = server.get_with("/feeds/papr.atom", "accept", "*/*");
    assert_eq!(text.status, 404);
    assert_eq!(
        text.text(),
        "No feed is called papr.\nDid you mean:\nhttps://example.org/news/feeds/paper.atom\n"
    );
    for path in ["/feeds/paper", "/feeds/paper.xml", "/feeds/.rss", "/feeds/%3Cscript%3E.rss"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("<script"));
    }
    assert_eq!(server.get("/feeds/paper.rss?before=x").status, 400);
}

#[test]
fn the_catalogue_as_opml_reads_back() {
    let (server, _) = filled_server(1);
    let answer = server.get("/catalogue.opml");
    let list = longwire_feed::opml::parse(&answer.body).unwrap();
    let subscription = &list.subscriptions[0];
    assert_eq!(subscription.title, "海港日报");
    assert_eq!(subscription.feed_url.as_str(), "https://example.org/news/feeds/paper.rss");
    assert_eq!(subscription.home_url.as_ref().map(Url::as_str), Some("https://www.paper.example/"));
    assert_eq!(list.created_at.map(Timestamp::seconds), Some(now().seconds()));
}

#[test]
fn what_is_served_is_what_is_rendered() {
    let (server, _) = filled_server(3);
    let channel = Channel::find(&*server.store, "paper").unwrap().unwrap();
    let address = Address::of_public(&url("https://example.org/news/"));
    let site = Site { address: &address, title: "Longwire" };
    for format in FORMATS {
        let rendered = render(&*server.store, &site, &channel, format, Document::Current).unwrap();
        assert_eq!(server.get(&format!("/feeds/paper.{}", format.extension)).body, rendered);
    }
}
