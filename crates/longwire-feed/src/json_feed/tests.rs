use crate::{Hint, NotAFeed, parse};

fn read(text: &str) -> longwire_model::Feed {
    parse(text.as_bytes(), &Hint::default()).expect("a feed")
}

#[test]
fn numbers_serve_as_ids_and_strangers_as_items_do_no_harm() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":12.5},7,null,{"id":"b","content_text":"1 < 2"}]}"#,
    );
    let ids: Vec<_> = feed.entries.iter().map(|e| e.guid.as_str()).collect();
    assert_eq!(ids, ["12.5", "b"]);
    assert_eq!(feed.entries[1].content.as_ref().map(|c| c.0.as_str()), Some("1 &lt; 2"));
}

#[test]
fn the_author_of_version_one_is_read_too() {
    let feed = read(
        r#"{"version":"1.0","items":[{"id":"a","author":{"name":"Ann"}}],"author":{"url":"https://e.test/"}}"#,
    );
    assert_eq!(feed.entries[0].authors[0].name, "Ann");
    assert_eq!(feed.authors[0].url.as_ref().map(|u| u.as_str()), Some("https://e.test/"));
    assert_eq!(feed.defects[0].code, "json.version-unknown");
}

#[test]
fn nesting_without_end_is_refused() {
    let text = format!(r#"{{"version":"https://jsonfeed.org/version/1","items":[{}"#, "[".repeat(10_000));
    assert!(matches!(parse(text.as_bytes(), &Hint::default()), Err(NotAFeed::OtherJson { .. })));
}

#[test]
fn a_document_that_was_cut_off_keeps_its_whole_items() {
    let feed = read(
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","title":"x } \" ]"},{"id":"b","ti"#,
    );
    assert_eq!(feed.entries.iter().map(|e| e.guid.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(feed.defects[0].code, "json.ended-early");
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a""#;
    assert!(matches!(parse(text.as_bytes(), &Hint::default()), Err(NotAFeed::OtherJson { .. })));
}
