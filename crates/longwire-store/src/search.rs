//! Finding what we keep.
//!
//! What a query means and how it is answered is `longwire-search`; here is where
//! its index lives. An article is indexed in the transaction that changes it, so
//! it is found from the moment it is archived and never after it was erased.
//!
//! - An index that is damaged stops nothing: archiving goes on without it, and
//!   a search looks through the newest articles one by one and says so.
//! - [`Search::rebuild_index`] makes a new one beside the old, in steps, and
//!   begins where it was stopped.

use longwire_model::{ArchiveSeq, ArticleId, SourceId, Timestamp, UserId};
use longwire_search::{Note, Order, Query};

use crate::{ArchivedArticle, Audience, StoreError};

/// The newest articles that are looked through where there is no index to ask.
pub const SCANNED_MAX: usize = 2_000;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct SearchRequest<'a> {
    /// The question.
    pub query: &'a Query,
    /// In what order.
    pub order: Order,
    /// Hits left out at the beginning; with `limit` at most [`HITS_MAX`](longwire_search::HITS_MAX).
    pub skip: usize,
    /// Hits wanted.
    pub limit: usize,
    /// Only what changed after this place of the archive: with [`Order::Archived`], what a
    /// publication of a query asks to go on.
    pub after: Option<ArchiveSeq>,
    /// Whether facets are counted.
    pub facets: bool,
    /// The moment of the question.
    pub now: Timestamp,
    /// Who is to see the answer: nothing of it tells of what they may not see.
    pub audience: Audience,
    /// Who asks: `is:unread` and `is:starred` are theirs. For nobody in particular they are
    /// left out, and a note says so.
    pub reader: Option<UserId>,
}

/// One article that was found.
#[derive(Clone, Debug)]
pub struct SearchHit {
    /// The article with its newest revision.
    pub archived: ArchivedArticle,
    /// The place of its newest change: what to go on after.
    pub seq: ArchiveSeq,
}

/// How many hits there are by what they have in common, the most first, months the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchFacets {
    /// By source; an article that several announced counts for each.
    pub sources: Vec<(SourceId, u64)>,
    /// By language tag.
    pub languages: Vec<(String, u64)>,
    /// By year and month (1 to 12).
    pub months: Vec<((i16, i8), u64)>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct SearchAnswer {
    /// How many articles fit.
    pub total: u64,
    /// Those that were asked for, in order.
    pub hits: Vec<SearchHit>,
    /// Where all of them came from; empty where that was not asked.
    pub facets: SearchFacets,
    /// What was read otherwise than written, beyond the query's own notes.
    pub notes: Vec<Note>,
    /// Words that no article has, and the nearest that one has.
    pub suggestions: Vec<(String, String)>,
    /// True where nothing had the words in a row, and hits have their parts.
    pub loosened: bool,
    /// Why the index could not be asked, in the engine's words: then only the
    /// newest [`SCANNED_MAX`] articles were looked through, and facets are empty.
    pub damage: Option<String>,
}

/// How the index is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Articles in it, those that were replaced included.
    pub document_count: u64,
    /// Its segments.
    pub segment_count: u64,
    /// Its bytes.
    pub index_bytes: u64,
    /// Why it can not be used, where it can not.
    pub damage: Option<String>,
    /// Articles in the one that is being made, where one is.
    pub rebuilt_count: Option<u64>,
}

/// How far making a new index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilding {
    /// Articles in it.
    pub done: u64,
    /// Articles in the archive.
    pub total: u64,
    /// True where the new index is asked now and the old one is gone.
    pub finished: bool,
}

/// Finding what we keep.
pub trait Search {
    /// Answers a query. A damaged index is no error: see [`SearchAnswer::damage`].
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchAnswer, StoreError>;

    /// Articles that tell of the same matter as one, the nearest first, for whoever may see them. None
    /// where the article may not be seen, and none where the index is damaged.
    fn related(
        &self,
        audience: Audience,
        id: ArticleId,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError>;

    /// How the index is. Looks at all of it: for a person, not for a request.
    fn index_state(&self) -> Result<IndexState, StoreError>;

    /// Does the next step of making a new index: begins one where none is being made, else
    /// goes on with it, also after another process was stopped. Searches are answered
    /// by the old one until [`Rebuilding::finished`]. One step takes a second or so.
    fn rebuild_index(&self) -> Result<Rebuilding, StoreError>;
}
