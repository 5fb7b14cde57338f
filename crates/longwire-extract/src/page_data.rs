//! The article as a page hands it to its own scripts, where nothing else shows it.
//!
//! Many sites draw their pages in the browser and send the text along as data: a JSON script, a value
//! assigned to a name of `window`, the rows of React's server components. A reader without scripts is shown
//! an empty page, or a menu; the publisher gave the text all the same.
//!
//! - `values` finds the JSON in a page's scripts, `json` keeps of it what can be text, `flight` reads the
//!   rows of server components.
//! - `search` finds the text in it: under a name that bodies go by, in an object that speaks of this
//!   page's article.
//!
//! Looked at only where the page shows hardly any text. Deliberately absent: pages that say their text is not
//! free, show its beginning, or have a place for a paywall. What a publisher does not show strangers is not shown
//! here, even where it was sent.
//!
//! Source: Next.js and Nuxt documentation ("data fetching"), React's `ReactFlightClient` for the form of rows.

mod flight;
mod json;
mod search;
mod values;

use std::borrow::Cow;

use longwire_model::Url;

use crate::content::Body;
use crate::dom::{Document, NodeId, ParseLimits, parse_fragment};
use crate::metadata::Metadata;
use crate::report::Signal;
use crate::write::{self, Written};

/// Words from which data holds a text and not a line about one.
const WORDS_MIN: u32 = 60;
/// How many times the words of the page it must have.
const TIMES: u32 = 3;
/// Words from which a page shows its text itself, or the beginning that it shows strangers.
const SHOWN_WORDS_MIN: u32 = 40;
/// Most texts that are written down to be compared.
const TEXTS_MAX: usize = 4;

/// The text in the page's data, written, where the page itself shows next to none.
pub(crate) fn better(
    page: &Written,
    document: &Document,
    metadata: &Metadata,
    limits: &ParseLimits,
) -> Option<Written> {
    if page.word_count >= SHOWN_WORDS_MIN || metadata.paywalled == Some(true) || has_paywall(document) {
        return None;
    }
    let data = values::of(document);
    let mut texts = search::texts(&data, &metadata.title, metadata.summary.as_deref());
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts.dedup();
    texts.truncate(TEXTS_MAX);
    let written = texts.iter().map(|text| written(text, &metadata.base_url, limits));
    // Markup tells more than the same text without.
    let worth =
        |written: &Written| written.word_count + written.word_count / 10 * u32::from(is_divided(written));
    let best = written.max_by_key(worth)?;
    (best.word_count >= WORDS_MIN && best.word_count >= page.word_count * TIMES).then_some(best)
}

/// True for a page that has a place for a paywall.
fn has_paywall(document: &Document) -> bool {
    let names = |id: NodeId| document.attrs(id).filter(|(name, _)| matches!(&***name, "class" | "id"));
    document
        .descendants(NodeId::ROOT)
        .flat_map(names)
        .any(|(_, value)| value.to_ascii_lowercase().contains("paywall"))
}

/// True for a text of several paragraphs.
fn is_divided(written: &Written) -> bool {
    written.text.contains('\n')
}

/// A text of the data, which may be markup, markup that was escaped, or plain lines.
fn written(text: &str, base: &Url, limits: &ParseLimits) -> Written {
    let unescaped;
    let mut text = text;
    if !text.contains('<') && text.contains("&lt;") {
        let document = parse_fragment(text, limits);
        unescaped = document.text_content(NodeId::ROOT);
        text = &unescaped;
    }
    let without = without_slots(text);
    let text = without.as_ref();
    if text.contains("</") || text.contains("<br") {
        let mut document = parse_fragment(text, limits);
        document.show_figures();
        return write::article(&document, &Body::whole(), base);
    }
    let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let body = Body { paragraphs, ..Body::default() };
    write::article(&parse_fragment("", limits), &body, base)
}

/// A text without the marks at which scripts put advertisements: `$$ARTICLEAD$$`.
fn without_slots(text: &str) -> Cow<'_, str> {
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-'))
    };
    let parts: Vec<&str> = text.split("$$").collect();
    if !parts.iter().any(|part| is_name(part)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parts.into_iter().filter(|part| !is_name(part)).collect())
}

/// What the report says where the data won.
pub(crate) fn signal() -> Signal {
    let value = "the page shows no text of its own and holds it for its scripts".to_owned();
    Signal { field: "html", from: "page data".to_owned(), value }
}

#[cfg(test)]
mod tests;
