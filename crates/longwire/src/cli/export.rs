//! `longwire export`

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use longwire_pipeline::export;

use super::Global;
use crate::wire;

/// Write the archive as open files
///
/// record: one file an article, an imported record that is still as it came byte for byte.
/// markdown: one file an article, its fields as front matter. jsonl: articles.jsonl, one line
/// for each entry that announced an article.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire export --to backup --format jsonl
  longwire export --to notes --format markdown

The fields of a JSON line are those of `longwire extract -o json` (docs/article-json.md) and
entry_url, fetched_url, archived_at (Unix milliseconds), revision, source_id.")]
pub(crate) struct Export {
    /// Folder to write into; made where there is none
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Format of the files
    #[arg(long, value_enum)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Record,
    Markdown,
    Jsonl,
}

pub(super) fn run(global: &Global, args: &Export) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let format = match args.format {
        Format::Record => export::Format::Record,
        Format::Markdown => export::Format::Markdown,
        Format::Jsonl => export::Format::JsonLines,
    };
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(store.totals()?.article_count)
    } else {
        ProgressBar::hidden()
    };
    let count = export::export(&*store, &args.to, format, |count| bar.set_position(count as u64))?;
    bar.finish_and_clear();
    let what = if matches!(args.format, Format::Jsonl) { "lines" } else { "files" };
    println!("{count} {what} written to {}", args.to.display());
    Ok(0)
}
