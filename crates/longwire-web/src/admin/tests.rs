use axum::body::Body;
use axum::http::Request;
use longwire_model::{JobId, SourceId};
use longwire_store::{Ending, Job, JobFilter, JobState, OwnSetting, Secret};

use super::*;
use crate::backstage::{Backstage, Disk, OwnLine, SettingLine};
use crate::testing::{Answer, Server, earlier, now, request, signed_in};
use crate::{Config, words::Tongue};

const PAGES: [&str; 7] = [
    "/admin",
    "/admin/sources",
    "/admin/sources/tide",
    "/admin/jobs",
    "/admin/reports",
    "/admin/storage",
    "/admin/settings",
];

fn read_own(name: &str, value: &str, _: &url::Url) -> Result<OwnSetting, String> {
    if value == "wrong" {
        return Err(format!("{name}: write something else"));
    }
    Ok(OwnSetting { name: name.into(), origin: String::new(), value: Secret::new(value) })
}

fn backstage() -> Backstage {
    let own = |name, value, secret| OwnLine { name, value, help: "What it does.", secret };
    let line = |name, value: Option<&str>, from: Option<&str>| SettingLine {
        name,
        unit: "time",
        value: value.map(str::to_owned),
        from: from.map(str::to_owned),
        help: "Shortest gap.",
    };
    Backstage {
        version: "1.2.3",
        data: "/data".into(),
        settings: vec![line("pace", Some("2s"), Some("--set")), line("proxy", None, Some("LONGWIRE_PROXY"))],
        own_lines: vec![
            own("cookie", "a=1", true),
            own("header.*", "text", true),
            own("interval", "time", false),
            own("rest", "yes or no", false),
        ],
        read_own: Some(read_own),
        disk: Some(|_| Some(Disk { free_bytes: 3 << 20, total_bytes: 1 << 40 })),
    }
}

/// A server with one source, and the owner signed in.
struct Office {
    server: Server,
    source: SourceId,
    cookie: String,
    token: String,
}

impl Office {
    fn new() -> Self {
        let server = Server::with(Config { backstage: backstage(), ..Config::new(now) });
        let source = server.source("tide", "潮声");
        let (cookie, token) = signed_in(&server);
        Self { server, source, cookie, token }
    }

    fn get(&self, path: &str) -> Answer {
        self.server.get_with(path, "cookie", &self.cookie)
    }

    /// A form as the page sends it.
    fn post(&self, path: &str, fields: &str) -> Answer {
        self.send(path, &format!("token={}&{fields}", self.token), "http://127.0.0.1:8080")
    }

    fn send(&self, path: &str, body: &str, origin: &str) -> Answer {
        let request = Request::post(path).header("host", "127.0.0.1:8080").header("cookie", &self.cookie);
        let request = request.header("origin", origin).header("accept", "text/html");
        self.server.send(request.body(Body::from(body.to_owned())).unwrap())
    }

    /// A form that leads to a page which says this.
    #[track_caller]
    fn done(&self, path: &str, fields: &str, said: &str) {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = self.get(answer.field("location")).text();
        assert!(page.contains(&format!("role=\"status\">{said}")), "{path}: {page}");
    }

    fn rests(&self) -> bool {
        self.server.store.source(self.source).unwrap().unwrap().rest.is_some()
    }

    fn own(&self) -> Vec<OwnSetting> {
        self.server.store.own_settings(self.source).unwrap()
    }

    /// A dead letter: a poll that was given up.
    fn dead_letter(&self) -> JobId {
        let store = &self.server.store;
        let id = store.enqueue(&Job::Poll { source_id: self.source }, earlier(60), earlier(60)).unwrap();
        store.finish(id, &Ending::Dead { reason: "no answer".into() }, earlier(30)).unwrap();
        id
    }

    fn jobs(&self, dead: bool) -> usize {
        let filter = JobFilter { source_id: None, dead: Some(dead), limit: 99 };
        self.server.store.jobs(filter).unwrap().len()
    }
}

/// Every change there is.
fn changes(office: &Office) -> Vec<String> {
    let id = office.dead_letter();
    let acts = ["poll", "mute", "unmute", "private", "public", "remove", "restore", "file", "set", "unset"];
    let mut all: Vec<String> = acts.map(|act| format!("/admin/sources/tide/{act}")).into();
    all.extend(["retry", "drop"].map(|act| format!("/admin/jobs/{id}/{act}")));
    all.extend(
        [
            "/admin/jobs/retry",
            "/admin/articles/1/again",
            "/admin/reports/1/close",
            "/admin/storage/measure",
            "/admin/storage/rebuild",
        ]
        .map(str::to_owned),
    );
    all
}

