//! Nothing at any address tells anybody but the owner of a private source.

use axum::body::Body;
use axum::http::Request;
use longwire_model::{
    Article, ArticleId, CleanHtml, Lang, Output, Publication, Scope, Selection, SourceId, Timestamp,
};
use longwire_store::{Ending, Job, NewSource, content_hash};

use crate::testing::{Server, article, earlier, new_source, now, signed_in, url};

/// Stands in all that the private source is called by and has brought, and nowhere else.
const MARKER: &str = "zephyrine";

/// A word that its article shares with a public one.
const SHARED: &str = "lighthouse";

/// What everybody may ask for. Each tells of the source as long as it is public.
const TELLING: &[&str] = &[
    "/",
    "/?q=zeph",
    "/catalogue.json",
    "/catalogue.opml",
    "/sources/zephyrine",
    "/sources/zephyrin",
    "/publications.json",
    "/publications.opml",
    "/publications/all",
    "/publications/folder-zephyrine",
    "/publications/tag-zephyrine",
    "/publications/language-fr",
    "/publications/mine",
    "/feeds/zephyrine.rss",
    "/feeds/zephyrine.atom",
    "/feeds/zephyrine.json",
    "/feeds/zephyrin.rss",
    "/feeds/all.rss",
    "/feeds/all.atom",
    "/feeds/all.json",
    "/feeds/folder-zephyrine.rss",
    "/feeds/tag-zephyrine.rss",
    "/feeds/language-fr.rss",
    "/feeds/mine.rss",
    "/articles/2",
    "/articles/2/1",
    "/articles/2/1/report",
    "/search?q=lighthouse",
    "/search?q=lighthouse&sort=newest",
    "/search?q=zephyrime",
    "/sitemap.xml?sources=1",
    "/sitemap.xml?publications=1",
    "/jobs/1",
];

/// What tells of nothing in particular, or only to the owner.
const SILENT: &[&str] = &[
    "/statistics",
    "/about",
    "/add",
    "/login",
    "/look",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap.xml?articles=1",
    "/manifest.webmanifest",
    "/sw.js",
    "/offline",
    "/healthz",
    "/readyz",
    "/articles/2/1/capture",
    "/private/wrong/mine.rss",
    "/read",
    "/read/source/zephyrine",
    "/read/folder/zephyrine",
    "/keep",
    "/admin",
    "/admin/sources",
    "/admin/sources/zephyrine",
    "/admin/jobs",
    "/admin/reports",
    "/hub",
];

fn of(n: u32, word: &str, language: &str) -> Article {
    Article {
        url: url(&format!("https://{word}.example/{n}.html")),
        title: format!("The {word} {SHARED}"),
        language: Lang::parse(language),
        html: CleanHtml::assume_clean(format!("<p>{word} {SHARED}</p>")),
        text: format!("{word} {SHARED}"),
        ..article(n)
    }
}

