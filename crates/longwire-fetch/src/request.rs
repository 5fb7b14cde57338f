//! What is asked of the fetcher, and what it answers with.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use longwire_model::{Capture, Headers};
use url::Url;

use crate::FetchError;

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
    /// Fields of this source alone: a cookie, a token. Sent to the origin of
    /// [`url`](Self::url) and to no other, whatever a redirect says.
    pub own_fields: OwnFields,
    /// The way out, where this source needs another than the configured one.
    pub route: Route,
    /// Another limit than [`Config::body_bytes_max`](crate::Config::body_bytes_max), in bytes.
    pub body_bytes_max: Option<u64>,
    /// Whether the connection is kept for another request to this host
    /// ([`Config::keep_alive`](crate::Config::keep_alive)); false where none is to be expected soon.
    pub keep_alive: bool,
    /// People for whom we ask, told in the `User-Agent`; 0 tells nothing.
    pub reader_count: u32,
    /// Skips robots.txt; for one's own sites.
    pub ignore_robots: bool,
    /// Another limit than [`Config::wait_max`](crate::Config::wait_max).
    pub wait_max: Option<Duration>,
    /// A shorter limit for the first turn alone, where the caller has other work until then.
    /// Once a request was made, the turns after it are waited for as ever: to begin again
    /// would repeat it.
    pub first_wait_max: Option<Duration>,
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
            own_fields: OwnFields::default(),
            route: Route::AsConfigured,
            body_bytes_max: None,
            keep_alive: true,
            reader_count: 0,
            ignore_robots: false,
            wait_max: None,
            first_wait_max: None,
        }
    }
}

/// Which way a request takes. Targets on loopback are always reached directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// As [`ProxyConfig`](crate::ProxyConfig) says.
    #[default]
    AsConfigured,
    /// Without a proxy, whatever is configured.
    Direct,
    /// Through this proxy: an `http:`, `https:` or `socks5:` address.
    Through(Url),
}

/// Header fields of one source: cookies, credentials, whatever its site wants.
/// They never show in messages or logs.
#[derive(Clone, Default)]
pub struct OwnFields(HeaderMap);

/// Fields that belong to the connection or to us.
const NOT_OWN: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "if-modified-since",
    "if-none-match",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl OwnFields {
    /// Takes fields as (name, value).
    ///
    /// # Errors
    ///
    /// [`FetchError::Setup`] for what can not be a header field, and for fields
    /// that belong to the connection or to the fetcher. The message names the
    /// field, never its value.
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, FetchError> {
        let mut own = HeaderMap::new();
        for (name, value) in fields {
            let refuse = |why: &str| {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                FetchError::Setup { reason: format!("the header field {shown:?} {why}") }
            };
            let (Ok(name), Ok(mut value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) else {
                return Err(refuse("holds characters that header fields can not hold"));
            };
            if NOT_OWN.contains(&name.as_str()) {
                return Err(refuse("is set by the fetcher itself"));
            }
            value.set_sensitive(true);
            own.append(name, value);
        }
        Ok(Self(own))
    }

    /// Puts them over the fields of a request.
    pub(crate) fn put_over(&self, fields: &mut HeaderMap) {
        for name in self.0.keys() {
            fields.remove(name);
        }
        fields.extend(self.0.clone());
    }
}

/// The names only.
impl fmt::Debug for OwnFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
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