#[test]
fn who_is_not_signed_in_is_asked_to_and_sees_nothing() {
    let office = Office::new();
    for path in PAGES {
        let answer = office.server.get(path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.field("location").starts_with("/login"), "{path}: {}", answer.field("location"));
        let plain = office.server.send(request(path).body(Body::empty()).unwrap());
        assert_eq!(plain.status, 401, "{path}");
        assert_eq!(office.get(path).status, 200, "{path}");
    }
}

#[test]
fn nothing_is_changed_without_session_token_and_origin() {
    let office = Office::new();
    let own = format!("token={}", office.token);
    for path in changes(&office) {
        let body = Body::from(own.clone());
        let anonymous = Request::post(&path).header("host", "127.0.0.1:8080").body(body).unwrap();
        assert_eq!(office.server.send(anonymous).status, 401, "{path}");
        assert_eq!(office.send(&path, "", "http://127.0.0.1:8080").status, 403, "{path} without a token");
        assert_eq!(office.send(&path, "token=0", "http://127.0.0.1:8080").status, 403, "{path} with another");
        assert_eq!(office.send(&path, &own, "https://evil.example").status, 403, "{path} from elsewhere");
        assert_eq!(office.get(&path).status, 405, "{path} by GET");
    }
    let state = office.server.store.source(office.source).unwrap().unwrap();
    assert!(state.active && !state.titled && office.own().is_empty());
    assert_eq!((office.jobs(true), office.jobs(false)), (1, 0));
}

#[test]
fn every_page_speaks_every_language() {
    let office = Office::new();
    office.dead_letter();
    for tongue in Tongue::ALL {
        let words = tongue.words();
        for path in PAGES {
            let page = office.get(&format!("{path}?lang={}", words.tag)).text();
            assert!(page.contains(&format!("<html lang=\"{}\"", words.tag)), "{path}");
            assert!(page.contains(&format!("aria-label=\"{}\"", words.admin.admin)), "{path}");
            assert!(!page.contains(" style=") && !page.contains("<script>"), "{path}");
        }
    }
}

#[test]
fn the_overview_says_what_needs_attention() {
    let office = Office::new();
    let page = office.get("/admin").text();
    assert!(page.contains("The disk is nearly full: 3.1 MB left"), "{page}");
    assert!(!page.contains("can not be read") && !page.contains("given up</a>"));
    office.server.fail(office.source, "no answer");
    office.dead_letter();
    let page = office.get("/admin").text();
    assert!(page.contains("1 source can not be read") && page.contains("1 job was given up"), "{page}");
    let store = &office.server.store;
    store.enqueue(&Job::Poll { source_id: office.source }, earlier(3_600), earlier(3_600)).unwrap();
    assert!(office.get("/admin").text().contains("due 1 hour ago. Is longwire serve running?"));
}

#[test]
fn sources_are_chosen_and_found_and_paged() {
    let office = Office::new();
    for n in 0..60 {
        office.server.source(&format!("paper-{n}"), &format!("Paper {n}"));
    }
    office.server.fail(office.source, "no answer");
    let first = office.get("/admin/sources").text();
    assert!(first.contains("Paper 59") && !first.contains("Paper 9<"));
    assert!(first.contains("href=\"/admin/sources?page=2\""));
    let second = office.get("/admin/sources?page=2").text();
    assert!(second.contains("Paper 9<") && second.contains("潮声") && !second.contains("page=3"));
    let failing = office.get("/admin/sources?show=failing").text();
    assert!(failing.contains("潮声") && !failing.contains("Paper 9<"));
    let found = office.get("/admin/sources?q=PAPER+17").text();
    assert!(found.contains("Paper 17") && !found.contains("Paper 18"));
    assert!(office.get("/admin/sources?show=removed").text().contains("No source fits."));
}

#[test]
fn a_source_is_polled_muted_and_removed() {
    let office = Office::new();
    office.done("/admin/sources/tide/poll", "", "It will be polled in a moment.");
    assert_eq!(office.jobs(false), 1);
    office.done("/admin/sources/tide/mute", "back=/admin/sources", "It rests from now on.");
    assert!(office.rests());
    assert!(office.get("/admin/sources?show=muted").text().contains("潮声"));
    office.done("/admin/sources/tide/unmute", "", "It is polled again.");
    assert!(!office.rests());
    office.done("/admin/sources/tide/private", "", "Only you see it from now on.");
    assert_eq!(office.server.get("/sources/tide").status, 404);
    assert!(office.get("/admin/sources/tide").text().contains("Made private"));
    office.done("/admin/sources/tide/public", "", "Everybody sees it again.");
    assert_eq!(office.server.get("/sources/tide").status, 200);
    office.done("/admin/sources/tide/remove", "", "It is no longer polled. Its articles stay.");
    assert_eq!((office.server.source_count(), office.jobs(false)), (0, 0));
    office.done("/admin/sources/tide/poll", "", "There was nothing left to do.");
    office.done("/admin/sources/tide/restore", "", "It is polled again.");
    assert_eq!(office.server.source_count(), 1);
    assert_eq!(office.post("/admin/sources/tide/paint", "").status, 404);
    assert_eq!(office.post("/admin/sources/nobody/mute", "").status, 404);
}

