//! Answering without an index: the newest articles, one by one.

use longwire_search::{Ask, Found, FoundHit, HITS_MAX, Matcher, Order, Query, Scanned};
use rusqlite::Connection;

use super::super::fault::Fault;
use super::{document, read};
use crate::{SCANNED_MAX, SearchAnswer};

/// Looks through the newest articles. `reason` is why the index could not be asked.
pub(super) fn answer(
    tx: &Connection,
    query: &Query,
    ask: &Ask,
    reason: String,
) -> Result<SearchAnswer, Fault> {
    let matcher = Matcher::new(query, &ask.sources).for_reader(&ask.marked);
    let mut fitting = Vec::new();
    for article in document::newest(tx, SCANNED_MAX)? {
        let is_wanted = ask.after_seq.is_none_or(|after| article.seq > after);
        let is_hidden = article.document().sources.iter().any(|source| ask.hidden.contains(source));
        if is_wanted && !is_hidden && matcher.fits(&Scanned::of(&article.document())) {
            fitting.push(FoundHit { article_id: article.article_id, seq: article.seq, score: 0.0 });
        }
    }
    if ask.order == Order::Archived {
        fitting.sort_by_key(|hit| hit.seq);
    }
    let total = fitting.len() as u64;
    let hits = fitting.into_iter().skip(ask.skip).take(ask.limit.min(HITS_MAX)).collect();
    let found = Found { total, hits, ..Found::default() };
    Ok(SearchAnswer { damage: Some(reason), ..read::answer(tx, found)? })
}
