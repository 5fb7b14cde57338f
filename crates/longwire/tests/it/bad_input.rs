//! What people and publishers get wrong: one clear line, the right exit status, nothing lost.

use crate::pages::{cut_feed, page, paragraphs};
use crate::program::Program;
use crate::site::{Answer, Site};

/// Runs a command that must fail, and checks its exit status and its one line.
#[track_caller]
fn refused(program: &Program, args: &[&str], status: i32, words: &[&str]) {
    let output = program.run(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{args:?} said {said:?}, not {word:?}");
    }
    assert!(said.lines().filter(|l| l.starts_with("error")).count() <= 1, "one line, not {said:?}");
}

#[test]
fn addresses_that_can_not_be_fetched_are_refused() {
    let program = Program::new();
    refused(&program, &["add", "not an address"], 2, &["no web address", "https://"]);
    refused(&program, &["add", "ftp://example.org/feed"], 2, &["only http and https"]);
    refused(&program, &["add", "http://10.0.0.1/feed"], 1, &["10.0.0.1", "not a public address"]);
    refused(&program, &["add", "http://[::ffff:169.254.169.254]/"], 1, &["not a public address"]);
    refused(&program, &["add", "http://127.0.0.1:1/feed"], 1, &["127.0.0.1:1"]);
}

#[test]
fn a_page_without_a_feed_is_refused_with_the_way_out() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/", Answer::html("<html><title>A page</title><p>Nothing to see here, move along please."));
    refused(&program, &["add", &site.url("/")], 1, &["announces none", "give the address"]);
    refused(&program, &["add", &site.url("/gone")], 1, &["404"]);
}

#[test]
fn a_feed_cut_in_the_middle_gives_what_it_holds() {
    let (program, site) = (Program::new(), Site::start());
    let feed = cut_feed(&site.url(""), &[1, 2, 3]);
    let cut = feed.rfind("<item>").unwrap() + 20;
    site.put("/feed.xml", Answer::xml(&feed.as_bytes()[..cut]));
    for n in 1..=2 {
        site.put(&format!("/quay/{n}"), Answer::html(page(n)));
    }
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(program.exported().len(), 2);
}

#[test]
fn a_page_with_the_wrong_charset_label_is_read_right() {
    let program = Program::new();
    let path = program.beside("page.html");
    let text = "东码头建于上个世纪初，此前曾经两次大修，今年冬天之前必须加固，否则无法继续使用。".repeat(6);
    let page = format!(
        "<html><head><meta charset=gb2312><title>码头</title></head><body><article><p>{text}</p><p>{text}</p></article>"
    );
    std::fs::write(&path, page).unwrap();
    let out = program.ok(&["extract", path.to_str().unwrap(), "-o", "text"]);
    assert!(out.contains(&text), "{out}");
}

#[test]
fn what_happened_to_a_source_is_told_in_plain_words() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1, 2])));
    site.put("/quay/1", Answer::html(page(1)));
    site.put("/quay/2", Answer::status(410));
    program.ok(&["add", &site.url("/feed.xml")]);
    for _ in 0..3 {
        program.ok(&["poll", "--all", "--wait"]);
    }
    site.put("/feed.xml", Answer::status(410));
    program.run(&["poll", "--all", "--wait"]);
    let said = program.ok(&["log", "the-harbour-post"]);
    let lines: Vec<&str> = said.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert_eq!(lines.len(), 5, "{said}");
    assert!(lines[0].starts_with("failed: ") && lines[0].contains("410"), "{said}");
    assert!(lines.iter().any(|line| line.starts_with("article given up: ") && line.contains("/quay/2")));
    assert_eq!(lines[3..], ["2 new", "added"]);
    let json = program.ok(&["log", "the-harbour-post", "--json", "--limit", "1"]);
    let newest: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&newest["event"], &newest["trouble"]), (&"failed".into(), &"gone".into()));
}

