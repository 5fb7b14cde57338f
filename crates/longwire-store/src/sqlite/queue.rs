//! The queue: a table of jobs, and one row a host that says which is next.
//!
//! Triggers keep `host.due_at` and `host.leased_count` in step with the jobs
//! (see the migration), so nothing here counts or searches: leasing reads the
//! hosts that are ready by an index and takes one job of each by another.

use longwire_model::{
    ArticleId, DeliveryId, EntryId, FollowerId, JobId, PushId, SourceId, Timestamp, TopicId, Url,
};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{at, count, insert, limit, many, one, parse_url, run, url};
use super::{Sqlite, event, own, source, traffic, worker_lease};
use crate::{
    Backlog, Ending, Job, JobFilter, JobState, JobView, LeasedJob, Queue, Settled, StoreError,
    WorkerLeaseTaken,
};

impl Queue for Sqlite {
    fn enqueue(&self, job: &Job, due_at: Timestamp, _now: Timestamp) -> Result<JobId, StoreError> {
        let work = |tx: &Connection| {
            let (url, source_id) = subject(tx, job)?;
            put(tx, job, &url, source_id, due_at)
        };
        match job {
            // What is due by a row of its own is asked for again when its job is lost; nothing else is.
            Job::Poll { .. } | Job::Push { .. } | Job::Follower { .. } | Job::Topic { .. } => self.note(work),
            Job::Subscribe { .. }
            | Job::Page { .. }
            | Job::Reextract { .. }
            | Job::Article { .. }
            | Job::Picture { .. }
            | Job::Delivery { .. } => self.write(work),
        }
    }

    fn lease(&self, now: Timestamp, until: Timestamp, limit: usize) -> Result<Vec<LeasedJob>, StoreError> {
        self.note(|tx| lease(tx, now, until, limit))
    }

    fn heartbeat(&self, jobs: &[JobId], until: Timestamp) -> Result<(), StoreError> {
        self.note(|tx| {
            jobs.iter().try_for_each(|id| run(tx, HEARTBEAT, params![id.0, until.micros()]).map(drop))
        })
    }

    fn finish(&self, id: JobId, ending: &Ending, now: Timestamp) -> Result<(), StoreError> {
        self.note(|tx| finish(tx, id, ending, now))
    }

    fn settle(&self, settled: &Settled, now: Timestamp) -> Result<(), StoreError> {
        let turned = self.note(|tx| {
            let mut turned = false;
            for poll in &settled.polls {
                turned |= source::save_poll(tx, poll, false)? == Some(true);
            }
            for (id, more) in &settled.traffic {
                traffic::add(tx, *id, more, now)?;
            }
            settled.endings.iter().try_for_each(|(id, ending)| finish(tx, *id, ending, now))?;
            Ok(turned)
        })?;
        if turned {
            self.changes.add();
        }
        Ok(())
    }

    fn enqueue_due(&self, now: Timestamp, count: usize) -> Result<usize, StoreError> {
        self.note(|tx| {
            own::end_rests(tx, now)?;
            let due = source::due(tx, now, count)?;
            for (id, url) in &due {
                put(tx, &Job::Poll { source_id: *id }, url, Some(*id), now)?;
            }
            Ok(due.len())
        })
    }

    fn next_job_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| {
            let due = one(tx, NEXT_JOB_DUE, [], |row| Ok(row.get::<_, Option<i64>>(0)?))?;
            Ok(due.flatten().map(Timestamp::from_micros))
        })
    }

    fn job(&self, id: JobId) -> Result<Option<JobView>, StoreError> {
        self.read(|tx| one(tx, JOB, [id.0], job_view))
    }

    fn jobs(&self, filter: JobFilter) -> Result<Vec<JobView>, StoreError> {
        self.read(|tx| list(tx, filter, 0))
    }

    fn backlog(&self, source: Option<SourceId>) -> Result<Backlog, StoreError> {
        self.read(|tx| backlog(tx, source))
    }

    fn take_worker_lease(&self, holder: &str) -> Result<WorkerLeaseTaken, StoreError> {
        let taken = worker_lease::take(&self.data, holder)?;
        if matches!(taken, WorkerLeaseTaken::Taken(_)) {
            self.note(|tx| run(tx, GIVE_BACK_ALL, []))?;
        }
        Ok(taken)
    }

    fn forget_done(&self, before: Timestamp) -> Result<(), StoreError> {
        self.note(|tx| run(tx, FORGET_DONE, [before.micros()]).map(drop))
    }
}

