//! Full content: `content:encoded`, and the XHTML body of the RSS 2.0 of 2003.
//!
//! Spec: RDF Site Summary 1.0 Modules: Content.

use crate::draft::{Context, EntryDraft};
use crate::field;
use crate::xml::Element;

/// Reads an element of the content module.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    match field.local() {
        "encoded" => draft.content.offer(0, field::html(field, context)),
        // `<content:items>` of the first draft: the value lies deeper.
        "items" => {
            let value = field.descendants().find(|inner| inner.local() == "value");
            draft.content.offer(3, value.and_then(|value| field::html(&value, context)));
        }
        _ => {}
    }
}

/// Reads XHTML that stands in an item by itself.
pub(crate) fn xhtml(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &Context<'_>) {
    if matches!(field.local(), "body" | "div") {
        draft.content.offer(2, field::html(field, context));
    }
}
