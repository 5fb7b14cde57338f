//! Every source, and every article's page, as catalogues and sitemaps list them.
//!
//! Slim rows: what is shown of a source at a glance, and what it is found and
//! ordered by, without the state that only its poll needs. They are for everybody, so
//! nothing private is among them (`Showing`), but for a source that is asked for by its number.

use longwire_model::{ArticleId, Lang, SourceId, Timestamp, Trouble, Url};

use crate::StoreError;

/// Most places that [`Listings::article_places`] gives at a time.
pub const ARTICLE_PLACES_MAX: usize = 10_000;

/// A source that is polled, as a catalogue lists it.
#[derive(Clone, Debug)]
pub struct ListedSource {
    /// Its number.
    pub id: SourceId,
    /// Its slug.
    pub slug: String,
    /// Its title, maybe empty.
    pub title: String,
    /// The web page it belongs to.
    pub home_url: Option<Url>,
    /// Its language.
    pub language: Option<Lang>,
    /// The owner's folder.
    pub folder: Option<String>,
    /// When it was added first.
    pub added_at: Timestamp,
    /// When it was polled last.
    pub polled_at: Option<Timestamp>,
    /// When it is to be polled next.
    pub due_at: Timestamp,
    /// True where the last poll failed.
    pub failing: bool,
    /// Polls that failed in a row.
    pub failure_count: u32,
    /// When they began to fail.
    pub failing_since: Option<Timestamp>,
    /// Of what kind the failure is.
    pub trouble: Option<Trouble>,
    /// When an article of it was last archived for the first time.
    pub last_article_at: Option<Timestamp>,
    /// Articles archived from it.
    pub article_count: u64,
    /// Of these, those that are there in full.
    pub full_count: u64,
    /// Entries whose job is a dead letter.
    pub lost_count: u64,
    /// Requests made for it.
    pub request_count: u64,
    /// Of these, those answered that nothing had changed (304).
    pub not_modified_count: u64,
    /// Bytes not sent because of a 304 or of compression.
    pub saved_bytes: u64,
}

/// Up to where somebody knows the sources that are listed; the default knows none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListedMark(pub(crate) u64);

/// How listed sources differ from what was known at a mark.
#[derive(Clone, Debug, Default)]
pub struct ListedChanges {
    /// What is known with these.
    pub mark: ListedMark,
    /// True where `sources` are all that there are, else they are those that changed.
    pub are_all: bool,
    /// Sources as they are now, in the order in which they were added.
    pub sources: Vec<ListedSource>,
    /// Those that changed and are not listed, or not any more.
    pub unlisted: Vec<SourceId>,
}

/// Where an article stands, and when it changed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticlePlace {
    /// Its number.
    pub id: ArticleId,
    /// When its newest revision was archived.
    pub changed_at: Timestamp,
}

/// Every source, and every article's page.
pub trait Listings {
    /// All sources that are polled, in the order in which they were added.
    fn listed_sources(&self) -> Result<Vec<ListedSource>, StoreError>;

    /// The sources of [`listed_sources`](Self::listed_sources) that this process changed since a mark,
    /// by whatever method; all of them where another process wrote anything.
    fn listed_since(&self, mark: ListedMark) -> Result<ListedChanges, StoreError>;

    /// A source that is polled, as catalogues list it.
    fn listed_source(&self, id: SourceId) -> Result<Option<ListedSource>, StoreError>;

    /// The largest number that an article has; 0 where there is none.
    fn last_article(&self) -> Result<ArticleId, StoreError>;

    /// Articles whose numbers are greater than one and not greater than another, by number; no more
    /// than [`ARTICLE_PLACES_MAX`].
    fn article_places(&self, after: ArticleId, to: ArticleId) -> Result<Vec<ArticlePlace>, StoreError>;
}
