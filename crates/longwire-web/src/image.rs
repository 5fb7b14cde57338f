//! Stored pictures, by the hash of their bytes.
//!
//! The bytes are a stranger's. Their type was decided by looking at them, and
//! only types that a browser shows as a picture leave here; an SVG, which may
//! hold script, is opened in a sandbox like everything that is no page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use longwire_model::ContentHash;

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;

/// Media types that are sent as themselves.
const TYPES: [&str; 6] =
    ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml"];

/// `GET /images/{file}`: 64 hexadecimal digits and, if wanted, an ending that says nothing.
pub(crate) async fn serve(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Fault> {
    let digits = file.split('.').next().unwrap_or_default();
    let hash = ContentHash::from_hex(digits).ok_or(Fault::NotFound)?;
    let image = ask(&app, move |app| app.store.image(hash)?.ok_or(Fault::NotFound)).await?;
    let known = TYPES.iter().find(|known| **known == image.media_type);
    let headers = [
        (header::CONTENT_TYPE, known.copied().unwrap_or("application/octet-stream")),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, image.bytes).into_response())
}
