//! What the owner looks over and puts right: sources by how they are, the queue, what was given up.
//!
//! Each question is answered by an index, so that it costs the same with ten sources as with ten thousand.

use longwire_model::{JobId, SourceId, Timestamp};

use crate::{JobFilter, JobView, SourceState, StoreError};

/// How a source is, as far as a list of them goes. A muted source is nothing but muted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Polled, however it is; last added first.
    #[default]
    Polled,
    /// The last poll failed; what failed last first.
    Failing,
    /// Should have been polled long ago; longest due first.
    Overdue,
    /// Polled on time, but nothing new has come for long; silent longest first.
    Quiet,
    /// Resting by the owner's will; last added first.
    Muted,
    /// No longer polled; last added first.
    Removed,
}

/// From when on a source counts as late or silent.
#[derive(Clone, Copy, Debug)]
pub struct Horizon {
    /// A source due before this is overdue.
    pub overdue_before: Timestamp,
    /// A source whose newest article came before this is quiet; one without any, if it was added before.
    pub quiet_before: Timestamp,
}

/// Sources to list.
#[derive(Clone, Copy, Debug)]
pub struct SourceFilter<'a> {
    /// How they are.
    pub standing: Standing,
    /// What their title, slug or address holds, whatever the case of ASCII letters; empty for all.
    pub part: &'a str,
    /// Late and silent.
    pub horizon: Horizon,
    /// So many of them are left out at the beginning.
    pub skip: usize,
    /// At most so many.
    pub limit: usize,
}

/// How many sources there are of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// Polled, all of the next four included.
    pub polled_count: u64,
    /// [`Standing::Failing`].
    pub failing_count: u64,
    /// [`Standing::Overdue`].
    pub overdue_count: u64,
    /// [`Standing::Quiet`].
    pub quiet_count: u64,
    /// [`Standing::Muted`].
    pub muted_count: u64,
    /// [`Standing::Removed`].
    pub removed_count: u64,
}

/// What lies on the queue at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Unfinished jobs.
    pub unfinished_count: u64,
    /// Those of them that are due.
    pub due_count: u64,
    /// Those that a worker has.
    pub leased_count: u64,
    /// Dead letters.
    pub dead_count: u64,
    /// When the unfinished job was due that is due longest.
    pub oldest_due_at: Option<Timestamp>,
}

/// How the search index is, as far as that is known without looking at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexBrief {
    /// Articles in it, those that were replaced or erased included.
    pub document_count: u64,
    /// Its segments.
    pub segment_count: u64,
    /// Why it can not be used, where it can not.
    pub damage: Option<String>,
    /// Articles in the one that is being made, where one is.
    pub rebuilt_count: Option<u64>,
}

/// What the owner looks over and puts right.
pub trait Oversight {
    /// How many sources there are of each standing.
    fn source_counts(&self, horizon: Horizon) -> Result<SourceCounts, StoreError>;

    /// Sources of one standing, in its order.
    fn standing_sources(&self, filter: &SourceFilter<'_>) -> Result<Vec<SourceState>, StoreError>;

    /// Gives a source a title of the owner's, which no poll changes; `None` gives it back
    /// the publisher's, with the next poll. False where there is no such source.
    fn entitle_source(&self, id: SourceId, title: Option<&str>) -> Result<bool, StoreError>;

    /// What lies on the queue.
    fn queue_counts(&self, now: Timestamp) -> Result<QueueCounts, StoreError>;

    /// As [`Queue::jobs`](crate::Queue::jobs), without the first `skip`.
    fn jobs_from(&self, filter: JobFilter, skip: usize) -> Result<Vec<JobView>, StoreError>;

    /// Puts dead letters of a source (of all for `None`) back on the queue, due at once, and
    /// counts them. The oldest first, at most `limit`.
    fn retry_dead(&self, source: Option<SourceId>, now: Timestamp, limit: usize) -> Result<u64, StoreError>;

    /// Drops a dead letter. An entry whose article it was to fetch is never asked for
    /// again. False where there is no such dead letter.
    fn drop_dead(&self, id: JobId) -> Result<bool, StoreError>;

    /// How the search index is. Cheap, unlike [`Search::index_state`](crate::Search::index_state).
    fn index_brief(&self) -> Result<IndexBrief, StoreError>;
}
