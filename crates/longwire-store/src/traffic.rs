//! What requests for a source cost, and what politeness saved.

use longwire_model::SourceId;

use crate::StoreError;

/// Counts of one source's requests since it was added: its polls, and the pages
/// of its articles. Bytes are those of bodies. Pictures and robots.txt files,
/// which are not the source's alone, are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests made, redirects included.
    pub request_count: u64,
    /// Answers that nothing had changed (304).
    pub not_modified_count: u64,
    /// Whole answers that were the same bytes as before: read, not parsed.
    pub same_body_count: u64,
    /// Answers that asked us to slow down (429, 503).
    pub throttled_count: u64,
    /// Answers that nothing is there (404, 410).
    pub missing_count: u64,
    /// Refusals: 401, 402, 403, 451, challenges and walls.
    pub refused_count: u64,
    /// No answer: name, certificate, connection, time.
    pub unreachable_count: u64,
    /// Answers of no use: 5xx and the like.
    pub failed_count: u64,
    /// Requests not made because robots.txt forbids them or can not be had.
    pub held_count: u64,
    /// Bytes received.
    pub wire_bytes: u64,
    /// The same after inflating.
    pub body_bytes: u64,
    /// Bytes not sent because of a 304: as many as the last whole poll had.
    pub saved_bytes: u64,
    /// Bytes of the last whole poll; as an addition, 0 leaves what is there.
    pub full_bytes: u64,
    /// Time on the wire, in milliseconds.
    pub took_ms: u64,
}

impl Traffic {
    /// Adds further counts.
    pub fn add(&mut self, other: &Self) {
        self.request_count += other.request_count;
        self.not_modified_count += other.not_modified_count;
        self.same_body_count += other.same_body_count;
        self.throttled_count += other.throttled_count;
        self.missing_count += other.missing_count;
        self.refused_count += other.refused_count;
        self.unreachable_count += other.unreachable_count;
        self.failed_count += other.failed_count;
        self.held_count += other.held_count;
        self.wire_bytes = self.wire_bytes.saturating_add(other.wire_bytes);
        self.body_bytes = self.body_bytes.saturating_add(other.body_bytes);
        self.saved_bytes = self.saved_bytes.saturating_add(other.saved_bytes);
        self.full_bytes = self.full_bytes.max(other.full_bytes);
        self.took_ms = self.took_ms.saturating_add(other.took_ms);
    }

    /// Bytes that compression saved.
    pub fn inflated_bytes(&self) -> u64 {
        self.body_bytes.saturating_sub(self.wire_bytes)
    }
}

/// What requests cost and saved. Written by [`Queue::settle`](crate::Queue::settle).
pub trait Ledgers {
    /// Of one source; zeros where nothing was counted.
    fn traffic(&self, id: SourceId) -> Result<Traffic, StoreError>;

    /// Of every source that has any, by number.
    fn all_traffic(&self) -> Result<Vec<(SourceId, Traffic)>, StoreError>;
}
