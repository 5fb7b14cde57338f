//! What each kind of page costs with a large archive behind it.
//!
//! ```sh
//! cargo bench -p longwire-web --bench pages -- [ARTICLES] [FOLDER] [PART OF A PAGE'S NAME]
//! cargo bench -p longwire-web --bench pages -- 1000000 /dev/shm/pages
//! ```
//!
//! An archive of made-up articles, half of them Chinese, from a thousand sources in twenty folders is
//! made in the folder (a temporary one where none is named) by the store's own methods, and kept there
//! for the next run. Six articles each tell one story, and one source in a hundred is private. Then the
//! owner asks for every page, and for some anybody does, through the front and without a socket. Default are
//! 20,000 articles; a million take half an hour to make. On a disk every commit is flushed, in memory
//! it costs nothing: hence `/dev/shm`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use longwire_model::{Article, Author, CleanHtml, ContentHash, Lang, SourceId, SourceKind, Timestamp, Url};
use longwire_store::{NewRevision, NewSource, OWNER, Session, Store, content_hash};
use longwire_web::{Config, Front};
use tower::ServiceExt as _;

/// The moment at which everything takes place.
const NOW_SECONDS: i64 = 1_793_534_400;
/// Sources, and folders that they lie in.
const SOURCES: u64 = 1_000;
const FOLDERS: u64 = 20;
/// One source in so many is its owner's alone.
const PRIVATE_EVERY: u64 = 100;
/// Stories told at a time, and articles that tell each.
const STORIES_AT_ONCE: u64 = 100;
const STORY_ARTICLES: u64 = 6;
/// Times that each page is asked for.
const ROUNDS: usize = 40;
/// What the owner's browser keeps.
const TOKEN: [u8; 32] = [7; 32];

fn now() -> Timestamp {
    Timestamp::from_seconds(NOW_SECONDS)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let article_count = arguments.first().and_then(|it| it.parse().ok()).unwrap_or(20_000);
    let wanted = arguments.get(2).map_or("", String::as_str);
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = arguments.get(1).map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let store = filled(&folder, article_count);
    let front = Front::new(Config::new(now), store);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (middle, newest) = ((article_count / 2 + 1).to_string(), article_count.to_string());
    let address = |path: &str| path.replace("MIDDLE", &middle).replace("NEWEST", &newest);
    println!("{:<44} {:>9} {:>9} {:>9} {:>9}", "page", "p50 ms", "p99 ms", "cpu ms", "bytes");
    for (name, path, look) in PAGES.iter().filter(|(name, ..)| name.contains(wanted)) {
        let cookie = format!("longwire_session={}; longwire_look={look}", ContentHash(TOKEN));
        runtime.block_on(measure(&front, name, &address(path), &cookie));
    }
    for (name, path) in PAGES_OF_ANYBODY.iter().filter(|(name, _)| name.contains(wanted)) {
        runtime.block_on(measure(&front, name, &address(path), ""));
    }
}

/// Every kind of page: its name, its address, and the look it is asked for with. `MIDDLE` and `NEWEST` are numbers
/// of articles.
const PAGES: &[(&str, &str, &str)] = &[
    ("catalogue", "/", ""),
    ("a source", "/sources/paper-7", ""),
    ("a publication", "/publications/folder-3", ""),
    ("an article of long ago", "/articles/5000", ""),
    ("an article", "/articles/MIDDLE", ""),
    ("the newest article", "/articles/NEWEST", ""),
    ("search, two words", "/search?q=harbour+%E6%B8%AF%E5%8F%A3", ""),
    ("search, by date", "/search?q=council&sort=newest", ""),
    ("reader, everything", "/read", ""),
    ("reader, everything read too", "/read", "show_all"),
    ("reader, oldest first", "/read", "order_oldest"),
    ("reader, whole texts", "/read", "view_river"),
    ("reader, a source", "/read/source/paper-7", ""),
    ("reader, a folder", "/read/folder/3", ""),
    ("reader, a publication", "/read/publication/language-zh-hans", ""),
    ("reader, starred", "/read/starred", ""),
    ("reader, three panes", "/read?article=MIDDLE", "view_panes"),
    ("search, unread only", "/search?q=is:unread+harbour", ""),
    ("statistics", "/statistics", ""),
    ("about", "/about", ""),
    ("sitemap", "/sitemap.xml", ""),
    ("the owner's overview", "/admin", ""),
    ("the owner's sources", "/admin/sources", ""),
    ("the owner's view of a source", "/admin/sources/paper-7", ""),
    ("the owner's jobs", "/admin/jobs", ""),
    ("the owner's storage", "/admin/storage", ""),
    ("the owner's settings", "/admin/settings", ""),
    ("a feed", "/feeds/paper-7.rss", ""),
    ("the feed of everything", "/feeds/all.rss", ""),
];

