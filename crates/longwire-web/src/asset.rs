//! The style sheet and the icon, inside the program and under addresses that change with their bytes.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::fault::Fault;
use crate::fingerprint::Fingerprint;

const STYLE: &str = include_str!("../static/longwire.css");
const ICON: &str = include_str!("../static/longwire.svg");

/// Where the assets are, below our root.
pub(crate) struct Assets {
    /// The style sheet.
    pub(crate) style_path: String,
    /// The icon.
    pub(crate) icon_path: String,
}

impl Assets {
    /// Names the assets by their bytes.
    pub(crate) fn new() -> Self {
        let name = |bytes: &str| Fingerprint::of(&[bytes]);
        Self {
            style_path: format!("/static/{}.css", name(STYLE)),
            icon_path: format!("/static/{}.svg", name(ICON)),
        }
    }
}

/// `GET /static/{file}`.
pub(crate) async fn serve(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Fault> {
    let is = |path: &str| path.strip_prefix("/static/") == Some(&file);
    let (media_type, bytes) = match () {
        () if is(&app.assets.style_path) => ("text/css; charset=utf-8", STYLE),
        () if is(&app.assets.icon_path) => ("image/svg+xml", ICON),
        () => return Err(Fault::NotFound),
    };
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}

/// `GET /favicon.ico`, for those that ask without having read a page.
pub(crate) async fn icon() -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, ICON).into_response()
}
