//! Writes publications as feeds every reader accepts.
//!
//! One struct in, three documents out: [`FORMATS`] is the table that routes,
//! autodiscovery links and `publish` iterate. What a format has no element for
//! goes into the vocabulary readers know for it (Dublin Core, Media RSS), and
//! attribution stands in metadata, never in the body.
//!
//! - Output is the same for the same input, byte for byte.
//! - Characters that XML can not hold are left out; addresses are written in
//!   the characters RFC 3986 allows.
//! - A bare date becomes its midnight UTC where a format demands an instant.
//!
//! Specs: RSS 2.0.11, RSS Advisory Board Best Practices Profile; RFC 4287;
//! JSON Feed 1.1; RFC 5005 §4 (archived feeds); WebSub §4 (`hub`); Media RSS 1.5.1.

mod atom;
mod instant;
mod json;
mod publication;
mod rss;
pub(crate) mod xml;

pub(crate) use instant::rfc822;
pub use publication::{
    Attribution, EXCERPT_CHARACTERS, ItemImage, ItemSource, Licence, Link, Publication, PublishedItem,
};

/// One output format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The extension its addresses end in, without the dot.
    pub extension: &'static str,
    /// Its media type, without parameters.
    pub media_type: &'static str,
    /// The same as a `Content-Type` field says it.
    pub content_type: &'static str,
    /// The more general type under which browsers show it, with its style sheet, instead of its
    /// source or an offer to save it.
    pub content_type_shown: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Writes a publication in it. Never fails.
    pub write: fn(&Publication) -> String,
}

/// All output formats, the most widely understood first.
pub const FORMATS: &[Format] = &[
    Format {
        extension: "rss",
        media_type: "application/rss+xml",
        content_type: "application/rss+xml; charset=utf-8",
        content_type_shown: "application/xml; charset=utf-8",
        name: "RSS",
        write: rss::write,
    },
    Format {
        extension: "atom",
        media_type: "application/atom+xml",
        content_type: "application/atom+xml; charset=utf-8",
        content_type_shown: "application/xml; charset=utf-8",
        name: "Atom",
        write: atom::write,
    },
    Format {
        extension: "json",
        media_type: "application/feed+json",
        content_type: "application/feed+json",
        content_type_shown: "application/json",
        name: "JSON Feed",
        write: json::write,
    },
];

/// The format whose addresses end in this extension.
pub fn format(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.extension == extension)
}

#[cfg(test)]
mod tests;
