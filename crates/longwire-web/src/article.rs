//! One article: its newest revision, or the one asked for; its page, and what it was made from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use longwire_model::{Article, ArticleId, Enclosure, Moment, Revision, Url};
use longwire_store::{ArchivedArticle, Audience, Reading, RevisionHead};
use longwire_text::size;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::{feed_links, site_name, title_of};
use crate::contents::{self, Heading};
use crate::fault::Fault;
use crate::guard::{self, Policy};
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::picture::{Body, Offer, shows_lead, stored_path};
use crate::related::{self, Related};
use crate::source::title_or_address;
use crate::visitor::Visitor;
use crate::words::{Occasion, Words, filled, moment_in_words};

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    page: Page<'a>,
    original: String,
    shown: Shown,
}

/// An article as one visitor sees it, on its own page or beside a list.
#[derive(Template)]
#[template(path = "shown.html")]
pub(crate) struct Shown {
    words: &'static Words,
    /// Where marks are sent, with what, and where that leads back to.
    action: String,
    token: String,
    back: String,
    id: ArticleId,
    title: String,
    article: Article,
    source: Option<SourceLink>,
    site_name: Option<String>,
    /// Who edited it, without those who stand among its authors already.
    editors: Vec<String>,
    published: Option<Stamp>,
    modified: Option<Stamp>,
    archived: Occasion,
    /// How long it takes to read.
    minutes: String,
    contents: Vec<Heading>,
    media: Vec<Media>,
    lead: Option<Lead>,
    body: Body,
    missing: Vec<Missing>,
    original: String,
    host: String,
    revisions: Vec<RevisionLink>,
    newest: Option<String>,
    /// Others of its story; none under an older revision.
    related: Vec<Related>,
    /// What the owner did with it; `None` for everybody else.
    reading: Option<Reading>,
    /// Where a bad extraction is told of.
    report: String,
    /// Where the response lies that it was made from, for the owner.
    capture: Option<String>,
}

struct SourceLink {
    title: String,
    href: String,
    slug: String,
    private: bool,
}

/// It is escaped by its own template.
impl HtmlSafe for Shown {}

/// A publisher's moment, for machines and for people.
struct Stamp {
    iso: String,
    exact: String,
}

impl Stamp {
    fn new(words: &Words, moment: Moment) -> Self {
        Self { iso: moment.to_string(), exact: moment_in_words(words, moment) }
    }
}

/// A picture that we do not have.
struct Missing {
    href: String,
    name: String,
    reason: String,
}

/// The pictures of a state that we do not have and know why, in their order.
fn missing(app: &App, revision: &Revision) -> Result<Vec<Missing>, Fault> {
    let article = &revision.article;
    let lead = article.lead_image.iter().filter(|image| image.stored.is_none()).map(|image| &image.url);
    let inside = article.images.iter().filter(|image| image.stored.is_none()).map(|image| &image.url);
    let mut wanted: Vec<&Url> = lead.chain(inside).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let noted: HashMap<Url, String> =
        app.store.missing_images(revision.article_id)?.into_iter().map(|it| (it.url, it.reason)).collect();
    let mut seen = HashSet::new();
    wanted.retain(|url| seen.insert(*url));
    let told = |url: &&Url| {
        let reason = noted.get(*url)?.clone();
        Some(Missing { href: web_address(url), name: file_name(url), reason })
    };
    Ok(wanted.iter().filter_map(told).collect())
}

/// What a picture is called at its publisher: host and file.
fn file_name(url: &Url) -> String {
    let shown = longwire_text::url::shown(url);
    let path = shown.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    format!("{} {file}", url.host_str().unwrap_or_default())
}

/// Sound or film that is played where it stands.
struct Media {
    href: String,
    is_film: bool,
    name: String,
}

impl Media {
    fn of(enclosure: &Enclosure) -> Option<Self> {
        let href = web_address(&enclosure.url);
        let is_film = enclosure.media_type.as_deref().is_some_and(|it| it.starts_with("video/"));
        let size = enclosure.length_bytes.filter(|bytes| *bytes > 0).map(size::in_words);
        let name =
            [Some(file_name(&enclosure.url)), size].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        (!href.is_empty()).then_some(Self { href, is_film, name })
    }
}

