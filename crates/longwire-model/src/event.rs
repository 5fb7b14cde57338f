//! What happened to a source, as plain data that every language has words for.

use url::Url;

use crate::{Timestamp, Trouble};

/// One thing that happened to a source, or the same thing several times in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number within the source; the first is 1.
    pub number: i64,
    /// When it happened, for the first time.
    pub at: Timestamp,
    /// When it happened for the last time.
    pub last_at: Timestamp,
    /// How often it happened in a row.
    pub count: u32,
    /// What it was.
    pub what: Happening,
}

/// What can happen to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It was added, or taken up again.
    Added,
    /// It was removed: no longer polled, its articles kept.
    Removed,
    /// Something was set for it alone; what, is told to nobody.
    Set {
        /// The setting's name.
        name: String,
    },
    /// What was set for it alone is forgotten.
    Unset {
        /// The setting's name.
        name: String,
    },
    /// It is left alone.
    Resting {
        /// Until when; `None` until somebody ends it.
        until: Option<Timestamp>,
    },
    /// It is polled again after a rest.
    Rested,
    /// It became its owner's alone.
    Hidden,
    /// Everybody sees it again.
    Shown,
    /// It was asked and had nothing new.
    Quiet,
    /// It brought entries: by a poll, or pushed by its hub.
    News {
        /// Entries never seen before.
        new_count: u32,
        /// Known entries that had changed.
        changed_count: u32,
    },
    /// A poll failed.
    Failed {
        /// Of what kind that was.
        trouble: Option<Trouble>,
        /// What happened, in plain words, the last time.
        reason: String,
    },
    /// It is polled at another address.
    Moved {
        /// Where it was before.
        from: Url,
        /// Where it is now.
        to: Url,
    },
    /// An article that it announced was given up.
    ArticleFailed {
        /// The article's address.
        url: Url,
        /// Why, in plain words.
        reason: String,
    },
}

impl Happening {
    /// The word for its kind in databases and in answers to programs; never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Set { .. } => "set",
            Self::Unset { .. } => "unset",
            Self::Resting { .. } => "resting",
            Self::Rested => "rested",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
            Self::Quiet => "quiet",
            Self::News { .. } => "news",
            Self::Failed { .. } => "failed",
            Self::Moved { .. } => "moved",
            Self::ArticleFailed { .. } => "article-failed",
        }
    }
}
