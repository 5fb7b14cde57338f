//! `GET /feeds/SLUG.rss`: a feed, its archive pages, and the least work for whoever asks again.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_feed::write::{self, FORMATS, Format};
use longwire_model::ArchiveSeq;
use longwire_store::{SourceMark, SourceState};

use super::cache::Rendered;
use super::condition::{Encoding, Validators};
use super::{Document, Site};
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::fingerprint::Fingerprint;
use crate::nearest::unknown_slug;
use crate::visitor::{Visitor, parameter};

/// How long a client may use a feed without asking, in seconds: shorter than any polite poll.
const CACHE_CONTROL: &str = "public, max-age=60";

/// What was asked for.
struct Wanted {
    slug: String,
    format: &'static Format,
    document: Document,
    encoding: Encoding,
}

/// `GET /feeds/{file}`: a slug and the ending of a format; `?before=SEQ` pages back through the archive.
pub(crate) async fn feed(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let document = match parameter(&uri, "before") {
        Some(written) => Document::Before(ArchiveSeq(written.parse().map_err(|_| Fault::Unreadable)?)),
        None => Document::Current,
    };
    let encoding = Encoding::accepted(&headers);
    let (slug, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let Some(format) = write::format(ending) else {
        return ask(&app, move |app| Err(unknown_slug(&*app.store, &file, FORMATS[0].extension)?)).await;
    };
    let wanted = Wanted { slug: slug.to_owned(), format, document, encoding };
    ask(&app, move |app| answer(app, &visitor, &wanted, &headers)).await
}

fn answer(app: &App, visitor: &Visitor, wanted: &Wanted, headers: &HeaderMap) -> Result<Response, Fault> {
    let Some(source) = app.store.source_by_slug(&wanted.slug)? else {
        return Err(unknown_slug(&*app.store, &wanted.slug, wanted.format.extension)?);
    };
    // The mark is read before the articles: if one comes in between, the feed is newer than its tag says, and the
    // next request brings it again.
    let mark = app.store.mark(Some(source.source.id))?;
    let site = Site { address: &visitor.address, title: &app.config.title };
    let name = Fingerprint::of(&(source.source.id.0, wanted.format.extension, site.address.absolute("")));
    let state = state(&source, mark, wanted, &site);
    let validators = Validators::new(state, wanted.encoding, &source, mark, (app.config.now)());
    if validators.match_request(headers) {
        return Ok(respond(StatusCode::NOT_MODIFIED, &validators, None));
    }
    let render =
        || Ok(Rendered::new(super::render(&*app.store, &site, &source, wanted.format, wanted.document)?));
    let rendered = match wanted.document {
        Document::Current => app.feeds.get(name, state, render)?,
        Document::Before(_) => Arc::new(render()?),
    };
    Ok(respond(StatusCode::OK, &validators, Some((wanted, &rendered))))
}

/// Everything that a feed's bytes depend on.
fn state(source: &SourceState, mark: SourceMark, wanted: &Wanted, site: &Site<'_>) -> Fingerprint {
    let of = &source.source;
    Fingerprint::of(&(
        (mark.last_seq, mark.edits, wanted.format.extension, wanted.document),
        (
            &of.title,
            of.home_url.as_ref().map(|url| url.as_str()),
            of.language.as_ref().map(|lang| lang.as_str()),
        ),
        (site.address.absolute(""), site.title, env!("CARGO_PKG_VERSION")),
    ))
}

fn respond(status: StatusCode, validators: &Validators, body: Option<(&Wanted, &Rendered)>) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &validators.etag);
    if let Some(date) = &validators.last_modified {
        set(header::LAST_MODIFIED, date);
    }
    set(header::CACHE_CONTROL, CACHE_CONTROL);
    set(header::VARY, "accept-encoding");
    if let Some((wanted, rendered)) = body {
        set(header::CONTENT_TYPE, &format!("{}; charset=utf-8", wanted.format.media_type));
        let bytes = match wanted.encoding {
            Encoding::Identity => rendered.plain(),
            Encoding::Gzip => {
                set(header::CONTENT_ENCODING, "gzip");
                rendered.packed()
            }
        };
        *response.body_mut() = bytes.into();
    }
    response
}
