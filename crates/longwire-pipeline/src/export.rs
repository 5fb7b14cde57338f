//! The archive as open files: records, Markdown, JSON Lines.
//!
//! A file is written beside its place and then moved there, so a broken-off
//! export leaves whole files only, and doing it again replaces them.

pub mod markdown;
pub mod report;
pub mod shape;

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use longwire_feed::record::{self as format, Record};
use longwire_model::{Article, Revision, Timestamp};
use longwire_store::{ExportLine, ExportMark, Store, StoreError};

/// Articles read from the store at a time.
const BATCH: usize = 200;

/// The open formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One record file an article; an imported record that is still as it came, byte for byte.
    Record,
    /// One Markdown file an article, its fields as front matter.
    Markdown,
    /// One file, `articles.jsonl`, one JSON object a line.
    JsonLines,
}

/// Why an export broke off.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A file can not be written.
    #[error("{}: {reason}; free space or name another folder with --to", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        reason: std::io::Error,
    },
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes all articles into a folder, made where there is none, and calls
/// `progress` with the number of lines or files written so far.
///
/// # Errors
///
/// [`ExportError`]: what was written until then stays, in whole files.
pub fn export(
    store: &dyn Store,
    folder: &Path,
    format: Format,
    mut progress: impl FnMut(usize),
) -> Result<usize, ExportError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |reason| ExportError::Unwritable { path, reason }
    };
    fs::create_dir_all(folder).map_err(unwritable(folder))?;
    let list = folder.join("articles.jsonl");
    let part = folder.join(".articles.jsonl.part");
    let mut lines = match format {
        Format::JsonLines => Some(BufWriter::new(fs::File::create(&part).map_err(unwritable(&part))?)),
        Format::Record | Format::Markdown => None,
    };
    let (mut mark, mut count, mut last_article) = (ExportMark::default(), 0, None);
    loop {
        let (batch, next) = store.export(mark, BATCH)?;
        if batch.is_empty() {
            break;
        }
        for line in &batch {
            let id = line.archived.revision.article_id;
            if let Some(out) = &mut lines {
                writeln!(out, "{}", shape::json_line(&shape::line(line))).map_err(unwritable(&part))?;
            } else if last_article != Some(id) {
                let (name, bytes) = one_file(line, format);
                let path = folder.join(name);
                whole(&path, &bytes).map_err(unwritable(&path))?;
            } else {
                continue;
            }
            last_article = Some(id);
            count += 1;
            progress(count);
        }
        mark = next;
    }
    if let Some(out) = lines {
        out.into_inner().map_err(|e| e.into_error()).and_then(|f| f.sync_all()).map_err(unwritable(&part))?;
        fs::rename(&part, &list).map_err(unwritable(&list))?;
    }
    Ok(count)
}

/// Name and bytes of an article's own file.
fn one_file(line: &ExportLine, format: Format) -> (String, Vec<u8>) {
    let revision = &line.archived.revision;
    let stem = stem(revision);
    if format == Format::Markdown {
        return (format!("{stem}.md"), markdown::document(line).into_bytes());
    }
    let bytes = match &line.record {
        Some(untouched) => untouched.clone(),
        None => record(revision.archived_at, &revision.article),
    };
    (format!("{stem}.txt"), bytes)
}

/// `000017_` and sixteen hexadecimal digits of the address's hash.
fn stem(revision: &Revision) -> String {
    let hash = longwire_store::content_hash(revision.article.url.as_str().as_bytes()).to_string();
    format!("{:06}_{}", revision.article_id.0, &hash[..16])
}

/// An article as a record file: title and column joined as publishers join them.
pub fn record(archived_at: Timestamp, article: &Article) -> Vec<u8> {
    let title = match &article.section {
        Some(section) => format!("{} - {section}", article.title),
        None => article.title.clone(),
    };
    let record = Record {
        archived_at,
        title,
        url_written: article.url.to_string(),
        url: article.url.clone(),
        html: article.html.as_str().to_owned(),
    };
    format::write(&record).into_bytes()
}

pub(crate) fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = path.with_extension("part");
    let mut file = fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)
}
