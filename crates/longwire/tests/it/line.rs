//! The straight line: a cut feed in, a full-text feed out.

use crate::pages::{
    SEED_COLUMN, SEED_STANDFIRST, SEED_TITLE, cut_feed, page, paragraphs, seed_body, seed_paragraphs,
};
use crate::program::Program;
use crate::site::{Answer, Site};

/// A publisher of `count` articles behind a cut feed.
fn harbour(count: usize) -> Site {
    let site = Site::start();
    let articles: Vec<usize> = (1..=count).collect();
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &articles)));
    for n in articles {
        site.put(&format!("/quay/{n}"), Answer::html(page(n)));
    }
    site
}

#[test]
fn a_cut_feed_comes_out_whole_in_all_three_formats() {
    let (program, site) = (Program::new(), harbour(3));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let served = program.serve();
    for format in ["rss", "atom", "json"] {
        let (status, head, body) = served.get(&format!("/feeds/the-harbour-post.{format}"), "");
        assert_eq!(status, 200, "{head}");
        for paragraph in (1..=3).flat_map(paragraphs) {
            assert!(body.contains(&paragraph), "{format} lacks {paragraph:?}");
        }
        assert!(!body.contains("Most read"), "{format} holds the page's furniture");
    }
    let (_, _, catalogue) = served.get("/catalogue.json", "");
    let catalogue: serde_json::Value = serde_json::from_str(&catalogue).unwrap();
    assert_eq!(catalogue[0]["slug"], "the-harbour-post");
    assert_eq!(served.terminate(), Some(0), "SIGTERM ends the service in order");
}

#[test]
fn a_feed_that_has_not_changed_is_answered_with_304() {
    let (program, site) = (Program::new(), harbour(2));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let served = program.serve();
    let (_, head, _) = served.get("/feeds/the-harbour-post.rss", "");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    let (status, _, body) = served.get("/feeds/the-harbour-post.rss", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((status, body.as_str()), (304, ""));
}

#[test]
fn every_article_keeps_its_fields() {
    let (program, site) = (Program::new(), harbour(2));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    let first = lines.iter().find(|line| line["entry_url"] == site.url("/quay/1")).unwrap();
    assert_eq!(first["title"], "Quay number 1");
    assert_eq!(first["site_name"], "The Harbour Post");
    assert_eq!(first["published_at"], "2026-05-01T08:30:00+02:00");
    assert_eq!(first["fetched_url"], site.url("/quay/1"));
    assert_eq!(first["text"], paragraphs(1).join("\n"));
    assert_eq!(first["outcome"], "article");
}

#[test]
fn the_seeds_shape_gives_the_seeds_fields_through_the_real_path() {
    let (program, site) = (Program::new(), Site::start());
    let path = "/cn/%E4%B8%93%E6%A0%8F/20230912-%E6%B8%AF%E5%8F%A3";
    let feed = format!(
        "<rss version='2.0'><channel><title>法广</title><link>{0}/</link><description>d</description><language>zh-cn</language>\
         <item><title>{SEED_TITLE} - {SEED_COLUMN}</title><link>{0}{path}</link><guid>{0}{path}</guid><description>经过近两个月的磋商</description></item>\
         </channel></rss>",
        site.url("")
    );
    let page = format!(
        "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{SEED_TITLE} - {SEED_COLUMN}</title>\
         <link rel=canonical href=\"https://www.rfi.fr{path}\"></head><body><nav><a href=/cn/>首页</a> <a href=/cn/zw>中文</a></nav>\
         <main><h1>{SEED_TITLE}</h1>{}</main><footer>版权所有</footer></body></html>",
        seed_body()
    );
    site.put("/rss.xml", Answer::xml(feed));
    site.put(path, Answer::html(page));
    program.ok(&["add", &site.url("/rss.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    let article = &lines[0];
    assert_eq!(article["title"], SEED_TITLE);
    assert_eq!(article["section"], SEED_COLUMN);
    assert_eq!(article["standfirst"], SEED_STANDFIRST);
    assert_eq!(article["language"], "zh-Hans");
    assert_eq!(article["authors"][0]["name"], "林岚");
    let mut expected = vec![SEED_STANDFIRST.to_owned()];
    expected.extend(seed_paragraphs());
    assert_eq!(article["text"].as_str().unwrap().lines().collect::<Vec<_>>(), expected);
}

#[test]
fn of_several_announced_feeds_the_fullest_is_taken_and_the_others_named() {
    let (program, site) = (Program::new(), harbour(3));
    site.put("/short.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    site.put(
        "/",
        Answer::html(
            "<html><head><title>Home</title><link rel=alternate type=application/rss+xml href=/short.xml>\
             <link rel=alternate type=application/rss+xml href=/feed.xml></head><body><p>Home</body></html>",
        ),
    );
    let said = program.ok(&["add", &site.url("/")]);
    assert!(said.contains("/feed.xml)"), "{said}");
    assert!(said.contains(&format!("also announced: {}", site.url("/short.xml"))), "{said}");
}

#[test]
fn a_second_poll_fetches_no_page_anew() {
    let (program, site) = (Program::new(), harbour(3));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    program.ok(&["poll", "--all", "--wait"]);
    for n in 1..=3 {
        assert_eq!(site.served(&format!("/quay/{n}")), 1);
    }
    assert_eq!(site.served("/feed.xml"), 1, "an unchanged feed is answered with 304");
}

#[test]
fn a_changed_entry_becomes_a_second_revision() {
    let (program, site) = (Program::new(), harbour(1));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    site.put("/quay/1", Answer::html(page(1).replace("the stone,", "the granite,")));
    site.put(
        "/feed.xml",
        Answer::xml(cut_feed(&site.url(""), &[1]).replace("harbour master", "harbourmaster")),
    );
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["revision"], 2);
    assert!(lines[0]["text"].as_str().unwrap().contains("the granite,"));
}

#[test]
fn removing_a_source_keeps_its_articles_and_erasing_one_keeps_it_away() {
    let (program, site) = (Program::new(), harbour(2));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    program.ok(&["remove", "the-harbour-post"]);
    assert_eq!(program.exported().len(), 2);
    program.ok(&["erase", &site.url("/quay/1"), "--reason", "a test", "--yes"]);
    assert_eq!(program.exported().len(), 1);
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(program.exported().len(), 1, "a tombstone keeps the article away");
}

#[test]
fn a_feed_with_the_whole_text_needs_no_second_request() {
    let (program, site) = (Program::new(), Site::start());
    let body: String = (1..=4).flat_map(paragraphs).map(|p| format!("&lt;p&gt;{p}&lt;/p&gt;")).collect();
    site.put(
        "/feed.xml",
        Answer::xml(format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Full Post</title>\
             <item><title>All of it</title><link>{}</link><content:encoded>{body}</content:encoded></item></channel></rss>",
            site.url("/never-fetched")
        )),
    );
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    assert_eq!(lines[0]["text"], (1..=4).flat_map(paragraphs).collect::<Vec<_>>().join("\n"));
    assert_eq!(site.served("/never-fetched"), 0);
}
