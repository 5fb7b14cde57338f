use longwire_model::{Author, CleanHtml, Image, LeadImage};
use longwire_store::NewImage;

use crate::testing::{Server, article, url};

fn png(address: &str) -> NewImage {
    NewImage {
        url: url(address),
        media_type: "image/png",
        bytes: b"\x89PNG not really"[..].into(),
        width: Some(640),
        height: Some(360),
    }
}

fn lead(address: &str) -> LeadImage {
    LeadImage {
        url: url(address),
        caption: Some("码头 \"<一>\"".into()),
        credit: Some("摄影：王".into()),
        width: Some(640),
        height: Some(360),
        stored: None,
    }
}

#[test]
fn an_article_page_shows_all_that_is_known() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    let mut article = article(1);
    article.lead_image = Some(lead("https://img.example/lead.png"));
    article.modified_at = "2026-11-01T09:00:00+08:00".parse().ok();
    // Who stands among the authors is not named twice.
    article.editors = ["王<五>", "林一"].map(|name| Author { name: name.into(), url: None }).into();
    let id = server.archive_with(paper, &article, &[png("https://img.example/lead.png")]);
    let page = server.get(&format!("/articles/{id}")).text();
    for expected in [
        "<article class=\"article\" lang=\"zh-Hans\">",
        "<h1>港口罢工第 1 天</h1>",
        "<span>要闻</span>",
        "<a href=\"https://paper.example/linyi\">林一</a>",
        "<span class=\"editor\" lang=\"en\">Editor: 王&#60;五&#62;</span>\n<span class=\"dates\"",
        "datetime=\"2026-10-31T15:45:00+08:00\">31 October 2026, 15:45 UTC+8",
        "changed 1 November 2026, 09:00 UTC+8",
        "width=\"640\" height=\"360\"",
        "<small>摄影：王</small>",
        "码头 &#34;&#60;一&#62;&#34;",
        "<p>第 1 天的消息。</p>",
        "<a class=\"button\" href=\"https://paper.example/1.html\">Read at the publisher</a>",
        "<link rel=\"canonical\" href=\"https://paper.example/1.html\">",
        "href=\"/sources/paper\">海港日报</a>",
        "Archived 1 November 2026, 11:48 UTC",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let start = page.find("/images/").unwrap();
    let picture = server.get(page[start..].split('"').next().unwrap());
    assert_eq!(picture.field("content-type"), "image/png");
    assert!(picture.field("content-security-policy").contains("sandbox"));
    assert!(picture.field("cache-control").contains("immutable"));
}

#[test]
fn a_lead_image_that_the_text_shows_is_not_shown_twice() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let mut article = article(1);
    let address = "https://img.example/lead.png";
    article.lead_image = Some(lead(address));
    article.images = vec![Image { url: url(address), alt: String::new(), stored: None }];
    article.html =
        CleanHtml::assume_clean(format!("<figure><img src=\"{address}\" alt=\"\"></figure><p>a</p>"));
    let id = server.archive_with(paper, &article, &[png(address)]);
    let page = server.get(&format!("/articles/{id}")).text();
    assert_eq!(page.matches("<img src=\"/images/").count(), 1);
    assert!(!page.contains("img.example"));
}

#[test]
fn a_page_loads_nothing_from_anyone_else() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let mut article = article(1);
    let address = "https://img.example/b.png";
    article.lead_image = Some(lead("https://img.example/lead.png"));
    article.images = vec![Image { url: url(address), alt: "图".into(), stored: None }];
    article.html = CleanHtml::assume_clean(format!("<p><img src=\"{address}\" alt=\"图\"></p>"));
    let id = server.archive(paper, &article);
    let page = server.get(&format!("/articles/{id}")).text();
    assert!(page.contains(&format!("<a class=\"elsewhere\" href=\"{address}\">图</a>")));
    assert!(!page.contains("src=\"http"));
}

