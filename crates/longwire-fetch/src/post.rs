//! Sends a body to an address that asked for it: a hub, or who follows ours.
//!
//! A [`Post`] passes the same door as a request: its address and every hop of it
//! are judged like a page's, it waits for its host's turn, and every limit of an
//! exchange holds. What the reply means is the caller's to say: any status is a
//! [`Posted`].
//!
//! Deliberately absent: robots.txt, which speaks of what may be crawled
//! (RFC 9309 §1), not of what an address was given out for.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use longwire_model::Headers;
use url::Url;

use crate::fetcher::Journey;
use crate::wire::Hop;
use crate::{FetchError, Fetcher, OwnFields, Route, address};

/// The longest reply to a post that is kept, in bytes; the rest is cut off.
pub const REPLY_BYTES_MAX: u64 = 16 * 1024;

/// One thing to send.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where to. Its fragment is ignored.
    pub url: Url,
    /// The body's media type, as the field is written.
    pub content_type: String,
    /// Further fields, sent to the origin of [`url`](Self::url) and to no other.
    pub own_fields: OwnFields,
    /// The body.
    pub body: Bytes,
    /// Whether a redirect that keeps the method (307, 308) is followed. Other
    /// redirects never are: they would turn the post into a request for a page.
    pub follow: bool,
}

/// What came back from a post.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The HTTP status, whatever it is.
    pub status: u16,
    /// The reply's fields.
    pub headers: Headers,
    /// The beginning of the reply's body, at most [`REPLY_BYTES_MAX`].
    pub body: Bytes,
    /// The wait that the reply asks for, clamped to the configured limit.
    pub retry_after: Option<Duration>,
}

impl Fetcher {
    /// Sends one post when it is its host's turn, and gives the reply.
    ///
    /// Dropping the future gives up at any point; whether the other side has
    /// taken the body by then nobody knows.
    ///
    /// # Errors
    ///
    /// Where there is no reply: the address may not be dialled, nobody answers,
    /// too slowly, or redirects go on and on; see [`FetchError`].
    pub async fn post(&self, post: Post) -> Result<Posted, FetchError> {
        let wire = self.wire();
        let first = address::judge(&post.url)?;
        let mut journey = Journey::new(&first);
        let mut budget = wire.config.total_timeout;
        loop {
            let at = journey.at.clone();
            let mut fields = http::HeaderMap::new();
            fields.insert(ACCEPT, HeaderValue::from_static("*/*"));
            fields.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
            if at.origin() == first.origin() {
                post.own_fields.put_over(&mut fields);
            }
            let content_type = HeaderValue::try_from(post.content_type.as_str());
            fields.insert(CONTENT_TYPE, content_type.map_err(|_| bad_type(&post.content_type))?);
            let hop = Hop {
                fields: &fields,
                body_bytes_max: REPLY_BYTES_MAX,
                cut: true,
                text: false,
                crawl_delay: None,
                wait_max: wire.config.wait_max,
                route: &Route::AsConfigured,
                sent: Some(&post.body),
            };
            let reply = wire.hop(&at, &hop, &mut budget).await?;
            let location = reply.headers.get("location");
            if let Some(location) = location.filter(|_| post.follow && matches!(reply.status, 307 | 308)) {
                journey.follow(&first, reply.status, location, wire.config.redirects_max)?;
                continue;
            }
            let retry_after = wire.retry_after(&reply);
            return Ok(Posted {
                status: reply.status,
                headers: reply.headers,
                body: reply.body,
                retry_after,
            });
        }
    }
}

fn bad_type(written: &str) -> FetchError {
    let shown: String = written.chars().filter(|c| !c.is_control()).take(40).collect();
    FetchError::Setup { reason: format!("the media type {shown:?} can not stand in a header field") }
}
