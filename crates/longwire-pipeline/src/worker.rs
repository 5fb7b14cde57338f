//! Takes jobs off the queue and runs them, so many at a time.
//!
//! - One process at a time works for a data folder: the caller holds the lease.
//! - A job's attempt ends in one of three ways: done, to be tried again, given
//!   up. A panic ends as given up, with its job's number in the log.
//! - Leases are renewed while a job runs, so a slow page is not taken twice.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use longwire_model::{JobId, Timestamp};
use longwire_store::{Ending, Job, LeasedJob, Settled, StoreError};
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};

use crate::job::Ran;
use crate::{Failure, Pipeline, job, websub};

/// How long a job is leased; renewed at a third of it.
const LEASE: Duration = Duration::from_secs(120);

/// How often the queue is looked at while nothing happens here: jobs also come
/// from other processes, which can not wake us.
const TICK: Duration = Duration::from_millis(200);

/// How long done jobs are remembered.
const DONE_KEPT: Duration = Duration::from_secs(24 * 3600);

/// Most sources put on the queue at one look.
const DUE_BATCH: usize = 1000;

/// The waits before the second, third … attempt. After the last, the job is a dead letter.
const RETRY_AFTER: [Duration; 9] = {
    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }
    [s(1), s(5), s(30), s(2 * 60), s(10 * 60), s(30 * 60), s(2 * 3600), s(6 * 3600), s(12 * 3600)]
};

/// Most attempts of a poll, and of what else is due by a row of its own: it will be due again anyway.
const POLL_ATTEMPTS_MAX: u32 = 4;

/// Whether sources that fall due are put on the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduling {
    /// Yes: the service.
    On,
    /// No: only what a person asked for is done.
    Off,
}

/// Works until `stop` turns true, then lets running jobs end for up to
/// `grace` and gives the rest back to the queue by letting their leases go.
pub async fn work(
    pipeline: Arc<Pipeline>,
    scheduling: Scheduling,
    mut stop: watch::Receiver<bool>,
    grace: Duration,
) {
    let mut crew = Crew { running: HashMap::new(), tasks: JoinSet::new() };
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut ticked = true;
    let mut renew_at = pipeline.now().plus(LEASE / 3);
    let mut sweep_at = pipeline.now();
    if let Err(error) = websub::begin(&pipeline).await {
        tracing::warn!(%error, "hubs not to be read, their leases will be renewed in time");
    }
    while !*stop.borrow() {
        let now = pipeline.now();
        // Between two ticks the queue is looked at again only when a good part of the
        // crew is free: a look costs the same for one job as for many.
        let free = pipeline.config.worker_count.saturating_sub(crew.running.len());
        if ticked || free * 4 >= pipeline.config.worker_count {
            let scheduling = if ticked { scheduling } else { Scheduling::Off };
            if let Err(error) = look(&pipeline, scheduling, &mut crew, now, &mut sweep_at).await {
                tracing::warn!(%error, "queue not to be read, trying again");
            }
        }
        ticked = false;
        if now >= renew_at {
            renew_at = now.plus(LEASE / 3);
            crew.renew(&pipeline, now).await;
        }
        tokio::select! {
            _ = stop.changed() => {}
            _ = tick.tick() => ticked = true,
            Some(ended) = crew.tasks.join_next_with_id(), if !crew.tasks.is_empty() => {
                crew.ended(&pipeline, ended).await;
            }
        }
    }
    let deadline = tokio::time::Instant::now() + grace;
    while let Ok(Some(ended)) = tokio::time::timeout_at(deadline, crew.tasks.join_next_with_id()).await {
        crew.ended(&pipeline, ended).await;
    }
}

/// One look at the schedule and the queue.
async fn look(
    pipeline: &Arc<Pipeline>,
    scheduling: Scheduling,
    crew: &mut Crew,
    now: Timestamp,
    sweep_at: &mut Timestamp,
) -> Result<(), StoreError> {
    if now >= *sweep_at {
        *sweep_at = now.plus(Duration::from_secs(3600));
        let before = Timestamp::from_micros(now.micros() - DONE_KEPT.as_micros() as i64);
        pipeline
            .with_store(move |store| {
                store.forget_done(before)?;
                store.end_expired_followers(now)
            })
            .await?;
    }
    if scheduling == Scheduling::On {
        let has_websub = pipeline.config.websub.is_some();
        pipeline
            .with_store(move |store| {
                if has_websub {
                    websub::enqueue_due(store, now, DUE_BATCH)?;
                }
                store.enqueue_due(now, DUE_BATCH)
            })
            .await?;
    }
    let free = pipeline.config.worker_count.saturating_sub(crew.running.len());
    if free > 0 {
        let jobs = pipeline.with_store(move |store| job::lease(store, now, now.plus(LEASE), free)).await?;
        for job in jobs {
            crew.begin(pipeline, job);
        }
    }
    Ok(())
}

