//! All knowledge of the feed formats, reading and writing.
//!
//! Bytes in, values out: no clock, no disk, no network.
//!
//! - [`parse`] reads RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed and CDF into a
//!   [`Feed`](longwire_model::Feed). It fails only where there is no feed at all
//!   ([`NotAFeed`]); everything else that is wrong is a defect beside the result.
//! - [`normalised_json`] shows such a feed as one line of JSON.
//! - [`write`] makes RSS 2.0, Atom 1.0 and JSON Feed 1.1 of a publication.
//! - [`opml`] reads and writes subscription lists, [`record`] the record files
//!   that the archive exchanges with folders of text.
//!
//! How a document becomes a feed: `encoding` decides on the text, `detect` on the format, `xml` walks the elements, and each field
//! offers its value to a draft (`draft`) that keeps the best: `rss`, `atom` and
//! `cdf` know the formats' own words, `namespace` those of the vocabularies
//! that any format may use.
//!
//! Deliberately absent: fetching, sanitizing, and judging whether a date lies
//! in the future.

mod atom;
mod cdf;
mod defect;
mod detect;
mod draft;
mod encoding;
mod field;
mod html;
mod json_feed;
mod namespace;
mod normalise;
pub mod opml;
mod parse;
mod person;
pub mod record;
mod rss;
pub mod write;
mod xml;

pub use normalise::normalised_json;
pub use parse::{Hint, Limits, NotAFeed, parse, parse_within};
