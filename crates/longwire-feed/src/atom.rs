//! Atom 1.0 and 0.3: the words of `feed` and `entry`, which RSS feeds use too.
//!
//! Specs: RFC 4287; the Atom 0.3 draft (`issued`, `modified`, `created`,
//! `tagline`, `copyright`, `mode`); RFC 5005 (paging roles); RFC 4685 (`in-reply-to`).

use longwire_model::{FeedLink, Person};
use longwire_text::link;

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field::{self, Construct};
use crate::rss;
use crate::xml::Element;

/// Reads a child of `feed`, or an Atom element inside a channel.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(0, field::construct(field, context).map(Construct::into_title)),
        "subtitle" | "tagline" => draft.description.offer(0, html(field, context)),
        "info" | "description" => draft.description.offer(3, html(field, context)),
        "id" => draft.id.offer(0, identity(field, context)),
        "link" => feed_link(field, draft, context),
        "updated" | "modified" => draft.updated.offer_latest(0, field::date(field, context)),
        "published" | "issued" => draft.published.offer_latest(0, field::date(field, context)),
        "created" => draft.published.offer_latest(2, field::date(field, context)),
        "author" => draft.add_author(0, field::person(field, context)),
        "contributor" => draft.add_author(6, field::person(field, context)),
        "rights" | "copyright" => {
            draft.rights.offer(0, field::construct(field, context).map(Construct::into_line));
        }
        "generator" => draft.generator.offer(0, field::line(field)),
        "logo" => draft.image.offer(0, field::address(field, context)),
        "icon" => draft.image.offer(1, field::address(field, context)),
        "category" => rss::categories(field, |category| draft.add_category(category)),
        "language" => draft.language.offer(1, field::line(field)),
        _ => {}
    }
}

/// Reads a child of `entry`, or an Atom element inside an item.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(0, field::construct(field, context).map(Construct::into_title)),
        "id" => draft.guid.offer(0, identity(field, context)),
        "link" => entry_link(field, draft, context),
        "summary" => draft.summary.offer(0, html(field, context)),
        "description" => draft.summary.offer(2, html(field, context)),
        "content" => content(field, draft, context),
        "updated" | "modified" => draft.updated.offer_latest(0, field::date(field, context)),
        "published" | "issued" => draft.published.offer_latest(0, field::date(field, context)),
        "created" => draft.published.offer_latest(2, field::date(field, context)),
        "author" => draft.add_author(0, field::person(field, context)),
        "contributor" => draft.add_author(6, field::person(field, context)),
        "category" => rss::categories(field, |category| draft.add_category(category)),
        "rights" => {
            let rights = field::construct(field, context).map(Construct::into_line);
            draft.entry.extras.extend(rights.map(|rights| ("atom:rights".to_owned(), rights)));
        }
        "source" => source(field, draft, context),
        _ => {}
    }
}

fn html(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    field::construct(field, context).map(Construct::into_html)
}

/// Content inside the entry, or elsewhere by `src`.
fn content(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    let Some(address) = field::address_in(field, "src", context) else {
        draft.content.offer(0, html(field, context));
        return;
    };
    let media_type = field.attribute("type").unwrap_or_default().to_ascii_lowercase();
    match media_type.as_str() {
        "" | "text" | "html" | "xhtml" => draft.link.offer(4, Some(address)),
        media_type if is_page(media_type) => draft.link.offer(4, Some(address)),
        _ => rss::enclosure(field, Some(address), "length", draft, context),
    }
}

/// An identity, which the document's own `xml:base` may complete; the address
/// it was fetched from must not, or it would change with the mirror.
fn identity(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    let text = field.text()?;
    let own_base = field.base(context.stated_base.as_ref());
    Some(link::resolve_written(&text, own_base).into_owned()).filter(|id| !id.is_empty())
}

/// What a link is for: `alternate` where it does not say (RFC 4287 §4.2.7.2).
fn role(field: &Element<'_, '_>) -> String {
    let rel = field.attribute("rel").unwrap_or("alternate".into()).to_ascii_lowercase();
    // Registered roles may be written as addresses.
    rel.strip_prefix("http://www.iana.org/assignments/relation/").unwrap_or(&rel).to_owned()
}

fn link_of(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    field::address_in(field, "href", context).or_else(|| field::address(field, context))
}

fn feed_link(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &Context<'_>) {
    let Some(address) = link_of(field, context) else { return };
    let rel = role(field);
    let media_type = field.attribute("type").map(|t| t.to_ascii_lowercase());
    if rel == "alternate" {
        let is_page = media_type.as_deref().is_none_or(is_page);
        draft.link.offer(if is_page { 0 } else { 3 }, Some(address.clone()));
    }
    if let Some(url) = link::resolve(&address, context.base.as_ref()) {
        let title = field.attribute("title").map(|title| title.into_owned());
        draft.add_link(FeedLink { url, rel, media_type, title });
    }
}

fn is_page(media_type: &str) -> bool {
    media_type.starts_with("text/html") || media_type.contains("xhtml") || media_type == "text/plain"
}

fn entry_link(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    let Some(address) = link_of(field, context) else { return };
    let media_type = field.attribute("type").unwrap_or_default().to_ascii_lowercase();
    match role(field).as_str() {
        "alternate" => {
            let rank = if media_type.is_empty() || is_page(&media_type) { 0 } else { 3 };
            draft.link.offer(rank, Some(address));
        }
        "enclosure" => rss::enclosure(field, Some(address), "length", draft, context),
        "self" => draft.link.offer(7, Some(address)),
        "replies" if media_type.is_empty() || is_page(&media_type) => {
            draft.entry.comments_url = link::resolve(&address, context.base.as_ref());
        }
        "license" => draft.entry.extras.push(("atom:license".to_owned(), address)),
        "via" => draft.entry.extras.push(("atom:via".to_owned(), address)),
        "image" | "preview" | "icon" => draft.image.offer(3, Some(address)),
        _ => {}
    }
}

/// The feed an entry was copied from: its authors stand for the entry's own
/// where the entry names none (RFC 4287 §4.2.1).
fn source(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    for author in field.children().filter(|child| child.local() == "author") {
        let person: Option<Person> = field::person(&author, context);
        draft.add_author(7, person);
    }
}