#[test]
fn a_source_is_filed_and_titled() {
    let office = Office::new();
    let fields = "title=%E6%BD%AE&folder=News&tags=ports,%20%E6%B8%AF%E5%8F%A3%EF%BC%8C%20Ports";
    office.done("/admin/sources/tide/file", fields, "Saved.");
    let state = office.server.store.source(office.source).unwrap().unwrap();
    assert_eq!((state.source.title.as_str(), state.titled), ("潮", true));
    assert_eq!((state.folder.as_deref(), state.tags), (Some("News"), vec!["ports".into(), "港口".into()]));
    office.done("/admin/sources/tide/file", "title=&folder=&tags=", "Saved.");
    let state = office.server.store.source(office.source).unwrap().unwrap();
    assert!(!state.titled && state.folder.is_none() && state.tags.is_empty());
    let refused = office.post("/admin/sources/tide/file", &format!("folder={}", "x".repeat(65)));
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("at most 64 characters"));
}

#[test]
fn what_is_set_for_a_source_is_shown_unless_it_is_secret() {
    let office = Office::new();
    office.done("/admin/sources/tide/set", "name=interval&value=7200", "The setting is saved.");
    office.done("/admin/sources/tide/set", "name=cookie&value=s3cret", "The setting is saved.");
    office.done("/admin/sources/tide/set", "name=header.&rest=x-token&value=s3cret", "The setting is saved.");
    let page = office.get("/admin/sources/tide").text();
    assert!(page.contains("value=\"2h\"") && page.contains("every 2 hours, set by you"), "{page}");
    assert!(page.contains("<code>header.x-token</code>") && !page.contains("s3cret"));
    let refused = office.post("/admin/sources/tide/set", "name=cookie&value=wrong");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("cookie: write something else"));
    office.done("/admin/sources/tide/unset", "name=cookie", "The setting is forgotten.");
    office.done("/admin/sources/tide/set", "name=interval&value=", "The setting is forgotten.");
    assert_eq!(office.own().iter().map(|own| own.name.as_str()).collect::<Vec<_>>(), ["header.x-token"]);
}

#[test]
fn dead_letters_are_tried_again_or_dropped() {
    let office = Office::new();
    let id = office.dead_letter();
    let page = office.get("/admin/jobs?show=dead").text();
    assert!(page.contains("no answer") && page.contains("https://tide.example/feed.xml"), "{page}");
    assert!(office.get("/admin/sources/tide").text().contains("no answer"));
    office.done(&format!("/admin/jobs/{id}/retry"), "", "1 job is back on the queue.");
    assert_eq!((office.jobs(true), office.jobs(false)), (0, 1));
    let id = office.dead_letter();
    office.done(&format!("/admin/jobs/{id}/drop"), "", "The job is dropped.");
    office.done(&format!("/admin/jobs/{id}/drop"), "", "There was nothing left to do.");
    assert_eq!((office.jobs(true), office.jobs(false)), (0, 0));
    let id = office.dead_letter();
    office.done("/admin/jobs/retry", "source=tide", "1 job is back on the queue.");
    assert_eq!(office.server.store.job(id).unwrap().unwrap().state, JobState::Pending);
    office.done("/admin/jobs/retry", "", "0 jobs are back on the queue.");
    assert_eq!(office.post("/admin/jobs/retry", "source=nobody").status, 404);
}

#[test]
fn an_article_is_extracted_again() {
    let office = Office::new();
    let id = office.server.archive(office.source, &crate::testing::article(1));
    let page = office.get(&format!("/articles/{id}")).text();
    assert!(page.contains(&format!("action=\"/admin/articles/{id}/again\"")), "{page}");
    assert!(!office.server.get(&format!("/articles/{id}")).text().contains("/again"), "only for the owner");
    let answer = office.post(&format!("/admin/articles/{id}/again"), "");
    assert_eq!(answer.status, 303);
    assert!(answer.field("location").starts_with("/jobs/"));
    let filter = JobFilter { source_id: None, dead: Some(false), limit: 9 };
    assert_eq!(office.server.store.jobs(filter).unwrap()[0].job, Job::Reextract { article_id: id });
    assert_eq!(office.post("/admin/articles/404/again", "").status, 404);
}

