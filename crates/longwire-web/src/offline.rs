//! The reader as an app of its own: installed, and read without a network.
//!
//! The manifest says what it is called and where what is shared with it goes; the worker keeps
//! pages and sends marks later. Both are told this server's path, which a proxy may have put it below.
//!
//! Specs: Web Application Manifest, Web Share Target, Service Workers.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::json;

use crate::App;
use crate::fault::Fault;
use crate::guard::{self, Policy};
use crate::page::{Page, respond};
use crate::visitor::Visitor;

/// The worker, with a place for the assets that it keeps.
const WORKER: &str = include_str!("../static/sw.js");
/// That place.
const NO_ASSETS: &str = "const ASSETS = [];";

/// `GET /manifest.webmanifest`.
pub(crate) async fn manifest(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Response {
    let link = |path: &str| visitor.address.link(path);
    let words = visitor.words();
    let manifest = json!({
        "id": link("/"),
        "name": app.config.title,
        "short_name": app.config.title,
        "description": words.footer,
        "lang": words.tag,
        "start_url": link("/read"),
        "scope": link("/"),
        "display": "standalone",
        "background_color": "#fbf9f4",
        "theme_color": "#1f5c57",
        "icons": [{ "src": link(&app.assets.icon_path), "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
        "shortcuts": [
            { "name": words.reader.starred, "url": link("/read/starred") },
            { "name": words.search, "url": link("/search") },
        ],
        "share_target": {
            "action": link("/keep"),
            "method": "GET",
            "params": { "title": "title", "text": "text", "url": "url" },
        },
    });
    let headers = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];
    (headers, Json(manifest)).into_response()
}

/// `GET /sw.js`.
pub(crate) async fn worker(State(app): State<Arc<App>>, Extension(visitor): Extension<Visitor>) -> Response {
    let assets = [&app.assets.style_path, &app.assets.script_path, &app.assets.icon_path];
    let assets = assets.map(|path| visitor.address.link(path));
    let script = WORKER.replacen(NO_ASSETS, &format!("const ASSETS = {};", json!(assets)), 1);
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    let mut response = (headers, script).into_response();
    guard::put_fields(response.headers_mut(), Policy::Worker);
    response
}

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage<'a> {
    page: Page<'a>,
}

/// `GET /offline`: what is shown in place of a page that was not kept.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    let mut page = Page::new(&app, &visitor, visitor.words().reader.offline_title);
    page.indexed = false;
    respond(&OfflinePage { page })
}

#[cfg(test)]
mod tests {
    use crate::testing::Server;

    #[test]
    fn the_manifest_and_the_worker_know_where_they_are() {
        let server = Server::public("https://example.org/news/");
        let manifest: serde_json::Value =
            serde_json::from_slice(&server.get("/manifest.webmanifest").body).unwrap();
        assert_eq!(manifest["start_url"], "/news/read");
        assert_eq!(manifest["share_target"]["action"], "/news/keep");
        let worker = server.get("/sw.js");
        let text = worker.text();
        assert!(text.contains("const ASSETS = [\"/news/static/"), "{text}");
        assert_eq!(worker.field("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(worker.field("cache-control"), "no-cache");
        for asset in text.split("[\"").nth(1).unwrap().split(']').next().unwrap().split(',') {
            let path = asset.trim_matches('"').strip_prefix("/news").unwrap();
            assert_eq!(server.get(path).status, 200, "{path}");
        }
    }

    #[test]
    fn the_worker_may_reach_this_server_and_no_other() {
        let policy = Server::new().get("/sw.js").field("content-security-policy").to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    }

    #[test]
    fn there_is_a_page_for_what_was_not_kept() {
        let page = Server::new().get("/offline");
        assert_eq!(page.status, 200);
        assert!(page.text().contains("noindex"));
    }
}
