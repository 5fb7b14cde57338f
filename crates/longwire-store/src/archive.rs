//! What we keep for good.

use longwire_model::{
    ArchiveSeq, Article, ArticleId, Capture, CaptureId, EntryId, Revision, SourceId, Timestamp, Url,
};

use crate::{NewImage, StoreError};

/// One state of an article, to be archived.
#[derive(Clone, Debug)]
pub struct NewRevision<'a> {
    /// The article's identity: its canonical address in normal form. Two
    /// revisions with one identity are states of one article.
    pub identity: &'a str,
    /// The state. `stored` hashes of its images are filled in by the store from
    /// [`images`](Self::images), by address.
    pub article: &'a Article,
    /// The entry that announced it.
    pub entry_id: Option<EntryId>,
    /// The source it came by.
    pub source_id: Option<SourceId>,
    /// The evidence, the response with the first part first; kept compressed, byte for byte.
    pub captures: &'a [Capture],
    /// The address that answered with the page.
    pub fetched_url: Option<&'a Url>,
    /// The imported record file, byte for byte.
    pub record: Option<&'a [u8]>,
    /// Where an imported article came from, beyond the publisher: a service's footer, say.
    pub provenance: Option<&'a str>,
    /// False where its page gave nothing, and the text is what the feed told of it.
    pub in_full: bool,
    /// Pictures that are at hand, to keep with it.
    pub images: &'a [NewImage],
    /// When it is archived; for an imported record, when the record says it was taken.
    pub archived_at: Timestamp,
}

/// What became of a [`NewRevision`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archived {
    /// The article is new: revision 1.
    New {
        /// Its number.
        article_id: ArticleId,
        /// Its place in the archive.
        seq: ArchiveSeq,
    },
    /// The article was known and has changed.
    Revised {
        /// Its number.
        article_id: ArticleId,
        /// The revision's number.
        number: u32,
        /// Its place in the archive.
        seq: ArchiveSeq,
    },
    /// The article is archived in just this state: title, text and addresses of
    /// pictures (but for their query) are the same. Pictures that could not be
    /// had before are added to it.
    Unchanged {
        /// Its number.
        article_id: ArticleId,
    },
    /// The operator erased this article: its tombstone keeps it away.
    Erased,
}

/// An article with its newest revision, and how it came.
#[derive(Clone, Debug)]
pub struct ArchivedArticle {
    /// The newest revision.
    pub revision: Revision,
    /// The source that announced it first.
    pub source_id: Option<SourceId>,
    /// When its first revision was archived.
    pub first_archived_at: Timestamp,
    /// The place of its first revision: the order in which readers meet articles.
    pub first_seq: ArchiveSeq,
    /// The address that answered with the page.
    pub fetched_url: Option<Url>,
}

/// What a revision was made from.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The responses, the one with the first part first; none for a feed's own text or a record.
    pub captures: Vec<Capture>,
    /// The imported record file, byte for byte.
    pub record: Option<Vec<u8>>,
}

/// One archived state, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionHead {
    /// 1, 2, 3 … per article.
    pub number: u32,
    /// Its place in the archive.
    pub seq: ArchiveSeq,
    /// When it was archived.
    pub archived_at: Timestamp,
    /// The title it had.
    pub title: String,
}

/// Where a source's publication stands: changes exactly when its bytes may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceMark {
    /// The newest revision among its articles (0 where there is none).
    pub last_seq: i64,
    /// When that revision was archived.
    pub changed_at: Option<Timestamp>,
    /// Counts changes that no revision shows: erasures, pictures that came, a new title of the source.
    pub edits: i64,
    /// A date for the last of those: a second after all that went before it, so
    /// that no two states share one.
    pub edited_at: Option<Timestamp>,
}

/// An article as the export writes it: one line for each entry that announced
/// it, one line where it was imported.
#[derive(Clone, Debug)]
pub struct ExportLine {
    /// The article and its newest revision.
    pub archived: ArchivedArticle,
    /// The address as the feed gave it.
    pub entry_url: Option<Url>,
    /// The source of that entry.
    pub source_id: Option<SourceId>,
    /// The imported record file, byte for byte; only for an imported article
    /// whose newest revision is still the record itself.
    pub record: Option<Vec<u8>>,
}

