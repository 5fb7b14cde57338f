//! What came, what it cost and what was saved, day by day.
//!
//! The rows of all sources together have the source 0, which no source is.

use longwire_model::{Moment, SourceId};
use rusqlite::{Row, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{count, limit, many, maybe_moment, one};
use crate::{ArticleDay, Statistics, StoreError, TrafficDay};

impl Statistics for Sqlite {
    fn article_days(&self, source: Option<SourceId>, first: i64) -> Result<Vec<ArticleDay>, StoreError> {
        self.read(|tx| match source {
            Some(id) => many(tx, ARTICLE_DAYS, params![id.0, first], article_day),
            None => many(tx, PUBLIC_ARTICLE_DAYS, [first], article_day),
        })
    }

    fn traffic_days(&self, source: Option<SourceId>, first: i64) -> Result<Vec<TrafficDay>, StoreError> {
        self.read(|tx| match source {
            Some(id) => many(tx, TRAFFIC_DAYS, params![id.0, first], traffic_day),
            None => many(tx, PUBLIC_TRAFFIC_DAYS, [first], traffic_day),
        })
    }

    fn article_sum(&self) -> Result<ArticleDay, StoreError> {
        self.read(|tx| Ok(one(tx, ARTICLE_SUM, [], article_day)?.unwrap_or_default()))
    }

    fn traffic_sum(&self) -> Result<TrafficDay, StoreError> {
        self.read(|tx| Ok(one(tx, TRAFFIC_SUM, [], traffic_day)?.unwrap_or_default()))
    }

    fn published_moments(&self, source: SourceId, count: usize) -> Result<Vec<Moment>, StoreError> {
        let read = |row: &Row<'_>| maybe_moment(row, "published_at");
        let moments = self.read(|tx| many(tx, PUBLISHED, params![source.0, limit(count)], read))?;
        Ok(moments.into_iter().flatten().collect())
    }
}

const ARTICLE_DAYS: &str = "SELECT * FROM article_day WHERE source_id = ?1 AND day >= ?2 ORDER BY day";
// What private sources brought is taken off; what two of them announced, twice, hence the lower bound.
const PUBLIC_ARTICLE_DAYS: &str = "
    SELECT day, max(sum(sign * article_count), 0) AS article_count, max(sum(sign * full_count), 0) AS full_count,
        max(sum(sign * lost_count), 0) AS lost_count
    FROM (SELECT 1 AS sign, * FROM article_day WHERE source_id = 0 AND day >= ?1
        UNION ALL SELECT -1, * FROM article_day
            WHERE source_id IN (SELECT id FROM source WHERE private = 1) AND day >= ?1)
    GROUP BY day HAVING sum(sign * article_count) > 0 OR sum(sign * lost_count) > 0 ORDER BY day";
const ARTICLE_SUM: &str = "
    SELECT 0 AS day, max(coalesce(sum(sign * article_count), 0), 0) AS article_count,
        max(coalesce(sum(sign * full_count), 0), 0) AS full_count,
        max(coalesce(sum(sign * lost_count), 0), 0) AS lost_count
    FROM (SELECT 1 AS sign, * FROM article_day WHERE source_id = 0
        UNION ALL SELECT -1, * FROM article_day WHERE source_id IN (SELECT id FROM source WHERE private = 1))";

fn article_day(row: &Row<'_>) -> Result<ArticleDay, Fault> {
    Ok(ArticleDay {
        day: row.get("day")?,
        article_count: count(row, "article_count")?,
        full_count: count(row, "full_count")?,
        lost_count: count(row, "lost_count")?,
    })
}

const TRAFFIC_DAYS: &str = "SELECT * FROM traffic_day WHERE source_id = ?1 AND day >= ?2 ORDER BY day";
const PUBLIC_TRAFFIC_DAYS: &str = "
    SELECT day, max(sum(sign * request_count), 0) AS request_count,
        max(sum(sign * not_modified_count), 0) AS not_modified_count, max(sum(sign * wire_bytes), 0) AS wire_bytes,
        max(sum(sign * body_bytes), 0) AS body_bytes, max(sum(sign * saved_bytes), 0) AS saved_bytes
    FROM (SELECT 1 AS sign, * FROM traffic_day WHERE source_id = 0 AND day >= ?1
        UNION ALL SELECT -1, * FROM traffic_day
            WHERE source_id IN (SELECT id FROM source WHERE private = 1) AND day >= ?1)
    GROUP BY day HAVING sum(sign * request_count) > 0 ORDER BY day";
// Single sources' days go after a while, their sums do not.
const TRAFFIC_SUM: &str = "
    SELECT 0 AS day, max(coalesce(sum(sign * request_count), 0), 0) AS request_count,
        max(coalesce(sum(sign * not_modified_count), 0), 0) AS not_modified_count,
        max(coalesce(sum(sign * wire_bytes), 0), 0) AS wire_bytes,
        max(coalesce(sum(sign * body_bytes), 0), 0) AS body_bytes,
        max(coalesce(sum(sign * saved_bytes), 0), 0) AS saved_bytes
    FROM (SELECT 1 AS sign, request_count, not_modified_count, wire_bytes, body_bytes, saved_bytes
            FROM traffic_day WHERE source_id = 0
        UNION ALL SELECT -1, request_count, not_modified_count, wire_bytes, body_bytes, saved_bytes
            FROM traffic WHERE source_id IN (SELECT id FROM source WHERE private = 1))";

fn traffic_day(row: &Row<'_>) -> Result<TrafficDay, Fault> {
    Ok(TrafficDay {
        day: row.get("day")?,
        request_count: count(row, "request_count")?,
        not_modified_count: count(row, "not_modified_count")?,
        wire_bytes: count(row, "wire_bytes")?,
        body_bytes: count(row, "body_bytes")?,
        saved_bytes: count(row, "saved_bytes")?,
    })
}

const PUBLISHED: &str = "
    SELECT published_at FROM source_article
    JOIN article ON article.id = source_article.article_id
    JOIN revision ON revision.seq = article.last_seq
    WHERE source_article.source_id = ?1 ORDER BY source_article.first_seq DESC LIMIT ?2";
