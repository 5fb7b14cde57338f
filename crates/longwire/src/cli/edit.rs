//! `longwire edit`

use anyhow::{Context, Result};
use clap::Args;
use longwire_store::{SourceState, Store};
use longwire_text::tag;

use super::{Global, publication, source_named};
use crate::{clock, wire};

/// File a source under a folder and tags, or make it private
///
/// Every folder and every tag is a feed of its own; the articles of the source move along. What is
/// private only the owner sees, signed in; it stands in no feed but those of a publication that has a
/// key and names the source itself.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire edit the-harbour-post --folder News --tag ports --tag 港口
  longwire edit the-harbour-post --no-folder --untag ports
  longwire edit the-harbour-post --private")]
pub(crate) struct Edit {
    /// Slug, number or address of a source
    source: String,
    /// Folder to file it under
    #[arg(long, value_name = "NAME", conflicts_with = "no_folder")]
    folder: Option<String>,
    /// File it under no folder
    #[arg(long)]
    no_folder: bool,
    /// Give all its articles this tag; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Take this tag away
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// Show it and its articles to nobody but the owner
    #[arg(long, conflicts_with = "no_private")]
    private: bool,
    /// Show it to everybody again
    #[arg(long)]
    no_private: bool,
}

pub(super) fn run(global: &Global, args: &Edit) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let state = source_named(&*store, &args.source)?;
    let folder = match &args.folder {
        Some(name) => Some(checked(name)?),
        None => state.folder.clone().filter(|_| !args.no_folder),
    };
    let gone: Vec<String> = args.untag.iter().map(|name| tag::key(name)).collect();
    let kept = state.tags.iter().filter(|name| !gone.contains(&tag::key(name))).cloned();
    let tags: Vec<String> = kept.chain(checked_all(&args.tag)?).collect();
    if args.private || args.no_private {
        store.set_private(state.source.id, args.private, clock::now())?;
    }
    store.file_source(state.source.id, folder.as_deref(), &tags, clock::now())?;
    publication::fill(&*store)?;
    let state = source_named(&*store, &args.source)?;
    println!("{}: {}", state.slug, filing(&state));
    Ok(0)
}

/// Files a source that was just added under tags.
pub(super) fn tag_source(store: &dyn Store, state: &SourceState, tags: &[String]) -> Result<()> {
    let tags = [state.tags.clone(), checked_all(tags)?].concat();
    store.file_source(state.source.id, state.folder.as_deref(), &tags, clock::now())?;
    Ok(())
}

/// Reads the names of tags as a person wrote them.
///
/// # Errors
///
/// Names the one that is empty or too long.
pub(super) fn checked_all(names: &[String]) -> Result<Vec<String>> {
    names.iter().map(|name| checked(name)).collect()
}

fn checked(name: &str) -> Result<String> {
    tag::name(name)
        .with_context(|| format!("{name:?} is no name: it has 1 to {} characters", tag::NAME_CHARS_MAX))
}

fn filing(state: &SourceState) -> String {
    let folder = match &state.folder {
        Some(name) => format!("in folder {name}"),
        None => "in no folder".to_owned(),
    };
    let tags = if state.tags.is_empty() { "no tags".to_owned() } else { state.tags.join(", ") };
    format!("{folder}, {tags}{}", if state.private { ", private" } else { "" })
}
