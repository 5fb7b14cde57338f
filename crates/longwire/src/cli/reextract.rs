//! `longwire reextract`

use std::cell::Cell;
use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use longwire_model::{ArchiveSeq, ArticleId, SourceId, Url};
use longwire_pipeline::{Failure, Kept, KeptAs, Pipeline};
use longwire_store::{ArchivedArticle, Store};
use longwire_text::url::identity;
use tokio::task::JoinSet;

use super::{EXIT_NO, EXIT_PENDING, Global, add, source_named, wait};
use crate::wire;

/// Make articles anew from the pages that are kept of them; nothing is fetched
///
/// For a better extractor, or a new site rule. An article that comes out differently gets a new
/// revision; the old one stays. It may be stopped at any time and says where to go on; doing it
/// twice changes nothing.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire reextract 17
  longwire reextract https://example.org/news/1
  longwire reextract --source the-harbour-post
  longwire reextract --all --from 4711      goes on with article 4711

Exit status: 0 done, 1 of some articles nothing could be made, 2 could not be done, 3 stopped before the end.")]
pub(crate) struct Reextract {
    /// Number or address of an article
    #[arg(required_unless_present_any = ["source", "all"], conflicts_with_all = ["source", "all"])]
    article: Option<String>,
    /// All articles of a source: its slug, number or address
    #[arg(long, value_name = "SOURCE", conflicts_with = "all")]
    source: Option<String>,
    /// All articles of the archive
    #[arg(long)]
    all: bool,
    /// Begin with this article, where an earlier run was stopped
    #[arg(long, value_name = "ARTICLE", conflicts_with = "article")]
    from: Option<String>,
    /// Articles made at a time [default: the number of processors]
    #[arg(long, value_name = "COUNT")]
    threads: Option<usize>,
}

/// Articles whose numbers are read from the store at a time.
const BATCH: usize = 500;

/// Articles that could not be made anew and are named, at most.
const NAMED_MAX: usize = 20;

pub(super) fn run(global: &Global, args: &Reextract) -> Result<u8> {
    let settings = global.settings(&[])?;
    wire::log_to_stderr(&add::quieter(&settings.log));
    let pipeline = wire::pipeline(&settings, wire::store(&global.data()?)?)?;
    let store = &pipeline.store;
    let runtime = wait::runtime()?;
    if let Some(named) = &args.article {
        let Some(archived) = article_named(&**store, named)? else {
            eprintln!("there is no article {named}");
            return Ok(EXIT_NO);
        };
        return one(runtime.block_on(pipeline.reextract(archived.revision.article_id)));
    }
    let state = args.source.as_ref().map(|name| source_named(&**store, name)).transpose()?;
    let count = match &state {
        Some(state) => state.article_count,
        None => store.totals()?.article_count,
    };
    let after = match &args.from {
        Some(named) => {
            let first = article_named(&**store, named)?
                .with_context(|| format!("--from {named}: there is no such article"))?;
            ArchiveSeq(first.first_seq.0 - 1)
        }
        None => ArchiveSeq(0),
    };
    let many = Many {
        source: state.as_ref().map(|state| state.source.id),
        after: Cell::new(after),
        next: Cell::new(None),
        threads: args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        bar: bar(count)?,
    };
    let told = runtime.block_on(async {
        tokio::select! {
            told = many.run(&pipeline) => told.map(Some),
            _ = tokio::signal::ctrl_c() => Ok(None),
        }
    })?;
    many.bar.finish_and_clear();
    match told {
        Some(told) => Ok(told.conclude()),
        None => {
            let scope = state.map_or_else(|| "--all".to_owned(), |state| format!("--source {}", state.slug));
            let from = many.next.get().map_or_else(String::new, |id: ArticleId| format!(" --from {id}"));
            eprintln!("stopped; `longwire reextract {scope}{from}` goes on");
            Ok(EXIT_PENDING)
        }
    }
}

/// The article that a person means: its number or address.
///
/// # Errors
///
/// Where it is neither.
pub(super) fn article_named(store: &dyn Store, named: &str) -> Result<Option<ArchivedArticle>> {
    let id = match (named.parse(), Url::parse(named)) {
        (Ok(number), _) => Some(ArticleId(number)),
        (_, Ok(url)) => store.article_by_identity(&identity(&url))?,
        _ => bail!("{named:?} is neither an article's number nor an address"),
    };
    Ok(id.map(|id| store.article(id)).transpose()?.flatten())
}

fn one(made: Result<Kept, Failure>) -> Result<u8> {
    match made {
        Ok(kept) if kept.outcome == KeptAs::Revised => {
            println!("changed, now revision {}: article {}, {}", kept.revision, kept.article_id, kept.title);
            Ok(0)
        }
        Ok(kept) => {
            println!("unchanged: article {}, {}", kept.article_id, kept.title);
            Ok(0)
        }
        Err(failure) => {
            eprintln!("error: {}", failure.reason());
            Ok(EXIT_NO)
        }
    }
}

fn bar(count: u64) -> Result<ProgressBar> {
    let style = "{bar:32} {pos}/{len} articles, {msg} [{elapsed}, {eta} left]";
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(count) } else { ProgressBar::hidden() };
    Ok(bar.with_style(ProgressStyle::with_template(style)?))
}

/// A run over many articles.
struct Many {
    source: Option<SourceId>,
    /// The last of which all before are done.
    after: Cell<ArchiveSeq>,
    /// Where to go on.
    next: Cell<Option<ArticleId>>,
    threads: usize,
    bar: ProgressBar,
}

impl Many {
    async fn run(&self, pipeline: &Arc<Pipeline>) -> Result<Told> {
        let mut told = Told::default();
        loop {
            let batch = pipeline.store.articles_after(self.source, self.after.get(), BATCH)?;
            let Some((_, last)) = batch.last().copied() else { return Ok(told) };
            for chunk in batch.chunks(self.threads.max(1)) {
                self.next.set(chunk.first().map(|(id, _)| *id));
                let mut made = JoinSet::new();
                for (id, _) in chunk.iter().copied() {
                    let pipeline = Arc::clone(pipeline);
                    made.spawn(async move { pipeline.reextract(id).await });
                }
                while let Some(made) = made.join_next().await {
                    told.count(made?);
                    self.bar.inc(1);
                }
                self.bar.set_message(format!("{} changed", told.revised_count));
            }
            self.after.set(last);
        }
    }
}

/// What became of many.
#[derive(Default)]
struct Told {
    revised_count: u64,
    unchanged_count: u64,
    failed: Vec<String>,
    failed_count: u64,
}

impl Told {
    fn count(&mut self, made: Result<Kept, Failure>) {
        match made {
            Ok(kept) if kept.outcome == KeptAs::Revised => self.revised_count += 1,
            Ok(_) => self.unchanged_count += 1,
            Err(failure) => {
                self.failed_count += 1;
                if self.failed.len() < NAMED_MAX {
                    self.failed.push(failure.reason().to_owned());
                }
            }
        }
    }

    fn conclude(&self) -> u8 {
        for reason in &self.failed {
            eprintln!("left as it is: {reason}");
        }
        println!(
            "{} articles changed, {} unchanged, {} left as they are",
            self.revised_count, self.unchanged_count, self.failed_count
        );
        if self.failed_count > 0 { EXIT_NO } else { 0 }
    }
}
