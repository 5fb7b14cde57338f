//! WebSub, as a subscriber: which hub pushes which source to us.
//!
//! A [`Push`] is one arrangement with one hub. Its row says what is to be done
//! next and when, so that a killed process forgets nothing: the worker asks for
//! what is due and puts it on the queue. An arrangement that is no longer wanted
//! stays until its hub has let go of it.

use longwire_model::{Bytes, DeliveryId, PushId, SourceId, Timestamp, Url};

use crate::StoreError;

/// A hub that a source's feed announces, with what a new arrangement needs.
#[derive(Clone, Debug)]
pub struct NewPush {
    /// The hub.
    pub hub_url: Url,
    /// The feed's own address, as the hub knows it.
    pub topic_url: Url,
    /// The last part of the callback's path: random, and known to the hub alone.
    pub token: String,
    /// What the hub shall sign its deliveries with: random.
    pub secret: String,
}

/// An arrangement with a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Its number.
    pub id: PushId,
    /// The source that is pushed.
    pub source_id: SourceId,
    /// The hub.
    pub hub_url: Url,
    /// The feed's address, as the hub knows it.
    pub topic_url: Url,
    /// The last part of the callback's path.
    pub token: String,
    /// What deliveries are signed with.
    pub secret: String,
    /// False where it is to be ended: the source was removed, or names another hub or none.
    pub wanted: bool,
    /// When the hub was last asked.
    pub asked_at: Option<Timestamp>,
    /// When the hub last made sure that it was us who asked.
    pub verified_at: Option<Timestamp>,
    /// Until when the hub pushes; `None` where it does not.
    pub lease_until: Option<Timestamp>,
    /// When to speak to the hub next.
    pub due_at: Timestamp,
    /// Requests since the hub last verified one.
    pub ask_count: u32,
    /// Why the last one came to nothing, in plain words; `None` after a success.
    pub failure: Option<String>,
    /// When the last signed delivery came.
    pub delivered_at: Option<Timestamp>,
    /// Signed deliveries so far.
    pub delivery_count: u64,
    /// Deliveries ignored because their signature was missing or wrong.
    pub forged_count: u64,
}

impl Push {
    /// Until when the hub pushes, where it does so at a moment.
    pub fn live_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.lease_until.filter(|until| self.wanted && *until > now)
    }
}

/// A body that a hub has pushed.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The arrangement under which it came.
    pub push: Push,
    /// When it came.
    pub received_at: Timestamp,
    /// Its `Content-Type` field.
    pub content_type: Option<String>,
    /// The body, its signature found good.
    pub body: Bytes,
}

/// Deliveries of one source that may wait to be admitted. One that comes on top
/// is not kept: the source is polled instead, which brings the same and more.
pub const DELIVERIES_WAITING_MAX: usize = 16;

/// Which hub pushes which source to us.
pub trait Pushes {
    /// Notes the hub that a source's feed announces now, or that it announces
    /// none. Where hub and feed are as known, nothing changes and the new token and
    /// secret are not used. An arrangement with another hub is to be ended; one
    /// that no hub was ever asked for is forgotten at once. Nothing changes for a removed source.
    fn announce_hub(
        &self,
        source_id: SourceId,
        announced: Option<&NewPush>,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// An arrangement by its number.
    fn push(&self, id: PushId) -> Result<Option<Push>, StoreError>;

    /// The arrangement wanted for a source.
    fn push_of(&self, source_id: SourceId) -> Result<Option<Push>, StoreError>;

    /// An arrangement by its token, wanted or not.
    fn push_by_token(&self, token: &str) -> Result<Option<Push>, StoreError>;

    /// Arrangements whose hub is to be spoken to and that have no job on the queue, longest due first.
    fn due_pushes(&self, now: Timestamp, limit: usize) -> Result<Vec<PushId>, StoreError>;

    /// Counts and notes that the hub is about to be asked, with a callback below this
    /// address, and when to ask again if it never verifies.
    fn push_asked(
        &self,
        id: PushId,
        callback_url: &Url,
        asked_at: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Makes every arrangement due whose hub knows callbacks below another address than this.
    fn move_callbacks(&self, callback_url: &Url, now: Timestamp) -> Result<(), StoreError>;

    /// Notes why a request came to nothing, unless the hub has verified it since `asked_at`.
    fn push_failed(
        &self,
        id: PushId,
        asked_at: Timestamp,
        reason: &str,
        due_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that the hub has verified our request and pushes until `lease_until`;
    /// `due_at` is when to renew.
    fn push_verified(
        &self,
        id: PushId,
        now: Timestamp,
        lease_until: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Notes that the hub will not push, or no longer.
    fn push_denied(&self, id: PushId, reason: &str, due_at: Timestamp) -> Result<(), StoreError>;

    /// Forgets an arrangement that has ended, and what it delivered last.
    fn end_push(&self, id: PushId) -> Result<(), StoreError>;

    /// In one transaction: keeps a signed delivery, puts its
    /// [`Job::Delivery`](crate::Job::Delivery) on the queue and counts it. `None`
    /// where [`DELIVERIES_WAITING_MAX`] wait already: a poll is then on the queue instead.
    fn keep_delivery(
        &self,
        id: PushId,
        content_type: Option<&str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Option<DeliveryId>, StoreError>;

    /// Counts a delivery whose signature was missing or wrong.
    fn count_forged(&self, id: PushId) -> Result<(), StoreError>;

    /// A delivery that is still to be admitted.
    fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError>;

    /// Forgets a delivery that was admitted.
    fn end_delivery(&self, id: DeliveryId) -> Result<(), StoreError>;
}
