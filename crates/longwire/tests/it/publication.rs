//! Publications: merged and filtered by commands, served to whoever may have them.

use crate::pages::{cut_feed, page};
use crate::program::{Program, Served};
use crate::site::{Answer, Site};

/// A publisher with a cut feed of three articles, which have categories.
fn harbour() -> Site {
    let site = Site::start();
    let feed = cut_feed(&site.url(""), &[1, 2, 3])
        .replace("</guid>", "</guid><category>Quays</category>")
        .replacen("<category>Quays</category>", "<category>Quays</category><category>港口</category>", 1);
    site.put("/feed.xml", Answer::xml(feed));
    for n in 1..=3 {
        site.put(&format!("/quay/{n}"), Answer::html(page(n)));
    }
    site
}

fn titles(served: &Served, path: &str) -> Vec<String> {
    let (status, head, body) = served.get(path, "");
    assert_eq!(status, 200, "{path}: {head}");
    let feed: serde_json::Value = serde_json::from_str(&body).unwrap();
    let mut titles: Vec<String> = feed["items"].as_array().unwrap().iter().map(title).collect();
    titles.sort();
    titles
}

fn title(item: &serde_json::Value) -> String {
    item["title"].as_str().unwrap().trim_start_matches("Quay number ").to_owned()
}

#[test]
fn what_commands_select_is_what_readers_get() {
    let (program, site) = (Program::new(), harbour());
    program.ok(&["add", &site.url("/feed.xml"), "--folder", "News", "--tag", "Sea"]);
    program.ok(&["poll", "--all", "--wait"]);
    let add = |args: &[&str]| -> serde_json::Value {
        let line = program.ok(&[&["publication", "add"], args, &["--json"]].concat());
        serde_json::from_str(&line).unwrap()
    };
    let made = add(&["Two of three", "--folder", "News", "--keep", "title~[12]$", "--keep", "tag=港口"]);
    assert_eq!((&made["slug"], &made["article_count"]), (&"two-of-three".into(), &2.into()));
    let blocked = add(&["Not the first", "--tag", "sea", "--block", "any=number 1", "--limit", "1"]);
    assert_eq!(blocked["article_count"], 2);
    let followed = add(&["Followed", "--search", "source:harbour -\"number 1\" lang:en"]);
    assert_eq!((&followed["scopes"][0]["kind"], &followed["article_count"]), (&"all".into(), &2.into()));
    assert_eq!(followed["search"], "source:harbour -\"number 1\" lang:en");
    let secret = add(&["Mine alone", "--all", "--private"]);
    let place = secret["address"].as_str().unwrap();
    let path = |place: &str| {
        place.trim().split_once("/private/").map(|(_, rest)| format!("/private/{rest}")).unwrap()
    };
    let old_path = path(place).replace(".rss", ".json");

    let served = program.serve();
    for all in ["all", "folder-news", "tag-sea", "tag-quays", "language-en"] {
        assert_eq!(titles(&served, &format!("/feeds/{all}.json")), ["1", "2", "3"], "{all}");
    }
    assert_eq!(titles(&served, "/feeds/tag-%E6%B8%AF%E5%8F%A3.json").len(), 1);
    assert_eq!(titles(&served, "/feeds/two-of-three.json"), ["1", "2"]);
    assert_eq!(titles(&served, "/feeds/not-the-first.json").len(), 1);
    assert_eq!(titles(&served, "/feeds/followed.json"), ["2", "3"]);
    assert_eq!(titles(&served, &old_path), ["1", "2", "3"]);
    assert_eq!(served.get("/feeds/mine-alone.json", "").0, 404);

    // A command in another process changes what this one serves, within its next looks around.
    let new_place = program.ok(&["publication", "key", "mine-alone"]);
    program.ok(&["publication", "edit", "two-of-three", "--keep", "title~3$"]);
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    assert_eq!(served.get(&old_path, "").0, 404, "an old key is worth nothing");
    assert_eq!(titles(&served, &path(&new_place).replace(".rss", ".json")), ["1", "2", "3"]);
    assert_eq!(titles(&served, "/feeds/two-of-three.json"), ["3"]);
    program.ok(&["edit", "the-harbour-post", "--folder", "Sea"]);
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    assert!(titles(&served, "/feeds/two-of-three.json").is_empty(), "its folder is empty");
    assert_eq!(titles(&served, "/feeds/folder-sea.json"), ["1", "2", "3"]);
}

#[test]
fn what_can_not_be_selected_is_refused_with_the_reason() {
    let program = Program::new();
    let refused = |args: &[&str], because: &str| {
        let output = program.run(&[&["publication"], args].concat());
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(because), "{args:?}: {told}");
    };
    refused(&["add", "x"], "--all, --source");
    refused(&["add", "x", "--all", "--keep", "title~("], "unclosed group");
    refused(&["add", "x", "--search", " "], "asks for nothing");
    refused(&["add", "x", "--source", "nobody"], "there is no source nobody");
    refused(&["add", "x", "--language", "!"], "no language tag");
    refused(&["add", "x", "--all", "--limit", "501"], "1 to 500");
    refused(&["add", " ", "--all"], "1 to 64 characters");
    refused(&["show", "al"], "did you mean all?");
    refused(&["edit", "all", "--tag", "x"], "makes itself");
    assert_eq!(program.run(&["publication", "remove", "all"]).status.code(), Some(1));
    program.ok(&["publication", "add", "x y", "--all"]);
    assert!(program.ok(&["publication", "show", "x-y"]).contains("from all"));
    program.ok(&["publication", "remove", "x-y"]);
    assert!(!program.ok(&["publication", "list"]).contains("x-y"));
}

#[test]
fn a_private_source_is_seen_by_its_owner_alone() {
    let (program, site) = (Program::new(), harbour());
    program.ok(&["add", &site.url("/feed.xml"), "--folder", "News", "--private"]);
    program.ok(&["poll", "--all", "--wait"]);
    assert!(program.ok(&["list"]).contains(", in News, private"));
    assert!(program.ok(&["search", "number"]).contains("Quay number 1"), "commands are the owner's");
    let line =
        program.ok(&["publication", "add", "Mine", "--source", "the-harbour-post", "--private", "--json"]);
    let mine: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(mine["article_count"], 3);
    let served = program.serve();
    let hidden =
        ["/sources/the-harbour-post", "/feeds/the-harbour-post.rss", "/feeds/folder-news.rss", "/articles/1"];
    let status = |path: &str| served.get(path, "").0;
    assert!(hidden.iter().all(|path| status(path) == 404));
    assert!(titles(&served, "/feeds/all.json").is_empty());
    assert!(!served.get("/", "").2.contains("the-harbour-post"));
    let told = program.ok(&["edit", "the-harbour-post", "--no-private"]);
    assert_eq!(told.trim(), "the-harbour-post: in folder News, no tags");
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(hidden.iter().all(|path| status(path) == 200));
    assert_eq!(titles(&served, "/feeds/all.json"), ["1", "2", "3"]);
    assert!(program.ok(&["edit", "1", "--private"]).contains("no tags, private"));
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(hidden.iter().all(|path| status(path) == 404));
    assert!(program.ok(&["log", "1"]).contains("made private"));
}
