//! The pictures of an archived article are fetched and kept with it.
//!
//! Each is a job of its own: its host has its own turn to wait for, and the
//! article stands meanwhile. A picture that can not be had, or is not kept, is
//! no failure anybody has to look at: the article keeps its link to the
//! publisher's, with the reason.

use std::collections::HashSet;

use longwire_fetch::{Accept, Fetched, Request};
use longwire_model::{Article, ArticleId, Bytes, ContentHash, Url};
use longwire_store::{ArchivedArticle, ImageHead, NewImage};

use crate::own::Own;
use crate::{Config, Failure, Pipeline, blocking, image};

/// Attempts after which a picture that might still come is given up.
const ATTEMPTS_MAX: u32 = 3;

/// Pictures of one article that are noted as not asked for, at most.
const LEFT_NOTED_MAX: usize = 500;

/// What a request for a picture gives as its referrer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageReferrer {
    /// The page it stands in, as browsers do: whole within one origin, else only the origin.
    #[default]
    Page,
    /// The front page of the picture's own host, for hosts that refuse all others.
    Host,
    /// Nothing.
    None,
}

/// The pictures of an article: those to fetch, and why the others are left.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) fetch: Vec<Url>,
    pub(crate) leave: Vec<(Url, String)>,
}

/// Chooses the pictures to fetch: the lead first, the others in their order, each address once.
pub(crate) fn wanted(article: &Article, config: &Config) -> Wanted {
    let mut wanted = Wanted::default();
    let mut seen = HashSet::new();
    let lead = article.lead_image.iter().map(|image| &image.url);
    for url in lead.chain(article.images.iter().map(|image| &image.url)) {
        if !matches!(url.scheme(), "http" | "https") || !seen.insert(url) {
            continue;
        }
        if wanted.fetch.len() < config.images_max {
            wanted.fetch.push(url.clone());
        } else if wanted.leave.len() < LEFT_NOTED_MAX {
            let reason = format!("of one article {} pictures are kept at most", config.images_max);
            wanted.leave.push((url.clone(), reason));
        }
    }
    wanted
}

/// Runs the job of one picture. An article that is gone is done, and so is a picture that is there.
pub(crate) async fn run(pipeline: &Pipeline, id: ArticleId, url: &Url, attempt: u32) -> Result<(), Failure> {
    let found = pipeline.with_store(move |store| Ok((store.article(id)?, store.image_heads(id)?)));
    let (Some(archived), heads) = found.await? else { return Ok(()) };
    let stored = stored(&archived.revision.article);
    if stored.iter().any(|(had, _)| *had == url) {
        return Ok(());
    }
    let room = room(&stored, &heads, &pipeline.config);
    let reason = match fetch(pipeline, url, &archived, room).await {
        Ok(picture) => {
            pipeline.with_store(move |store| store.keep_image(id, &picture)).await?;
            return Ok(());
        }
        Err(failure @ Failure::NotYet { .. }) => return Err(failure),
        Err(failure @ Failure::Again { .. }) if attempt < ATTEMPTS_MAX => return Err(failure),
        Err(failure) => failure.reason().to_owned(),
    };
    tracing::debug!(article = id.0, reason, "picture not to be had");
    let (missing, now) = ([(url.clone(), reason)], pipeline.now());
    Ok(pipeline.with_store(move |store| store.miss_images(id, &missing, now)).await?)
}

/// The pictures of an article that are there.
fn stored(article: &Article) -> Vec<(&Url, ContentHash)> {
    let lead = article.lead_image.iter().map(|image| (&image.url, image.stored));
    let inside = article.images.iter().map(|image| (&image.url, image.stored));
    lead.chain(inside).filter_map(|(url, stored)| Some((url, stored?))).collect()
}

/// How large the next picture of an article may be, in bytes.
fn room(stored: &[(&Url, ContentHash)], heads: &[ImageHead], config: &Config) -> u64 {
    let used = heads.iter().filter(|head| stored.iter().any(|(_, hash)| *hash == head.hash));
    let used: u64 = used.map(|head| head.size_bytes).sum();
    config.article_image_bytes_max.saturating_sub(used).min(config.image_bytes_max)
}

/// The picture, fetched as the page would.
async fn fetch(
    pipeline: &Pipeline,
    url: &Url,
    archived: &ArchivedArticle,
    room: u64,
) -> Result<NewImage, Failure> {
    if room == 0 {
        let limit = pipeline.config.article_image_bytes_max;
        return Err(Failure::never(format!("of one article {limit} bytes of pictures are kept at most")));
    }
    let mut request = Request::new(url.clone(), Accept::Image);
    let own = match archived.source_id {
        Some(id) => pipeline.with_store(move |store| Own::of(store, id)).await?,
        None => Own::default(),
    };
    own.dress(&mut request)?;
    request.referrer = match own.referrer.unwrap_or(pipeline.config.image_referrer) {
        ImageReferrer::Page => {
            Some(archived.fetched_url.clone().unwrap_or_else(|| archived.revision.article.url.clone()))
        }
        ImageReferrer::Host => url.join("/").ok(),
        ImageReferrer::None => None,
    };
    request.body_bytes_max = Some(room);
    match pipeline.get(archived.source_id, request).await? {
        Fetched::Capture { capture, .. } => looked_at(url.clone(), capture.body).await,
        Fetched::NotModified { .. } => Err(Failure::never(format!("{url} answered 304 to a plain request"))),
    }
}

async fn looked_at(url: Url, bytes: Bytes) -> Result<NewImage, Failure> {
    blocking(move || image::looked_at(url, bytes)).await.map_err(Failure::never)
}

#[cfg(test)]
mod tests;
