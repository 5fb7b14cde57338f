//! OPML: lists of subscriptions, as readers hand them to each other.
//!
//! - [`parse`] reads any version, however broken, into one flat list; folders
//!   become paths.
//! - [`write`] writes OPML 2.0.
//! - Inclusion by address is never followed, so no list can loop; DTDs declare
//!   nothing, so none can fetch or explode.
//!
//! Specs: OPML 2.0 (2007), OPML 1.0.

mod read;
mod write;

use longwire_model::{Defect, Timestamp, Url};

pub use read::{NotOpml, OUTLINES_MAX, parse};
pub use write::write;

/// Levels of folders kept; a list nested deeper keeps its outermost folders.
pub const FOLDERS_MAX: usize = 16;

/// A list of subscriptions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opml {
    /// What the list is called; empty where it is not.
    pub title: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// The subscriptions, in document order.
    pub subscriptions: Vec<Subscribed>,
    /// What was wrong and could be lived with.
    pub defects: Vec<Defect>,
}

/// One subscription of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribed {
    /// Its title; the address's host where the list gives none.
    pub title: String,
    /// The address of the feed.
    pub feed_url: Url,
    /// The page the feed belongs to.
    pub home_url: Option<Url>,
    /// The folders it lies in, outermost first; empty for none.
    pub folders: Vec<String>,
    /// Declared language, verbatim.
    pub language: Option<String>,
    /// What it is about, plain text.
    pub description: Option<String>,
}

#[cfg(test)]
mod tests;
