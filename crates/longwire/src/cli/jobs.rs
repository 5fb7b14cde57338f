//! `longwire jobs`

use std::io::Write;

use anyhow::Result;
use clap::Args;
use longwire_store::{JobFilter, JobState};

use super::Global;
use crate::{clock, wire};

/// Show what is on the queue and what was given up
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire jobs                   what is still to do
  longwire jobs --dead            what was given up, and why
  longwire jobs --dead --retry    try all that again")]
pub(crate) struct Jobs {
    /// Jobs that were given up
    #[arg(long)]
    dead: bool,
    /// Put the jobs that were given up back on the queue
    #[arg(long, requires = "dead")]
    retry: bool,
    /// Most jobs shown
    #[arg(long, default_value_t = 100, value_name = "COUNT")]
    limit: usize,
}

pub(super) fn run(global: &Global, args: &Jobs) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let limit = if args.retry { usize::MAX >> 1 } else { args.limit };
    let jobs = store.jobs(JobFilter { source_id: None, dead: Some(args.dead), limit })?;
    let now = clock::now();
    let mut out = std::io::stdout().lock();
    for job in &jobs {
        if args.retry {
            store.enqueue(&job.job, now, now)?;
            continue;
        }
        let state = match &job.state {
            JobState::Dead { reason } => format!("given up: {reason}"),
            JobState::Leased => "being worked on".to_owned(),
            JobState::Done { .. } => "done".to_owned(),
            JobState::Pending if job.due_at > now => format!("next try {}", job.due_at),
            JobState::Pending => "waiting".to_owned(),
        };
        let failure =
            job.failure.as_ref().filter(|_| !args.dead).map(|f| format!(" ({f})")).unwrap_or_default();
        writeln!(out, "{:>6}  {}: {state}, {} attempts{failure}", job.id, job.subject, job.attempt_count)?;
    }
    if args.retry {
        println!(
            "{} jobs are back on the queue; `longwire poll --all --wait` or `longwire serve` does them",
            jobs.len()
        );
    }
    Ok(0)
}
