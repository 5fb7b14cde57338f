//! Taking an erased article out of the index, its words included.

use std::collections::{BTreeMap, BTreeSet};

use longwire_model::ArticleId;
use longwire_search::scrub as scrub_block;
use rusqlite::{Connection, params};

use super::super::fault::Fault;
use super::super::row::run;
use super::{ASKED, BEING_MADE, Trouble, document, index, merge, note_damage, segment};

/// The terms that every state of an article had: to be asked before it is erased.
pub(in super::super) struct Traces(BTreeSet<Vec<u8>>);

pub(in super::super) fn traces(tx: &Connection, id: ArticleId) -> Result<Traces, Fault> {
    let mut terms = BTreeSet::new();
    for state in document::states(tx, id.0)? {
        terms.extend(state.document().terms());
    }
    Ok(Traces(terms))
}

const FORGET: &str = "DELETE FROM search_document WHERE index_id = ?1 AND article_id = ?2";

/// Takes an article out of every segment that has or had it. An index that can
/// not be read is not asked any more; making a new one leaves its words behind.
pub(in super::super) fn scrub(tx: &Connection, id: ArticleId, traces: &Traces) -> Result<(), Fault> {
    for state in [ASKED, BEING_MADE] {
        let Some(index) = index(tx, state)? else { continue };
        run(tx, FORGET, params![index.id, id.0])?;
        match scrub_index(tx, index.id, id, traces) {
            Ok(()) => {}
            Err(Trouble::Damaged(reason)) => note_damage(tx, index.id, &reason)?,
            Err(Trouble::Store(fault)) => return Err(fault),
        }
    }
    Ok(())
}

fn scrub_index(tx: &Connection, index_id: i64, id: ArticleId, traces: &Traces) -> Result<(), Trouble> {
    for row in segment::all(tx, index_id)? {
        let mut columns = segment::columns(tx, row.id)?;
        let mut was_here = false;
        while let Some(doc) = columns.document_of(id.0) {
            was_here = true;
            let mut blocks: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
            for term in &traces.0 {
                if let Some((block_id, bytes)) = segment::block(tx, row.id, term)? {
                    blocks.insert(block_id, bytes);
                }
            }
            for (block_id, bytes) in blocks {
                if let Some(kept) = scrub_block(&bytes, &traces.0, doc, &columns)? {
                    segment::set_block(tx, block_id, &kept)?;
                }
            }
            let mut gone = segment::gone(tx, row.id)?;
            gone.insert(doc);
            segment::set_gone(tx, row.id, &gone)?;
            columns.scrub(doc);
        }
        if was_here {
            segment::set_columns(tx, row.id, &columns)?;
            merge::stop(tx, row.id)?;
        }
    }
    Ok(())
}
