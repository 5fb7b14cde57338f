//! Each block's fate in words, for people.

use super::around;
use super::blocks::Page;
use super::features::{Table, is_prose};
use super::names::mark;
use super::wording::{FURNITURE, Wording};
use crate::dom::{Document, NodeId};
use crate::report::BlockNote;

/// Characters of a block's text that a note shows.
const TEXT_MAX: usize = 80;
/// Elements of a path that a note shows.
const PATH_MAX: usize = 5;

/// A note on every block, in page order; `unset` are the blocks that went after all, with the reason.
pub(super) fn notes(
    document: &Document,
    page: &Page,
    table: &Table<'_>,
    likely: &[f32],
    kept: &[bool],
    unset: &[(&str, Vec<usize>)],
) -> Vec<BlockNote> {
    let went = |n: usize| unset.iter().find(|(_, blocks)| blocks.binary_search(&n).is_ok());
    (0..page.blocks.len())
        .map(|n| BlockNote {
            path: path(document, page, n),
            text: page.text(document, n).chars().take(TEXT_MAX).collect(),
            kept: kept[n],
            score: likely[n],
            why: went(n).map_or_else(|| why(page, table, n, kept[n]), |(why, _)| (*why).to_owned()),
        })
        .collect()
}

fn path(document: &Document, page: &Page, block: usize) -> String {
    let node = page.frames[page.blocks[block].frame as usize].node;
    let mut parts: Vec<String> = std::iter::once(node)
        .chain(document.ancestors(node))
        .take_while(|id| *id != NodeId::ROOT)
        .take(PATH_MAX)
        .filter_map(|id| {
            let name = document.element(id)?;
            let class = document.attr(id, "class").and_then(|class| class.split_ascii_whitespace().next());
            Some(class.map_or_else(|| name.to_string(), |class| format!("{name}.{class}")))
        })
        .collect();
    parts.reverse();
    parts.join(" > ")
}

/// Kinds of places that speak against a block, and how a person calls them.
const PLACES: &[(u32, &str)] = &[
    (mark::NAV, "navigation"),
    (mark::FOOTER, "a footer"),
    (mark::SIDEBAR, "a side column"),
    (mark::COMMENT, "comments"),
    (mark::SHARE, "share buttons"),
    (mark::RELATED, "related links"),
    (mark::PROMO, "a promotion"),
    (mark::AD, "advertising"),
    (mark::BYLINE, "a byline"),
    (mark::TAGS, "tags"),
    (mark::POPUP, "a notice"),
    (mark::HIDDEN, "what is hidden"),
];

fn why(page: &Page, table: &Table<'_>, n: usize, kept: bool) -> String {
    let block = &page.blocks[n];
    let frame = &page.frames[block.frame as usize];
    if kept {
        return if is_prose(block) { "reads like sentences" } else { "stands among the body's blocks" }
            .to_owned();
    }
    if table.is_field(n) {
        return "became a field".to_owned();
    }
    if frame.around & around::CAPTION != 0 {
        return "is a caption, which goes with its picture".to_owned();
    }
    if frame.around & (around::NAV | around::FOOTER | around::ASIDE) != 0 {
        return "stands in a nav, footer or aside".to_owned();
    }
    if let Some((_, place)) = PLACES.iter().find(|(mark, _)| (frame.marks | block.marks) & mark != 0) {
        return format!("the names around it speak of {place}");
    }
    let Wording(kinds) = table.wording(n);
    if kinds & FURNITURE != 0 {
        return "its wording is that of furniture".to_owned();
    }
    if block.link_weight * 2 > block.measure.weight {
        return "is mostly links".to_owned();
    }
    if is_prose(block) {
        "stands apart from the body"
    } else {
        "is too little to be read, away from the body"
    }
    .to_owned()
}