/// Pages that somebody asks for who has not signed in, and what is private is kept from.
const PAGES_OF_ANYBODY: &[(&str, &str)] = &[
    ("anybody's catalogue", "/"),
    ("anybody's article", "/articles/MIDDLE"),
    ("anybody's source", "/sources/paper-7"),
    ("anybody's search, two words", "/search?q=harbour+%E6%B8%AF%E5%8F%A3"),
    ("anybody's search, by date", "/search?q=council&sort=newest"),
    ("anybody's search, a rare name", "/search?q=title:5000"),
];

async fn measure(front: &Front, name: &str, path: &str, cookie: &str) {
    let mut times = Vec::new();
    let (mut bytes, mut status) = (0, 0);
    let mut began_cpu = 0.0;
    for round in 0..=ROUNDS {
        let request = Request::get(path).header("host", "127.0.0.1:8080").header("cookie", cookie);
        let request = request.header("accept", "text/html").header("accept-encoding", "br");
        let began = Instant::now();
        let answer = front.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
        let Ok(answer) = answer;
        status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        bytes = body.len();
        // The first one warms up.
        if round > 0 {
            times.push(began.elapsed());
        } else {
            began_cpu = cpu_seconds();
        }
    }
    let cpu = (cpu_seconds() - began_cpu) * 1_000.0 / ROUNDS as f64;
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (p50, p99) = (ms(times[times.len() / 2]), ms(times[times.len() - 1]));
    let refused = if status == 200 { String::new() } else { format!("  status {status}") };
    println!("{name:<44} {p50:>9.2} {p99:>9.2} {cpu:>9.2} {bytes:>9}{refused}");
}

/// An archive with so many articles, made where there is none yet.
fn filled(folder: &Path, article_count: u64) -> Arc<dyn Store> {
    let store = longwire_store::open(folder).expect("a store");
    let sources: Vec<SourceId> = (0..SOURCES).map(|n| source(&*store, n)).collect();
    let known = store.totals().expect("totals").article_count;
    let began = Instant::now();
    let mut said = Instant::now();
    for n in known..article_count {
        archive(&*store, &sources, n, article_count);
        if said.elapsed() > Duration::from_secs(10) {
            said = Instant::now();
            eprintln!("made: {n} of {article_count} after {:.0?}", began.elapsed());
        }
    }
    while store.keep_up(10_000).expect("publications") {
        if said.elapsed() > Duration::from_secs(10) {
            said = Instant::now();
            eprintln!("put into publications: after {:.0?}", began.elapsed());
        }
    }
    let session = Session {
        token_hash: content_hash(&TOKEN),
        user_id: OWNER,
        begun_at: now(),
        seen_at: now(),
        ends_at: Timestamp::from_seconds(NOW_SECONDS + 86_400),
        browser: String::new(),
    };
    let _ = store.end_sessions(OWNER);
    store.begin_session(&session).expect("a session");
    store
}

fn source(store: &dyn Store, n: u64) -> SourceId {
    let new = NewSource {
        url: url(&format!("https://paper-{n}.example/feed.xml")),
        kind: SourceKind::Feed,
        title: if n.is_multiple_of(2) { format!("海港日报 {n}") } else { format!("Harbour Post {n}") },
        home_url: Some(url(&format!("https://paper-{n}.example/"))),
        language: Lang::parse(if n.is_multiple_of(2) { "zh-Hans" } else { "en" }),
        folder: Some((n % FOLDERS).to_string()),
        tags: Vec::new(),
        slug: format!("paper-{n}"),
        private: n % PRIVATE_EVERY == PRIVATE_EVERY - 1,
    };
    store.add_source(&new, Timestamp::from_seconds(NOW_SECONDS - 90 * 86_400)).expect("a source").source_id
}

