//! What we poll, and when.

use url::Url;

use crate::{ContentHash, Lang, SourceId, Timestamp};

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
    /// Failures in a row; 0 after a success.
    pub failure_count: u32,
    /// Why the last poll failed, in plain words; `None` after a success.
    pub failure: Option<String>,
}
