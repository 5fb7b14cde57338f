//! A process killed in the middle of its work.

use std::io::{BufRead, BufReader};

use longwire_model::{Bytes, Capture, PollState, SourceId, SourceKind, Timestamp};

use super::super::{Sqlite, row};
use super::{article, child, fresh, given_folder, revision, url};
use crate::{
    Archive, Archived, Ending, Job, NewEntry, NewImage, NewRevision, NewSource, Queue, Sources,
    WorkerLeaseTaken,
};

/// Processes killed, one after another, on the same folder.
const ROUNDS: u32 = 4;

/// Articles each of them archives before it is killed.
const ARTICLES_BEFORE_KILL: usize = 12;

/// Does everything that writes, for as long as it is let live: admits entries,
/// leases their jobs, archives pages with pictures, revises and erases.
#[test]
#[ignore = "the child of another test"]
fn child_works_until_it_is_killed() {
    let store = Sqlite::open(&given_folder()).unwrap();
    let WorkerLeaseTaken::Taken(_lease) = store.take_worker_lease("child").unwrap() else {
        panic!("the last child is dead")
    };
    let source_id = store.source_by_slug("news").unwrap().unwrap().source.id;
    let now = Timestamp::from_seconds(0);
    for n in store.totals().unwrap().revision_count.. {
        store.admit(&poll(source_id), &[entry(n)], now).unwrap();
        for leased in store.lease(now, Timestamp::MAX, 1).unwrap() {
            let Job::Article { entry_id } = leased.job else { panic!("{leased:?}") };
            let known = store.entry(entry_id).unwrap().unwrap();
            work(&store, &known.entry.guid, entry_id);
            store.finish(leased.id, &Ending::Done { answer: String::new() }, now).unwrap();
        }
    }
}

fn work(store: &Sqlite, identity: &str, entry_id: longwire_model::EntryId) {
    let text = format!("{identity} {}", "正文。".repeat(5000));
    let body: Vec<u8> = (0..60_000_u32).map(|n| (n * n / 7) as u8).chain(identity.bytes()).collect();
    let capture = Capture::of_bytes(url("https://example.org/1"), Bytes::from(body));
    let images = [NewImage {
        url: url("https://example.org/1.png"),
        media_type: "image/png",
        bytes: Bytes::from(vec![7; 30_000]),
        width: None,
        height: None,
    }];
    for text in [text.clone(), format!("{text} again")] {
        let article = article(&text);
        let new = NewRevision {
            entry_id: Some(entry_id),
            images: &images,
            ..revision(identity, &article, Some(&capture))
        };
        match store.archive(&new).unwrap() {
            Archived::New { article_id, .. } => println!("\narchived {article_id}"),
            Archived::Revised { article_id, .. } if article_id.0 % 5 == 0 => {
                assert!(store.erase(article_id, "test", Timestamp::from_seconds(0)).unwrap());
            }
            _ => {}
        }
    }
}

fn entry(n: u64) -> NewEntry {
    NewEntry {
        guid: n.to_string(),
        url: url(&format!("https://example.org/{n}")),
        title: "标题".into(),
        authors: Vec::new(),
        published_at: None,
        tags: Vec::new(),
        enclosures: Vec::new(),
        summary: None,
        content: None,
        fingerprint: "1".into(),
    }
}

fn poll(source_id: SourceId) -> PollState {
    PollState::new(source_id, Timestamp::from_seconds(0))
}

