//! What is set for one source alone: sent to its host and no other, shown to nobody.

use std::io::Write;
use std::process::Stdio;

use crate::pages::{cut_feed, page, paragraphs};
use crate::program::Program;
use crate::site::{Answer, Site};

const SECRET: &str = "session=9f3a77c1";

/// A publisher with a feed and an article, whose picture is on another host.
fn publisher(pictures: &Site) -> Site {
    let site = Site::start();
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    let picture = format!("</p><img src='{}' width=640 height=360>", pictures.url("/a.png"));
    site.put("/quay/1", Answer::html(page(1).replacen("</p>", &picture, 1)));
    pictures.put("/a.png", Answer::bytes("image/png", &b"\x89PNG\r\n\x1a\n"[..]));
    site
}

#[test]
fn a_cookie_goes_to_the_sources_host_and_to_no_other() {
    let (program, pictures) = (Program::new(), Site::start());
    let site = publisher(&pictures);
    // The article is announced only once the cookie is set.
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[])));
    program.ok(&["add", &site.url("/feed.xml")]);
    let mut set =
        program.command(&["source", "set", "1", "cookie=-", "header.x-token=4711", "referrer=none"]);
    let mut child = set.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{SECRET}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    let polled = program.run(&["poll", "--all", "--wait", "--set", "log=trace"]);
    assert!(polled.status.success());
    for path in ["/feed.xml", "/quay/1"] {
        let asked = site.asked(path);
        let last = asked.last().unwrap();
        assert_eq!((last["cookie"].as_str(), last["x-token"].as_str()), (SECRET, "4711"), "{path}");
    }
    let elsewhere = &pictures.asked("/a.png")[0];
    assert!(
        ["cookie", "x-token", "referer"].iter().all(|name| !elsewhere.contains_key(*name)),
        "{elsewhere:?}"
    );
    let logged = String::from_utf8_lossy(&polled.stderr).into_owned();
    let shown = program.ok(&["source", "show", "1"]) + &program.ok(&["list", "--json"]) + &logged;
    assert!(!shown.contains("9f3a77c1") && !shown.contains("4711"), "a secret shows: {shown}");
    assert!(shown.contains("cookie = (set, not shown)") && shown.contains("referrer = none"), "{shown}");
    program.ok(&["source", "unset", "1", "cookie"]);
    program.ok(&["poll", "--all", "--wait"]);
    assert!(!site.asked("/feed.xml").last().unwrap().contains_key("cookie"));
}

#[test]
fn a_resting_source_is_not_asked() {
    let (program, pictures) = (Program::new(), Site::start());
    let site = publisher(&pictures);
    program.ok(&["add", &site.url("/feed.xml")]);
    let before = site.asked("/feed.xml").len();
    program.ok(&["source", "set", "the-harbour-post", "rest=yes"]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(site.asked("/feed.xml").len(), before);
    assert!(program.ok(&["list"]).contains(", rests\n"));
    program.ok(&["source", "set", "the-harbour-post", "rest=2w"]);
    let listed: serde_json::Value = serde_json::from_str(&program.ok(&["list", "--json"])).unwrap();
    assert_eq!(listed["resting"], true);
    assert!(listed["resting_until"].is_string(), "{listed}");
    assert!(program.ok(&["list"]).contains(", rests until 2"));
    program.ok(&["source", "set", "the-harbour-post", "rest=no"]);
    program.ok(&["poll", "--all", "--wait"]);
    assert_eq!(site.asked("/feed.xml").len(), before + 1);
}

#[test]
fn a_source_polled_at_a_fixed_interval_is_due_then() {
    let (program, pictures) = (Program::new(), Site::start());
    let site = publisher(&pictures);
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["source", "set", "the-harbour-post", "interval=100d"]);
    program.ok(&["poll", "--all", "--wait"]);
    let listed: serde_json::Value = serde_json::from_str(&program.ok(&["list", "--json"])).unwrap();
    let date = |name: &str| listed[name].as_str().unwrap()[..10].to_owned();
    assert!(date("due_at") > date("polled_at"), "{listed}");
}

#[test]
fn a_wrong_setting_is_refused_with_the_way_out() {
    let (program, pictures) = (Program::new(), Site::start());
    let site = publisher(&pictures);
    program.ok(&["add", &site.url("/feed.xml")]);
    for (written, told) in
        [("cookies=a", "there are cookie"), ("rest=maybe", "write yes, no, a time"), ("rest", "NAME=VALUE")]
    {
        let output = program.run(&["source", "set", "the-harbour-post", written]);
        assert_eq!(output.status.code(), Some(2), "{written}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{written}: {output:?}");
    }
}

#[test]
fn a_page_that_a_script_fills_is_shown_by_a_browser_where_that_is_wanted() {
    if !["/usr/bin/chromium", "/usr/bin/google-chrome"].iter().any(|path| std::path::Path::new(path).exists())
    {
        eprintln!("SKIPPED: no Chromium on this machine, so nothing was proved about rendering");
        return;
    }
    let (program, site) = (Program::new(), Site::start());
    let set = ["--set", "browser_sandbox=no"];
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[])));
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["source", "set", "the-harbour-post", "render=yes"]);
    let empty =
        page(1).replace("<article>", "<div id=here></div><template>").replace("</article>", "</template>");
    let fill = "<script>here.innerHTML = '<article>' + document.querySelector('template').innerHTML + '</article>'</script></body>";
    site.put("/quay/1", Answer::html(empty.replace("</body>", fill)));
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &[1])));
    let doctor = program.command(&["doctor", set[0], set[1]]).env("PATH", "/usr/bin:/bin").output().unwrap();
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("wanted by 1 sources"), "{doctor:?}");
    let mut poll = program.command(&["poll", "--all", "--wait", set[0], set[1]]);
    assert!(poll.env("PATH", "/usr/bin:/bin").status().unwrap().success());
    let lines = program.exported();
    assert_eq!(lines[0]["text"], paragraphs(1).join("\n"));
}
