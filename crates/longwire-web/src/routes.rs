//! Every address this server answers, in one table.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Extensions, HeaderMap, Response, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

use crate::fault::Fault;
use crate::websub::{callback, hub};
use crate::{
    App, about, add, admin, article, asset, catalogue, guard, image, job, keep, look, offline, opml, owner,
    probe, publication, publish, qr, reader, report, search, sitemap, source, statistics, visitor,
};

/// The router over an application. Addresses are below the public path.
pub(crate) fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        // Catalogue.
        .route("/", get(catalogue::page))
        .route("/catalogue.json", get(catalogue::json))
        .route("/catalogue.opml", get(opml::catalogue))
        .route("/sources/{slug}", get(source::page))
        .route("/sources/{slug}/qr.svg", get(qr::serve))
        .route("/publications.json", get(publication::json))
        .route("/publications.opml", get(publication::opml))
        .route("/publications/{slug}", get(publication::page))
        .route("/publications/{slug}/qr.svg", get(qr::serve))
        .route("/statistics", get(statistics::page))
        .route("/about", get(about::page))
        .route("/search", get(search::page))
        .route("/search/follow", post(search::follow))
        // Feeds and articles.
        .route("/feeds/{file}", get(publish::serve::feed))
        .route("/private/{key}/{file}", get(publish::serve::private_feed))
        .route("/articles/{id}", get(article::newest))
        .route("/articles/{id}/{revision}", get(article::revision))
        .route("/articles/{id}/{revision}/capture", get(article::capture))
        .route("/articles/{id}/{revision}/report", get(report::form).post(report::submit))
        .route("/images/{file}", get(image::serve))
        // Adding a source.
        .route("/add", get(add::form).post(add::submit))
        .route("/jobs/{id}", get(job::page))
        // The reader.
        .route("/read", get(reader::all))
        .route("/read/{kind}", get(reader::kind))
        .route("/read/{kind}/{name}", get(reader::named))
        .route("/reading", post(reader::mark))
        .route("/keep", get(keep::form).post(keep::submit))
        // The owner.
        .route("/login", get(owner::page).post(owner::sign_in))
        .route("/logout", post(owner::sign_out))
        .route("/welcome", get(owner::welcome).post(owner::choose))
        .route("/look", get(look::form).post(look::choose))
        // The owner's.
        .route("/admin", get(admin::overview::page))
        .route("/admin/sources", get(admin::sources::page))
        .route("/admin/sources/{slug}", get(admin::source::page))
        .route("/admin/sources/{slug}/{act}", post(admin::act::act))
        .route("/admin/jobs", get(admin::jobs::page))
        .route("/admin/jobs/retry", post(admin::jobs::retry_all))
        .route("/admin/jobs/{id}/{act}", post(admin::jobs::act))
        .route("/admin/articles/{id}/again", post(admin::jobs::extract_again))
        .route("/admin/reports", get(admin::reports::page))
        .route("/admin/reports/{id}/close", post(admin::reports::close))
        .route("/admin/storage", get(admin::storage::page))
        .route("/admin/storage/measure", post(admin::storage::measure))
        .route("/admin/storage/rebuild", post(admin::storage::rebuild))
        .route("/admin/settings", get(admin::settings::page))
        // WebSub.
        .route("/hub", post(hub::wish))
        .route("/websub/{token}", get(callback::verify).post(callback::deliver))
        // The reader as an app.
        .route("/manifest.webmanifest", get(offline::manifest))
        .route("/sw.js", get(offline::worker))
        .route("/offline", get(offline::page))
        // For machines.
        .route("/healthz", get(probe::alive))
        .route("/readyz", get(probe::ready))
        .route("/robots.txt", get(probe::robots))
        .route("/sitemap.xml", get(sitemap::serve))
        .route("/static/{file}", get(asset::serve))
        .route("/favicon.ico", get(asset::icon))
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(async || Fault::Method)
        .with_state(app.clone());
    wrapped(app, routes)
}

/// What every request passes on its way to the routes and every answer on its way back.
pub(crate) fn wrapped(app: Arc<App>, routes: Router) -> Router {
    // From the inside out. The path is rewritten outside of the routes, hence the router around the router.
    Router::new()
        .fallback_service(routes)
        .layer(DefaultBodyLimit::max(add::FORM_BYTES_MAX))
        .layer(from_fn(guard::hurry))
        .layer(CatchPanicLayer::custom(|_| -> Response<_> {
            Fault::Broken("a handler panicked").into_response()
        }))
        .layer(from_fn_with_state(app, visitor::introduce))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(has_no_tag)))
        .layer(from_fn(guard::protect))
}

/// A strong `ETag` names exact bytes: whoever set one has packed them already, or wants them as they are.
fn has_no_tag(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ETAG)
}

#[cfg(test)]
mod tests;
