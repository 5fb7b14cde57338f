//! Signing in and out.
//!
//! Passwords are tried by everyone together no more than [`TRIES_MAX`] times a minute:
//! who guesses can keep the owner waiting, and gets nowhere.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_store::OWNER;
use url::form_urlencoded;

use super::change::{self, Change};
use super::{Form, password, session};
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};

/// Passwords tried in a minute, by everyone together.
pub(crate) const TRIES_MAX: usize = 10;

/// Makes a browser forget pages, pictures and the worker; cookies stay.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
const CLEARED: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// Where the owner goes who wanted nothing particular.
pub(super) const HOME: &str = "/read";

#[derive(Template)]
#[template(path = "owner/sign_in.html")]
struct SignInPage<'a> {
    page: Page<'a>,
    action: String,
    back: String,
    refusal: Option<&'static str>,
}

/// `GET /login`, with the page that was wanted in `?back=`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let back = parameter(&uri, "back").unwrap_or_default();
    ask(&app, move |app| {
        if visitor.signed_in.is_some() {
            return change::lead_to(&visitor, if change::is_own_path(&back) { &back } else { HOME });
        }
        if app.store.password(OWNER)?.is_none() {
            return change::lead_to(&visitor, "/welcome");
        }
        show(app, &visitor, back, None)
    })
    .await
}

fn show(
    app: &App,
    visitor: &Visitor,
    back: String,
    refusal: Option<&'static str>,
) -> Result<Response, Fault> {
    let mut page = Page::new(app, visitor, visitor.words().owner.sign_in);
    page.indexed = false;
    respond(&SignInPage { page, action: visitor.link("/login"), back, refusal })
}

/// Sends a browser to the form, and back to the page it wanted afterwards.
pub(crate) fn ask_to_sign_in(visitor: &Visitor, wanted: &str) -> Response {
    let mut path = form_urlencoded::Serializer::for_suffix(String::from("/login?"), "/login?".len());
    let path = path.append_pair("back", wanted).finish();
    change::lead_to(visitor, &path).unwrap_or_else(IntoResponse::into_response)
}

/// `POST /login`.
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Result<Response, Fault> {
    let headers = request.headers().clone();
    let form = Form::of(request, &app, &visitor).await?;
    ask(&app, move |app| {
        let words = visitor.words();
        let back = form.field("back").to_owned();
        if !app.tries.admit((app.config.now)()) {
            let page = show(app, &visitor, back, Some(words.owner.too_many_tries))?;
            return Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response());
        }
        let Some(hash) = app.store.password(OWNER)? else { return change::lead_to(&visitor, "/welcome") };
        if !password::is_password(form.field("password"), &hash) {
            tracing::warn!("a wrong password was tried");
            let page = show(app, &visitor, back, Some(words.owner.wrong_password))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let cookie = session::begin(app, OWNER, &headers, &visitor.address)?;
        let place = if change::is_own_path(&back) { &back } else { HOME };
        Ok(([(header::SET_COOKIE, cookie)], change::lead_to(&visitor, place)?).into_response())
    })
    .await
}

/// `POST /logout`.
pub(crate) async fn sign_out(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    ask(&app, move |app| {
        app.store.end_session(change.signed_in.token_hash)?;
        let cookie = session::forget(&change.visitor.address)?;
        // What the browser kept for reading offline goes with the session.
        let fields = [(header::SET_COOKIE, cookie), (CLEAR_SITE_DATA, CLEARED)];
        Ok((fields, change.lead_to("/")?).into_response())
    })
    .await
}
