//! Getting queued work done: by this process where it may fetch, else by the one that does.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use longwire_model::{JobId, SourceId};
use longwire_pipeline::Pipeline;
use longwire_pipeline::worker::{self, Scheduling};
use longwire_store::{Backlog, JobState, JobView, Store, WorkerLeaseTaken};
use tokio::sync::watch;

/// How often the queue is asked whether the work is done.
const LOOK: Duration = Duration::from_millis(200);

/// How long running jobs may take to end once the command is done with.
const GRACE: Duration = Duration::from_secs(20);

/// Threads for what blocks: the store lets one write and a few read, and pages keep the cores busy.
/// More of them only hold memory.
const BLOCKING_THREADS: usize = 24;

/// A runtime for the commands that fetch.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
        .context("the system gives no threads")
}

/// Runs `wait` while jobs are worked on: by this process, unless another holds the right to fetch.
///
/// An interrupt ends the waiting; jobs stay on the queue.
pub(super) async fn while_working<T>(
    pipeline: &Arc<Pipeline>,
    wait: impl Future<Output = Result<T>>,
) -> Result<T> {
    let holder = format!("longwire (process {})", std::process::id());
    match pipeline.store.take_worker_lease(&holder)? {
        WorkerLeaseTaken::HeldBy { holder } => {
            eprintln!("{holder} does the fetching; waiting for it");
            interruptible(wait).await
        }
        WorkerLeaseTaken::Taken(_lease) => {
            let (stop, stopped) = watch::channel(false);
            let work = tokio::spawn(worker::work(Arc::clone(pipeline), Scheduling::Off, stopped, GRACE));
            let outcome = interruptible(wait).await;
            let _ = stop.send(true);
            let _ = work.await;
            outcome
        }
    }
}

async fn interruptible<T>(wait: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::select! {
        outcome = wait => outcome,
        _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("interrupted; what is not done stays on the queue")),
    }
}

/// Waits until a job is done or given up.
pub(super) async fn for_job(store: &Arc<dyn Store>, id: JobId) -> Result<JobView> {
    loop {
        if let Some(view) = store.job(id)?
            && matches!(view.state, JobState::Done { .. } | JobState::Dead { .. })
        {
            return Ok(view);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Waits until nothing is left that is worth waiting for, calling `progress` at each look.
pub(super) async fn for_quiet(
    store: &Arc<dyn Store>,
    source: Option<SourceId>,
    mut progress: impl FnMut(&Backlog),
) -> Result<Backlog> {
    loop {
        let backlog = store.backlog(source)?;
        progress(&backlog);
        if backlog.fresh_count == 0 {
            return Ok(backlog);
        }
        tokio::time::sleep(LOOK).await;
    }
}
