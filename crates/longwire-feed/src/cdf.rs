//! Channel Definition Format: what Internet Explorer 4 called a feed.
//!
//! Spec: W3C Note NOTE-CDFsubmit (1997).

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::rss;
use crate::xml::attribute;
use crate::xml::{Element, tree::Tag};
use longwire_text::link;

/// Reads what the attributes of `CHANNEL` say.
pub(crate) fn channel_tag(tag: &Tag<'_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    let value =
        |name| attribute::get(tag.attributes, name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    if let Some(base) = value("base") {
        context.base = link::resolve(&base, context.base.as_ref()).or(context.base.take());
    }
    let home = value("href").map(|href| link::resolve_written(&href, context.base.as_ref()).into_owned());
    draft.link.offer(1, home);
    draft.updated.offer(1, value("lastmod").and_then(|date| field::date_of(&date, context)));
}

/// Reads a child of `CHANNEL`.
pub(crate) fn channel_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "abstract" => draft.description.offer(1, field::html(field, context)),
        "a" => draft.link.offer(2, field::address_in(field, "href", context)),
        _ => rss::channel_field(field, draft, context),
    }
}

/// Reads what the attributes of `ITEM` say.
pub(crate) fn item_tag(item: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    draft.link.offer(3, field::address_in(item, "href", context));
    if let Some(date) = item.attribute("lastmod") {
        draft.updated.offer(3, field::date_of(&date, context));
    }
}