/// The picture above the text.
pub(crate) struct Lead {
    pub(crate) src: String,
    pub(crate) srcset: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    pub(crate) size: Option<(u32, u32)>,
}

impl Lead {
    /// The lead image where we have it and the text does not show it anyway.
    pub(crate) fn of(article: &Article, offer: &Offer, visitor: &Visitor) -> Option<Self> {
        let image = article.lead_image.as_ref()?;
        let hash = image.stored.filter(|_| !shows_lead(article))?;
        let src = visitor.address.link(&stored_path(hash, &image.url));
        // The publisher's numbers may be those of another cut; the stored file's are its own.
        let size = offer.size(&src).or(image.width.zip(image.height));
        Some(Self {
            srcset: offer.srcset(&src),
            src,
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            size,
        })
    }
}

struct RevisionLink {
    name: String,
    title: String,
    at: Occasion,
    href: String,
    current: bool,
}

/// `GET /articles/{id}`.
pub(crate) async fn newest(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = ArticleId(number(&id)?);
    ask(&app, move |app| {
        let archived = app.store.article_for(visitor.audience(), id)?.ok_or(Fault::NotFound)?;
        let revision = archived.revision.clone();
        respond_with(app, &visitor, &archived, revision)
    })
    .await
}

/// `GET /articles/{id}/{revision}`.
pub(crate) async fn revision(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path((id, revision)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let id = ArticleId(number(&id)?);
    let wanted = u32::try_from(number(&revision)?).map_err(|_| Fault::NotFound)?;
    ask(&app, move |app| {
        let archived = app.store.article_for(visitor.audience(), id)?.ok_or(Fault::NotFound)?;
        let revision = app.store.revision_for(visitor.audience(), id, wanted)?.ok_or(Fault::NotFound)?;
        respond_with(app, &visitor, &archived, revision)
    })
    .await
}

/// A row's number as our links write it: digits only, so that every article has one address.
pub(crate) fn number(written: &str) -> Result<i64, Fault> {
    let plain = written.bytes().all(|b| b.is_ascii_digit()) && !written.starts_with('0');
    written.parse().ok().filter(|_| plain).ok_or(Fault::NotFound)
}

fn respond_with(
    app: &App,
    visitor: &Visitor,
    archived: &ArchivedArticle,
    revision: Revision,
) -> Result<Response, Fault> {
    let shown = Shown::new(app, visitor, archived, revision, visitor.path.clone())?;
    let mut page = Page::new(app, visitor, shown.title.clone());
    // What is private has no feed.
    let source = shown.source.iter().filter(|source| !source.private);
    page.feeds = source.flat_map(|source| feed_links(&source.slug, &visitor.address)).collect();
    page.indexed = shown.newest.is_none();
    page.scripted = true;
    let plays = !shown.media.is_empty();
    let mut response = respond(&ArticlePage { page, original: shown.original.clone(), shown })?;
    if plays {
        guard::put_fields(response.headers_mut(), Policy::Played);
    }
    Ok(response)
}

impl Shown {
    /// A state of an article as a visitor sees it; `back` is the path that marks lead back to.
    pub(crate) fn new(
        app: &App,
        visitor: &Visitor,
        archived: &ArchivedArticle,
        revision: Revision,
        back: String,
    ) -> Result<Self, Fault> {
        let (words, now) = (visitor.words(), (app.config.now)());
        let id = revision.article_id;
        let audience = visitor.audience();
        let source = archived.source_id.map(|id| app.store.source_for(audience, id)).transpose()?.flatten();
        let is_newest = revision.number == archived.revision.number;
        let heads = app.store.revisions(id)?;
        let offer = Offer::of(app.store.image_heads(id)?);
        let revision_link = |head: &RevisionHead| RevisionLink {
            name: filled(words.revision, &head.number.to_string()),
            title: head.title.clone(),
            at: Occasion::new(words, head.archived_at, now),
            href: visitor.link(&format!("/articles/{id}/{}", head.number)),
            current: head.number == revision.number,
        };
        let missing = missing(app, &revision)?;
        let owner = visitor.signed_in.as_ref();
        let reading = owner.map(|owner| app.store.reading(owner.user_id, id)).transpose()?.flatten();
        let number = revision.number;
        let has_capture = owner.is_some() && revision.capture_id.is_some();
        let archived_at = Occasion::new(words, revision.archived_at, now);
        let article = revision.article;
        let body = Body::of_article(&article, &offer, &visitor.address, words.picture);
        let (body, contents) = contents::of(body);
        Ok(Self {
            words,
            action: visitor.address.link("/reading"),
            token: owner.map(|owner| owner.form_token.clone()).unwrap_or_default(),
            back,
            id,
            title: title_or_address(&article.title, article.url.as_str()),
            // The source's title stands above the article already.
            site_name: article
                .site_name
                .clone()
                .filter(|name| source.as_ref().is_none_or(|source| source.source.title != *name)),
            editors: editors(&article),
            source: source.map(|source| SourceLink {
                title: title_of(&source),
                href: visitor.link(&format!("/sources/{}", source.slug)),
                slug: source.slug,
                private: source.private,
            }),
            published: article.published_at.map(|moment| Stamp::new(words, moment)),
            modified: changed_at(&article).map(|moment| Stamp::new(words, moment)),
            archived: archived_at,
            minutes: words.reader.reading_minutes.of(reading_minutes(&article)),
            contents,
            media: app.store.enclosures(id)?.iter().filter_map(Media::of).collect(),
            lead: Lead::of(&article, &offer, visitor),
            body,
            missing,
            original: web_address(&article.url),
            host: site_name(&article.url),
            revisions: if heads.len() > 1 {
                heads.iter().rev().map(revision_link).collect()
            } else {
                Vec::new()
            },
            related: if is_newest { related::of(app, visitor, id, now)? } else { Vec::new() },
            newest: (!is_newest).then(|| visitor.link(&format!("/articles/{id}"))),
            reading,
            report: visitor.link(&format!("/articles/{id}/{number}/report")),
            capture: has_capture.then(|| visitor.address.link(&format!("/articles/{id}/{number}/capture"))),
            article,
        })
    }
}

/// Characters of Chinese and Japanese, and words of other scripts, that people read in a minute.
const READ_IN_A_MINUTE: (u64, u64) = (400, 230);

/// How long an article takes to read, in whole minutes and at least one.
fn reading_minutes(article: &Article) -> u64 {
    let by_character = article.language.as_ref().is_some_and(|lang| matches!(lang.primary(), "zh" | "ja"));
    let speed = if by_character { READ_IN_A_MINUTE.0 } else { READ_IN_A_MINUTE.1 };
    u64::from(article.word_count).div_ceil(speed).max(1)
}

/// `GET /articles/{id}/{revision}/capture`: the response that a state was made from, byte for byte. For the
/// owner, and as a file: it is a stranger's page and is not to be opened here.
pub(crate) async fn capture(
    State(app): State<Arc<App>>,
    _: Owner,
    Path((id, revision)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let id = ArticleId(number(&id)?);
    let wanted = u32::try_from(number(&revision)?).map_err(|_| Fault::NotFound)?;
    ask(&app, move |app| {
        let revision = app.store.revision_for(Audience::Owner, id, wanted)?.ok_or(Fault::NotFound)?;
        let capture = revision.capture_id.map(|id| app.store.capture(id)).transpose()?.flatten();
        let capture = capture.ok_or(Fault::NotFound)?;
        let name = format!("attachment; filename=\"article-{id}-{wanted}.html\"");
        let headers = [
            (header::CONTENT_TYPE, "application/octet-stream"),
            (header::CONTENT_DISPOSITION, name.as_str()),
            (header::CACHE_CONTROL, "private, no-store"),
        ];
        Ok((headers, capture.body).into_response())
    })
    .await
}

/// Whoever edited it and is not named as its author.
fn editors(article: &Article) -> Vec<String> {
    let is_author = |name: &str| article.authors.iter().any(|author| author.name == name);
    article.editors.iter().map(|editor| editor.name.clone()).filter(|name| !is_author(name)).collect()
}

/// When the publisher changed it, where that says more than when it appeared.
fn changed_at(article: &Article) -> Option<Moment> {
    let modified = article.modified_at?;
    match article.published_at {
        Some(published) if published.timestamp() >= modified.timestamp() => None,
        _ => Some(modified),
    }
}

/// An address that a link may lead to; empty for any other scheme.
pub(crate) fn web_address(url: &Url) -> String {
    if matches!(url.scheme(), "http" | "https") { url.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests;
