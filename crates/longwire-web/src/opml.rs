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
use longwire_store::{SourceState, Which};

use crate::App;
use crate::blocking::ask;
use crate::catalogue::{site_url, title_of};
use crate::fault::Fault;
use crate::publish::{self, Document};
use crate::visitor::Visitor;

/// `GET /catalogue.opml`.
pub(crate) async fn catalogue(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let subscription = |source: &SourceState| Subscribed {
            title: title_of(source),
            feed_url: visitor.address.url(&publish::path(&source.slug, &FORMATS[0], Document::Current)),
            home_url: site_url(source).cloned(),
            folders: Vec::new(),
            language: source.source.language.as_ref().map(ToString::to_string),
            description: None,
        };
        let list = Opml {
            title: app.config.title.clone(),
            created_at: Some((app.config.now)()),
            subscriptions: app.store.sources(Which::Active)?.iter().map(subscription).collect(),
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