const SOURCE_URL: &str = "SELECT url FROM source WHERE id = ?1";
const ENTRY_URL: &str = "SELECT url, source_id FROM entry WHERE id = ?1";
const ARTICLE_URL: &str = "SELECT url, source_id FROM article_state WHERE id = ?1";
const ARTICLE_SOURCE: &str = "SELECT source_id FROM article WHERE id = ?1";

/// The address a job will speak to, and the source it belongs to.
fn subject(tx: &Connection, job: &Job) -> Result<(Url, Option<SourceId>), Fault> {
    match job {
        Job::Subscribe { url, .. } | Job::Page { url } => Ok((url.clone(), None)),
        Job::Poll { source_id } => one(tx, SOURCE_URL, [source_id.0], |row| url(row, "url"))?
            .map(|url| (url, Some(*source_id)))
            .ok_or_else(|| Fault::Refused(format!("there is no source {source_id}"))),
        Job::Article { entry_id } => one(tx, ENTRY_URL, [entry_id.0], |row| {
            Ok((url(row, "url")?, Some(SourceId(row.get("source_id")?))))
        })?
        .ok_or_else(|| Fault::Refused(format!("there is no entry {entry_id}"))),
        Job::Picture { article_id, url: picture } => one(tx, ARTICLE_SOURCE, [article_id.0], |row| {
            Ok((picture.clone(), row.get::<_, Option<i64>>("source_id")?.map(SourceId)))
        })?
        .ok_or_else(|| Fault::Refused(format!("there is no article {article_id}"))),
        Job::Reextract { article_id } => one(tx, ARTICLE_URL, [article_id.0], |row| {
            Ok((url(row, "url")?, row.get::<_, Option<i64>>("source_id")?.map(SourceId)))
        })?
        .ok_or_else(|| Fault::Refused(format!("there is no article {article_id}"))),
        Job::Push { push_id } => websub(tx, PUSH_URL, push_id.0, "push"),
        Job::Delivery { delivery_id } => websub(tx, DELIVERY_URL, delivery_id.0, "delivery"),
        Job::Follower { follower_id } => websub(tx, FOLLOWER_URL, follower_id.0, "follower"),
        Job::Topic { topic_id } => websub(tx, TOPIC_URL, topic_id.0, "topic"),
    }
}

const PUSH_URL: &str = "SELECT hub_url AS url, source_id FROM push WHERE id = ?1";
const DELIVERY_URL: &str = "
    SELECT push.topic_url AS url, push.source_id FROM delivery JOIN push ON push.id = delivery.push_id
    WHERE delivery.id = ?1";
const FOLLOWER_URL: &str = "SELECT callback AS url, NULL AS source_id FROM follower WHERE id = ?1";
const TOPIC_URL: &str = "SELECT url, NULL AS source_id FROM topic WHERE id = ?1";

fn websub(tx: &Connection, sql: &str, id: i64, what: &str) -> Result<(Url, Option<SourceId>), Fault> {
    one(tx, sql, [id], |row| Ok((url(row, "url")?, row.get::<_, Option<i64>>("source_id")?.map(SourceId))))?
        .ok_or_else(|| Fault::Refused(format!("there is no {what} {id}")))
}

/// `host` or `host:port` as in the address's authority; empty where it has none.
pub(super) fn host_of(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    }
}

const SUBSCRIBE: i64 = 1;
const POLL: i64 = 2;
const ARTICLE: i64 = 3;
const PICTURE: i64 = 4;
const PUSH: i64 = 5;
const DELIVERY: i64 = 6;
const FOLLOWER: i64 = 7;
const TOPIC: i64 = 8;
const PAGE: i64 = 9;
const REEXTRACT: i64 = 10;

const PENDING: i64 = 0;
const LEASED: i64 = 1;
const DONE: i64 = 2;

