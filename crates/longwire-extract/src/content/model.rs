//! The judge of blocks: how likely each is part of the body.
//!
//! Two forests. The first looks at each block's own row; the second, asked only
//! about blocks that the first gave a chance, also looks at what the first said
//! of the blocks around. Both are trained by `eval/train` on pages whose bodies
//! are known, and lie in `tables`.

use super::Evidence;
use super::blocks::Page;
use super::context::Context;
use super::features::Table;
use super::forest::{Row, log_odds, probability};
use super::tables;
use crate::dom::Document;

/// Below this the first forest's word is final.
pub(super) const CHANCE_MIN: f32 = 0.01;

/// The probability of each block to be part of the body.
pub(super) fn judge(document: &Document, page: &Page, evidence: &Evidence<'_>) -> Vec<f32> {
    let table = Table::new(document, page, evidence);
    let mut row: Row = [0.0; 256];
    let mut values = Vec::with_capacity(256);
    let first: Vec<f32> = (0..page.blocks.len())
        .map(|n| {
            table.row(n, &mut values);
            row[..values.len()].copy_from_slice(&values);
            probability(log_odds(&tables::FIRST, &row))
        })
        .collect();
    let context = Context::new(page, &first, table.headings());
    (0..page.blocks.len())
        .map(|n| {
            if first[n] < CHANCE_MIN {
                return 0.0;
            }
            table.row(n, &mut values);
            context.extend(n, |value| values.push(value));
            row[..values.len()].copy_from_slice(&values);
            probability(log_odds(&tables::SECOND, &row))
        })
        .collect()
}
