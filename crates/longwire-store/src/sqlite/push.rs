//! WebSub, as a subscriber: arrangements with hubs, and what they deliver.

use longwire_model::{Bytes, DeliveryId, PushId, SourceId, Timestamp, Url};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{at, count, insert, limit, many, maybe_at, one, run, url};
use super::{Sqlite, queue};
use crate::{DELIVERIES_WAITING_MAX, Delivery, Job, NewPush, Push, Pushes, StoreError};

impl Pushes for Sqlite {
    fn announce_hub(
        &self,
        source_id: SourceId,
        announced: Option<&NewPush>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| announce(tx, source_id, announced, now))
    }

    fn push(&self, id: PushId) -> Result<Option<Push>, StoreError> {
        self.read(|tx| one(tx, BY_ID, [id.0], push))
    }

    fn push_of(&self, source_id: SourceId) -> Result<Option<Push>, StoreError> {
        self.read(|tx| one(tx, WANTED, [source_id.0], push))
    }

    fn push_by_token(&self, token: &str) -> Result<Option<Push>, StoreError> {
        self.read(|tx| one(tx, BY_TOKEN, [token], push))
    }

    fn due_pushes(&self, now: Timestamp, count: usize) -> Result<Vec<PushId>, StoreError> {
        self.read(|tx| many(tx, DUE, params![now.micros(), limit(count)], |row| Ok(PushId(row.get(0)?))))
    }

    fn push_asked(
        &self,
        id: PushId,
        callback_url: &Url,
        asked_at: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = params![id.0, asked_at.micros(), due_at.micros(), callback_url.as_str()];
        self.write(|tx| run(tx, ASKED, row).map(drop))
    }

    fn move_callbacks(&self, callback_url: &Url, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| run(tx, MOVE_CALLBACKS, params![callback_url.as_str(), now.micros()]).map(drop))
    }

    fn push_failed(
        &self,
        id: PushId,
        asked_at: Timestamp,
        reason: &str,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = params![id.0, asked_at.micros(), reason, due_at.micros()];
        self.write(|tx| run(tx, FAILED, row).map(drop))
    }

    fn push_verified(
        &self,
        id: PushId,
        now: Timestamp,
        lease_until: Timestamp,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = params![id.0, now.micros(), lease_until.micros(), due_at.micros()];
        self.write(|tx| run(tx, VERIFIED, row).map(drop))
    }

    fn push_denied(&self, id: PushId, reason: &str, due_at: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| run(tx, DENIED, params![id.0, reason, due_at.micros()]).map(drop))
    }

    fn end_push(&self, id: PushId) -> Result<(), StoreError> {
        self.write(|tx| run(tx, END, [id.0]).map(drop))
    }

    fn keep_delivery(
        &self,
        id: PushId,
        content_type: Option<&str>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Option<DeliveryId>, StoreError> {
        self.write(|tx| keep(tx, id, content_type, body, now))
    }

    fn count_forged(&self, id: PushId) -> Result<(), StoreError> {
        self.note(|tx| run(tx, COUNT_FORGED, [id.0]).map(drop))
    }

    fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        self.read(|tx| {
            one(tx, DELIVERY, [id.0], |row| {
                Ok(Delivery {
                    push: push(row)?,
                    received_at: at(row, "received_at")?,
                    content_type: row.get("content_type")?,
                    body: Bytes::from(row.get::<_, Vec<u8>>("body")?),
                })
            })
        })
    }

    fn end_delivery(&self, id: DeliveryId) -> Result<(), StoreError> {
        self.note(|tx| run(tx, END_DELIVERY, [id.0]).map(drop))
    }
}

const BY_ID: &str = "SELECT * FROM push WHERE id = ?1";
const WANTED: &str = "SELECT * FROM push WHERE source_id = ?1 AND wanted = 1";
const BY_TOKEN: &str = "SELECT * FROM push WHERE token = ?1";
const DUE: &str = "
    SELECT id FROM push
    WHERE due_at <= ?1
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.key = 'push:' || push.id AND job.state <> 2 AND job.state < 2)
    ORDER BY due_at, id LIMIT ?2";

fn push(row: &Row<'_>) -> Result<Push, Fault> {
    Ok(Push {
        id: PushId(row.get("id")?),
        source_id: SourceId(row.get("source_id")?),
        hub_url: url(row, "hub_url")?,
        topic_url: url(row, "topic_url")?,
        token: row.get("token")?,
        secret: row.get("secret")?,
        wanted: row.get("wanted")?,
        asked_at: maybe_at(row, "asked_at")?,
        verified_at: maybe_at(row, "verified_at")?,
        lease_until: maybe_at(row, "lease_until")?,
        due_at: at(row, "due_at")?,
        ask_count: row.get("ask_count")?,
        failure: row.get("failure")?,
        delivered_at: maybe_at(row, "delivered_at")?,
        delivery_count: count(row, "delivery_count")?,
        forged_count: count(row, "forged_count")?,
    })
}

