//! RSS 0.90 to 2.0, on RDF or not: the words of `channel` and `item`.
//!
//! Atom's and other vocabularies' elements inside RSS are read by [`crate::atom`]
//! and [`crate::namespace`].
//!
//! Specs: RSS 2.0.11; RDF Site Summary 1.0; RSS 0.90, 0.91, 0.92 as Netscape
//! and UserLand published them.

use longwire_model::Enclosure;
use longwire_text::link;

use crate::atom;
use crate::defect;
use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::html::{self, Tags};
use crate::person;
use crate::xml::Element;

/// Reads a child of `channel`.
pub(crate) fn channel_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(0, field::title(field, context)),
        "link" if field.attribute("rel").is_some() => atom::feed_field(field, draft, context),
        "link" => draft.link.offer_latest(0, address(field, context)),
        "url" => draft.link.offer(4, address(field, context)),
        "description" => draft.description.offer(0, field::html(field, context)),
        "tagline" | "subtitle" => draft.description.offer(1, field::html(field, context)),
        "language" => draft.language.offer(0, field::line(field)),
        "copyright" | "rights" => draft.rights.offer(0, text(field, context)),
        "managingeditor" | "author" => draft.add_author(0, field::person(field, context)),
        "webmaster" => draft.add_author(5, field::person(field, context)),
        "pubdate" | "published" | "issued" => draft.published.offer_latest(0, field::date(field, context)),
        "lastbuilddate" | "updated" | "modified" => {
            draft.updated.offer_latest(0, field::date(field, context))
        }
        "category" | "keywords" => categories(field, |category| draft.add_category(category)),
        "generator" => draft.generator.offer(0, field::line(field)),
        "id" | "guid" => draft.id.offer(1, field::line(field)),
        "ttl" => draft.ttl_minutes = field.text().and_then(|ttl| ttl.parse().ok()),
        "skiphours" => draft.feed.skip_hours |= skip_hours(field),
        "skipdays" => draft.feed.skip_days |= skip_days(field),
        "image" | "logo" | "icon" => image(field, draft, context),
        _ => {}
    }
}

/// `<skipHours>` as bits: 0 to 23, and 24 for midnight, as RSS 0.91 counted.
fn skip_hours(field: &Element<'_, '_>) -> u32 {
    let hours = field.children().filter(|child| child.local() == "hour");
    let bit = |hour: u32| if hour <= 24 { 1 << (hour % 24) } else { 0 };
    hours.filter_map(|hour| hour.text()?.trim().parse().ok()).map(bit).fold(0, |bits, bit| bits | bit)
}

/// `<skipDays>` as bits, Monday the lowest.
fn skip_days(field: &Element<'_, '_>) -> u8 {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let days = field.children().filter(|child| child.local() == "day").filter_map(|day| day.text());
    let place = |day: &str| DAYS.iter().position(|name| day.trim().eq_ignore_ascii_case(name));
    days.filter_map(|day| place(&day)).fold(0, |bits, place| bits | 1 << place)
}

/// RSS's `<image><url>`, RDF's `<image rdf:resource>`, and an address standing alone.
fn image(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &Context<'_>) {
    let inner = field.child("url").and_then(|url| field::address(&url, context));
    draft.image.offer(0, inner);
    draft.image.offer(1, field::address_in(field, "rdf:resource", context));
    draft.image.offer(1, field::address_in(field, "href", context));
    draft.image.offer(1, field::address_in(field, "url", context));
    if !field.has_children() {
        draft.image.offer(2, field::address(field, context));
    }
}

