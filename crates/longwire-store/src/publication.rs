//! What we republish: named selections of articles, kept filled.
//!
//! A publication's articles are written down, not looked for: a request pages
//! through them by index, and its counters say whether anything changed. They
//! are placed after the fact by [`Publications::keep_up`], in bounded batches
//! and in the order of the archive, so that archiving waits for no filter.
//!
//! - What changes in the archive is looked at once, for all publications.
//! - A publication that is new, or whose selection changed, is filled from the
//!   newest article back, so that its current document is right at once.
//! - An article that comes in late (its newest revision matches, a further
//!   source announces it) stands at the place of that change: readers who have
//!   seen the articles before it do not miss it.

use longwire_model::{ArchiveSeq, ContentHash, Publication, PublicationId, Timestamp};

use crate::{ArchivedArticle, SourceMark, StoreError};

/// Publications that the owner may make.
pub const OWN_PUBLICATIONS_MAX: usize = 500;

/// Publications of tags that are made by themselves; further tags have none.
pub const TAG_PUBLICATIONS_MAX: usize = 5_000;

/// How a publication came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The whole archive: there is always one.
    All,
    /// A folder that has a source.
    Folder,
    /// A language that an article is written in.
    Language,
    /// A tag that an article has.
    Tag,
    /// The owner made it.
    Owner,
}

/// A publication with all that is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationState {
    /// Its number.
    pub id: PublicationId,
    /// The publication.
    pub publication: Publication,
    /// How it came to be.
    pub origin: Origin,
    /// Names it in the world: a random UUID, whatever becomes of slug and host.
    pub uid: [u8; 16],
    /// The hash of the key to its address; `None` for a public one.
    pub key_hash: Option<ContentHash>,
    /// When it was made.
    pub added_at: Timestamp,
    /// Where it stands.
    pub mark: SourceMark,
    /// Articles in it.
    pub article_count: u64,
    /// When an article of it was last archived for the first time.
    pub last_article_at: Option<Timestamp>,
    /// False while the archive is still being looked through for it.
    pub built: bool,
}

/// An article at its place in a publication.
#[derive(Clone, Debug)]
pub struct PlacedArticle {
    /// Its place there: the order in which readers meet it, and where paging goes on.
    pub seq: ArchiveSeq,
    /// The article.
    pub archived: ArchivedArticle,
}

/// What we republish.
pub trait Publications {
    /// All publications: the whole archive, folders, languages and tags by name, then the owner's.
    fn publications(&self) -> Result<Vec<PublicationState>, StoreError>;

    /// A publication by its slug.
    fn publication_by_slug(&self, slug: &str) -> Result<Option<PublicationState>, StoreError>;

    /// Makes a publication, to be filled by [`keep_up`](Self::keep_up). Where its slug is taken,
    /// `-2`, `-3` … is added.
    ///
    /// # Errors
    ///
    /// Beside the store's own: filters that can not be used, or more than
    /// [`OWN_PUBLICATIONS_MAX`] publications.
    fn add_publication(&self, new: &Publication, now: Timestamp) -> Result<PublicationState, StoreError>;

    /// Changes a publication; its slug stays. A new selection is filled anew. Of
    /// one that the owner has not made, the selection stays too. False where
    /// there is no such publication.
    ///
    /// # Errors
    ///
    /// Beside the store's own: filters that can not be used.
    fn edit_publication(&self, id: PublicationId, to: &Publication) -> Result<bool, StoreError>;

    /// Makes a publication private behind a key, given as its hash, or public
    /// again. A key that was given before is worth nothing from then on. False
    /// where there is no such publication.
    fn set_publication_key(
        &self,
        id: PublicationId,
        key_hash: Option<ContentHash>,
    ) -> Result<bool, StoreError>;

    /// Removes a publication that the owner made; its articles stay in the
    /// archive. False where there is none, or one that makes itself.
    fn remove_publication(&self, id: PublicationId) -> Result<bool, StoreError>;

    /// The articles of a publication, newest first; `before` pages back through all of them.
    fn published(
        &self,
        id: PublicationId,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<PlacedArticle>, StoreError>;

    /// Puts articles where they belong: no more than `limit` that changed, and no
    /// more than `limit` that were there before a publication was. True where
    /// there is more to do. Costs one row where there is nothing to do.
    fn keep_up(&self, limit: usize) -> Result<bool, StoreError>;
}
