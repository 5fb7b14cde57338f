//! The page of one publication, and all of them as lists for programs and readers.
//!
//! Private publications are on none of these.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_feed::opml::{Opml, Subscribed};
use longwire_feed::write::{FORMATS, Format};
use longwire_model::{ArchiveSeq, Lang};
use longwire_store::{Origin, PublicationState};
use serde::Serialize;

use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::catalogue::feed_links;
use crate::fault::Fault;
use crate::headline::Headline;
use crate::nearest::unknown_slug;
use crate::opml;
use crate::page::{FeedLink, Page, respond};
use crate::publish::channel::{Channel, page_path, publication, publication_title, publications};
use crate::publish::{self, Document};
use crate::source::Subscribing;
use crate::visitor::{Visitor, parameter};
use crate::words::Words;

/// Articles on one page of a publication.
const ARTICLES_PER_PAGE: usize = 20;
/// Tags that the catalogue shows, those with the most articles.
const TAGS_SHOWN_MAX: usize = 30;
/// Fewest articles of a tag that the catalogue shows.
const TAG_ARTICLES_MIN: u64 = 2;

#[derive(Template)]
#[template(path = "publication.html")]
struct PublicationPage<'a> {
    page: Page<'a>,
    kind: &'static str,
    card: PublicationCard,
    subscribing: Subscribing,
    articles: Vec<Headline>,
    older: Option<String>,
}

/// A publication as people see it.
pub(crate) struct PublicationCard {
    /// Its title.
    pub(crate) title: String,
    /// The language of its title, for the browser's choice of glyphs.
    pub(crate) lang: Option<Lang>,
    /// Its page here.
    pub(crate) href: String,
    /// How many articles it has.
    pub(crate) articles: String,
    /// Its feeds.
    pub(crate) feeds: Vec<FeedLink>,
}

impl PublicationCard {
    fn new(app: &App, state: &PublicationState, visitor: &Visitor) -> Self {
        let channel = Channel::of(state);
        Self {
            title: card_title(state, visitor.words(), &app.config.title),
            lang: channel.language(),
            href: visitor.link(&page_path(state)),
            articles: visitor.words().article_count.of(state.article_count),
            feeds: feed_links(&state.publication.slug, &visitor.address),
        }
    }
}

/// Publications of one kind in the catalogue.
pub(crate) struct Group {
    /// The kind, in words.
    pub(crate) name: &'static str,
    /// Its publications.
    pub(crate) cards: Vec<PublicationCard>,
}

/// The publications that the catalogue shows, by kind.
pub(crate) fn groups(app: &App, publications: &[PublicationState], visitor: &Visitor) -> Vec<Group> {
    let mut found: Vec<&PublicationState> = publications.iter().collect();
    let mut tags: Vec<_> =
        found.iter().filter(|state| state.origin == Origin::Tag).map(|state| state.article_count).collect();
    tags.sort_unstable_by(|a, b| b.cmp(a));
    let fewest = tags.get(TAGS_SHOWN_MAX).map_or(TAG_ARTICLES_MIN, |count| (count + 1).max(TAG_ARTICLES_MIN));
    found.retain(|state| state.origin != Origin::Tag || state.article_count >= fewest);
    let group = |origin: Origin| Group {
        name: kind(origin, visitor.words()),
        cards: found
            .iter()
            .filter(|state| state.origin == origin)
            .map(|state| PublicationCard::new(app, state, visitor))
            .collect(),
    };
    let groups = [Origin::All, Origin::Owner, Origin::Folder, Origin::Language, Origin::Tag].map(group);
    groups.into_iter().filter(|group| !group.cards.is_empty()).collect()
}

fn kind(origin: Origin, words: &Words) -> &'static str {
    match origin {
        Origin::All => words.publication_all,
        Origin::Folder => words.publication_folders,
        Origin::Language => words.publication_languages,
        Origin::Tag => words.publication_tags,
        Origin::Owner => words.publication_own,
    }
}

/// The code of a kind, for programs.
fn kind_code(origin: Origin) -> &'static str {
    match origin {
        Origin::All => "all",
        Origin::Folder => "folder",
        Origin::Language => "language",
        Origin::Tag => "tag",
        Origin::Owner => "custom",
    }
}

