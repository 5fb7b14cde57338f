//! Stored pictures, by the hash of their bytes.
//!
//! The bytes are a stranger's. Their type was decided by looking at them, and
//! only types that a browser shows as a picture leave here; opened on its own, a
//! picture stands in a sandbox like everything that is no page. A hash names its
//! bytes for ever, so an answer may be kept for ever.
//!
//! `?w=640` asks for one of a few widths: `variant` makes it, `shelf` keeps it.

mod shelf;
pub(crate) mod variant;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_model::ContentHash;

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::visitor::parameter;

use tokio::sync::OwnedSemaphorePermit;

pub(crate) use shelf::Shelf;
use variant::Variant;

/// Media types that are sent as themselves.
const TYPES: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];

/// How long an answer may be kept.
const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// `GET /images/{file}`: 64 hexadecimal digits and, if wanted, an ending that says nothing; `?w=` asks for a width.
pub(crate) async fn serve(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let digits = file.split('.').next().unwrap_or_default();
    let hash = ContentHash::from_hex(digits).ok_or(Fault::NotFound)?;
    let width = parameter(&uri, "w").map(|written| width(&written).ok_or(Fault::NotFound)).transpose()?;
    let tag = match width {
        Some(width) => format!("\"{hash}-{width}\""),
        None => format!("\"{hash}\""),
    };
    // Nothing but the same picture can have this name, so nobody has to look.
    if holds(&headers, &tag) {
        let fields = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, CACHE_CONTROL)];
        return Ok((StatusCode::NOT_MODIFIED, fields).into_response());
    }
    let smaller = match width {
        Some(width) => {
            app.variants.get((hash, width), async |turn| make(&app, hash, width, turn).await).await?
        }
        None => None,
    };
    let (media_type, bytes) = match smaller {
        Some(smaller) => smaller,
        None => whole(&app, hash).await?,
    };
    let fields =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, CACHE_CONTROL), (header::ETAG, &tag)];
    Ok((fields, bytes).into_response())
}

/// One of the widths that are to be had.
fn width(written: &str) -> Option<u32> {
    variant::WIDTHS.into_iter().find(|width| width.to_string() == written)
}

/// The picture as it was fetched.
async fn whole(app: &Arc<App>, hash: ContentHash) -> Result<(&'static str, Bytes), Fault> {
    let image = ask(app, move |app| app.store.image(hash)?.ok_or(Fault::NotFound)).await?;
    let known = TYPES.into_iter().find(|known| *known == image.media_type);
    Ok((known.unwrap_or("application/octet-stream"), image.bytes))
}

/// The picture in a width, made on a thread that may block.
async fn make(
    app: &Arc<App>,
    hash: ContentHash,
    width: u32,
    turn: OwnedSemaphorePermit,
) -> Result<Option<Variant>, Fault> {
    ask(app, move |app| {
        let _turn = turn;
        let image = app.store.image(hash)?.ok_or(Fault::NotFound)?;
        Ok(variant::shrunk(&image.bytes, &image.media_type, width))
    })
    .await
}

/// True where the client says that it has these bytes.
fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let written = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = written.flat_map(|field| field.split(',')).map(str::trim);
    tags.any(|held| held.strip_prefix("W/").unwrap_or(held) == tag)
}

#[cfg(test)]
mod tests;
