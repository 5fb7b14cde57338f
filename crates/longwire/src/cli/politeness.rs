//! `longwire politeness`

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use clap::Args;
use longwire_pipeline::export::shape;
use longwire_store::{Traffic, Which};
use longwire_text::size::in_words as bytes;
use longwire_text::url::authority;
use serde_json::{Value, json};

use super::Global;
use crate::wire;

/// Show what requests were made, what was saved and who refused
///
/// Counts begin when a source is added: its polls and the pages of its articles, bodies only.
/// A 304 saves as many bytes as the last whole answer had. `held` are requests not made because
/// robots.txt forbids them or can not be had.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire politeness                 totals, and a line for each source
  longwire politeness --hosts         a line for each host instead
  longwire politeness --json          one JSON object a line, the totals first")]
pub(crate) struct Politeness {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// By host instead of by source
    #[arg(long)]
    hosts: bool,
}

pub(super) fn run(global: &Global, args: &Politeness) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let traffic: BTreeMap<i64, Traffic> =
        store.all_traffic()?.into_iter().map(|(id, traffic)| (id.0, traffic)).collect();
    let mut rows: Vec<(String, Traffic)> = Vec::new();
    for state in store.sources(Which::All)? {
        let counted = traffic.get(&state.source.id.0).copied().unwrap_or_default();
        let name = if args.hosts { authority(&state.source.url) } else { state.slug };
        match rows.iter_mut().find(|(known, _)| args.hosts && *known == name) {
            Some((_, sum)) => sum.add(&counted),
            None => rows.push((name, counted)),
        }
    }
    let mut total = Traffic::default();
    traffic.values().for_each(|counted| total.add(counted));
    rows.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.request_count));
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", shape::json_line(&as_json("total", None, &total)))?;
        let kind = if args.hosts { "host" } else { "source" };
        for (name, counted) in &rows {
            writeln!(out, "{}", shape::json_line(&as_json(kind, Some(name), counted)))?;
        }
        return Ok(0);
    }
    write_totals(&mut out, &total)?;
    writeln!(
        out,
        "\nrequests     304    same  refused  missing    slow  failed    held   received      saved  who"
    )?;
    for (name, counted) in &rows {
        writeln!(
            out,
            "{:>8} {:>7} {:>7} {:>8} {:>8} {:>7} {:>7} {:>7} {:>10} {:>10}  {name}",
            counted.request_count,
            counted.not_modified_count,
            counted.same_body_count,
            counted.refused_count,
            counted.missing_count,
            counted.throttled_count,
            counted.failed_count + counted.unreachable_count,
            counted.held_count,
            bytes(counted.wire_bytes),
            bytes(counted.saved_bytes + counted.inflated_bytes()),
        )?;
    }
    Ok(0)
}

fn write_totals(out: &mut impl Write, total: &Traffic) -> Result<()> {
    let share = |count: u64| 100.0 * count as f64 / total.request_count.max(1) as f64;
    writeln!(out, "{} requests, {:.0} s on the wire", total.request_count, total.took_ms as f64 / 1000.0)?;
    writeln!(
        out,
        "{} answered that nothing had changed ({:.1}%), {} the same bytes again",
        total.not_modified_count,
        share(total.not_modified_count),
        total.same_body_count
    )?;
    writeln!(
        out,
        "{} received, {} saved by 304, {} by compression",
        bytes(total.wire_bytes),
        bytes(total.saved_bytes),
        bytes(total.inflated_bytes())
    )?;
    writeln!(
        out,
        "{} refused us, {} had nothing there, {} asked us to slow down, {} could not be reached, {} failed",
        total.refused_count,
        total.missing_count,
        total.throttled_count,
        total.unreachable_count,
        total.failed_count
    )?;
    Ok(writeln!(out, "{} requests not made because of robots.txt", total.held_count)?)
}

fn as_json(kind: &str, name: Option<&str>, counted: &Traffic) -> Value {
    json!({
        "kind": kind,
        "name": name,
        "request_count": counted.request_count,
        "not_modified_count": counted.not_modified_count,
        "same_body_count": counted.same_body_count,
        "refused_count": counted.refused_count,
        "missing_count": counted.missing_count,
        "throttled_count": counted.throttled_count,
        "unreachable_count": counted.unreachable_count,
        "failed_count": counted.failed_count,
        "held_count": counted.held_count,
        "wire_bytes": counted.wire_bytes,
        "body_bytes": counted.body_bytes,
        "saved_bytes": counted.saved_bytes,
        "took_ms": counted.took_ms,
    })
}