fn url(written: &str) -> Url {
    Url::parse(written).expect("an address")
}

const CHINESE: &str =
    "港口罢工谈判工会码头议会预算石料木材风暴冬季重建计划费用期限代表管理方昨日宣布结果市民交通运输";
const ENGLISH: &[&str] = &[
    "harbour",
    "council",
    "strike",
    "quay",
    "stone",
    "timber",
    "winter",
    "budget",
    "union",
    "storm",
    "ferry",
    "budgeted",
    "rebuilt",
    "yesterday",
    "citizens",
    "transport",
    "agreed",
    "refused",
    "the",
    "of",
    "and",
    "to",
];

fn archive(store: &dyn Store, sources: &[SourceId], n: u64, article_count: u64) {
    let mut seed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |end: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % end as u64) as usize
    };
    let characters: Vec<char> = CHINESE.chars().collect();
    let is_chinese = n.is_multiple_of(2);
    let mut sentence = |count: usize| -> String {
        if is_chinese {
            (0..count).map(|_| characters[below(characters.len())]).chain(['。']).collect()
        } else {
            (0..count).map(|_| ENGLISH[below(ENGLISH.len())]).collect::<Vec<_>>().join(" ") + "."
        }
    };
    let name = story_name(n, is_chinese);
    let title = format!("{name} {}", sentence(14));
    let paragraphs: Vec<String> = (0..8)
        .map(|nth| if nth % 3 == 0 { format!("{name} {}", sentence(50)) } else { sentence(50) })
        .collect();
    let published = Timestamp::from_seconds(NOW_SECONDS - (article_count - n) as i64 * 60);
    let source = (n % SOURCES) as usize;
    let article = Article {
        url: url(&format!("https://paper-{source}.example/{n}")),
        title: format!("{title} {n}"),
        authors: vec![Author { name: "林一".into(), url: None }],
        editors: Vec::new(),
        published_at: Some(longwire_model::Moment::utc(published)),
        language: Lang::parse(if is_chinese { "zh-Hans" } else { "en" }),
        html: CleanHtml::assume_clean(
            paragraphs.iter().map(|it| format!("<p>{it}</p>\n")).collect::<String>(),
        ),
        text: paragraphs.join("\n"),
        word_count: 400,
        section: None,
        site_name: None,
        modified_at: None,
        standfirst: None,
        lead_image: None,
        images: Vec::new(),
    };
    let new = NewRevision {
        identity: article.url.as_str(),
        article: &article,
        entry_id: None,
        source_id: Some(sources[source]),
        captures: &[],
        in_full: true,
        fetched_url: None,
        record: None,
        provenance: None,
        images: &[],
        archived_at: published,
    };
    store.archive(&new).expect("an article");
}

/// Whom and what the story of an article is about: names that are in its other articles too.
fn story_name(n: u64, is_chinese: bool) -> String {
    let story = n / (STORIES_AT_ONCE * STORY_ARTICLES) * STORIES_AT_ONCE + n % STORIES_AT_ONCE;
    let mut seed = story.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |end: u32| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 32) as u32 % end
    };
    if is_chinese {
        return (0..7).filter_map(|_| char::from_u32(0x4E00 + below(3_000))).collect();
    }
    let mut syllables = |count: u32| -> String {
        let letter = |of: &str, nth: u32| char::from(of.as_bytes()[nth as usize]);
        (0..count).flat_map(|_| [letter("bdfgklmnprstvz", below(14)), letter("aeiou", below(5))]).collect()
    };
    format!("{} {} {}", syllables(3), syllables(4), syllables(3))
}

/// Processor time of this process, in steps of 10 ms; 0 where the system does not tell it as Linux does.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
