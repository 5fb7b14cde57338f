//! The judge of blocks: how likely each is part of the body.
//!
//! Two forests and a network. The first forest looks at each block's own row; the second,
//! asked only about blocks that the first gave a chance, also looks at what the first said
//! of the blocks around. The network reads the rows of those blocks as one sequence. The
//! mean of the two, as log odds, is the judgement. A third, small forest judges the page.
//! All are trained by `eval/train` on pages whose bodies are known, and lie in `tables`.

use super::blocks::Page;
use super::context::{self, Context};
use super::features::{NAMES, Table};
use super::forest::{ROW, log_odds, probability};
use super::tables;

/// Below this the first forest's word is final.
pub(super) const CHANCE_MIN: f32 = 0.01;

/// Columns of a row.
const WIDTH: usize = NAMES.len();

const _: () = assert!(WIDTH + context::NAMES.len() <= 256, "a column number is a byte");

/// Rows kept between the two forests; a longer page has the rest made anew.
const ROWS_KEPT: usize = 1_000;

/// The probability that a page is something else than an article: a product, a list, a manual.
/// 0 for a page without text.
pub(super) fn otherness(page: &Page, table: &Table<'_>) -> f32 {
    if page.blocks.is_empty() {
        return 0.0;
    }
    let mut row = ROW;
    // The columns it asks for are the same in all rows of a page.
    table.row(0, &mut row);
    probability(log_odds(&tables::KIND, &row))
}

/// The probability of each block to be part of the body.
pub(super) fn judge(page: &Page, table: &Table<'_>) -> Vec<f32> {
    let mut row = ROW;
    let mut first = Vec::with_capacity(page.blocks.len());
    let mut kept: Vec<f32> = Vec::new();
    for n in 0..page.blocks.len() {
        table.row(n, &mut row);
        let chance = probability(log_odds(&tables::FIRST, &row));
        first.push(chance);
        if chance >= CHANCE_MIN && kept.len() < ROWS_KEPT * WIDTH {
            kept.extend_from_slice(&row[..WIDTH]);
        }
    }
    let context = Context::new(page, &first, table.headings());
    let mut rows = kept.chunks_exact(WIDTH);
    let candidates: Vec<usize> = (0..first.len()).filter(|n| first[*n] >= CHANCE_MIN).collect();
    let (mut by_forest, mut states) =
        (Vec::with_capacity(candidates.len()), Vec::with_capacity(candidates.len()));
    let mut before = None;
    for &n in &candidates {
        match rows.next() {
            Some(kept) => row[..WIDTH].copy_from_slice(kept),
            None => table.row(n, &mut row),
        }
        let mut at = WIDTH;
        context.extend(n, before, |value| {
            row[at] = value;
            at += 1;
        });
        by_forest.push(log_odds(&tables::SECOND, &row));
        states.push(tables::SEQUENCE.take_in(&row));
        before = Some(n);
    }
    let mut likely = vec![0.0; first.len()];
    for ((&n, by_forest), by_sequence) in
        candidates.iter().zip(by_forest).zip(tables::SEQUENCE.log_odds(&mut states))
    {
        likely[n] = probability(by_forest.midpoint(by_sequence));
    }
    likely
}
