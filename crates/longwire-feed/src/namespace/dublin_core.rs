//! Dublin Core, elements and terms.
//!
//! Spec: DCMI Metadata Terms.

use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::field;
use crate::rss;
use crate::xml::Element;

/// Reads a Dublin Core element of a feed's head.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(1, field::title(field, context)),
        "description" | "abstract" => draft.description.offer(1, field::html(field, context)),
        "language" => draft.language.offer(1, field::line(field)),
        "rights" => draft.rights.offer(1, field::line(field)),
        "creator" | "author" => draft.add_author(1, rss::person_line(field)),
        "publisher" => draft.add_author(4, rss::person_line(field)),
        "contributor" => draft.add_author(6, rss::person_line(field)),
        "subject" => rss::categories(field, |category| draft.add_category(category)),
        "date" | "issued" | "created" | "available" => {
            let date = field::date(field, context);
            draft.published.offer_latest(1, date);
            // What a feed dates without saying how is when it last changed.
            draft.updated.offer_latest(2, date);
        }
        "modified" => draft.updated.offer_latest(1, field::date(field, context)),
        "identifier" => draft.id.offer(2, field::line(field)),
        _ => {}
    }
}

/// Reads a Dublin Core element of an entry.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.local() {
        "title" => draft.title.offer(1, field::title(field, context)),
        "description" | "abstract" => draft.summary.offer(2, field::html(field, context)),
        "language" => draft.language.offer(1, field::line(field)),
        "creator" | "author" => draft.add_author(1, rss::person_line(field)),
        "contributor" => draft.add_author(6, rss::person_line(field)),
        "subject" => rss::categories(field, |category| draft.add_category(category)),
        "date" | "issued" => draft.published.offer_latest(1, field::date(field, context)),
        "created" | "available" => draft.published.offer_latest(2, field::date(field, context)),
        "modified" => draft.updated.offer_latest(1, field::date(field, context)),
        "identifier" => draft.guid.offer(2, field::line(field)),
        "publisher" | "rights" | "source" => {
            let value = field::line(field).map(|value| (format!("dc:{}", field.local()), value));
            draft.entry.extras.extend(value);
        }
        _ => {}
    }
}
