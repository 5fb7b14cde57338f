//! What is shown to whom.
//!
//! A source may be private: then it and every article that it announced are its owner's alone,
//! those that a public source announced as well. Nobody else gets them by any method here or by
//! one that takes an [`Audience`]; what is counted for everybody counts them not, and a publication
//! holds them only where it has a key and names their source itself.
//!
//! Deliberately absent: pictures. Their name is the hash of their bytes, so whoever knows the
//! name has the bytes.

use longwire_model::{ArchiveSeq, ArticleId, Revision, SourceId};

use crate::{ArchivedArticle, SourceState, StoreError, Which};

/// Who is to see what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Anybody: nothing that is private.
    #[default]
    Everybody,
    /// The owner, who may see all.
    Owner,
}

/// Reading for whoever asks. What they may not see is not there.
pub trait Showing {
    /// A source by its number.
    fn source_for(&self, audience: Audience, id: SourceId) -> Result<Option<SourceState>, StoreError>;

    /// A source by its slug; removed ones too.
    fn source_by_slug_for(&self, audience: Audience, slug: &str) -> Result<Option<SourceState>, StoreError>;

    /// Sources in the order they were added.
    fn sources_for(&self, audience: Audience, which: Which) -> Result<Vec<SourceState>, StoreError>;

    /// An article with its newest revision.
    fn article_for(&self, audience: Audience, id: ArticleId) -> Result<Option<ArchivedArticle>, StoreError>;

    /// One revision of an article.
    fn revision_for(
        &self,
        audience: Audience,
        id: ArticleId,
        number: u32,
    ) -> Result<Option<Revision>, StoreError>;

    /// The newest articles of a source by the order in which they were first archived, newest first;
    /// `before` pages back through all of them.
    fn newest_for(
        &self,
        audience: Audience,
        source: SourceId,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError>;

    /// Makes a source private or public again, with its articles. What is private leaves publications
    /// at once; what is public again comes back with [`keep_up`](crate::Publications::keep_up). False
    /// where there is no such source.
    fn set_private(
        &self,
        id: SourceId,
        private: bool,
        now: longwire_model::Timestamp,
    ) -> Result<bool, StoreError>;
}
