//! What belongs to a publication: as a column, and as a question about an article.

use longwire_model::{Lang, Scope, Selection, SourceId};
use longwire_text::tag;
use rusqlite::Row;
use serde_json::{Value, json};

use super::fault::Fault;
use super::place::Candidate;
use super::row::{self, unreadable};

/// A selection as a column: `{"scopes": [["tag", "港口"], …]}`.
pub(super) fn json(selection: &Selection) -> String {
    let scopes: Vec<Value> = selection.scopes.iter().map(scope_json).collect();
    json!({ "scopes": scopes }).to_string()
}

fn scope_json(scope: &Scope) -> Value {
    match scope {
        Scope::All => json!(["all"]),
        Scope::Source(id) => json!(["source", id.0]),
        Scope::Folder(name) => json!(["folder", name]),
        Scope::Tag(name) => json!(["tag", name]),
        Scope::Language(lang) => json!(["language", lang.as_str()]),
    }
}

/// Reads a selection's column.
pub(super) fn read(row: &Row<'_>, column: &str) -> Result<Selection, Fault> {
    let value = row::json(&row.get::<_, String>(column)?)?;
    let scopes = value["scopes"].as_array().ok_or_else(|| unreadable(&value))?;
    Ok(Selection { scopes: scopes.iter().map(scope).collect::<Result<_, _>>()? })
}

fn scope(value: &Value) -> Result<Scope, Fault> {
    let name = || value[1].as_str().map(str::to_owned);
    let scope = match value[0].as_str() {
        Some("all") => Some(Scope::All),
        Some("source") => value[1].as_i64().map(|id| Scope::Source(SourceId(id))),
        Some("folder") => name().map(Scope::Folder),
        Some("tag") => name().map(Scope::Tag),
        Some("language") => value[1].as_str().and_then(Lang::parse).map(Scope::Language),
        _ => None,
    };
    scope.ok_or_else(|| unreadable(value))
}

/// True where an article belongs to a selection.
pub(super) fn takes(selection: &Selection, candidate: &Candidate) -> bool {
    selection.scopes.iter().any(|scope| is_within(scope, candidate))
}

fn is_within(scope: &Scope, candidate: &Candidate) -> bool {
    match scope {
        Scope::All => true,
        Scope::Source(id) => candidate.sources.contains(id),
        Scope::Folder(name) => candidate.folders.contains(name),
        Scope::Tag(name) => {
            let key = tag::key(name);
            candidate.tags.iter().any(|tag| tag::key(tag) == key)
        }
        Scope::Language(wanted) => candidate.language.as_ref().is_some_and(|lang| {
            let rest = lang.as_str().strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }),
    }
}
