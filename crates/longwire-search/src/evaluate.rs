//! The answer to a query, from the segments of an index.
//!
//! [`evaluate`] looks at every document that the terms name: the number of
//! hits and the facets are exact, and so is the order. That is affordable
//! because a posting costs a few nanoseconds (`benches/search.rs`).
//!
//! - Order by relevance is BM25 over title and body, occurrences in the title
//!   counting [`TITLE_WEIGHT`] more, raised for what appeared lately.
//! - [`Lists`] gives the posting lists, a look a term and segment; all else is in memory.
//! - What an asker may not see (`Ask::hidden`) is left out before anything is counted; the
//!   weight of words alone still knows of it.
//!
//! Spec: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
//! and Beyond" (2009), §3.3 and §3.5.

mod facets;
mod filter;
mod fit;
mod plan;
mod top;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub use facets::Facets;

use crate::Damaged;
use crate::columns::Columns;
use crate::mark::{Articles, Mark};
use crate::query::{Query, Term};
use crate::segment::Gone;
use facets::Counter;
use fit::{Fits, WHOLE};
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

    /// The same for whoever asks only which documents have the term and how often: where it stands in
    /// them may be missing at the end ([`Beginning`](crate::Beginning)).
    fn documents(&self, segment: usize, term: &[u8]) -> Result<Option<Vec<u8>>, Self::Error> {
        self.list(segment, term)
    }

    /// The list where it has no more than so many bytes; a longer one need not be read for that.
    fn short_list(&self, segment: usize, term: &[u8], bytes_max: usize) -> Result<Short, Self::Error> {
        Ok(match self.list(segment, term)? {
            None => Short::Absent,
            Some(list) if list.len() > bytes_max => Short::TooLong,
            Some(list) => Short::List(list),
        })
    }
}

/// What there is of a list that is wanted where it is short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Short {
    /// The segment does not have the term.
    Absent,
    /// The list.
    List(Vec<u8>),
    /// It has more bytes than were wanted.
    TooLong,
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
    /// What the asker did with articles; what is not here is true of none.
    pub marked: HashMap<Mark, Articles>,
    /// Sources that the asker may not see: what any of them announced is not there.
    pub hidden: HashSet<i64>,
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
    let mut found = Found::default();
    let mut seen = vec![ask.hidden.is_empty(); plan.words.len()];
    let place_total: u64 = segments.iter().map(|segment| segment.columns.place_total).sum();
    let document_total: u64 = segments.iter().map(|segment| u64::from(segment.columns.len())).sum();
    let length_mean = place_total as f32 / document_total.max(1) as f32;
    let wanted = ask.skip.saturating_add(ask.limit).min(HITS_MAX);
    let mut top = Top::new(wanted);
    let mut counter = Counter::default();
    let mut order: Vec<usize> = (0..segments.len()).collect();
    if ask.order == Order::Newest {
        order.reverse();
    }
    for n in order {
        let segment = &segments[n];
        let columns = &*segment.columns;
        let mut scoring = Vec::new();
        let hits = hits(query, &plan, n, segment, ask, (&mut scoring, &mut seen))?;
        found.total += hits.count();
        match ask.order {
            Order::Relevance => {
                let scores = scores(&plan, n, columns, &hits, scoring, length_mean)?;
                best(columns, &hits, &scores, ask.now_seconds, &mut top);
            }
            // What came last is new, as a rule: where that is wanted first, most of the others are refused.
            Order::Newest => {
                hits.iter_back().for_each(|doc| top.offer(Rank::of(ask.order, columns, doc, 0.0)));
            }
            Order::Archived => {
                hits.iter().for_each(|doc| top.offer(Rank::of(ask.order, columns, doc, 0.0)));
            }
        }
        if ask.facets {
            counter.count(columns, &hits);
        }
    }
    found.hits = top.into_hits().into_iter().skip(ask.skip).collect();
    found.facets = counter.finish();
    found.missing = plan.missing(query, &seen);
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

    /// The documents from the last one to the first.
    fn iter_back(&self) -> impl Iterator<Item = u32> {
        self.words.iter().enumerate().rev().flat_map(|(n, &word)| {
            let mut word = word;
            std::iter::from_fn(move || {
                let bit = word.checked_ilog2()?;
                word ^= 1 << bit;
                Some(n as u32 * 64 + bit)
            })
        })
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

/// What some words add to the scores of their documents.
struct Scoring<'a> {
    fits: Fits<'a>,
    words: &'a WordsPlan,
}

