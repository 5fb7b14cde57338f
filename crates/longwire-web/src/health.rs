//! How a source is, in one word and in plain words.

use std::time::Duration;

use longwire_model::{Moment, Timestamp};
use longwire_store::SourceState;

use crate::words::{Occasion, Words, day_in_words, filled};

/// A source that is overdue by more than this is not being polled.
const OVERDUE: Duration = Duration::from_secs(6 * 60 * 60);
/// A source whose newest article is older than this has gone quiet. Weeklies are not quiet.
const QUIET: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How a source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// Not polled yet.
    New,
    /// Polled on time, and news keeps coming.
    Fresh,
    /// Polled on time, but nothing new has come for long.
    Quiet {
        /// When the last article came; `None` where none ever did.
        since: Option<Timestamp>,
    },
    /// Not polled any more although it should be.
    Stale {
        /// When it was polled last.
        polled_at: Timestamp,
    },
    /// The last poll failed.
    Failing {
        /// Why, in the pipeline's words.
        reason: String,
        /// How many failed in a row.
        count: u32,
    },
    /// Removed by the owner; its articles stay.
    Removed,
}

impl Health {
    /// How a source is at a moment.
    pub(crate) fn of(source: &SourceState, now: Timestamp) -> Self {
        let poll = &source.poll;
        match (&poll.failure, poll.polled_at) {
            _ if !source.active => Self::Removed,
            (Some(reason), _) => Self::Failing { reason: reason.clone(), count: poll.failure_count.max(1) },
            (None, None) => Self::New,
            (None, Some(polled_at)) if now.since(poll.due_at) > OVERDUE => Self::Stale { polled_at },
            (None, Some(_)) => {
                let newest_at = source.last_article_at.unwrap_or(source.added_at);
                if now.since(newest_at) > QUIET {
                    Self::Quiet { since: source.last_article_at }
                } else {
                    Self::Fresh
                }
            }
        }
    }

    /// The word for it in the catalogue's JSON and in the style sheet.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Fresh => "fresh",
            Self::Quiet { .. } => "quiet",
            Self::Stale { .. } => "stale",
            Self::Failing { .. } => "failing",
            Self::Removed => "removed",
        }
    }

    /// The same in plain words.
    pub(crate) fn in_words(&self, words: &Words, now: Timestamp) -> String {
        match self {
            Self::New => words.health_new.into(),
            Self::Fresh => words.health_fresh.into(),
            Self::Quiet { since: None } => words.no_article_yet.into(),
            Self::Quiet { since: Some(at) } => {
                filled(words.health_quiet, &day_in_words(words, Moment::utc(*at)))
            }
            Self::Stale { polled_at } => {
                filled(words.health_stale, &Occasion::new(words, *polled_at, now).ago)
            }
            Self::Failing { count, .. } => {
                filled(words.health_failing, &words.failed_polls.of(u64::from(*count)))
            }
            Self::Removed => words.health_removed.into(),
        }
    }

    /// Why, where there is a reason, in the pipeline's words.
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Failing { reason, .. } => Some(reason),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
