//! What we poll, and what it announced.

use longwire_model::{
    ArticleId, Author, Enclosure, EntryId, Lang, Moment, PollState, RawHtml, Rest, Source, SourceId,
    SourceKind, Timestamp, Url,
};

use crate::StoreError;

/// A source to begin to poll.
#[derive(Clone, Debug)]
pub struct NewSource {
    /// The address to poll.
    pub url: Url,
    /// What stands there.
    pub kind: SourceKind,
    /// Its title; a placeholder will do until the first poll.
    pub title: String,
    /// The web page it belongs to.
    pub home_url: Option<Url>,
    /// Declared language.
    pub language: Option<Lang>,
    /// The owner's folder for it.
    pub folder: Option<String>,
    /// The owner's tags for it.
    pub tags: Vec<String>,
    /// The slug wanted for its publications (`a-z`, `0-9`, `-`); the store adds
    /// `-2`, `-3` … where it is taken. A slug is given once and never changes.
    pub slug: String,
    /// Whether only the owner sees it. One that is there already becomes private, and never public.
    pub private: bool,
}

/// The answer to [`Sources::add_source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The source, new or old.
    pub source_id: SourceId,
    /// Its slug.
    pub slug: String,
    /// True where the address was being polled already.
    pub already: bool,
}

/// A source with all that is known about it.
#[derive(Clone, Debug)]
pub struct SourceState {
    /// The source.
    pub source: Source,
    /// Its slug.
    pub slug: String,
    /// The owner's folder.
    pub folder: Option<String>,
    /// The owner's tags: every article of it has them.
    pub tags: Vec<String>,
    /// True where its title is the owner's and not the publisher's.
    pub titled: bool,
    /// False after `remove`: no longer polled, its articles kept.
    pub active: bool,
    /// How long it is left alone, where it is: it is not polled meanwhile.
    pub rest: Option<Rest>,
    /// True where only the owner sees it and its articles: see [`Showing`](crate::Showing).
    pub private: bool,
    /// People who read its feeds here, roughly.
    pub reader_count: u32,
    /// When it was added first.
    pub added_at: Timestamp,
    /// When and how it is polled.
    pub poll: PollState,
    /// Articles archived from it.
    pub article_count: u64,
    /// Entries announced and not archived yet, those of [`dead_count`](Self::dead_count) not counted.
    pub pending_count: u64,
    /// Entries that could not be had, whose job is a dead letter.
    pub dead_count: u64,
    /// When an article of it was last archived for the first time.
    pub last_article_at: Option<Timestamp>,
}

/// What a source is called and where the owner keeps it: all that a list of many needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceName {
    /// Its number.
    pub id: SourceId,
    /// Its slug.
    pub slug: String,
    /// Its title; may be empty.
    pub title: String,
    /// Its language.
    pub language: Option<Lang>,
    /// The owner's folder.
    pub folder: Option<String>,
}

/// Which sources to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are polled.
    Active,
    /// Removed ones too.
    All,
}

/// What a poll learnt about a source itself. `None` leaves what is there.
#[derive(Clone, Debug, Default)]
pub struct SourceFacts {
    /// The publisher's title.
    pub title: Option<String>,
    /// Its web page.
    pub home_url: Option<Url>,
    /// Its language.
    pub language: Option<Lang>,
}

/// Enclosures of one entry, and of one article, that are kept.
pub const ENCLOSURES_MAX: usize = 10;

/// An entry as a poll saw it.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Identity within the source.
    pub guid: String,
    /// The article's address, as the feed gave it and made absolute.
    pub url: Url,
    /// Title, plain text.
    pub title: String,
    /// Authors.
    pub authors: Vec<Author>,
    /// When the feed says it appeared.
    pub published_at: Option<Moment>,
    /// The categories that the feed gives it, each once.
    pub tags: Vec<String>,
    /// Sound and film that the feed attaches, the first [`ENCLOSURES_MAX`].
    pub enclosures: Vec<Enclosure>,
    /// The feed's summary.
    pub summary: Option<RawHtml>,
    /// The feed's own full content.
    pub content: Option<RawHtml>,
    /// Changes when the publisher changed the entry: a known entry with another
    /// fingerprint has its article fetched again.
    pub fingerprint: String,
}

