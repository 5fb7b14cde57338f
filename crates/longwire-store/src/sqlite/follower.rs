//! WebSub, as a hub: who follows our publications.

use longwire_model::{FollowerId, Timestamp, TopicId, Url};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{at, count, insert, limit, many, maybe_at, one, run, url};
use super::{Sqlite, queue, topic};
use crate::{Follower, FollowerLimits, Followers, StoreError, Topic, TopicSeen, Wish, Wished};

impl Followers for Sqlite {
    fn wish(
        &self,
        topic_url: &Url,
        callback: &Url,
        wish: &Wish,
        limits: FollowerLimits,
        now: Timestamp,
    ) -> Result<Wished, StoreError> {
        self.write(|tx| keep_wish(tx, topic_url, callback, wish, limits, now))
    }

    fn follower(&self, id: FollowerId) -> Result<Option<Follower>, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    fn follower_count(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.read(|tx| Ok(one(tx, LIVE_COUNT, [now.micros()], |row| count(row, "count"))?.unwrap_or(0)))
    }

    fn due_followers(&self, now: Timestamp, count: usize) -> Result<Vec<FollowerId>, StoreError> {
        self.read(|tx| many(tx, DUE, params![now.micros(), limit(count)], |row| Ok(FollowerId(row.get(0)?))))
    }

    fn wish_verified(&self, id: FollowerId, asked_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            run(tx, FOLLOW, params![id.0, asked_at.micros(), now.micros()])?;
            forget(tx, END_AS_ASKED, params![id.0, asked_at.micros()])
        })
    }

    fn drop_wish(&self, id: FollowerId, asked_at: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            run(tx, DROP_WISH, params![id.0, asked_at.micros(), now.micros()])?;
            forget(tx, END_UNVERIFIED, params![id.0, now.micros()])
        })
    }

    fn follower_failed(&self, id: FollowerId, reason: &str, due_at: Timestamp) -> Result<(), StoreError> {
        self.note(|tx| run(tx, FAILED, params![id.0, reason, due_at.micros()]).map(drop))
    }

    fn follower_told(&self, id: FollowerId, version: u64, now: Timestamp) -> Result<(), StoreError> {
        let version = i64::try_from(version).unwrap_or(i64::MAX);
        self.note(|tx| run(tx, TOLD, params![id.0, version, now.micros()]).map(drop))
    }

    fn end_follower(&self, id: FollowerId) -> Result<(), StoreError> {
        self.write(|tx| forget(tx, END, params![id.0]))
    }

    fn end_expired_followers(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| forget(tx, END_EXPIRED, params![now.micros()]))
    }

    fn topic(&self, id: TopicId) -> Result<Option<Topic>, StoreError> {
        self.read(|tx| topic::by_id(tx, id))
    }

    fn due_topics(&self, before: Timestamp, count: usize) -> Result<Vec<TopicId>, StoreError> {
        let row = params![before.micros(), limit(count)];
        self.read(|tx| many(tx, topic::DUE, row, |row| Ok(TopicId(row.get(0)?))))
    }

    fn topic_seen(&self, id: TopicId, seen: &TopicSeen, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| topic::seen(tx, id, seen, now))
    }
}

const TO_FOLLOW: i64 = 1;
const TO_END: i64 = 2;

const BY_ID: &str = "SELECT * FROM follower WHERE id = ?1";

fn by_id(tx: &Connection, id: FollowerId) -> Result<Option<Follower>, Fault> {
    let Some(topic_id) = one(tx, BY_ID, [id.0], |row| Ok(TopicId(row.get("topic_id")?)))? else {
        return Ok(None);
    };
    let topic = topic::by_id(tx, topic_id)?.ok_or_else(|| Fault::Unreadable(format!("topic {topic_id}")))?;
    one(tx, BY_ID, [id.0], |row| follower(row, topic.clone()))
}

fn follower(row: &Row<'_>, topic: Topic) -> Result<Follower, Fault> {
    Ok(Follower {
        id: FollowerId(row.get("id")?),
        topic,
        callback: url(row, "callback")?,
        secret: row.get("secret")?,
        lease_until: maybe_at(row, "lease_until")?,
        delivered_version: count(row, "delivered_version")?,
        asked: asked(row)?,
        failure_count: row.get("failure_count")?,
    })
}

fn asked(row: &Row<'_>) -> Result<Option<(Wish, Timestamp)>, Fault> {
    let wish = match row.get("asked")? {
        TO_FOLLOW => {
            Wish::Follow { secret: row.get("asked_secret")?, lease_seconds: row.get("asked_lease_seconds")? }
        }
        TO_END => Wish::End,
        _ => return Ok(None),
    };
    Ok(Some((wish, at(row, "asked_at")?)))
}

const KNOWN: &str = "
    SELECT 1 FROM follower JOIN topic ON topic.id = follower.topic_id
    WHERE topic.url = ?1 AND follower.callback = ?2";