/// Where the next page of an export begins; the default is the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExportMark {
    /// The last article written.
    pub article_id: i64,
    /// The last entry written of it.
    pub entry_id: i64,
}

/// Sizes of the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Articles.
    pub article_count: u64,
    /// Revisions.
    pub revision_count: u64,
    /// Bytes of their text and HTML.
    pub revision_bytes: u64,
    /// Stored pictures.
    pub image_count: u64,
    /// Their bytes.
    pub image_bytes: u64,
    /// Stored bodies of responses, and imported files.
    pub body_count: u64,
    /// Their bytes, compressed as they are.
    pub body_bytes: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
}

/// What we keep for good.
pub trait Archive {
    /// Archives one state of an article: capture, revision, entry link, pictures and
    /// sequence number in one transaction. Doing it twice changes nothing more, and
    /// importing a record again never brings back a state that was revised since.
    fn archive(&self, new: &NewRevision<'_>) -> Result<Archived, StoreError>;

    /// An article with its newest revision.
    fn article(&self, id: ArticleId) -> Result<Option<ArchivedArticle>, StoreError>;

    /// The number of the article with this identity.
    fn article_by_identity(&self, identity: &str) -> Result<Option<ArticleId>, StoreError>;

    /// One revision of an article.
    fn revision(&self, id: ArticleId, number: u32) -> Result<Option<Revision>, StoreError>;

    /// What the revision at a place in the archive was made from. `None` where there is none.
    fn evidence(&self, seq: ArchiveSeq) -> Result<Option<Evidence>, StoreError>;

    /// Archives what was made anew from the evidence of the newest revision of an
    /// article, which is the one at `seq`: the new revision shares that evidence.
    ///
    /// [`Archived::Unchanged`] where the article says just the same, in every field.
    /// (A page that is fetched again must differ in more than that: pages jitter, the
    /// same bytes do not.) `in_full` is false where the page gives nothing now and the text is what the
    /// feed told; that is noted even where nothing differs. `None`, and nothing done, where `seq` is not the newest
    /// revision of an article any more. Never answers [`Archived::New`].
    fn reread(
        &self,
        seq: ArchiveSeq,
        article: &Article,
        fetched_url: Option<&Url>,
        in_full: bool,
        archived_at: Timestamp,
    ) -> Result<Option<Archived>, StoreError>;

    /// Articles in the order in which they were first archived, each with its place in
    /// that order, from the first after `after` on: of a source, or all.
    fn articles_after(
        &self,
        source: Option<SourceId>,
        after: ArchiveSeq,
        limit: usize,
    ) -> Result<Vec<(ArticleId, ArchiveSeq)>, StoreError>;

    /// All revisions of an article, oldest first.
    fn revisions(&self, id: ArticleId) -> Result<Vec<RevisionHead>, StoreError>;

    /// The newest articles of a source (of all sources for `None`) by the order in
    /// which they were first archived, newest first; `before` pages back through all of them.
    fn newest(
        &self,
        source: Option<SourceId>,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError>;

    /// Where the publication of a source stands (of all sources for `None`). Cheap: asked at each request.
    fn mark(&self, source: Option<SourceId>) -> Result<SourceMark, StoreError>;

    /// A number that grows with every change people could see. The one call here that waits for
    /// nothing and opens no transaction: as long as it stays, every earlier answer holds. Changes
    /// made by other processes count from the next [`look_around`](Self::look_around) on.
    fn change_count(&self) -> u64;

    /// Looks whether another process changed anything since the last look, and counts it. Reads
    /// no table.
    fn look_around(&self) -> Result<(), StoreError>;

    /// The next lines of the export after a mark, and the mark to go on from.
    fn export(&self, after: ExportMark, limit: usize) -> Result<(Vec<ExportLine>, ExportMark), StoreError>;

    /// A stored response.
    fn capture(&self, id: CaptureId) -> Result<Option<Capture>, StoreError>;

    /// Removes an article with all its revisions, captures and pictures that
    /// nothing else uses, and leaves a tombstone that keeps it away. The
    /// operator's takedown, and nothing else. False where there is no such article.
    fn erase(&self, id: ArticleId, reason: &str, now: Timestamp) -> Result<bool, StoreError>;

    /// Sizes of the archive. Counts nothing: they are kept in step.
    fn totals(&self) -> Result<Totals, StoreError>;
}
