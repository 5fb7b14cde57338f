//! The catalogue: every public feed, for people, for programs and for readers.
//!
//! `/` is a page, `/catalogue.json` the same for programs, `/catalogue.opml`
//! for feed readers. All sources that are polled are public. The page also shows
//! the publications, whose own lists are `/publications.json` and `.opml`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_feed::write::{FORMATS, Format};
use longwire_model::{Lang, Timestamp, Trouble, Url};
use longwire_store::{SourceState, Which};
use serde::Serialize;

use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::health::Health;
use crate::page::{FeedLink, Page, respond};
use crate::publication::{Group, groups};
use crate::publish;
use crate::visitor::{Visitor, parameter};
use crate::words::{Occasion, Words, trouble_in_words};

/// Sources on one page of the catalogue.
const SOURCES_PER_PAGE: usize = 200;

#[derive(Template)]
#[template(path = "catalogue.html")]
struct CataloguePage<'a> {
    page: Page<'a>,
    count: String,
    cards: Vec<Card>,
    groups: Vec<Group>,
    opml: String,
    json: String,
    publications_opml: String,
    publications_json: String,
    newer: Option<String>,
    older: Option<String>,
}

/// A source as people see it in the catalogue and on its own page.
pub(crate) struct Card {
    /// Its title; its slug where it has none.
    pub(crate) title: String,
    /// The language of its title, for the browser's choice of glyphs.
    pub(crate) lang: Option<Lang>,
    /// Its language by its own name.
    pub(crate) language: Option<String>,
    /// Its page here.
    pub(crate) href: String,
    /// Its site's host name and address.
    pub(crate) site: Option<(String, String)>,
    /// When its newest article came.
    pub(crate) latest: Option<Occasion>,
    /// When it was polled last.
    pub(crate) polled: Option<Occasion>,
    /// Its health in one word, for the style sheet.
    pub(crate) health: &'static str,
    /// Its health in plain words.
    pub(crate) health_words: String,
    /// Why, in the pipeline's words.
    pub(crate) reason: Option<String>,
    /// What a person can do about it.
    pub(crate) way_out: Option<&'static str>,
    /// How many articles it has.
    pub(crate) articles: String,
    /// Its feeds.
    pub(crate) feeds: Vec<FeedLink>,
}

impl Card {
    /// A source as one visitor sees it at one moment.
    pub(crate) fn new(source: &SourceState, visitor: &Visitor, now: Timestamp) -> Self {
        let words = visitor.words();
        let health = Health::of(source, now);
        Self {
            title: title_of(source),
            lang: source.source.language.clone(),
            language: source.source.language.as_ref().map(own_name),
            href: visitor.link(&format!("/sources/{}", source.slug)),
            site: site_url(source).map(|url| (site_name(url), url.to_string())),
            latest: source.last_article_at.map(|at| Occasion::new(words, at, now)),
            polled: source.poll.polled_at.map(|at| Occasion::new(words, at, now)),
            health: health.code(),
            health_words: health.in_words(words, now),
            reason: health.reason().map(str::to_owned),
            way_out: health.trouble().map(|trouble| trouble_in_words(words.tongue, trouble).way_out),
            articles: words.article_count.of(source.article_count),
            feeds: feed_links(&source.slug, &visitor.address),
        }
    }

    /// When the newest article came, in a phrase.
    pub(crate) fn latest_in_words(&self, words: &Words) -> String {
        match &self.latest {
            Some(at) => crate::words::filled(words.latest_article, &at.ago),
            None => words.no_article_yet.to_owned(),
        }
    }
}

/// The title of a source, never empty.
pub(crate) fn title_of(source: &SourceState) -> String {
    let title = source.source.title.trim();
    if title.is_empty() { source.slug.clone() } else { title.to_owned() }
}

