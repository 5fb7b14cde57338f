//! Finding articles again: words of any script, a query language, posting lists, excerpts.
//!
//! Pure: text and bytes in, values out. Who keeps the bytes decides where; the
//! store keeps them in its database, in the transaction that archives an article.
//!
//! - [`parse`] makes a [`Query`] of any text. [`Matcher`] holds one document
//!   against it by looking at its whole text: the slow truth.
//! - [`Builder`] makes a segment of [`Document`]s: [`Block`]s of terms with their posting
//!   lists, and [`Columns`]. [`merge`] makes one of several, [`scrub`] takes a document out.
//! - [`evaluate`] answers a query from segments: hits in order, their number, [`Facets`].
//! - [`related`] finds what tells of the same matter as one document.
//! - [`excerpt`] cuts the part of a text that shows why it was found.
//!
//! Inside: `fold` (what is not told apart) → `units` (what is counted) →
//! `document` (terms) → `posting` and `block` (bytes).
//!
//! `words` knows which hits are words, for their order.
//!
//! Deliberately absent: dictionaries that decide what is found, I/O, clocks.

mod bits;
mod block;
mod columns;
mod document;
mod evaluate;
mod excerpt;
mod fold;
mod mark;
mod matcher;
mod posting;
mod query;
mod related;
mod segment;
mod suggest;
mod units;
mod words;

pub use block::{BLOCK_BYTES_MAX, Beginning, Block, HEAD_BYTES, find};
pub use columns::{Columns, DOCUMENTS_MAX};
pub use document::Document;
pub use evaluate::{Ask, Facets, Found, FoundHit, HITS_MAX, Lists, Order, Segment, Short, evaluate};
pub use excerpt::{Excerpt, excerpt, marks};
pub use fold::folded;
pub use mark::{Articles, Mark};
pub use matcher::{Matcher, Scanned, contains, same};
pub use query::{
    Chain, Clause, Field, Note, QUERY_BYTES_MAX, QUERY_UNITS_MAX, Query, TERMS_MAX, Term, Words, parse,
};
pub use related::related;
pub use segment::{Builder, Gone, Input, Merged, merge, scrub};
pub use suggest::{Suggester, words_range};
pub use units::UNITS_MAX;

/// The bytes of an index are none that were written by this program: it is to be rebuilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the search index is damaged: {0}")]
pub struct Damaged(pub(crate) &'static str);
