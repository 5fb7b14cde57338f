//! Keeping a single page: by hand, by the bookmarklet, or by what other apps share with this one.
//!
//! The form is filled from the address, and only its button does anything; what is fetched,
//! and whether that is allowed, is the pipeline's business.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use longwire_store::Job;

use crate::App;
use crate::add::{ADDRESS_CHARS_MAX, read_address};
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::{Change, Owner};
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};

#[derive(Template)]
#[template(path = "keep.html")]
struct KeepPage<'a> {
    page: Page<'a>,
    action: String,
    written: String,
    refusal: Option<&'static str>,
    bookmarklet: String,
}

/// `GET /keep`, with an address in `?url=`, or in the text of what was shared.
pub(crate) async fn form(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    let shared = ["url", "text", "title"].into_iter().filter_map(|name| parameter(&uri, name));
    let written = shared.filter_map(|text| address_in(&text)).next().unwrap_or_default();
    show(&app, &owner.visitor, written, None)
}

/// The first address in a text: Android's apps share "title address".
fn address_in(text: &str) -> Option<String> {
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let word = text.split_whitespace().find(is_address)?;
    Some(word.chars().take(ADDRESS_CHARS_MAX).collect())
}

fn show(
    app: &App,
    visitor: &Visitor,
    written: String,
    refusal: Option<&'static str>,
) -> Result<Response, Fault> {
    let mut page = Page::new(app, visitor, visitor.words().reader.keep);
    page.indexed = false;
    let here = visitor.address.absolute("/keep?url=");
    // Inside the script's string stands only what an address of ours can hold.
    let bookmarklet = format!("javascript:location.href='{here}'+encodeURIComponent(location.href)");
    respond(&KeepPage { page, action: visitor.link("/keep"), written, refusal, bookmarklet })
}

/// `POST /keep`: puts the job on the queue and leads to its outcome.
pub(crate) async fn submit(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    let written = change.field("url").to_owned();
    let url = match read_address(&written) {
        Ok(url) => url,
        Err(refusal) => {
            let shown = written.chars().take(ADDRESS_CHARS_MAX).collect();
            let words = change.visitor.words();
            let page = show(&app, &change.visitor, shown, Some(refusal.in_words(words)))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let now = (app.config.now)();
    let job = Job::Page { url };
    let id = ask(&app, move |app| Ok(app.store.enqueue(&job, now, now)?)).await?;
    change.lead_to(&format!("/jobs/{id}"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    use crate::testing::{Server, signed_in};

    #[test]
    fn what_is_shared_fills_the_form_and_does_nothing_else() {
        let server = Server::new();
        let (cookie, _) = signed_in(&server);
        for query in [
            "url=https%3A%2F%2Fa.example%2F1",
            "title=News&text=Look%3A%20https%3A%2F%2Fa.example%2F1%20!",
            "url=&text=https%3A%2F%2Fa.example%2F1",
        ] {
            let page = server.get_with(&format!("/keep?{query}"), "cookie", &cookie).text();
            assert!(page.contains("value=\"https://a.example/1\""), "{query}");
        }
        assert_eq!(server.store.backlog(None).unwrap(), Default::default());
        assert_eq!(server.get_with("/keep", "accept", "*/*").status, StatusCode::UNAUTHORIZED);
    }

    #[test]
    fn a_page_is_kept_by_a_job() {
        let server = Server::new();
        let (cookie, token) = signed_in(&server);
        let send = |body: String| {
            let request = Request::post("/keep").header("host", "127.0.0.1:8080").header("cookie", &cookie);
            server.send(request.body(Body::from(body)).unwrap())
        };
        let answer = send(format!("token={token}&url=https%3A%2F%2Fa.example%2F1"));
        assert!(answer.field("location").starts_with("/jobs/"), "{}", answer.status);
        assert_eq!(server.get(answer.field("location")).status, 200);
        let refused = send(format!("token={token}&url=ftp%3A%2F%2Fa.example%2F1"));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send("url=https%3A%2F%2Fa.example%2F2".into()).status, StatusCode::FORBIDDEN);
    }
}
