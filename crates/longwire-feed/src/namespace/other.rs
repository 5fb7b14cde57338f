//! Small vocabularies: syndication periods, comments, places, licences, and
//! the original address behind FeedBurner's.
//!
//! What has no field of its own is kept as data under its usual prefix.
//!
//! Specs: RDF Site Summary 1.0 Modules: Syndication, Slash; The Well-Formed Web
//! CommentAPI; GeoRSS-Simple; creativeCommons RSS module; RFC 4685; Podcasting 2.0.

use longwire_model::FeedLink;
use longwire_text::link;

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::xml::{Element, Ns};

/// Reads an element of a small vocabulary in a feed's head.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &Context<'_>) {
    match (field.ns(), field.local()) {
        (Ns::Syndication, "updateperiod") => {
            draft.period_minutes = field::line(field).and_then(|period| minutes(&period));
        }
        (Ns::Syndication, "updatefrequency") => {
            draft.frequency = field::line(field).and_then(|times| times.parse().ok());
        }
        (Ns::CreativeCommons, "license") => {
            let address =
                field::address(field, context).or_else(|| field::address_in(field, "rdf:resource", context));
            if let Some(url) = address.and_then(|a| link::resolve(&a, context.base.as_ref())) {
                draft.add_link(FeedLink { url, rel: "license".to_owned(), media_type: None, title: None });
            }
        }
        _ => {}
    }
}

fn minutes(period: &str) -> Option<u32> {
    const DAY: u32 = 24 * 60;
    match period.to_ascii_lowercase().as_str() {
        "hourly" => Some(60),
        "daily" => Some(DAY),
        "weekly" => Some(7 * DAY),
        "monthly" => Some(30 * DAY),
        "yearly" => Some(365 * DAY),
        _ => None,
    }
}

/// Reads an element of a small vocabulary in an entry.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    const EXTRAS_MAX: usize = 100;
    let prefix = match (field.ns(), field.local()) {
        (Ns::Feedburner, "origlink") => {
            draft.original = field::address(field, context);
            return;
        }
        (Ns::Wfw, "comment") => "wfw",
        (Ns::Wfw, "commentrss") => "wfw",
        (Ns::Slash, _) => "slash",
        (Ns::Geo, _) => "georss",
        (Ns::CreativeCommons, "license") => "cc",
        (Ns::Thread, _) => "thr",
        (Ns::Podcast, _) => "podcast",
        _ => return,
    };
    let value = field::line(field).or_else(|| {
        ["url", "href", "ref", "rdf:resource"].iter().find_map(|name| field.attribute(name)).map(Into::into)
    });
    if let Some(value) = value.filter(|_| draft.entry.extras.len() < EXTRAS_MAX) {
        draft.entry.extras.push((format!("{prefix}:{}", field.local()), value));
    }
}