#[test]
fn a_report_shows_its_capture_and_is_closed_with_a_verdict() {
    let office = Office::new();
    let store = &office.server.store;
    let id = office.server.archive(office.source, &crate::testing::article(1));
    let new = longwire_store::NewReport {
        article_id: id,
        revision: 1,
        kind: longwire_model::ReportKind::WrongTitle,
        note: "<b>not</b> this",
        user_id: None,
    };
    let longwire_store::Reported::Taken(report) = store.report(&new, earlier(60)).unwrap() else {
        panic!("it is taken")
    };
    assert!(office.get("/admin").text().contains("1 report waits for a verdict"));
    let page = office.get("/admin/reports").text();
    assert!(page.contains("The title is wrong") && page.contains("&#60;b&#62;not"), "{page}");
    assert!(page.contains(&format!("/admin/articles/{id}/again")));
    let path = format!("/admin/reports/{report}/close");
    office.done(&path, "verdict=mended", "The report is closed.");
    assert!(office.get("/admin/reports").text().contains("Nothing is reported."));
    assert!(office.get("/admin/reports?show=closed").text().contains("mended"));
    assert_eq!(office.post(&path, &format!("verdict={}", "x".repeat(1_001))).status, 422);
    assert_eq!(office.post("/admin/reports/404/close", "verdict=x").status, 404);
}

#[test]
fn a_source_tells_what_happened_to_it_in_plain_words() {
    let office = Office::new();
    let store = &office.server.store;
    let mut poll = store.source(office.source).unwrap().unwrap().poll;
    for n in 0..3 {
        poll.polled_at = Some(earlier(600 - n));
        poll.failure = Some("answered <404>".into());
        poll.trouble = Some(longwire_model::Trouble::NotFound);
        poll.failure_count = 1 + u32::try_from(n).unwrap();
        store.save_poll(&poll).unwrap();
    }
    office.done("/admin/sources/tide/set", "name=interval&value=7200", "The setting is saved.");
    office.done("/admin/sources/tide/mute", "", "It rests from now on.");
    let page = office.get("/admin/sources/tide").text();
    let log = page.split("id=\"log\"").nth(1).unwrap();
    for said in [
        "Put to rest",
        "The setting interval was set",
        "Nothing is found at this address (404)",
        "3 times in a row since",
        "answered &#60;404&#62;",
        "Added",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    let place = |said: &str| log.find(said).unwrap();
    assert!(place("Put to rest") < place("answered") && place("answered") < place("Added"), "newest first");
    assert!(office.get("/admin/sources/tide?lang=ja").text().contains("取得を休止しました"));
}

#[test]
fn the_index_is_measured_and_made_anew() {
    let office = Office::new();
    office.server.archive(office.source, &crate::testing::article(1));
    office.done("/admin/storage/measure", "", "The index is measured.");
    assert!(office.get("/admin/storage").text().contains("measured just now"));
    office.done("/admin/storage/rebuild", "", "A new index is being made.");
    let ended = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        let brief = office.server.store.index_brief().unwrap();
        brief.rebuilt_count.is_none() && office.get("/admin/storage").text().contains("Make a new index")
    });
    assert!(ended, "it ends, and may be begun again");
}

#[test]
fn settings_say_where_they_were_written_and_keep_secrets() {
    let office = Office::new();
    let page = office.get("/admin/settings").text();
    assert!(page.contains("2s") && page.contains("--set") && page.contains("Longwire 1.2.3"));
    assert!(page.contains("set, not shown") && page.contains("LONGWIRE_PROXY"));
    let page = office.get("/admin/settings?lang=ja").text();
    assert!(page.contains("同じホストへのリクエストの最短間隔") && !page.contains("Shortest gap."));
}

#[test]
fn what_an_address_says_is_only_what_we_know() {
    let said = |path: &str| Said::of(&path.parse().unwrap());
    assert_eq!(said("/admin?said=muted"), Some(Said::Muted));
    assert_eq!(said("/admin?said=retried&count=12"), Some(Said::Retried(12)));
    assert_eq!(said("/admin?said=hello"), None);
    assert_eq!(Said::Retried(3).on("/admin/jobs?show=dead"), "/admin/jobs?show=dead&said=retried&count=3");
}

#[test]
fn little_room_is_little_on_any_disk() {
    let disk = |free_bytes, total_bytes| overview::is_little(Disk { free_bytes, total_bytes });
    assert!(disk(1 << 29, 2 << 30) && disk(10 << 30, 1 << 40));
    assert!(!disk(2 << 30, 20 << 30) && !disk(21 << 30, 1 << 40));
}