/// The web page of a source, where a link may lead to it.
pub(crate) fn site_url(source: &SourceState) -> Option<&Url> {
    source.source.home_url.as_ref().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The name a site goes by: its host, without `www.`.
pub(crate) fn site_name(url: &Url) -> String {
    let authority = longwire_text::url::authority(url);
    authority.strip_prefix("www.").unwrap_or(&authority).to_owned()
}

/// The feeds of a source, in every format.
pub(crate) fn feed_links(slug: &str, address: &Address) -> Vec<FeedLink> {
    let link = |format: &Format| FeedLink {
        name: format.name,
        media_type: format.media_type,
        href: address.absolute(&publish::path(slug, format, publish::Document::Current)),
    };
    FORMATS.iter().map(link).collect()
}

/// The name of a language in itself; its tag where we do not know one.
pub(crate) fn own_name(lang: &Lang) -> String {
    let name = match (lang.primary(), lang.as_str()) {
        ("zh", "zh-Hant") => "繁體中文",
        ("zh", "zh-Hans") => "简体中文",
        ("zh", _) => "中文",
        ("en", _) => "English",
        ("ja", _) => "日本語",
        ("ko", _) => "한국어",
        ("fr", _) => "Français",
        ("de", _) => "Deutsch",
        ("es", _) => "Español",
        ("pt", _) => "Português",
        ("it", _) => "Italiano",
        ("ru", _) => "Русский",
        ("uk", _) => "Українська",
        ("vi", _) => "Tiếng Việt",
        ("th", _) => "ไทย",
        ("ar", _) => "العربية",
        _ => lang.as_str(),
    };
    name.to_owned()
}

/// `GET /`, paged by `?page=2`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let wanted = parameter(&uri, "page").and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
    ask(&app, move |app| {
        let now = (app.config.now)();
        let mut sources = app.store.sources(Which::Active)?;
        sources.sort_by_key(|source| Reverse(source.last_article_at));
        let last_page = sources.len().div_ceil(SOURCES_PER_PAGE).max(1);
        let number = wanted.clamp(1, last_page);
        let shown = sources.iter().skip((number - 1) * SOURCES_PER_PAGE).take(SOURCES_PER_PAGE);
        let page_link = |number: usize| match number {
            1 => visitor.link("/"),
            _ => visitor.link(&format!("/?page={number}")),
        };
        respond(&CataloguePage {
            page: Page::new(app, &visitor, ""),
            count: visitor.words().feed_count.of(sources.len() as u64),
            cards: shown.map(|source| Card::new(source, &visitor, now)).collect(),
            groups: if number == 1 { groups(app, &visitor)? } else { Vec::new() },
            opml: visitor.address.link("/catalogue.opml"),
            json: visitor.address.link("/catalogue.json"),
            publications_opml: visitor.address.link("/publications.opml"),
            publications_json: visitor.address.link("/publications.json"),
            newer: (number > 1).then(|| page_link(number - 1)),
            older: (number < last_page).then(|| page_link(number + 1)),
        })
    })
    .await
}

/// One feed of the catalogue, for programs. Addresses are absolute, instants RFC 3339 in UTC.
#[derive(Serialize)]
struct Listed {
    slug: String,
    title: String,
    site_url: Option<String>,
    language: Option<String>,
    last_article_at: Option<String>,
    health: &'static str,
    /// The kind of what is wrong, by its code.
    trouble: Option<&'static str>,
    /// The feeds by their extension: `rss`, `atom`, `json`.
    #[serde(flatten)]
    feeds: BTreeMap<&'static str, String>,
}

impl Listed {
    fn new(source: &SourceState, address: &Address, now: Timestamp) -> Self {
        let place = |format: &Format| {
            address.absolute(&publish::path(&source.slug, format, publish::Document::Current))
        };
        let health = Health::of(source, now);
        Self {
            slug: source.slug.clone(),
            title: title_of(source),
            site_url: site_url(source).map(ToString::to_string),
            language: source.source.language.as_ref().map(ToString::to_string),
            last_article_at: source.last_article_at.map(|at| at.to_string()),
            health: health.code(),
            trouble: health.trouble().map(Trouble::code),
            feeds: FORMATS.iter().map(|format| (format.extension, place(format))).collect(),
        }
    }
}

/// `GET /catalogue.json`.
pub(crate) async fn json(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let now = (app.config.now)();
        let listed = |source: &SourceState| Listed::new(source, &visitor.address, now);
        let catalogue: Vec<Listed> = app.store.sources(Which::Active)?.iter().map(listed).collect();
        let body = serde_json::to_vec(&catalogue).map_err(|_| Fault::Broken("the catalogue is no JSON"))?;
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
        Ok((headers, body).into_response())
    })
    .await
}

#[cfg(test)]
mod tests;
