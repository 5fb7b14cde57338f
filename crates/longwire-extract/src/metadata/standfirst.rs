//! The standfirst: the paragraph that introduces the article, only where the page marks it as such.
//!
//! A page marks it by class (`standfirst`, `chapo`, `dek` …), or by repeating
//! its own description word for word as a paragraph of its own near the headline;
//! the latter is found by the body, which knows the paragraphs.

use super::Evidence;
use super::marks::MarkKind;
use super::text::{self, letters};
use super::title::Title;
use crate::dom::NodeId;

/// Shortest and longest standfirst, in characters.
const CHARS_MIN: usize = 12;
const CHARS_MAX: usize = 900;
/// How far behind the headline it can stand, in visible bytes.
const AFTER_TITLE_BYTES_MAX: usize = 1_500;

/// The standfirst and the element that holds it.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> Option<(String, NodeId)> {
    let headline = title.offset?;
    evidence
        .found
        .marks
        .iter()
        .filter(|mark| {
            mark.kind == MarkKind::Standfirst
                && mark.place.offset >= headline
                && mark.place.offset <= headline + AFTER_TITLE_BYTES_MAX
        })
        .filter(|mark| !evidence.is_furniture(mark.place, title.node))
        .take(20)
        .find_map(|mark| {
            let text = text::text_within(evidence.document, mark.node, CHARS_MAX * 4);
            let count = text.chars().count();
            ((CHARS_MIN..=CHARS_MAX).contains(&count) && letters(&text) != letters(&title.text))
                .then_some((text, mark.node))
        })
}
