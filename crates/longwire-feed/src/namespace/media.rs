//! Media RSS: pictures, videos and what is said about them.
//!
//! Spec: Media RSS Specification 1.5.1.

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::person;
use crate::rss;
use crate::xml::{Element, Ns};

use super::itunes::keywords;

/// Reads a media element of a feed's head.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "thumbnail" => draft.image.offer(2, field::address_in(field, "url", context)),
        "content" if is_picture(field) => draft.image.offer(3, field::address_in(field, "url", context)),
        "title" => draft.title.offer(3, field::title(field, context)),
        "description" => draft.description.offer(4, field::html(field, context)),
        "category" => rss::categories(field, |category| draft.add_category(category)),
        "keywords" => keywords(field, |word| draft.add_category(word)),
        "copyright" => draft.rights.offer(2, field::line(field)),
        _ => {}
    }
}

/// Reads a media element of an entry, and those inside a group or a content element.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(3, field::title(field, context)),
        "description" => draft.summary.offer(4, field::html(field, context)),
        "text" => draft.summary.offer(5, field::html(field, context)),
        "group" => {
            for inner in field.children().filter(|inner| inner.ns() == Ns::Media && inner.local() != "group")
            {
                entry_field(&inner, draft, context);
            }
        }
        _ => {
            medium(field, draft, context);
            // What stands inside a medium is about the medium: its title and
            // description are not the entry's.
            for inner in field.descendants().filter(|inner| inner.ns() == Ns::Media) {
                medium(&inner, draft, context);
            }
        }
    }
}

fn medium(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.local() {
        "content" => {
            let address = field::address_in(field, "url", context);
            if is_picture(field) {
                draft.image.offer(3, address.clone());
            }
            rss::enclosure(field, address, "filesize", draft, context);
        }
        "thumbnail" => {
            let attribute = field::address_in(field, "url", context);
            draft.image.offer(2, attribute.or_else(|| field::address(field, context)));
        }
        "category" => rss::categories(field, |category| draft.add_category(category)),
        "keywords" => keywords(field, |word| draft.add_category(word)),
        "credit" => {
            let is_author = field.attribute("role").is_none_or(|role| role.eq_ignore_ascii_case("author"));
            let name = field::line(field).filter(|_| is_author);
            draft.add_author(5, name.as_deref().and_then(person::of_text));
        }
        _ => {}
    }
}

fn is_picture(field: &Element<'_, '_>) -> bool {
    match (field.attribute("medium"), field.attribute("type")) {
        (Some(medium), _) => medium.eq_ignore_ascii_case("image"),
        (None, Some(media_type)) => media_type.starts_with("image/"),
        (None, None) => field.attribute("url").is_some_and(|url| {
            let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|end| path.ends_with(end))
        }),
    }
}
