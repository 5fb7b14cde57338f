//! `longwire remove`

use anyhow::Result;
use clap::Args;

use super::{Global, source_named};
use crate::{clock, wire};

/// Stop polling a source; its articles are kept
#[derive(Args, Debug)]
#[command(after_help = "Example:
  longwire remove the-harbour-post

To remove an article itself, see `longwire erase --help`.")]
pub(crate) struct Remove {
    /// Slug, number or address of a source
    source: String,
}

pub(super) fn run(global: &Global, args: &Remove) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let state = source_named(&*store, &args.source)?;
    store.set_active(state.source.id, false, clock::now())?;
    println!("{} is no longer polled; its {} articles are kept", state.slug, state.article_count);
    Ok(0)
}
