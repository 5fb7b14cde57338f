//! Who may sign in, and who is signed in.
//!
//! There is one user so far: the owner, number 1. What a password is hashed to and
//! what a browser keeps is the caller's business; here lie only hashes of both.

use longwire_model::{ContentHash, Timestamp, UserId};

use crate::StoreError;

/// The owner of the archive.
pub const OWNER: UserId = UserId(1);

/// Sessions that a user may have; beyond it the one that was begun first ends.
pub const SESSIONS_MAX: usize = 50;

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of what the browser keeps.
    pub token_hash: ContentHash,
    /// Who signed in.
    pub user_id: UserId,
    /// When.
    pub begun_at: Timestamp,
    /// When it was last seen, to within an hour or so.
    pub seen_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Timestamp,
    /// What the browser says it is.
    pub browser: String,
}

/// Who may sign in, and who is signed in.
pub trait Users {
    /// The hash of a user's password; `None` until one is chosen, or where there is no such user.
    fn password(&self, user_id: UserId) -> Result<Option<String>, StoreError>;

    /// Chooses a user's password, given as its hash, and ends all their sessions. With
    /// `only_first`, nothing is changed where there is one already. False where nothing was changed.
    fn set_password(&self, user_id: UserId, hash: &str, only_first: bool) -> Result<bool, StoreError>;

    /// Begins a session, and ends those that are over or too many.
    fn begin_session(&self, session: &Session) -> Result<(), StoreError>;

    /// The session that a browser's token stands for, if it is not over.
    fn session(&self, token_hash: ContentHash, now: Timestamp) -> Result<Option<Session>, StoreError>;

    /// Notes that a session was seen, and until when it lasts now.
    fn see_session(
        &self,
        token_hash: ContentHash,
        seen_at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<(), StoreError>;

    /// The sessions of a user, the last begun first.
    fn sessions(&self, user_id: UserId) -> Result<Vec<Session>, StoreError>;

    /// Ends a session. False where there was none.
    fn end_session(&self, token_hash: ContentHash) -> Result<bool, StoreError>;

    /// Ends all sessions of a user, and counts them.
    fn end_sessions(&self, user_id: UserId) -> Result<u64, StoreError>;
}
