//! What the owner looks over: sources by standing, the queue, dead letters.
//!
//! Lists find numbers first and rows then, so that what is left out costs nothing.

use longwire_model::{JobId, SourceId, Timestamp};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{count, limit, many, maybe_at, one, run};
use super::{Sqlite, link, publication, queue, source};
use crate::{
    Horizon, IndexBrief, JobFilter, JobView, Oversight, QueueCounts, SourceCounts, SourceFilter, SourceState,
    Standing, StoreError,
};

impl Oversight for Sqlite {
    fn source_counts(&self, horizon: Horizon) -> Result<SourceCounts, StoreError> {
        self.read(|tx| source_counts(tx, horizon))
    }

    fn standing_sources(&self, filter: &SourceFilter<'_>) -> Result<Vec<SourceState>, StoreError> {
        self.read(|tx| {
            let found = standing(tx, filter)?;
            let states = found.into_iter().filter_map(|id| source::by_id(tx, id).transpose());
            states.collect()
        })
    }

    fn entitle_source(&self, id: SourceId, title: Option<&str>) -> Result<bool, StoreError> {
        self.write(|tx| entitle(tx, id, title))
    }

    fn queue_counts(&self, now: Timestamp) -> Result<QueueCounts, StoreError> {
        self.read(|tx| queue_counts(tx, now))
    }

    fn jobs_from(&self, filter: JobFilter, skip: usize) -> Result<Vec<JobView>, StoreError> {
        self.read(|tx| queue::list(tx, filter, skip))
    }

    fn retry_dead(&self, source: Option<SourceId>, now: Timestamp, count: usize) -> Result<u64, StoreError> {
        self.keep(|tx| {
            let done = match source {
                Some(id) => run(tx, RETRY_DEAD_OF_SOURCE, params![now.micros(), limit(count), id.0])?,
                None => run(tx, RETRY_DEAD, params![now.micros(), limit(count)])?,
            };
            Ok(done as u64)
        })
    }

    fn drop_dead(&self, id: JobId) -> Result<bool, StoreError> {
        self.keep(|tx| {
            run(tx, GIVE_UP_ENTRY, [id.0])?;
            Ok(run(tx, DROP_DEAD, [id.0])? > 0)
        })
    }

    fn index_brief(&self) -> Result<IndexBrief, StoreError> {
        self.read(index_brief)
    }
}

const SOURCE_COUNTS: &str = "
    SELECT
        (SELECT count(*) FROM source WHERE active = 1) AS polled_count,
        (SELECT count(*) FROM source INDEXED BY source_failing
            WHERE active = 1 AND failure IS NOT NULL AND resting_until IS NULL
        ) AS failing_count,
        (SELECT count(*) FROM source WHERE active = 1 AND due_at < ?1 AND failure IS NULL
            AND polled_at IS NOT NULL AND resting_until IS NULL
        ) AS overdue_count,
        (SELECT count(*) FROM source WHERE active = 1 AND coalesce(last_article_at, added_at) < ?2
            AND failure IS NULL AND due_at >= ?1 AND polled_at IS NOT NULL AND resting_until IS NULL
        ) AS quiet_count,
        (SELECT count(*) FROM source WHERE active = 1 AND resting_until IS NOT NULL) AS muted_count,
        (SELECT count(*) FROM source WHERE active = 0) AS removed_count";

fn source_counts(tx: &Connection, horizon: Horizon) -> Result<SourceCounts, Fault> {
    let row = params![horizon.overdue_before.micros(), horizon.quiet_before.micros()];
    let read = |row: &Row<'_>| {
        Ok(SourceCounts {
            polled_count: count(row, "polled_count")?,
            failing_count: count(row, "failing_count")?,
            overdue_count: count(row, "overdue_count")?,
            quiet_count: count(row, "quiet_count")?,
            muted_count: count(row, "muted_count")?,
            removed_count: count(row, "removed_count")?,
        })
    };
    Ok(one(tx, SOURCE_COUNTS, row, read)?.unwrap_or_default())
}

const POLLED: &str = "
    SELECT id FROM source WHERE active = 1
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1))
    ORDER BY id DESC LIMIT ?2 OFFSET ?3";
const FAILING: &str = "
    SELECT id FROM source WHERE active = 1 AND failure IS NOT NULL
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1)) AND resting_until IS NULL
    ORDER BY failing_since DESC, id DESC LIMIT ?2 OFFSET ?3";
const OVERDUE: &str = "
    SELECT id FROM source WHERE active = 1 AND due_at < ?4 AND failure IS NULL AND polled_at IS NOT NULL
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1)) AND resting_until IS NULL
    ORDER BY due_at, id LIMIT ?2 OFFSET ?3";
const QUIET: &str = "
    SELECT id FROM source WHERE active = 1 AND coalesce(last_article_at, added_at) < ?5
        AND failure IS NULL AND due_at >= ?4 AND polled_at IS NOT NULL
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1)) AND resting_until IS NULL
    ORDER BY coalesce(last_article_at, added_at), id LIMIT ?2 OFFSET ?3";
const MUTED: &str = "
    SELECT id FROM source WHERE active = 1 AND resting_until IS NOT NULL
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1))
    ORDER BY id DESC LIMIT ?2 OFFSET ?3";
