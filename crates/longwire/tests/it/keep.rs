//! Single pages that a person keeps.

use crate::pages::{cut_feed, page, paragraphs};
use crate::program::Program;
use crate::site::{Answer, Site};

/// What `keep --json` answered for one page.
fn kept(program: &Program, url: &str) -> serde_json::Value {
    serde_json::from_str(&program.ok(&["keep", "--json", url])).unwrap()
}

#[test]
fn a_page_becomes_an_article_with_its_pictures_and_further_parts() {
    let (program, site) = (Program::new(), Site::start());
    let next = "<link rel=next href='/quay/1/2'><title>";
    let first = page(1).replacen("</p>", "</p><img src='/a.png' width=640 height=360>", 1);
    site.put("/quay/1", Answer::html(first.replace("<title>", next)));
    site.put("/quay/1/2", Answer::html(page(2)));
    site.put("/a.png", Answer::bytes("image/png", &b"\x89PNG\r\n\x1a\n"[..]));
    let answer = kept(&program, &site.url("/quay/1"));
    assert_eq!((&answer["outcome"], &answer["title"]), (&"new".into(), &"Quay number 1".into()));
    let lines = program.exported();
    let text = lines[0]["text"].as_str().unwrap();
    assert!(paragraphs(1).iter().chain(&paragraphs(2)).all(|p| text.contains(p)), "{text}");
    assert_eq!(lines[0]["fetched_url"], site.url("/quay/1"));
    assert_eq!(site.served("/a.png"), 1, "its picture came with it");
    assert_eq!(program.ok(&["list"]), "", "no source came of it");
}

#[test]
fn a_page_that_was_just_archived_is_answered_without_a_request() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/quay/1", Answer::html(page(1)));
    let first = kept(&program, &site.url("/quay/1"));
    let again = kept(&program, &site.url("/quay/1/?utm_source=mail"));
    assert_eq!((&again["outcome"], &again["article_id"]), (&"known".into(), &first["article_id"]));
    assert_eq!(site.served("/quay/1"), 1);
}

#[test]
fn another_address_of_an_article_makes_no_second_one() {
    let (program, site) = (Program::new(), Site::start());
    let canonical = format!("<link rel=canonical href='{}'><title>", site.url("/quay/1"));
    site.put("/quay/1", Answer::html(page(1)));
    site.put("/short", Answer::html(page(1).replace("<title>", &canonical)));
    let changed = page(1).replace("<title>", &canonical).replace("the stone,", "the granite,");
    site.put("/shorter", Answer::html(changed));
    let outcomes: Vec<_> =
        ["/quay/1", "/short", "/shorter"].map(|path| kept(&program, &site.url(path))).into();
    assert_eq!(outcomes[1]["outcome"], "unchanged");
    assert_eq!((&outcomes[2]["outcome"], &outcomes[2]["revision"]), (&"revised".into(), &2.into()));
    assert!(outcomes.iter().all(|kept| kept["article_id"] == outcomes[0]["article_id"]));
}

#[test]
fn what_is_no_article_is_refused_with_the_reason() {
    let (program, site) = (Program::new(), Site::start());
    let links: String = (1..=30)
        .map(|n| format!("<li><a href=/news/{n}>The harbour master speaks again, part {n}</a></li>"))
        .collect();
    site.put("/", Answer::html(format!("<html><title>Home</title><body><main><ul>{links}</ul></main>")));
    site.put("/a.pdf", Answer::bytes("application/pdf", &b"%PDF-1.7 \x00\x01\x02"[..]));
    site.put("/robots.txt", Answer::bytes("text/plain", "User-agent: *\nDisallow: /private/"));
    for (path, told) in [
        ("/", "is no article: the page lists articles"),
        ("/a.pdf", "is no article: the bytes are neither HTML nor text"),
        ("/gone", "404"),
        ("/private/1", "robots.txt"),
    ] {
        let output = program.run(&["keep", &site.url(path)]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{path}: {said}");
        assert!(said.contains(told), "{path}: {said}");
    }
    assert!(program.exported().is_empty());
    assert_eq!(program.run(&["keep", "ftp://example.org/1"]).status.code(), Some(2));
}

#[test]
fn a_page_that_is_gone_is_answered_with_what_was_archived_once() {
    let (program, site) = (Program::new(), Site::start());
    let body: String = paragraphs(1).iter().map(|p| format!("<p>{p}</p>")).collect();
    let record = format!("<!--1694528102000-->\n[Quay - News]({})\n------\n\n{body}\n", site.url("/quay/1"));
    std::fs::write(program.beside("record.txt"), record).unwrap();
    program.ok(&["import", program.beside("record.txt").to_str().unwrap()]);
    let answer = kept(&program, &site.url("/quay/1"));
    assert_eq!((&answer["outcome"], &answer["article_id"]), (&"known".into(), &1.into()));
    assert!(answer["reason"].as_str().unwrap().contains("404"), "{answer}");
    site.put("/quay/1", Answer::html(page(1)));
    assert_eq!(kept(&program, &site.url("/quay/1"))["outcome"], "revised", "it is back, under another title");
}

#[test]
fn an_erased_article_is_not_taken_in_again() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/quay/1", Answer::html(page(1)));
    kept(&program, &site.url("/quay/1"));
    program.ok(&["erase", "1", "--reason", "a test", "--yes"]);
    let output = program.run(&["keep", &site.url("/quay/1")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("was erased here"), "{output:?}");
}

#[test]
fn a_source_that_announced_the_page_gets_the_article() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    assert!(program.exported().is_empty(), "the page is not there yet");
    site.put("/quay/1", Answer::html(page(1)));
    assert_eq!(kept(&program, &site.url("/quay/1"))["outcome"], "new");
    program.ok(&["poll", "--all", "--wait"]);
    let lines = program.exported();
    assert_eq!((lines.len(), &lines[0]["entry_url"]), (1, &site.url("/quay/1").into()));
    assert_eq!(site.served("/quay/1"), 1, "the entry's own job asks for nothing");
    assert_eq!(program.ok(&["jobs", "--dead"]), "");
}

#[test]
fn keeping_can_be_left_to_the_service() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/quay/1", Answer::html(page(1)));
    let said = program.ok(&["keep", "--no-wait", &site.url("/quay/1")]);
    assert!(said.contains("1 pages are on the queue"), "{said}");
    assert!(program.ok(&["jobs"]).contains("/quay/1: waiting"));
}
