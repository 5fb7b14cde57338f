//! The line that belongs to a picture.
//!
//! In a `<figure>` it is the `<figcaption>`. Older pages put a line of its own
//! right behind the picture; it is taken for the caption where its class says so
//! or where it ends in a photographer's name, and only then.

use html5ever::local_name;

use super::credit;
use crate::dom::{Document, NodeId};
use crate::metadata::text;

/// Levels between a picture and its figure, or the element that its line stands behind.
const LEVELS_MAX: usize = 6;
/// Longest line that is a caption, in bytes.
const BYTES_MAX: usize = 1_000;
/// Longest line outside a figure that can be one, in characters.
const LINE_CHARS_MAX: usize = 120;
/// Siblings looked at for the next element.
const SIBLINGS_MAX: usize = 8;

/// Parts of class names that say caption.
const CLASSES: [&str; 8] =
    ["caption", "legend", "phototext", "photo_text", "photo-text", "pictext", "imgtext", "tushuo"];

/// A picture's line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Caption {
    pub(super) text: Option<String>,
    pub(super) credit: Option<String>,
    /// The element that holds it, where it stands outside a figure.
    pub(super) line: Option<NodeId>,
}

/// Finds the line of an `<img>`.
pub(super) fn of(document: &Document, image: NodeId) -> Option<Caption> {
    let figure =
        document.ancestors(image).take(LEVELS_MAX).find(|&id| document.is(id, &local_name!("figure")));
    if let Some(figure) = figure {
        let node = document.first_named(figure, &local_name!("figcaption"))?;
        let (text, credit) = credit::split(&text::text_within(document, node, BYTES_MAX));
        return Some(Caption { text, credit, line: None });
    }
    for inner in std::iter::once(image).chain(document.ancestors(image).take(2)) {
        if inner != image && !text::text_within(document, inner, BYTES_MAX).is_empty() {
            return None;
        }
        if let Some(next) = next_element(document, inner) {
            return line(document, next);
        }
    }
    None
}

/// The next element behind a node, line breaks passed over. `None` where text stands between.
fn next_element(document: &Document, node: NodeId) -> Option<NodeId> {
    let mut next = document.next_sibling(node);
    for _ in 0..SIBLINGS_MAX {
        let id = next?;
        match document.text(id) {
            Some(text) if !text.trim().is_empty() => return None,
            None if document.element(id).is_some() && !document.is(id, &local_name!("br")) => {
                return Some(id);
            }
            _ => next = document.next_sibling(id),
        }
    }
    None
}

fn line(document: &Document, node: NodeId) -> Option<Caption> {
    let text = text::text_within(document, node, BYTES_MAX);
    if text.is_empty() || text.chars().count() > LINE_CHARS_MAX {
        return None;
    }
    let class = document.attr(node, "class").unwrap_or("").to_ascii_lowercase();
    let is_named = CLASSES.iter().any(|part| class.contains(part));
    let (text, credit) = credit::split(&text);
    (is_named || credit.is_some()).then_some(Caption { text, credit, line: Some(node) })
}

#[cfg(test)]
mod tests;
