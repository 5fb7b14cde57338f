//! What every answer carries and every request is held to.
//!
//! Pages load nothing but our own style sheet, script and pictures, none of them written into the page, feeds the style sheet alone; bytes
//! that strangers made are opened in a sandbox with nothing in it. Error pages pass here too.
//!
//! Spec: Content Security Policy Level 3.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::fault::Fault;

/// How long an answer may take before the visitor is told to come back.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// What a browser may do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// A page of ours: our style sheet, our script, our pictures, our forms.
    Page,
    /// The same where sound or film is played: from the publisher, and only once a person wants it.
    Played,
    /// The worker that keeps pages for reading offline: it reaches this server and no other.
    Worker,
    /// A feed of ours, which a browser shows with our style sheet and nothing else.
    Feed,
    /// Bytes that strangers made.
    Foreign,
}

impl Policy {
    fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Page => {
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                 manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors 'none'"
            }
            Self::Played => {
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                 media-src http: https:; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
                 base-uri 'none'; frame-ancestors 'none'"
            }
            Self::Worker => "default-src 'none'; connect-src 'self'",
            Self::Feed => {
                "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; \
                 sandbox allow-same-origin"
            }
            Self::Foreign => "default-src 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
        })
    }
}

/// Fields on every answer. The referrer stays within our own pages, because a
/// form without one would be sent with `Origin: null`.
const FIELDS: [(HeaderName, HeaderValue); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Puts the protecting fields on an answer that has chosen its policy itself.
pub(crate) fn put_fields(headers: &mut HeaderMap, policy: Policy) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.value());
    headers.extend(FIELDS);
}

/// Puts the protecting fields on every other answer.
pub(crate) async fn protect(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_MODIFIED {
        // The router counts the body; the field would have to count the one not sent (RFC 9110 §8.6).
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let is_page = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    let headers = response.headers_mut();
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let is_page = headers.get(header::CONTENT_TYPE).is_some_and(is_page);
        put_fields(headers, if is_page { Policy::Page } else { Policy::Foreign });
    }
    response
}

/// Ends an answer that takes too long.
pub(crate) async fn hurry(request: Request, next: Next) -> Response {
    timeout(ANSWER_TIMEOUT, next.run(request)).await.unwrap_or_else(|_| Fault::TimedOut.into_response())
}

#[cfg(test)]
mod tests;
