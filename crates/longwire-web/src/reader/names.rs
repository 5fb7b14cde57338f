//! What sources and publications are called, remembered until something changes.
//!
//! Every page of the reader shows them, and a search names those of its answer; with ten thousand sources that is more than a
//! page is worth, and they seldom change.

use std::sync::{Arc, Mutex, PoisonError};

use longwire_model::SourceId;
use longwire_store::{Origin, SourceName, Store, StoreError};

use crate::publish::channel::publication_title;

/// Publications of tags that are remembered, those with the most articles.
const TAGS_MAX: usize = 30;

/// What is called how.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// All sources, those that only the owner sees among them, by their numbers.
    pub(crate) sources: Vec<SourceName>,
    /// Publications that are not the whole archive or a folder.
    pub(crate) publications: Vec<PublicationName>,
}

impl Known {
    /// What a source is called.
    pub(crate) fn source(&self, id: SourceId) -> Option<&SourceName> {
        let at = self.sources.binary_search_by_key(&id, |source| source.id).ok()?;
        self.sources.get(at)
    }
}

/// What a publication is called.
#[derive(Debug)]
pub(crate) struct PublicationName {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) origin: Origin,
}

/// Remembers names as long as the archive does not change.
#[derive(Default)]
pub(crate) struct Names(Mutex<Option<(u64, Arc<Known>)>>);

impl Names {
    /// What is called how, as of the archive's last change.
    pub(crate) fn get(&self, store: &dyn Store, site_title: &str) -> Result<Arc<Known>, StoreError> {
        let count = store.change_count();
        let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, known)) = remembered
            && at == count
        {
            return Ok(known);
        }
        let known = Arc::new(read(store, site_title)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((count, known.clone()));
        Ok(known)
    }
}

fn read(store: &dyn Store, site_title: &str) -> Result<Known, StoreError> {
    let mut states = store.publications()?;
    states.retain(|state| {
        let listed = !matches!(state.origin, Origin::All | Origin::Folder);
        listed && (state.article_count > 0 || state.origin == Origin::Owner)
    });
    let mut tags: Vec<u64> =
        states.iter().filter(|state| state.origin == Origin::Tag).map(|state| state.article_count).collect();
    tags.sort_unstable_by(|a, b| b.cmp(a));
    let fewest = tags.get(TAGS_MAX).map_or(1, |count| count + 1);
    states.retain(|state| state.origin != Origin::Tag || state.article_count >= fewest);
    let name = |state: &longwire_store::PublicationState| PublicationName {
        slug: state.publication.slug.clone(),
        title: publication_title(state, site_title),
        origin: state.origin,
    };
    Ok(Known { sources: store.source_names()?, publications: states.iter().map(name).collect() })
}
