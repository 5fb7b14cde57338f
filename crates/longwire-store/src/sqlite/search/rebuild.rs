//! A new index beside the old one, in steps that can be stopped at any time.

use longwire_search::Builder;
use rusqlite::{Connection, params};

use super::super::Sqlite;
use super::super::fault::Fault;
use super::super::row::{count, many, one, run};
use super::document::{Indexed, changed};
use super::write::add_built;
use super::{BEING_MADE, Index, Trouble, index, merge};
use crate::{Rebuilding, StoreError};

/// Articles of a step.
const ARTICLES_MAX: usize = 4_096;
/// Bytes of text of a step, about: long articles make it end sooner.
const TEXT_BYTES_MAX: usize = 16 << 20;
/// Bytes of a merge in a step.
const MERGED_BYTES_MAX: usize = 16 << 20;
/// Blocks of an old index removed in one transaction.
const REMOVED_MAX: i64 = 1_000;

const BEGIN: &str = "INSERT INTO search_index (state) VALUES (2)";

pub(super) fn step(store: &Sqlite) -> Result<Rebuilding, StoreError> {
    let begun = store.note(|tx| {
        if index(tx, BEING_MADE)?.is_none() {
            run(tx, BEGIN, [])?;
        }
        index(tx, BEING_MADE)
    })?;
    let Some(new) = begun else { return progress(store, false) };
    // Nothing is held while the articles are read and their segment is built.
    let (articles, builder) = store.read(|tx| build(tx, &new))?;
    let finished = store.note(|tx| match add(tx, &new, builder, &articles) {
        Ok(finished) => Ok(finished),
        Err(Trouble::Store(fault)) => Err(fault),
        Err(Trouble::Damaged(reason)) => Err(Fault::Unreadable(reason)),
    })?;
    if finished {
        while store.note(|tx| {
            remove_old(tx)?;
            has_old(tx)
        })? {}
    }
    progress(store, finished)
}

/// The next articles and their segment.
fn build(tx: &Connection, new: &Index) -> Result<(Vec<Indexed>, Builder), Fault> {
    let mut builder = Builder::default();
    let mut articles: Vec<Indexed> = Vec::new();
    let mut text_bytes = 0;
    while articles.len() < ARTICLES_MAX && text_bytes < TEXT_BYTES_MAX {
        let after = articles.last().map_or(new.seq, |last| last.seq);
        let next = changed(tx, after, ARTICLES_AT_ONCE)?;
        if next.is_empty() {
            break;
        }
        for mut article in next {
            builder.add(&article.document());
            text_bytes += article.drop_text();
            articles.push(article);
        }
    }
    Ok((articles, builder))
}

/// Articles read into memory at once.
const ARTICLES_AT_ONCE: usize = 64;

const IS_THERE: &str = "SELECT 1 FROM article WHERE id = ?1";
const SWAP: &str = "UPDATE search_index SET state = iif(id = ?1, 1, 3) WHERE state < 3";
const STEP_ASIDE: &str = "UPDATE search_index SET state = 3 WHERE state = 1";

/// Adds a step's segment; true where that was the last and the new index is asked from now on.
fn add(tx: &Connection, new: &Index, builder: Builder, articles: &[Indexed]) -> Result<bool, Trouble> {
    let is_same = index(tx, BEING_MADE)?.is_some_and(|now| now.id == new.id && now.seq == new.seq);
    for article in articles {
        let is_there = one(tx, IS_THERE, [article.article_id], |_| Ok(()))?.is_some();
        if !is_same || !is_there {
            // Another process was faster, or an article was erased: the step is done again.
            return Ok(false);
        }
    }
    if !is_same {
        return Ok(false);
    }
    let is_last = articles.is_empty() && changed(tx, new.seq, 1)?.is_empty();
    add_built(tx, new, builder, articles, is_last)?;
    let is_merging = merge::keep_few(tx, new.id, MERGED_BYTES_MAX)?;
    if !is_last || is_merging {
        return Ok(false);
    }
    run(tx, STEP_ASIDE, [])?;
    run(tx, SWAP, [new.id])?;
    Ok(true)
}

const OLD: &str = "SELECT id FROM search_index WHERE state = 3 LIMIT 1";
const OLD_SEGMENTS: &str = "SELECT id FROM search_segment WHERE index_id = ?1 ORDER BY first_doc LIMIT 1";
const DELETE_BLOCKS: &str = "
    DELETE FROM search_block WHERE id IN (SELECT id FROM search_block WHERE segment_id = ?1 LIMIT ?2)";
const DELETE_SEGMENT: &str = "DELETE FROM search_segment WHERE id = ?1";
const DELETE_DOCUMENTS: &str = "DELETE FROM search_document WHERE index_id = ?1";
const DELETE_INDEX: &str = "DELETE FROM search_index WHERE id = ?1";

fn has_old(tx: &Connection) -> Result<bool, Fault> {
    Ok(one(tx, OLD, [], |_| Ok(()))?.is_some())
}

/// Removes some of what is left of an index that is asked no more.
pub(super) fn remove_old(tx: &Connection) -> Result<(), Fault> {
    let Some(id) = one(tx, OLD, [], |row| Ok(row.get::<_, i64>(0)?))? else { return Ok(()) };
    match many(tx, OLD_SEGMENTS, [id], |row| Ok(row.get::<_, i64>(0)?))?.first() {
        Some(segment_id) => {
            if run(tx, DELETE_BLOCKS, params![segment_id, REMOVED_MAX])? == 0 {
                run(tx, DELETE_SEGMENT, [segment_id])?;
            }
        }
        None => {
            run(tx, DELETE_DOCUMENTS, [id])?;
            run(tx, DELETE_INDEX, [id])?;
        }
    }
    Ok(())
}

const PROGRESS: &str = "
    SELECT (SELECT count(*) FROM search_document WHERE index_id = search_index.id) AS done,
        (SELECT count(*) FROM article) AS total
    FROM search_index WHERE state < 3 ORDER BY state DESC LIMIT 1";

fn progress(store: &Sqlite, finished: bool) -> Result<Rebuilding, StoreError> {
    store.read(|tx| {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Rebuilding { done: count(row, "done")?, total: count(row, "total")?, finished })
        };
        Ok(one(tx, PROGRESS, [], read)?.unwrap_or(Rebuilding { done: 0, total: 0, finished }))
    })
}
