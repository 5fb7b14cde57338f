//! What we poll, and when.

use url::Url;

use crate::{ContentHash, Lang, Moment, SourceId, Timestamp, Trouble};

/// A remote address we poll; shared by all users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number.
    pub id: SourceId,
    /// The address polled.
    pub url: Url,
    /// What stands at that address.
    pub kind: SourceKind,
    /// The publisher's own title for it; the host's name until one is known.
    pub title: String,
    /// The web page it belongs to.
    pub home_url: Option<Url>,
    /// The language of its articles, where one is declared or seen.
    pub language: Option<Lang>,
}

/// What a source's address holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A feed document: RSS, Atom, RDF, JSON Feed or CDF.
    Feed,
    /// A page that lists articles.
    Listing,
}

/// When and how to poll next. Written by the pipeline's schedule and nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollState {
    /// Whose state this is.
    pub source_id: SourceId,
    /// The last `ETag`, verbatim.
    pub etag: Option<String>,
    /// The last `Last-Modified`, verbatim: sent back, never parsed.
    pub last_modified: Option<String>,
    /// Hash of the last body: an unchanged one is not parsed again.
    pub body_hash: Option<ContentHash>,
    /// When it was last polled, with whatever outcome.
    pub polled_at: Option<Timestamp>,
    /// When it is due next.
    pub due_at: Timestamp,
    /// When a whole body was last read, not a "not modified".
    pub read_at: Option<Timestamp>,
    /// True where the validators lied: they are no longer sent, and the body's hash decides.
    pub distrusted: bool,
    /// Polls in a row that failed; 0 after a success.
    pub failure_count: u32,
    /// Why the last poll failed, in plain words; `None` after a success.
    pub failure: Option<String>,
    /// Of what kind that was.
    pub trouble: Option<Trouble>,
    /// When the first of the failures in a row was.
    pub failing_since: Option<Timestamp>,
    /// Where the source seems to have moved; `None` while it is where it was.
    pub moving: Option<Moving>,
    /// What is known of its rhythm, in the schedule's own form; empty at first.
    pub rhythm: Vec<u8>,
}

impl PollState {
    /// The state of a source that was never polled.
    pub fn new(source_id: SourceId, due_at: Timestamp) -> Self {
        Self {
            source_id,
            etag: None,
            last_modified: None,
            body_hash: None,
            polled_at: None,
            due_at,
            read_at: None,
            distrusted: false,
            failure_count: 0,
            failure: None,
            trouble: None,
            failing_since: None,
            moving: None,
            rhythm: Vec::new(),
        }
    }
}

/// Signs that a source has moved for good; believed only when they agree for days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// Where to.
    pub to: Url,
    /// When that was first said.
    pub since: Timestamp,
    /// Polls in a row that said so.
    pub poll_count: u32,
}

/// How long a source is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Until it is ended.
    UntilTold,
    /// Until a moment.
    Until(Timestamp),
}

impl Rest {
    /// The name of the setting of a source that says it.
    pub const SETTING: &str = "rest";

    /// Reads the setting's value: `yes`, `no` (`Some(None)`), a day or an instant in RFC 3339; a day
    /// begins at midnight UTC. `None` for anything else.
    pub fn of_setting(value: &str) -> Option<Option<Self>> {
        match value {
            "yes" => Some(Some(Self::UntilTold)),
            "no" => Some(None),
            written => Some(Some(Self::Until(written.parse::<Moment>().ok()?.timestamp()))),
        }
    }

    /// Whether it still holds at a moment.
    pub fn holds(self, now: Timestamp) -> bool {
        match self {
            Self::UntilTold => true,
            Self::Until(until) => now < until,
        }
    }
}

#[cfg(test)]
mod tests;
