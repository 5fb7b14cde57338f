//! Boxes that are figures in all but name: a picture and its caption, in plain divisions.
//!
//! Pages older than `<figure>`, and the systems that still write like them, mark a caption by a class
//! (`wp-caption-text`, `photo-caption`) or by nothing but its looks: one run of small or slanted text below the
//! picture, alone in its box. Every reader of the tree should see them as what they are.
//!
//! Deliberately absent: cards that a page is full of. What holds a heading, a list or nothing but a link is no caption.

use html5ever::{LocalName, local_name};

use super::{Document, Kind, NAMES_MAX, Name, NodeId};

/// Longest caption, in bytes.
const CAPTION_BYTES_MAX: usize = 900;
/// Most figures of a page.
const FIGURES_MAX: usize = 2_000;
/// Levels between a caption and the box that holds its picture too.
const LEVELS_MAX: usize = 3;
/// Most nodes of such a box.
const NODES_MAX: usize = 120;
/// Most pictures in it.
const PICTURES_MAX: usize = 3;

impl Document {
    /// Makes such boxes `figure` and their captions `figcaption`. Linear in the page.
    pub fn show_figures(&mut self) {
        let mut found: Vec<(NodeId, NodeId)> = Vec::new();
        for id in self.descendants(NodeId::ROOT) {
            if found.len() < FIGURES_MAX
                && self.may_be_caption(id)
                && let Some(figure) = self.figure_of(id)
                && found.last().is_none_or(|&(last, _)| last != figure)
            {
                found.push((figure, id));
            }
        }
        if found.is_empty() {
            return;
        }
        let names = [local_name!("figure"), local_name!("figcaption")].map(|name| self.kind_of(name));
        let [Some(figure), Some(caption)] = names else { return };
        for (outer, inner) in found {
            self.nodes[outer.index()].kind = figure;
            self.nodes[inner.index()].kind = caption;
        }
    }

    /// True for an element that its class or its looks give for a caption.
    fn may_be_caption(&self, id: NodeId) -> bool {
        if self.is_foreign(id) {
            return false;
        }
        match self.element(id) {
            Some(&(local_name!("div") | local_name!("p") | local_name!("dd") | local_name!("strong"))) => {
                self.is_named_caption(id)
            }
            // Plain text beside a small picture is as often the line of an icon.
            Some(&local_name!("span")) => {
                self.is_named_caption(id)
                    || (self.parent(id).is_some_and(|outer| self.is_named_picture(outer))
                        && self.stands_below_picture(id))
            }
            Some(&(local_name!("em") | local_name!("i") | local_name!("small") | local_name!("sub"))) => {
                self.is_named_caption(id) || self.stands_below_picture(id)
            }
            _ => false,
        }
    }

    fn class(&self, id: NodeId) -> Option<&str> {
        self.attrs(id).find(|(name, _)| **name == local_name!("class")).map(|(_, value)| value)
    }

    fn is_named_caption(&self, id: NodeId) -> bool {
        self.class(id).is_some_and(|class| class.split_ascii_whitespace().any(names_caption))
    }

