//! Answering queries from the index.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use longwire_model::{ArchiveSeq, ArticleId, SourceId};
use longwire_search::{
    Ask, Columns, Facets, Found, FoundHit, Gone, Lists, Order, Query, Segment, Short, Suggester, evaluate,
    parse, words_range,
};
use rusqlite::{Connection, Row};

use super::super::fault::Fault;
use super::super::row::{count, one};
use super::super::{Sqlite, article, showing};
use super::segment::{self, SegmentRow};
use super::{ASKED, Index, Trouble, index, mark, note_damage, scan, source};
use crate::{IndexState, SearchAnswer, SearchFacets, SearchHit, SearchRequest, StoreError};

/// Words for which a suggestion is looked for.
const SUGGESTIONS_MAX: usize = 3;
/// Segments that are looked into for a suggestion, the largest.
const SUGGESTING_SEGMENTS: usize = 2;
/// Blocks of each that are looked at.
const SUGGESTING_BLOCKS: usize = 500;

/// What is in memory of the segments, by number. Columns are never changed
/// while anybody may ask for what they say; `gone` is, and has editions.
#[derive(Debug, Default)]
pub(in super::super) struct Cache {
    segments: Mutex<HashMap<i64, Cached>>,
}

#[derive(Clone, Debug)]
struct Cached {
    edition: i64,
    segment: Segment,
}

impl Cache {
    /// The segments of these rows, reading those that are not in memory.
    fn segments(&self, tx: &Connection, rows: &[SegmentRow]) -> Result<Vec<Segment>, Trouble> {
        let mut segments = Vec::new();
        for row in rows {
            let known = self.lock().get(&row.id).cloned();
            let segment = match known {
                Some(cached) if cached.edition == row.edition => cached.segment,
                Some(cached) => Segment { gone: self.gone(tx, row)?, ..cached.segment },
                None => Segment { columns: columns(tx, row)?, gone: self.gone(tx, row)? },
            };
            segments.push(segment);
        }
        let mut held = self.lock();
        for (row, segment) in rows.iter().zip(&segments) {
            held.insert(row.id, Cached { edition: row.edition, segment: segment.clone() });
        }
        // Segments that were merged away are forgotten now and then.
        if held.len() > rows.len() * 2 + 32 {
            held.retain(|id, _| rows.iter().any(|row| row.id == *id));
        }
        Ok(segments)
    }

