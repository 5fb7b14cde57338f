//! What we know about one site, as data.
//!
//! [`SiteRules`] are the facts and places of one site; a [`RuleBook`] holds those of many and finds
//! the ones of an address. Rules are the last resort: they say where things stand on the pages of a
//! site where the general way failed. Files and their format are the program's matter.
//!
//! - Title and date of a rule overrule what the page says elsewhere, where the place is there.
//! - The rule's body competes with all others, with a lead; a page whose design changed, so that the
//!   place holds next to nothing, is read the general way.
//! - What a rule drops is dropped whoever wins.

mod book;
mod selector;

use longwire_model::Url;

use crate::dom::{Document, NodeId, NodeSet};
use crate::metadata;

pub use book::RuleBook;
pub use selector::{BadSelector, Selector};

/// Most elements that one place takes on a page.
const SELECTED_MAX: usize = 1_000;
/// Longest value taken from a place, in bytes.
const VALUE_BYTES_MAX: usize = 1_000;

/// Facts about a site that its pages do not state, and places where things stand on them.
#[derive(Clone, Debug, Default)]
pub struct SiteRules {
    /// IANA name of the zone in which the site writes its times: `Europe/Paris`.
    pub zone: Option<String>,
    /// True where the site writes the day before the month in numeric dates.
    pub day_first: Option<bool>,
    /// The elements that hold the body, all of them, in page order.
    pub body: Vec<Selector>,
    /// Elements that are no part of it.
    pub drop: Vec<Selector>,
    /// Where the title stands.
    pub title: Option<Place>,
    /// Where the date of appearance stands.
    pub date: Option<Place>,
    /// The link to the next part of an article.
    pub next_page: Option<Selector>,
}

/// A value on a page: the text of the first such element, or an attribute of it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which element.
    pub select: Selector,
    /// Its attribute; without one, its text.
    pub attribute: Option<String>,
}

impl Place {
    /// The element and the value; `None` where the page has no such element or it says nothing.
    pub(crate) fn value(&self, document: &Document) -> Option<(NodeId, String)> {
        let id = self.select.first(document)?;
        let value = match &self.attribute {
            Some(name) => document.attr(id, name)?.trim().to_owned(),
            None => metadata::squeezed_text(document, id, VALUE_BYTES_MAX),
        };
        (!value.is_empty() && value.len() <= VALUE_BYTES_MAX).then_some((id, value))
    }
}

impl SiteRules {
    /// Every node below the elements that hold the body; `None` where the page has none of them.
    pub(crate) fn body_nodes(&self, document: &Document) -> Option<NodeSet> {
        let mut nodes = NodeSet::of(document);
        let mut any = false;
        for id in self.body.iter().flat_map(|selector| selector.all(document)).take(SELECTED_MAX) {
            any = true;
            if !nodes.contains(id) {
                nodes.insert(id);
                document.descendants(id).for_each(|node| {
                    nodes.insert(node);
                });
            }
        }
        any.then_some(nodes)
    }

    /// The elements that are no part of the body.
    pub(crate) fn dropped(&self, document: &Document) -> Vec<NodeId> {
        self.drop.iter().flat_map(|selector| selector.all(document)).take(SELECTED_MAX).collect()
    }

    /// Where the next part is, if the page links to one.
    pub(crate) fn next_page(&self, document: &Document, base: &Url) -> Option<Url> {
        let link = self.next_page.as_ref()?.first(document)?;
        longwire_text::link::resolve(document.attr(link, "href")?, Some(base))
    }
}

#[cfg(test)]
mod tests;
