//! The answer to a query, from the segments of an index.
//!
//! [`evaluate`] looks at every document that the terms name: the number of
//! hits and the facets are exact, and so is the order. That is affordable
//! because a posting costs a few nanoseconds (`benches/search.rs`).
//!
//! - Order by relevance is BM25 over title and body, occurrences in the title
//!   counting [`TITLE_WEIGHT`] more, raised for what appeared lately.
//! - [`Lists`] gives the posting lists, a look a term and segment; all else is in memory.
//! - Deliberately absent: who may see what. A caller asks the index that holds
//!   what the asker may see.
//!
//! Spec: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
//! and Beyond" (2009), §3.3 and §3.5.

mod facets;
mod filter;
mod plan;
mod top;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub use facets::Facets;

use crate::Damaged;
use crate::columns::Columns;
use crate::posting::Posting;
use crate::query::{Query, Term};
use crate::segment::Gone;
use facets::Counter;
use plan::{Plan, WordsPlan};
use top::{Rank, Top};

/// Hits that can be reached by paging.
pub const HITS_MAX: usize = 10_000;

/// What an occurrence in the title counts beside one in the body.
const TITLE_WEIGHT: u32 = 6;
/// How soon further occurrences stop to matter; the usual value.
const K1: f32 = 1.2;
/// How much a long document is held against its occurrences; the usual value is 0.75, news articles differ less.
const B: f32 = 0.6;
/// What an article of this moment gains over an old one.
const RECENCY_GAIN: f32 = 0.8;
/// After how many minutes half of that is gone: thirty days.
const RECENCY_HALF_MINUTES: f32 = 43_200.0;

/// The posting lists of an index.
pub trait Lists {
    /// Why a list could not be had.
    type Error: From<Damaged>;

    /// The list of a term in the n-th segment; `None` where the segment does not have it.
    fn list(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// What is in memory of a segment.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its documents.
    pub columns: Arc<Columns>,
    /// Those of them that are no more.
    pub gone: Arc<Gone>,
}

/// In what order hits are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best first, what is recent raised.
    #[default]
    Relevance,
    /// What appeared last first.
    Newest,
    /// What was archived first first.
    Archived,
}

/// What is wanted of the hits.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// In what order.
    pub order: Order,
    /// How many are left out at the beginning.
    pub skip: usize,
    /// How many are wanted; with `skip` at most [`HITS_MAX`].
    pub limit: usize,
    /// Only what was archived after this place.
    pub after_seq: Option<i64>,
    /// Whether facets are counted.
    pub facets: bool,
    /// The moment of the question, in seconds since 1970.
    pub now_seconds: i64,
    /// The sources that the names in the query stand for.
    pub sources: HashMap<String, HashSet<i64>>,
}

/// One article that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundHit {
    /// Its number.
    pub article_id: i64,
    /// The place of the revision that was found.
    pub seq: i64,
    /// How well it fits; 0 where that was not asked.
    pub score: f32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many articles in all.
    pub total: u64,
    /// Those that were asked for, in order.
    pub hits: Vec<FoundHit>,
    /// Where they came from; empty where that was not asked.
    pub facets: Facets,
    /// Words of the query that no document has, as folded: for a suggestion.
    pub missing: Vec<String>,
}

/// Answers a query.
///
/// # Errors
///
/// What [`Lists`] could not give, or [`Damaged`] where it gave what no list is.
pub fn evaluate<L: Lists>(
    query: &Query,
    segments: &[Segment],
    lists: &L,
    ask: &Ask,
) -> Result<Found, L::Error> {
    let plan = Plan::of(query, segments, lists, ask.order == Order::Relevance)?;
    let mut found = Found { missing: plan.missing(query), ..Found::default() };
    let place_total: u64 = segments.iter().map(|segment| segment.columns.place_total).sum();
    let document_total: u64 = segments.iter().map(|segment| u64::from(segment.columns.len())).sum();
    let length_mean = place_total as f32 / document_total.max(1) as f32;
    let wanted = ask.skip.saturating_add(ask.limit).min(HITS_MAX);
    let mut top = Top::new(wanted);
    let mut counter = Counter::default();
    for (n, segment) in segments.iter().enumerate() {
        let columns = &*segment.columns;
        let mut scoring = Vec::new();
        let hits = hits(query, &plan, n, segment, ask, &mut scoring)?;
        found.total += hits.count();
        let scores = match ask.order {
            Order::Relevance => scores(columns, &hits, &scoring, length_mean, ask.now_seconds),
            Order::Newest | Order::Archived => Vec::new(),
        };
        for doc in hits.iter() {
            top.offer(Rank::of(ask.order, columns, doc, &scores));
        }
        if ask.facets {
            counter.count(columns, &hits);
        }
    }
    found.hits = top.into_hits().into_iter().skip(ask.skip).collect();
    found.facets = counter.finish();
    Ok(found)
}

