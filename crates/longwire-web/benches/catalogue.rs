//! What the pages for the public cost: `cargo bench -p longwire-web --bench catalogue -- SOURCES ARTICLES`.
//!
//! Makes a store of so many sources and articles (10,000 and 20,000 where nothing is said), then
//! asks for each page a few times, in the process and without a socket: the median, and
//! the first time after a change, when what is kept in memory has to be read again.
//! The folder is a temporary one, so `TMPDIR` decides which disk is measured.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use longwire_model::{Article, CleanHtml, Lang, Moment, SourceId, SourceKind, Timestamp, Url};
use longwire_store::{NewRevision, NewSource, Settled, Store, Traffic};
use longwire_web::{Config, Front};
use tower::ServiceExt as _;

/// Times that each page is asked for.
const TIMES: usize = 21;
/// 2026-11-01T12:00:00Z.
const NOW_SECONDS: i64 = 1_793_534_400;

fn now() -> Timestamp {
    Timestamp::from_seconds(NOW_SECONDS)
}

fn url(text: &str) -> Url {
    text.parse().expect("an address")
}

fn main() {
    let counts: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let (source_count, article_count) =
        (counts.first().copied().unwrap_or(10_000), counts.get(1).copied().unwrap_or(20_000));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = longwire_store::open(folder.path()).expect("a new store");
    let began = Instant::now();
    let sources = stock(&*store, source_count, article_count);
    while store.keep_up(500).expect("articles are placed") {}
    println!("{source_count} sources, {article_count} articles made in {:.0?}", began.elapsed());
    let front = Front::new(Config::new(now), Arc::clone(&store));
    for path in [
        "/",
        "/?page=200",
        "/?q=paper+77",
        "/?language=ja&sort=name",
        "/?health=fresh&sort=articles",
        "/sources/paper-3",
        "/statistics",
        "/about",
        "/publications/all",
        "/catalogue.json",
        "/catalogue.opml",
        "/sitemap.xml",
        "/sitemap.xml?sources=1",
        "/sitemap.xml?articles=1",
        "/robots.txt",
        "/sources/paper-3/qr.svg",
    ] {
        measure(&front, &*store, &sources, path);
    }
}

/// Sources in four languages and twenty folders, polled, and articles spread over them and over ninety days.
fn stock(store: &dyn Store, source_count: usize, article_count: usize) -> Vec<SourceId> {
    let languages = ["zh-Hans", "zh-Hant", "ja", "en"];
    let mut sources = Vec::with_capacity(source_count);
    for n in 0..source_count {
        let new = NewSource {
            url: url(&format!("https://paper-{n}.example/feed.xml")),
            kind: SourceKind::Feed,
            title: format!("Paper {n} of the 港口 and the Sea"),
            home_url: Some(url(&format!("https://www.paper-{n}.example/"))),
            language: Lang::parse(languages[n % 4]),
            folder: Some(format!("Folder {}", n % 20)),
            tags: Vec::new(),
            slug: format!("paper-{n}"),
            private: false,
        };
        let id = store
            .add_source(&new, Timestamp::from_seconds(NOW_SECONDS - 90 * 86_400))
            .expect("a source")
            .source_id;
        let mut poll = store.source(id).ok().flatten().expect("the source").poll;
        poll.polled_at = Some(Timestamp::from_seconds(NOW_SECONDS - 600));
        poll.due_at = Timestamp::from_seconds(NOW_SECONDS + 600);
        if n % 17 == 0 {
            poll.failure = Some("the site answered 404".into());
            poll.failure_count = 3;
        }
        store.save_poll(&poll).expect("a poll");
        sources.push(id);
    }
    for day in 0..90 {
        let traffic = Traffic {
            request_count: 90,
            not_modified_count: 80,
            wire_bytes: 90_000,
            body_bytes: 400_000,
            ..Traffic::default()
        };
        let at = Timestamp::from_seconds(NOW_SECONDS - (89 - day) * 86_400);
        let traffic = sources.iter().take(1_000).map(|id| (*id, traffic)).collect();
        store.settle(&Settled { traffic, ..Settled::default() }, at).expect("traffic");
    }
    for n in 0..article_count {
        let source = n * 7 % source_count;
        let at = NOW_SECONDS - 90 * 86_400 + (n as i64 * 90 * 86_400) / article_count.max(1) as i64;
        archive(store, sources[source], languages[source % 4], n, at);
    }
    sources
}

fn archive(store: &dyn Store, source: SourceId, language: &str, n: usize, at: i64) {
    let text = format!("第 {n} 天的消息。{}", "港口的工人继续罢工。".repeat(20));
    let article = Article {
        url: url(&format!("https://paper.example/{n}.html")),
        title: format!("港口罢工第 {n} 天"),
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: Some(Moment::utc(Timestamp::from_seconds(at - 60))),
        modified_at: None,
        language: Lang::parse(language),
        standfirst: None,
        lead_image: None,
        html: CleanHtml::default(),
        text,
        images: Vec::new(),
        word_count: 200,
    };
    let new = NewRevision {
        identity: article.url.as_str(),
        article: &article,
        entry_id: None,
        source_id: Some(source),
        captures: &[],
        fetched_url: None,
        record: None,
        provenance: None,
        in_full: !n.is_multiple_of(10),
        images: &[],
        archived_at: Timestamp::from_seconds(at),
    };
    store.archive(&new).expect("an article");
}

/// Asks for a page right after a change and then again and again; prints times and the answer's size.
fn measure(front: &Front, store: &dyn Store, sources: &[SourceId], path: &str) {
    let mut after_change = Vec::new();
    for (n, source) in sources.iter().take(5).enumerate() {
        let poll = store.source(*source).ok().flatten().expect("the source").poll;
        let mut turned = poll.clone();
        turned.failure = Some(format!("{path} {n}"));
        store.save_poll(&turned).expect("a change");
        after_change.push(ask(front, path).0);
    }
    let mut again: Vec<(Duration, usize)> = (0..TIMES).map(|_| ask(front, path)).collect();
    again.sort_unstable();
    after_change.sort_unstable();
    let ms = |took: Duration| took.as_secs_f64() * 1_000.0;
    println!(
        "{path:40} {:8.2} ms, {:8.2} ms after a change, {:9} bytes",
        ms(again[TIMES / 2].0),
        ms(after_change[2]),
        again[0].1
    );
}

fn ask(front: &Front, path: &str) -> (Duration, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let request = Request::builder().uri(path).header("host", "127.0.0.1:8080").body(Body::empty());
    let began = Instant::now();
    let size = runtime.block_on(async {
        let response = front.clone().oneshot(request.expect("a request")).await.expect("an answer");
        assert!(response.status().is_success(), "{path}: {}", response.status());
        to_bytes(response.into_body(), usize::MAX).await.expect("a body").len()
    });
    (began.elapsed(), size)
}
