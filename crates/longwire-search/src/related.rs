//! Articles that tell of the same matter as one.
//!
//! [`related`] asks the index for the few rarest terms of an article's title and lead, and scores
//! whatever has several of them and appeared about then. What it costs does not grow with the archive:
//!
//! - [`CANDIDATES_MAX`] terms are looked up in the largest segments of the time about the article
//!   ([`SAMPLED_SEGMENTS`]); those that say most ([`KNOWN_MAX`], [`LONE_MAX`]) in all of them, up to [`SEGMENTS_MAX`].
//! - A term that is in more than [`POSTINGS_MAX`] documents says little and is left out, its
//!   list unread ([`Lists::short_list`]).
//!
//! Pairs of characters and words written apart are terms alike, so any script works, and what is folded
//! together for searches is here too: a Traditional article is found by a Simplified one.
//!
//! Deliberately absent: what links two languages. An article in another one shares no rare term.

mod candidate;

use std::collections::HashSet;

use crate::Damaged;
use crate::columns::Columns;
use crate::document::{Document, Sort};
use crate::evaluate::{FoundHit, Lists, Segment};
use crate::posting::{Posting, read_postings};
use candidate::{Candidate, candidates};

/// Terms of an article that are considered.
const CANDIDATES_MAX: usize = 72;
/// Segments in which they are looked up first, the largest; more where these have few documents.
const SAMPLED_SEGMENTS: usize = 3;
const SAMPLED_DOCUMENTS: u32 = 256;
/// Terms that are then looked up everywhere: such as the sample knows of several articles, and such
/// as it does not.
const KNOWN_MAX: usize = 10;
const LONE_MAX: usize = 5;
/// Segments that are asked, those nearest in time.
const SEGMENTS_MAX: usize = 64;
/// Documents that a term is in at most.
const POSTINGS_MAX: u32 = 2_000;
/// Bytes of one list at most: as many documents with a few places each.
const LIST_BYTES_MAX: usize = 8_000;
/// A term that is in more than one of so many documents is as good as everywhere, unless they are
/// [`FEW`].
const COMMON: u32 = 20;
const FEW: u32 = 4;

/// What appeared no further apart, in minutes, can be of one story: sixty days.
const APART_MAX: i64 = 60 * 1440;
/// What appeared no further apart is as near as can be: fourteen days.
const NEAR: i64 = 14 * 1440;
/// What is left of a score at the far end.
const FAR_SHARE: f32 = 0.4;

/// Characters that must be shared at least, a word counting as two: a name alone is no story.
const SHARED_MIN: u32 = 6;
/// The part of what the article's own terms say that must be shared at least.
const SHARE_MIN: f32 = 0.35;
/// What a term that nothing else has counts in that: it may be a chance of wording.
const LONE_SHARE: f32 = 0.5;

/// How soon further occurrences stop to matter, and how much a long document is held against them.
const K1: f32 = 1.2;
const B: f32 = 0.3;

/// Finds articles that tell of the same matter as one that may be indexed itself, the nearest first. What a
/// source of `hidden` announced is not among them.
///
/// # Errors
///
/// What [`Lists`] could not give, or [`Damaged`] where it gave what no list is.
pub fn related<L: Lists>(
    subject: &Document<'_>,
    segments: &[Segment],
    lists: &L,
    hidden: &HashSet<i64>,
    limit: usize,
) -> Result<Vec<FoundHit>, L::Error> {
    let about = subject.at_seconds.div_euclid(60);
    let asked = asked(segments, about);
    let terms = telling(candidates(subject), &asked, segments, lists)?;
    let scale = Scale::of(&asked, segments, &terms);
    let mut hits = Vec::new();
    let mut entries = Vec::new();
    for &n in &asked {
        let Segment { columns, gone } = &segments[n];
        entries.clear();
        for (term, &worth) in terms.iter().zip(&scale.worths) {
            term.read(n, columns, |posting| entries.push((posting, worth, term.units)))?;
        }
        entries.sort_unstable_by_key(|(posting, ..)| posting.doc);
        for of_doc in entries.chunk_by(|one, other| one.0.doc == other.0.doc) {
            let doc = of_doc[0].0.doc;
            let at = doc as usize;
            let apart = i64::from(columns.minutes[at]).abs_diff(about) as i64;
            let shared = of_doc.iter().fold(0, |shared, (.., units)| shared | units).count_ones();
            let score = scale.score(of_doc, columns.places[at]);
            let is_wanted = shared >= SHARED_MIN
                && score >= scale.least
                && apart <= APART_MAX
                && columns.articles[at] != subject.article_id
                && !gone.contains(doc)
                && !columns.is_of(doc, hidden);
            if is_wanted {
                let (article_id, seq) = (columns.articles[at], columns.seqs[at]);
                hits.push(FoundHit { article_id, seq, score: score * nearness(apart) });
            }
        }
    }
    hits.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(other.seq.cmp(&one.seq)));
    hits.truncate(limit);
    Ok(hits)
}