const IS_ACTIVE: &str = "SELECT active FROM source WHERE id = ?1";
const INSERT: &str = "
    INSERT INTO push (source_id, hub_url, topic_url, token, secret, due_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

fn announce(
    tx: &Connection,
    source_id: SourceId,
    announced: Option<&NewPush>,
    now: Timestamp,
) -> Result<(), Fault> {
    let known = one(tx, WANTED, [source_id.0], |row| Ok((url(row, "hub_url")?, url(row, "topic_url")?)))?;
    let told = announced.map(|new| (new.hub_url.clone(), new.topic_url.clone()));
    let active = one(tx, IS_ACTIVE, [source_id.0], |row| Ok(row.get(0)?))?.unwrap_or(false);
    if known == told || !active {
        return Ok(());
    }
    leave(tx, source_id)?;
    if let Some(NewPush { hub_url, topic_url, token, secret }) = announced {
        let row = params![source_id.0, hub_url.as_str(), topic_url.as_str(), token, secret, now.micros()];
        run(tx, INSERT, row)?;
    }
    Ok(())
}

const FORGET_UNASKED: &str = "DELETE FROM push WHERE source_id = ?1 AND wanted = 1 AND asked_at IS NULL";
const UNWANT: &str = "
    UPDATE push SET wanted = 0, due_at = 0, ask_count = 0, failure = NULL
    WHERE source_id = ?1 AND wanted = 1";
const FORGET_DELIVERIES: &str =
    "DELETE FROM delivery WHERE push_id IN (SELECT id FROM push WHERE source_id = ?1)";

/// Has the arrangement of a source ended: its hub is told at once.
pub(super) fn leave(tx: &Connection, source_id: SourceId) -> Result<(), Fault> {
    run(tx, FORGET_UNASKED, [source_id.0])?;
    run(tx, UNWANT, [source_id.0])?;
    run(tx, FORGET_DELIVERIES, [source_id.0]).map(drop)
}

const ASKED: &str = "
    UPDATE push SET asked_at = ?2, due_at = ?3, callback_url = ?4, ask_count = ask_count + 1 WHERE id = ?1";
const MOVE_CALLBACKS: &str = "
    UPDATE push SET due_at = min(due_at, ?2), ask_count = 0 WHERE callback_url <> ?1";
// The hub may have verified before it answered: then the request was no failure.
const FAILED: &str = "
    UPDATE push SET failure = ?3, due_at = ?4
    WHERE id = ?1 AND coalesce(verified_at < ?2, 1)";
const VERIFIED: &str = "
    UPDATE push SET verified_at = ?2, lease_until = ?3, due_at = ?4, ask_count = 0, failure = NULL
    WHERE id = ?1 AND wanted = 1";
const DENIED: &str = "
    UPDATE push SET failure = ?2, lease_until = NULL, due_at = ?3 WHERE id = ?1";
const END: &str = "DELETE FROM push WHERE id = ?1";
const COUNT_FORGED: &str = "UPDATE push SET forged_count = forged_count + 1 WHERE id = ?1";

const WAITING: &str = "SELECT count(*) FROM delivery WHERE push_id = ?1";
const COUNT_DELIVERY: &str = "
    UPDATE push SET delivered_at = ?2, delivery_count = delivery_count + 1 WHERE id = ?1
    RETURNING source_id";
const INSERT_DELIVERY: &str = "
    INSERT INTO delivery (push_id, received_at, content_type, body) VALUES (?1, ?2, ?3, ?4) RETURNING id";
const SOURCE_URL: &str = "SELECT url FROM source WHERE id = ?1";

fn keep(
    tx: &Connection,
    id: PushId,
    content_type: Option<&str>,
    body: &[u8],
    now: Timestamp,
) -> Result<Option<DeliveryId>, Fault> {
    let source_id = SourceId(insert(tx, COUNT_DELIVERY, params![id.0, now.micros()])?);
    let source_url = one(tx, SOURCE_URL, [source_id.0], |row| url(row, "url"))?;
    let source_url: Url =
        source_url.ok_or_else(|| Fault::Refused(format!("there is no source {source_id}")))?;
    let waiting = one(tx, WAITING, [id.0], |row| Ok(row.get::<_, i64>(0)?))?.unwrap_or(0);
    if waiting >= limit(DELIVERIES_WAITING_MAX) {
        queue::put(tx, &Job::Poll { source_id }, &source_url, Some(source_id), now)?;
        return Ok(None);
    }
    let delivery_id =
        DeliveryId(insert(tx, INSERT_DELIVERY, params![id.0, now.micros(), content_type, body])?);
    queue::put(tx, &Job::Delivery { delivery_id }, &source_url, Some(source_id), now)?;
    Ok(Some(delivery_id))
}

const DELIVERY: &str = "
    SELECT push.*, delivery.received_at, delivery.content_type, delivery.body
    FROM delivery JOIN push ON push.id = delivery.push_id WHERE delivery.id = ?1";
const END_DELIVERY: &str = "DELETE FROM delivery WHERE id = ?1";
