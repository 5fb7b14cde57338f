//! `/sitemap.xml`: what search engines may read, in parts.
//!
//! Without a parameter it is the index; `?pages=1`, `?sources=N`, `?publications=N`
//! and `?articles=N` are its parts. Parameters and not folders, because a
//! sitemap speaks only for what stands below its own path.
//!
//! - A part of articles is a range of their numbers: adding an article changes
//!   the last part only, and each is read by one index.
//! - Private publications, removed sources and older revisions are in no part.
//!
//! Spec: sitemaps.org protocol 0.9 (50,000 addresses and 50 MB a part).

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_model::{ArticleId, Timestamp};
use longwire_store::ARTICLE_PLACES_MAX;

use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::publish::channel::page_path;
use crate::visitor::{Visitor, parameter};

/// Addresses of one part: about 1 MB, a fifth of what the protocol allows.
const PLACES_PER_PART: usize = ARTICLE_PLACES_MAX;

/// The kinds of parts, by their parameter.
const KINDS: [&str; 4] = ["pages", "sources", "publications", "articles"];

#[derive(Template)]
#[template(path = "sitemap-index.xml")]
struct Index {
    parts: Vec<String>,
}

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Part {
    places: Vec<Place>,
}

/// One page.
struct Place {
    address: String,
    changed: Option<String>,
}

impl Place {
    fn new(address: &Address, path: &str, changed_at: Option<Timestamp>) -> Self {
        let whole_seconds = |at: Timestamp| Timestamp::from_seconds(at.seconds()).to_string();
        Self { address: address.absolute(path), changed: changed_at.map(whole_seconds) }
    }
}

/// `GET /sitemap.xml`.
pub(crate) async fn serve(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let asked = KINDS.into_iter().find_map(|kind| Some((kind, parameter(&uri, kind)?)));
    ask(&app, move |app| match asked {
        None => respond(&index(app, &visitor.address)?),
        Some((kind, number)) => {
            let number = crate::article::number(&number)?;
            let number = usize::try_from(number).map_err(|_| Fault::NotFound)?;
            respond(&Part { places: part(app, &visitor.address, kind, number)? })
        }
    })
    .await
}

fn respond(template: &impl Template) -> Result<Response, Fault> {
    let xml = template.render().map_err(|_| Fault::Broken("a sitemap did not render"))?;
    let headers =
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, xml).into_response())
}

fn index(app: &App, address: &Address) -> Result<Index, Fault> {
    let shelf = app.shelves.current(app)?;
    let last_article = usize::try_from(app.store.last_article()?.0).unwrap_or(0);
    let counts = [1, shelf.sources.len(), shelf.publications.len(), last_article];
    let parts = KINDS.iter().zip(counts).flat_map(|(kind, count)| {
        let part = move |number: usize| address.absolute(&format!("/sitemap.xml?{kind}={number}"));
        (1..=count.div_ceil(PLACES_PER_PART)).map(part)
    });
    Ok(Index { parts: parts.collect() })
}

/// The pages of one part, counted from 1.
fn part(app: &App, address: &Address, kind: &str, number: usize) -> Result<Vec<Place>, Fault> {
    let first = number.checked_sub(1).and_then(|n| n.checked_mul(PLACES_PER_PART)).ok_or(Fault::NotFound)?;
    let shelf = app.shelves.current(app)?;
    let places: Vec<Place> = match kind {
        "pages" if number == 1 => {
            ["/", "/statistics", "/about"].iter().map(|path| Place::new(address, path, None)).collect()
        }
        "sources" => {
            let sources =
                shelf.sources.iter().skip(first).take(PLACES_PER_PART).map(|shelved| &shelved.listed);
            let place = |listed: &longwire_store::ListedSource| {
                Place::new(address, &format!("/sources/{}", listed.slug), listed.last_article_at)
            };
            sources.map(place).collect()
        }
        "publications" => {
            let publications = shelf.publications.iter().skip(first).take(PLACES_PER_PART);
            publications.map(|state| Place::new(address, &page_path(state), state.last_article_at)).collect()
        }
        "articles" => {
            let after = i64::try_from(first).map_err(|_| Fault::NotFound)?;
            let to = after.saturating_add(PLACES_PER_PART as i64);
            let found = app.store.article_places(ArticleId(after), ArticleId(to))?;
            found
                .iter()
                .map(|place| Place::new(address, &format!("/articles/{}", place.id), Some(place.changed_at)))
                .collect()
        }
        _ => Vec::new(),
    };
    if places.is_empty() { Err(Fault::NotFound) } else { Ok(places) }
}

#[cfg(test)]
mod tests;