/// A stored entry.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its number.
    pub id: EntryId,
    /// The source that announced it.
    pub source_id: SourceId,
    /// What was announced.
    pub entry: NewEntry,
    /// The article it became, once archived.
    pub article_id: Option<ArticleId>,
    /// When it was first seen.
    pub first_seen_at: Timestamp,
}

/// The answer to [`Sources::admit`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Entries never seen before: each got an article job.
    pub new_count: u32,
    /// Known entries whose fingerprint changed: each got an article job.
    pub changed_count: u32,
    /// Known entries as they were.
    pub known_count: u32,
}

/// What we poll, and what it announced.
pub trait Sources {
    /// Adds a source, or takes a removed one up again. The same address added
    /// twice is one source.
    fn add_source(&self, new: &NewSource, now: Timestamp) -> Result<Added, StoreError>;

    /// A source by its number.
    fn source(&self, id: SourceId) -> Result<Option<SourceState>, StoreError>;

    /// A source by its address.
    fn source_by_url(&self, url: &Url) -> Result<Option<SourceState>, StoreError>;

    /// A source by its slug; removed ones too, because a slug never changes.
    fn source_by_slug(&self, slug: &str) -> Result<Option<SourceState>, StoreError>;

    /// Sources in the order they were added.
    fn sources(&self, which: Which) -> Result<Vec<SourceState>, StoreError>;

    /// What sources are called, removed ones too, in the order they were added. Cheap for thousands.
    fn source_names(&self) -> Result<Vec<SourceName>, StoreError>;

    /// Begins (`true`) or ends (`false`) polling. Ending drops the source's
    /// unfinished jobs; entries and articles stay. Beginning again asks again for
    /// the entries whose jobs were dropped. False where there is no such source.
    fn set_active(&self, id: SourceId, active: bool, now: Timestamp) -> Result<bool, StoreError>;

    /// Files a source anew: its folder and its tags. Its articles move to where
    /// they now belong. False where there is no such source.
    fn file_source(
        &self,
        id: SourceId,
        folder: Option<&str>,
        tags: &[String],
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Notes what a poll learnt about the source. A title that the owner gave stays.
    fn describe_source(&self, id: SourceId, facts: &SourceFacts) -> Result<(), StoreError>;

    /// Keeps a poll's outcome where there is nothing to admit (unchanged or failed).
    fn save_poll(&self, poll: &PollState) -> Result<(), StoreError>;

    /// In one transaction: keeps the entries, puts one [`Job::Article`](crate::Job::Article)
    /// on the queue for each new or changed one, and saves the poll's outcome.
    /// Entries are admitted in the order given; of those with one guid the first
    /// counts. A removed source admits nothing. Doing it twice changes nothing more.
    fn admit(&self, poll: &PollState, entries: &[NewEntry], now: Timestamp) -> Result<Admitted, StoreError>;

    /// Polls a source at another address from now on. False, and nothing changed,
    /// where another source stands there or there is no such source.
    fn move_source(&self, id: SourceId, url: &Url, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps how many read a source's feeds, by its slug. Where `falls` is false, a
    /// smaller number than before is not believed.
    fn save_reader_count(&self, slug: &str, count: u32, falls: bool) -> Result<(), StoreError>;

    /// The places in `guids` of those that no entry of the source has yet.
    fn unknown_entries(&self, id: SourceId, guids: &[&str]) -> Result<Vec<usize>, StoreError>;

    /// Active sources whose poll is due and not on the queue yet, longest due first.
    fn due_sources(&self, now: Timestamp, limit: usize) -> Result<Vec<SourceId>, StoreError>;

    /// When the next active source falls due.
    fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// A stored entry.
    fn entry(&self, id: EntryId) -> Result<Option<EntryRow>, StoreError>;

    /// The first entry that announces just this address and has no article yet.
    fn waiting_entry(&self, url: &Url) -> Result<Option<EntryRow>, StoreError>;

    /// The first entry that became this article. `None` for one that no source announced.
    fn entry_of(&self, id: ArticleId) -> Result<Option<EntryRow>, StoreError>;

    /// What the entries of an article attach, each address once, the first [`ENCLOSURES_MAX`].
    fn enclosures(&self, id: ArticleId) -> Result<Vec<Enclosure>, StoreError>;

    /// Links an entry to an article that is already archived (announced by
    /// another entry, say) without a new revision.
    fn link_entry(&self, id: EntryId, article_id: ArticleId) -> Result<(), StoreError>;
}
