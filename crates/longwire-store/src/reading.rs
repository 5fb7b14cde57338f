//! What users did with articles: unread, read when, starred when.
//!
//! Every article that is archived is unread for every user from that moment. Lists
//! are pages through an index in the order in which articles came; counts are kept in
//! step, so that asking for them costs a row a source.
//!
//! - What is marked read in one go has one moment, unlike any other: by it
//!   [`Readings::undo`] takes back the whole and nothing else.
//! - Stars outlast a power cut; a mark of the last seconds may be taken back by one.

use longwire_model::{ArticleId, PublicationId, SourceId, Timestamp, UserId};

use crate::{ArchivedArticle, StoreError};

/// Articles of a publication that are looked through for one page of unread ones;
/// where all of them are read, the page is short and says where to go on.
pub const LOOKED_THROUGH_MAX: usize = 5_000;

/// Sources of one list, such as a folder.
pub const LISTED_SOURCES_MAX: usize = 20_000;

/// Articles marked one by one in a single call.
pub const MARKED_MAX: usize = 1_000;

/// Which articles a list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// All of them.
    All,
    /// Those of one source.
    Source(SourceId),
    /// Those of several sources, such as a folder; no more than [`LISTED_SOURCES_MAX`] count.
    Sources(Vec<SourceId>),
    /// Those of a publication: a tag, a language, a saved search.
    Publication(PublicationId),
    /// Those with a star, by when they got it.
    Starred,
}

/// In which order a list goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
}

/// A list that is wanted.
#[derive(Clone, Debug)]
pub struct ReadingRequest<'a> {
    /// Whose.
    pub user_id: UserId,
    /// Of what.
    pub shelf: &'a Shelf,
    /// Only what is not read; says nothing about [`Shelf::Starred`].
    pub unread_only: bool,
    /// In which order.
    pub direction: Direction,
    /// The [`place`](ReadArticle::place) after which the list goes on; `None` begins it.
    pub after: Option<i64>,
    /// Articles wanted.
    pub limit: usize,
}

/// What a user did with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// When it was read; `None` while it is not.
    pub read_at: Option<Timestamp>,
    /// When it got its star.
    pub starred_at: Option<Timestamp>,
}

/// An article in a user's list.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// The article.
    pub archived: ArchivedArticle,
    /// What the user did with it.
    pub reading: Reading,
    /// Its place in this list: where paging goes on.
    pub place: i64,
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct ReadPage {
    /// The articles, in order.
    pub articles: Vec<ReadArticle>,
    /// Where the next page begins; `None` at the end of the list.
    pub next: Option<i64>,
}

/// How much a user has before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingCounts {
    /// Unread articles by source, for sources that have some; `None` for those without a source.
    pub unread: Vec<(Option<SourceId>, u64)>,
    /// Articles with a star.
    pub starred: u64,
}

impl ReadingCounts {
    /// All unread articles.
    pub fn unread_total(&self) -> u64 {
        self.unread.iter().map(|(_, count)| count).sum()
    }
}

/// What marking changed, and by what it is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Articles that were unread and are read now.
    pub count: u64,
    /// The moment that was noted with them.
    pub at: Timestamp,
}

/// Which part of a shelf is marked: places as in the lists of [`Shelf::All`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whatever came up to this place: what a person has seen when they say "all".
    UpTo(i64),
    /// What came at this place or later.
    From(i64),
}

/// What users did with articles.
pub trait Readings {
    /// One page of a list.
    fn readings(&self, request: &ReadingRequest<'_>) -> Result<ReadPage, StoreError>;

    /// What a user did with an article; `None` where there is no such article.
    fn reading(&self, user_id: UserId, article_id: ArticleId) -> Result<Option<Reading>, StoreError>;

    /// The place of an article in the lists of [`Shelf::All`].
    fn place_of(&self, article_id: ArticleId) -> Result<Option<i64>, StoreError>;

    /// How much a user has before them. Costs a row a source, and the starred.
    fn reading_counts(&self, user_id: UserId) -> Result<ReadingCounts, StoreError>;

    /// Marks articles read or unread, the first [`MARKED_MAX`] of them.
    fn mark_read(
        &self,
        user_id: UserId,
        articles: &[ArticleId],
        read: bool,
        now: Timestamp,
    ) -> Result<Marked, StoreError>;

    /// Marks a part of a shelf read, in steps that others can write between. A star shields nothing.
    /// [`Shelf::Starred`] is marked as a whole.
    fn mark_shelf_read(
        &self,
        user_id: UserId,
        shelf: &Shelf,
        part: Part,
        now: Timestamp,
    ) -> Result<Marked, StoreError>;

    /// Makes unread again what was marked read at a moment, and counts it.
    fn undo(&self, user_id: UserId, at: Timestamp) -> Result<u64, StoreError>;

    /// Gives articles their star or takes it, the first [`MARKED_MAX`] of them; counts those that changed.
    fn star(
        &self,
        user_id: UserId,
        articles: &[ArticleId],
        starred: bool,
        now: Timestamp,
    ) -> Result<u64, StoreError>;
}
