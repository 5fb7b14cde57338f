use std::sync::Arc;

use longwire_model::CleanHtml;
use longwire_store::NewRevision;

use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
}

/// What a page at some address says: its own address, a title and a text.
fn article(declared: &str, title: &str, text: &str) -> Article {
    Article {
        url: url(declared),
        title: title.into(),
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: None,
        modified_at: None,
        language: None,
        standfirst: None,
        lead_image: None,
        html: CleanHtml::default(),
        text: text.into(),
        images: Vec::new(),
        word_count: 0,
    }
}

/// A store that holds what was read at `https://example.org/1`, which declared `https://example.org/news.html`.
fn store() -> (tempfile::TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = longwire_store::open(folder.path()).expect("a store");
    let first =
        article("https://example.org/news.html", "Harbour strike", "The harbour stands still on Monday.");
    let new = NewRevision {
        identity: &identity(&first.url),
        article: &first,
        entry_id: None,
        source_id: None,
        captures: &[],
        fetched_url: Some(&url("https://example.org/1")),
        record: None,
        provenance: None,
        in_full: true,
        images: &[],
        archived_at: Timestamp::from_seconds(0),
    };
    store.archive(&new).expect("it is archived");
    (folder, store)
}

/// The identity of an article read at an address.
#[track_caller]
fn check(read_at: &str, mut read: Article, expected: &str) {
    let (_folder, store) = store();
    assert_eq!(settle(&*store, &mut read, &url(read_at)).expect("the store answers"), expected);
    assert_eq!(identity(&read.url), expected, "the address goes with the identity");
}

const CONSTANT: &str = "https://example.org/news.html";

#[test]
fn an_address_that_all_pages_declare_is_not_believed_the_second_time() {
    let other = article(CONSTANT, "Quay rebuilt", "The eastern quay was opened again on Friday.");
    check("https://example.org/2?utm_source=x#top", other, "example.org/2");
}

#[test]
fn the_first_to_declare_an_address_has_it() {
    let read = article("https://example.org/quay.html", "Quay rebuilt", "The eastern quay was opened.");
    check("https://example.org/2", read, "example.org/quay.html");
}

#[test]
fn one_article_under_another_address_is_the_same() {
    let same_title = article(CONSTANT, "Harbour strike", "Quite another text than the one that was there.");
    check("https://example.org/mobile/1", same_title, "example.org/news.html");
    let same_text =
        article(CONSTANT, "Strike", "The harbour stands still on Monday.\nMore of it follows here today.");
    check("https://example.org/mobile/1", same_text, "example.org/news.html");
}

#[test]
fn another_article_at_the_same_address_is_a_new_state_of_it() {
    let other = article(CONSTANT, "Quay rebuilt", "The eastern quay was opened again on Friday.");
    check("https://www.example.org/1/", other, "example.org/news.html");
}
