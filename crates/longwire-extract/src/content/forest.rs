//! A forest of small decision trees, walked without branches.
//!
//! Every tree is complete: [`DEPTH`] questions lead to one of 32 leaves, and a
//! question is a column of the row and a threshold (`value > threshold` goes
//! right). The sum of the leaves is a log odds.

/// Questions on the way to a leaf.
const DEPTH: usize = 5;

/// One complete tree; the last entry of the questions is not used.
pub(super) struct Tree {
    /// The column each question asks for.
    pub(super) columns: [u8; 32],
    /// What it is compared with.
    pub(super) thresholds: [f32; 32],
    /// The answers.
    pub(super) leaves: [f32; 32],
}

/// A row of numbers. Fixed in length, so that a column number is always inside.
pub(super) type Row = [f32; 256];

/// A row without numbers yet.
pub(super) const ROW: Row = [0.0; 256];

/// The log odds that a forest gives a row.
pub(super) fn log_odds(trees: &[Tree], row: &Row) -> f32 {
    trees.iter().map(|tree| tree.answer(row)).sum()
}

/// The probability of a log odds.
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl Tree {
    fn answer(&self, row: &Row) -> f32 {
        let mut at = 0;
        for _ in 0..DEPTH {
            let right = row[usize::from(self.columns[at & 31])] > self.thresholds[at & 31];
            at = 2 * at + 1 + usize::from(right);
        }
        self.leaves[(at + 1) & 31]
    }
}
