//! How a publication is, in words and as JSON.

use std::fmt::Write;

use anyhow::Result;
use longwire_model::{Extent, Filter, Pattern, Scope, Script};
use longwire_pipeline::export::shape;
use longwire_store::{Origin, PublicationState, Store};
use serde_json::{Value, json};

use super::super::Global;
use super::selection::FIELDS;

/// The word for how a publication came to be.
pub(super) fn kind(origin: Origin) -> &'static str {
    match origin {
        Origin::All => "all",
        Origin::Folder => "folder",
        Origin::Language => "language",
        Origin::Tag => "tag",
        Origin::Owner => "custom",
    }
}

/// Where its feed is. The key of a private one is in it only where it is known, which is when it was made.
pub(super) fn address(global: &Global, state: &PublicationState, secret: Option<&str>) -> Result<String> {
    let settings = global.settings(&[])?;
    let root = match &settings.public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None => format!("http://{}", settings.listen),
    };
    let slug = &state.publication.slug;
    Ok(match (state.key_hash, secret) {
        (None, _) => format!("{root}/feeds/{slug}.rss"),
        (Some(_), Some(secret)) => format!("{root}/private/{secret}/{slug}.rss"),
        (Some(_), None) => format!("{root}/private/KEY/{slug}.rss"),
    })
}

/// One line of JSON.
pub(super) fn as_json(store: &dyn Store, state: &PublicationState, place: &str) -> Result<String> {
    let of = &state.publication;
    let filters = |list: &[Filter]| list.iter().map(filter).collect::<Vec<_>>();
    let mut scopes = Vec::new();
    for scope in &of.selection.scopes {
        let (kind, name) = scope_in_words(store, scope)?;
        scopes.push(json!({ "kind": kind, "name": name }));
    }
    let value: Value = json!({
        "slug": of.slug,
        "title": of.title,
        "kind": kind(state.origin),
        "private": state.key_hash.is_some(),
        "address": (!place.is_empty()).then_some(place),
        "scopes": scopes,
        "keep": filters(&of.selection.keep),
        "block": filters(&of.selection.block),
        "search": of.selection.search,
        "limit": of.output.articles_max,
        "summary": of.output.extent == Extent::Summary,
        "script": of.output.script.map(script),
        "status": of.output.tells_silence,
        "article_count": state.article_count,
        "last_article_at": state.last_article_at.map(|at| at.to_string()),
        "added_at": state.added_at.to_string(),
    });
    Ok(shape::json_line(&value))
}

/// Several lines for a person.
pub(super) fn in_words(store: &dyn Store, state: &PublicationState, place: &str) -> Result<String> {
    let of = &state.publication;
    let mut out = format!("{}  {}\n{place}\n", of.slug, of.title);
    writeln!(out, "{} articles", state.article_count)?;
    for scope in &of.selection.scopes {
        let (kind, name) = scope_in_words(store, scope)?;
        writeln!(out, "from {kind} {name}")?;
    }
    for keep in &of.selection.keep {
        writeln!(out, "keeps {}", filter(keep))?;
    }
    for block in &of.selection.block {
        writeln!(out, "blocks {}", filter(block))?;
    }
    if let Some(search) = &of.selection.search {
        writeln!(out, "finds {search}")?;
    }
    let extent = if of.output.extent == Extent::Summary { "introductions alone" } else { "in full" };
    write!(out, "told {extent}, {} to a document", of.output.articles_max)?;
    if let Some(named) = of.output.script.map(script) {
        write!(out, ", Chinese in {named} characters")?;
    }
    if of.output.tells_silence {
        write!(out, ", with word of sources that have fallen silent")?;
    }
    out.push('\n');
    Ok(out)
}

fn script(script: Script) -> &'static str {
    match script {
        Script::Simplified => "simplified",
        Script::Traditional => "traditional",
    }
}

/// A filter as an option writes it.
fn filter(filter: &Filter) -> String {
    let field = FIELDS.iter().find(|(_, field)| *field == filter.field).map_or("any", |(name, _)| name);
    match &filter.pattern {
        Pattern::Text(words) => format!("{field}={words}"),
        Pattern::Regex(expression) => format!("{field}~{expression}"),
    }
}

fn scope_in_words(store: &dyn Store, scope: &Scope) -> Result<(&'static str, String)> {
    Ok(match scope {
        Scope::All => ("all", String::new()),
        Scope::Source(id) => {
            ("source", store.source(*id)?.map_or_else(|| id.to_string(), |state| state.slug))
        }
        Scope::Folder(name) => ("folder", name.clone()),
        Scope::Tag(name) => ("tag", name.clone()),
        Scope::Language(lang) => ("language", lang.to_string()),
    })
}
