//! `longwire poll`

use std::io::IsTerminal;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use longwire_model::{JobId, SourceId};
use longwire_store::{Backlog, Job, JobFilter, JobState, Store, Which};

use super::{EXIT_NO, EXIT_PENDING, Global, source_named, wait};
use crate::{clock, wire};

/// Ask sources for news now
///
/// With --wait, returns when every article is archived or given up. Failed requests are tried
/// again after 1, 5 and 30 seconds, then after minutes; --wait does not wait for the minutes.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire poll --all --wait
  longwire poll the-harbour-post

Exit status: 0 all done, 1 a source could not be had, 2 could not be done, 3 work is still pending.")]
pub(crate) struct Poll {
    /// Slug, number or address of a source
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    source: Option<String>,
    /// Poll every source
    #[arg(long)]
    all: bool,
    /// Wait until the articles are archived too
    #[arg(long)]
    wait: bool,
}

/// How often a line is printed where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Most pending or failed jobs that are named.
const NAMED_MAX: usize = 20;

pub(super) fn run(global: &Global, args: &Poll) -> Result<u8> {
    let settings = global.settings(&[])?;
    wire::log_to_stderr(&super::add::quieter(&settings.log));
    let store = wire::store(&global.data()?)?;
    let pipeline = wire::pipeline(&settings, store)?;
    let store = &pipeline.store;
    let sources: Vec<SourceId> = match &args.source {
        Some(name) => {
            let state = source_named(&**store, name)?;
            if !state.active {
                bail!(
                    "{} was removed and is not polled; `longwire add {}` takes it up again",
                    state.slug,
                    state.source.url
                );
            }
            vec![state.source.id]
        }
        None => store.sources(Which::Active)?.iter().map(|state| state.source.id).collect(),
    };
    if sources.is_empty() {
        bail!("there is nothing to poll; `longwire add URL` adds a source");
    }
    let one = args.source.as_ref().map(|_| sources[0]);
    wait::runtime()?.block_on(async {
        let now = clock::now();
        let before = store.backlog(one)?;
        let mut polls = Vec::new();
        for source_id in sources {
            polls.push(store.enqueue(&Job::Poll { source_id }, now, now)?);
        }
        let wait = async {
            if args.wait {
                let mut progress = Progress::new(before);
                let backlog = wait::for_quiet(store, one, |backlog| progress.show(backlog)).await?;
                progress.end();
                Ok(Some(backlog))
            } else {
                for id in &polls {
                    wait::for_job(store, *id).await?;
                }
                Ok(None)
            }
        };
        let backlog = wait::while_working(&pipeline, wait).await?;
        conclude(store, one, &polls, backlog)
    })
}

/// Says how it ended and gives the exit status.
fn conclude(
    store: &Arc<dyn Store>,
    one: Option<SourceId>,
    polls: &[JobId],
    backlog: Option<Backlog>,
) -> Result<u8> {
    let mut failed = 0;
    for id in polls {
        if let Some(view) = store.job(*id)?
            && let JobState::Dead { reason } = view.state
        {
            failed += 1;
            if failed <= NAMED_MAX {
                eprintln!("not polled: {}: {reason}", view.subject);
            }
        }
    }
    let totals = store.totals()?;
    let now = store.backlog(one)?;
    println!(
        "{} articles in the archive, {} sources polled, {failed} of them failed",
        totals.article_count,
        polls.len()
    );
    let given_up = now.dead_count.saturating_sub(failed as u64);
    if given_up > 0 {
        println!("{given_up} articles given up; `longwire jobs --dead` says why");
    }
    match backlog {
        Some(backlog) if backlog.late_count > 0 => {
            eprintln!("{} jobs are still pending; their next try is minutes away:", backlog.late_count);
            let pending = JobFilter { source_id: one, dead: Some(false), limit: NAMED_MAX };
            for job in store.jobs(pending)? {
                eprintln!(
                    "  {} (attempt {}): {}",
                    job.subject,
                    job.attempt_count,
                    job.failure.unwrap_or_default()
                );
            }
            Ok(EXIT_PENDING)
        }
        None if now.fresh_count + now.late_count > 0 => {
            println!(
                "{} articles waiting; `longwire poll --wait` or `longwire serve` fetches them",
                now.fresh_count + now.late_count
            );
            Ok(if failed > 0 { EXIT_NO } else { 0 })
        }
        _ => Ok(if failed > 0 { EXIT_NO } else { 0 }),
    }
}

/// A bar on a terminal, a plain line now and then otherwise.
struct Progress {
    bar: Option<ProgressBar>,
    before: Backlog,
    next_line_at: Instant,
}

impl Progress {
    fn new(before: Backlog) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:32} {pos}/{len} jobs, {msg} [{elapsed}]");
            ProgressBar::new(0).with_style(style.expect("a template of known keys"))
        });
        Self { bar, before, next_line_at: Instant::now() + LINE_EVERY }
    }

    fn show(&mut self, backlog: &Backlog) {
        let done = backlog.done_count.saturating_sub(self.before.done_count);
        let dead = backlog.dead_count.saturating_sub(self.before.dead_count);
        let open = backlog.fresh_count + backlog.late_count;
        match &self.bar {
            Some(bar) => {
                bar.set_length(done + dead + open);
                bar.set_position(done + dead);
                bar.set_message(format!("{dead} given up"));
            }
            None if Instant::now() >= self.next_line_at => {
                self.next_line_at = Instant::now() + LINE_EVERY;
                eprintln!("{done} jobs done, {open} to do, {dead} given up");
            }
            None => {}
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
