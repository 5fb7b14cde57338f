//! Stored pictures, by the hash of their bytes.
//!
//! The bytes are a stranger's. Their type was decided by looking at them, and
//! only types that a browser shows as a picture leave here; opened on its own, a
//! picture stands in a sandbox like everything that is no page. A hash names its
//! bytes for ever, so an answer may be kept for ever.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use longwire_model::ContentHash;

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;

/// Media types that are sent as themselves.
const TYPES: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];

/// How long an answer may be kept.
const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// `GET /images/{file}`: 64 hexadecimal digits and, if wanted, an ending that says nothing.
pub(crate) async fn serve(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let digits = file.split('.').next().unwrap_or_default();
    let hash = ContentHash::from_hex(digits).ok_or(Fault::NotFound)?;
    let tag = format!("\"{hash}\"");
    // Nothing but the same bytes can have this name, so nobody has to look.
    if holds(&headers, &tag) {
        let fields = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, CACHE_CONTROL)];
        return Ok((StatusCode::NOT_MODIFIED, fields).into_response());
    }
    let image = ask(&app, move |app| app.store.image(hash)?.ok_or(Fault::NotFound)).await?;
    let known = TYPES.iter().find(|known| **known == image.media_type);
    let fields = [
        (header::CONTENT_TYPE, known.copied().unwrap_or("application/octet-stream")),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::ETAG, &tag),
    ];
    Ok((fields, image.bytes).into_response())
}

/// True where the client says that it has these bytes.
fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let written = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = written.flat_map(|field| field.split(',')).map(str::trim);
    tags.any(|held| held.strip_prefix("W/").unwrap_or(held) == tag)
}

#[cfg(test)]
mod tests;
