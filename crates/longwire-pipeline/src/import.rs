//! Open files in: OPML lists and record files.
//!
//! A file that can not be read is reported with its name and line and skipped;
//! the rest of the folder is imported. Importing twice changes nothing.

pub(crate) mod record;

use std::path::{Path, PathBuf};

use longwire_feed::{opml, record as format};
use longwire_model::{Lang, SourceKind, Timestamp};
use longwire_store::{NewSource, Store, StoreError};
use longwire_text::url::slug;

use crate::subscribe::Filing;
use crate::{Failure, Pipeline};

/// Largest file that is imported, in bytes.
pub const FILE_BYTES_MAX: u64 = 64 << 20;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Sources added.
    pub source_count: usize,
    /// Articles archived, as new or as new revisions.
    pub article_count: usize,
    /// Sources and articles that were there already, unchanged.
    pub known_count: usize,
    /// Files and outlines left out, each with its name, line and reason.
    pub skipped: Vec<String>,
}

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file or folder can not be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        reason: std::io::Error,
    },
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// True where a document is an OPML list rather than a feed or a page.
pub(crate) fn is_opml(body: &[u8]) -> bool {
    let head = &body[..body.len().min(4 << 10)];
    head.windows(5).any(|w| w.eq_ignore_ascii_case(b"<opml"))
}

/// Imports a file, or all files below a folder in the order of their names.
///
/// # Errors
///
/// [`ImportError`] where the path itself can not be read or the store refuses;
/// a single bad file is only noted in [`Imported::skipped`].
pub fn path(store: &dyn Store, path: &Path, now: Timestamp) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut waiting = vec![path.to_owned()];
    let mut first = true;
    while let Some(path) = waiting.pop() {
        let unreadable = |reason| ImportError::Unreadable { path: path.clone(), reason };
        let outcome = if path.is_dir() {
            below(&path).map(|mut names| {
                names.reverse();
                waiting.append(&mut names);
            })
        } else {
            read(&path).map_err(unreadable).and_then(|bytes| file(store, &path, &bytes, now, &mut imported))
        };
        match outcome {
            Ok(()) => {}
            Err(error @ ImportError::Unreadable { .. }) if !first => imported.skipped.push(error.to_string()),
            Err(error) => return Err(error),
        }
        first = false;
    }
    Ok(imported)
}

/// What lies in a folder, sorted by name; hidden files left out.
fn below(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let unreadable = |reason| ImportError::Unreadable { path: folder.to_owned(), reason };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        // Links are not followed: a folder that links to itself would never end.
        if entry.file_type().is_ok_and(|kind| !kind.is_symlink())
            && !entry.file_name().to_string_lossy().starts_with('.')
        {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if std::fs::metadata(path)?.len() > FILE_BYTES_MAX {
        return Err(std::io::Error::other(format!("larger than {} MiB", FILE_BYTES_MAX >> 20)));
    }
    std::fs::read(path)
}

fn file(
    store: &dyn Store,
    path: &Path,
    bytes: &[u8],
    now: Timestamp,
    imported: &mut Imported,
) -> Result<(), ImportError> {
    if is_opml(bytes) {
        return Ok(outlines(store, &path.display().to_string(), bytes, Filing::default(), now, imported)?);
    }
    match format::read(bytes) {
        Ok(record) => Ok(record::archive(store, &record, bytes, imported)?),
        Err(error) => {
            imported.skipped.push(format!("{}: {error}", path.display()));
            Ok(())
        }
    }
}

/// Adds the feeds of a fetched OPML list and says how many there are.
pub(crate) async fn opml(pipeline: &Pipeline, bytes: &[u8], filing: Filing) -> Result<usize, Failure> {
    let (bytes, now) = (bytes.to_vec(), pipeline.now());
    let imported = pipeline
        .with_store(move |store| {
            let mut imported = Imported::default();
            outlines(store, "the list", &bytes, filing, now, &mut imported)?;
            Ok(imported)
        })
        .await?;
    Ok(imported.source_count + imported.known_count)
}

/// Adds the feeds of an OPML document; each is due at once.
fn outlines(
    store: &dyn Store,
    name: &str,
    bytes: &[u8],
    filing: Filing,
    now: Timestamp,
    imported: &mut Imported,
) -> Result<(), StoreError> {
    let list = match opml::parse(bytes) {
        Ok(list) => list,
        Err(error) => {
            imported.skipped.push(format!("{name}: {error}"));
            return Ok(());
        }
    };
    imported.skipped.extend(list.defects.iter().map(|d| format!("{name}: {} {}", d.code, d.detail)));
    for outline in list.subscriptions {
        let host = outline.feed_url.host_str().unwrap_or_default().to_owned();
        let title = if outline.title.is_empty() { host } else { outline.title };
        let added = store.add_source(
            &NewSource {
                slug: slug(&title, &outline.feed_url),
                url: outline.feed_url,
                kind: SourceKind::Feed,
                title,
                home_url: outline.home_url,
                language: outline.language.as_deref().and_then(Lang::parse),
                folder: path_of(&outline.folders).or_else(|| filing.folder.clone()),
                tags: Vec::new(),
                private: filing.private,
            },
            now,
        )?;
        if added.already {
            imported.known_count += 1;
        } else {
            imported.source_count += 1;
        }
    }
    Ok(())
}

/// Nested folders as the one folder that a source is filed under.
fn path_of(folders: &[String]) -> Option<String> {
    (!folders.is_empty()).then(|| folders.join(" / "))
}
