//! What a feed is made of: a source's articles, or a publication's.
//!
//! Both are told by the same code; only here are they told apart.

use std::collections::HashMap;

use longwire_feed::write::{Attribution, FORMATS, Format, ItemSource};
use longwire_model::{ArchiveSeq, Lang, Output, Scope, SourceId, Timestamp, Url};
use longwire_store::{
    ArchivedArticle, Audience, Origin, PublicationState, SourceMark, SourceState, Store, StoreError,
    content_hash,
};

use super::silence::{self, Silence};
use super::{Document, Site, path, private_path, script};
use crate::catalogue::{own_name, title_of};

/// Articles that a request puts into publications before it answers: those that
/// came since somebody asked last. Where there are more, the next request goes on.
const KEEP_UP_MAX: usize = 500;

/// What a feed is made of.
#[derive(Clone, Debug)]
pub enum Channel {
    /// A source.
    Source(Box<SourceState>),
    /// A publication, and the key that it was asked for with where it is private.
    Publication {
        /// The publication.
        state: Box<PublicationState>,
        /// The key.
        key: Option<String>,
        /// Those of its sources that have fallen silent, where it tells of them.
        silences: Vec<Silence>,
    },
}

/// An article at its place in a feed.
pub(super) struct Placed {
    /// Where paging goes on after it.
    pub(super) seq: ArchiveSeq,
    pub(super) archived: ArchivedArticle,
}

impl Channel {
    /// The source or the public publication with this slug.
    ///
    /// # Errors
    ///
    /// Only the store's own.
    pub fn find(store: &dyn Store, slug: &str) -> Result<Option<Self>, StoreError> {
        if let Some(source) = store.source_by_slug_for(Audience::Everybody, slug)? {
            return Ok(Some(Self::Source(Box::new(source))));
        }
        Ok(publication(store, slug)?.as_ref().map(Self::of))
    }

    /// The private publication with this slug, for whoever has its key.
    pub(super) fn find_private(store: &dyn Store, slug: &str, key: &str) -> Result<Option<Self>, StoreError> {
        let found = kept_up(store, slug)?.filter(|state| {
            state.key_hash.is_some_and(|hash| is_same(&hash.0, &content_hash(key.as_bytes()).0))
        });
        Ok(found.map(|state| Self::keyed(&state, Some(key.to_owned()))))
    }

    /// A public publication.
    pub(crate) fn of(state: &PublicationState) -> Self {
        Self::keyed(state, None)
    }

    fn keyed(state: &PublicationState, key: Option<String>) -> Self {
        Self::Publication { state: Box::new(state.clone()), key, silences: Vec::new() }
    }

    /// The same with word of the sources that have fallen silent by now, where it is to tell of them.
    pub(super) fn listened(mut self, store: &dyn Store, now: Timestamp) -> Result<Self, StoreError> {
        if let Self::Publication { state, silences, .. } = &mut self
            && state.publication.output.tells_silence
        {
            *silences = silence::silences(store, state, now)?;
        }
        Ok(self)
    }

    /// The sources that have fallen silent, as far as it tells of them.
    pub(super) fn silences(&self) -> &[Silence] {
        match self {
            Self::Source(_) => &[],
            Self::Publication { silences, .. } => silences,
        }
    }

    /// Where a document of it is, below our root.
    pub(super) fn path(&self, format: &Format, document: Document) -> String {
        match self {
            Self::Publication { key: Some(key), state, .. } => {
                private_path(key, &state.publication.slug, format, document)
            }
            _ => path(self.slug(), format, document),
        }
    }

    /// True where caches and search engines have no business with it.
    pub(super) fn is_private(&self) -> bool {
        matches!(self, Self::Publication { key: Some(_), .. })
    }

    /// How its articles are told.
    pub(super) fn output(&self) -> Output {
        match self {
            Self::Source(_) => Output::default(),
            Self::Publication { state, .. } => state.publication.output,
        }
    }

    pub(crate) fn slug(&self) -> &str {
        match self {
            Self::Source(source) => &source.slug,
            Self::Publication { state, .. } => &state.publication.slug,
        }
    }

    /// Its title, never empty.
    pub(crate) fn title(&self, site_title: &str) -> String {
        match self {
            Self::Source(source) => title_of(source),
            Self::Publication { state, .. } => publication_title(state, site_title),
        }
    }

    /// The language of its articles, where they share one.
    pub(crate) fn language(&self) -> Option<Lang> {
        match self {
            Self::Source(source) => source.source.language.clone(),
            Self::Publication { state, .. } => match state.publication.selection.scopes.as_slice() {
                [Scope::Language(lang)] => match state.publication.output.script {
                    Some(wanted) if lang.primary() == "zh" => Some(script::language(wanted)),
                    _ => Some(lang.clone()),
                },
                _ => None,
            },
        }
    }

    /// The identity of its feed, the same in every format and for ever. A source's
    /// own address is not in it: that may hold a key of the owner's.
    pub(super) fn identity(&self) -> String {
        match self {
            Self::Source(source) => {
                let added_at = source.added_at.to_string();
                let day = added_at.get(..10).unwrap_or("2026-01-01");
                let host = source.source.url.host_str().unwrap_or("localhost");
                format!("tag:{host},{day}:{}", source.slug)
            }
            Self::Publication { state, .. } => uuid(state.uid),
        }
    }

