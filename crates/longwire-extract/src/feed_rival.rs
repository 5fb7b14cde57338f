//! The feed's own content as a rival of the page's body.
//!
//! Pages show a teaser to strangers, or fill themselves by scripts, while the feed carries the text.
//! Walls are not looked at here: a page that is none of an article's says nothing about it, and who
//! fetched it decides what stands in.

use longwire_model::{RawHtml, Url};

use crate::content::Body;
use crate::dom::{ParseLimits, parse_fragment};
use crate::report::Signal;
use crate::write::{self, Written};

/// Words from which a feed's content is a text and not a line about one.
const WORDS_MIN: u32 = 40;
/// How many times the words of the page it must have: the page is what its publisher shows.
const TIMES: u32 = 2;

/// The feed's content, written, where the page holds less than half of it.
pub(crate) fn better(
    page: &Written,
    content: Option<&RawHtml>,
    base: &Url,
    limits: &ParseLimits,
) -> Option<Written> {
    let content = content.filter(|content| content.0.len() > page.text.len())?;
    let mut document = parse_fragment(&content.0, limits);
    document.show_figures();
    let body = Body::whole();
    let written = write::article(&document, &body, base);
    let is_better = written.word_count >= WORDS_MIN && written.word_count >= page.word_count * TIMES;
    is_better.then_some(written)
}

/// What the report says where the feed's content won.
pub(crate) fn signal() -> Signal {
    let value = "the page holds less than half of the feed's text".to_owned();
    Signal { field: "html", from: "feed".to_owned(), value }
}

#[cfg(test)]
mod tests;
