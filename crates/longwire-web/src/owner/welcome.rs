//! The first run: whoever started the program chooses the owner's password.
//!
//! Nobody else may be faster, so the page asks for the key that the program printed when it
//! started. That a connection comes from this machine proves nothing: so do those of a proxy.
//! Only a server that was given no key (the demo, which no proxy stands before) does without,
//! where both ends of the connection are this machine and it is called by one of its own names.

use std::net::IpAddr;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{Extensions, StatusCode, header};
use axum::response::{IntoResponse, Response};
use longwire_store::OWNER;

use super::Form;
use super::change;
use super::password::{self, PasswordRefusal};
use super::session;
use super::sign_in::HOME;
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::server::Peer;
use crate::visitor::{Visitor, parameter};
use crate::words::Words;

#[derive(Template)]
#[template(path = "owner/welcome.html")]
struct WelcomePage<'a> {
    page: Page<'a>,
    action: String,
    key: String,
    /// False where the key is missing or wrong.
    allowed: bool,
    chars_min: usize,
    refusal: Option<&'static str>,
}

/// `GET /welcome`, with the key in `?key=`.
pub(crate) async fn welcome(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Result<Response, Fault> {
    let key = parameter(request.uri(), "key").unwrap_or_default();
    let allowed = may_choose(&app, &visitor, request.extensions(), &key);
    ask(&app, move |app| match app.store.password(OWNER)? {
        Some(_) => change::lead_to(&visitor, "/login"),
        None => show(app, &visitor, key, allowed, None),
    })
    .await
}

fn show(
    app: &App,
    visitor: &Visitor,
    key: String,
    allowed: bool,
    refusal: Option<&'static str>,
) -> Result<Response, Fault> {
    let owner = &visitor.words().owner;
    let mut page = Page::new(app, visitor, if allowed { owner.choose_password } else { owner.key_missing });
    page.indexed = false;
    let (action, chars_min) = (visitor.link("/welcome"), password::PASSWORD_CHARS_MIN);
    let page = respond(&WelcomePage { page, action, key, allowed, chars_min, refusal })?;
    let status = match (allowed, refusal) {
        (false, _) => StatusCode::FORBIDDEN,
        (true, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, None) => StatusCode::OK,
    };
    Ok((status, page).into_response())
}

/// `POST /welcome`: keeps the password and signs in.
pub(crate) async fn choose(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Result<Response, Fault> {
    let (headers, extensions) = (request.headers().clone(), request.extensions().clone());
    let form = Form::of(request, &app, &visitor).await?;
    let allowed = may_choose(&app, &visitor, &extensions, form.field("key"));
    ask(&app, move |app| {
        if app.store.password(OWNER)?.is_some() {
            return change::lead_to(&visitor, "/login");
        }
        let words = visitor.words();
        let key = form.field("key").to_owned();
        let chosen = form.field("password");
        if !allowed {
            return show(app, &visitor, key, false, None);
        }
        if chosen != form.field("again") {
            return show(app, &visitor, key, true, Some(words.owner.passwords_differ));
        }
        let hash = match password::hash_password(chosen) {
            Ok(hash) => hash,
            Err(refusal) => return show(app, &visitor, key, true, Some(in_words(refusal, words))),
        };
        if !app.store.set_password(OWNER, &hash, true)? {
            return change::lead_to(&visitor, "/login");
        }
        tracing::info!("the owner's password was chosen");
        let cookie = session::begin(app, OWNER, &headers, &visitor.address)?;
        Ok(([(header::SET_COOKIE, cookie)], change::lead_to(&visitor, HOME)?).into_response())
    })
    .await
}

fn in_words(refusal: PasswordRefusal, words: &Words) -> &'static str {
    match refusal {
        PasswordRefusal::TooShort => words.owner.password_too_short,
        PasswordRefusal::TooLong => words.owner.password_too_long,
        PasswordRefusal::NoSalt => words.broken_why,
    }
}

/// True for whoever started the program, as far as can be told.
fn may_choose(app: &App, visitor: &Visitor, extensions: &Extensions, key: &str) -> bool {
    if let Some(wanted) = &app.config.welcome_key {
        return !wanted.is_empty() && key == wanted;
    }
    let is_here = |Peer(ip): &Peer| ip.to_canonical().is_loopback();
    app.config.public_url.is_none()
        && is_loopback_name(visitor.address.host())
        && extensions.get::<Peer>().is_some_and(is_here)
}

/// True for the names by which a machine calls itself: `localhost:8080`, `127.0.0.1`, `[::1]:8080`.
fn is_loopback_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}
