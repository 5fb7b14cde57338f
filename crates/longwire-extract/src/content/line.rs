//! Lines that became fields, and nodes that only look like them.
//!
//! A byline may be found in an element that holds the body too, and a place at the beginning of a paragraph
//! ("Hamburg. The harbour …"): both are text, whatever field they gave.

use super::measure::Measure;
use super::tags::{Flow, flow};
use crate::dom::{Document, NodeId};

/// Longest text of a field's line, in weight: 100 letters or 40 Han characters.
const WEIGHT_MAX: u32 = 200;

/// Most nodes of the line looked at on either side.
const NODES_MAX: usize = 1_000;

/// True for a node that holds no more than a line and is no part of a longer one.
pub(super) fn is_one(document: &Document, node: NodeId) -> bool {
    let below = std::iter::once(node).chain(document.descendants(node));
    if is_longer(document, below) {
        return false;
    }
    let is_inline = |id: NodeId| document.element(id).map_or(Flow::Inline, flow) == Flow::Inline;
    if !is_inline(node) {
        return true;
    }
    let line = document.ancestors(node).find(|&id| !is_inline(id)).unwrap_or(NodeId::ROOT);
    let after = std::iter::successors(document.following(node, line), |&id| {
        document.first_child(id).or_else(|| document.following(id, line))
    });
    let before = std::iter::successors(previous(document, node, line), |&id| {
        document.last_child(id).or_else(|| previous(document, id, line))
    });
    let before = before.take(NODES_MAX).take_while(|&id| is_inline(id));
    let after = after.take(NODES_MAX).take_while(|&id| is_inline(id));
    !is_longer(document, before.chain(after))
}

/// True where texts hold more than a line.
fn is_longer(document: &Document, nodes: impl Iterator<Item = NodeId>) -> bool {
    let (mut measure, mut in_word) = (Measure::default(), false);
    nodes.filter_map(|id| document.text(id)).any(|text| {
        measure.add(text, &mut in_word);
        measure.weight > WEIGHT_MAX
    })
}

/// The nearest node before a node that does not hold it, without leaving `root`.
fn previous(document: &Document, node: NodeId, root: NodeId) -> Option<NodeId> {
    std::iter::successors(Some(node), |&at| document.parent(at))
        .take_while(|&at| at != root)
        .find_map(|at| document.previous_sibling(at))
}