    /// True for a box whose class says that it is a picture's.
    fn is_named_picture(&self, id: NodeId) -> bool {
        const NAMES: [&str; 6] = ["img", "image", "photo", "picture", "foto", "bild"];
        self.class(id).is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            NAMES.iter().any(|name| class.contains(name))
        })
    }

    /// True where a picture, and at most a line break, comes right before.
    fn stands_below_picture(&self, id: NodeId) -> bool {
        let mut before = self.previous_sibling(id);
        while let Some(node) = before {
            let passed = match self.text(node) {
                Some(text) => text.trim().is_empty(),
                None => matches!(self.element(node), None | Some(&local_name!("br"))),
            };
            if !passed {
                return self.is_picture(node)
                    || self.descendants(node).take(4).any(|below| self.is_picture(below));
            }
            before = self.previous_sibling(node);
        }
        false
    }

    fn is_picture(&self, id: NodeId) -> bool {
        matches!(self.element(id), Some(&local_name!("img"))) && !self.is_foreign(id)
    }

    /// The box that holds a caption and its picture, and no other text.
    fn figure_of(&self, caption: NodeId) -> Option<NodeId> {
        if !self.is_caption_text(caption) {
            return None;
        }
        for outer in self.ancestors(caption).take(LEVELS_MAX) {
            let is_box = matches!(
                self.element(outer),
                Some(
                    &(local_name!("div")
                        | local_name!("p")
                        | local_name!("span")
                        | local_name!("section")
                        | local_name!("dl")
                        | local_name!("center"))
                )
            );
            if !is_box || self.is_foreign(outer) {
                return None;
            }
            match self.pictures_beside(outer, caption)? {
                0 => {}
                pictures => return (pictures <= PICTURES_MAX).then_some(outer),
            }
        }
        None
    }

    /// True for a run of text that is not too long and no card's.
    fn is_caption_text(&self, caption: NodeId) -> bool {
        let (mut bytes, mut linked) = (0, 0);
        for node in self.descendants(caption).take(NODES_MAX) {
            if let Some(text) = self.text(node) {
                let length = text.trim_ascii().len();
                let in_link = self
                    .ancestors(node)
                    .take_while(|&at| at != caption)
                    .any(|at| self.is(at, &local_name!("a")));
                bytes += length;
                linked += if in_link { length } else { 0 };
            } else if self.is_picture(node) || self.element(node).is_some_and(is_of_cards) {
                return false;
            }
        }
        bytes > 0 && bytes <= CAPTION_BYTES_MAX && linked < bytes
    }

    /// How many pictures stand in a box before its caption; `None` where it holds other text.
    fn pictures_beside(&self, outer: NodeId, caption: NodeId) -> Option<usize> {
        let (mut pictures, mut before, mut at) = (0, true, self.first_child(outer));
        for _ in 0..NODES_MAX {
            let Some(node) = at else { return Some(pictures) };
            if node == caption || self.is_unseen(node) {
                before &= node != caption;
                at = self.following(node, outer);
                continue;
            }
            if self.text(node).is_some_and(|text| !text.trim().is_empty())
                || self.element(node).is_some_and(is_of_cards)
            {
                return None;
            }
            pictures += usize::from(before && self.is_picture(node));
            at = self.first_child(node).or_else(|| self.following(node, outer));
        }
        None
    }

    /// The kind of elements of this name, which the page need not have had.
    fn kind_of(&mut self, local: LocalName) -> Option<Kind> {
        if let Some(kind) = self.kind_named(&local) {
            return Some(kind);
        }
        (self.names.len() < NAMES_MAX).then(|| {
            self.names.push(Name { local, foreign: false });
            Kind((self.names.len() - 1) as u16)
        })
    }
}

/// True for a class that says "caption" of what it is on: `caption`, `wp-caption-text`, `imageCaption`.
fn names_caption(class: &str) -> bool {
    const NAME: &[u8] = b"caption";
    const RAREST: usize = 2;
    let named = memchr::memchr2_iter(b'p', b'P', class.as_bytes())
        .filter_map(|at| at.checked_sub(RAREST))
        .find(|&at| {
            class.as_bytes()[at..].get(..NAME.len()).is_some_and(|part| part.eq_ignore_ascii_case(NAME))
        });
    let Some(at) = named else { return false };
    let (before, rest) = (&class[..at], &class[at + NAME.len()..]);
    let is_word_end =
        rest.is_empty() || rest.starts_with(['-', '_']) || rest.starts_with(|c: char| c.is_ascii_uppercase());
    is_word_end && !["no-", "has-", "with-"].iter().any(|no| before.ends_with(no))
}

/// True for elements that a caption does not hold and cards do.
fn is_of_cards(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("ul")
            | local_name!("ol")
            | local_name!("table")
            | local_name!("form")
            | local_name!("button")
            | local_name!("input")
            | local_name!("figure")
            | local_name!("figcaption")
            | local_name!("blockquote")
            | local_name!("iframe")
    )
}

#[cfg(test)]
mod tests;
