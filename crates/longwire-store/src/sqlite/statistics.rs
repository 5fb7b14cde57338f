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
        self.read(|tx| many(tx, ARTICLE_DAYS, params![whose(source), first], article_day))
    }

    fn traffic_days(&self, source: Option<SourceId>, first: i64) -> Result<Vec<TrafficDay>, StoreError> {
        self.read(|tx| many(tx, TRAFFIC_DAYS, params![whose(source), first], traffic_day))
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

fn whose(source: Option<SourceId>) -> i64 {
    source.map_or(0, |id| id.0)
}

const ARTICLE_DAYS: &str = "SELECT * FROM article_day WHERE source_id = ?1 AND day >= ?2 ORDER BY day";
const ARTICLE_SUM: &str = "
    SELECT 0 AS day, coalesce(sum(article_count), 0) AS article_count, coalesce(sum(full_count), 0) AS full_count,
        coalesce(sum(lost_count), 0) AS lost_count
    FROM article_day WHERE source_id = 0";

fn article_day(row: &Row<'_>) -> Result<ArticleDay, Fault> {
    Ok(ArticleDay {
        day: row.get("day")?,
        article_count: count(row, "article_count")?,
        full_count: count(row, "full_count")?,
        lost_count: count(row, "lost_count")?,
    })
}

const TRAFFIC_DAYS: &str = "SELECT * FROM traffic_day WHERE source_id = ?1 AND day >= ?2 ORDER BY day";
const TRAFFIC_SUM: &str = "
    SELECT 0 AS day, coalesce(sum(request_count), 0) AS request_count,
        coalesce(sum(not_modified_count), 0) AS not_modified_count, coalesce(sum(wire_bytes), 0) AS wire_bytes,
        coalesce(sum(body_bytes), 0) AS body_bytes, coalesce(sum(saved_bytes), 0) AS saved_bytes
    FROM traffic_day WHERE source_id = 0";

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
