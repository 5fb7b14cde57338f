//! Users and their sessions.

use longwire_model::{ContentHash, Timestamp, UserId};
use rusqlite::{Row, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{at, limit, many, one, run};
use crate::StoreError;
use crate::user::{SESSIONS_MAX, Session, Users};

impl Users for Sqlite {
    fn password(&self, user_id: UserId) -> Result<Option<String>, StoreError> {
        self.read(|tx| Ok(one(tx, PASSWORD, [user_id.0], |row| Ok(row.get(0)?))?.flatten()))
    }

    fn set_password(&self, user_id: UserId, hash: &str, only_first: bool) -> Result<bool, StoreError> {
        self.keep(|tx| {
            let changed = run(tx, SET_PASSWORD, params![user_id.0, hash, only_first])? > 0;
            if changed {
                run(tx, END_SESSIONS, [user_id.0])?;
            }
            Ok(changed)
        })
    }

    fn begin_session(&self, session: &Session) -> Result<(), StoreError> {
        self.keep(|tx| {
            run(tx, END_OLD, [session.begun_at.micros()])?;
            let row = params![
                session.token_hash.0,
                session.user_id.0,
                session.begun_at.micros(),
                session.seen_at.micros(),
                session.ends_at.micros(),
                session.browser,
            ];
            run(tx, INSERT_SESSION, row)?;
            run(tx, END_TOO_MANY, params![session.user_id.0, limit(SESSIONS_MAX)]).map(drop)
        })
    }

    fn session(&self, token_hash: ContentHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
        self.read(|tx| one(tx, SESSION, params![token_hash.0, now.micros()], session))
    }

    fn see_session(
        &self,
        token_hash: ContentHash,
        seen_at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = params![token_hash.0, seen_at.micros(), ends_at.micros()];
        self.note(|tx| run(tx, SEE_SESSION, row).map(drop))
    }

    fn sessions(&self, user_id: UserId) -> Result<Vec<Session>, StoreError> {
        self.read(|tx| many(tx, SESSIONS, [user_id.0], session))
    }

    fn end_session(&self, token_hash: ContentHash) -> Result<bool, StoreError> {
        self.keep(|tx| Ok(run(tx, END_SESSION, [token_hash.0])? > 0))
    }

    fn end_sessions(&self, user_id: UserId) -> Result<u64, StoreError> {
        self.keep(|tx| Ok(run(tx, END_SESSIONS, [user_id.0])? as u64))
    }
}

const PASSWORD: &str = "SELECT password FROM user WHERE id = ?1";
const SET_PASSWORD: &str = "
    UPDATE user SET password = ?2 WHERE id = ?1 AND (password IS NULL OR NOT ?3)";
const INSERT_SESSION: &str = "
    INSERT INTO session (token_hash, user_id, begun_at, seen_at, ends_at, browser)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const SESSION: &str = "SELECT * FROM session WHERE token_hash = ?1 AND ends_at > ?2";
const SESSIONS: &str = "SELECT * FROM session WHERE user_id = ?1 ORDER BY begun_at DESC";
const SEE_SESSION: &str = "UPDATE session SET seen_at = ?2, ends_at = ?3 WHERE token_hash = ?1";
const END_SESSION: &str = "DELETE FROM session WHERE token_hash = ?1";
const END_SESSIONS: &str = "DELETE FROM session WHERE user_id = ?1";
const END_OLD: &str = "DELETE FROM session WHERE ends_at <= ?1";
const END_TOO_MANY: &str = "
    DELETE FROM session WHERE token_hash IN (
        SELECT token_hash FROM session WHERE user_id = ?1 ORDER BY begun_at DESC LIMIT -1 OFFSET ?2)";

fn session(row: &Row<'_>) -> Result<Session, Fault> {
    Ok(Session {
        token_hash: ContentHash(row.get("token_hash")?),
        user_id: UserId(row.get("user_id")?),
        begun_at: at(row, "begun_at")?,
        seen_at: at(row, "seen_at")?,
        ends_at: at(row, "ends_at")?,
        browser: row.get("browser")?,
    })
}
