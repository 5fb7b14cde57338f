//! All shelves beside a list, with how much on each is unread.

use std::collections::{BTreeMap, HashMap};

use longwire_model::{Lang, SourceId};
use longwire_store::{Origin, ReadingCounts, SourceName};

use super::names::Known;
use super::shelf::{folder_path, publication_path, source_path, source_title};
use crate::visitor::Visitor;

/// Sources shown by name; where there are more, those with the most unread articles.
const SOURCES_SHOWN_MAX: usize = 150;

/// A link to a shelf.
pub(super) struct ShelfLink {
    pub(super) title: String,
    pub(super) lang: Option<Lang>,
    pub(super) href: String,
    /// Unread articles; where nobody counts them, none.
    pub(super) unread: u64,
    pub(super) current: bool,
}

/// A folder with its sources.
pub(super) struct Folder {
    pub(super) link: ShelfLink,
    pub(super) sources: Vec<ShelfLink>,
    /// True where the list is about it or one of its sources.
    pub(super) open: bool,
}

/// All shelves.
pub(super) struct Side {
    pub(super) all: ShelfLink,
    pub(super) starred: ShelfLink,
    pub(super) folders: Vec<Folder>,
    pub(super) loose: Vec<ShelfLink>,
    pub(super) own: Vec<ShelfLink>,
    pub(super) tags: Vec<ShelfLink>,
    /// Sources that are not shown by name.
    pub(super) left_out: u64,
}

impl Side {
    /// All shelves, for the one with this path.
    pub(super) fn new(visitor: &Visitor, known: &Known, counts: &ReadingCounts, path: &str) -> Self {
        let words = &visitor.words().reader;
        let unread: HashMap<SourceId, u64> =
            counts.unread.iter().filter_map(|(id, count)| Some(((*id)?, *count))).collect();
        let link = |title: &str, lang: Option<Lang>, to: String, unread: u64| ShelfLink {
            title: title.to_owned(),
            lang,
            current: to == path,
            href: visitor.link(&to),
            unread,
        };
        let of = |source: &SourceName| unread.get(&source.id).copied().unwrap_or(0);
        let mut shown: Vec<&SourceName> = known.sources.iter().collect();
        let is_current = |source: &SourceName| source_path(&source.slug) == path;
        if shown.len() > SOURCES_SHOWN_MAX {
            shown.sort_by_key(|source| std::cmp::Reverse((is_current(source), of(source))));
            shown.truncate(SOURCES_SHOWN_MAX);
        }
        shown.sort_by_cached_key(|source| source_title(source).to_lowercase());
        let left_out = (known.sources.len() - shown.len()) as u64;

        let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
        for source in &known.sources {
            let Some(name) = source.folder.as_deref() else { continue };
            let folder = folders.entry(name).or_insert_with(|| Folder {
                link: link(name, None, folder_path(name), 0),
                sources: Vec::new(),
                open: folder_path(name) == path,
            });
            folder.link.unread += of(source);
            folder.open |= is_current(source);
        }
        let mut loose = Vec::new();
        for source in shown {
            let (title, lang) = (source_title(source), source.language.clone());
            let link = link(&title, lang, source_path(&source.slug), of(source));
            match source.folder.as_deref().and_then(|name| folders.get_mut(name)) {
                Some(folder) => folder.sources.push(link),
                None => loose.push(link),
            }
        }
        let publications = |origins: &[Origin]| {
            let some = known.publications.iter().filter(|it| origins.contains(&it.origin));
            some.map(|it| link(&it.title, None, publication_path(&it.slug), 0)).collect()
        };
        Self {
            all: link(words.all, None, "/read".into(), counts.unread_total()),
            starred: link(words.starred, None, "/read/starred".into(), counts.starred),
            folders: folders.into_values().collect(),
            loose,
            own: publications(&[Origin::Owner, Origin::Language]),
            tags: publications(&[Origin::Tag]),
            left_out,
        }
    }
}
