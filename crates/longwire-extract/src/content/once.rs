//! A body that a page gives twice: once for the screen and once for the printer, the phone or a script.
//!
//! The copies look like the original in every respect, and a model that keeps one keeps all. A line that
//! comes back here and there (a refrain, what a post quotes from the one before) is no copy of the body:
//! only where most of the text comes back do the later copies go.

use std::collections::HashMap;

use super::blocks::Page;

/// The weight of a block long enough to know it by, 40 letters.
const BLOCK_WEIGHT_MIN: u32 = 80;
/// The weight that must come back at least, 250 letters: less is a line that a page likes.
const AGAIN_WEIGHT_MIN: u64 = 500;
/// The share of the text that must come back. On pages of sites not seen in training whose text comes back
/// to 0.6 and more, eight gain (0.64 to 0.96 on average) and none loses; below, a page quotes itself.
const AGAIN_SHARE_MIN: f32 = 0.6;

/// A block as far as copies are concerned: the hash of its words and marks, and its weight.
type Key = (u32, u32);

/// Takes later copies of blocks out of a set, where most of it is there more than once; says which those are.
/// A line too short to be known goes only along with the lines that it stood beside before: in an interview
/// that is given twice, each "Q." of the first stays.
pub(super) fn unset_copies(page: &Page, kept: &mut [bool]) -> Vec<usize> {
    let set: Vec<usize> = (0..kept.len()).filter(|&n| kept[n]).collect();
    let key = |&n: &usize| (page.blocks[n].fingerprint, page.blocks[n].measure.weight);
    let keys: Vec<Key> = set.iter().map(key).collect();
    for (first, copy) in copies(&keys) {
        let standing = |at: &usize| kept[set[*at]];
        let before = (1..=first.min(copy - first - 1)).take_while(|n| keys[first - n] == keys[copy - n]);
        let after = (0..keys.len() - copy).take_while(|n| keys[first + n] == keys[copy + n]);
        let mut gone: Vec<usize> = before.map(|n| copy - n).take_while(standing).collect();
        gone.extend(after.map(|n| copy + n).take_while(standing));
        for at in gone {
            kept[set[at]] = false;
        }
    }
    set.into_iter().filter(|&n| !kept[n]).collect()
}

/// The long blocks that come back, each with the place of the first of them; none where they are not most of the text.
fn copies(keys: &[Key]) -> Vec<(usize, usize)> {
    let mut seen = HashMap::new();
    let (mut once, mut again, mut copies) = (0, 0, Vec::new());
    for (at, key) in keys.iter().enumerate() {
        let weight = key.1;
        let (first, times) = seen.entry(key).or_insert((at, 0));
        *times += 1;
        if *times == 1 {
            once += u64::from(weight);
        } else if weight >= BLOCK_WEIGHT_MIN {
            copies.push((*first, at));
            again += if *times == 2 { u64::from(weight) } else { 0 };
        }
    }
    let most = again >= AGAIN_WEIGHT_MIN && again as f32 >= AGAIN_SHARE_MIN * once as f32;
    if most { copies } else { Vec::new() }
}

#[cfg(test)]
mod tests;
