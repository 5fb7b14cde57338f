//! `longwire log`

use std::io::Write;

use anyhow::Result;
use clap::Args;
use longwire_model::{Event, Happening, Trouble};
use longwire_pipeline::export::shape;
use longwire_store::EVENTS_MAX;
use serde_json::json;

use super::{Global, source_named};
use crate::wire;

/// Tell what happened to a source, the newest first
///
/// Polls in a row that found nothing new, or failed in the same way, are told in one line. Of a source
/// the last 200 things are kept.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire log the-harbour-post
  longwire log the-harbour-post --json --limit 1")]
pub(crate) struct Log {
    /// Slug, number or address of a source
    source: String,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Most lines shown
    #[arg(long, default_value_t = EVENTS_MAX as usize, value_name = "COUNT")]
    limit: usize,
}

pub(super) fn run(global: &Global, args: &Log) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let state = source_named(&*store, &args.source)?;
    let mut out = std::io::stdout().lock();
    for event in store.events(state.source.id, None, args.limit)? {
        if args.json {
            writeln!(out, "{}", shape::json_line(&as_json(&event)))?;
        } else {
            writeln!(out, "{}  {}", event.last_at, in_words(&event))?;
        }
    }
    Ok(0)
}

fn in_words(event: &Event) -> String {
    let (count, at) = (event.count, event.at);
    match &event.what {
        Happening::Added => "added".to_owned(),
        Happening::Removed => "removed".to_owned(),
        Happening::Set { name } => format!("{name} was set"),
        Happening::Unset { name } => format!("{name} is no longer set"),
        Happening::Resting { until: None } => "rests".to_owned(),
        Happening::Resting { until: Some(until) } => format!("rests until {until}"),
        Happening::Rested => "polled again after a rest".to_owned(),
        Happening::Hidden => "made private".to_owned(),
        Happening::Shown => "made public".to_owned(),
        Happening::Quiet if count == 1 => "asked, nothing new".to_owned(),
        Happening::Quiet => format!("asked {count} times since {at}, nothing new"),
        Happening::News { new_count, changed_count: 0 } => format!("{new_count} new"),
        Happening::News { new_count: 0, changed_count } => format!("{changed_count} changed"),
        Happening::News { new_count, changed_count } => format!("{new_count} new, {changed_count} changed"),
        Happening::Failed { reason, .. } if count == 1 => format!("failed: {reason}"),
        Happening::Failed { reason, .. } => format!("failed {count} times since {at}: {reason}"),
        Happening::Moved { from, to } => format!("moved from {from} to {to}"),
        Happening::ArticleFailed { url, reason } => format!("article given up: {url}: {reason}"),
    }
}

fn as_json(event: &Event) -> serde_json::Value {
    let mut value = json!({
        "number": event.number,
        "at": event.at.to_string(),
        "last_at": event.last_at.to_string(),
        "count": event.count,
        "event": event.what.code(),
        "words": in_words(event),
    });
    match &event.what {
        Happening::Added
        | Happening::Removed
        | Happening::Rested
        | Happening::Hidden
        | Happening::Shown
        | Happening::Quiet => {}
        Happening::Set { name } | Happening::Unset { name } => value["name"] = json!(name),
        Happening::Resting { until } => value["until"] = json!(until.map(|at| at.to_string())),
        Happening::News { new_count, changed_count } => {
            value["new_count"] = json!(new_count);
            value["changed_count"] = json!(changed_count);
        }
        Happening::Failed { trouble, reason } => {
            value["trouble"] = json!(trouble.map(Trouble::code));
            value["reason"] = json!(reason);
        }
        Happening::Moved { from, to } => {
            value["from"] = json!(from.as_str());
            value["to"] = json!(to.as_str());
        }
        Happening::ArticleFailed { url, reason } => {
            value["url"] = json!(url.as_str());
            value["reason"] = json!(reason);
        }
    }
    value
}
