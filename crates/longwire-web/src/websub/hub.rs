//! `POST /hub`: what a subscriber wishes of our hub.
//!
//! The wish is kept and answered with 202; the pipeline asks the callback whether
//! it is meant. Callbacks are strangers' addresses: here only their form is
//! judged, where they lie the fetcher judges when it dials. What can be refused
//! at once is refused in plain words, as §5.1.2 asks; they are for developers and
//! in English.
//!
//! Deliberately absent: publishing by others (`hub.mode=publish`). This hub
//! speaks for this server only and sees by itself what has changed.
//!
//! Spec: WebSub §5.1 (subscription requests).

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use longwire_model::Url;
use longwire_store::{FollowerLimits, Wish, Wished};
use url::form_urlencoded;

use super::OwnFeeds;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::{App, Front};

/// Wishes taken in a minute, from everyone together.
pub(crate) const WISHES_MAX: usize = 120;

/// Followers over all publications, and on one callback host.
pub(crate) const LIMITS: FollowerLimits = FollowerLimits { total_max: 10_000, per_host_max: 200 };

/// The longest callback taken, in bytes.
const CALLBACK_BYTES_MAX: usize = 2_000;

/// A secret is shorter than this, in bytes (§5.1).
const SECRET_BYTES_END: usize = 200;

/// The lease of a subscriber that names none.
const LEASE: Duration = Duration::from_secs(10 * 24 * 3600);

/// The shortest lease given: a shorter wish would be verified more often than it is told.
const LEASE_MIN: Duration = Duration::from_secs(5 * 60);

/// `POST /hub`.
pub(crate) async fn wish(
    State(app): State<Arc<App>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fault> {
    if app.public_address.is_none() {
        return Err(Fault::NotFound);
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Unreadable,
    })?;
    let wanted = match read(&body, app.config.hub_lease_max) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(say(StatusCode::BAD_REQUEST, why)),
    };
    let now = (app.config.now)();
    if !app.wishes.admit(now) {
        return Err(Fault::TooMany);
    }
    if matches!(wanted.wish, Wish::Follow { .. }) {
        let answered = OwnFeeds::new(Front::of(app.clone())).get(wanted.topic.as_str(), None).await;
        if answered.is_none_or(|answered| answered.status != StatusCode::OK) {
            return Ok(say(StatusCode::BAD_REQUEST, "hub.topic is no feed of this server"));
        }
    }
    let wished = ask(&app, move |app| {
        Ok(app.store.wish(&wanted.topic, &wanted.callback, &wanted.wish, LIMITS, now)?)
    });
    Ok(match wished.await? {
        Wished::Kept(_) | Wished::Nothing => say(StatusCode::ACCEPTED, "the callback will be asked"),
        Wished::TooMany => {
            say(StatusCode::SERVICE_UNAVAILABLE, "this hub has as many subscribers as it takes")
        }
    })
}

fn say(status: StatusCode, what: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], what).into_response()
}

/// What a subscriber wants.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    topic: Url,
    callback: Url,
    wish: Wish,
}

/// Reads a request, or says what is wrong with it. Of a field that stands twice the first counts.
fn read(body: &[u8], lease_max: Duration) -> Result<Wanted, &'static str> {
    let value = |name: &str| {
        let mut fields = form_urlencoded::parse(body);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    };
    let topic = value("hub.topic").and_then(|written| Url::parse(&written).ok());
    let topic = topic.ok_or("hub.topic is missing or no address")?;
    let callback = callback(&value("hub.callback").unwrap_or_default())?;
    let wish = match value("hub.mode").unwrap_or_default().as_str() {
        "subscribe" => Wish::Follow {
            secret: secret(value("hub.secret"))?,
            lease_seconds: lease_seconds(value("hub.lease_seconds"), lease_max)?,
        },
        "unsubscribe" => Wish::End,
        "publish" => return Err("this hub speaks for this server only and sees what has changed by itself"),
        _ => return Err("hub.mode is neither subscribe nor unsubscribe"),
    };
    Ok(Wanted { topic, callback, wish })
}

fn callback(written: &str) -> Result<Url, &'static str> {
    if written.len() > CALLBACK_BYTES_MAX {
        return Err("hub.callback is longer than 2000 bytes");
    }
    let url = Url::parse(written).map_err(|_| "hub.callback is missing or no address")?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err("hub.callback is neither http nor https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("hub.callback holds a user name or password");
    }
    if url.fragment().is_some() {
        return Err("hub.callback holds a fragment");
    }
    Ok(url)
}

fn secret(written: Option<String>) -> Result<Option<String>, &'static str> {
    match written {
        Some(secret) if secret.len() >= SECRET_BYTES_END => Err("hub.secret is not shorter than 200 bytes"),
        other => Ok(other.filter(|secret| !secret.is_empty())),
    }
}

/// The lease given for the one that was asked for.
fn lease_seconds(written: Option<String>, lease_max: Duration) -> Result<u32, &'static str> {
    let asked = match written.filter(|written| !written.trim().is_empty()) {
        Some(written) => written.trim().parse().map_err(|_| "hub.lease_seconds is no number of seconds")?,
        None => LEASE.as_secs(),
    };
    let given = asked.max(LEASE_MIN.as_secs()).min(lease_max.as_secs().max(1));
    Ok(u32::try_from(given).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
