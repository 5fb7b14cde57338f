//! `GET /feeds/SLUG.rss`: a feed, its archive pages, and the least work for whoever asks again.
//!
//! [`at_once`] answers from memory, before any routing, what nothing has happened to; [`feed`]
//! is the way of everything else, over a blocking thread. Both end in [`respond`], so that
//! nobody can tell which way an answer came.

use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use axum::response::Response;
use longwire_feed::write::{self, FORMATS, Format};
use longwire_model::{ArchiveSeq, Timestamp};
use longwire_store::SourceMark;

use super::cache::Kept;
use super::encoding::Encoding;
use super::silence::Silence;
use super::{Channel, Document, Site, State, hub, path, private_path};
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::fingerprint::Fingerprint;
use crate::nearest::unknown_slug;
use crate::visitor::{Visitor, parameter};
use crate::{App, guard};

/// How long a client may use a feed without asking, in seconds: shorter than any polite poll.
const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// The same for a private one, which only its reader may keep.
const PRIVATE_CACHE_CONTROL: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// Where feeds are, below our root.
const FEEDS: &str = "/feeds/";

/// Answers for a document that is in memory, packed as wanted, and that nothing has happened to.
/// `None` for everything else. Waits for nothing and asks no store.
pub(crate) fn at_once<B>(app: &App, request: &Request<B>) -> Option<Response> {
    let (method, headers) = (request.method(), request.headers());
    if !(*method == Method::GET || *method == Method::HEAD) || !app.feeds.looked_lately() {
        return None;
    }
    let address = written_address(app, request.uri(), headers)?;
    let kept = app.feeds.holding(&address, app.store.change_count())?;
    kept.validators.last_modified.as_ref()?;
    let encoding = Encoding::accepted(headers);
    let (path, ending) = address.rsplit_once('.')?;
    let format = write::format(ending)?;
    app.readers.note(path.rsplit('/').next()?, headers, (app.config.now)());
    let sent = Sent { content_type: content_type(format, headers), encoding, method };
    if kept.validators.match_request(encoding, headers) {
        return Some(respond(&sent, &kept, None));
    }
    Some(respond(&sent, &kept, Some(kept.bytes(encoding)?)))
}

/// The absolute address of a document, as the request writes it. A way of writing it that is not
/// ours finds nothing in memory and goes the long way.
fn written_address(app: &App, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let target = uri.path_and_query()?.as_str();
    match &app.public_address {
        Some(public) => {
            let below = public.below(target).unwrap_or(target);
            below.starts_with(FEEDS).then(|| public.absolute(below))
        }
        None if target.starts_with(FEEDS) => {
            let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
            let host = uri.authority().map(|authority| authority.as_str()).or(host)?;
            Some(format!("http://{host}{target}"))
        }
        None => None,
    }
}

/// What was asked for.
struct Wanted {
    slug: String,
    /// The key to a private publication, where one was given.
    key: Option<String>,
    format: &'static Format,
    document: Document,
    encoding: Encoding,
    method: Method,
}

