//! All that must survive a restart, and all SQL.
//!
//! Rooms by trait: [`Sources`] (what we poll and what it announced),
//! [`Archive`] (what we keep for good), [`Images`] (its pictures), [`Search`]
//! (finding it), [`Publications`] (what we give back), [`Users`] (who may sign in),
//! [`Readings`] (what they did with articles), [`Queue`] (what is still to do),
//! [`Oversight`] (what the owner looks over), [`Hosts`] (what politeness must remember), and both sides of WebSub:
//! [`Pushes`] (which hub pushes what to us) and [`Followers`] (who follows us).
//! [`Listings`] and [`Statistics`] answer what a catalogue of all sources asks, [`Showing`] who may see what.
//! [`Store`] is all of them; the program holds an `Arc<dyn Store>`, so the halves
//! above are compiled once whatever engine is below.
//!
//! - Every method is one transaction and blocks; async callers hand it to a
//!   blocking thread. Nothing is half done after a `kill -9`, and what people
//!   have seen outlasts a power cut.
//! - The caller brings the time: no method reads a clock.
//! - A revision is never changed or removed, but by [`Archive::erase`].
//!
//! Deliberately absent: any notion of HTTP, HTML or feeds beyond the nouns.

mod archive;
mod audience;
#[cfg(test)]
mod conformance;
mod error;
mod event;
mod follower;
mod host;
mod image;
mod listing;
mod oversight;
mod own;
mod publication;
mod push;
mod queue;
mod reading;
mod report;
mod search;
mod source;
mod sqlite;
mod statistics;
mod traffic;
mod user;

use std::path::Path;
use std::sync::Arc;

pub use archive::{
    Archive, Archived, ArchivedArticle, Evidence, ExportLine, ExportMark, NewRevision, RevisionHead,
    SourceMark, Totals,
};
pub use audience::{Audience, Showing};
pub use error::{Retry, StoreError};
pub use event::{EVENTS_MAX, Events, REASON_CHARS_MAX};
pub use follower::{Follower, FollowerLimits, Followers, Topic, TopicSeen, Wish, Wished};
pub use host::{HostState, Hosts, RobotsText};
pub use image::{ImageHead, Images, MissingImage, NewImage, StoredImage};
pub use listing::{ARTICLE_PLACES_MAX, ArticlePlace, ListedChanges, ListedMark, ListedSource, Listings};
pub use oversight::{Horizon, IndexBrief, Oversight, QueueCounts, SourceCounts, SourceFilter, Standing};
pub use own::{OwnSetting, OwnSettings, Secret};
pub use publication::{
    OWN_PUBLICATIONS_MAX, Origin, PlacedArticle, PublicationState, Publications, TAG_PUBLICATIONS_MAX,
};
pub use push::{DELIVERIES_WAITING_MAX, Delivery, NewPush, Push, Pushes};
pub use queue::{
    Backlog, Ending, Job, JobFilter, JobState, JobView, LeasedJob, Queue, Settled, WorkerLease,
    WorkerLeaseTaken,
};
pub use reading::{
    Direction, LISTED_SOURCES_MAX, LOOKED_THROUGH_MAX, MARKED_MAX, Marked, Part, ReadArticle, ReadPage,
    Reading, ReadingCounts, ReadingRequest, Readings, Shelf,
};
pub use report::{
    Closed, NOTE_CHARS_MAX, NewReport, OPEN_REPORTS_MAX, REPORTS_A_MINUTE_MAX, REPORTS_MAX, Report,
    ReportFilter, Reported, Reports,
};
pub use search::{
    IndexState, Rebuilding, SCANNED_MAX, Search, SearchAnswer, SearchFacets, SearchHit, SearchRequest,
};
pub use source::{
    Added, Admitted, ENCLOSURES_MAX, EntryRow, NewEntry, NewSource, SourceFacts, SourceName, SourceState,
    Sources, Which,
};
pub use statistics::{ArticleDay, DAYS_MAX, Statistics, TrafficDay, day_of};
pub use traffic::{Ledgers, Traffic};
pub use user::{OWNER, SESSIONS_MAX, Session, Users};

/// Everything a store does.
pub trait Store:
    Sources
    + OwnSettings
    + Oversight
    + Archive
    + Images
    + Search
    + Publications
    + Users
    + Readings
    + Queue
    + Hosts
    + Pushes
    + Followers
    + Ledgers
    + Reports
    + Listings
    + Statistics
    + Events
    + Showing
    + Send
    + Sync
    + 'static
{
}

impl<T> Store for T where
    T: Sources
        + OwnSettings
        + Oversight
        + Archive
        + Images
        + Search
        + Publications
        + Users
        + Readings
        + Users
        + Readings
        + Queue
        + Hosts
        + Pushes
        + Followers
        + Ledgers
        + Reports
        + Listings
        + Statistics
        + Events
        + Showing
        + Send
        + Sync
        + 'static
{
}

/// Opens the store of a data folder, making the folder and the database where
/// there are none, and applying migrations.
///
/// # Errors
///
/// [`StoreError`] names the folder and what to do: it can not be made or
/// written, the disk is full, the database is held by another process for more
/// than five seconds, was written by a newer program, or is damaged.
pub fn open(data: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(sqlite::Sqlite::open(data)?))
}

/// The name under which bytes are stored: their SHA-256.
pub fn content_hash(bytes: &[u8]) -> longwire_model::ContentHash {
    use sha2::Digest;
    longwire_model::ContentHash(sha2::Sha256::digest(bytes).into())
}
