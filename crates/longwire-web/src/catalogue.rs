//! The catalogue: every public feed, for people, for programs and for readers.
//!
//! `/` is a page whose form filters and orders (`choice`), `/catalogue.json` the
//! same for programs (`json`), `/catalogue.opml` for feed readers. All sources that
//! are polled and not private stand there, for the owner too; `shelf` keeps them at hand. The page also shows the
//! publications, whose own lists are `/publications.json` and `.opml`.

mod card;
pub(crate) mod choice;
mod json;
mod shelf;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{Lang, Url};
use longwire_store::{Audience, ListedSource, SourceState};

pub(crate) use card::{Card, Mirror, feed_links, mirrors, percent};
pub(crate) use json::json;
pub(crate) use shelf::{Shelf, Shelves};

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::publication::{Group, groups};
use crate::visitor::Visitor;
use crate::words::{filled, grouped};
use choice::{Choice, Form};

/// Sources on one page of the catalogue: a page with its style sheet stays below 60 KB.
const SOURCES_PER_PAGE: usize = 40;

#[derive(Template)]
#[template(path = "catalogue.html")]
struct CataloguePage<'a> {
    page: Page<'a>,
    count: String,
    /// False where there is no source at all.
    is_stocked: bool,
    name: String,
    form: Form,
    filters: bool,
    cards: Vec<Card>,
    groups: Vec<Group>,
    mirrors: Vec<Mirror>,
    opml: String,
    json: String,
    publications_opml: String,
    publications_json: String,
    number: String,
    first: Option<String>,
    newer: Option<String>,
    older: Option<String>,
}

/// The title of a source, never empty.
pub(crate) fn title_of(source: &SourceState) -> String {
    let title = source.source.title.trim();
    if title.is_empty() { source.slug.clone() } else { title.to_owned() }
}

/// The title of a source of a list, never empty.
pub(crate) fn listed_title(listed: &ListedSource) -> &str {
    let title = listed.title.trim();
    if title.is_empty() { &listed.slug } else { title }
}

/// The web page of a source, where a link may lead to it.
pub(crate) fn site_url(source: &SourceState) -> Option<&Url> {
    web_page(source.source.home_url.as_ref())
}

/// An address, where a link may lead to it.
pub(crate) fn web_page(url: Option<&Url>) -> Option<&Url> {
    url.filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The name a site goes by: its host, without `www.`.
pub(crate) fn site_name(url: &Url) -> String {
    let authority = longwire_text::url::authority(url);
    authority.strip_prefix("www.").unwrap_or(&authority).to_owned()
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

/// `GET /`, with the parameters that [`choice`] names.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let choice = Choice::of(&uri);
    ask(&app, move |app| render(app, &visitor, &choice)).await
}

fn render(app: &App, visitor: &Visitor, choice: &Choice) -> Result<Response, Fault> {
    let (words, now) = (visitor.words(), (app.config.now)());
    let shelf = app.shelves.current(app)?;
    let found = choice.pick(&shelf, now);
    let last_page = found.len().div_ceil(SOURCES_PER_PAGE).max(1);
    let number = choice.number.clamp(1, last_page);
    let mut cards = Vec::with_capacity(SOURCES_PER_PAGE);
    for shelved in found.iter().skip((number - 1) * SOURCES_PER_PAGE).take(SOURCES_PER_PAGE) {
        // A source that was removed this moment is left out.
        if let Some(source) = app.store.source_for(Audience::Everybody, shelved.listed.id)? {
            cards.push(Card::new(&source, Some(&shelved.listed), visitor, now));
        }
    }
    let plain = choice.is_plain();
    let page_link = |number: usize| visitor.link(&choice.path(number));
    let mut page = Page::new(app, visitor, "");
    page.indexed = plain;
    page.here = choice.path(number);
    respond(&CataloguePage {
        page,
        count: words.feed_count.of(found.len() as u64),
        is_stocked: !shelf.sources.is_empty(),
        name: choice.name.clone(),
        form: choice.form(&shelf, words, now),
        filters: choice.filters(),
        cards,
        groups: if plain && number == 1 { groups(app, &shelf.publications, visitor) } else { Vec::new() },
        mirrors: mirrors(&app.config.mirrors, None),
        opml: visitor.address.link("/catalogue.opml"),
        json: visitor.address.link("/catalogue.json"),
        publications_opml: visitor.address.link("/publications.opml"),
        publications_json: visitor.address.link("/publications.json"),
        number: filled(&filled(words.listing.page_of, &grouped(number as u64)), &grouped(last_page as u64)),
        first: (number > 2).then(|| page_link(1)),
        newer: (number > 1).then(|| page_link(number - 1)),
        older: (number < last_page).then(|| page_link(number + 1)),
    })
}

#[cfg(test)]
mod tests;