    fn gone(&self, tx: &Connection, row: &SegmentRow) -> Result<Arc<Gone>, Trouble> {
        Ok(Arc::new(segment::gone(tx, row.id)?))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Cached>> {
        self.segments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn columns(tx: &Connection, row: &SegmentRow) -> Result<Arc<Columns>, Trouble> {
    let columns = segment::columns(tx, row.id)?;
    if i64::from(columns.len()) != row.doc_count {
        return Err(Trouble::Damaged(format!("segment {} has not the documents it claims", row.id)));
    }
    Ok(Arc::new(columns))
}

/// The lists of some segments.
pub(super) struct Stored<'a> {
    pub(super) tx: &'a Connection,
    pub(super) rows: &'a [SegmentRow],
}

impl Lists for Stored<'_> {
    type Error = Trouble;

    fn list(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
        segment::list(self.tx, self.rows[segment].id, term)
    }

    fn documents(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
        segment::documents(self.tx, &self.rows[segment], term)
    }

    fn short_list(&self, segment: usize, term: &[u8], bytes_max: usize) -> Result<Short, Trouble> {
        segment::short_list(self.tx, self.rows[segment].id, term, bytes_max)
    }
}

/// Answers a query; by looking through the newest articles where the index is damaged.
pub(super) fn search(store: &Sqlite, request: &SearchRequest<'_>) -> Result<SearchAnswer, StoreError> {
    store
        .read(|tx| {
            let (query, mut notes) = match request.reader {
                Some(_) => (request.query.clone(), Vec::new()),
                None => request.query.for_nobody(),
            };
            let (query, sources, about_sources) = source::resolve(tx, &query, request.audience)?;
            notes.extend(about_sources);
            let ask = Ask {
                order: request.order,
                skip: request.skip,
                limit: request.limit,
                after_seq: request.after.map(|seq| seq.0),
                facets: request.facets,
                now_seconds: request.now.seconds(),
                sources,
                marked: mark::marked(tx, request.reader, &query)?,
                hidden: showing::hidden_sources(tx, request.audience)?,
            };
            let mut answer = match from_index(tx, &store.search, &query, &ask) {
                Ok(answer) => answer,
                Err(Trouble::Store(fault)) => return Err(fault),
                Err(Trouble::Damaged(reason)) => scan::answer(tx, &query, &ask, reason)?,
            };
            answer.notes = notes;
            Ok(answer)
        })
        .inspect(|answer| {
            if let Some(reason) = &answer.damage {
                remember(store, reason);
            }
        })
}

/// Writes down that the index is damaged, so that archiving leaves it alone. Whoever can not write it
/// down finds it out again.
pub(super) fn remember(store: &Sqlite, reason: &str) {
    let is_unnoted = |tx: &Connection| Ok(index(tx, ASKED)?.is_some_and(|index| index.damage.is_none()));
    if !store.read(is_unnoted).unwrap_or(false) {
        return;
    }
    let _ = store.note(|tx| match index(tx, ASKED)?.filter(|index| index.damage.is_none()) {
        Some(index) => note_damage(tx, index.id, reason),
        None => Ok(()),
    });
}

/// The segments of the index that is asked: their rows, and what is in memory of them.
pub(super) fn segments(tx: &Connection, cache: &Cache) -> Result<(Vec<SegmentRow>, Vec<Segment>), Trouble> {
    let asked = usable(tx)?;
    let rows = segment::all(tx, asked.id)?;
    let segments = cache.segments(tx, &rows)?;
    Ok((rows, segments))
}

fn from_index(tx: &Connection, cache: &Cache, query: &Query, ask: &Ask) -> Result<SearchAnswer, Trouble> {
    let (rows, segments) = segments(tx, cache)?;
    let lists = Stored { tx, rows: &rows };
    let mut found = evaluate(query, &segments, &lists, ask)?;
    let mut suggestions = Vec::new();
    for word in found.missing.iter().take(SUGGESTIONS_MAX) {
        let near = suggestion(tx, &rows, word)?;
        if let Some(near) = near.filter(|near| has_hits(near, &segments, &lists, ask)) {
            suggestions.push((word.clone(), near));
        }
    }
    let mut loosened = false;
    if found.total == 0
        && ask.order != Order::Archived
        && let Some(loose) = query.loosened()
    {
        found = evaluate(&loose, &segments, &lists, ask)?;
        loosened = found.total > 0;
    }
    Ok(SearchAnswer { suggestions, loosened, ..answer(tx, found)? })
}

/// Whether the asker sees an article with a word. Where nothing is hidden, whatever the index has is seen.
fn has_hits(word: &str, segments: &[Segment], lists: &Stored<'_>, ask: &Ask) -> bool {
    let ask = Ask { hidden: ask.hidden.clone(), ..Ask::default() };
    ask.hidden.is_empty() || evaluate(&parse(word), segments, lists, &ask).is_ok_and(|found| found.total > 0)
}

fn usable(tx: &Connection) -> Result<Index, Trouble> {
    let asked = index(tx, ASKED)?.ok_or_else(|| Trouble::Damaged("there is none".into()))?;
    match asked.damage {
        Some(reason) => Err(Trouble::Damaged(reason)),
        None => Ok(asked),
    }
}

/// The answer with its articles.
pub(super) fn answer(tx: &Connection, found: Found) -> Result<SearchAnswer, Fault> {
    let mut hits = Vec::new();
    for FoundHit { article_id, seq, .. } in found.hits {
        if let Some(archived) = article::by_id(tx, ArticleId(article_id))? {
            hits.push(SearchHit { archived, seq: ArchiveSeq(seq) });
        }
    }
    let Facets { sources, languages, months } = found.facets;
    let sources = sources.into_iter().map(|(id, count)| (SourceId(id), count)).collect();
    Ok(SearchAnswer {
        total: found.total,
        hits,
        facets: SearchFacets { sources, languages, months },
        ..SearchAnswer::default()
    })
}

/// The nearest word of the largest segments to one that nothing has.
fn suggestion(tx: &Connection, rows: &[SegmentRow], word: &str) -> Result<Option<String>, Trouble> {
    let Some((from, to)) = words_range(word) else { return Ok(None) };
    let mut largest: Vec<&SegmentRow> = rows.iter().collect();
    largest.sort_by_key(|row| std::cmp::Reverse((row.doc_count, row.first_doc)));
    let mut suggester = Suggester::new(word);
    for row in largest.into_iter().take(SUGGESTING_SEGMENTS) {
        let mut name = from.clone();
        if let Some((_, block)) = segment::block(tx, row.id, &from)? {
            suggester.look_at(&block)?;
        }
        for _ in 0..SUGGESTING_BLOCKS {
            let Some(block) = segment::next_block(tx, row.id, &name)?.filter(|block| block.name < to) else {
                break;
            };
            suggester.look_at(&block.bytes)?;
            name = block.name;
        }
    }
    Ok(suggester.best())
}

const STATE: &str = "
    SELECT damage,
        (SELECT count(*) FROM search_document WHERE index_id = search_index.id) AS documents,
        (SELECT count(*) FROM search_segment WHERE index_id = search_index.id) AS segments,
        (SELECT coalesce(sum(length(name) + length(bytes)), 0) FROM search_segment
            JOIN search_block ON segment_id = search_segment.id WHERE index_id = search_index.id)
        + (SELECT coalesce(sum(length(columns) + length(gone)), 0) FROM search_segment
            WHERE index_id = search_index.id) AS bytes,
        (SELECT count(*) FROM search_index AS new JOIN search_document ON index_id = new.id WHERE new.state = 2) AS rebuilt,
        EXISTS (SELECT 1 FROM search_index WHERE state = 2) AS rebuilding
    FROM search_index WHERE state = 1";

pub(super) fn state(tx: &Connection) -> Result<IndexState, Fault> {
    let read = |row: &Row<'_>| {
        let rebuilt = count(row, "rebuilt")?;
        Ok(IndexState {
            document_count: count(row, "documents")?,
            segment_count: count(row, "segments")?,
            index_bytes: count(row, "bytes")?,
            damage: row.get("damage")?,
            rebuilt_count: row.get::<_, bool>("rebuilding")?.then_some(rebuilt),
        })
    };
    Ok(one(tx, STATE, [], read)?
        .unwrap_or_else(|| IndexState { damage: Some("there is none".into()), ..IndexState::default() }))
}

/// Names of sources in a query, and what they stand for.
pub(in super::super) type SourceNames = HashMap<String, HashSet<i64>>;
