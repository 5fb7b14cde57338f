//! The posts of a forum's thread: all of them, or none.
//!
//! The model has learned that what readers write below an article is not part of
//! it. In a thread there is nothing else: where most of what stands in one kind of
//! place was taken, the rest of that place are posts too, short or rude as they may be.

use std::collections::HashMap;

use super::blocks::Page;

/// The least chance of a block that is taken along: below it stand buttons and counts.
const CHANCE_MIN: f32 = 0.02;
/// The share of a place's text that must be likely.
const SHARE_MIN: f32 = 0.5;
/// The fewest likely blocks that make a place.
const LIKELY_MIN: u32 = 2;

/// Raises the chances of blocks that stand where likely ones do to `least`.
pub(super) fn complete(page: &Page, likely: &mut [f32], least: f32) {
    let mut places: HashMap<u32, (u32, u32, u32)> = HashMap::new();
    let path = |n: usize| page.frames[page.blocks[n].frame as usize].path;
    for (n, block) in page.blocks.iter().enumerate() {
        let place = places.entry(path(n)).or_default();
        let weight = block.measure.weight;
        place.0 = place.0.saturating_add(weight);
        if likely[n] >= least {
            place.1 = place.1.saturating_add(weight);
            place.2 += 1;
        }
    }
    for (n, chance) in likely.iter_mut().enumerate() {
        let (all, taken, count) = places[&path(n)];
        if *chance < least
            && *chance >= CHANCE_MIN
            && count >= LIKELY_MIN
            && taken as f32 >= SHARE_MIN * all as f32
        {
            *chance = least;
        }
    }
}
