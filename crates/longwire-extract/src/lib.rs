//! The heart of Longwire: a captured page in, the clean article out.
//!
//! Pure: the same capture, hint, rules and limits give the same bytes, on any
//! machine and at any time. No clock, no disk, no network, no global state.
//!
//! One page walks through in a straight line, see [`article`]:
//!
//! 1. [`decode`]: bytes become text; the report says which charset won and why
//! 2. [`dom`]: text becomes one tree
//! 3. [`metadata`]: title, authors, dates, language … each with the signal that won
//! 4. [`content`]: candidates for the body compete; furniture is pruned
//! 5. [`write`]: the body leaves through a serialiser that can only write an allow-list
//!
//! Where the page shows next to nothing, the text may be in the data of its scripts (`page_data`) or in the feed
//! (`feed_rival`). Beside the line: [`sanitize`] for HTML of unknown origin, [`listing`] for
//! pages that announce feeds or list articles.

pub mod content;
pub mod decode;
pub mod dom;
pub mod listing;
pub mod metadata;
pub mod sanitize;
pub mod write;

mod article;
mod feed_rival;
mod feed_text;
mod opening;
mod outcome;
mod page_data;
mod record_page;
mod report;
mod rules;

pub use article::{Extraction, Hint, Limits, NotArticle, Outcome, article};
pub use feed_text::feed_text;
pub use record_page::record_page;
pub use report::{BlockNote, Report, Signal};
pub use rules::{BadSelector, Place, RuleBook, Selector, SiteRules};