const COUNTS: &str = "
    SELECT (SELECT count(*) FROM follower) AS total, (SELECT count(*) FROM follower WHERE host = ?1) AS here";
const WISH: &str = "
    INSERT INTO follower (topic_id, callback, host, asked, asked_at, asked_secret, asked_lease_seconds, due_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?5)
    ON CONFLICT (topic_id, callback) DO UPDATE SET
        asked = excluded.asked, asked_at = excluded.asked_at, asked_secret = excluded.asked_secret,
        asked_lease_seconds = excluded.asked_lease_seconds, due_at = excluded.due_at, failure_count = 0, failure = NULL
    RETURNING id";

fn keep_wish(
    tx: &Connection,
    topic_url: &Url,
    callback: &Url,
    wish: &Wish,
    limits: FollowerLimits,
    now: Timestamp,
) -> Result<Wished, Fault> {
    let host = queue::host_of(callback);
    let known = one(tx, KNOWN, [topic_url.as_str(), callback.as_str()], |_| Ok(()))?.is_some();
    let (asked, secret, lease_seconds) = match wish {
        Wish::End if !known => return Ok(Wished::Nothing),
        Wish::End => (TO_END, None, None),
        Wish::Follow { secret, lease_seconds } => (TO_FOLLOW, secret.as_deref(), Some(*lease_seconds)),
    };
    if !known {
        let counts = one(tx, COUNTS, [&host], |row| Ok((count(row, "total")?, count(row, "here")?)))?;
        let (total, here) = counts.unwrap_or_default();
        if total >= limits.total_max || here >= limits.per_host_max {
            return Ok(Wished::TooMany);
        }
    }
    let topic_id = topic::of_url(tx, topic_url, now)?;
    let row = params![topic_id.0, callback.as_str(), host, asked, now.micros(), secret, lease_seconds];
    Ok(Wished::Kept(FollowerId(insert(tx, WISH, row)?)))
}

const LIVE_COUNT: &str = "SELECT count(*) AS count FROM follower WHERE lease_until > ?1";
const DUE: &str = "
    SELECT id FROM follower
    WHERE due_at <= ?1 AND (asked <> 0 OR lease_until > ?1)
        AND NOT EXISTS (
            SELECT 1 FROM job WHERE job.key = 'follower:' || follower.id AND job.state <> 2 AND job.state < 2)
    ORDER BY due_at, id LIMIT ?2";

// A callback that goes on keeps what it has been told; a new one has just read the publication itself.
const FOLLOW: &str = "
    UPDATE follower SET
        delivered_version = iif(
            lease_until > ?3, delivered_version, (SELECT version FROM topic WHERE topic.id = topic_id)),
        secret = asked_secret, lease_until = ?3 + asked_lease_seconds * 1000000,
        asked = 0, asked_secret = NULL, asked_lease_seconds = NULL, failure_count = 0, failure = NULL,
        due_at = iif(
            lease_until > ?3 AND delivered_version < (SELECT version FROM topic WHERE topic.id = topic_id), ?3, NULL)
    WHERE id = ?1 AND asked = 1 AND asked_at = ?2";
const END_AS_ASKED: &str =
    "DELETE FROM follower WHERE id = ?1 AND asked = 2 AND asked_at = ?2 RETURNING topic_id";
const DROP_WISH: &str = "
    UPDATE follower SET
        asked = 0, asked_secret = NULL, asked_lease_seconds = NULL, failure_count = 0, failure = NULL,
        due_at = iif(delivered_version < (SELECT version FROM topic WHERE topic.id = topic_id), ?3, NULL)
    WHERE id = ?1 AND asked <> 0 AND asked_at = ?2";
const END_UNVERIFIED: &str = "
    DELETE FROM follower WHERE id = ?1 AND asked = 0 AND coalesce(lease_until <= ?2, 1) RETURNING topic_id";
const FAILED: &str = "
    UPDATE follower SET failure = ?2, failure_count = failure_count + 1, due_at = ?3 WHERE id = ?1";
const TOLD: &str = "
    UPDATE follower SET
        delivered_version = ?2, failure_count = 0, failure = NULL,
        due_at = iif(asked <> 0 OR ?2 < (SELECT version FROM topic WHERE topic.id = topic_id), ?3, NULL)
    WHERE id = ?1";
const END: &str = "DELETE FROM follower WHERE id = ?1 RETURNING topic_id";
const END_EXPIRED: &str = "DELETE FROM follower WHERE lease_until <= ?1 AND asked = 0 RETURNING topic_id";

/// Forgets followers by a statement that returns their topics, and the topics that are left alone.
fn forget(tx: &Connection, sql: &str, row: impl rusqlite::Params) -> Result<(), Fault> {
    let topics = many(tx, sql, row, |row| Ok(TopicId(row.get(0)?)))?;
    topics.into_iter().try_for_each(|id| topic::forget_if_lonely(tx, id))
}
