//! Small values to put into a store.

use longwire_model::{
    Article, ArticleId, Author, Bytes, Capture, CleanHtml, EntryId, Headers, Image, Lang, LeadImage,
    PollState, RawHtml, SourceId, SourceKind, Timestamp, Url,
};

use crate::{Archived, JobFilter, NewEntry, NewImage, NewRevision, NewSource, Store};

/// So many seconds after the moment at which every claim begins.
pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(1_694_528_102 + seconds)
}

pub(super) fn url(text: &str) -> Url {
    text.parse().unwrap()
}

pub(super) fn new_source(address: &str) -> NewSource {
    NewSource {
        url: url(address),
        kind: SourceKind::Feed,
        title: "要闻".into(),
        home_url: None,
        language: None,
        folder: None,
        tags: Vec::new(),
        slug: "news".into(),
        private: false,
    }
}

/// Adds a source at the moment zero.
pub(super) fn source(store: &dyn Store, address: &str) -> SourceId {
    store.add_source(&new_source(address), at(0)).unwrap().source_id
}

pub(super) fn poll(source_id: SourceId, due_at: Timestamp) -> PollState {
    PollState::new(source_id, due_at)
}

pub(super) fn new_entry(address: &str) -> NewEntry {
    NewEntry {
        guid: address.into(),
        url: url(address),
        title: "标题".into(),
        authors: vec![Author { name: "瑞迪".into(), url: None }],
        published_at: Some("2023-09-12T15:45:00+02:00".parse().unwrap()),
        tags: Vec::new(),
        enclosures: Vec::new(),
        summary: Some(RawHtml("<p>摘要</p>".into())),
        content: None,
        fingerprint: "1".into(),
    }
}

/// Admits one entry at the moment zero, and gives its number.
pub(super) fn entry(store: &dyn Store, source_id: SourceId, address: &str) -> EntryId {
    store.admit(&poll(source_id, at(3600)), &[new_entry(address)], at(0)).unwrap();
    let filter = JobFilter { source_id: Some(source_id), dead: Some(false), limit: usize::MAX };
    let jobs = store.jobs(filter).unwrap();
    let found = jobs.iter().find(|job| job.subject == address).expect("a new entry has a job");
    let crate::Job::Article { entry_id } = found.job else { panic!("{:?} is no article job", found.job) };
    entry_id
}

/// An article with every field filled in.
pub(super) fn article(title: &str, text: &str) -> Article {
    Article {
        url: url("https://example.org/%E8%A6%81%E9%97%BB/1"),
        title: title.into(),
        section: Some("要闻解说".into()),
        site_name: Some("示例".into()),
        authors: vec![
            Author { name: "瑞迪".into(), url: Some(url("https://example.org/author/1")) },
            Author { name: "O\"Neil \\ <b>".into(), url: None },
        ],
        editors: vec![Author { name: "王五".into(), url: None }],
        published_at: Some("2023-09-12T15:45:00+02:00".parse().unwrap()),
        modified_at: Some("2023-09-13".parse().unwrap()),
        language: Lang::parse("zh-Hans"),
        standfirst: Some("导语。".into()),
        lead_image: Some(LeadImage {
            url: url("https://img.example.org/lead.jpg"),
            caption: Some("说明".into()),
            credit: None,
            width: Some(1280),
            height: Some(720),
            stored: None,
        }),
        html: CleanHtml::assume_clean(format!("<p>{text}</p>")),
        text: text.into(),
        images: vec![Image {
            url: url("https://img.example.org/1.png?w=640"),
            alt: "图".into(),
            stored: None,
        }],
        word_count: 7,
    }
}

pub(super) fn capture(body: &str) -> Capture {
    Capture {
        url: url("http://example.org/1"),
        final_url: url("https://example.org/1"),
        status: 200,
        headers: Headers(vec![
            ("content-type".into(), "text/html".into()),
            ("set-cookie".into(), "a=1".into()),
            ("set-cookie".into(), "b=\"2\"".into()),
        ]),
        body: Bytes::copy_from_slice(body.as_bytes()),
        captured_at: Some(at(5)),
    }
}

pub(super) fn image(address: &str, bytes: &'static [u8]) -> NewImage {
    NewImage {
        url: url(address),
        media_type: "image/png",
        bytes: Bytes::from_static(bytes),
        width: Some(3),
        height: None,
    }
}

pub(super) fn revision<'a>(identity: &'a str, article: &'a Article) -> NewRevision<'a> {
    NewRevision {
        identity,
        article,
        entry_id: None,
        source_id: None,
        captures: &[],
        fetched_url: None,
        record: None,
        provenance: None,
        in_full: true,
        images: &[],
        archived_at: at(10),
    }
}

/// Archives a new article of a source.
pub(super) fn archived(store: &dyn Store, source_id: Option<SourceId>, identity: &str) -> ArticleId {
    let article = article(identity, "正文。");
    let new = NewRevision { source_id, ..revision(identity, &article) };
    match store.archive(&new).unwrap() {
        Archived::New { article_id, .. } => article_id,
        other => panic!("{identity} should be new: {other:?}"),
    }
}
