//! What every answer carries and every request is held to.
//!
//! Pages load nothing but our own style sheet and pictures; bytes that strangers
//! made are opened in a sandbox with nothing in it. Error pages pass here too.
//!
//! Spec: Content Security Policy Level 3.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::fault::Fault;

/// How long an answer may take before the visitor is told to come back.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                           base-uri 'none'; frame-ancestors 'none'";
const FOREIGN_POLICY: &str = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Fields on every answer. The referrer stays within our own pages, because a
/// form without one would be sent with `Origin: null`.
const FIELDS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts the protecting fields on an answer.
pub(crate) async fn protect(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_page = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
    let headers = response.headers_mut();
    let policy = match headers.get(header::CONTENT_TYPE) {
        Some(value) if is_page(value) => PAGE_POLICY,
        _ => FOREIGN_POLICY,
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in FIELDS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Ends an answer that takes too long.
pub(crate) async fn hurry(request: Request, next: Next) -> Response {
    timeout(ANSWER_TIMEOUT, next.run(request)).await.unwrap_or_else(|_| Fault::TimedOut.into_response())
}

#[cfg(test)]
mod tests;
