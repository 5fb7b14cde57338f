//! `longwire list`

use std::io::Write;

use anyhow::Result;
use clap::Args;
use longwire_pipeline::export::shape;
use longwire_store::{SourceState, Which};
use serde_json::json;

use super::Global;
use crate::wire;

/// List the sources and how they are
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire list
  longwire list --json | python3 -m json.tool")]
pub(crate) struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Removed sources too
    #[arg(long)]
    all: bool,
}

pub(super) fn run(global: &Global, args: &List) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let sources = store.sources(if args.all { Which::All } else { Which::Active })?;
    let mut out = std::io::stdout().lock();
    if args.json {
        for state in &sources {
            writeln!(out, "{}", shape::json_line(&as_json(state)))?;
        }
        return Ok(0);
    }
    if sources.is_empty() {
        eprintln!("no sources yet; `longwire add URL` adds one");
    }
    for state in &sources {
        writeln!(out, "{:>4}  {}  {}", state.source.id, state.slug, state.source.title)?;
        writeln!(out, "      {}", state.source.url)?;
        let folder = state.folder.as_ref().map(|f| format!(", in {f}")).unwrap_or_default();
        writeln!(
            out,
            "      {} articles, {} waiting, {} given up{folder}",
            state.article_count, state.pending_count, state.dead_count
        )?;
        writeln!(out, "      {}", health(state))?;
    }
    Ok(0)
}

/// How a source is, in plain words.
fn health(state: &SourceState) -> String {
    match (&state.poll.failure, state.poll.polled_at, state.active) {
        (_, _, false) => "removed: not polled, its articles are kept".to_owned(),
        (Some(failure), _, _) => format!("failing ({} times): {failure}", state.poll.failure_count),
        (None, Some(at), _) => format!("well, last polled {at}, next {}", state.poll.due_at),
        (None, None, _) => "never polled yet".to_owned(),
    }
}

fn as_json(state: &SourceState) -> serde_json::Value {
    json!({
        "id": state.source.id.0,
        "slug": state.slug,
        "title": state.source.title,
        "url": state.source.url.as_str(),
        "site_url": state.source.home_url.as_ref().map(|url| url.as_str()),
        "language": state.source.language.as_ref().map(|lang| lang.as_str()),
        "folder": state.folder,
        "active": state.active,
        "article_count": state.article_count,
        "pending_count": state.pending_count,
        "dead_count": state.dead_count,
        "last_article_at": state.last_article_at.map(|at| at.to_string()),
        "polled_at": state.poll.polled_at.map(|at| at.to_string()),
        "due_at": state.poll.due_at.to_string(),
        "failure": state.poll.failure,
        "health": health(state),
    })
}