const REMOVED: &str = "
    SELECT id FROM source WHERE active = 0
        AND (?1 = '' OR instr(lower(title), ?1) OR instr(slug, ?1) OR instr(lower(url), ?1))
    ORDER BY id DESC LIMIT ?2 OFFSET ?3";

fn standing(tx: &Connection, filter: &SourceFilter<'_>) -> Result<Vec<SourceId>, Fault> {
    let part = filter.part.to_ascii_lowercase();
    let (at_most, skip) = (limit(filter.limit), limit(filter.skip));
    let overdue = filter.horizon.overdue_before.micros();
    let quiet = filter.horizon.quiet_before.micros();
    let id = |row: &Row<'_>| Ok(SourceId(row.get("id")?));
    match filter.standing {
        Standing::Polled => many(tx, POLLED, params![part, at_most, skip], id),
        Standing::Failing => many(tx, FAILING, params![part, at_most, skip], id),
        Standing::Overdue => many(tx, OVERDUE, params![part, at_most, skip, overdue], id),
        Standing::Quiet => many(tx, QUIET, params![part, at_most, skip, overdue, quiet], id),
        Standing::Muted => many(tx, MUTED, params![part, at_most, skip], id),
        Standing::Removed => many(tx, REMOVED, params![part, at_most, skip], id),
    }
}

// Without validators the next poll reads the whole feed, its title too.
const ENTITLE: &str = "
    UPDATE source SET title = coalesce(?2, title), titled = ?2 IS NOT NULL, edits = edits + 1,
        etag = iif(?2 IS NULL, NULL, etag), last_modified = iif(?2 IS NULL, NULL, last_modified),
        body_hash = iif(?2 IS NULL, NULL, body_hash)
    WHERE id = ?1";

fn entitle(tx: &Connection, id: SourceId, title: Option<&str>) -> Result<bool, Fault> {
    if run(tx, ENTITLE, params![id.0, title])? == 0 {
        return Ok(false);
    }
    link::count_edit(tx)?;
    publication::renamed(tx)?;
    Ok(true)
}

const QUEUE_COUNTS: &str = "
    SELECT
        (SELECT count(*) FROM job INDEXED BY job_unfinished WHERE state < 2) AS unfinished_count,
        (SELECT count(*) FROM job INDEXED BY job_unfinished WHERE state < 2 AND due_at <= ?1) AS due_count,
        (SELECT count(*) FROM job WHERE state = 1) AS leased_count,
        (SELECT count(*) FROM job WHERE state = 3) AS dead_count,
        (SELECT due_at FROM job WHERE state < 2 ORDER BY due_at, id LIMIT 1) AS oldest_due_at";

fn queue_counts(tx: &Connection, now: Timestamp) -> Result<QueueCounts, Fault> {
    let read = |row: &Row<'_>| {
        Ok(QueueCounts {
            unfinished_count: count(row, "unfinished_count")?,
            due_count: count(row, "due_count")?,
            leased_count: count(row, "leased_count")?,
            dead_count: count(row, "dead_count")?,
            oldest_due_at: maybe_at(row, "oldest_due_at")?,
        })
    };
    Ok(one(tx, QUEUE_COUNTS, [now.micros()], read)?.unwrap_or_default())
}

const RETRY_DEAD: &str = "
    UPDATE job SET state = 0, due_at = ?1, attempt_count = 0, failure = NULL, finished_at = NULL
    WHERE id IN (SELECT id FROM job WHERE state = 3 ORDER BY finished_at, id LIMIT ?2)";
const RETRY_DEAD_OF_SOURCE: &str = "
    UPDATE job SET state = 0, due_at = ?1, attempt_count = 0, failure = NULL, finished_at = NULL
    WHERE id IN (SELECT id FROM job WHERE source_id = ?3 AND state = 3 LIMIT ?2)";

const GIVE_UP_ENTRY: &str = "
    UPDATE entry SET erased = 1
    WHERE id = (SELECT entry_id FROM job WHERE id = ?1 AND state = 3 AND kind = 3) AND article_id IS NULL";
const DROP_DEAD: &str = "DELETE FROM job WHERE id = ?1 AND state = 3";

const INDEX_BRIEF: &str = "
    SELECT damage, next_doc,
        (SELECT count(*) FROM search_segment WHERE index_id = search_index.id) AS segments,
        (SELECT next_doc FROM search_index WHERE state = 2) AS rebuilt
    FROM search_index WHERE state = 1";

fn index_brief(tx: &Connection) -> Result<IndexBrief, Fault> {
    let read = |row: &Row<'_>| {
        Ok(IndexBrief {
            document_count: count(row, "next_doc")?,
            segment_count: count(row, "segments")?,
            damage: row.get("damage")?,
            rebuilt_count: row.get::<_, Option<i64>>("rebuilt")?.and_then(|count| u64::try_from(count).ok()),
        })
    };
    let none = || IndexBrief { damage: Some("there is none".into()), ..IndexBrief::default() };
    Ok(one(tx, INDEX_BRIEF, [], read)?.unwrap_or_else(none))
}