// Killed at the edge of a commit and amid the bytes of one: the child is never
// asked to stop, and the parent does not wait for it to be between two articles.
#[test]
fn a_kill_leaves_no_half_article() {
    let (folder, store) = fresh();
    let source = NewSource {
        url: url("https://example.org/feed"),
        kind: SourceKind::Feed,
        title: "要闻".into(),
        home_url: None,
        language: None,
        folder: None,
        tags: Vec::new(),
        slug: "news".into(),
        private: false,
    };
    store.add_source(&source, Timestamp::from_seconds(0)).unwrap();
    drop(store);
    let mut told = Vec::new();
    for round in 0..ROUNDS {
        let mut worker =
            child("sqlite::tests::kill::child_works_until_it_is_killed", folder.path()).spawn().unwrap();
        let lines = BufReader::new(worker.stdout.take().unwrap()).lines();
        let numbers = lines.filter_map(|line| line.unwrap().strip_prefix("archived ")?.parse::<i64>().ok());
        told.extend(numbers.take(ARTICLES_BEFORE_KILL + round as usize));
        worker.kill().unwrap();
        worker.wait().unwrap();
        let store = Sqlite::open(folder.path()).unwrap();
        check_whole(&store);
        for id in told.iter().filter(|id| **id % 5 != 0) {
            assert!(store.article(longwire_model::ArticleId(*id)).unwrap().is_some(), "{id} was archived");
        }
    }
    let count = told.len();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), count, "no number was given twice");
    assert!(count >= ARTICLES_BEFORE_KILL * ROUNDS as usize, "the children came to work: {count}");
}

/// Every statement counts rows that must not be there.
const BROKEN: &[&str] = &[
    "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "SELECT count(*) FROM pragma_foreign_key_check",
    "SELECT count(*) FROM erasing",
    "SELECT count(*) FROM article WHERE last_seq NOT IN (SELECT seq FROM revision WHERE article_id = article.id)",
    "SELECT count(*) FROM article WHERE first_seq <> (SELECT min(seq) FROM revision WHERE article_id = article.id)",
    "SELECT count(*) FROM revision WHERE capture_id IS NULL OR seq NOT IN (SELECT seq FROM revision_image)",
    "SELECT count(*) FROM capture WHERE id NOT IN (SELECT capture_id FROM revision)",
    "SELECT count(*) FROM body WHERE hash NOT IN (SELECT body_hash FROM capture)",
    "SELECT count(*) FROM image WHERE hash NOT IN (SELECT hash FROM revision_image)",
    "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM entry WHERE article_id IS NOT NULL)",
    "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM source_article)",
    "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM search_document)",
    "SELECT count(*) FROM search_document WHERE article_id NOT IN (SELECT id FROM article)",
    "SELECT count(*) FROM search_index, archive_state WHERE search_index.seq <> last_seq OR damage IS NOT NULL",
    "SELECT count(*) FROM search_index WHERE next_doc <>
        (SELECT coalesce(sum(doc_count), 0) FROM search_segment WHERE index_id = search_index.id AND after IS NULL)",
    "SELECT count(*) FROM article WHERE identity IN (SELECT identity FROM tombstone)",
    "SELECT count(*) FROM source WHERE article_count <> (SELECT count(*) FROM article)",
    "SELECT count(*) FROM source WHERE last_seq <> (SELECT coalesce(max(seq), 0) FROM revision)",
    "SELECT count(*) FROM archive_state WHERE last_seq < (SELECT coalesce(max(seq), 0) FROM revision)",
    "SELECT count(*) FROM entry WHERE article_id IS NULL AND erased = 0
        AND NOT EXISTS (SELECT 1 FROM job WHERE entry_id = entry.id AND state < 2)",
    "SELECT count(*) FROM host WHERE leased_count <> (SELECT count(*) FROM job WHERE job.host = host.host AND state = 1)
        OR due_at IS NOT (SELECT min(due_at) FROM job WHERE job.host = host.host AND state = 0)",
];

fn check_whole(store: &Sqlite) {
    for statement in BROKEN {
        let count = store.read(|tx| row::one(tx, statement, [], |row| Ok(row.get::<_, i64>(0)?)));
        assert_eq!(count.unwrap(), Some(0), "{statement}");
    }
    for found in store.newest(None, None, usize::MAX).unwrap() {
        let capture = store.capture(found.revision.capture_id.unwrap()).unwrap().unwrap();
        assert!(capture.body.len() > 60_000, "its evidence can be read");
    }
}
