//! What came, what it cost and what was saved, day by day.
//!
//! Days are those of UTC, numbered from 1970-01-01 on. They are counted while
//! things happen, so an answer costs as many rows as it has days, however large the
//! archive is. A day on which nothing happened has no row.
//!
//! Deliberately absent: what a day looks like by the calendar.

use longwire_model::{Moment, SourceId, Timestamp};

use crate::StoreError;

/// Days for which the traffic of one source is kept. That of all sources together is kept for good.
pub const DAYS_MAX: i64 = 100;

/// The day of an instant: days since 1970-01-01, in UTC.
pub fn day_of(at: Timestamp) -> i64 {
    at.seconds().div_euclid(24 * 60 * 60)
}

/// What came on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleDay {
    /// The day.
    pub day: i64,
    /// Articles archived for the first time.
    pub article_count: u64,
    /// Of these, those that are there in full by now.
    pub full_count: u64,
    /// Entries whose job became a dead letter on that day and still is one.
    pub lost_count: u64,
}

/// What requests cost on one day, and what politeness saved. Bytes are those of bodies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrafficDay {
    /// The day.
    pub day: i64,
    /// Requests made, redirects included.
    pub request_count: u64,
    /// Answers that nothing had changed (304).
    pub not_modified_count: u64,
    /// Bytes received.
    pub wire_bytes: u64,
    /// The same after inflating.
    pub body_bytes: u64,
    /// Bytes not sent because of a 304.
    pub saved_bytes: u64,
}

/// What came, what it cost and what was saved.
pub trait Statistics {
    /// The days from `first` on, oldest first, on which articles of a source (of all
    /// public sources and imports for `None`) came.
    fn article_days(&self, source: Option<SourceId>, first: i64) -> Result<Vec<ArticleDay>, StoreError>;

    /// The days from `first` on, oldest first, on which a source (any source for `None`)
    /// was asked. Of one source, no more than [`DAYS_MAX`] are kept.
    fn traffic_days(&self, source: Option<SourceId>, first: i64) -> Result<Vec<TrafficDay>, StoreError>;

    /// All article days of every source and import in one; its `day` is 0.
    fn article_sum(&self) -> Result<ArticleDay, StoreError>;

    /// All traffic days in one; its `day` is 0.
    fn traffic_sum(&self) -> Result<TrafficDay, StoreError>;

    /// When the newest articles of a source appeared, as far as their publisher says so; no more than
    /// `limit` articles are looked at.
    fn published_moments(&self, source: SourceId, limit: usize) -> Result<Vec<Moment>, StoreError>;
}
