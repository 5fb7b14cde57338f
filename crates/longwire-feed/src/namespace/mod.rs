//! The vocabularies any feed format may borrow from: a file each.
//!
//! A vocabulary offers what it knows to the draft; ranks above 0 leave the
//! format's own fields the first word.

mod content;
mod dublin_core;
mod itunes;
mod media;
mod other;

use crate::atom;
use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::xml::{Element, Ns};

/// Reads an element of a borrowed vocabulary inside a feed's head.
pub(crate) fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match field.ns() {
        Ns::Atom => atom::feed_field(field, draft, context),
        Ns::Dc | Ns::DcTerms => dublin_core::feed_field(field, draft, context),
        Ns::Itunes | Ns::GooglePlay => itunes::feed_field(field, draft, context),
        Ns::Media => media::feed_field(field, draft, context),
        _ => other::feed_field(field, draft, context),
    }
}

/// Reads an element of a borrowed vocabulary inside an entry.
pub(crate) fn entry_field(field: &Element<'_, '_>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.ns() {
        Ns::Atom => atom::entry_field(field, draft, context),
        Ns::Dc | Ns::DcTerms => dublin_core::entry_field(field, draft, context),
        Ns::Content => content::entry_field(field, draft, context),
        Ns::Itunes | Ns::GooglePlay => itunes::entry_field(field, draft, context),
        Ns::Media => media::entry_field(field, draft, context),
        Ns::Xhtml => content::xhtml(field, draft, context),
        _ => other::entry_field(field, draft, context),
    }
}
