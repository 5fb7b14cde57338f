use longwire_model::Url;

use super::*;

const RULE: &str = r#"
[article]
content = ["section.lede", "section.body"]
drop = [".related"]
title = "h1.headline"
date = { select = "time.pub", attribute = "datetime" }
next_page = "a.next"
zone = "Asia/Tokyo"
day_first = false
"#;

/// A folder with the rule of one host.
fn folder(host: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join(host);
    std::fs::create_dir(&own).expect("a folder for the host");
    std::fs::write(own.join(FILE), text).expect("a file");
    folder
}

#[track_caller]
fn refused(host: &str, text: &str, why: &str) {
    let folder = folder(host, text);
    let error = format!("{:#}", read(folder.path()).expect_err(text));
    assert!(error.contains(why) && error.contains(FILE), "{error}");
}

#[test]
fn a_folder_of_rules_is_a_book() {
    let folder = folder("paper.example", RULE);
    std::fs::create_dir(folder.path().join("no-rule.example")).expect("a folder without a rule");
    let book = read(folder.path()).expect("a book");
    assert_eq!(book.len(), 1);
    let rules = book.of(&Url::parse("https://www.paper.example/a").expect("an address"));
    assert_eq!((rules.body.len(), rules.drop.len()), (2, 1));
    assert_eq!(rules.zone.as_deref(), Some("Asia/Tokyo"));
    assert_eq!(rules.day_first, Some(false));
    assert_eq!(rules.date.as_ref().and_then(|place| place.attribute.as_deref()), Some("datetime"));
    assert!(rules.title.is_some() && rules.next_page.is_some());
}

#[test]
fn a_fault_names_the_file_and_the_reason() {
    refused("paper.example", "[article]\nbody = []", "unknown field `body`");
    refused("paper.example", "[article]\ncontent = [\"p:first\"]", "p:first");
    refused("paper.example", "[article]\nzone = \"Mars/Olympus\"", "Mars/Olympus");
    refused("paper.example", "[article", "TOML");
    refused("Paper.Example", RULE, "lower case");
    refused("paper.example", &" ".repeat(65 << 10), "larger than 64 KiB");
    assert!(read(Path::new("/no/such/folder")).is_err());
}

#[test]
fn an_empty_file_knows_nothing() {
    let folder = folder("paper.example", "");
    assert_eq!(read(folder.path()).expect("a book").len(), 1);
}
