use longwire_model::{Output, Publication, Scope, Selection};

use crate::testing::{Server, article, now};

fn locations(xml: &str) -> Vec<String> {
    let found = xml.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
    found.map(|(address, _)| address.replace("&#38;", "&")).collect()
}

#[test]
fn the_index_names_its_parts_and_each_can_be_had() {
    let server = Server::public("https://example.org/news/");
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    let answer = server.get("/sitemap.xml");
    assert_eq!(answer.field("content-type"), "application/xml; charset=utf-8");
    let parts = locations(&answer.text());
    let at = |path: &str| format!("https://example.org/news{path}");
    let named = ["pages", "sources", "publications", "articles"];
    assert_eq!(parts, named.map(|kind| at(&format!("/sitemap.xml?{kind}=1"))));
    let mut places = Vec::new();
    for part in &parts {
        let answer = server.get(part.strip_prefix("https://example.org/news").unwrap());
        assert_eq!(answer.status, 200, "{part}");
        places.extend(locations(&answer.text()));
    }
    for expected in ["/", "/statistics", "/about", "/sources/paper", "/publications/all"] {
        assert!(places.contains(&at(expected)), "{expected} in {places:?}");
    }
    assert!(places.contains(&at(&format!("/articles/{id}"))));
    for place in &places {
        let page = server.get(place.strip_prefix("https://example.org/news").unwrap());
        assert_eq!(page.status, 200, "{place}");
        assert!(!page.text().contains("noindex"), "{place} may be indexed");
    }
}

#[test]
fn what_is_private_or_gone_is_in_no_part() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    let gone = server.source("gone", "Gone");
    server.store.set_active(gone, false, now()).unwrap();
    let new = Publication {
        slug: "secret".into(),
        title: "Secret".into(),
        selection: Selection { scopes: vec![Scope::All], ..Selection::default() },
        output: Output::default(),
    };
    let state = server.store.add_publication(&new, now()).unwrap();
    server.store.keep_up(100).unwrap();
    let told = |part: &str| server.get(part).text();
    assert!(told("/sitemap.xml?publications=1").contains("/publications/secret<"));
    server.store.set_publication_key(state.id, Some(longwire_store::content_hash(b"key"))).unwrap();
    assert!(!told("/sitemap.xml?publications=1").contains("secret"));
    assert!(!told("/sitemap.xml?sources=1").contains("gone"));
}

#[test]
fn a_part_says_when_each_page_changed() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    let part = server.get("/sitemap.xml?articles=1").text();
    assert!(part.contains("<lastmod>2026-11-01T11:48:00Z</lastmod>"), "{part}");
}

#[test]
fn a_part_that_is_not_there_is_not_found() {
    let server = Server::new();
    let missing = [
        "pages=2",
        "pages=0",
        "sources=1",
        "articles=1",
        "articles=x",
        "articles=-1",
        "publications=1",
        "articles=9223372036854775807",
    ];
    for asked in missing {
        assert_eq!(server.get(&format!("/sitemap.xml?{asked}")).status, 404, "{asked}");
    }
    let parts = locations(&server.get("/sitemap.xml").text());
    assert_eq!(parts, ["http://127.0.0.1:8080/sitemap.xml?pages=1"]);
}

#[test]
fn robots_txt_names_the_sitemap() {
    let server = Server::public("https://example.org/news/");
    let robots = server.get("/robots.txt").text();
    assert!(robots.contains("\nSitemap: https://example.org/news/sitemap.xml\n"), "{robots}");
}
