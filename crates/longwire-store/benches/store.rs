//! What the store costs: commits, leases and pages of the newest, one line each.
//!
//! `cargo bench -p longwire-store`; the folder is a temporary one, so `TMPDIR`
//! decides which disk is measured.

use std::time::{Duration, Instant};

use longwire_model::{
    Article, Bytes, Capture, CleanHtml, PollState, RawHtml, SourceId, SourceKind, Timestamp, Url,
};
use longwire_store::{Archived, Ending, NewEntry, NewRevision, NewSource, Store};

fn main() {
    archiving();
    for (job_count, host_count) in [(1_000, 100), (100_000, 100), (100_000, 10_000)] {
        leasing(job_count, host_count);
    }
}

fn fresh() -> (tempfile::TempDir, std::sync::Arc<dyn Store>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = longwire_store::open(folder.path()).expect("a new store");
    (folder, store)
}

fn say(what: &str, count: usize, took: Duration) {
    println!("{what:60} {:10.3} ms each", took.as_secs_f64() * 1000.0 / count as f64);
}

fn now() -> Timestamp {
    Timestamp::from_seconds(0)
}

fn url(text: &str) -> Url {
    text.parse().expect("an address")
}

/// 500 articles of 2,000 characters with a page of 60 KB each, one commit an article.
fn archiving() {
    const COUNT: usize = 500;
    let (_folder, store) = fresh();
    let source_id = add_source(&*store);
    let began = Instant::now();
    for n in 0..COUNT {
        let text = format!("{n} {}", "北京的天气很好。".repeat(250));
        let page = (0..1_500).map(|m| format!("<p class=\"a{}\">{n}-{m} some text</p>", m * n % 97));
        let capture = Capture::of_bytes(url("https://example.org/"), Bytes::from(page.collect::<String>()));
        let new = NewRevision {
            identity: &n.to_string(),
            article: &article(text),
            entry_id: None,
            source_id: Some(source_id),
            captures: std::slice::from_ref(&capture),
            fetched_url: None,
            record: None,
            provenance: None,
            in_full: true,
            images: &[],
            archived_at: now(),
        };
        assert!(matches!(store.archive(&new), Ok(Archived::New { .. })));
    }
    say("archive an article with its page", COUNT, began.elapsed());
    let began = Instant::now();
    for n in 0..COUNT as i64 {
        store.save_hosts_next(&[("example.org".into(), Timestamp::from_seconds(n))]).expect("a commit");
    }
    say("a commit that is not flushed", COUNT, began.elapsed());
    let began = Instant::now();
    for _ in 0..20 {
        assert_eq!(store.newest(Some(source_id), None, 50).expect("a page").len(), 50);
    }
    say("the newest 50 of a source", 20, began.elapsed());
    let began = Instant::now();
    for _ in 0..COUNT {
        store.mark(Some(source_id)).expect("a mark");
    }
    say("the mark of a source", COUNT, began.elapsed());
}

/// So many entries on so many hosts, admitted at once, then leased and finished.
fn leasing(job_count: usize, host_count: usize) {
    const TURNS: usize = 100;
    let (_folder, store) = fresh();
    let source_id = add_source(&*store);
    let entries: Vec<NewEntry> = (0..job_count).map(|n| entry(n, host_count)).collect();
    let began = Instant::now();
    store.admit(&poll(source_id), &entries, now()).expect("admitted");
    let label = format!("{job_count} jobs on {host_count} hosts");
    say(&format!("{label}: admit an entry"), job_count, began.elapsed());
    let (mut leasing, mut finishing) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..TURNS {
        let began = Instant::now();
        let leased = store.lease(now(), Timestamp::MAX, 8).expect("leased");
        leasing += began.elapsed();
        assert_eq!(leased.len(), 8);
        let began = Instant::now();
        for job in leased {
            store.finish(job.id, &Ending::Done { answer: String::new() }, now()).expect("finished");
        }
        finishing += began.elapsed();
    }
    say(&format!("{label}: lease 8"), TURNS, leasing);
    say(&format!("{label}: finish one"), TURNS * 8, finishing);
    let began = Instant::now();
    store.backlog(None).expect("a backlog");
    store.next_job_due().expect("a moment");
    say(&format!("{label}: count the backlog"), 1, began.elapsed());
    let began = Instant::now();
    assert_eq!(store.source(source_id).expect("a source").map(|state| state.article_count), Some(0));
    say(&format!("{label}: count one source's"), 1, began.elapsed());
}

fn add_source(store: &dyn Store) -> SourceId {
    let source = NewSource {
        url: url("https://example.org/feed"),
        kind: SourceKind::Feed,
        title: String::new(),
        home_url: None,
        language: None,
        folder: None,
        tags: Vec::new(),
        slug: "news".into(),
        private: false,
    };
    store.add_source(&source, now()).expect("a source").source_id
}

fn entry(n: usize, host_count: usize) -> NewEntry {
    NewEntry {
        guid: n.to_string(),
        url: url(&format!("https://host{}.example/{n}", n % host_count)),
        title: "标题".into(),
        authors: Vec::new(),
        published_at: None,
        tags: Vec::new(),
        enclosures: Vec::new(),
        summary: Some(RawHtml("摘要".into())),
        content: None,
        fingerprint: "1".into(),
    }
}

fn poll(source_id: SourceId) -> PollState {
    PollState::new(source_id, now())
}

fn article(text: String) -> Article {
    Article {
        url: url("https://example.org/1"),
        title: "标题".into(),
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: None,
        modified_at: None,
        language: None,
        standfirst: None,
        lead_image: None,
        html: CleanHtml::assume_clean(format!("<p>{text}</p>")),
        text,
        images: Vec::new(),
        word_count: 1,
    }
}