/// Reads a child of `item`.
pub(crate) fn item_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(0, field::title(field, context)),
        "link" if field.attribute("rel").is_some() => atom::entry_field(field, draft, context),
        "link" => draft.link.offer_latest(0, address(field, context)),
        "url" => draft.link.offer(4, address(field, context)),
        "guid" => guid(field, draft, context),
        "id" => draft.guid.offer(1, field::line(field)),
        "description" => draft.add_description(0, field::html(field, context)),
        "summary" | "abstract" => draft.add_description(1, field::html(field, context)),
        "fullitem" | "fulltext" | "full-text" => draft.content.offer(1, field::html(field, context)),
        "content" | "body" => draft.content.offer(2, field::html(field, context)),
        "pubdate" | "published" | "issued" => draft.published.offer_latest(0, field::date(field, context)),
        "date" => draft.published.offer_latest(2, field::date(field, context)),
        "updated" | "modified" => draft.updated.offer_latest(0, field::date(field, context)),
        "author" => draft.add_author(0, field::person(field, context)),
        "managingeditor" | "contributor" => draft.add_author(4, field::person(field, context)),
        "category" | "keywords" => categories(field, |category| draft.add_category(category)),
        "enclosure" => {
            let address = field::address_in(field, "url", context)
                .or_else(|| field::address_in(field, "href", context));
            enclosure(field, address, "length", draft, context);
        }
        "comments" => {
            let address = field::address(field, context);
            draft.entry.comments_url = address.and_then(|a| link::resolve(&a, context.base.as_ref()));
        }
        "image" | "thumbnail" => {
            let inner = field.child("url").and_then(|url| field::address(&url, context));
            draft.image.offer(1, inner.or_else(|| field::address_in(field, "url", context)));
            if !field.has_children() {
                draft.image.offer(2, field::address(field, context));
            }
        }
        "source" => {
            let address = field::address_in(field, "url", context);
            draft.entry.extras.extend(address.map(|a| ("source:url".to_owned(), a)));
        }
        _ => {}
    }
}

/// The identity, which is also the address unless it says that it is not.
fn guid(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    let Some(guid) = raw(field, context) else { return };
    let is_permalink =
        field.attribute("ispermalink").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
    if is_permalink && link::has_scheme(&guid) && link::parse(&guid).is_some() {
        draft.link.offer(2, Some(guid.clone()));
    }
    draft.guid.offer(0, Some(guid));
}

/// The value as it stands, naked markup included.
fn raw(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    if field.has_children() {
        field::html(field, context)
    } else {
        field.text().map(|text| text.into_owned())
    }
}

/// A copyright line and the like: plain text, from whatever was written.
fn text(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    let html = field::html(field, context)?;
    Some(html::text(&html, Tags::Known)).filter(|text| !text.is_empty())
}

/// An address in the element's text, or, as in Atom, in its `href`.
fn address(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    field::address(field, context).or_else(|| field::address_in(field, "href", context))
}

/// The category of an element: its text, else the term, else what it is called.
pub(crate) fn categories(field: &Element<'_, '_>, mut add: impl FnMut(&str)) {
    if let Some(text) = field::line(field) {
        add(&text);
    }
    let attribute = ["term", "text", "label"].iter().find_map(|name| field.attribute(name));
    if let Some(category) = attribute {
        add(&category);
    }
}

/// Adds attached media; an address that is none is a defect.
pub(crate) fn enclosure(
    field: &Element<'_, '_>,
    address: Option<String>,
    length: &str,
    draft: &mut EntryDraft,
    context: &mut Context<'_>,
) {
    const ENCLOSURES_MAX: usize = 200;
    let Some(address) = address else { return };
    let Some(url) = link::resolve(&address, context.base.as_ref()) else {
        context.defects.note(defect::ENCLOSURE_URL_UNREADABLE, &address);
        return;
    };
    let length_bytes = field.attribute(length).and_then(|length| length.parse().ok());
    let media_type = field.attribute("type").map(|media_type| media_type.into_owned());
    let enclosures = &mut draft.entry.enclosures;
    if enclosures.len() < ENCLOSURES_MAX && !enclosures.iter().any(|e| e.url == url) {
        enclosures.push(Enclosure { url, media_type, length_bytes });
    }
}

/// The person a line of text names, for vocabularies that write people so.
pub(crate) fn person_line(field: &Element<'_, '_>) -> Option<longwire_model::Person> {
    person::of_text(&field::line(field)?)
}
