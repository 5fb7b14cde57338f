//! `longwire import`

use std::path::Path;

use anyhow::Result;
use clap::Args;

use super::{EXIT_NO, Global};
use crate::{clock, wire};

/// Take in OPML lists and record files
///
/// A folder is read with all that lies below it. What can not be read is named and skipped; the
/// rest is taken in. Importing the same again changes nothing.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire import subscriptions.opml
  longwire import old-articles/
  longwire import https://example.org/blogroll.opml

Exit status: 0 all taken in, 1 something was skipped, 2 could not be read.")]
pub(crate) struct Import {
    /// An OPML file, a record file, a folder of them, or the address of an OPML list
    from: String,
}

pub(super) fn run(global: &Global, args: &Import) -> Result<u8> {
    if args.from.starts_with("http://") || args.from.starts_with("https://") {
        return super::add::run(global, &super::add::Add::of(&args.from));
    }
    let store = wire::store(&global.data()?)?;
    let imported = longwire_pipeline::import::path(&*store, Path::new(&args.from), clock::now())?;
    for line in &imported.skipped {
        eprintln!("skipped: {line}");
    }
    println!(
        "{} sources and {} articles taken in, {} known already, {} skipped",
        imported.source_count,
        imported.article_count,
        imported.known_count,
        imported.skipped.len()
    );
    if imported.source_count > 0 {
        println!("`longwire poll --all --wait` or `longwire serve` fetches their articles");
    }
    Ok(if imported.skipped.is_empty() { 0 } else { EXIT_NO })
}
