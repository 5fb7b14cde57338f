//! What requests cost and saved, one row a source.

use longwire_model::{SourceId, Timestamp};
use rusqlite::{Connection, Row, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{count, many, one, run};
use crate::{DAYS_MAX, Ledgers, StoreError, Traffic, day_of};

impl Ledgers for Sqlite {
    fn traffic(&self, id: SourceId) -> Result<Traffic, StoreError> {
        self.read(|tx| Ok(one(tx, TRAFFIC, [id.0], traffic)?.unwrap_or_default()))
    }

    fn all_traffic(&self) -> Result<Vec<(SourceId, Traffic)>, StoreError> {
        self.read(|tx| many(tx, ALL_TRAFFIC, [], |row| Ok((SourceId(row.get("source_id")?), traffic(row)?))))
    }
}

const TRAFFIC: &str = "SELECT * FROM traffic WHERE source_id = ?1";
const ALL_TRAFFIC: &str = "SELECT * FROM traffic ORDER BY source_id";

fn traffic(row: &Row<'_>) -> Result<Traffic, Fault> {
    Ok(Traffic {
        request_count: count(row, "request_count")?,
        not_modified_count: count(row, "not_modified_count")?,
        same_body_count: count(row, "same_body_count")?,
        throttled_count: count(row, "throttled_count")?,
        missing_count: count(row, "missing_count")?,
        refused_count: count(row, "refused_count")?,
        unreachable_count: count(row, "unreachable_count")?,
        failed_count: count(row, "failed_count")?,
        held_count: count(row, "held_count")?,
        wire_bytes: count(row, "wire_bytes")?,
        body_bytes: count(row, "body_bytes")?,
        saved_bytes: count(row, "saved_bytes")?,
        full_bytes: count(row, "full_bytes")?,
        took_ms: count(row, "took_ms")?,
    })
}

// A source that is not there has no traffic. What a 304 saved is what the last whole poll had.
const ADD: &str = "
    INSERT INTO traffic
    SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, ?13, ?14 FROM source WHERE id = ?1
    ON CONFLICT (source_id) DO UPDATE SET
        request_count = request_count + excluded.request_count,
        not_modified_count = not_modified_count + excluded.not_modified_count,
        same_body_count = same_body_count + excluded.same_body_count,
        throttled_count = throttled_count + excluded.throttled_count,
        missing_count = missing_count + excluded.missing_count,
        refused_count = refused_count + excluded.refused_count,
        unreachable_count = unreachable_count + excluded.unreachable_count,
        failed_count = failed_count + excluded.failed_count,
        held_count = held_count + excluded.held_count,
        wire_bytes = wire_bytes + excluded.wire_bytes,
        body_bytes = body_bytes + excluded.body_bytes,
        saved_bytes = saved_bytes + excluded.not_modified_count * full_bytes,
        full_bytes = iif(excluded.full_bytes > 0, excluded.full_bytes, full_bytes),
        took_ms = took_ms + excluded.took_ms";

// What a 304 saved is what the last whole poll had, which ADD notes only afterwards. 0 stands for all sources.
const ADD_TO_DAY: &str = "
    INSERT INTO traffic_day (source_id, day, request_count, not_modified_count, wire_bytes, body_bytes, saved_bytes)
    SELECT ?7, ?2, ?3, ?4, ?5, ?6,
        ?4 * coalesce((SELECT full_bytes FROM traffic WHERE traffic.source_id = source.id), 0)
    FROM source WHERE id = ?1
    ON CONFLICT (source_id, day) DO UPDATE SET
        request_count = request_count + excluded.request_count,
        not_modified_count = not_modified_count + excluded.not_modified_count,
        wire_bytes = wire_bytes + excluded.wire_bytes,
        body_bytes = body_bytes + excluded.body_bytes,
        saved_bytes = saved_bytes + excluded.saved_bytes";
const FORGET_DAYS: &str = "DELETE FROM traffic_day WHERE source_id = ?1 AND day < ?2";

/// Adds to a source's counts, and to those of the day.
pub(super) fn add(tx: &Connection, id: SourceId, more: &Traffic, now: Timestamp) -> Result<(), Fault> {
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let day = day_of(now);
    for whose in [id.0, 0] {
        let row = params![
            id.0,
            day,
            number(more.request_count),
            number(more.not_modified_count),
            number(more.wire_bytes),
            number(more.body_bytes),
            whose,
        ];
        run(tx, ADD_TO_DAY, row)?;
    }
    run(tx, FORGET_DAYS, params![id.0, day - DAYS_MAX])?;
    let row = params![
        id.0,
        number(more.request_count),
        number(more.not_modified_count),
        number(more.same_body_count),
        number(more.throttled_count),
        number(more.missing_count),
        number(more.refused_count),
        number(more.unreachable_count),
        number(more.failed_count),
        number(more.held_count),
        number(more.wire_bytes),
        number(more.body_bytes),
        number(more.full_bytes),
        number(more.took_ms),
    ];
    run(tx, ADD, row).map(drop)
}