/// Documents of one segment, as a set.
#[derive(Clone, Debug)]
struct Docs {
    words: Vec<u64>,
}

impl Docs {
    fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize] }
    }

    fn all_but(len: u32, gone: &Gone) -> Self {
        let mut docs = Self { words: vec![u64::MAX; len.div_ceil(64) as usize] };
        if let Some(last) = docs.words.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last = (1 << (len % 64)) - 1;
        }
        docs.words.iter_mut().zip(gone.words()).for_each(|(word, gone)| *word &= !gone);
        docs
    }

    fn insert(&mut self, doc: u32) {
        self.words[doc as usize / 64] |= 1 << (doc % 64);
    }

    fn contains(&self, doc: u32) -> bool {
        self.words[doc as usize / 64] >> (doc % 64) & 1 == 1
    }

    fn keep(&mut self, other: &Self, excluded: bool) {
        let pairs = self.words.iter_mut().zip(&other.words);
        pairs.for_each(|(word, other)| *word &= if excluded { !other } else { *other });
    }

    fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().enumerate().flat_map(|(n, &word)| {
            let mut word = word;
            std::iter::from_fn(move || {
                (word != 0).then(|| {
                    let bit = word.trailing_zeros();
                    word &= word - 1;
                    n as u32 * 64 + bit
                })
            })
        })
    }
}

/// What a list adds to the scores of its documents.
struct Scoring {
    postings: Vec<Posting>,
    weight: f32,
}

/// The documents of the n-th segment that the query wants; `scoring` gets what they are scored by.
fn hits(
    query: &Query,
    plan: &Plan,
    n: usize,
    segment: &Segment,
    ask: &Ask,
    scoring: &mut Vec<Scoring>,
) -> Result<Docs, Damaged> {
    let columns = &*segment.columns;
    let mut hits = Docs::all_but(columns.len(), &segment.gone);
    if let Some(after) = ask.after_seq {
        hits.keep(&filter::docs(columns, |n| columns.seqs[n] > after), false);
    }
    let mut words = plan.words.iter();
    for clause in &query.clauses {
        let mut any = Docs::none(columns.len());
        for term in &clause.any {
            if let Term::Words(_) = term {
                let plan_of_words = words.next().expect("the plan has every words of the query");
                let postings = plan.postings(plan_of_words, n, columns)?;
                postings.iter().for_each(|posting| any.insert(posting.doc));
                if !clause.excluded && ask.order == Order::Relevance {
                    let postings = with_title(plan, plan_of_words, n, columns, postings)?;
                    scoring.push(Scoring { postings, weight: plan_of_words.weight });
                }
            } else {
                filter::add(term, columns, &ask.sources, &mut any);
            }
        }
        hits.keep(&any, clause.excluded);
    }
    Ok(hits)
}

/// Occurrences in the title count more.
fn with_title(
    plan: &Plan,
    words: &WordsPlan,
    n: usize,
    columns: &Columns,
    mut postings: Vec<Posting>,
) -> Result<Vec<Posting>, Damaged> {
    let Some(title) = &words.title else { return Ok(postings) };
    let mut at = 0;
    for in_title in plan.postings(title, n, columns)? {
        while postings.get(at).is_some_and(|posting| posting.doc < in_title.doc) {
            at += 1;
        }
        if let Some(posting) = postings.get_mut(at).filter(|posting| posting.doc == in_title.doc) {
            posting.count = posting.count.saturating_add(in_title.count.saturating_mul(TITLE_WEIGHT));
        }
    }
    Ok(postings)
}

fn scores(
    columns: &Columns,
    hits: &Docs,
    scoring: &[Scoring],
    length_mean: f32,
    now_seconds: i64,
) -> Vec<f32> {
    let mut scores = vec![0.0; columns.len() as usize];
    for Scoring { postings, weight } in scoring {
        for posting in postings.iter().filter(|posting| hits.contains(posting.doc)) {
            let n = posting.doc as usize;
            let length = columns.places[n] as f32 / length_mean.max(1.0);
            let count = posting.count as f32;
            scores[n] += weight * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
        }
    }
    let now = (now_seconds / 60) as f32;
    for doc in hits.iter() {
        let n = doc as usize;
        let age = (now - columns.minutes[n] as f32).max(0.0);
        scores[n] = (scores[n] + 0.01) * (1.0 + RECENCY_GAIN * (-age / RECENCY_HALF_MINUTES).exp2());
    }
    scores
}

#[cfg(test)]
mod tests;
