//! What is asked of the fetcher, and what it answers with.

use std::time::Duration;

use longwire_model::{Capture, Headers};
use url::Url;

/// One thing to fetch.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address. Its fragment is ignored.
    pub url: Url,
    /// What we would like to get.
    pub accept: Accept,
    /// The `ETag` of the capture we hold, sent back verbatim as `If-None-Match`.
    pub etag: Option<String>,
    /// The `Last-Modified` of the capture we hold, sent back verbatim as `If-Modified-Since`.
    pub last_modified: Option<String>,
    /// The page that refers to this address; sent whole within its origin, else
    /// only the origin, and nothing from `https:` to `http:`.
    pub referrer: Option<Url>,
    /// Another limit than [`Config::body_bytes_max`](crate::Config::body_bytes_max), in bytes.
    pub body_bytes_max: Option<u64>,
    /// Skips robots.txt; for one's own sites.
    pub ignore_robots: bool,
    /// Another limit than [`Config::wait_max`](crate::Config::wait_max).
    pub wait_max: Option<Duration>,
}

impl Request {
    /// A plain request: no validators, no referrer, the configured limits, robots.txt obeyed.
    pub fn new(url: Url, accept: Accept) -> Self {
        Self {
            url,
            accept,
            etag: None,
            last_modified: None,
            referrer: None,
            body_bytes_max: None,
            ignore_robots: false,
            wait_max: None,
        }
    }
}

/// What a request would like to get. Servers may send something else all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// A feed in any format.
    Feed,
    /// A web page.
    Page,
    /// An image.
    Image,
    /// Whatever there is.
    Any,
}

impl Accept {
    /// The `Accept` field's value.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
                 application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
            }
            Self::Page => "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
            Self::Image => {
                "image/avif, image/webp, image/png, image/jpeg, image/gif, image/*;q=0.8, */*;q=0.1"
            }
            Self::Any => "*/*",
        }
    }

    /// Whether the answer is text, so that bytes which are still compressed can only be an accident.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Feed | Self::Page)
    }
}

/// What a request brought.
#[derive(Clone, Debug)]
pub enum Fetched {
    /// A reply with a body.
    Capture {
        /// The reply; its content-coding is removed.
        capture: Box<Capture>,
        /// How it was come by.
        facts: Facts,
    },
    /// What we hold is still what there is (304).
    NotModified {
        /// The fields of the 304, which may renew validators and freshness.
        headers: Headers,
        /// How it was come by.
        facts: Facts,
    },
}

/// How an answer was come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// Whether there was a redirect and every one was permanent (301 or 308).
    pub permanent: bool,
    /// Requests made for it, redirects included, robots.txt not.
    pub request_count: u32,
    /// Bytes of the last reply's body on the wire.
    pub wire_bytes: u64,
    /// Time on the wire, without waiting for our turn.
    pub took: Duration,
}
