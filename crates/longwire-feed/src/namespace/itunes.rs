//! Podcast vocabularies of Apple and Google.
//!
//! Spec: Apple Podcasts RSS feed requirements; Google Play podcast specification 1.0.

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::rss;
use crate::xml::Element;

/// Reads a podcast element of a feed's head.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(2, field::title(field, context)),
        "summary" | "description" => draft.description.offer(2, field::html(field, context)),
        "subtitle" => draft.description.offer(3, field::html(field, context)),
        "author" => draft.add_author(2, rss::person_line(field)),
        "owner" => draft.add_author(3, field::person(field, context)),
        "image" => draft.image.offer(1, image(field, context)),
        "category" => {
            rss::categories(field, |category| draft.add_category(category));
            for inner in field.descendants() {
                rss::categories(&inner, |category| draft.add_category(category));
            }
        }
        "keywords" => keywords(field, |word| draft.add_category(word)),
        _ => {}
    }
}

/// Reads a podcast element of an entry.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(2, field::title(field, context)),
        "summary" | "description" => draft.summary.offer(3, field::html(field, context)),
        "subtitle" => draft.summary.offer(4, field::html(field, context)),
        "author" => draft.add_author(2, rss::person_line(field)),
        "image" => draft.image.offer(1, image(field, context)),
        "category" => rss::categories(field, |category| draft.add_category(category)),
        "keywords" => keywords(field, |word| draft.add_category(word)),
        "duration" | "episode" | "season" | "explicit" => {
            let value = field::line(field).map(|value| (format!("itunes:{}", field.local()), value));
            draft.entry.extras.extend(value);
        }
        _ => {}
    }
}

fn image(field: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    let attribute =
        field::address_in(field, "href", context).or_else(|| field::address_in(field, "url", context));
    attribute.or_else(|| field::address(field, context))
}

/// Each of the words between commas.
pub(super) fn keywords(field: &Element<'_, '_>, add: impl FnMut(&str)) {
    if let Some(words) = field::line(field) {
        words.split(',').for_each(add);
    }
}
