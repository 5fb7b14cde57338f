//! What happened to single sources.

use longwire_model::{Event, SourceId};

use crate::StoreError;

/// Events kept of a source; beyond it the oldest go.
pub const EVENTS_MAX: u32 = 200;

/// Characters kept of a reason.
pub const REASON_CHARS_MAX: usize = 500;

/// What happened to single sources. Each event is written in the transaction of what it tells of.
pub trait Events {
    /// What happened to a source, the newest first: all of it for `before` none, else what
    /// happened before the event of that number.
    ///
    /// Polls in a row that found nothing, or failed in the same way, are one event with a count.
    fn events(&self, id: SourceId, before: Option<i64>, limit: usize) -> Result<Vec<Event>, StoreError>;
}
