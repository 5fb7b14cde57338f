//! The page of one article: its newest revision, or the one asked for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use longwire_model::{Article, ArticleId, Lang, Moment, Revision, Url};
use longwire_store::{ArchivedArticle, RevisionHead};

use crate::App;
use crate::blocking::ask;
use crate::catalogue::{feed_links, site_name, title_of};
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::picture::{Body, Offer, shows_lead, stored_path};
use crate::source::title_or_address;
use crate::visitor::Visitor;
use crate::words::{Occasion, Words, filled, moment_in_words};

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    page: Page<'a>,
    title: String,
    article: &'a Article,
    lang: Option<&'a Lang>,
    source: Option<SourceLink>,
    site_name: Option<&'a str>,
    published: Option<Stamp>,
    modified: Option<Stamp>,
    archived: Occasion,
    lead: Option<Lead>,
    body: Body,
    missing: Vec<Missing>,
    original: String,
    host: String,
    revisions: Vec<RevisionLink>,
    newest: Option<String>,
}

struct SourceLink {
    title: String,
    href: String,
}

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

/// The picture above the text.
struct Lead {
    src: String,
    srcset: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
}

impl Lead {
    /// The lead image where we have it and the text does not show it anyway.
    fn of(article: &Article, offer: &Offer, visitor: &Visitor) -> Option<Self> {
        let image = article.lead_image.as_ref()?;
        let hash = image.stored.filter(|_| !shows_lead(article))?;
        let src = visitor.address.link(&stored_path(hash, &image.url));
        Some(Self {
            srcset: offer.srcset(&src),
            src,
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            width: image.width.filter(|_| image.height.is_some()),
            height: image.height.filter(|_| image.width.is_some()),
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
        let archived = app.store.article(id)?.ok_or(Fault::NotFound)?;
        render(app, &visitor, &archived, &archived.revision)
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
        let archived = app.store.article(id)?.ok_or(Fault::NotFound)?;
        let revision = app.store.revision(id, wanted)?.ok_or(Fault::NotFound)?;
        render(app, &visitor, &archived, &revision)
    })
    .await
}

/// A row's number as our links write it: digits only, so that every article has one address.
pub(crate) fn number(written: &str) -> Result<i64, Fault> {
    let plain = written.bytes().all(|b| b.is_ascii_digit()) && !written.starts_with('0');
    written.parse().ok().filter(|_| plain).ok_or(Fault::NotFound)
}

fn render(
    app: &App,
    visitor: &Visitor,
    archived: &ArchivedArticle,
    revision: &Revision,
) -> Result<Response, Fault> {
    let words = visitor.words();
    let now = (app.config.now)();
    let article = &revision.article;
    let source = match archived.source_id {
        Some(id) => app.store.source(id)?,
        None => None,
    };
    let title = title_or_address(&article.title, article.url.as_str());
    let is_newest = revision.number == archived.revision.number;
    let mut page = Page::new(app, visitor, title.clone());
    page.feeds = source.iter().flat_map(|source| feed_links(&source.slug, &visitor.address)).collect();
    page.indexed = is_newest;
    let heads = app.store.revisions(revision.article_id)?;
    let offer = Offer::of(app.store.image_heads(revision.article_id)?);
    let revision_link = |head: &RevisionHead| RevisionLink {
        name: filled(words.revision, &head.number.to_string()),
        title: head.title.clone(),
        at: Occasion::new(words, head.archived_at, now),
        href: visitor.link(&format!("/articles/{}/{}", revision.article_id, head.number)),
        current: head.number == revision.number,
    };
    respond(&ArticlePage {
        page,
        title,
        article,
        lang: article.language.as_ref(),
        // The source's title stands above the article already.
        site_name: article
            .site_name
            .as_deref()
            .filter(|name| source.as_ref().is_none_or(|source| source.source.title != *name)),
        source: source.map(|source| SourceLink {
            title: title_of(&source),
            href: visitor.link(&format!("/sources/{}", source.slug)),
        }),
        published: article.published_at.map(|moment| Stamp::new(words, moment)),
        modified: changed_at(article).map(|moment| Stamp::new(words, moment)),
        archived: Occasion::new(words, revision.archived_at, now),
        lead: Lead::of(article, &offer, visitor),
        body: Body::of_article(article, &offer, &visitor.address, words.picture),
        missing: missing(app, revision)?,
        original: web_address(&article.url),
        host: site_name(&article.url),
        revisions: if heads.len() > 1 { heads.iter().rev().map(revision_link).collect() } else { Vec::new() },
        newest: (!is_newest).then(|| visitor.link(&format!("/articles/{}", revision.article_id))),
    })
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
fn web_address(url: &Url) -> String {
    if matches!(url.scheme(), "http" | "https") { url.to_string() } else { String::new() }
}

#[cfg(test)]
mod tests;
