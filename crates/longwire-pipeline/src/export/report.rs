//! A report of a bad extraction as a folder, from which a test page can be made.
//!
//! - `page.html`, `page-2.html` …: the responses, byte for byte; `record.txt` for an imported record.
//! - `page.txt`: the text as we made it, one block a line; put right, it is what a test expects.
//! - `article.json`: the whole revision, in the form of `docs/article-json.md`.
//! - `captures.json`: where each response came from, and its header fields.
//! - `report.json`: what was reported, and the verdict.
//!
//! Cookies that a server set are left out: the folder is made to be passed on.

use std::fs;
use std::path::Path;

use longwire_model::{Capture, Revision};
use longwire_store::{Evidence, Report, Store, StoreError};
use serde_json::{Value, json};

use super::{ExportError, shape, whole};

/// Writes the folder of a report, making it where there is none, and names the files.
///
/// # Errors
///
/// [`ExportError`] where a file can not be written or the store refuses.
pub fn write(store: &dyn Store, report: &Report, folder: &Path) -> Result<Vec<String>, ExportError> {
    let (revision, evidence) = read(store, report)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut told = Vec::new();
    for (n, capture) in evidence.captures.iter().enumerate() {
        let name = if n == 0 { "page.html".to_owned() } else { format!("page-{}.html", n + 1) };
        told.push(response(&name, capture));
        files.push((name, capture.body.to_vec()));
    }
    files.extend(evidence.record.map(|record| ("record.txt".to_owned(), record)));
    if let Some(revision) = &revision {
        files.push(("page.txt".to_owned(), format!("{}\n", revision.article.text).into_bytes()));
        files.push(("article.json".to_owned(), pretty(&shape::revision(revision))));
    }
    files.push(("captures.json".to_owned(), pretty(&Value::from(told))));
    files.push(("report.json".to_owned(), pretty(&as_json(report))));
    fs::create_dir_all(folder)
        .map_err(|reason| ExportError::Unwritable { path: folder.to_owned(), reason })?;
    for (name, bytes) in &files {
        let path = folder.join(name);
        whole(&path, bytes).map_err(|reason| ExportError::Unwritable { path, reason })?;
    }
    Ok(files.into_iter().map(|(name, _)| name).collect())
}

fn read(store: &dyn Store, report: &Report) -> Result<(Option<Revision>, Evidence), StoreError> {
    let revision = store.revision(report.article_id, report.revision)?;
    let evidence = match &revision {
        Some(revision) => store.evidence(revision.seq)?.unwrap_or_default(),
        None => Evidence::default(),
    };
    Ok((revision, evidence))
}

/// A report as JSON; `docs/article-json.md` says what an article is.
pub fn as_json(report: &Report) -> Value {
    let (verdict, closed_at) = report.verdict.clone().unzip();
    json!({
        "report": report.id.0,
        "article": report.article_id.0,
        "revision": report.revision,
        "title": report.title,
        "kind": report.kind.code(),
        "note": report.note,
        "user": report.user_id.map(|id| id.0),
        "reported_at": report.reported_at.to_string(),
        "verdict": verdict,
        "closed_at": closed_at.map(|at| at.to_string()),
    })
}

fn response(file: &str, capture: &Capture) -> Value {
    let fields = capture.headers.0.iter().filter(|(name, _)| !name.starts_with("set-cookie"));
    json!({
        "file": file,
        "url": capture.url.as_str(),
        "final_url": capture.final_url.as_str(),
        "status": capture.status,
        "captured_at": capture.captured_at.map(|at| at.to_string()),
        "headers": fields.map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
    })
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
