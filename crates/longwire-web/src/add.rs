//! Adding a source: a form, and a job for whoever may speak to other hosts.
//!
//! Nothing is fetched here. A change is made by `POST` only, and only where the
//! browser says that the form came from our own page. A client that says
//! nothing about where it comes from is no browser and can not be misled.
//!
//! Spec: Fetch Metadata (`Sec-Fetch-Site`), RFC 6454 (`Origin`).

mod limiter;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_model::Url;
use longwire_store::Job;

use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Form;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::Words;

pub(crate) use limiter::{ADDITIONS_MAX, Limiter};

/// The largest form taken, in bytes.
pub(crate) const FORM_BYTES_MAX: usize = 16 * 1024;
/// The longest address taken, in characters.
pub(crate) const ADDRESS_CHARS_MAX: usize = 2_000;

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage<'a> {
    page: Page<'a>,
    action: String,
    written: String,
    refusal: Option<&'static str>,
    /// Whether the owner wants it for themselves alone.
    private: bool,
}

/// `GET /add`; `?url=` fills the form.
pub(crate) async fn form(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    if !visitor.may_add(&app) {
        return Err(Fault::AddingOff);
    }
    let written = parameter(&uri, "url").unwrap_or_default().chars().take(ADDRESS_CHARS_MAX).collect();
    show(&app, &visitor, (written, false), None)
}

fn show(
    app: &App,
    visitor: &Visitor,
    (written, private): (String, bool),
    refusal: Option<&'static str>,
) -> Result<Response, Fault> {
    let mut page = Page::new(app, visitor, visitor.words().add_title);
    page.indexed = false;
    respond(&AddPage { page, action: visitor.link("/add"), written, refusal, private })
}

/// `POST /add`: puts the job on the queue and leads to its outcome.
pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Result<Response, Fault> {
    if !visitor.may_add(&app) {
        return Err(Fault::AddingOff);
    }
    let form = Form::of(request, &app, &visitor).await?;
    let written = form.field("url");
    let private = visitor.signed_in.is_some() && form.field("private") == "yes";
    let url = match read_address(written) {
        Ok(url) => url,
        Err(refusal) => {
            let shown = written.chars().take(ADDRESS_CHARS_MAX).collect();
            let page = show(&app, &visitor, (shown, private), Some(refusal.in_words(visitor.words())))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let now = (app.config.now)();
    if !app.adds.admit(now) {
        return Err(Fault::TooMany);
    }
    let job = Job::Subscribe { url, folder: None, private };
    let id = ask(&app, move |app| Ok(app.store.enqueue(&job, now, now)?)).await?;
    let place = HeaderValue::try_from(visitor.link(&format!("/jobs/{id}")));
    let place = place.map_err(|_| Fault::Broken("a link of ours is no header value"))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

/// True where a form came from our own page, or from no browser at all.
pub(crate) fn is_own_form(headers: &HeaderMap, address: &Address) -> bool {
    let all = |name: &str, is_own: &dyn Fn(&str) -> bool| {
        headers.get_all(name).iter().all(|value| value.to_str().is_ok_and(is_own))
    };
    // Reached past the proxy, by a name that only this network can see, our origin is that name.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let local = Address::of_host(host);
    let is_own_origin = |origin: &str| {
        origin == address.origin() || local.as_ref().is_some_and(|local| origin == local.origin())
    };
    all("sec-fetch-site", &|site| site == "same-origin") && all("origin", &is_own_origin)
}

/// Why an address is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Empty,
    TooLong,
    Unreadable,
    Scheme,
    Secret,
}

impl Refusal {
    pub(crate) fn in_words(self, words: &Words) -> &'static str {
        match self {
            Self::Empty => words.address_empty,
            Self::TooLong => words.address_too_long,
            Self::Unreadable => words.address_unreadable,
            Self::Scheme => words.address_scheme,
            Self::Secret => words.address_secret,
        }
    }
}

/// Reads an address as people write it; `https://` may be left out. Whether
/// anything answers there, and may be asked, the pipeline finds out.
pub(crate) fn read_address(written: &str) -> Result<Url, Refusal> {
    let written = written.trim();
    if written.is_empty() {
        return Err(Refusal::Empty);
    }
    if written.chars().count() > ADDRESS_CHARS_MAX {
        return Err(Refusal::TooLong);
    }
    if written.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Refusal::Unreadable);
    }
    let completed = match written.find("://") {
        Some(_) => written.to_owned(),
        None if has_other_scheme(written) => return Err(Refusal::Scheme),
        None => format!("https://{written}"),
    };
    let url = Url::parse(&completed).map_err(|_| Refusal::Unreadable)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Secret);
    }
    let name_is_whole = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.trim_matches('.').contains('.'),
        host => host.is_some(),
    };
    if name_is_whole { Ok(url) } else { Err(Refusal::Unreadable) }
}

/// `mailto:a@example.org` has a scheme; `example.org:8080/feed` has a port.
fn has_other_scheme(written: &str) -> bool {
    let Some((before, after)) = written.split_once(':') else { return false };
    let is_scheme = before.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'));
    is_scheme && before != "localhost" && !after.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
