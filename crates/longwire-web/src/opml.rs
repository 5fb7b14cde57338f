//! `GET /catalogue.opml`: the feed of every source, to take into a reader at once.
//!
//! They stand side by side: which folder the owner keeps a source in is told by
//! the folder's own publication.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use longwire_feed::opml::{self, Opml, Subscribed};
use longwire_feed::write::FORMATS;
use longwire_store::ListedSource;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::{listed_title, web_page};
use crate::fault::Fault;
use crate::publish::{self, Document};
use crate::visitor::Visitor;

/// `GET /catalogue.opml`.
pub(crate) async fn catalogue(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let subscription = |listed: &ListedSource| Subscribed {
            title: listed_title(listed).to_owned(),
            feed_url: visitor.address.url(&publish::path(&listed.slug, &FORMATS[0], Document::Current)),
            home_url: web_page(listed.home_url.as_ref()).cloned(),
            folders: Vec::new(),
            language: listed.language.as_ref().map(ToString::to_string),
            description: None,
        };
        let shelf = app.shelves.current(app)?;
        let list = Opml {
            title: app.config.title.clone(),
            created_at: Some((app.config.now)()),
            subscriptions: shelf.sources.iter().map(|shelved| subscription(&shelved.listed)).collect(),
            defects: Vec::new(),
        };
        Ok(respond(&list, "catalogue"))
    })
    .await
}

/// A list as a file to save under a name.
pub(crate) fn respond(list: &Opml, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}.opml\"");
    let headers = [
        (header::CONTENT_TYPE, "text/x-opml; charset=utf-8"),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, opml::write(list)).into_response()
}
