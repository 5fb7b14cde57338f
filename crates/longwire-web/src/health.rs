//! How a source is, in one word and in plain words.

use std::time::Duration;

use longwire_model::{Moment, Timestamp, Trouble};
use longwire_store::{ListedSource, SourceState};

use crate::words::{Occasion, Tongue, Words, day_in_words, filled, trouble_in_words};

/// A source that is overdue by more than this is not being polled.
pub(crate) const OVERDUE: Duration = Duration::from_secs(6 * 60 * 60);
/// A source whose newest article is older than this has gone quiet. Weeklies are not quiet.
pub(crate) const QUIET: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A source that has failed for longer is taken to be gone; the schedule then asks it once a week.
const GONE: Duration = Duration::from_secs(21 * 24 * 60 * 60);

/// The words for how a source that is polled can be, the best first.
pub(crate) const CODES: [&str; 6] = ["fresh", "quiet", "new", "stale", "failing", "gone"];

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
        /// What happened, in the pipeline's words.
        reason: String,
        /// Of what kind it was.
        trouble: Option<Trouble>,
        /// How many failed in a row.
        count: u32,
    },
    /// Every poll has failed for weeks.
    Gone {
        /// What happened last, in the pipeline's words.
        reason: String,
        /// Of what kind it was.
        trouble: Option<Trouble>,
        /// Since when.
        since: Timestamp,
    },
    /// Removed by the owner; its articles stay.
    Removed,
}

/// What tells how a source is.
struct Signs<'a> {
    active: bool,
    /// Why the last poll failed.
    failure: Option<&'a str>,
    trouble: Option<Trouble>,
    failure_count: u32,
    failing_since: Option<Timestamp>,
    polled_at: Option<Timestamp>,
    due_at: Timestamp,
    added_at: Timestamp,
    last_article_at: Option<Timestamp>,
}

impl Health {
    /// How a source is at a moment.
    pub(crate) fn of(source: &SourceState, now: Timestamp) -> Self {
        let poll = &source.poll;
        let signs = Signs {
            active: source.active,
            failure: poll.failure.as_deref(),
            trouble: poll.trouble,
            failure_count: poll.failure_count,
            failing_since: poll.failing_since,
            polled_at: poll.polled_at,
            due_at: poll.due_at,
            added_at: source.added_at,
            last_article_at: source.last_article_at,
        };
        Self::by(&signs, now)
    }

    /// How a source of a list is at a moment; its reason is not told there.
    pub(crate) fn of_listed(listed: &ListedSource, now: Timestamp) -> Self {
        let signs = Signs {
            active: true,
            failure: listed.failing.then_some(""),
            trouble: listed.trouble,
            failure_count: listed.failure_count,
            failing_since: listed.failing_since,
            polled_at: listed.polled_at,
            due_at: listed.due_at,
            added_at: listed.added_at,
            last_article_at: listed.last_article_at,
        };
        Self::by(&signs, now)
    }

    fn by(signs: &Signs<'_>, now: Timestamp) -> Self {
        match (signs.failure, signs.polled_at) {
            _ if !signs.active => Self::Removed,
            (Some(reason), _) => {
                let (reason, trouble) = (reason.to_owned(), signs.trouble);
                match signs.failing_since.filter(|since| now.since(*since) > GONE) {
                    Some(since) => Self::Gone { reason, trouble, since },
                    None => Self::Failing { reason, trouble, count: signs.failure_count.max(1) },
                }
            }
            (None, None) => Self::New,
            (None, Some(polled_at)) if now.since(signs.due_at) > OVERDUE => Self::Stale { polled_at },
            (None, Some(_)) => {
                let newest_at = signs.last_article_at.unwrap_or(signs.added_at);
                if now.since(newest_at) > QUIET {
                    Self::Quiet { since: signs.last_article_at }
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
            Self::Gone { .. } => "gone",
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
            Self::Failing { count, trouble, .. } => {
                let polls = words.failed_polls.of(u64::from(*count));
                match trouble {
                    Some(trouble) => format!(
                        "{}{}",
                        trouble_in_words(words.tongue, *trouble).finding,
                        filled(words.in_brackets, &polls)
                    ),
                    None => filled(words.health_failing, &polls),
                }
            }
            Self::Gone { since, .. } => filled(words.health_gone, &day_in_words(words, Moment::utc(*since))),
            Self::Removed => words.health_removed.into(),
        }
    }

    /// Why, where there is a reason, in the pipeline's words.
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Failing { reason, .. } | Self::Gone { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// The kind of what is wrong.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Failing { trouble, .. } | Self::Gone { trouble, .. } => *trouble,
            _ => None,
        }
    }
}

/// How a source is, in English, for those who read no pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthInEnglish {
    /// One word: `new`, `fresh`, `quiet`, `stale`, `failing`, `gone` or `removed`.
    pub code: &'static str,
    /// The same in plain words.
    pub words: String,
    /// What happened at the last poll, where it failed.
    pub reason: Option<String>,
    /// What a person can do about it.
    pub way_out: Option<&'static str>,
}

/// How a source is at a moment, in the words of the catalogue.
pub fn health_in_english(source: &SourceState, now: Timestamp) -> HealthInEnglish {
    let health = Health::of(source, now);
    HealthInEnglish {
        code: health.code(),
        words: health.in_words(Tongue::En.words(), now),
        reason: health.reason().map(str::to_owned),
        way_out: health.trouble().map(|trouble| trouble_in_words(Tongue::En, trouble).way_out),
    }
}

#[cfg(test)]
mod tests;
