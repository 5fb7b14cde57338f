//! Indexing what changed, at the end of the transaction that changed it.
//!
//! Every change of an article takes a number from the archive's counter, so
//! what the index lacks is what has a number behind its own.

use longwire_search::Builder;
use rusqlite::{Connection, params};

use super::super::fault::Fault;
use super::super::row::{one, run};
use super::document::{Indexed, changed};
use super::{ASKED, Index, Trouble, index, merge, note_damage, rebuild, segment};

/// Articles indexed in one transaction at most; what is left comes with the next.
const ARTICLES_MAX: usize = 256;
/// Bytes of a merge in one transaction: some ten milliseconds.
const MERGED_BYTES_MAX: usize = 512 << 10;

const BEHIND: &str = "
    SELECT 1 FROM archive_state, search_index WHERE state = 1 AND damage IS NULL AND search_index.seq < last_seq";

/// Indexes what changed since the last time. Costs one row where nothing did.
///
/// A damaged index is noted as such and left alone: archiving needs none.
pub(in super::super) fn keep_up(tx: &Connection) -> Result<(), Fault> {
    if one(tx, BEHIND, [], |_| Ok(()))?.is_none() {
        return Ok(());
    }
    let Some(asked) = index(tx, ASKED)? else { return Ok(()) };
    tx.execute_batch("SAVEPOINT search")?;
    match index_changed(tx, &asked) {
        Ok(()) => Ok(tx.execute_batch("RELEASE search")?),
        Err(Trouble::Damaged(reason)) => {
            tx.execute_batch("ROLLBACK TO search; RELEASE search")?;
            tracing::warn!(reason, "search index damaged, `longwire index rebuild` makes a new one");
            note_damage(tx, asked.id, &reason)
        }
        Err(Trouble::Store(fault)) => Err(fault),
    }
}

fn index_changed(tx: &Connection, asked: &Index) -> Result<(), Trouble> {
    let articles = changed(tx, asked.seq, ARTICLES_MAX)?;
    add(tx, asked, &articles, articles.len() < ARTICLES_MAX)?;
    merge::keep_few(tx, asked.id, MERGED_BYTES_MAX)?;
    Ok(rebuild::remove_old(tx)?)
}

const LAST_SEQ: &str = "SELECT last_seq FROM archive_state";
const ADVANCE: &str = "UPDATE search_index SET seq = ?2, next_doc = ?3 WHERE id = ?1";
const DOCUMENT: &str = "SELECT doc FROM search_document WHERE index_id = ?1 AND article_id = ?2";
const SET_DOCUMENT: &str = "
    INSERT INTO search_document (index_id, article_id, doc) VALUES (?1, ?2, ?3)
    ON CONFLICT (index_id, article_id) DO UPDATE SET doc = excluded.doc";

/// Adds articles as one segment, taking out what stood for them before.
/// `is_all` where nothing else changed up to now.
fn add(tx: &Connection, to: &Index, articles: &[Indexed], is_all: bool) -> Result<(), Trouble> {
    let mut builder = Builder::default();
    articles.iter().for_each(|article| builder.add(&article.document()));
    add_built(tx, to, builder, articles, is_all)
}

/// Adds a segment that was built of articles.
pub(super) fn add_built(
    tx: &Connection,
    to: &Index,
    builder: Builder,
    articles: &[Indexed],
    is_all: bool,
) -> Result<(), Trouble> {
    if !articles.is_empty() {
        let (blocks, columns) = builder.finish();
        let level = merge::level_of(columns.len());
        let id = segment::add(tx, (to.id, level, to.next_doc), &columns, None)?;
        segment::add_blocks(tx, id, &blocks)?;
    }
    for (doc, article) in (to.next_doc..).zip(articles) {
        if let Some(old) = one(tx, DOCUMENT, params![to.id, article.article_id], |row| Ok(row.get(0)?))? {
            leave_out(tx, to.id, old)?;
        }
        run(tx, SET_DOCUMENT, params![to.id, article.article_id, doc])?;
    }
    let last = match articles.last() {
        Some(last) if !is_all => last.seq,
        // Numbers that no article has any more have nothing to show.
        _ => one(tx, LAST_SEQ, [], |row| Ok(row.get(0)?))?.unwrap_or(to.seq),
    };
    run(tx, ADVANCE, params![to.id, last, to.next_doc + articles.len() as i64])?;
    Ok(())
}

/// Notes that a document is no more.
fn leave_out(tx: &Connection, index_id: i64, doc: i64) -> Result<(), Trouble> {
    if let Some(found) = segment::of_document(tx, index_id, doc)? {
        let mut gone = segment::gone(tx, found.id)?;
        gone.insert((doc - found.first_doc) as u32);
        segment::set_gone(tx, found.id, &gone)?;
    }
    Ok(())
}
