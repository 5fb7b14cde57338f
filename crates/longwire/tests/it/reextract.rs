//! Articles made anew from what is kept of them.

use crate::pages::{cut_feed, page, paragraphs};
use crate::program::Program;
use crate::site::{Answer, Site};

/// A publisher of `count` articles, read into an archive; then its pages are gone.
fn archived(count: usize) -> (Program, Site) {
    let (program, site) = (Program::new(), Site::start());
    let articles: Vec<usize> = (1..=count).collect();
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &articles)));
    for n in &articles {
        let noted = page(*n).replacen("</p>", "</p><p class=note>A note by the desk.</p>", 1);
        site.put(&format!("/quay/{n}"), Answer::html(noted));
    }
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    for n in &articles {
        site.put(&format!("/quay/{n}"), Answer::status(404));
    }
    (program, site)
}

/// The setting that has a rule for the publisher: what its desk notes is no text.
fn rule(program: &Program) -> String {
    let folder = program.beside("rules/127.0.0.1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("rule.toml"), "[article]\ndrop = [\".note\"]\n").unwrap();
    format!("rules_dir={}", program.beside("rules").display())
}

#[test]
fn a_new_rule_makes_a_new_revision_of_what_is_kept() {
    let (program, site) = archived(1);
    assert!(program.exported()[0]["text"].as_str().unwrap().contains("A note by the desk."));
    let asked = site.asked("/quay/1").len();
    assert!(program.ok(&["reextract", "1"]).starts_with("unchanged: article 1"));
    let rule = rule(&program);
    let said = program.ok(&["reextract", &site.url("/quay/1"), "--set", &rule]);
    assert!(said.starts_with("changed, now revision 2: article 1, Quay number 1"), "{said}");
    let lines = program.exported();
    assert_eq!((&lines[0]["revision"], &lines[0]["text"]), (&2.into(), &paragraphs(1).join("\n").into()));
    assert_eq!(lines[0]["fetched_url"], site.url("/quay/1"));
    assert!(program.ok(&["reextract", "1", "--set", &rule]).starts_with("unchanged"));
    assert_eq!(site.asked("/quay/1").len(), asked, "nothing is fetched");
}

#[test]
fn many_are_made_anew_and_a_stopped_run_goes_on() {
    let (program, _site) = archived(4);
    let rule = rule(&program);
    let said = program.ok(&["reextract", "--all", "--from", "3", "--set", &rule]);
    assert_eq!(said, "2 articles changed, 0 unchanged, 0 left as they are\n");
    let said = program.ok(&["reextract", "--source", "the-harbour-post", "--set", &rule]);
    assert_eq!(said, "2 articles changed, 2 unchanged, 0 left as they are\n");
    assert!(program.exported().iter().all(|line| line["revision"] == 2));
}

#[test]
fn an_article_in_parts_keeps_its_parts() {
    let (program, site) = (Program::new(), Site::start());
    let next = "<link rel=next href='/quay/1/2'><title>";
    site.put("/quay/1", Answer::html(page(1).replace("<title>", next)));
    site.put("/quay/1/2", Answer::html(page(2)));
    program.ok(&["keep", &site.url("/quay/1")]);
    assert!(program.ok(&["reextract", "1"]).starts_with("unchanged: article 1"));
    let text = program.exported()[0]["text"].as_str().unwrap().to_owned();
    assert!(paragraphs(1).iter().chain(&paragraphs(2)).all(|p| text.contains(p)), "{text}");
}

#[test]
fn a_feeds_own_text_and_a_record_are_made_anew_too() {
    let (program, site) = (Program::new(), Site::start());
    let body: String = (1..=4).flat_map(paragraphs).map(|p| format!("&lt;p&gt;{p}&lt;/p&gt;")).collect();
    let feed = format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Full Post</title>\
         <item><title>All of it</title><link>{}</link><content:encoded>{body}</content:encoded></item></channel></rss>",
        site.url("/never-fetched")
    );
    site.put("/feed.xml", Answer::xml(feed));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let html: String = paragraphs(5).iter().map(|p| format!("<p>{p}</p>")).collect();
    let record = format!("<!--1694528102000-->\n[Quay - News]({})\n------\n\n{html}\n", site.url("/quay/5"));
    std::fs::write(program.beside("record.txt"), record).unwrap();
    program.ok(&["import", program.beside("record.txt").to_str().unwrap()]);
    let said = program.ok(&["reextract", "--all"]);
    assert_eq!(said, "0 articles changed, 2 unchanged, 0 left as they are\n");
}

#[test]
fn what_is_not_there_is_said() {
    let program = Program::new();
    assert_eq!(program.run(&["reextract", "17"]).status.code(), Some(1));
    assert_eq!(program.run(&["reextract", "quay"]).status.code(), Some(2));
    assert_eq!(program.run(&["reextract", "--all", "--from", "17"]).status.code(), Some(2));
    assert_eq!(program.ok(&["reextract", "--all"]), "0 articles changed, 0 unchanged, 0 left as they are\n");
}