#[test]
fn an_article_that_can_not_be_had_is_given_up_with_its_reason_and_the_rest_is_kept() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1, 2])));
    site.put("/quay/1", Answer::html(page(1)));
    site.put("/quay/2", Answer::status(410));
    program.ok(&["add", &site.url("/feed.xml")]);
    let said = program.ok(&["poll", "--all", "--wait"]);
    assert!(said.contains("1 articles given up"), "{said}");
    let dead = program.ok(&["jobs", "--dead"]);
    assert!(dead.contains("/quay/2") && dead.contains("410"), "{dead}");
    assert_eq!(program.exported().len(), 1);
}

#[test]
fn a_file_that_can_not_be_read_is_named_once_with_the_reason() {
    let program = Program::new();
    let folder = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.html.gz");
    std::fs::write(&cut, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b]).unwrap();
    let none = folder.path().join("none.html");
    for (path, reason) in [
        (cut.as_path(), "the compressed data is cut off"),
        (none.as_path(), "there is no such file"),
        (folder.path(), "this is a folder"),
    ] {
        let path = path.to_str().unwrap();
        refused(&program, &["extract", path], 1, &[&format!("error: {path}: {reason}")]);
    }
}

#[test]
fn a_folder_that_can_not_be_written_is_named() {
    let program = Program::new();
    std::fs::write(program.beside("file"), "").unwrap();
    let folder = program.beside("file").join("below");
    refused(&program, &["list", "--data", folder.to_str().unwrap()], 2, &["below", "--data"]);
}

#[test]
fn a_file_that_is_no_database_is_left_alone_and_named() {
    let program = Program::new();
    std::fs::create_dir(program.data()).unwrap();
    let file = program.data().join("longwire.db");
    std::fs::write(&file, "this is not a database at all, only some text that stands here".repeat(100))
        .unwrap();
    refused(&program, &["list"], 2, &["longwire.db"]);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("this is not"));
}

#[test]
fn a_port_in_use_is_named() {
    let (program, site) = (Program::new(), Site::start());
    refused(
        &program,
        &["serve", "--listen", &site.addr.to_string()],
        2,
        &[&site.addr.to_string(), "--listen"],
    );
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest() {
    let (program, site) = (Program::new(), Site::start());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[])));
    program.ok(&["add", &site.url("/feed.xml")]);
    refused(&program, &["poll", "the-harbor-post"], 2, &["the-harbour-post"]);
    refused(&program, &["list", "--set", "pac=1s"], 0, &[]);
    refused(&program, &["poll", "--all", "--set", "pac=1s"], 2, &["did you mean pace"]);
}

#[test]
fn every_page_named_gets_one_answer_in_order() {
    let program = Program::new();
    let good = program.beside("good.html");
    std::fs::write(&good, page(1)).unwrap();
    let list = program.beside("list.tsv");
    let lines = format!(
        "{0}\thttps://example.org/quay/1\n{1}\thttps://example.org/2\n{0}\t\n",
        good.display(),
        program.beside("missing.html").display()
    );
    std::fs::write(&list, lines).unwrap();
    let output =
        program.run(&["extract", "-o", "jsonl", "--files-from", list.to_str().unwrap(), "--threads", "2"]);
    assert_eq!(output.status.code(), Some(1));
    let answers: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let outcomes: Vec<_> = answers.iter().map(|a| a["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["article", "error", "article"]);
    assert_eq!(answers[0]["text"], paragraphs(1).join("\n"));
    assert_eq!(answers[0]["url"], "https://example.org/quay/1");
    assert_eq!(answers[1]["source"], program.beside("missing.html").to_str().unwrap());
    assert_eq!(answers[2]["url"], serde_json::Value::Null);
}

#[test]
fn every_blocks_fate_is_told_to_who_asks() {
    let program = Program::new();
    let path = program.beside("page.html");
    std::fs::write(&path, page(1)).unwrap();
    let output = program.run(&["extract", path.to_str().unwrap(), "--explain"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("title: \"Quay number 1\""), "{told}");
    assert!(
        told.lines().any(|line| line.trim_start().starts_with("kept") && line.contains("In paragraph 1")),
        "{told}"
    );
    assert!(
        told.lines().any(|line| line.trim_start().starts_with("left") && line.contains("Most read")),
        "{told}"
    );
}
