//! What is still to do.
//!
//! A job lies on the queue until it has succeeded or is a dead letter. Jobs of
//! one host are worked on one after another, because only so can the host be
//! treated politely.

use longwire_model::{
    ArticleId, DeliveryId, EntryId, FollowerId, JobId, PollState, PushId, SourceId, Timestamp, TopicId, Url,
};

use crate::{StoreError, Traffic};

/// One durable unit of work. The same job is on the queue at most once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Find the feed at an address, or the one that a page announces, and poll it from now on.
    Subscribe {
        /// What the person gave.
        url: Url,
        /// The folder wanted.
        folder: Option<String>,
        /// Whether it is to be the owner's alone.
        private: bool,
    },
    /// Poll one source.
    Poll {
        /// Which.
        source_id: SourceId,
    },
    /// Fetch, extract and archive the article of one entry.
    Article {
        /// Which.
        entry_id: EntryId,
    },
    /// Fetch one page that a person asked for and archive it, whether or not a source announces it.
    Page {
        /// What the person gave.
        url: Url,
    },
    /// Make an article anew from what is kept of it, without fetching it.
    Reextract {
        /// Which.
        article_id: ArticleId,
    },
    /// Fetch a picture of an archived article and keep it with it.
    Picture {
        /// Which article.
        article_id: ArticleId,
        /// Where the picture is.
        url: Url,
    },
    /// Ask a source's hub to push it to us, to go on, or to stop.
    Push {
        /// Which arrangement.
        push_id: PushId,
    },
    /// Admit what a hub has pushed.
    Delivery {
        /// Which.
        delivery_id: DeliveryId,
    },
    /// Verify what a follower of ours asked for, or tell it what is new.
    Follower {
        /// Which.
        follower_id: FollowerId,
    },
    /// See whether a publication that somebody follows has changed.
    Topic {
        /// Which.
        topic_id: TopicId,
    },
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobState {
    /// To be done when due.
    Pending,
    /// A worker has it.
    Leased,
    /// Done, with the answer for whoever waits (JSON; the pipeline's own shape).
    Done {
        /// The answer; empty where there is nothing to say.
        answer: String,
    },
    /// Given up.
    Dead {
        /// Why, in plain words.
        reason: String,
    },
}

/// A job as people see it.
#[derive(Clone, Debug)]
pub struct JobView {
    /// Its number.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// What it is about, for people: the entry's or source's address.
    pub subject: String,
    /// The source it belongs to, if any.
    pub source_id: Option<SourceId>,
    /// Where it stands.
    pub state: JobState,
    /// Attempts made so far.
    pub attempt_count: u32,
    /// When it is due.
    pub due_at: Timestamp,
    /// Why the last attempt failed.
    pub failure: Option<String>,
}

/// A job handed to a worker.
#[derive(Clone, Debug)]
pub struct LeasedJob {
    /// Its number.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// The host it will speak to.
    pub host: String,
    /// This attempt's number, from 1.
    pub attempt: u32,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It succeeded.
    Done {
        /// The answer for whoever waits.
        answer: String,
    },
    /// It failed and is to be tried again.
    Retry {
        /// When.
        due_at: Timestamp,
        /// Why it failed.
        reason: String,
    },
    /// It was not its turn: nothing was tried, so the attempt does not count.
    Postponed {
        /// When its turn may come.
        due_at: Timestamp,
    },
    /// It failed for good.
    Dead {
        /// Why.
        reason: String,
    },
}

/// Attempts that ended about the same time.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// The outcomes of polls that found nothing to admit.
    pub polls: Vec<PollState>,
    /// What requests cost since the last time.
    pub traffic: Vec<(SourceId, Traffic)>,
    /// How the attempts ended.
    pub endings: Vec<(JobId, Ending)>,
}