    /// The page of the publisher; a page of ours where there is not one of them.
    pub(super) fn home_url(&self, site: &Site<'_>) -> Url {
        match self {
            Self::Source(source) => {
                let own = || site.address.url(&format!("/sources/{}", source.slug));
                source.source.home_url.clone().unwrap_or_else(own)
            }
            Self::Publication { key: Some(_), .. } => site.address.url("/"),
            Self::Publication { state, key: None, .. } => site.address.url(&page_path(state)),
        }
    }

    /// Whose articles these are, where they are one publisher's.
    pub(super) fn publisher(&self) -> Option<Attribution> {
        match self {
            Self::Source(source) => publisher(source),
            Self::Publication { .. } => None,
        }
    }

    /// Where it stands. Cheap: asked at each request.
    pub(super) fn mark(&self, store: &dyn Store) -> Result<SourceMark, StoreError> {
        match self {
            Self::Source(source) => store.mark(Some(source.source.id)),
            Self::Publication { state, .. } => Ok(state.mark),
        }
    }

    pub(super) fn added_at(&self) -> Timestamp {
        match self {
            Self::Source(source) => source.added_at,
            Self::Publication { state, .. } => state.added_at,
        }
    }

    pub(super) fn article_count(&self) -> u64 {
        match self {
            Self::Source(source) => source.article_count,
            Self::Publication { state, .. } => state.article_count,
        }
    }

    /// True where all articles that belong to it are in it, so that its archive pages stay as they are.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Source(_) => true,
            Self::Publication { state, .. } => state.built,
        }
    }

    /// Its articles, newest first.
    pub(super) fn articles(
        &self,
        store: &dyn Store,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<Placed>, StoreError> {
        match self {
            Self::Source(source) => {
                let found = store.newest_for(Audience::Everybody, source.source.id, before, limit)?;
                let placed = |archived: ArchivedArticle| Placed { seq: archived.first_seq, archived };
                Ok(found.into_iter().map(placed).collect())
            }
            Self::Publication { state, .. } => {
                let found = store.published(state.id, before, limit)?;
                let placed = |found: longwire_store::PlacedArticle| Placed {
                    seq: found.seq,
                    archived: found.archived,
                };
                Ok(found.into_iter().map(placed).collect())
            }
        }
    }

    /// The sources of some articles, where a feed has to name them.
    pub(super) fn sources(&self, store: &dyn Store, articles: &[Placed]) -> Result<Sources, StoreError> {
        let mut sources = HashMap::new();
        if let Self::Publication { key, .. } = self {
            // Whoever has the key may know the sources of what it opens.
            let audience = if key.is_some() { Audience::Owner } else { Audience::Everybody };
            for id in articles.iter().filter_map(|placed| placed.archived.source_id) {
                if !sources.contains_key(&id) {
                    sources.extend(store.source_for(audience, id)?.map(|source| (id, source)));
                }
            }
        }
        Ok(Sources(sources))
    }
}

/// The sources that a feed's items name, by number.
pub(super) struct Sources(HashMap<SourceId, SourceState>);

impl Sources {
    pub(super) fn of(&self, archived: &ArchivedArticle) -> Option<&SourceState> {
        self.0.get(&archived.source_id?)
    }
}

/// A source as an item of a merged feed names it.
pub(super) fn item_source(source: &SourceState, site: &Site<'_>, extension: &str) -> ItemSource {
    let channel = Channel::Source(Box::new(source.clone()));
    let format = longwire_feed::write::format(extension).unwrap_or(&FORMATS[0]);
    ItemSource {
        id: channel.identity(),
        title: title_of(source),
        home_url: channel.home_url(site),
        feed_url: site.address.url(&path(&source.slug, format, Document::Current)),
    }
}

/// The publisher behind a source.
pub(super) fn publisher(source: &SourceState) -> Option<Attribution> {
    Some(Attribution { name: title_of(source), url: source.source.home_url.clone() })
}

/// A public publication by its slug, with what came since somebody asked last.
pub(crate) fn publication(store: &dyn Store, slug: &str) -> Result<Option<PublicationState>, StoreError> {
    Ok(kept_up(store, slug)?.filter(|state| state.key_hash.is_none()))
}

/// A publication, private or not, with what came since somebody asked last.
pub(crate) fn kept_up(store: &dyn Store, slug: &str) -> Result<Option<PublicationState>, StoreError> {
    store.keep_up(KEEP_UP_MAX)?;
    store.publication_by_slug(slug)
}

/// Compares two hashes in a time that does not tell where they differ.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

/// All public publications that have an article, with what came since somebody asked last.
pub(crate) fn publications(store: &dyn Store) -> Result<Vec<PublicationState>, StoreError> {
    store.keep_up(KEEP_UP_MAX)?;
    let mut found = store.publications()?;
    found.retain(|state| state.article_count > 0 && state.key_hash.is_none());
    Ok(found)
}

/// Where the page of a publication is, below our root.
pub(crate) fn page_path(state: &PublicationState) -> String {
    format!("/publications/{}", super::in_address(&state.publication.slug))
}

/// The title of a publication, never empty.
pub(crate) fn publication_title(state: &PublicationState, site_title: &str) -> String {
    let title = state.publication.title.trim();
    match (state.origin, state.publication.selection.scopes.as_slice()) {
        _ if !title.is_empty() => title.to_owned(),
        (Origin::All, _) => site_title.to_owned(),
        (_, [Scope::Language(lang)]) => own_name(lang),
        _ => state.publication.slug.clone(),
    }
}

/// 16 random bytes as a UUID of version 4 (RFC 9562 §5.4).
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
