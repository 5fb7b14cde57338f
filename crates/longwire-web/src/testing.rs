//! A whole server over a temporary store, for tests: requests go through the
//! front without a socket, and what they find was put there by the store's own methods.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use longwire_model::{
    Article, ArticleId, Author, CleanHtml, ContentHash, Lang, Moment, SourceId, SourceKind, Timestamp, Url,
};
use longwire_store::{Archived, NewImage, NewRevision, NewSource, OWNER, Store, Which, content_hash};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::{Config, Front, OwnFeeds};

/// 2026-11-01T12:00:00Z, in seconds: the moment at which every test takes place.
pub(crate) const NOW_SECONDS: i64 = 1_793_534_400;

/// The clock of tests.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_seconds(NOW_SECONDS)
}

/// So many seconds before [`now`].
pub(crate) fn earlier(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(NOW_SECONDS - seconds)
}

pub(crate) fn url(written: &str) -> Url {
    Url::parse(written).unwrap()
}

/// A server and its store.
pub(crate) struct Server {
    folder: TempDir,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) front: Front,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    /// A field's value; empty where there is none.
    #[track_caller]
    pub(crate) fn field(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Server {
    /// A private server.
    pub(crate) fn new() -> Self {
        Self::with(Config::new(now))
    }

    /// A server behind a proxy that serves it at this address.
    pub(crate) fn public(address: &str) -> Self {
        Self::with(Config { public_url: Some(url(address)), ..Config::new(now) })
    }

    pub(crate) fn with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = longwire_store::open(folder.path()).unwrap();
        Self { front: Front::new(config, store.clone()), store, folder }
    }

    /// Where its store lies.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Our own feeds, as who delivers them reads them.
    pub(crate) fn own_feeds(&self) -> OwnFeeds {
        OwnFeeds::new(self.front.clone())
    }

    /// A request through the router.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let response = self.front.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// A page, as a browser asks for it.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(request(path).header("accept", "text/html,*/*;q=0.8").body(Body::empty()).unwrap())
    }

    /// The same with one more field.
    pub(crate) fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        self.send(request(path).header(name, value).body(Body::empty()).unwrap())
    }

    /// A source that was polled a minute ago.
    pub(crate) fn source(&self, slug: &str, title: &str) -> SourceId {
        let added = self.store.add_source(&new_source(slug, title), earlier(7 * 86_400)).unwrap();
        let mut poll = self.store.source(added.source_id).unwrap().unwrap().poll;
        poll.polled_at = Some(earlier(60));
        poll.due_at = Timestamp::from_seconds(NOW_SECONDS + 600);
        self.store.save_poll(&poll).unwrap();
        added.source_id
    }

    /// The last poll of a source failed.
    pub(crate) fn fail(&self, source: SourceId, reason: &str) {
        let mut poll = self.store.source(source).unwrap().unwrap().poll;
        poll.failure = Some(reason.into());
        poll.failure_count = 3;
        self.store.save_poll(&poll).unwrap();
    }

    /// Archives a state of an article with pictures.
    pub(crate) fn archive_with(&self, source: SourceId, article: &Article, images: &[NewImage]) -> ArticleId {
        let archived = self.store.archive(&NewRevision {
            identity: article.url.as_str(),
            article,
            entry_id: None,
            source_id: Some(source),
            captures: &[],
            fetched_url: None,
            record: None,
            provenance: None,
            in_full: true,
            images,
            archived_at: earlier(720),
        });
        match archived.unwrap() {
            Archived::New { article_id, .. }
            | Archived::Revised { article_id, .. }
            | Archived::Unchanged { article_id } => article_id,
            Archived::Erased => panic!("nothing was erased"),
        }
    }

    /// Archives a state of an article.
    pub(crate) fn archive(&self, source: SourceId, article: &Article) -> ArticleId {
        self.archive_with(source, article, &[])
    }

    /// The number of sources that are polled.
    pub(crate) fn source_count(&self) -> usize {
        self.store.sources(Which::Active).unwrap().len()
    }
}

/// A request to a private server.
pub(crate) fn request(path: &str) -> Builder {
    Request::builder().uri(path).header("host", "127.0.0.1:8080")
}

pub(crate) fn new_source(slug: &str, title: &str) -> NewSource {
    NewSource {
        url: url(&format!("https://{slug}.example/feed.xml")),
        kind: SourceKind::Feed,
        title: title.into(),
        home_url: Some(url(&format!("https://www.{slug}.example/"))),
        language: Lang::parse("zh-Hans"),
        folder: None,
        tags: Vec::new(),
        slug: slug.into(),
        private: false,
    }
}

/// The `n`th article of a paper, with a text of two paragraphs.
pub(crate) fn article(n: u32) -> Article {
    Article {
        url: url(&format!("https://paper.example/{n}.html")),
        title: format!("港口罢工第 {n} 天"),
        section: Some("要闻".into()),
        site_name: Some("海港日报".into()),
        authors: vec![Author { name: "林一".into(), url: Some(url("https://paper.example/linyi")) }],
        editors: Vec::new(),
        published_at: "2026-10-31T15:45:00+08:00".parse::<Moment>().ok(),
        modified_at: None,
        language: Lang::parse("zh-Hans"),
        standfirst: Some("工会说谈判没有进展。".into()),
        lead_image: None,
        html: CleanHtml::assume_clean(format!("<p>工会说谈判没有进展。</p>\n<p>第 {n} 天的消息。</p>")),
        text: format!("工会说谈判没有进展。\n第 {n} 天的消息。"),
        images: Vec::new(),
        word_count: 17,
    }
}

/// Signs the owner in: the cookie to send, and the token that forms carry.
pub(crate) fn signed_in(server: &Server) -> (String, String) {
    static COUNT: AtomicU8 = AtomicU8::new(1);
    let token = [COUNT.fetch_add(1, Ordering::Relaxed); 32];
    let session = longwire_store::Session {
        token_hash: content_hash(&token),
        user_id: OWNER,
        begun_at: now(),
        seen_at: now(),
        ends_at: Timestamp::from_seconds(NOW_SECONDS + 3_600),
        browser: String::new(),
    };
    server.store.begin_session(&session).unwrap();
    let cookie = format!("longwire_session={}", ContentHash(token));
    let page = server.get_with("/look", "cookie", &cookie).text();
    let token = page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap();
    (cookie, token.to_owned())
}