/// Which jobs to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct JobFilter {
    /// Only those of one source.
    pub source_id: Option<SourceId>,
    /// Only dead letters (`true`), only unfinished ones (`false`), or all (`None`).
    pub dead: Option<bool>,
    /// At most so many; newest first for dead letters, next due first otherwise.
    pub limit: usize,
}

/// What lies on the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Unfinished jobs that have been tried at most three times: worth waiting for.
    pub fresh_count: u64,
    /// Unfinished jobs that have failed four times or more: their next try is minutes away.
    pub late_count: u64,
    /// Done jobs, as far back as they are remembered.
    pub done_count: u64,
    /// Dead letters.
    pub dead_count: u64,
}

/// The answer to [`Queue::take_worker_lease`].
pub enum WorkerLeaseTaken {
    /// This process is the one that fetches, until the lease is dropped.
    Taken(WorkerLease),
    /// Another process is.
    HeldBy {
        /// Who, in words: `longwire serve (process 4711)`.
        holder: String,
    },
}

/// The right to fetch for one data folder. Ends when dropped, and when the process ends, however it ends.
pub struct WorkerLease(
    #[expect(dead_code, reason = "held, never read: dropping it ends the lease")]
    pub(crate)  Box<dyn std::any::Any + Send>,
);

/// What is still to do.
pub trait Queue {
    /// Puts a job on the queue, due at `due_at`. Where the same job lies there
    /// unfinished, that one is made due no later than `due_at` and its number given.
    /// A dead letter of the same job is replaced.
    fn enqueue(&self, job: &Job, due_at: Timestamp, now: Timestamp) -> Result<JobId, StoreError>;

    /// Hands out up to `limit` jobs, at most one a host, those that could have
    /// begun the longest ago first: a job can begin when it is due and its host
    /// may be spoken to ([`Hosts::save_hosts_next`](crate::Hosts::save_hosts_next)).
    /// A host that has a leased job has no turn. Leases run until `until`;
    /// those that ran out are given back first.
    fn lease(&self, now: Timestamp, until: Timestamp, limit: usize) -> Result<Vec<LeasedJob>, StoreError>;

    /// Prolongs leases of jobs still being worked on.
    fn heartbeat(&self, jobs: &[JobId], until: Timestamp) -> Result<(), StoreError>;

    /// Ends an attempt. A job that was dropped meanwhile stays dropped.
    fn finish(&self, id: JobId, ending: &Ending, now: Timestamp) -> Result<(), StoreError>;

    /// Ends many attempts, and saves the outcomes of the polls among them, in one
    /// transaction: what a crash takes back is done again as a whole. A source or
    /// job that was dropped meanwhile stays dropped.
    fn settle(&self, settled: &Settled, now: Timestamp) -> Result<(), StoreError>;

    /// Puts the polls of up to `limit` sources that have fallen due on the queue and counts them.
    fn enqueue_due(&self, now: Timestamp, limit: usize) -> Result<usize, StoreError>;

    /// When to ask [`lease`](Self::lease) again, where no job is finished or put on
    /// the queue before: the next pending job can begin, or a lease runs out.
    /// `None` where nothing is unfinished.
    fn next_job_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// One job. Done jobs are remembered for a day.
    fn job(&self, id: JobId) -> Result<Option<JobView>, StoreError>;

    /// Jobs by filter.
    fn jobs(&self, filter: JobFilter) -> Result<Vec<JobView>, StoreError>;

    /// What lies on the queue, of one source or of all.
    fn backlog(&self, source: Option<SourceId>) -> Result<Backlog, StoreError>;

    /// Takes the worker lease: the right of one process at a time to fetch for
    /// this data folder. Held by the operating system's file lock, so a killed
    /// process leaves no trace; taking it gives jobs leased by the last holder back to the queue.
    /// `holder` is shown to others who ask.
    fn take_worker_lease(&self, holder: &str) -> Result<WorkerLeaseTaken, StoreError>;

    /// Forgets done jobs finished before `before`.
    fn forget_done(&self, before: Timestamp) -> Result<(), StoreError>;
}
