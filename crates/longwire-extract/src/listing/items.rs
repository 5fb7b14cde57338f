//! What belongs to one item of a list, and the date in it.

use std::collections::HashMap;

use longwire_model::{Lang, Moment, Url};
use longwire_text::date::written::{self, Form, Habits};
use longwire_text::{cjk, zone};

use super::entries::{Link, spaced_text};
use crate::dom::{Document, NodeId};

/// Levels above a link that may belong to its item alone.
const LEVELS: usize = 6;

/// Most text of an item that is searched for a date, in bytes.
const TEXT_BYTES_MAX: usize = 2 << 10;

/// Most elements of an item that are looked at.
const NODES_MAX: usize = 256;

/// Weight of a link's text below which it does not make an item of its own: tags, counts.
const OWN_ITEM_WEIGHT_MIN: u32 = 9;

/// Which elements belong to one item alone, so that a date in them is its date.
pub(super) struct Items<'a> {
    /// Per node: the target of all links below it, or that there are several.
    below: HashMap<NodeId, Option<usize>>,
    habits: Habits<'a>,
    zone: Option<&'static str>,
}

impl<'a> Items<'a> {
    pub(super) fn of(document: &Document, links: &[Link], page: &Url, language: Option<&'a Lang>) -> Self {
        let mut below: HashMap<NodeId, Option<usize>> = HashMap::new();
        for link in links.iter().filter(|link| cjk::weight(&link.title) >= OWN_ITEM_WEIGHT_MIN) {
            for id in std::iter::once(link.node).chain(document.ancestors(link.node)).take(LEVELS + 1) {
                let target = below.entry(id).or_insert(Some(link.target));
                if *target != Some(link.target) {
                    *target = None;
                }
            }
        }
        let host = page.host_str().unwrap_or_default();
        let language = language.map(Lang::as_str);
        let habits = Habits { language, day_first: zone::writes_day_first(host, language), now: None };
        let zone = zone::of_site(host).or_else(|| zone::of_language(language?));
        Self { below, habits, zone }
    }

    /// The date of a link's item: of its `<time>`, of the text around it, of its address.
    pub(super) fn date(&self, document: &Document, link: &Link) -> Option<Moment> {
        let item = self.item(document, link);
        let times = document.descendants(item).take(NODES_MAX);
        let declared = times
            .filter(|&id| document.element(id).is_some_and(|name| &**name == "time"))
            .find_map(|id| document.attr(id, "datetime"));
        declared
            .and_then(|text| text.trim().parse().ok().or_else(|| self.in_text(text)))
            .or_else(|| self.in_text(&spaced_text(document, item, TEXT_BYTES_MAX)))
            .or_else(|| written::in_address(link.url.path()).map(Moment::Date))
    }

    /// The outermost element that belongs to a link's item alone.
    fn item(&self, document: &Document, link: &Link) -> NodeId {
        let is_page = |id| document.element(id).is_some_and(|name| matches!(&**name, "body" | "html"));
        let alone = |id: &NodeId| self.below.get(id) == Some(&Some(link.target)) && !is_page(*id);
        document.ancestors(link.node).take(LEVELS).take_while(alone).last().unwrap_or(link.node)
    }

    /// The last full date of a text: titles speak of dates too, and stand before it.
    fn in_text(&self, text: &str) -> Option<Moment> {
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let found = written::find(text, &self.habits);
        found.into_iter().rfind(|found| found.form == Form::Full).map(|found| found.moment(self.zone))
    }
}
