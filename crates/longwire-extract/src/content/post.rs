//! Posts of other services that a page embeds: they stand or go with the text around them.
//!
//! `metadata::post` knows them. Most who mark the body of an article leave them out, and so did the model; a reader
//! who is told of a post wants to read it.

use super::around;
use super::beside::kept_beside;
use super::blocks::Page;

/// Places whose posts are the site's own, not the article's.
const ELSEWHERE: u32 = around::NAV | around::ASIDE | around::FOOTER;

/// Raises the chances of posts that stand beside likely text to `least`.
pub(super) fn complete(page: &Page, likely: &mut [f32], least: f32) {
    let around = |n: usize| page.frames[page.blocks[n].frame as usize].around;
    let stands_in = |n: usize| around(n) & around::POST != 0 && around(n) & ELSEWHERE == 0;
    if !(0..likely.len()).any(stands_in) {
        return;
    }
    let kept: Vec<bool> = likely.iter().map(|chance| *chance >= least).collect();
    let beside = kept_beside(&kept, stands_in);
    for (n, chance) in likely.iter_mut().enumerate() {
        if *chance < least && stands_in(n) && beside[n] {
            *chance = least;
        }
    }
}
