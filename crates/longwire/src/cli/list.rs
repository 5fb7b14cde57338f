//! `longwire list`

use std::io::Write;

use anyhow::Result;
use clap::Args;
use longwire_model::{Rest, Timestamp, Trouble};
use longwire_pipeline::export::shape;
use longwire_store::{Push, SourceState, Which};
use longwire_web::health_in_english;
use serde_json::json;

use super::Global;
use crate::{clock, wire};

/// List the sources, how they are and what can be done
///
/// The health of a source is one of new, fresh, quiet, stale, failing, gone and removed; trouble is
/// the kind of its last failure, such as not-found, dns, robots-disallowed or challenge-cloudflare.
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
    let now = clock::now();
    let mut out = std::io::stdout().lock();
    if args.json {
        for state in &sources {
            let push = store.push_of(state.source.id)?;
            writeln!(out, "{}", shape::json_line(&as_json(state, push.as_ref(), now)))?;
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
        let tags = if state.tags.is_empty() { String::new() } else { format!(", {}", state.tags.join(", ")) };
        writeln!(
            out,
            "      {} articles, {} waiting, {} given up{folder}{tags}{}",
            state.article_count,
            state.pending_count,
            state.dead_count,
            if state.private { ", private" } else { "" }
        )?;
        let health = health_in_english(state, now);
        let next = match state.rest.filter(|rest| rest.holds(now)) {
            _ if !state.active => String::new(),
            Some(Rest::UntilTold) => ", rests".to_owned(),
            Some(Rest::Until(until)) => format!(", rests until {until}"),
            None => format!(", next poll {}", state.poll.due_at),
        };
        writeln!(out, "      {}{next}", health.words)?;
        for line in health.reason.as_deref().into_iter().chain(health.way_out) {
            writeln!(out, "        {line}")?;
        }
        if let Some(pushed) = store.push_of(state.source.id)?.and_then(|push| pushed(&push, now)) {
            writeln!(out, "      {pushed}")?;
        }
    }
    Ok(0)
}

/// Which hub pushes a source, or why none does, in plain words. `None` where no hub was asked yet.
fn pushed(push: &Push, now: Timestamp) -> Option<String> {
    let hub = push.hub_url.host_str().unwrap_or_default();
    let forged = match push.forged_count {
        0 => String::new(),
        count => format!(", {count} with a wrong signature ignored"),
    };
    match (push.live_until(now), &push.failure, push.asked_at) {
        (Some(until), _, _) => {
            Some(format!("pushed by {hub} until {until}, {} deliveries{forged}", push.delivery_count))
        }
        (None, Some(failure), _) => Some(format!("not pushed: {failure}; asked again {}", push.due_at)),
        (None, None, Some(at)) => Some(format!("{hub} was asked to push it {at} and has not answered yet")),
        (None, None, None) => None,
    }
}

fn as_json(state: &SourceState, push: Option<&Push>, now: Timestamp) -> serde_json::Value {
    let pushed_until = push.and_then(|push| push.live_until(now)).map(|at| at.to_string());
    let health = health_in_english(state, now);
    json!({
        "id": state.source.id.0,
        "slug": state.slug,
        "title": state.source.title,
        "url": state.source.url.as_str(),
        "site_url": state.source.home_url.as_ref().map(|url| url.as_str()),
        "language": state.source.language.as_ref().map(|lang| lang.as_str()),
        "folder": state.folder,
        "tags": state.tags,
        "active": state.active,
        "article_count": state.article_count,
        "pending_count": state.pending_count,
        "dead_count": state.dead_count,
        "last_article_at": state.last_article_at.map(|at| at.to_string()),
        "polled_at": state.poll.polled_at.map(|at| at.to_string()),
        "due_at": state.poll.due_at.to_string(),
        "private": state.private,
        "resting": state.rest.is_some_and(|rest| rest.holds(now)),
        "resting_until": match state.rest {
            Some(Rest::Until(until)) => Some(until.to_string()),
            _ => None,
        },
        "failure": state.poll.failure,
        "failure_count": state.poll.failure_count,
        "failing_since": state.poll.failing_since.map(|at| at.to_string()),
        "trouble": state.poll.trouble.map(Trouble::code),
        "health": health.code,
        "health_words": health.words,
        "way_out": health.way_out,
        "hub": push.map(|push| push.hub_url.as_str()),
        "pushed_until": pushed_until,
        "delivery_count": push.map(|push| push.delivery_count),
        "forged_count": push.map(|push| push.forged_count),
        "push_failure": push.and_then(|push| push.failure.as_deref()),
        "moving_to": state.poll.moving.as_ref().map(|moving| moving.to.as_str()),
    })
}
