//! For machines: is it alive, can it serve, what may be crawled.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::blocking::ask;
use crate::visitor::Visitor;

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

/// `GET /readyz`: the store answers too.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    let answer = ask(&app, |app| Ok(app.store.mark(None)?)).await;
    let (status, text) = match answer {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(fault) => {
            tracing::warn!(%fault, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the archive does not answer\n")
        }
    };
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// `GET /robots.txt`: everything but forms, their outcomes and what stands behind a key; where the sitemap is.
pub(crate) async fn robots(Extension(visitor): Extension<Visitor>) -> String {
    let forbid = |path| format!("Disallow: {}\n", visitor.address.link(path));
    let sitemap = visitor.address.absolute("/sitemap.xml");
    format!(
        "User-agent: *\n{}{}{}\nSitemap: {sitemap}\n",
        forbid("/add"),
        forbid("/jobs/"),
        forbid("/private/")
    )
}