/// `GET /feeds/{file}`: a slug and the ending of a format; `?before=SEQ` pages back through the archive.
pub(crate) async fn feed(
    Shared(app): Shared<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
    request: (Method, Uri, HeaderMap),
) -> Result<Response, Fault> {
    let (slug, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let Some(format) = write::format(ending) else {
        return ask(&app, move |app| Err(unknown_slug(&*app.store, &file, FORMATS[0].extension)?)).await;
    };
    serve(app, visitor, (slug.to_owned(), None), format, request).await
}

/// `GET /private/{key}/{file}`: the same behind a key. A wrong key finds nothing, just as a wrong name does.
pub(crate) async fn private_feed(
    Shared(app): Shared<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path((key, file)): Path<(String, String)>,
    request: (Method, Uri, HeaderMap),
) -> Result<Response, Fault> {
    let (slug, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let format = write::format(ending).ok_or(Fault::NotFound)?;
    serve(app, visitor, (slug.to_owned(), Some(key)), format, request).await
}

async fn serve(
    app: Arc<App>,
    visitor: Visitor,
    (slug, key): (String, Option<String>),
    format: &'static Format,
    (method, uri, headers): (Method, Uri, HeaderMap),
) -> Result<Response, Fault> {
    let document = match parameter(&uri, "before") {
        Some(written) => Document::Before(ArchiveSeq(written.parse().map_err(|_| Fault::Unreadable)?)),
        None => Document::Current,
    };
    let encoding = Encoding::accepted(&headers);
    let wanted = Wanted { slug, key, format, document, encoding, method };
    ask(&app, move |app| answer(app, &visitor, &wanted, &headers)).await
}

fn answer(app: &App, visitor: &Visitor, wanted: &Wanted, headers: &HeaderMap) -> Result<Response, Fault> {
    app.feeds.look(|| app.store.look_around())?;
    // Count and mark are read before the articles: if one comes in between, the document is newer
    // than what is said of it, and the next request reads it again.
    let change_count = app.store.change_count();
    let address = visitor.address.absolute(&wanted.path());
    app.readers.keep_due(&*app.store, (app.config.now)())?;
    let matches = |kept: &Kept| kept.validators.match_request(wanted.encoding, headers);
    let usable = |kept: &Arc<Kept>| matches(kept) || kept.bytes(Encoding::Identity).is_some();
    let holding = app.feeds.holding(&address, change_count);
    let kept = match holding.filter(|kept| kept.validators.last_modified.is_some()).filter(usable) {
        Some(kept) => kept,
        None => looked_up(app, visitor, wanted, (&address, change_count), usable)?,
    };
    app.readers.note(&wanted.slug, headers, (app.config.now)());
    let content_type = content_type(wanted.format, headers);
    let sent = Sent { content_type, encoding: wanted.encoding, method: &wanted.method };
    if matches(&kept) {
        return Ok(wanted.marked(respond(&sent, &kept, None)));
    }
    let bytes = app.feeds.packed(&address, &kept, wanted.encoding);
    let bytes = bytes.ok_or(Fault::Broken("a document was evicted while it was sent"))?;
    Ok(wanted.marked(respond(&sent, &kept, Some(bytes))))
}

impl Wanted {
    fn path(&self) -> String {
        match &self.key {
            Some(key) => private_path(key, &self.slug, self.format, self.document),
            None => path(&self.slug, self.format, self.document),
        }
    }

    fn channel(&self, app: &App) -> Result<Channel, Fault> {
        match &self.key {
            Some(key) => Channel::find_private(&*app.store, &self.slug, key)?.ok_or(Fault::NotFound),
            None => match Channel::find(&*app.store, &self.slug)? {
                Some(channel) => Ok(channel),
                None => Err(unknown_slug(&*app.store, &self.slug, self.format.extension)?),
            },
        }
    }

    /// An answer that came by a key says that it is nobody else's.
    fn marked(&self, mut response: Response) -> Response {
        if self.key.is_some() {
            response.headers_mut().insert(header::CACHE_CONTROL, PRIVATE_CACHE_CONTROL);
            response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
        }
        response
    }
}

/// The document as the store has it: the kept one where it is still in that state, else rendered now.
fn looked_up(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    (address, change_count): (&str, u64),
    usable: impl Fn(&Arc<Kept>) -> bool,
) -> Result<Arc<Kept>, Fault> {
    let channel = wanted.channel(app)?.listened(&*app.store, (app.config.now)())?;
    // A source falls silent by the clock, which no count of changes shows: look each time.
    let change_count = if channel.output().tells_silence { u64::MAX } else { change_count };
    let mark = channel.mark(&*app.store)?;
    let site = Site { address: &visitor.address, title: &app.config.title };
    let state = state(&channel, mark, wanted, &site);
    let now_seconds = (app.config.now)().seconds();
    let still = app.feeds.still(address, &state, change_count, now_seconds);
    if let Some(kept) = still.filter(usable) {
        return Ok(kept);
    }
    let render = || {
        let plain = super::render(&*app.store, &site, &channel, wanted.format, wanted.document)?;
        let links = links(&visitor.address, address, wanted.document).filter(|_| !channel.is_private());
        Ok(Kept::new(plain, state, change_count, now_seconds).linked(links))
    };
    match wanted.document {
        Document::Current => app.feeds.rendered(address, &state, render),
        Document::Before(_) => render().map(Arc::new),
    }
}

/// The `Link` field of a document that a hub tells the changes of.
///
/// Spec: WebSub §4 (discovery).
fn links(address: &Address, own: &str, document: Document) -> Option<HeaderValue> {
    let hub = hub(address, document)?;
    HeaderValue::try_from(format!("<{hub}>; rel=\"hub\", <{own}>; rel=\"self\"")).ok()
}

/// Everything that a document's bytes depend on.
fn state(channel: &Channel, mark: SourceMark, wanted: &Wanted, site: &Site<'_>) -> State {
    let fingerprint = Fingerprint::of(&(
        (mark.last_seq, mark.edits, wanted.format.extension, wanted.document),
        (
            channel.title(site.title),
            channel.home_url(site).as_str(),
            channel.language(),
            channel.is_whole(),
            channel.is_private(),
            channel.silences().iter().map(Silence::name).collect::<Vec<_>>(),
        ),
        (site.address.absolute(""), site.address.is_public(), site.title),
    ));
    // What falls silent and speaks again leaves no date that tells one state from another: such a
    // document has a tag and no date, as one that changed this very second.
    let changed_at = match channel.output().tells_silence {
        true => Timestamp::MAX,
        false => mark.changed_at.max(mark.edited_at).unwrap_or(channel.added_at()),
    };
    State { fingerprint, changed_at }
}

/// The type under which a document is sent. A browser, which wants a page and speaks of no
/// feeds, is told a type that it shows.
fn content_type(format: &Format, headers: &HeaderMap) -> &'static str {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let knows_feeds = || FORMATS.iter().any(|format| accepted.contains(format.media_type));
    match accepted.contains("text/html") && !knows_feeds() {
        true => format.content_type_shown,
        false => format.content_type,
    }
}

/// How an answer is sent.
struct Sent<'a> {
    content_type: &'static str,
    encoding: Encoding,
    method: &'a Method,
}

/// The answer: the bytes, or word that the client has them.
fn respond(sent: &Sent<'_>, kept: &Kept, bytes: Option<Bytes>) -> Response {
    let mut headers = HeaderMap::with_capacity(12);
    guard::put_fields(&mut headers, guard::Policy::Feed);
    headers.insert(header::ETAG, kept.validators.tag(sent.encoding).clone());
    if let Some(date) = &kept.validators.last_modified {
        headers.insert(header::LAST_MODIFIED, date.clone());
    }
    if let Some(links) = &kept.links {
        headers.insert(header::LINK, links.clone());
    }
    headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept"));
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    if let Some(bytes) = bytes {
        *response.status_mut() = StatusCode::OK;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(sent.content_type));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if sent.encoding != Encoding::Identity {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(sent.encoding.name()));
        }
        if *sent.method != Method::HEAD {
            *response.body_mut() = Body::from(bytes);
        }
    }
    *response.headers_mut() = headers;
    response
}
