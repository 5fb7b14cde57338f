//! Why a job's attempt failed, and whether trying again can help.

use std::time::Duration;

use longwire_fetch::{FetchError, Retry};
use longwire_store::StoreError;

/// Why a job's attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It may work later; the other side may have said when.
    Again {
        /// Why, in plain words.
        reason: String,
        /// What the other side asked for.
        after: Option<Duration>,
    },
    /// It was not the host's turn: nothing was tried, so the attempt does not count.
    NotYet {
        /// How long until there may be one.
        wait: Duration,
        /// Whose turn, in plain words.
        reason: String,
    },
    /// Trying again would change nothing.
    Never {
        /// Why, in plain words.
        reason: String,
    },
}

impl Failure {
    /// A failure that trying again would not mend.
    pub fn never(reason: impl Into<String>) -> Self {
        Self::Never { reason: reason.into() }
    }

    /// Why, in plain words.
    pub(crate) fn into_reason(self) -> String {
        match self {
            Self::Again { reason, .. } | Self::NotYet { reason, .. } | Self::Never { reason } => reason,
        }
    }

    /// Why, in plain words.
    pub fn reason(&self) -> &str {
        match self {
            Self::Again { reason, .. } | Self::NotYet { reason, .. } | Self::Never { reason } => reason,
        }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let reason = with_causes(&error);
        if let FetchError::NotYet { wait, .. } = error {
            return Self::NotYet { wait, reason };
        }
        match error.retry() {
            Retry::Never => Self::Never { reason },
            Retry::After(after) => Self::Again { reason, after: Some(after) },
            Retry::Backoff => Self::Again { reason, after: None },
        }
    }
}

/// A store failure never kills a job: whatever is wrong with the disk, the work is still to do.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Again { reason: with_causes(&error), after: None }
    }
}

/// An error and its causes in one line, each told once.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !line.contains(&words) {
            line.push_str(": ");
            line.push_str(&words);
        }
        cause = error.source();
    }
    line
}
