//! One article under many addresses, and one address with many articles.

use crate::pages::{cut_feed, page};
use crate::program::Program;
use crate::site::{Answer, Site};

/// A feed of one article whose link is written so.
fn feed_of(site: &Site, link: &str, title: &str) -> Answer {
    Answer::xml(format!(
        "<rss version='2.0'><channel><title>{title}</title><link>{}</link><description>d</description>\
         <item><title>Quay number 1</title><link>{}</link><description>In paragraph 1</description></item>\
         </channel></rss>",
        site.url("/"),
        site.url(link).replace('&', "&amp;"),
    ))
}

#[test]
fn one_article_under_five_addresses_is_archived_once() {
    let (program, site) = (Program::new(), Site::start());
    let links =
        ["/quay/1", "/quay/1/?from=timeline", "/quay/1/amp", "/quay/1?utm_source=rss&spm=a.1", "/short/1"];
    for (n, link) in links.iter().enumerate() {
        let feed = format!("/feed{n}.xml");
        site.put(&feed, feed_of(&site, link, &format!("Feed number {n}")));
        let canonical = format!("<link rel=canonical href='{}'></head>", site.url("/quay/1"));
        site.put(link, Answer::html(page(1).replace("</head>", &canonical)));
        program.ok(&["add", &site.url(&feed)]);
    }
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    assert_eq!(lines.len(), 5, "each feed announced it");
    assert!(lines.iter().all(|line| line["revision"] == 1), "nothing changed from one address to the next");
    let served = program.serve();
    assert_eq!(served.get("/articles/1", "").0, 200);
    assert_eq!(served.get("/articles/2", "").0, 404, "there is one article");
    let fetched: usize = links.iter().map(|link| site.served(link)).sum();
    assert_eq!(fetched, 2, "an address that stands for one just read is not asked for again");
}

#[test]
fn one_address_with_two_articles_has_two_revisions() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    site.put("/quay/1", Answer::html(page(1)));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    site.put("/quay/1", Answer::html(page(2)));
    let second = cut_feed(&site.url(""), &[2]).replace("/quay/2</link>", "/quay/1</link>");
    site.put("/feed.xml", Answer::xml(second));
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    assert!(lines.iter().all(|line| line["revision"] == 2 && line["title"] == "Quay number 2"), "{lines:?}");
    let served = program.serve();
    let (_, _, first) = served.get("/articles/1/1", "Accept: text/html\r\n");
    assert!(first.contains("Quay number 1"), "the first is kept");
}

#[test]
fn a_canonical_address_on_every_page_makes_no_two_articles_one() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1, 2, 3])));
    let canonical = format!("<link rel=canonical href='{}'></head>", site.url("/all-the-news.html"));
    for n in 1..=3 {
        site.put(&format!("/quay/{n}"), Answer::html(page(n).replace("</head>", &canonical)));
    }
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let mut titles: Vec<String> =
        program.exported().iter().map(|line| line["title"].as_str().unwrap().to_owned()).collect();
    titles.sort();
    assert_eq!(titles, ["Quay number 1", "Quay number 2", "Quay number 3"]);
}
