//! From chosen blocks to a [`Body`]: which nodes stay, which go.

use html5ever::local_name;

use super::Body;
use super::beside::kept_beside;
use super::blocks::{Block, Page};
use super::caption;
use super::tags::{Flow, Tag, flow};
use crate::dom::{Document, NodeId, NodeSet};

/// The body that holds the given blocks, and the pictures that stand among them.
pub(super) fn body(document: &Document, page: &Page, kept: &[bool]) -> Body {
    let mut stays = NodeSet::of(document);
    for (block, _) in page.blocks.iter().zip(kept).filter(|(_, kept)| **kept) {
        stay_all(document, page, block, &mut stays);
    }
    let mut root = NodeId::ROOT;
    if !stays.contains(root) {
        return Body::default();
    }
    let beside = kept_beside(kept, |n| caption::is_one(page, n) && !kept[n]);
    for media in &page.media {
        let around = page.frames[page.frames[media.frame as usize].parent as usize].node;
        if beside[media.before_block as usize] && stays.contains(around) {
            stay(document, media.node, &mut stays);
        }
    }
    let mut captions = NodeSet::of(document);
    for (caption, figure) in caption::with_figures(page) {
        if stays.contains(page.frames[figure].node) && !stays.contains(page.frames[caption].node) {
            captions.insert(page.frames[caption].node);
            let (first, last) = page.frames[caption].blocks;
            for block in &page.blocks[first as usize..last.max(first) as usize] {
                stay_all(document, page, block, &mut stays);
            }
        }
    }
    while let Some(only) = only_staying_child(document, root, &stays) {
        root = only;
    }
    let mut dropped = NodeSet::of(document);
    let mut walk = document.traverse(root);
    while let Some(edge) = walk.next() {
        let crate::dom::Edge::Open(id) = edge else { continue };
        if !stays.contains(id) || is_promotion(document, id) {
            if !is_glue(document, id) {
                dropped.insert(id);
            }
            walk.skip_children();
        }
    }
    Body { roots: vec![root], dropped, captions, paragraphs: Vec::new() }
}

/// Most bytes of text in a promotion. A larger box of that name holds the article.
const PROMOTION_BYTES_MAX: usize = 900;

/// True for a publisher's own promotion that carries no class to learn from, only
/// a data attribute: `data-selfpromo-newsletter`.
fn is_promotion(document: &Document, id: NodeId) -> bool {
    let named = document.attrs(id).any(|(name, _)| name.starts_with("data-") && name.contains("promo"));
    let mut bytes = 0;
    named
        && document.descendants(id).filter_map(|node| document.text(node)).all(|text| {
            bytes += text.len();
            bytes <= PROMOTION_BYTES_MAX
        })
}

/// Marks the texts of a block.
fn stay_all(document: &Document, page: &Page, block: &Block, stays: &mut NodeSet) {
    for &text in &page.texts[block.texts.0 as usize..block.texts.1 as usize] {
        stay(document, text, stays);
    }
}

/// Marks a node and everything around it, up to the first that is marked already.
fn stay(document: &Document, id: NodeId, stays: &mut NodeSet) {
    let mut at = Some(id);
    while let Some(node) = at {
        if !stays.insert(node) {
            break;
        }
        at = document.parent(node);
    }
}

/// The one child that holds all that stays, if it is a plain box.
fn only_staying_child(document: &Document, id: NodeId, stays: &NodeSet) -> Option<NodeId> {
    let mut staying = document.children(id).filter(|child| stays.contains(*child));
    let only = staying.next()?;
    if staying.next().is_some() {
        return None;
    }
    match flow(document.element(only)?) {
        Flow::Block(
            Tag::Division
            | Tag::Section
            | Tag::Article
            | Tag::Main
            | Tag::Header
            | Tag::Footer
            | Tag::Aside
            | Tag::Nav
            | Tag::Form
            | Tag::Table
            | Tag::Row
            | Tag::Cell
            | Tag::Address,
        ) => Some(only),
        _ => None,
    }
}

/// What may stay where nothing is kept: line breaks, rules, blanks between words.
fn is_glue(document: &Document, id: NodeId) -> bool {
    match document.text(id) {
        Some(text) => text.trim().is_empty(),
        None => matches!(
            document.element(id),
            None | Some(&(local_name!("br") | local_name!("wbr") | local_name!("hr")))
        ),
    }
}
