//! The page of one source: what it is, how it is, how to subscribe, what came last.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{ArchiveSeq, Lang, Timestamp, Url};
use longwire_store::{ArchivedArticle, SourceState};

use crate::App;
use crate::blocking::ask;
use crate::catalogue::Card;
use crate::fault::Fault;
use crate::nearest::unknown_slug;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::{Occasion, Words, moment_in_words};

/// Articles on one page of a source.
const ARTICLES_PER_PAGE: usize = 50;
/// The longest introduction shown under a title, in characters.
const INTRODUCTION_CHARS_MAX: usize = 160;

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    page: Page<'a>,
    card: Card,
    pending: Option<String>,
    original: Option<String>,
    articles: Vec<Headline>,
    older: Option<String>,
}

/// An article in a list.
struct Headline {
    title: String,
    lang: Option<Lang>,
    href: String,
    introduction: String,
    iso: String,
    when: String,
    exact: String,
}

impl Headline {
    fn new(archived: &ArchivedArticle, visitor: &Visitor, now: Timestamp) -> Self {
        let words = visitor.words();
        let article = &archived.revision.article;
        let first = Occasion::new(words, archived.first_archived_at, now);
        let (iso, when) = match article.published_at {
            Some(moment) => (moment.to_string(), moment_in_words(words, moment)),
            None => (first.iso.clone(), first.exact.clone()),
        };
        Self {
            title: title_or_address(&article.title, article.url.as_str()),
            lang: article.language.clone(),
            href: visitor.link(&format!("/articles/{}", archived.revision.article_id)),
            introduction: introduction(article.standfirst.as_deref().unwrap_or(&article.text)),
            iso,
            when,
            exact: archived_in_words(words, &first),
        }
    }
}

/// A title, never empty.
pub(crate) fn title_or_address(title: &str, address: &str) -> String {
    let title = title.trim();
    if title.is_empty() { address.to_owned() } else { title.to_owned() }
}

/// The publisher's own feed, where its address can not hold a key of the owner's.
fn shown_original(url: &Url) -> Option<String> {
    let is_plain = url.query().is_none() && url.username().is_empty() && url.password().is_none();
    is_plain.then(|| url.to_string())
}

fn archived_in_words(words: &Words, at: &Occasion) -> String {
    crate::words::filled(words.archived, &at.exact)
}

/// The beginning of a text on one line, cut between characters.
fn introduction(text: &str) -> String {
    let mut out: String =
        text.lines().next().unwrap_or_default().chars().take(INTRODUCTION_CHARS_MAX).collect();
    if out.len() < text.trim_end().len() {
        out.push('…');
    }
    out
}

/// `GET /sources/{slug}`, paged by `?before=SEQ`.
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
    ask(&app, move |app| match app.store.source_by_slug(&slug)? {
        Some(source) => render(app, &visitor, &source, before),
        None => Err(unknown_slug(&*app.store, &slug, "rss")?),
    })
    .await
}

fn render(
    app: &App,
    visitor: &Visitor,
    source: &SourceState,
    before: Option<ArchiveSeq>,
) -> Result<Response, Fault> {
    let now = (app.config.now)();
    let mut articles = app.store.newest(Some(source.source.id), before, ARTICLES_PER_PAGE + 1)?;
    let more = articles.len() > ARTICLES_PER_PAGE;
    articles.truncate(ARTICLES_PER_PAGE);
    let last = articles.last().filter(|_| more);
    let card = Card::new(source, visitor, now);
    let mut page = Page::new(app, visitor, card.title.clone());
    page.feeds.clone_from(&card.feeds);
    respond(&SourcePage {
        page,
        pending: (source.pending_count > 0).then(|| visitor.words().pending_count.of(source.pending_count)),
        original: shown_original(&source.source.url),
        older: last.map(|last| visitor.link(&format!("/sources/{}?before={}", source.slug, last.first_seq))),
        articles: articles.iter().map(|archived| Headline::new(archived, visitor, now)).collect(),
        card,
    })
}

#[cfg(test)]
mod tests;
