//! `/websub/TOKEN`: what a hub asks of us, and what it delivers.
//!
//! Who knows the token is the hub it was given to; who signs with the secret is
//! that hub too. A delivery that is not signed with it is answered like any other
//! and ignored (§7.1), so that whoever guesses learns nothing.
//!
//! Spec: WebSub §5.2 (denial), §5.3 (verification of intent), §7 (content distribution).

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_model::Timestamp;
use longwire_store::{Push, Store};

use super::signature;
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::visitor::parameter;

/// The largest delivery taken, in bytes.
pub(crate) const DELIVERY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The longest token looked up, in bytes; ours are shorter.
const TOKEN_BYTES_MAX: usize = 100;

/// The lease of a hub that names none.
const LEASE: Duration = Duration::from_secs(10 * 24 * 3600);

/// The longest lease believed: after it the hub is asked again whatever it said.
const LEASE_MAX: Duration = Duration::from_secs(60 * 24 * 3600);

/// The shortest time until a lease is renewed, however short the hub made it.
const RENEWAL_MIN: Duration = Duration::from_secs(5);

/// When a hub that denied us is asked again.
const DENIED_WAIT: Duration = Duration::from_secs(24 * 3600);

/// The longest reason kept, in characters.
const REASON_CHARS_MAX: usize = 200;

/// `GET /websub/{token}`: a hub makes sure that we asked, or denies us.
pub(crate) async fn verify(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let store = &*app.store;
        let push = known(app, &token)?;
        let now = (app.config.now)();
        let mode = parameter(&uri, "hub.mode").unwrap_or_default();
        if parameter(&uri, "hub.topic").as_deref() != Some(push.topic_url.as_str()) {
            return Err(Fault::NotFound);
        }
        match mode.as_str() {
            "denied" => {
                denied(store, &push, &parameter(&uri, "hub.reason").unwrap_or_default(), now)?;
                return Ok(StatusCode::OK.into_response());
            }
            "subscribe" if push.wanted && push.asked_at.is_some() => {
                let lease = lease(parameter(&uri, "hub.lease_seconds").as_deref());
                let renewal = (lease / 4 * 3).max(RENEWAL_MIN);
                store.push_verified(push.id, now, now.plus(lease), now.plus(renewal))?;
                tracing::info!(source = push.source_id.0, lease_s = lease.as_secs(), "hub pushes a source");
            }
            "unsubscribe" if !push.wanted => {
                store.end_push(push.id)?;
                tracing::info!(source = push.source_id.0, "hub let go of a source");
            }
            _ => return Err(Fault::NotFound),
        }
        let challenge = parameter(&uri, "hub.challenge").filter(|challenge| !challenge.is_empty());
        let fields = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        Ok((fields, challenge.ok_or(Fault::Unreadable)?).into_response())
    })
    .await
}

/// The lease that a hub names, within reason.
fn lease(seconds: Option<&str>) -> Duration {
    let named = seconds.and_then(|written| written.trim().parse().ok()).filter(|seconds| *seconds > 0);
    named.map_or(LEASE, Duration::from_secs).min(LEASE_MAX)
}

fn denied(store: &dyn Store, push: &Push, reason: &str, now: Timestamp) -> Result<(), Fault> {
    tracing::info!(source = push.source_id.0, "hub denied a source");
    if !push.wanted {
        return Ok(store.end_push(push.id)?);
    }
    let said: String = reason.chars().filter(|c| !c.is_control()).take(REASON_CHARS_MAX).collect();
    let host = push.hub_url.host_str().unwrap_or_default();
    let reason = if said.is_empty() { format!("{host} denied") } else { format!("{host} denied: {said}") };
    Ok(store.push_denied(push.id, &reason, now.plus(DENIED_WAIT))?)
}

/// `POST /websub/{token}`: a hub delivers.
pub(crate) async fn deliver(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let push = ask(&app, move |app| known(app, &token)).await?;
    if !push.wanted {
        return Err(Fault::Gone);
    }
    let body = to_bytes(body, DELIVERY_BYTES_MAX).await.map_err(|_| Fault::TooLarge)?;
    ask(&app, move |app| {
        let field = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if !signature::is_good(field(signature::FIELD), &push.secret, &body) {
            tracing::warn!(source = push.source_id.0, "delivery not signed by its hub, ignored");
            app.store.count_forged(push.id)?;
            return Ok(StatusCode::ACCEPTED.into_response());
        }
        let now = (app.config.now)();
        app.store.keep_delivery(push.id, field(header::CONTENT_TYPE.as_str()), &body, now)?;
        Ok(StatusCode::ACCEPTED.into_response())
    })
    .await
}

/// The arrangement of a token.
fn known(app: &App, token: &str) -> Result<Push, Fault> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(Fault::NotFound);
    }
    app.store.push_by_token(token)?.ok_or(Fault::NotFound)
}

#[cfg(test)]
mod tests;
