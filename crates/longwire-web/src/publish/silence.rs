//! Word of sources that have fallen silent, for readers who see nothing but their reader.
//!
//! A feed that is served well and brings nothing new looks like a quiet one. A
//! publication may say so: one item an incident, whose identity, date and text
//! stay as long as the incident lasts, so that nobody reads it twice. When the
//! source is read again the item goes; a further failure is a further incident.
//! What is wrong now, and what to do, stands on the source's page.

use longwire_feed::write::PublishedItem;
use longwire_model::{CleanHtml, Lang, Moment, Scope, Timestamp};
use longwire_store::{Audience, PublicationState, SourceState, Store, StoreError, Which};
use longwire_text::tag;

use super::channel::{Channel, item_source};
use super::{Format, Site};
use crate::catalogue::title_of;
use crate::health::OVERDUE;
use crate::words::{Words, day_in_words, filled};

/// A source that has fallen silent.
#[derive(Clone, Debug)]
pub struct Silence {
    source: SourceState,
    /// Since when: the first failure in a row, or when it should have been polled.
    since: Timestamp,
}

/// The sources of a publication that have been silent for longer than a hiccup lasts.
pub(super) fn silences(
    store: &dyn Store,
    state: &PublicationState,
    now: Timestamp,
) -> Result<Vec<Silence>, StoreError> {
    let scopes = &state.publication.selection.scopes;
    let sources = store.sources_for(Audience::Owner, Which::Active)?.into_iter();
    let may_tell = |source: &SourceState| {
        !source.private || state.key_hash.is_some() && scopes.contains(&Scope::Source(source.source.id))
    };
    let of_it = sources.filter(may_tell).filter(|source| scopes.iter().any(|scope| is_within(scope, source)));
    let silent = of_it.filter_map(|source| Some(Silence { since: silent_since(&source, now)?, source }));
    Ok(silent.collect())
}

fn is_within(scope: &Scope, source: &SourceState) -> bool {
    match scope {
        Scope::All => true,
        Scope::Source(id) => source.source.id == *id,
        Scope::Folder(name) => source.folder.as_ref() == Some(name),
        Scope::Tag(name) => source.tags.iter().any(|own| tag::key(own) == tag::key(name)),
        Scope::Language(lang) => {
            source.source.language.as_ref().is_some_and(|own| own.primary() == lang.primary())
        }
    }
}

fn silent_since(source: &SourceState, now: Timestamp) -> Option<Timestamp> {
    let poll = &source.poll;
    let since = match poll.failure {
        Some(_) => poll.failing_since?,
        None => poll.polled_at.and(Some(poll.due_at))?,
    };
    (now.since(since) > OVERDUE).then_some(since)
}

impl Silence {
    /// What tells incidents apart.
    pub(super) fn name(&self) -> (i64, i64) {
        (self.source.source.id.0, self.since.micros())
    }

    /// When it was long enough to be told.
    pub(super) fn told_at(&self) -> Timestamp {
        self.since.plus(OVERDUE)
    }

    /// The item that tells of it. Nothing in it changes while it lasts.
    pub(super) fn item(&self, site: &Site<'_>, words: &Words, format: &Format) -> PublishedItem {
        let day = day_in_words(words, Moment::utc(self.since));
        let of_source = Channel::Source(Box::new(self.source.clone()));
        PublishedItem {
            id: format!("{}/silent/{}", of_source.identity(), self.since.seconds()),
            url: site.address.url(&format!("/sources/{}", self.source.slug)),
            title: filled(words.silence, &title_of(&self.source)),
            authors: Vec::new(),
            section: None,
            categories: Vec::new(),
            language: Lang::parse(words.tag),
            published_at: Some(Moment::utc(self.told_at())),
            modified_at: None,
            archived_at: self.told_at(),
            summary: Some(filled(words.silence_about, &day)),
            content: CleanHtml::default(),
            lead_image: None,
            enclosures: Vec::new(),
            publisher: None,
            licence: None,
            source: Some(item_source(&self.source, site, format.extension)),
        }
    }
}

#[cfg(test)]
mod tests;
