//! One page that a person asked for, archived without a source.
//!
//! It goes the way of every article: robots.txt, the host's turn, extraction,
//! its further parts, the archive's rules of identity, its pictures. What is
//! different: there is no feed's text to fall back to, so a page that is no
//! article is refused with the reason.
//!
//! - A page that was archived a moment ago is answered with what there is.
//! - One that is not to be had any more, and was archived once, is too.
//! - Where an entry announces the address, its source gets the article, and the
//!   page is asked for with that source's own settings.

use std::time::Duration;

use longwire_extract::{Extraction, Hint, NotArticle, Outcome};
use longwire_model::{ArticleId, Url};
use longwire_store::{Archived, ArchivedArticle, EntryRow, Job};
use longwire_text::url::{identity, shown};
use serde::{Deserialize, Serialize};

use crate::own::Own;
use crate::page::Supply;
use crate::{Failure, Pipeline, article, page};

/// How long an archived page stands before it is asked for again: a person who asks twice in a row
/// wants the article, not another request. Chosen.
const FRESH: Duration = Duration::from_secs(3600);

/// Links from which on a text can be a list of them, and how much of it is then linked: two letters
/// of three. No article is.
const LINKS_MIN: usize = 5;

/// What became of a page that was to be kept, or of an article that was made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeptAs {
    /// A new article.
    New,
    /// A new revision of an article.
    Revised,
    /// The page says what is archived already.
    Unchanged,
    /// What is archived already: it is fresh, or the page is not to be had any more.
    Known,
}

/// The answer of a page job, and of one that made an article anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The article's number.
    pub article_id: i64,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The number of its newest revision.
    pub revision: u32,
    /// What became of the page.
    pub outcome: KeptAs,
    /// Why the page itself was not taken, where the article is one archived earlier.
    pub reason: Option<String>,
}

impl Kept {
    pub(crate) fn told(archived: &ArchivedArticle, outcome: KeptAs, reason: Option<String>) -> Self {
        let revision = &archived.revision;
        Self {
            article_id: revision.article_id.0,
            title: revision.article.title.clone(),
            url: revision.article.url.to_string(),
            revision: revision.number,
            outcome,
            reason,
        }
    }
}

/// Runs the job of one page.
pub(crate) async fn run(pipeline: &Pipeline, url: &Url) -> Result<Kept, Failure> {
    let address = url.clone();
    let found = pipeline.with_store(move |store| {
        let id = store.article_by_identity(&identity(&address))?;
        let known = id.map(|id| store.article(id)).transpose()?.flatten();
        Ok((known, store.waiting_entry(&address)?))
    });
    let (known, entry) = found.await?;
    match (fetched(pipeline, url, known.as_ref(), entry).await, known) {
        (Ok(kept), _) => Ok(kept),
        (Err(failure @ Failure::Never { .. }), Some(known)) => {
            Ok(Kept::told(&known, KeptAs::Known, Some(failure.into_reason())))
        }
        (Err(failure), _) => Err(failure),
    }
}

/// Fetches and archives a page, unless it was archived a moment ago.
async fn fetched(
    pipeline: &Pipeline,
    url: &Url,
    known: Option<&ArchivedArticle>,
    entry: Option<EntryRow>,
) -> Result<Kept, Failure> {
    let now = pipeline.now();
    if let Some(known) = known.filter(|known| known.revision.archived_at.plus(FRESH) > now) {
        return Ok(Kept::told(known, KeptAs::Known, None));
    }
    let source_id = entry.as_ref().map(|row| row.source_id);
    let (own, hint) = match &entry {
        Some(row) => {
            let id = row.source_id;
            let own = pipeline.with_store(move |store| Own::of(store, id)).await?;
            (own, article::hint(pipeline, row).await?)
        }
        None => (Own::default(), Hint::default()),
    };
    let page = page::read(pipeline, Supply::Web { source: source_id, own: &own }, url, &hint).await?;
    if let Some(why) = refusal(&page.extraction, &hint) {
        return Err(Failure::never(format!("{} is no article: {}", shown(url), why.words())));
    }
    let archived = article::archive(pipeline, None, source_id, page).await?;
    tracing::info!(outcome = ?archived, "page archived");
    if let Some(row) = entry {
        // The entry's own job finds the article there and links it.
        let job = Job::Article { entry_id: row.id };
        pipeline.with_store(move |store| store.enqueue(&job, now, now)).await?;
    }
    answer(pipeline, url, archived).await
}

/// Why a page is not archived as an article.
pub(crate) fn refusal(extraction: &Extraction, hint: &Hint) -> Option<NotArticle> {
    match extraction.outcome {
        Outcome::NotArticle(why) if !article::holds_summary(extraction, hint) => Some(why),
        _ if extraction.article.text.trim().is_empty() => Some(NotArticle::Empty),
        _ if is_list_of_links(extraction.article.html.as_str()) => Some(NotArticle::Listing),
        _ => None,
    }
}

/// True where the most of a text is links: a page that lists articles without saying that it does.
fn is_list_of_links(html: &str) -> bool {
    let (mut link_count, mut linked, mut all) = (0, 0, 0);
    let mut inside = false;
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        if tag == "a" || tag.starts_with("a ") {
            inside = true;
            link_count += 1;
        } else if tag == "/a" {
            inside = false;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        all += letters;
        linked += if inside { letters } else { 0 };
    }
    link_count >= LINKS_MIN && linked * 3 >= all * 2
}

async fn answer(pipeline: &Pipeline, url: &Url, archived: Archived) -> Result<Kept, Failure> {
    let (id, outcome) = match archived {
        Archived::New { article_id, .. } => (article_id, KeptAs::New),
        Archived::Revised { article_id, .. } => (article_id, KeptAs::Revised),
        Archived::Unchanged { article_id } => (article_id, KeptAs::Unchanged),
        Archived::Erased => return Err(erased(url)),
    };
    let article = pipeline.with_store(move |store| store.article(id)).await?;
    article.map(|archived| Kept::told(&archived, outcome, None)).ok_or_else(|| gone(id))
}

fn erased(url: &Url) -> Failure {
    Failure::never(format!("{} was erased here, and is not taken in again", shown(url)))
}

fn gone(id: ArticleId) -> Failure {
    Failure::never(format!("article {id} was erased while it was being archived"))
}

#[cfg(test)]
mod tests;
