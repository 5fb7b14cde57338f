//! The search index as rows: segments, blocks, and which document stands for which article.
//!
//! - `read` answers queries, `scan` does without an index; `mark` knows what the asker did.
//! - `related` finds what tells of the same matter as an article.
//! - `write` indexes what changed, at the end of the transaction that changed it.
//! - `segment` is the rows of segments; `merge` makes few large ones of many small ones.
//! - `rebuild` makes a new index beside the old, `scrub` takes an erased article out.

mod document;
mod mark;
mod merge;
mod read;
mod rebuild;
mod related;
mod scan;
mod scrub;
mod segment;
mod source;
mod write;

pub(super) use document::{Indexed, read as indexed};
#[cfg(test)]
pub(super) use merge::keep_few;
pub(super) use read::{Cache, SourceNames};
pub(super) use scrub::{scrub, traces};
pub(super) use source::{asks_sources, resolve};
pub(super) use write::keep_up;

use longwire_model::ArticleId;
use longwire_search::Damaged;
use rusqlite::{Connection, ErrorCode};

use super::Sqlite;
use super::fault::Fault;
use super::row::{one, run};
use crate::{
    ArchivedArticle, Audience, IndexState, Rebuilding, Search, SearchAnswer, SearchRequest, StoreError,
};

impl Search for Sqlite {
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchAnswer, StoreError> {
        read::search(self, request)
    }

    fn related(
        &self,
        audience: Audience,
        id: ArticleId,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError> {
        related::related(self, audience, id, limit)
    }

    fn index_state(&self) -> Result<IndexState, StoreError> {
        self.read(read::state)
    }

    fn rebuild_index(&self) -> Result<Rebuilding, StoreError> {
        rebuild::step(self)
    }
}

/// Why the index could not be used.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is damaged; the archive may well be whole.
    Damaged(String),
    /// The store can not do what it was asked, index or not.
    Store(Fault),
}

impl From<Damaged> for Trouble {
    fn from(damaged: Damaged) -> Self {
        Self::Damaged(damaged.to_string())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        let code = match &fault {
            Fault::Sql(err) => err.sqlite_error_code(),
            _ => None,
        };
        match (code, fault) {
            (
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch),
                Fault::Sql(err),
            ) => Self::Damaged(err.to_string()),
            (_, Fault::Unreadable(reason)) => Self::Damaged(reason),
            (
                _,
                Fault::Sql(
                    err @ (rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::FromSqlConversionFailure(..)),
                ),
            ) => Self::Damaged(err.to_string()),
            (_, fault) => Self::Store(fault),
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(err: rusqlite::Error) -> Self {
        Fault::from(err).into()
    }
}

const INDEX: &str = "SELECT id, seq, next_doc, damage FROM search_index WHERE state = ?1 AND state < 3";
const SET_DAMAGE: &str = "UPDATE search_index SET damage = ?2 WHERE id = ?1";

/// The index that is asked, and the one that is being made.
const ASKED: i64 = 1;
const BEING_MADE: i64 = 2;

/// One index.
#[derive(Clone, Debug)]
struct Index {
    id: i64,
    seq: i64,
    next_doc: i64,
    damage: Option<String>,
}

fn index(tx: &Connection, state: i64) -> Result<Option<Index>, Fault> {
    one(tx, INDEX, [state], |row| {
        Ok(Index {
            id: row.get("id")?,
            seq: row.get("seq")?,
            next_doc: row.get("next_doc")?,
            damage: row.get("damage")?,
        })
    })
}

/// Notes that an index can not be used: it is asked no more until there is a new one.
fn note_damage(tx: &Connection, id: i64, reason: &str) -> Result<(), Fault> {
    run(tx, SET_DAMAGE, rusqlite::params![id, reason]).map(drop)
}
