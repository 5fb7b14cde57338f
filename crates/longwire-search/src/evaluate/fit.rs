//! Documents that have some words, and how much their occurrences weigh.
//!
//! An occurrence that begins and ends where words do weighs [`WHOLE`], one that
//! shares one edge [`HALF`], one that runs across words [`ACROSS`]: `北大` is one
//! thing in `北大学生` and hardly anything in `东北大学`.

use super::Docs;
use crate::Damaged;
use crate::columns::Columns;
use crate::document::{Sort, Spot};
use crate::posting::{Posting, PostingList, SpotReader};

/// What an occurrence weighs that is a word or several; weights are whole numbers of its parts.
pub(super) const WHOLE: u32 = 16;
/// One that begins or ends within a word: half a `大学生` is still about universities.
const HALF: u32 = 8;
/// One that does both. Chosen, like the above, so that no usual number of them, nor one in a
/// title, outweighs a word.
const ACROSS: u32 = 1;

/// A document and the weight of what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// Its number within the segment.
    pub doc: u32,
    /// All occurrences, weighed.
    pub weight: u32,
}

/// Documents in their order.
#[derive(Debug, Default)]
pub(super) struct Fits<'a> {
    pub list: Vec<Fit>,
    /// Where the edges of the occurrences are to be read, as long as all are taken for whole.
    unread: Option<SpotReader<'a>>,
}

impl Fits<'_> {
    /// Weighs the occurrences in the documents that are wanted.
    pub(super) fn weigh(&mut self, columns: &Columns, wanted: &Docs) -> Result<(), Damaged> {
        self.weigh_where(columns, |doc| wanted.contains(doc))
    }

    fn weigh_where(&mut self, columns: &Columns, wanted: impl Fn(u32) -> bool) -> Result<(), Damaged> {
        let Some(mut spots) = self.unread.take() else { return Ok(()) };
        let mut read = Vec::new();
        for fit in &mut self.list {
            let count = fit.weight / WHOLE;
            let width = Sort::Pair.width(columns.places[fit.doc as usize]);
            if wanted(fit.doc) {
                spots.read(count, Sort::Pair, width, &mut read)?;
                fit.weight = read.iter().map(|spot| weight(spot.begins(), spot.ends())).sum();
            } else {
                spots.skip(count as usize * width as usize);
            }
        }
        Ok(())
    }

    /// The documents of both, with the lower weight.
    pub(super) fn and(mut self, mut other: Self, columns: &Columns) -> Result<Self, Damaged> {
        self.weigh_where(columns, |_| true)?;
        other.weigh_where(columns, |_| true)?;
        let mut at = 0;
        self.list.retain_mut(|fit| {
            while other.list.get(at).is_some_and(|other| other.doc < fit.doc) {
                at += 1;
            }
            let both = other.list.get(at).filter(|other| other.doc == fit.doc);
            fit.weight = fit.weight.min(both.map_or(0, |other| other.weight));
            both.is_some()
        });
        Ok(self)
    }
}

fn weight(begins: bool, ends: bool) -> u32 {
    match (begins, ends) {
        (true, true) => WHOLE,
        (false, false) => ACROSS,
        _ => HALF,
    }
}

/// One list of a chain, and how far it was read.
pub(super) struct Lane<'a> {
    postings: Vec<Posting>,
    spots: SpotReader<'a>,
    sort: Sort,
    at: usize,
    offset: u32,
}

impl<'a> Lane<'a> {
    /// For a list whose term stands so far behind the beginning of the chain.
    pub(super) fn new(list: PostingList<'a>, sort: Sort, offset: u32) -> Self {
        Self { spots: list.spots(), postings: list.postings, sort, at: 0, offset }
    }

    /// The documents of a chain of one list.
    pub(super) fn alone(self) -> Fits<'a> {
        let within = |posting: &Posting| posting.count - posting.whole;
        let list = self.postings.iter().map(|posting| Fit {
            doc: posting.doc,
            weight: posting
                .whole
                .saturating_mul(WHOLE)
                .saturating_add(within(posting).saturating_mul(ACROSS)),
        });
        Fits { list: list.collect(), unread: (self.sort == Sort::Pair).then_some(self.spots) }
    }

    fn width(&self, doc: u32, columns: &Columns) -> u32 {
        self.sort.width(columns.places[doc as usize])
    }

    /// Goes to a document, leaving the spots of those before it; false where the list does not have it.
    fn go_to(&mut self, doc: u32, columns: &Columns) -> bool {
        while let Some(posting) = self.postings.get(self.at).filter(|posting| posting.doc < doc) {
            self.spots.skip(posting.count as usize * self.width(posting.doc, columns) as usize);
            self.at += 1;
        }
        self.postings.get(self.at).is_some_and(|posting| posting.doc == doc)
    }

    /// Reads the spots of the document it stands at, and goes on.
    fn read(&mut self, columns: &Columns, out: &mut Vec<Spot>) -> Result<(), Damaged> {
        let posting = self.postings[self.at];
        self.at += 1;
        self.spots.read(posting.count, self.sort, self.width(posting.doc, columns), out)
    }
}

/// The documents that have all lists in their places.
pub(super) fn in_places<'a>(mut lanes: Vec<Lane<'_>>, columns: &Columns) -> Result<Fits<'a>, Damaged> {
    lanes.sort_by_key(|lane| lane.postings.len());
    let front = (0..lanes.len()).min_by_key(|n| lanes[*n].offset).unwrap_or(0);
    let back = (0..lanes.len()).max_by_key(|n| lanes[*n].offset).unwrap_or(0);
    let mut list = Vec::new();
    let mut spots = vec![Vec::new(); lanes.len()];
    while let Some(doc) = lanes[0].postings.get(lanes[0].at).map(|posting| posting.doc) {
        let everywhere = lanes.iter_mut().all(|lane| lane.go_to(doc, columns));
        if !everywhere {
            lanes[0].go_to(doc + 1, columns);
            continue;
        }
        for (lane, spots) in lanes.iter_mut().zip(&mut spots) {
            lane.read(columns, spots)?;
        }
        let found = |n: usize, start: u32| {
            let place = start + lanes[n].offset;
            spots[n].binary_search_by_key(&place, |spot| spot.place()).ok().map(|at| spots[n][at])
        };
        let occurrence = |spot: &Spot| {
            let start = spot.place().checked_sub(lanes[0].offset)?;
            let everywhere = (1..lanes.len()).all(|n| found(n, start).is_some());
            let (first, last) = (found(front, start)?, found(back, start)?);
            everywhere.then(|| weight(first.begins(), last.ends()))
        };
        let weight: u32 = spots[0].iter().filter_map(occurrence).sum();
        if weight > 0 {
            list.push(Fit { doc, weight });
        }
    }
    Ok(Fits { list, unread: None })
}

#[cfg(test)]
mod tests;
