//! `GET /catalogue.json`: every source, for programs.
//!
//! Addresses are absolute, instants RFC 3339 in UTC. What people are told in
//! words stands here as counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use longwire_feed::write::{FORMATS, Format};
use longwire_model::{Timestamp, Trouble, Url};
use longwire_store::ListedSource;
use serde::Serialize;

use super::shelf::Shelf;
use super::{listed_title, web_page};
use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::health::Health;
use crate::publish;
use crate::visitor::Visitor;

/// One source of the catalogue.
#[derive(Serialize)]
struct Listed<'a> {
    slug: &'a str,
    title: &'a str,
    site_url: Option<&'a str>,
    page_url: String,
    language: Option<&'a str>,
    folder: Option<&'a str>,
    added_at: String,
    polled_at: Option<String>,
    last_article_at: Option<String>,
    health: &'static str,
    /// The kind of what is wrong, by its code.
    trouble: Option<&'static str>,
    article_count: u64,
    /// Of these, those that are there in full.
    full_count: u64,
    /// Entries whose article could not be had.
    lost_count: u64,
    request_count: u64,
    /// Of these, those answered that nothing had changed.
    not_modified_count: u64,
    /// Bytes not sent because of that, or of compression.
    saved_bytes: u64,
    /// The feeds by their extension: `rss`, `atom`, `json`.
    #[serde(flatten)]
    feeds: Feeds,
    /// The same feeds at other servers.
    mirrors: Vec<Feeds>,
}

type Feeds = BTreeMap<&'static str, String>;

fn feeds(slug: &str, address: &Address) -> Feeds {
    let place = |format: &Format| address.absolute(&publish::path(slug, format, publish::Document::Current));
    FORMATS.iter().map(|format| (format.extension, place(format))).collect()
}

impl<'a> Listed<'a> {
    fn new(
        listed: &'a ListedSource,
        shelf: &Shelf,
        address: &Address,
        mirrors: &[Address],
        now: Timestamp,
    ) -> Self {
        let health = Health::of_listed(listed, now);
        Self {
            slug: &listed.slug,
            title: listed_title(listed),
            site_url: web_page(listed.home_url.as_ref()).map(Url::as_str),
            page_url: address.absolute(&format!("/sources/{}", listed.slug)),
            language: listed.language.as_ref().map(longwire_model::Lang::as_str),
            folder: shelf.folder(listed),
            added_at: listed.added_at.to_string(),
            polled_at: listed.polled_at.map(|at| at.to_string()),
            last_article_at: listed.last_article_at.map(|at| at.to_string()),
            health: health.code(),
            trouble: health.trouble().map(Trouble::code),
            article_count: listed.article_count,
            full_count: listed.full_count,
            lost_count: listed.lost_count,
            request_count: listed.request_count,
            not_modified_count: listed.not_modified_count,
            saved_bytes: listed.saved_bytes,
            feeds: feeds(&listed.slug, address),
            mirrors: mirrors.iter().map(|mirror| feeds(&listed.slug, mirror)).collect(),
        }
    }
}

/// `GET /catalogue.json`.
pub(crate) async fn json(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let now = (app.config.now)();
        let shelf = app.shelves.current(app)?;
        let mirrors: Vec<Address> = app.config.mirrors.iter().map(Address::of_public).collect();
        let listed = shelf
            .sources
            .iter()
            .map(|shelved| Listed::new(&shelved.listed, &shelf, &visitor.address, &mirrors, now));
        let catalogue: Vec<Listed<'_>> = listed.collect();
        let body = serde_json::to_vec(&catalogue).map_err(|_| Fault::Broken("the catalogue is no JSON"))?;
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
        Ok((headers, body).into_response())
    })
    .await
}

#[cfg(test)]
mod tests;
