//! WebSub, as a hub: who follows which of our publications.
//!
//! A [`Follower`] is a callback that wants to be told of one publication, its
//! [`Topic`]. Both rows say what is to be done next, so that a killed process
//! forgets nothing: a topic that lags behind the archive is looked at, a follower
//! that lags behind its topic is told.

use longwire_model::{ContentHash, FollowerId, Timestamp, TopicId, Url};

use crate::StoreError;

/// What a subscriber asks of our hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To be told of changes.
    Follow {
        /// What to sign deliveries with.
        secret: Option<String>,
        /// For how long, in seconds.
        lease_seconds: u32,
    },
    /// To be left alone.
    End,
}

/// How many followers there may be.
#[derive(Clone, Copy, Debug)]
pub struct FollowerLimits {
    /// Over all publications.
    pub total_max: u64,
    /// On one callback host.
    pub per_host_max: u64,
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wished {
    /// It is kept and will be verified.
    Kept(FollowerId),
    /// To be left alone is what this callback is already.
    Nothing,
    /// There are too many followers, on this host or altogether.
    TooMany,
}

/// A callback that follows a publication, or wishes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follower {
    /// Its number.
    pub id: FollowerId,
    /// What it follows.
    pub topic: Topic,
    /// Where to tell it.
    pub callback: Url,
    /// What deliveries are signed with.
    pub secret: Option<String>,
    /// Until when it is told; `None` where it never was verified.
    pub lease_until: Option<Timestamp>,
    /// The version of the topic it was told last.
    pub delivered_version: u64,
    /// What it asked for and has not confirmed yet, and when it did.
    pub asked: Option<(Wish, Timestamp)>,
    /// Deliveries in a row that failed.
    pub failure_count: u32,
}

impl Follower {
    /// True where it is told of changes at a moment.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.lease_until.is_some_and(|until| until > now)
    }
}

/// A publication that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its number.
    pub id: TopicId,
    /// Its address, exactly as followers name it.
    pub url: Url,
    /// How often it was found changed.
    pub version: u64,
    /// The `ETag` of what was last seen there.
    pub etag: Option<String>,
    /// How far the archive is at this moment: a number that grows with every change to it.
    pub archive_mark: i64,
}

/// What a look at a topic found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicSeen {
    /// [`Topic::archive_mark`], read before the look.
    pub archive_mark: i64,
    /// What is there now; `None` where the publication says that nothing changed.
    pub body: Option<(ContentHash, Option<String>)>,
}

/// Who follows which of our publications.
pub trait Followers {
    /// Keeps what a callback asks for, to be verified at once. A newer wish
    /// replaces an unverified one; what was verified before stands until then.
    fn wish(
        &self,
        topic_url: &Url,
        callback: &Url,
        wish: &Wish,
        limits: FollowerLimits,
        now: Timestamp,
    ) -> Result<Wished, StoreError>;

    /// A follower by its number.
    fn follower(&self, id: FollowerId) -> Result<Option<Follower>, StoreError>;

    /// How many callbacks are told of changes at a moment.
    fn follower_count(&self, now: Timestamp) -> Result<u64, StoreError>;

    /// Followers to be spoken to that have no job on the queue, longest due first.
    fn due_followers(&self, now: Timestamp, limit: usize) -> Result<Vec<FollowerId>, StoreError>;

    /// Notes that the callback confirmed the wish of `asked_at`: it follows from
    /// now on, having seen the topic as it is, or is forgotten.
    fn wish_verified(&self, id: FollowerId, asked_at: Timestamp, now: Timestamp) -> Result<(), StoreError>;

    /// Drops a wish that the callback did not confirm, and the follower where it
    /// has no lease that runs.
    fn drop_wish(&self, id: FollowerId, asked_at: Timestamp, now: Timestamp) -> Result<(), StoreError>;

    /// Notes when to speak to a follower again, and why the last time came to
    /// nothing; the number of such failures in a row grows by one.
    fn follower_failed(&self, id: FollowerId, reason: &str, due_at: Timestamp) -> Result<(), StoreError>;

    /// Notes that a follower was told of a version.
    fn follower_told(&self, id: FollowerId, version: u64, now: Timestamp) -> Result<(), StoreError>;

    /// Forgets a follower, and its topic with the last one.
    fn end_follower(&self, id: FollowerId) -> Result<(), StoreError>;

    /// Forgets followers whose lease ended before now.
    fn end_expired_followers(&self, now: Timestamp) -> Result<(), StoreError>;

    /// A topic by its number.
    fn topic(&self, id: TopicId) -> Result<Option<Topic>, StoreError>;

    /// Topics last looked at before `before` and before the archive's last change,
    /// and that have no job on the queue.
    fn due_topics(&self, before: Timestamp, limit: usize) -> Result<Vec<TopicId>, StoreError>;

    /// In one transaction: keeps what a look found and, where that is another
    /// body than the last time, makes every follower with a lease due.
    fn topic_seen(&self, id: TopicId, seen: &TopicSeen, now: Timestamp) -> Result<(), StoreError>;
}
