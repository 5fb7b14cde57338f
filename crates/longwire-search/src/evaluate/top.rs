//! The first of many hits, without sorting them all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{FoundHit, Order};
use crate::columns::Columns;

/// A hit, comparable by the order that is wanted: the greater comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// A score that is not negative is ordered as its bits are.
    score_bits: u32,
    then: i64,
    seq: i64,
    article_id: i64,
}

impl Rank {
    pub(super) fn of(order: Order, columns: &Columns, doc: u32, score: f32) -> Self {
        let n = doc as usize;
        let (seq, article_id) = (columns.seqs[n], columns.articles[n]);
        let minutes = i64::from(columns.minutes[n]);
        let (score_bits, then) = match order {
            Order::Relevance => (score.max(0.0).to_bits(), minutes),
            Order::Newest => (0, minutes),
            Order::Archived => (0, -seq),
        };
        Self { score_bits, then, seq, article_id }
    }
}

pub(super) struct Top {
    wanted: usize,
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Top {
    pub(super) fn new(wanted: usize) -> Self {
        Self { wanted, heap: BinaryHeap::new() }
    }

    pub(super) fn offer(&mut self, rank: Rank) {
        if self.heap.len() < self.wanted {
            self.heap.push(Reverse(rank));
        } else if let Some(mut least) = self.heap.peek_mut().filter(|least| least.0 < rank) {
            *least = Reverse(rank);
        }
    }

    /// Whether nothing with this score can be among the hits any more.
    pub(super) fn is_below(&self, score: f32) -> bool {
        self.heap.len() >= self.wanted
            && self.heap.peek().is_none_or(|least| score.max(0.0).to_bits() < least.0.score_bits)
    }

    pub(super) fn into_hits(self) -> Vec<FoundHit> {
        let ranks = self.heap.into_sorted_vec().into_iter().map(|Reverse(rank)| rank);
        ranks
            .map(|rank| FoundHit {
                article_id: rank.article_id,
                seq: rank.seq,
                score: f32::from_bits(rank.score_bits),
            })
            .collect()
    }
}
