//! What the asker did with articles, as the sets that a query holds its hits against.

use std::collections::HashMap;

use longwire_model::UserId;
use longwire_search::{Articles, Mark, Query};
use rusqlite::Connection;

use super::super::fault::Fault;
use super::super::row::{many, one};

const UNREAD_COUNT: &str = "SELECT coalesce(sum(count), 0) FROM unread WHERE user_id = ?1";
// The indexes are named: left to itself the engine may walk all that there is to read.
const UNREAD: &str = "
    SELECT article_id FROM reading INDEXED BY reading_unread WHERE user_id = ?1 AND read_at IS NULL";
const READ: &str = "
    SELECT article_id FROM reading INDEXED BY reading_read WHERE user_id = ?1 AND read_at IS NOT NULL";
const IS_MOST: &str = "SELECT 1 FROM reading WHERE user_id = ?1 AND read_at IS NOT NULL LIMIT 1 OFFSET ?2";
const STARRED: &str = "
    SELECT article_id FROM reading INDEXED BY reading_starred
    WHERE user_id = ?1 AND starred_at IS NOT NULL";

/// The sets that a query of a reader asks for; none where nobody in particular asks.
pub(super) fn marked(
    tx: &Connection,
    reader: Option<UserId>,
    query: &Query,
) -> Result<HashMap<Mark, Articles>, Fault> {
    let Some(reader) = reader else { return Ok(HashMap::new()) };
    let ids = |sql| -> Result<Articles, Fault> {
        Ok(many(tx, sql, [reader.0], |row| Ok(row.get::<_, i64>(0)?))?.into_iter().collect())
    };
    let of_mark = |mark| match mark {
        // Each article is read or unread: the smaller half tells the other.
        Mark::Unread if is_mostly_unread(tx, reader)? => Ok(ids(READ)?.all_but()),
        Mark::Unread => ids(UNREAD),
        Mark::Starred => ids(STARRED),
    };
    query.marks().into_iter().map(|mark| Ok((mark, of_mark(mark)?))).collect()
}

/// Whether fewer articles are read than unread.
fn is_mostly_unread(tx: &Connection, reader: UserId) -> Result<bool, Fault> {
    let unread = one(tx, UNREAD_COUNT, [reader.0], |row| Ok(row.get::<_, i64>(0)?))?.unwrap_or(0);
    Ok(one(tx, IS_MOST, [reader.0, unread], |_| Ok(()))?.is_none())
}
