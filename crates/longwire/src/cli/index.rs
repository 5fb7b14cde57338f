//! `longwire index`

use std::io::IsTerminal;

use anyhow::Result;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::{EXIT_NO, Global};
use crate::wire;

/// Look after the search index
#[derive(Args, Debug)]
pub(crate) struct Index {
    #[command(subcommand)]
    command: IndexCommand,
}

#[derive(Subcommand, Debug)]
enum IndexCommand {
    Show(Show),
    Rebuild(Rebuild),
}

/// Say how large the search index is, and whether it can be used
#[derive(Args, Debug)]
#[command(after_help = "Exit status: 0 it is well, 1 it is to be made anew.")]
struct Show {}

/// Make a new search index of all articles
///
/// Searches are answered by the old one until the new one is complete; articles that come
/// meanwhile are in both. It may be stopped at any time: the next run goes on.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire index rebuild")]
struct Rebuild {}

pub(super) fn run(global: &Global, args: &Index) -> Result<u8> {
    match args.command {
        IndexCommand::Show(_) => show(global),
        IndexCommand::Rebuild(_) => rebuild(global),
    }
}

fn show(global: &Global) -> Result<u8> {
    let state = wire::store(&global.data()?)?.index_state()?;
    println!(
        "{} articles, {} MiB in {} segments",
        state.document_count,
        state.index_bytes >> 20,
        state.segment_count
    );
    if let Some(count) = state.rebuilt_count {
        println!("a new one is being made and has {count} articles; longwire index rebuild goes on with it");
    }
    let Some(reason) = state.damage else { return Ok(0) };
    println!("it can not be used: {reason}");
    println!("  hint: longwire index rebuild makes a new one");
    Ok(EXIT_NO)
}

fn rebuild(global: &Global) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{wide_bar} {pos} of {len} articles, {eta} left")?);
    loop {
        let step = store.rebuild_index()?;
        bar.set_length(step.total);
        bar.set_position(step.done.min(step.total));
        if step.finished {
            bar.finish_and_clear();
            println!("search index made anew: {} articles", step.done);
            return Ok(0);
        }
    }
}
