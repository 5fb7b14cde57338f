//! The address of a feed as a QR code, so that a phone can take it over from a screen.
//!
//! `/sources/{slug}/qr.svg` and `/publications/{slug}/qr.svg` are pictures of our
//! own: a page shows them as images. Dark on light in any colour scheme, with the
//! quiet zone that scanners need.
//!
//! Spec: ISO/IEC 18004 (quiet zone: §5.3.8).

use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use longwire_feed::write::FORMATS;
use qrcode::{Color, EcLevel, QrCode};

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::publish::channel::Channel;
use crate::publish::{self, Document};
use crate::visitor::Visitor;

/// Light modules around the code.
const QUIET_ZONE: usize = 4;

#[derive(Template)]
#[template(path = "qr.svg", escape = "html")]
struct Drawing {
    size: usize,
    path: String,
}

/// `GET /sources/{slug}/qr.svg`, `GET /publications/{slug}/qr.svg`: the address of the RSS feed.
pub(crate) async fn serve(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let channel = Channel::find(&*app.store, &slug)?.ok_or(Fault::NotFound)?;
        let place = publish::path(channel.slug(), &FORMATS[0], Document::Current);
        let drawing = drawing(&visitor.address.absolute(&place)).ok_or(Fault::NotFound)?;
        let svg = drawing.render().map_err(|_| Fault::Broken("a code did not render"))?;
        let headers =
            [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=3600")];
        Ok((headers, svg).into_response())
    })
    .await
}

/// Draws a text; `None` where it is longer than a code can hold (2,331 bytes).
fn drawing(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let _ =
                    write!(path, "M{} {}h{}v1h-{}z", x + QUIET_ZONE, y + QUIET_ZONE, run.len(), run.len());
            }
            x += run.len();
        }
    }
    Some(Drawing { size: width + 2 * QUIET_ZONE, path })
}

#[cfg(test)]
mod tests;
