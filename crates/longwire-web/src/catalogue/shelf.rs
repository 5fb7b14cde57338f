//! All sources and publications, in memory for as long as nothing changes.
//!
//! A page of the catalogue filters and orders all of them, so they are read
//! once, and after a change of the archive those sources that it changed. What changes
//! without being counted (when a source was polled) is read again after a minute.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use longwire_model::{Scope, SourceId, Timestamp};
use longwire_search::folded;
use longwire_store::{ListedChanges, ListedMark, ListedSource, Origin, PublicationState};

use super::site_name;
use crate::App;
use crate::fault::Fault;
use crate::publish::channel::publications;

/// How long a shelf holds where no change is counted.
const HOLDS: Duration = Duration::from_secs(60);

/// All sources that are polled and all public publications that have an article.
pub(crate) struct Shelf {
    change_count: u64,
    read_at: Timestamp,
    mark: ListedMark,
    /// The sources, in the order in which they were added.
    pub(crate) sources: Vec<Arc<Shelved>>,
    /// The publications.
    pub(crate) publications: Vec<PublicationState>,
    /// The folders that a public publication tells of: no other folder's name is shown.
    pub(crate) folders: HashSet<String>,
}

/// A source on the shelf.
pub(crate) struct Shelved {
    /// The source.
    pub(crate) listed: ListedSource,
    /// By what it is found: title, slug and host, as the search folds them.
    pub(crate) found_by: String,
    /// By what it is ordered by name: its title, folded.
    pub(crate) title: String,
}

/// The shelf as it was read last.
#[derive(Default)]
pub(crate) struct Shelves(Mutex<Option<Arc<Shelf>>>);

impl Shelves {
    /// The shelf as it is now. Whoever comes while it is being read waits for that.
    pub(crate) fn current(&self, app: &App) -> Result<Arc<Shelf>, Fault> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (app.config.now)();
        let holds = |shelf: &&Arc<Shelf>| {
            shelf.change_count == app.store.change_count() && now.since(shelf.read_at) < HOLDS
        };
        if let Some(shelf) = kept.as_ref().filter(holds) {
            return Ok(Arc::clone(shelf));
        }
        let read = Arc::new(Shelf::read(app, now, kept.as_deref())?);
        *kept = Some(Arc::clone(&read));
        Ok(read)
    }
}

impl Shelf {
    fn read(app: &App, now: Timestamp, before: Option<&Self>) -> Result<Self, Fault> {
        // Before the rest: what changes while it is read is read again.
        let change_count = app.store.change_count();
        let publications = publications(&*app.store)?;
        let folder = |state: &PublicationState| match state.publication.selection.scopes.as_slice() {
            [Scope::Folder(name)] if state.origin == Origin::Folder => Some(name.clone()),
            _ => None,
        };
        let changes = app.store.listed_since(before.map(|shelf| shelf.mark).unwrap_or_default())?;
        Ok(Self {
            change_count,
            read_at: now,
            mark: changes.mark,
            sources: sources(before.map_or(&[][..], |shelf| &shelf.sources[..]), changes),
            folders: publications.iter().filter_map(folder).collect(),
            publications,
        })
    }

    /// The folder of a source, where it may be told.
    pub(crate) fn folder<'a>(&self, listed: &'a ListedSource) -> Option<&'a str> {
        listed.folder.as_deref().filter(|folder| self.folders.contains(*folder))
    }
}

/// The sources of before with what changed among them.
fn sources(before: &[Arc<Shelved>], changes: ListedChanges) -> Vec<Arc<Shelved>> {
    let before = if changes.are_all { &[][..] } else { before };
    let changed: HashSet<SourceId> =
        changes.sources.iter().map(|listed| listed.id).chain(changes.unlisted).collect();
    let kept = before.iter().filter(|shelved| !changed.contains(&shelved.listed.id)).cloned();
    let new = changes.sources.into_iter().map(|listed| Arc::new(Shelved::new(listed)));
    let mut sources: Vec<_> = kept.chain(new).collect();
    sources.sort_by_key(|shelved| shelved.listed.id);
    sources
}

impl Shelved {
    fn new(listed: ListedSource) -> Self {
        let title = folded(if listed.title.trim().is_empty() { &listed.slug } else { listed.title.trim() });
        let host = listed.home_url.as_ref().map(site_name).unwrap_or_default();
        Self { found_by: format!("{title}\n{}\n{host}", listed.slug), title, listed }
    }
}

#[cfg(test)]
mod tests;