/// The segments that have documents of the time about an article, nearest and narrowest first.
fn asked(segments: &[Segment], about: i64) -> Vec<usize> {
    let mut asked: Vec<(i64, usize)> = Vec::new();
    for (n, segment) in segments.iter().enumerate() {
        let Some((first, last)) = segment.columns.span else { continue };
        let (first, last) = (i64::from(first), i64::from(last));
        if first - about <= APART_MAX && about - last <= APART_MAX {
            asked.push(((about - first).max(last - about), n));
        }
    }
    asked.sort_unstable();
    asked.into_iter().take(SEGMENTS_MAX).map(|(_, n)| n).collect()
}

/// Of the terms that an article might be found by, those that say most, with their lists.
fn telling<L: Lists>(
    mut terms: Vec<Candidate>,
    asked: &[usize],
    segments: &[Segment],
    lists: &L,
) -> Result<Vec<Candidate>, L::Error> {
    let mut by_size = asked.to_vec();
    by_size.sort_by_key(|n| std::cmp::Reverse(segments[*n].columns.len()));
    let (mut count, mut total) = (0, 0);
    while count < by_size.len() && (count < SAMPLED_SEGMENTS || total < SAMPLED_DOCUMENTS) {
        total += segments[by_size[count]].columns.len();
        count += 1;
    }
    let (sampled, others) = by_size.split_at(count);
    for term in &mut terms {
        term.fetch(sampled, lists)?;
    }
    terms.retain(|term| term.count.is_some_and(|count| count <= FEW.max(total / COMMON)));
    terms.sort_by(|one, other| other.worth(total).total_cmp(&one.worth(total)));
    // What the sample knows of one article at most may be news, or this article's own.
    let (mut lone, mut terms): (Vec<_>, Vec<_>) = terms.into_iter().partition(Candidate::is_lone);
    lone.truncate(LONE_MAX);
    terms.truncate(KNOWN_MAX);
    terms.append(&mut lone);
    for term in &mut terms {
        term.fetch(others, lists)?;
    }
    terms.retain(|term| term.count.is_some());
    Ok(terms)
}

/// What terms are worth among the documents that are asked.
struct Scale {
    worths: Vec<f32>,
    /// The score below which nothing is of one matter.
    least: f32,
    length_mean: f32,
}

impl Scale {
    fn of(asked: &[usize], segments: &[Segment], terms: &[Candidate]) -> Self {
        let columns = || asked.iter().map(|n| &segments[*n].columns);
        let total: u32 = columns().map(|columns| columns.len()).sum();
        let places: u64 = columns().map(|columns| columns.place_total).sum();
        let worths: Vec<f32> = terms.iter().map(|term| term.worth(total)).collect();
        let counted =
            |(term, worth): (&Candidate, &f32)| worth * if term.is_lone() { LONE_SHARE } else { 1.0 };
        let least = terms.iter().zip(&worths).map(counted).sum::<f32>() * SHARE_MIN;
        Self { worths, least, length_mean: (places as f32 / total.max(1) as f32).max(1.0) }
    }

    fn score(&self, of_doc: &[(Posting, f32, u128)], place_count: u32) -> f32 {
        let length = 1.0 - B + B * place_count as f32 / self.length_mean;
        let of_term = |(posting, worth, _): &(Posting, f32, u128)| {
            let count = posting.count as f32;
            worth * count * (K1 + 1.0) / (count + K1 * length)
        };
        of_doc.iter().map(of_term).sum()
    }
}

/// What is left of the score of a document so many minutes away.
fn nearness(apart: i64) -> f32 {
    let far = (apart - NEAR).max(0) as f32 / (APART_MAX - NEAR) as f32;
    1.0 - (1.0 - FAR_SHARE) * far
}

#[cfg(test)]
mod tests;
