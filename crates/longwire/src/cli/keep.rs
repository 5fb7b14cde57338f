//! `longwire keep`

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use longwire_model::{ArticleId, JobId, Url};
use longwire_pipeline::export::shape;
use longwire_pipeline::{Kept, KeptAs};
use longwire_store::{Job, JobState, JobView, Store};

use super::{EXIT_NO, EXIT_PENDING, Global, add, wait};
use crate::{clock, wire};

/// Archive single pages as articles, whether or not a source announces them
///
/// Each page is fetched as politely as any other and kept with its pictures. One that was archived
/// within the last hour is not asked for again; one that is gone and was archived once is answered
/// with what there is. A page that is no article is refused with the reason.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire keep https://example.org/news/1
  longwire keep --json https://example.org/news/1 https://example.org/news/2
  longwire keep --no-wait https://example.org/news/1    a running service does it

Exit status: 0 every page is archived (with --no-wait: on the queue), 1 one is no article or not to be
had, 2 wrong address or store, 3 one is still pending.")]
pub(crate) struct Keep {
    /// Addresses of pages
    #[arg(required = true, value_name = "URL")]
    url: Vec<String>,
    /// Put the pages on the queue and do not wait for them
    #[arg(long)]
    no_wait: bool,
    /// One JSON object a page and line: article_id, title, url, revision, outcome, reason
    #[arg(long, conflicts_with = "no_wait")]
    json: bool,
}

/// A page whose next try is further away than this is not waited for, nor are pictures for longer.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How often the queue is asked.
const LOOK: Duration = Duration::from_millis(200);

pub(super) fn run(global: &Global, args: &Keep) -> Result<u8> {
    // All are read before the first is put on the queue.
    let urls: Vec<Url> = args.url.iter().map(|written| add::address(written)).collect::<Result<_>>()?;
    let settings = global.settings(&[])?;
    wire::log_to_stderr(&add::quieter(&settings.log));
    let store = wire::store(&global.data()?)?;
    let now = clock::now();
    let put = |url: &Url| Ok(store.enqueue(&Job::Page { url: url.clone() }, now, now)?);
    let ids: Vec<JobId> = urls.iter().map(put).collect::<Result<_>>()?;
    if args.no_wait {
        println!("{} pages are on the queue; `longwire serve` fetches them", ids.len());
        return Ok(0);
    }
    let pipeline = wire::pipeline(&settings, store)?;
    wait::runtime()?.block_on(async {
        let wait = ended(&pipeline.store, &ids, args.json);
        wait::while_working(&pipeline, wait).await
    })
}

/// Tells of each page as it ends, waits for its pictures, and gives the exit status.
async fn ended(store: &Arc<dyn Store>, ids: &[JobId], json: bool) -> Result<u8> {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(ids.len() as u64)
            .with_style(ProgressStyle::with_template("{bar:32} {pos}/{len} pages {msg} [{elapsed}]")?)
    } else {
        ProgressBar::hidden()
    };
    let (mut open, mut code, mut articles) = (ids.to_vec(), 0, Vec::new());
    while !open.is_empty() {
        let mut still = Vec::new();
        for id in open {
            let Some(view) = store.job(id)? else { continue };
            match bar.suspend(|| tell(&view, json))? {
                Told::Kept(id) => articles.push(id),
                Told::Otherwise(told) => code = code.max(told),
                Told::NotYet => {
                    still.push(id);
                    continue;
                }
            }
            bar.inc(1);
        }
        open = still;
        tokio::time::sleep(LOOK).await;
    }
    for id in articles {
        let until = Instant::now() + WAIT_MAX;
        loop {
            let count = lacking(&**store, id)?;
            if count == 0 || Instant::now() >= until {
                break;
            }
            bar.set_message(format!("archived, {count} pictures of article {id} to come"));
            tokio::time::sleep(LOOK).await;
        }
    }
    bar.finish_and_clear();
    Ok(code)
}

/// Pictures of an article that are still to be fetched.
fn lacking(store: &dyn Store, id: ArticleId) -> Result<usize> {
    let Some(archived) = store.article(id)? else { return Ok(0) };
    let article = &archived.revision.article;
    let lead = article.lead_image.iter().filter(|image| image.stored.is_none()).map(|image| &image.url);
    let inside = article.images.iter().filter(|image| image.stored.is_none()).map(|image| &image.url);
    let missing: HashSet<Url> = store.missing_images(id)?.into_iter().map(|missing| missing.url).collect();
    let wanted = lead.chain(inside).filter(|url| matches!(url.scheme(), "http" | "https"));
    Ok(wanted.filter(|url| !missing.contains(url)).collect::<HashSet<_>>().len())
}

/// What there was to say of a page.
enum Told {
    /// It is archived.
    Kept(ArticleId),
    /// It is not, and this is the exit status.
    Otherwise(u8),
    /// Nothing yet.
    NotYet,
}

/// Says how a page ended, once it has.
fn tell(view: &JobView, json: bool) -> Result<Told> {
    let mut out = std::io::stdout().lock();
    match &view.state {
        JobState::Done { answer } => {
            let kept: Kept = serde_json::from_str(answer)?;
            if json {
                writeln!(out, "{}", shape::json_line(&serde_json::to_value(&kept)?))?;
            } else {
                writeln!(out, "{}: article {}, {}", in_words(&kept), kept.article_id, kept.title)?;
            }
            Ok(Told::Kept(ArticleId(kept.article_id)))
        }
        JobState::Dead { reason } => {
            eprintln!("error: {reason}");
            Ok(Told::Otherwise(EXIT_NO))
        }
        JobState::Pending if view.due_at > clock::now().plus(WAIT_MAX) => {
            let why = view.failure.as_deref().unwrap_or("its host has no turn yet");
            eprintln!("{} is still pending: {why}; next try {}", view.subject, view.due_at);
            Ok(Told::Otherwise(EXIT_PENDING))
        }
        JobState::Pending | JobState::Leased => Ok(Told::NotYet),
    }
}

fn in_words(kept: &Kept) -> String {
    match (kept.outcome, &kept.reason) {
        (KeptAs::New, _) => "archived".to_owned(),
        (KeptAs::Revised, _) => format!("changed, now revision {}", kept.revision),
        (KeptAs::Unchanged, _) => "unchanged".to_owned(),
        (KeptAs::Known, None) => "already archived".to_owned(),
        (KeptAs::Known, Some(reason)) => format!("archived earlier ({reason})"),
    }
}