/// The jobs being worked on.
struct Crew {
    running: HashMap<Id, LeasedJob>,
    tasks: JoinSet<Ran>,
}

type Ended = Result<(Id, Ran), tokio::task::JoinError>;

impl Crew {
    fn begin(&mut self, pipeline: &Arc<Pipeline>, begun: job::Begun) {
        let (pipeline, leased) = (Arc::clone(pipeline), begun.leased.clone());
        let task = self.tasks.spawn(async move { job::run(&pipeline, begun).await });
        self.running.insert(task.id(), leased);
    }

    /// Settles an attempt that ended, and all others that have ended by now, in one transaction.
    async fn ended(&mut self, pipeline: &Pipeline, first: Ended) {
        let now = pipeline.now();
        let mut settled = Settled::default();
        let mut next = Some(first);
        while let Some(ended) = next {
            self.close(ended, now, &mut settled);
            next = self.tasks.try_join_next_with_id();
        }
        settled.traffic = pipeline.ledger.take();
        let traffic = settled.traffic.clone();
        let saved = pipeline.with_store(move |store| store.settle(&settled, now)).await;
        if let Err(error) = saved {
            traffic.iter().for_each(|(source, traffic)| pipeline.ledger.count(*source, traffic));
            // The leases run out and the jobs are repeated, harmlessly.
            tracing::warn!(%error, "the end of some jobs could not be kept");
        }
    }

    /// Takes an attempt that ended off the list.
    fn close(&mut self, ended: Ended, now: Timestamp, settled: &mut Settled) {
        let (id, ran) = match ended {
            Ok((id, ran)) => (id, ran),
            Err(error) => {
                let outcome = Err(Failure::never("this is a defect of longwire; its log has more"));
                (error.id(), Ran { outcome, poll: None })
            }
        };
        let Some(leased) = self.running.remove(&id) else { return };
        let ending = match ran.outcome {
            Ok(answer) => Ending::Done { answer },
            Err(failure) => after(&failure, &leased, now),
        };
        note(&leased, &ending);
        settled.polls.extend(ran.poll);
        settled.endings.push((leased.id, ending));
    }

    async fn renew(&self, pipeline: &Pipeline, now: Timestamp) {
        let jobs: Vec<JobId> = self.running.values().map(|leased| leased.id).collect();
        let renewed = pipeline.with_store(move |store| store.heartbeat(&jobs, now.plus(LEASE))).await;
        if let Err(error) = renewed {
            tracing::warn!(%error, "leases could not be renewed");
        }
    }
}

/// What becomes of a failed attempt.
fn after(failure: &Failure, leased: &LeasedJob, now: Timestamp) -> Ending {
    match failure {
        Failure::Never { reason } => Ending::Dead { reason: reason.clone() },
        Failure::NotYet { wait, .. } => Ending::Postponed { due_at: now.plus(*wait) },
        Failure::Again { reason, after } => {
            let attempts_max = match leased.job {
                Job::Poll { .. } | Job::Push { .. } | Job::Follower { .. } | Job::Topic { .. } => {
                    POLL_ATTEMPTS_MAX
                }
                // A person waits for these.
                Job::Subscribe { .. } | Job::Page { .. } | Job::Reextract { .. } => 3,
                Job::Picture { .. } | Job::Article { .. } | Job::Delivery { .. } => {
                    RETRY_AFTER.len() as u32 + 1
                }
            };
            if leased.attempt >= attempts_max {
                let reason = format!("given up after {} attempts: {reason}", leased.attempt);
                return Ending::Dead { reason };
            }
            let wait = RETRY_AFTER[(leased.attempt as usize - 1).min(RETRY_AFTER.len() - 1)];
            let wait = jittered(wait, leased.id).max(after.unwrap_or_default());
            Ending::Retry { due_at: now.plus(wait), reason: reason.clone() }
        }
    }
}

/// A wait made up to a quarter longer, differently for each job, so that jobs
/// which failed together do not come back together.
fn jittered(wait: Duration, id: JobId) -> Duration {
    let spread = (id.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
    wait + wait * (spread as u32) / 1024
}

fn note(leased: &LeasedJob, ending: &Ending) {
    let (job, host, attempt) = (leased.id.0, leased.host.as_str(), leased.attempt);
    match ending {
        Ending::Done { .. } => tracing::debug!(job, host, attempt, "job done"),
        Ending::Postponed { .. } => tracing::debug!(job, host, "host has no turn yet"),
        Ending::Retry { reason, .. } => tracing::info!(job, host, attempt, reason, "job to be tried again"),
        Ending::Dead { reason } => tracing::warn!(job, host, attempt, reason, "job given up"),
    }
}

#[cfg(test)]
mod tests;
