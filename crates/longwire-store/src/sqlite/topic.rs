//! WebSub, as a hub: the publications that somebody follows.

use longwire_model::{Timestamp, TopicId, Url};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{count, insert, one, run, url};
use crate::{Topic, TopicSeen};

const BY_ID: &str = "
    SELECT topic.id, url, version, etag, (SELECT last_seq + edits FROM archive_state WHERE id = 1) AS archive_mark
    FROM topic WHERE topic.id = ?1";

/// A topic by its number.
pub(super) fn by_id(tx: &Connection, id: TopicId) -> Result<Option<Topic>, Fault> {
    one(tx, BY_ID, [id.0], topic)
}

fn topic(row: &Row<'_>) -> Result<Topic, Fault> {
    Ok(Topic {
        id: TopicId(row.get("id")?),
        url: url(row, "url")?,
        version: count(row, "version")?,
        etag: row.get("etag")?,
        archive_mark: row.get("archive_mark")?,
    })
}

const KNOWN: &str = "SELECT id FROM topic WHERE url = ?1";
const INSERT: &str = "INSERT INTO topic (url, looked_at) VALUES (?1, ?2) RETURNING id";

/// The topic of an address, new or known.
pub(super) fn of_url(tx: &Connection, url: &Url, now: Timestamp) -> Result<TopicId, Fault> {
    match one(tx, KNOWN, [url.as_str()], |row| Ok(TopicId(row.get("id")?)))? {
        Some(id) => Ok(id),
        None => Ok(TopicId(insert(tx, INSERT, params![url.as_str(), now.micros()])?)),
    }
}

const FORGET_LONELY: &str =
    "DELETE FROM topic WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM follower WHERE topic_id = topic.id)";

/// Forgets a topic that nobody follows.
pub(super) fn forget_if_lonely(tx: &Connection, id: TopicId) -> Result<(), Fault> {
    run(tx, FORGET_LONELY, [id.0]).map(drop)
}

// A topic whose mark was never noted has not been looked at yet.
pub(super) const DUE: &str = "
    SELECT id FROM topic
    WHERE mark < (SELECT last_seq + edits FROM archive_state WHERE id = 1) AND looked_at <= ?1
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.key = 'topic:' || topic.id AND job.state <> 2 AND job.state < 2)
    LIMIT ?2";

const SAME: &str = "UPDATE topic SET mark = ?2, looked_at = ?3 WHERE id = ?1";
const HASH: &str = "SELECT body_hash FROM topic WHERE id = ?1";
const CHANGED: &str = "UPDATE topic SET body_hash = ?2, etag = ?3, version = version + ?4 WHERE id = ?1";
// Who is being waited for after a failure is told of everything when its turn comes.
const TELL: &str = "
    UPDATE follower SET due_at = coalesce(due_at, ?2) WHERE topic_id = ?1 AND lease_until > ?2";

/// Keeps what a look at a topic found.
pub(super) fn seen(tx: &Connection, id: TopicId, seen: &TopicSeen, now: Timestamp) -> Result<(), Fault> {
    run(tx, SAME, params![id.0, seen.archive_mark, now.micros()])?;
    let Some((hash, etag)) = &seen.body else { return Ok(()) };
    let Some(known) = one(tx, HASH, [id.0], |row| Ok(row.get::<_, Option<[u8; 32]>>(0)?))? else {
        return Ok(());
    };
    let changed = known.is_some_and(|known| known != hash.0);
    run(tx, CHANGED, params![id.0, hash.0, etag, changed])?;
    if changed {
        run(tx, TELL, params![id.0, now.micros()])?;
    }
    Ok(())
}