#[test]
fn a_picture_that_is_missing_is_named_with_the_reason() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let mut article = article(1);
    let addresses = ["https://img.example/%E6%B8%AF.png?k=1", "https://img.example/b.png"];
    article.images = addresses
        .iter()
        .map(|address| Image { url: url(address), alt: String::new(), stored: None })
        .collect();
    let id = server.archive(paper, &article);
    let page = || server.get(&format!("/articles/{id}")).text();
    assert!(!page().contains("could not be kept"), "nothing is known of them yet");
    let missing = [(url(addresses[0]), "it does <not> exist (404)".to_owned())];
    server.store.miss_images(id, &missing, crate::testing::now()).unwrap();
    let told = page();
    let expected = "<a href=\"https://img.example/%E6%B8%AF.png?k=1\">img.example 港.png</a> \
                    <span class=\"aside\" lang=\"en\">it does &#60;not&#62; exist (404)</span>";
    assert!(told.contains(expected), "{told}");
    server.store.keep_image(id, &png(addresses[0])).unwrap();
    assert!(!page().contains("could not be kept"));
}

#[test]
fn every_revision_has_its_page() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    let mut changed = article(1);
    changed.title = "罢工结束".into();
    server.archive(paper, &changed);
    let newest = server.get(&format!("/articles/{id}")).text();
    assert!(
        newest.contains("<h1>罢工结束</h1>")
            && newest.contains("Revision 2")
            && newest.contains("Revision 1")
    );
    let first = server.get(&format!("/articles/{id}/1")).text();
    assert!(first.contains("<h1>港口罢工第 1 天</h1>") && first.contains("This is an older revision"));
    assert!(first.contains("content=\"noindex\""));
    assert_eq!(server.get(&format!("/articles/{id}/3")).status, 404);
}

#[test]
fn an_article_has_one_address_only() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    for path in [format!("/articles/0{id}"), format!("/articles/+{id}"), format!("/articles/{id}/01")] {
        assert_eq!(server.get(&path).status, 404, "{path}");
    }
    for path in
        ["/articles/", "/articles/x", "/articles/99999999999999999999", "/articles/-1", "/articles/77"]
    {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn an_address_that_no_link_may_lead_to_is_not_linked() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let mut article = article(1);
    article.url = url("javascript:alert(1)");
    article.authors[0].url = Some(url("data:text/html,x"));
    article.title = String::new();
    let id = server.archive(paper, &article);
    let page = server.get(&format!("/articles/{id}")).text();
    assert!(!page.contains("href=\"javascript:") && !page.contains("href=\"data:"));
    assert!(page.contains("<h1>javascript:alert(1)</h1>"));
}

#[test]
fn an_erased_article_is_gone() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    assert!(server.store.erase(id, "takedown", crate::testing::now()).unwrap());
    assert_eq!(server.get(&format!("/articles/{id}")).status, 404);
}

#[test]
fn what_a_feed_attaches_is_played_in_place_and_by_nobody_unasked() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    let silent = server.get(&format!("/articles/{id}"));
    assert!(!silent.field("content-security-policy").contains("media-src"));
    let address = url("https://paper.example/1.html");
    let entry = longwire_store::NewEntry {
        guid: "1".into(),
        url: address,
        title: "1".into(),
        authors: Vec::new(),
        published_at: None,
        tags: Vec::new(),
        enclosures: vec![longwire_model::Enclosure {
            url: url("https://cdn.example/1.mp3?a=1&b=2"),
            media_type: Some("audio/mpeg".into()),
            length_bytes: Some(2_000_000),
        }],
        summary: None,
        content: None,
        fingerprint: "1".into(),
    };
    let poll = server.store.source(paper).unwrap().unwrap().poll;
    server.store.admit(&poll, &[entry], crate::testing::now()).unwrap();
    let jobs = server.store.jobs(longwire_store::JobFilter { limit: 9, ..Default::default() }).unwrap();
    let entry_id = jobs.iter().find_map(|view| match view.job {
        longwire_store::Job::Article { entry_id } => Some(entry_id),
        _ => None,
    });
    server.store.link_entry(entry_id.unwrap(), id).unwrap();
    let answer = server.get(&format!("/articles/{id}"));
    let page = answer.text();
    assert!(
        page.contains("<audio controls preload=\"none\" src=\"https://cdn.example/1.mp3?a=1&#38;b=2\">"),
        "{page}"
    );
    assert!(answer.field("content-security-policy").contains("media-src http: https:;"));
    assert!(
        server
            .get("/feeds/paper.rss")
            .text()
            .contains("<enclosure url=\"https://cdn.example/1.mp3?a=1&amp;b=2\"")
    );
}