/// A public source, and one that is about to be private; the article of that is number 2.
fn server() -> (Server, SourceId) {
    let server = Server::public("https://news.example/");
    let paper = server.source("paper", "Paper");
    server.archive(paper, &of(1, "harbour", "en"));
    let job =
        Job::Subscribe { url: url(&format!("https://{MARKER}.example/")), folder: None, private: false };
    let job = server.store.enqueue(&job, now(), now()).unwrap();
    let new = NewSource {
        folder: Some(MARKER.into()),
        tags: vec![MARKER.into()],
        language: Lang::parse("fr"),
        ..new_source(MARKER, "Zephyrine Weekly")
    };
    let id = server.store.add_source(&new, earlier(3_600)).unwrap().source_id;
    let until = Timestamp::from_seconds(now().seconds() + 60);
    server.store.lease(now(), until, 1).unwrap();
    let answer = format!(r#"{{"slug":"{MARKER}","title":"Zephyrine Weekly","source_id":{id}}}"#);
    server.store.finish(job, &Ending::Done { answer }, now()).unwrap();
    assert_eq!(server.archive(id, &of(2, MARKER, "fr")), ArticleId(2));
    let mine = Publication {
        slug: "mine".into(),
        title: "Mine".into(),
        selection: Selection { scopes: vec![Scope::All, Scope::Source(id)], ..Selection::default() },
        output: Output::default(),
    };
    server.store.add_publication(&mine, earlier(60)).unwrap();
    while server.store.keep_up(100).unwrap() {}
    (server, id)
}

fn told(server: &Server, path: &str, cookie: &str) -> (u16, bool, String) {
    let request = Request::get(path).header("host", "news.example").header("accept", "text/html,*/*;q=0.8");
    let answer = server.send(request.header("cookie", cookie).body(Body::empty()).unwrap());
    let body = String::from_utf8_lossy(&answer.body).to_lowercase();
    let whole = format!("{body}{:?}", answer.headers).to_lowercase();
    // A page that is not there may repeat what it was asked for, but no more.
    let repeats = answer.status != 200 && path.contains(MARKER);
    let tells = whole.contains(if repeats { "weekly" } else { MARKER });
    (answer.status.as_u16(), tells, body)
}

#[test]
fn no_address_tells_of_a_private_source() {
    let (server, id) = server();
    for path in TELLING {
        let (status, tells, body) = told(&server, path, "");
        assert!(tells, "{path} ({status}) is to tell of it while it is public: {body}");
    }
    server.store.set_private(id, true, now()).unwrap();
    for path in TELLING.iter().chain(SILENT) {
        let (status, tells, body) = told(&server, path, "");
        assert!(!tells, "{path} ({status}) tells of it: {body}");
    }
    while server.store.keep_up(100).unwrap() {}
    server.archive(id, &Article { text: format!("{MARKER} {SHARED} again"), ..of(2, MARKER, "fr") });
    for path in TELLING.iter().chain(SILENT) {
        let (status, tells, body) = told(&server, path, "");
        assert!(!tells, "{path} ({status}) tells of it after all was placed: {body}");
    }
    server.store.set_private(id, false, now()).unwrap();
    while server.store.keep_up(100).unwrap() {}
    for path in TELLING {
        assert!(told(&server, path, "").1, "{path} is to tell of it again");
    }
}

#[test]
fn what_is_private_is_answered_as_what_is_not_there() {
    let (server, id) = server();
    server.store.set_private(id, true, now()).unwrap();
    let pairs = [
        ("/sources/zephyrine", "/sources/nobody"),
        ("/sources/zephyrine/qr.svg", "/sources/nobody/qr.svg"),
        ("/feeds/zephyrine.rss", "/feeds/nobody.rss"),
        ("/publications/folder-zephyrine", "/publications/folder-nobody"),
        ("/articles/2", "/articles/3"),
        ("/articles/2/1", "/articles/3/1"),
        ("/articles/2/1/report", "/articles/3/1/report"),
        ("/jobs/1", "/jobs/404"),
    ];
    for (private, none) in pairs {
        let (status, _, body) = told(&server, private, "");
        let (expected, _, none_body) = told(&server, none, "");
        let plain = |body: String| {
            let body = body.replace("%2f", "/");
            [private, none, "zephyrine", "nobody"].iter().fold(body, |body, it| body.replace(it, ""))
        };
        assert_eq!((status, expected), (404, 404), "{private}");
        assert_eq!(plain(body), plain(none_body), "{private} and {none}");
    }
    assert!(told(&server, "/search?q=lighthouse", "").2.contains("1 article found"));
    assert!(!told(&server, "/sitemap.xml?articles=1", "").2.contains("/articles/2<"));
    let report = Request::post("/articles/2/1/report").header("host", "news.example");
    assert_eq!(server.send(report.body(Body::from("kind=other")).unwrap()).status, 404);
    let wish = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Ffeeds%2Fzephyrine.rss\
                &hub.callback=https%3A%2F%2Fthere.example%2F";
    let wish = Request::post("/hub").header("host", "news.example").body(Body::from(wish)).unwrap();
    assert_eq!(server.send(wish).status, 400);
}

#[test]
fn the_owner_sees_what_is_private() {
    let (server, id) = server();
    server.store.set_private(id, true, now()).unwrap();
    let (cookie, _) = signed_in(&server);
    let pages = [
        "/sources/zephyrine",
        "/articles/2",
        "/articles/2/1",
        "/search?q=lighthouse",
        "/read",
        "/read/source/zephyrine",
        "/read/folder/zephyrine",
        "/admin/sources",
        "/admin/sources/zephyrine",
        "/jobs/1",
    ];
    for path in pages {
        let (status, tells, body) = told(&server, path, &cookie);
        assert!(status == 200 && tells, "{path} ({status}): {body}");
    }
    let page = told(&server, "/sources/zephyrine", &cookie).2;
    assert!(page.contains("only you see this source") && !page.contains("/feeds/"), "{page}");
    assert!(!told(&server, "/articles/2", &cookie).2.contains("/feeds/"));
    for path in ["/feeds/zephyrine.rss", "/feeds/all.rss", "/catalogue.json", "/"] {
        assert!(!told(&server, path, &cookie).1, "{path} is the same for everybody");
    }
}

#[test]
fn a_key_opens_what_names_a_private_source() {
    let (server, id) = server();
    server.store.set_private(id, true, now()).unwrap();
    let mine = server.store.publication_by_slug("mine").unwrap().unwrap().id;
    server.store.set_publication_key(mine, Some(content_hash(b"key"))).unwrap();
    while server.store.keep_up(100).unwrap() {}
    assert!(told(&server, "/private/key/mine.rss", "").1);
    for path in TELLING.iter().chain(SILENT) {
        assert!(!told(&server, path, "").1, "{path}");
    }
    server.store.set_publication_key(mine, None).unwrap();
    assert!(!told(&server, "/feeds/mine.rss", "").1, "at once");
}
