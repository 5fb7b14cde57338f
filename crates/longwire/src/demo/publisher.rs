//! The publisher's listeners: one address on loopback for each site.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, Uri, header};
use longwire_model::{Timestamp, Url};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::newsroom::Newsroom;
use super::reply::{self, Asked};
use super::site::HOUSES;
use super::written::Written;

/// Where the publisher listens and how fast it lives.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The port of the first site; the others take the ports after it. 0 lets the system choose each.
    pub port: u16,
    /// The time between two bulletins of the site that never stops. At least a second.
    pub bulletin_every: Duration,
    /// When the correction appears, after the start.
    pub correction_after: Duration,
}

/// Any port, a bulletin each minute, the correction after two.
impl Default for Plan {
    fn default() -> Self {
        Self { port: 0, bulletin_every: Duration::from_secs(60), correction_after: Duration::from_secs(120) }
    }
}

/// A running publisher. Dropping it closes its sites.
pub struct Publisher {
    /// The five sites.
    pub sites: Vec<Site>,
    _listeners: JoinSet<()>,
}

/// One site of a running publisher.
pub struct Site {
    /// The name it goes by, in its own language.
    pub name: &'static str,
    /// Language tag of its articles.
    pub language: &'static str,
    /// Where a reader of it would file it.
    pub folder: &'static str,
    /// What a person would be given to add: the feed, or the home page where only that announces it.
    pub url_to_add: Url,
    /// The home page: `http://127.0.0.1:PORT/`.
    pub home_url: Url,
    /// The feed, which `url_to_add` need not be.
    pub feed_url: Url,
    desk: Arc<Desk>,
}

impl Site {
    /// Every article that is out at `now`, newest first, as written.
    pub fn written(&self, now: Timestamp) -> Vec<Written> {
        self.desk.newsroom.edition(now).articles
    }

    /// What the site has answered so far.
    pub fn served(&self) -> Served {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Served {
            requests: count(&self.desk.requests),
            not_modified: count(&self.desk.not_modified),
            disallowed: count(&self.desk.disallowed),
        }
    }
}

/// Counts of a site's answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// All of them.
    pub requests: u64,
    /// Answered by 304.
    pub not_modified: u64,
    /// Asked for although robots.txt forbids it.
    pub disallowed: u64,
}

struct Desk {
    newsroom: Newsroom,
    requests: AtomicU64,
    not_modified: AtomicU64,
    disallowed: AtomicU64,
}

/// Opens all sites on 127.0.0.1. Must run inside a tokio runtime.
///
/// # Errors
///
/// When a port can not be listened on; the message names it.
pub async fn start(plan: &Plan) -> anyhow::Result<Publisher> {
    let started = now();
    let mut sites = Vec::new();
    let mut listeners = JoinSet::new();
    for (house, number) in HOUSES.iter().zip(0..) {
        let port = if plan.port == 0 { 0 } else { plan.port.saturating_add(number) };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.with_context(|| {
            format!("the demo publisher can not listen on 127.0.0.1:{port}: choose another port")
        })?;
        let home_url: Url = format!("http://{}/", listener.local_addr()?).parse()?;
        let feed_url = home_url.join(house.feed_path)?;
        let desk = Arc::new(Desk {
            newsroom: Newsroom::open(house, home_url.clone(), started, plan),
            requests: AtomicU64::new(0),
            not_modified: AtomicU64::new(0),
            disallowed: AtomicU64::new(0),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        listeners.spawn(async move {
            // Ends with the publisher: `serve` itself never does.
            let _ = axum::serve(listener, router).await;
        });
        sites.push(Site {
            name: house.name,
            language: house.language,
            folder: house.folder,
            url_to_add: if house.announced_by_home { home_url.clone() } else { feed_url.clone() },
            home_url,
            feed_url,
            desk,
        });
    }
    Ok(Publisher { sites, _listeners: listeners })
}

async fn answer(State(desk): State<Arc<Desk>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let field = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let asked = Asked {
        path: uri.path(),
        if_none_match: field(header::IF_NONE_MATCH),
        if_modified_since: field(header::IF_MODIFIED_SINCE),
    };
    let reply = reply::reply(&desk.newsroom, &asked, now());
    desk.requests.fetch_add(1, Ordering::Relaxed);
    desk.not_modified.fetch_add(u64::from(reply.status == 304), Ordering::Relaxed);
    desk.disallowed.fetch_add(u64::from(reply::is_closed(asked.path)), Ordering::Relaxed);
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body.into_owned())).expect("the reply is made of our own header fields")
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