/// A title for people who read pages: the whole archive has none but its kind.
fn card_title(state: &PublicationState, words: &Words, site_title: &str) -> String {
    match state.origin {
        Origin::All if state.publication.title.is_empty() => words.publication_all.to_owned(),
        _ => publication_title(state, site_title),
    }
}

/// `GET /publications/{slug}`, paged by `?before=SEQ`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(slug): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let before = match parameter(&uri, "before") {
        Some(written) => Some(ArchiveSeq(written.parse().map_err(|_| Fault::Unreadable)?)),
        None => None,
    };
    ask(&app, move |app| match publication(&*app.store, &slug)? {
        Some(state) => render(app, &visitor, &state, before),
        None => Err(unknown_slug(&*app.store, &slug, "rss")?),
    })
    .await
}

fn render(
    app: &App,
    visitor: &Visitor,
    state: &PublicationState,
    before: Option<ArchiveSeq>,
) -> Result<Response, Fault> {
    let now = (app.config.now)();
    let mut found = app.store.published(state.id, before, ARTICLES_PER_PAGE + 1)?;
    let more = found.len() > ARTICLES_PER_PAGE;
    found.truncate(ARTICLES_PER_PAGE);
    let last = found.last().filter(|_| more).map(|placed| placed.seq);
    let card = PublicationCard::new(app, state, visitor);
    let mut page = Page::new(app, visitor, card.title.clone());
    page.feeds.clone_from(&card.feeds);
    page.indexed = before.is_none();
    page.scripted = true;
    respond(&PublicationPage {
        page,
        kind: kind(state.origin, visitor.words()),
        subscribing: Subscribing::new(app, visitor, &state.publication.slug, &card.feeds, &page_path(state)),
        older: last.map(|seq| visitor.link(&format!("{}?before={seq}", page_path(state)))),
        articles: found.iter().map(|placed| Headline::new(&placed.archived, visitor, now)).collect(),
        card,
    })
}

/// One publication, for programs. Addresses are absolute, instants RFC 3339 in UTC.
#[derive(Serialize)]
struct Listed {
    slug: String,
    title: String,
    kind: &'static str,
    language: Option<String>,
    article_count: u64,
    last_article_at: Option<String>,
    page_url: String,
    /// The feeds by their extension: `rss`, `atom`, `json`.
    #[serde(flatten)]
    feeds: BTreeMap<&'static str, String>,
}

impl Listed {
    fn new(state: &PublicationState, address: &Address, site_title: &str) -> Self {
        let channel = Channel::of(state);
        let slug = &state.publication.slug;
        let place = |format: &Format| address.absolute(&publish::path(slug, format, Document::Current));
        Self {
            slug: slug.clone(),
            title: channel.title(site_title),
            kind: kind_code(state.origin),
            language: channel.language().map(|lang| lang.to_string()),
            article_count: state.article_count,
            last_article_at: state.last_article_at.map(|at| at.to_string()),
            page_url: address.absolute(&page_path(state)),
            feeds: FORMATS.iter().map(|format| (format.extension, place(format))).collect(),
        }
    }
}

/// `GET /publications.json`.
pub(crate) async fn json(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let listed = |state: &PublicationState| Listed::new(state, &visitor.address, &app.config.title);
        let list: Vec<Listed> = publications(&*app.store)?.iter().map(listed).collect();
        let body = serde_json::to_vec(&list).map_err(|_| Fault::Broken("the publications are no JSON"))?;
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
        Ok((headers, body).into_response())
    })
    .await
}

/// `GET /publications.opml`: every publication, filed by its kind.
pub(crate) async fn opml(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let words = visitor.words();
        let subscription = |state: &PublicationState| Subscribed {
            title: card_title(state, words, &app.config.title),
            feed_url: visitor.address.url(&publish::path(
                &state.publication.slug,
                &FORMATS[0],
                Document::Current,
            )),
            home_url: Some(visitor.address.url(&page_path(state))),
            folders: vec![kind(state.origin, words).to_owned()],
            language: Channel::of(state).language().map(|lang| lang.to_string()),
            description: None,
        };
        let list = Opml {
            title: app.config.title.clone(),
            created_at: Some((app.config.now)()),
            subscriptions: publications(&*app.store)?.iter().map(subscription).collect(),
            defects: Vec::new(),
        };
        Ok(opml::respond(&list, "publications"))
    })
    .await
}

#[cfg(test)]
mod tests;
