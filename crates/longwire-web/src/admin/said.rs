//! What was just done, carried by the address that a change leads to.

use axum::http::Uri;

use crate::visitor::parameter;
use crate::words::AdminWords;

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Polling,
    Muted,
    Unmuted,
    Private,
    Public,
    Removed,
    Restored,
    Filed,
    Set,
    Unset,
    /// So many jobs are back on the queue.
    Retried(u64),
    Dropped,
    /// What was to be changed was not there any more.
    Gone,
    Rebuilding,
    Measured,
    /// A report has its verdict.
    Closed,
}

impl Said {
    fn code(self) -> &'static str {
        match self {
            Self::Polling => "polling",
            Self::Muted => "muted",
            Self::Unmuted => "unmuted",
            Self::Private => "private",
            Self::Public => "public",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::Filed => "filed",
            Self::Set => "set",
            Self::Unset => "unset",
            Self::Retried(_) => "retried",
            Self::Dropped => "dropped",
            Self::Gone => "gone",
            Self::Rebuilding => "rebuilding",
            Self::Measured => "measured",
            Self::Closed => "closed",
        }
    }

    /// A path that says it.
    pub(crate) fn on(self, path: &str) -> String {
        let joint = if path.contains('?') { '&' } else { '?' };
        match self {
            Self::Retried(count) => format!("{path}{joint}said=retried&count={count}"),
            _ => format!("{path}{joint}said={}", self.code()),
        }
    }

    /// What the address says, if anything we know.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let count = || parameter(uri, "count").and_then(|count| count.parse().ok()).unwrap_or(0);
        let code = parameter(uri, "said")?;
        let all = [
            Self::Polling,
            Self::Muted,
            Self::Unmuted,
            Self::Private,
            Self::Public,
            Self::Removed,
            Self::Restored,
            Self::Filed,
            Self::Set,
            Self::Unset,
            Self::Retried(count()),
            Self::Dropped,
            Self::Gone,
            Self::Rebuilding,
            Self::Measured,
            Self::Closed,
        ];
        all.into_iter().find(|said| said.code() == code)
    }

    pub(super) fn in_words(self, words: &AdminWords) -> String {
        let phrase = match self {
            Self::Polling => words.said_polling,
            Self::Muted => words.said_muted,
            Self::Unmuted => words.said_unmuted,
            Self::Private => words.said_private,
            Self::Public => words.said_public,
            Self::Removed => words.said_removed,
            Self::Restored => words.said_restored,
            Self::Filed => words.said_filed,
            Self::Set => words.said_set,
            Self::Unset => words.said_unset,
            Self::Retried(count) => return words.said_retried.of(count),
            Self::Dropped => words.said_dropped,
            Self::Gone => words.said_gone,
            Self::Rebuilding => words.said_rebuilding,
            Self::Measured => words.said_measured,
            Self::Closed => words.said_closed,
        };
        phrase.to_owned()
    }
}
