//! A page that only scripts would fill, as it is shown to readers without them.
//!
//! Systems that draw a page in the browser put all of it into a `<noscript>` as
//! well, for search engines. Where such an element holds more text than the rest
//! of the page it *is* the page, and every reader of the tree should see it as one.
//!
//! Deliberately absent: the small ones, which repeat a lazy picture or ask to
//! turn scripts on. They stay what they are.

use html5ever::local_name;

use super::{Document, Edge, Kind, NodeId};

/// Least text of a `<noscript>` that can be the page, in bytes: notices are shorter.
const FALLBACK_BYTES_MIN: usize = 600;

impl Document {
    /// Makes the `<noscript>` that holds the page, if one does, an ordinary box. Linear in the page.
    pub fn show_fallback(&mut self) {
        let Some(noscript) = self.kind_named(&local_name!("noscript")) else { return };
        let (Some(fallback), shown) = self.fullest(noscript) else { return };
        let held = self.text_bytes(fallback);
        if held < FALLBACK_BYTES_MIN || held <= shown {
            return;
        }
        // Every page has a `body`, and as a box inside the first it is as plain as a `div`.
        if let Some(plain) =
            self.kind_named(&local_name!("div")).or_else(|| self.kind_named(&local_name!("body")))
        {
            self.nodes[fallback.index()].kind = plain;
        }
    }

    /// The `<noscript>` of the body that holds most text, and the bytes that stand outside of all.
    fn fullest(&self, noscript: Kind) -> (Option<NodeId>, usize) {
        let mut best: Option<(NodeId, usize)> = None;
        let mut shown = 0;
        let mut walk = self.traverse(NodeId::ROOT);
        while let Some(edge) = walk.next() {
            let Edge::Open(id) = edge else { continue };
            if let Some(text) = self.text(id) {
                shown += text.trim_ascii().len();
            } else if self.nodes[id.index()].kind == noscript {
                let held = self.text_bytes(id);
                if best.is_none_or(|(_, most)| held > most) {
                    best = Some((id, held));
                }
                walk.skip_children();
            } else if self.is_unseen(id) {
                walk.skip_children();
            }
        }
        (best.map(|(id, _)| id), shown)
    }

    /// Visible bytes below a node.
    fn text_bytes(&self, id: NodeId) -> usize {
        let mut bytes = 0;
        let mut walk = self.traverse(id);
        while let Some(edge) = walk.next() {
            let Edge::Open(node) = edge else { continue };
            if let Some(text) = self.text(node) {
                bytes += text.trim_ascii().len();
            } else if self.is_unseen(node) {
                walk.skip_children();
            }
        }
        bytes
    }

    pub(super) fn is_unseen(&self, id: NodeId) -> bool {
        matches!(
            self.element(id),
            Some(
                &(local_name!("script")
                    | local_name!("style")
                    | local_name!("template")
                    | local_name!("head")
                    | local_name!("svg")
                    | local_name!("textarea")
                    | local_name!("select"))
            )
        )
    }

    pub(super) fn kind_named(&self, wanted: &html5ever::LocalName) -> Option<Kind> {
        let place = self.names.iter().position(|name| name.local == *wanted && !name.foreign)?;
        u16::try_from(place).ok().map(Kind)
    }
}

#[cfg(test)]
mod tests;