// An unfinished job becomes due no later than wished, a dead one begins anew. A
// leased job keeps the host that its worker is speaking to.
const PUT: &str = "
    INSERT INTO job (key, kind, host, source_id, entry_id, article_id, websub_id, url, folder, private, due_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    ON CONFLICT (key) WHERE state <> 2 DO UPDATE SET
        host = iif(state = 1, host, excluded.host),
        folder = coalesce(excluded.folder, folder),
        private = max(private, excluded.private),
        due_at = iif(state = 3, excluded.due_at, min(due_at, excluded.due_at)),
        attempt_count = iif(state = 3, 0, attempt_count),
        failure = iif(state = 3, NULL, failure),
        finished_at = NULL,
        state = iif(state = 3, 0, state)
    RETURNING id";

/// Puts a job on the queue, or finds the same job there.
pub(super) fn put(
    tx: &Connection,
    job: &Job,
    url: &Url,
    source_id: Option<SourceId>,
    due_at: Timestamp,
) -> Result<JobId, Fault> {
    let key = key(job);
    let host = match job {
        // These speak to nobody.
        Job::Delivery { .. } | Job::Topic { .. } | Job::Reextract { .. } => String::new(),
        _ => host_of(url),
    };
    let address = Some(url.as_str());
    let (kind, entry_id, websub_id, address, folder) = match job {
        Job::Subscribe { folder, .. } => (SUBSCRIBE, None, None, address, folder.as_deref()),
        Job::Page { .. } => (PAGE, None, None, address, None),
        Job::Poll { .. } => (POLL, None, None, None, None),
        Job::Article { entry_id } => (ARTICLE, Some(entry_id.0), None, None, None),
        Job::Picture { .. } => (PICTURE, None, None, address, None),
        Job::Reextract { .. } => (REEXTRACT, None, None, address, None),
        Job::Push { push_id } => (PUSH, None, Some(push_id.0), address, None),
        Job::Delivery { delivery_id } => (DELIVERY, None, Some(delivery_id.0), address, None),
        Job::Follower { follower_id } => (FOLLOWER, None, Some(follower_id.0), address, None),
        Job::Topic { topic_id } => (TOPIC, None, Some(topic_id.0), address, None),
    };
    let article_id = match job {
        Job::Picture { article_id, .. } | Job::Reextract { article_id } => Some(article_id.0),
        _ => None,
    };
    let private = matches!(job, Job::Subscribe { private: true, .. });
    let source_id = source_id.map(|id| id.0);
    let row = params![
        key,
        kind,
        host,
        source_id,
        entry_id,
        article_id,
        websub_id,
        address,
        folder,
        private,
        due_at.micros()
    ];
    let id = insert(tx, PUT, row)?;
    Ok(JobId(id))
}

/// Equal for equal jobs. Statements elsewhere look for jobs by it.
fn key(job: &Job) -> String {
    match job {
        Job::Subscribe { url, .. } => format!("subscribe:{url}"),
        Job::Page { url } => format!("page:{url}"),
        Job::Poll { source_id } => format!("poll:{source_id}"),
        Job::Article { entry_id } => format!("article:{entry_id}"),
        Job::Picture { article_id, url } => format!("picture:{article_id}:{url}"),
        Job::Reextract { article_id } => format!("reextract:{article_id}"),
        Job::Push { push_id } => format!("push:{push_id}"),
        Job::Delivery { delivery_id } => format!("delivery:{delivery_id}"),
        Job::Follower { follower_id } => format!("follower:{follower_id}"),
        Job::Topic { topic_id } => format!("topic:{topic_id}"),
    }
}

const GIVE_BACK_EXPIRED: &str =
    "UPDATE job SET state = 0, leased_until = NULL WHERE state = 1 AND leased_until <= ?1";
const GIVE_BACK_ALL: &str = "UPDATE job SET state = 0, leased_until = NULL WHERE state = 1";
const READY_HOSTS: &str = "
    SELECT host FROM host
    WHERE leased_count = 0 AND due_at IS NOT NULL AND max(due_at, coalesce(next_at, 0)) <= ?1
    ORDER BY max(due_at, coalesce(next_at, 0)) LIMIT ?2";
const LEASE_FIRST: &str = "
    UPDATE job SET state = 1, leased_until = ?2, attempt_count = attempt_count + 1
    WHERE id = (SELECT id FROM job WHERE host = ?1 AND state = 0 ORDER BY due_at, id LIMIT 1)
    RETURNING *";

fn lease(tx: &Connection, now: Timestamp, until: Timestamp, count: usize) -> Result<Vec<LeasedJob>, Fault> {
    run(tx, GIVE_BACK_EXPIRED, [now.micros()])?;
    let hosts: Vec<String> =
        many(tx, READY_HOSTS, params![now.micros(), limit(count)], |row| Ok(row.get(0)?))?;
    let mut leased = Vec::with_capacity(hosts.len());
    for host in hosts {
        leased.extend(many(tx, LEASE_FIRST, params![host, until.micros()], |row| {
            Ok(LeasedJob {
                id: JobId(row.get("id")?),
                job: job(row)?,
                host: row.get("host")?,
                attempt: row.get("attempt_count")?,
            })
        })?);
    }
    Ok(leased)
}

const HEARTBEAT: &str = "UPDATE job SET leased_until = max(leased_until, ?2) WHERE id = ?1 AND state = 1";

const FINISH: &str = "
    UPDATE job SET state = 2, answer = ?2, finished_at = ?3, failure = NULL, leased_until = NULL
    WHERE id = ?1 AND state < 2";
const RETRY: &str = "
    UPDATE job SET state = 0, failure = ?2, due_at = ?3, leased_until = NULL WHERE id = ?1 AND state < 2";
const POSTPONE: &str = "
    UPDATE job SET state = 0, due_at = ?2, leased_until = NULL, attempt_count = attempt_count - (state = 1)
    WHERE id = ?1 AND state < 2";
const GIVE_UP: &str = "
    UPDATE job SET state = 3, failure = ?2, finished_at = ?3, leased_until = NULL WHERE id = ?1 AND state < 2";

// A job that was dropped meanwhile, or is finished already, is left as it is.
fn finish(tx: &Connection, id: JobId, ending: &Ending, now: Timestamp) -> Result<(), Fault> {
    let ended = match ending {
        Ending::Done { answer } => run(tx, FINISH, params![id.0, answer, now.micros()])?,
        Ending::Retry { due_at, reason } => run(tx, RETRY, params![id.0, reason, due_at.micros()])?,
        Ending::Postponed { due_at } => run(tx, POSTPONE, params![id.0, due_at.micros()])?,
        Ending::Dead { reason } => run(tx, GIVE_UP, params![id.0, reason, now.micros()])?,
    };
    match ending {
        Ending::Dead { reason } if ended > 0 => event::given_up(tx, id.0, reason, now),
        _ => Ok(()),
    }
}

// A host with a leased job has its turn when that ends, at the latest when the lease does.
const NEXT_JOB_DUE: &str = "
    SELECT min(at) FROM (
        SELECT min(max(due_at, coalesce(next_at, 0))) AS at FROM host WHERE leased_count = 0 AND due_at IS NOT NULL
        UNION ALL SELECT min(leased_until) FROM job WHERE state = 1)";

const JOB: &str = "SELECT * FROM job_state WHERE id = ?1";
const DEAD_JOBS: &str = "
    SELECT * FROM job_state WHERE state = 3 AND (?1 IS NULL OR source_id = ?1)
    ORDER BY finished_at DESC, id DESC LIMIT ?2 OFFSET ?3";
const UNFINISHED_JOBS: &str = "
    SELECT * FROM job_state WHERE state < 2 AND (?1 IS NULL OR source_id = ?1) ORDER BY due_at, id LIMIT ?2 OFFSET ?3";
const ALL_JOBS: &str = "
    SELECT * FROM job_state WHERE ?1 IS NULL OR source_id = ?1 ORDER BY due_at, id LIMIT ?2 OFFSET ?3";

/// Jobs by filter, without the first `skip`.
pub(super) fn list(tx: &Connection, filter: JobFilter, skip: usize) -> Result<Vec<JobView>, Fault> {
    let statement = match filter.dead {
        Some(true) => DEAD_JOBS,
        Some(false) => UNFINISHED_JOBS,
        None => ALL_JOBS,
    };
    many(tx, statement, params![filter.source_id.map(|id| id.0), limit(filter.limit), limit(skip)], job_view)
}

fn job_view(row: &Row<'_>) -> Result<JobView, Fault> {
    let failure: Option<String> = row.get("failure")?;
    Ok(JobView {
        id: JobId(row.get("id")?),
        job: job(row)?,
        subject: row.get("subject")?,
        source_id: row.get::<_, Option<i64>>("source_id")?.map(SourceId),
        state: match row.get("state")? {
            PENDING => JobState::Pending,
            LEASED => JobState::Leased,
            DONE => JobState::Done { answer: row.get::<_, Option<String>>("answer")?.unwrap_or_default() },
            _ => JobState::Dead { reason: failure.clone().unwrap_or_default() },
        },
        attempt_count: row.get("attempt_count")?,
        due_at: at(row, "due_at")?,
        failure,
    })
}

fn job(row: &Row<'_>) -> Result<Job, Fault> {
    Ok(match row.get("kind")? {
        SUBSCRIBE => {
            let url = parse_url(&row.get::<_, String>("url")?)?;
            Job::Subscribe { url, folder: row.get("folder")?, private: row.get("private")? }
        }
        REEXTRACT => Job::Reextract { article_id: ArticleId(row.get("article_id")?) },
        PAGE => Job::Page { url: parse_url(&row.get::<_, String>("url")?)? },
        POLL => Job::Poll { source_id: SourceId(row.get("source_id")?) },
        PICTURE => Job::Picture {
            article_id: ArticleId(row.get("article_id")?),
            url: parse_url(&row.get::<_, String>("url")?)?,
        },
        PUSH => Job::Push { push_id: PushId(row.get("websub_id")?) },
        DELIVERY => Job::Delivery { delivery_id: DeliveryId(row.get("websub_id")?) },
        FOLLOWER => Job::Follower { follower_id: FollowerId(row.get("websub_id")?) },
        TOPIC => Job::Topic { topic_id: TopicId(row.get("websub_id")?) },
        _ => Job::Article { entry_id: EntryId(row.get("entry_id")?) },
    })
}

// A leased job has been tried once less than it has been handed out.
const BACKLOG: &str = "
    SELECT
        coalesce(sum(state < 2 AND attempt_count - (state = 1) <= 3), 0) AS fresh_count,
        coalesce(sum(state < 2 AND attempt_count - (state = 1) > 3), 0) AS late_count,
        coalesce(sum(state = 2), 0) AS done_count,
        coalesce(sum(state = 3), 0) AS dead_count
    FROM job";
const BACKLOG_OF_SOURCE: &str = "
    SELECT
        coalesce(sum(state < 2 AND attempt_count - (state = 1) <= 3), 0) AS fresh_count,
        coalesce(sum(state < 2 AND attempt_count - (state = 1) > 3), 0) AS late_count,
        coalesce(sum(state = 2), 0) AS done_count,
        coalesce(sum(state = 3), 0) AS dead_count
    FROM job WHERE source_id = ?1";

fn backlog(tx: &Connection, source: Option<SourceId>) -> Result<Backlog, Fault> {
    let read = |row: &Row<'_>| {
        Ok(Backlog {
            fresh_count: count(row, "fresh_count")?,
            late_count: count(row, "late_count")?,
            done_count: count(row, "done_count")?,
            dead_count: count(row, "dead_count")?,
        })
    };
    let found = match source {
        Some(id) => one(tx, BACKLOG_OF_SOURCE, [id.0], read)?,
        None => one(tx, BACKLOG, [], read)?,
    };
    Ok(found.unwrap_or_default())
}

const FORGET_DONE: &str = "DELETE FROM job WHERE state = 2 AND finished_at < ?1";

const DROP_UNFINISHED: &str = "DELETE FROM job WHERE source_id = ?1 AND state < 2";

/// Drops the unfinished jobs of a source.
pub(super) fn drop_unfinished(tx: &Connection, id: SourceId) -> Result<(), Fault> {
    run(tx, DROP_UNFINISHED, [id.0]).map(drop)
}

const DROP_ARTICLE_JOB: &str = "DELETE FROM job WHERE key = 'article:' || ?1 AND state <> 2";

/// Drops the job of an entry, finished or dead, whose article was erased.
pub(super) fn drop_article_job(tx: &Connection, id: EntryId) -> Result<(), Fault> {
    run(tx, DROP_ARTICLE_JOB, [id.0]).map(drop)
}

const DROP_JOBS_OF_ARTICLE: &str = "DELETE FROM job WHERE article_id = ?1";

/// Drops the jobs of an article that is being erased.
pub(super) fn drop_jobs_of_article(tx: &Connection, id: ArticleId) -> Result<(), Fault> {
    run(tx, DROP_JOBS_OF_ARTICLE, [id.0]).map(drop)
}
