//! One entry becomes one archived article.
//!
//! fetch → extract → archive. The last step is one transaction; everything
//! before it may be repeated without harm. Pictures are asked for once the
//! article is archived, each by a job of its own: the article does not wait.

use longwire_extract::{Extraction, Hint, NotArticle, Outcome};
use longwire_model::{EntryId, SourceId, Url};
use longwire_store::{Archived, EntryRow, NewRevision};

use crate::own::Own;
use crate::page::{Page, PageFrom, Supply};
use crate::{Failure, Pipeline, admit, identity, page, picture};

/// Runs the job of one entry. An entry that is gone is done.
pub(crate) async fn run(pipeline: &Pipeline, id: EntryId) -> Result<(), Failure> {
    let Some(row) = pipeline.with_store(move |store| store.entry(id)).await? else { return Ok(()) };
    let (announced, now) = (row.clone(), pipeline.now());
    if let Some(known) = pipeline.with_store(move |store| identity::known(store, &announced, now)).await? {
        let article_id = known.revision.article_id;
        tracing::debug!(entry = id.0, article = article_id.0, "another entry brought the article");
        return Ok(pipeline.with_store(move |store| store.link_entry(id, article_id)).await?);
    }
    let hint = hint(pipeline, &row).await?;
    let page = if admit::has_no_page(&row.entry) || admit::carries_full_text(&row.entry) {
        page::from_feed(&row.entry, hint).await
    } else {
        let source_id = row.source_id;
        let own = pipeline.with_store(move |store| Own::of(store, source_id)).await?;
        let supply = Supply::Web { source: Some(source_id), own: &own };
        from_page(pipeline, supply, &row.entry.url, &row, &hint).await?
    };
    let archived = archive(pipeline, Some(id), Some(row.source_id), page).await?;
    tracing::info!(entry = id.0, source = row.source_id.0, outcome = ?archived, "article archived");
    Ok(())
}

/// The page's article; the feed's own text where the page has none to give.
pub(crate) async fn from_page(
    pipeline: &Pipeline,
    supply: Supply<'_>,
    url: &Url,
    row: &EntryRow,
    hint: &Hint,
) -> Result<Page, Failure> {
    let page = match page::read(pipeline, supply, url, hint).await {
        Ok(page) => page,
        Err(failure @ Failure::Never { .. }) if row.entry.content.is_some() => {
            tracing::info!(entry = row.id.0, reason = failure.reason(), "page not to be had, feed text kept");
            return Ok(page::from_feed(&row.entry, hint.clone()).await);
        }
        Err(failure) => return Err(failure),
    };
    let refused = refusal(&page.extraction, hint);
    let empty = page.extraction.article.text.trim().is_empty();
    if !empty && refused.is_none() {
        return Ok(page);
    }
    if row.entry.content.is_some() || row.entry.summary.is_some() && refused.is_none() {
        let mut kept = page::from_feed(&row.entry, hint.clone()).await;
        if !kept.extraction.article.text.trim().is_empty() {
            kept.captures = page.captures;
            return Ok(kept);
        }
    }
    let why = refused.map_or("the page holds no text", NotArticle::words);
    Err(Failure::never(format!("{url}: {why}")))
}

/// Why a page must not pass for the article, unless it plainly holds what the feed announced.
fn refusal(extraction: &Extraction, hint: &Hint) -> Option<NotArticle> {
    let Outcome::NotArticle(why) = extraction.outcome else { return None };
    let wall = matches!(
        why,
        NotArticle::Challenge | NotArticle::ConsentWall | NotArticle::LoginWall | NotArticle::SoftNotFound
    );
    (wall && !holds_summary(extraction, hint)).then_some(why)
}

/// How many letters of the feed's summary must stand in the text for both to be of one article.
const SUMMARY_LETTERS: usize = 24;

pub(crate) fn holds_summary(extraction: &Extraction, hint: &Hint) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let Some(summary) = &hint.summary else { return false };
    let start: String = letters(&summary.0).chars().take(SUMMARY_LETTERS).collect();
    start.chars().count() == SUMMARY_LETTERS && letters(&extraction.article.text).contains(&start)
}

/// What the feed said about the entry and its source.
pub(crate) async fn hint(pipeline: &Pipeline, row: &EntryRow) -> Result<Hint, Failure> {
    let source_id = row.source_id;
    let source = pipeline.with_store(move |store| store.source(source_id)).await?;
    let entry = &row.entry;
    Ok(Hint {
        title: (!entry.title.is_empty()).then(|| entry.title.clone()),
        authors: entry.authors.clone(),
        published_at: entry.published_at,
        summary: entry.summary.clone(),
        content: entry.content.clone(),
        language: source.as_ref().and_then(|s| s.source.language.clone()),
        site_name: source.map(|s| s.source.title).filter(|title| !title.is_empty()),
    })
}

/// Archives the article, then asks for its pictures. A job that ends between
/// the two is repeated, and finds the article as it is.
pub(crate) async fn archive(
    pipeline: &Pipeline,
    entry_id: Option<EntryId>,
    source_id: Option<SourceId>,
    page: Page,
) -> Result<Archived, Failure> {
    let archived_at = pipeline.now();
    let wanted = picture::wanted(&page.extraction.article, &pipeline.config);
    let archived = pipeline.with_store(move |store| {
        let mut article = page.extraction.article;
        let archived = store.archive(&NewRevision {
            identity: &identity::settle(store, &mut article, &page.url)?,
            article: &article,
            entry_id,
            source_id,
            captures: &page.captures,
            fetched_url: match page.from {
                PageFrom::Web => Some(&page.url),
                PageFrom::Feed => None,
            },
            record: None,
            provenance: None,
            in_full: page.in_full,
            images: &[],
            archived_at,
        })?;
        if let Archived::New { article_id, .. }
        | Archived::Revised { article_id, .. }
        | Archived::Unchanged { article_id } = archived
        {
            store.want_images(article_id, &wanted.fetch, archived_at)?;
            if !wanted.leave.is_empty() {
                store.miss_images(article_id, &wanted.leave, archived_at)?;
            }
        }
        Ok(archived)
    });
    Ok(archived.await?)
}
