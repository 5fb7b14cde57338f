//! Which articles an address of the reader is about.
//!
//! `/read` is everything; `/read/starred`; `/read/source/rfi`, `/read/folder/News`,
//! `/read/publication/tag-ports`. The same path names the shelf when a part of it is marked.

use longwire_model::Lang;
use longwire_store::{Shelf, SourceName};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::names::Known;
use crate::App;
use crate::fault::Fault;
use crate::publish::channel::{kept_up, publication_title};
use crate::visitor::Visitor;

/// What is written otherwise in a path.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A shelf with its address and name.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) shelf: Shelf,
    /// Its path, below our root.
    pub(super) path: String,
    pub(super) title: String,
    /// The language of its title, for the browser's choice of glyphs.
    pub(super) lang: Option<Lang>,
}

/// The path of a source's shelf.
pub(crate) fn source_path(slug: &str) -> String {
    format!("/read/source/{}", utf8_percent_encode(slug, IN_PATH))
}

/// The path of a folder's shelf.
pub(super) fn folder_path(folder: &str) -> String {
    format!("/read/folder/{}", utf8_percent_encode(folder, IN_PATH))
}

/// The path of a publication's shelf.
pub(super) fn publication_path(slug: &str) -> String {
    format!("/read/publication/{}", utf8_percent_encode(slug, IN_PATH))
}

/// The title of a source, never empty.
pub(crate) fn source_title(source: &SourceName) -> String {
    let title = source.title.trim();
    if title.is_empty() { source.slug.clone() } else { title.to_owned() }
}

/// The shelf of a path that [`Placed::path`] wrote.
pub(super) fn of_path(app: &App, visitor: &Visitor, known: &Known, path: &str) -> Result<Placed, Fault> {
    let rest = path.strip_prefix("/read").ok_or(Fault::NotFound)?.trim_start_matches('/');
    let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
    match rest.split_once('/') {
        None if rest.is_empty() => find(app, visitor, known, "", ""),
        None => find(app, visitor, known, rest, ""),
        Some((kind, name)) => find(app, visitor, known, kind, &decoded(name)),
    }
}

/// The shelf of a kind with a name; both are empty for all articles.
pub(super) fn find(
    app: &App,
    visitor: &Visitor,
    known: &Known,
    kind: &str,
    name: &str,
) -> Result<Placed, Fault> {
    let words = &visitor.words().reader;
    let plain = |shelf, path: &str, title: &str| Placed {
        shelf,
        path: path.to_owned(),
        title: title.to_owned(),
        lang: None,
    };
    match kind {
        "" => Ok(plain(Shelf::All, "/read", words.all)),
        "starred" if name.is_empty() => Ok(plain(Shelf::Starred, "/read/starred", words.starred)),
        "source" => {
            let source = known.sources.iter().find(|source| source.slug == name).ok_or(Fault::NotFound)?;
            let title = source_title(source);
            Ok(Placed {
                lang: source.language.clone(),
                ..plain(Shelf::Source(source.id), &source_path(name), &title)
            })
        }
        "folder" => {
            let inside = known.sources.iter().filter(|source| source.folder.as_deref() == Some(name));
            let ids: Vec<_> = inside.map(|source| source.id).collect();
            if ids.is_empty() {
                return Err(Fault::NotFound);
            }
            Ok(plain(Shelf::Sources(ids), &folder_path(name), name))
        }
        "publication" => {
            let state = kept_up(&*app.store, name)?.ok_or(Fault::NotFound)?;
            let title = publication_title(&state, &app.config.title);
            Ok(plain(Shelf::Publication(state.id), &publication_path(name), &title))
        }
        _ => Err(Fault::NotFound),
    }
}