/// The documents of the n-th segment that the query wants; `scoring` gets what they are scored by, and
/// `seen` which words the asker sees in any document, where something is hidden from them.
fn hits<'a>(
    query: &Query,
    plan: &'a Plan,
    n: usize,
    segment: &Segment,
    ask: &Ask,
    (scoring, seen): (&mut Vec<Scoring<'a>>, &mut [bool]),
) -> Result<Docs, Damaged> {
    let columns = &*segment.columns;
    let mut hits = Docs::all_but(columns.len(), &segment.gone);
    if !ask.hidden.is_empty() {
        hits.keep(&filter::of_sources(columns, &ask.hidden), true);
    }
    let visible = (!ask.hidden.is_empty()).then(|| hits.clone());
    if let Some(after) = ask.after_seq {
        hits.keep(&filter::docs(columns, |n| columns.seqs[n] > after), false);
    }
    let mut words = plan.words.iter().zip(seen);
    for clause in &query.clauses {
        let mut any = Docs::none(columns.len());
        for term in &clause.any {
            if let Term::Words(_) = term {
                let (words, seen) = words.next().expect("the plan has every words of the query");
                let fits = plan.fits(words, n, columns)?;
                if let Some(visible) = &visible {
                    *seen |= fits.list.iter().any(|fit| visible.contains(fit.doc));
                }
                fits.list.iter().for_each(|fit| any.insert(fit.doc));
                if !clause.excluded && ask.order == Order::Relevance {
                    scoring.push(Scoring { fits, words });
                }
            } else {
                filter::add(term, columns, ask, &mut any);
            }
        }
        hits.keep(&any, clause.excluded);
    }
    Ok(hits)
}

/// Scores of the hits, before what is recent is raised: BM25 over occurrences as they weigh.
fn scores(
    plan: &Plan,
    n: usize,
    columns: &Columns,
    hits: &Docs,
    scoring: Vec<Scoring<'_>>,
    length_mean: f32,
) -> Result<Vec<f32>, Damaged> {
    let mut scores = vec![0.0; columns.len() as usize];
    for Scoring { mut fits, words } in scoring {
        fits.weigh(columns, hits)?;
        if let Some(title) = &words.title {
            let mut in_title = plan.fits(title, n, columns)?;
            in_title.weigh(columns, hits)?;
            with_title(&mut fits, &in_title);
        }
        for fit in fits.list.iter().filter(|fit| hits.contains(fit.doc)) {
            let n = fit.doc as usize;
            let length = columns.places[n] as f32 / length_mean.max(1.0);
            let count = fit.weight as f32 / WHOLE as f32;
            scores[n] += words.weight * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
        }
    }
    Ok(scores)
}

/// Occurrences in the title count more.
fn with_title(fits: &mut Fits<'_>, in_title: &Fits<'_>) {
    let mut at = 0;
    for title in &in_title.list {
        while fits.list.get(at).is_some_and(|fit| fit.doc < title.doc) {
            at += 1;
        }
        if let Some(fit) = fits.list.get_mut(at).filter(|fit| fit.doc == title.doc) {
            fit.weight = fit.weight.saturating_add(title.weight.saturating_mul(TITLE_WEIGHT));
        }
    }
}

/// Raises what is recent, and keeps the best.
fn best(columns: &Columns, hits: &Docs, scores: &[f32], now_seconds: i64, top: &mut Top) {
    let now = now_seconds / 60;
    for doc in hits.iter() {
        let n = doc as usize;
        let score = scores[n] + 0.01;
        if top.is_below(score * (1.0 + RECENCY_GAIN)) {
            continue;
        }
        let age = (now - i64::from(columns.minutes[n])).max(0) as f32;
        let score = score * (1.0 + RECENCY_GAIN * (-age / RECENCY_HALF_MINUTES).exp2());
        top.offer(Rank::of(Order::Relevance, columns, doc, score));
    }
}

#[cfg(test)]
pub(crate) mod tests;
