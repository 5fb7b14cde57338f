//! An archived article is made anew from what is kept of it, and nothing is fetched.
//!
//! For a better extractor, or a new site rule. It goes the way that the article
//! came, with the kept responses in place of the network: the same parts, the
//! same fallback to the feed's own text. What comes out differently is a new
//! revision with the same evidence.
//!
//! - An article keeps its identity, whatever its page is now seen to declare.
//! - What would come out empty, or as no article, leaves the article as it is.
//! - Pictures that it names for the first time are asked for.

use longwire_extract::Hint;
use longwire_feed::record as format;
use longwire_model::{Article, ArticleId, Url};
use longwire_store::{Archived, ArchivedArticle, EntryRow, Evidence};
use longwire_text::url::identity;

use crate::keep::{Kept, KeptAs, refusal};
use crate::page::{PageFrom, Supply};
use crate::{Failure, Pipeline, article, blocking, import, page, picture};

/// What was made anew.
struct Made {
    article: Article,
    /// The address that had answered with the page.
    fetched_url: Option<Url>,
    /// False where the page gave nothing, and this is what the feed told.
    in_full: bool,
}

impl Pipeline {
    /// Makes an article anew from the evidence of its newest revision and
    /// archives it where it comes out differently.
    ///
    /// # Errors
    ///
    /// [`Failure::Never`] where there is no such article, nothing is kept of it,
    /// or what is kept gives no article now: then it stays as it is.
    /// [`Failure::Again`] where it changed meanwhile, or the store failed.
    pub async fn reextract(&self, id: ArticleId) -> Result<Kept, Failure> {
        let found = self.with_store(move |store| {
            let Some(archived) = store.article(id)? else { return Ok(None) };
            let evidence = store.evidence(archived.revision.seq)?.unwrap_or_default();
            Ok(Some((archived, evidence, store.entry_of(id)?)))
        });
        let Some((archived, evidence, entry)) = found.await? else {
            return Err(Failure::never(format!("there is no article {id}")));
        };
        let Made { article: mut made, fetched_url, in_full } = self.made(&archived, evidence, entry).await?;
        if made.text.trim().is_empty() {
            return Err(Failure::never(format!("article {id} would be empty; it stays as it is")));
        }
        let old = &archived.revision;
        if identity(&made.url) != identity(&old.article.url) {
            made.url = old.article.url.clone();
        }
        let wanted = picture::wanted(&made, &self.config);
        let (seq, now) = (old.seq, self.now());
        let told = self.with_store(move |store| {
            let told = store.reread(seq, &made, fetched_url.as_ref(), in_full, now)?;
            if let Some(Archived::Revised { .. }) = told {
                store.want_images(id, &wanted.fetch, now)?;
                store.miss_images(id, &wanted.leave, now)?;
            }
            Ok((told, store.article(id)?))
        });
        match told.await? {
            (Some(Archived::Revised { .. }), Some(archived)) => {
                Ok(Kept::told(&archived, KeptAs::Revised, None))
            }
            (Some(_), Some(archived)) => Ok(Kept::told(&archived, KeptAs::Unchanged, None)),
            _ => Err(Failure::Again { reason: format!("article {id} changed meanwhile"), after: None }),
        }
    }

    async fn made(
        &self,
        archived: &ArchivedArticle,
        evidence: Evidence,
        entry: Option<EntryRow>,
    ) -> Result<Made, Failure> {
        let id = archived.revision.article_id;
        if let Some(file) = evidence.record {
            let read =
                blocking(move || format::read(&file).map(|record| import::record::extracted(&record).0));
            let made = read.await.map_err(|error| Failure::never(format!("article {id}: {error}")))?;
            return Ok(Made { article: made, fetched_url: archived.fetched_url.clone(), in_full: true });
        }
        let supply = Supply::Kept(&evidence.captures);
        let page = match (evidence.captures.first(), &entry) {
            (Some(first), Some(row)) => {
                let hint = article::hint(self, row).await?;
                article::from_page(self, supply, &first.url, row, &hint).await?
            }
            (Some(first), None) => {
                let hint = Hint::default();
                let page = page::read(self, supply, &first.url, &hint).await?;
                if let Some(why) = refusal(&page.extraction, &hint) {
                    let why = why.words();
                    return Err(Failure::never(format!("article {id} stays as it is: {why}")));
                }
                page
            }
            (None, Some(row)) => page::from_feed(&row.entry, article::hint(self, row).await?).await,
            (None, None) => {
                return Err(Failure::never(format!("nothing is kept that article {id} could be made from")));
            }
        };
        let fetched_url = (page.from == PageFrom::Web).then_some(page.url);
        Ok(Made { article: page.extraction.article, fetched_url, in_full: page.in_full })
    }
}
