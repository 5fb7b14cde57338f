//! The lead image of an archived article is fetched and kept with it.
//!
//! A picture that can not be had is no failure anybody has to look at: the
//! article stands without it, and the job says why in its answer.

use longwire_fetch::{Accept, Fetched, Request};
use longwire_model::{EntryId, Url};
use longwire_store::{NewImage, NewRevision};
use longwire_text::url::identity;

use crate::{Failure, Pipeline, image};

/// Attempts after which a picture that might still come is given up.
const ATTEMPTS_MAX: u32 = 3;

/// Runs the picture job of one entry. An entry or article that is gone is done.
pub(crate) async fn run(pipeline: &Pipeline, id: EntryId, url: &Url, attempt: u32) -> Result<(), Failure> {
    let found = pipeline.with_store(move |store| {
        let Some(article_id) = store.entry(id)?.and_then(|row| row.article_id) else { return Ok(None) };
        store.article(article_id)
    });
    let Some(archived) = found.await? else { return Ok(()) };
    let article = archived.revision.article;
    let page_url = archived.fetched_url.unwrap_or_else(|| article.url.clone());
    match fetch(pipeline, url, page_url).await {
        Ok(Some(picture)) => {
            let archived_at = pipeline.now();
            let keep = pipeline.with_store(move |store| {
                store.archive(&NewRevision {
                    identity: &identity(&article.url),
                    article: &article,
                    entry_id: None,
                    source_id: None,
                    capture: None,
                    fetched_url: None,
                    record: None,
                    provenance: None,
                    images: &[picture],
                    archived_at,
                })
            });
            keep.await?;
        }
        Ok(None) => tracing::debug!(entry = id.0, "lead image is no picture"),
        Err(failure @ Failure::Again { .. }) if attempt < ATTEMPTS_MAX => return Err(failure),
        Err(failure) => tracing::debug!(entry = id.0, reason = failure.reason(), "lead image not to be had"),
    }
    Ok(())
}

/// The picture, fetched as the page would; `None` where the answer is none.
async fn fetch(pipeline: &Pipeline, url: &Url, page_url: Url) -> Result<Option<NewImage>, Failure> {
    let mut request = Request::new(url.clone(), Accept::Image);
    request.referrer = Some(page_url);
    request.body_bytes_max = Some(pipeline.config.image_bytes_max);
    match pipeline.fetcher.get(request).await? {
        Fetched::Capture { capture, .. } => Ok(image::looked_at(url.clone(), capture.body)),
        Fetched::NotModified { .. } => Ok(None),
    }
}
