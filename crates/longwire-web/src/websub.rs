//! WebSub, the half that answers: our hub, and the callbacks that hubs call.
//!
//! - `hub` takes what subscribers wish (`POST /hub`) and keeps it; the pipeline
//!   verifies it and delivers.
//! - `callback` answers a hub that makes sure of us, and keeps what it delivers,
//!   if `signature` finds it signed with the secret that only that hub knows.
//! - [`OwnFeeds`] reads our own feeds as a GET gives them, for whoever delivers.
//!
//! Nothing here speaks to anyone. Without a public address there is no hub and no callback.
//!
//! Spec: W3C WebSub (Recommendation of 23 January 2018).

pub(crate) mod callback;
pub(crate) mod hub;
mod signature;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use longwire_model::Url;
use tower::ServiceExt as _;

use crate::Front;
use crate::address::Address;

/// The path of our hub.
pub(crate) const HUB_PATH: &str = "/hub";

/// The path below which our callbacks are.
pub(crate) const CALLBACK_PATH: &str = "/websub/";

impl Address {
    /// Where our hub is.
    pub fn hub_url(&self) -> Url {
        self.url(HUB_PATH)
    }

    /// Below which address our callbacks are; ends in a slash.
    pub fn callback_url(&self) -> Url {
        self.url(CALLBACK_PATH)
    }
}

/// What one of our addresses answers to a GET.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// The fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// Our own feeds as a GET gives them, uncompressed. Cheap to clone.
#[derive(Clone)]
pub struct OwnFeeds(Front);

impl OwnFeeds {
    /// Those that a front serves.
    pub fn new(front: Front) -> Self {
        Self(front)
    }

    /// What stands at an address of ours. `None` where the address is no feed's:
    /// elsewhere, another page, an archive page, or not the one by which the feed names itself.
    pub async fn get(&self, url: &str, etag: Option<&str>) -> Option<Answered> {
        let address = self.0.app.public_address.as_ref()?;
        let path = url.strip_prefix(&address.absolute(""))?;
        let request = Request::get(path).header(header::HOST, address.host());
        let request = match etag {
            Some(etag) => request.header(header::IF_NONE_MATCH, etag),
            None => request,
        };
        let request = request.body(Body::empty()).ok().filter(|_| path.starts_with("/feeds/"))?;
        let Ok(response) = self.0.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let names_itself = parts.headers.get(header::LINK).is_some_and(|links| {
            links.to_str().is_ok_and(|links| links.ends_with(&format!("<{url}>; rel=\"self\"")))
        });
        if matches!(parts.status, StatusCode::OK | StatusCode::NOT_MODIFIED) && !names_itself {
            return None;
        }
        // Our own bytes, already in memory: there is nothing to be guarded against.
        let body = to_bytes(body, usize::MAX).await.ok()?;
        Some(Answered { status: parts.status, headers: parts.headers, body })
    }
}

#[cfg(test)]
mod tests;
