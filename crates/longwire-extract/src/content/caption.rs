//! Captions: they belong to their pictures, not to the running text.
//!
//! A caption stays where its picture stays, whatever the model thinks of its words, and speaks
//! for nothing else. Only a story told in pictures has its text there.

use super::around;
use super::blocks::Page;
use super::tags::Tag;

/// Levels between a caption and its figure that are looked at.
pub(super) const LEVELS_MAX: usize = 6;

/// True where a block stands in a `<figcaption>`.
pub(super) fn is_one(page: &Page, block: usize) -> bool {
    page.frames[page.blocks[block].frame as usize].around & around::CAPTION != 0
}

/// Takes captions out of what is judged; not so where they are most of the likely text.
pub(super) fn set_aside(page: &Page, likely: &mut [f32], least: f32) {
    let weight_of = |wanted: bool| -> u64 {
        let counts = |n: &usize| likely[*n] >= least && is_one(page, *n) == wanted;
        (0..likely.len()).filter(counts).map(|n| u64::from(page.blocks[n].measure.weight)).sum()
    };
    if weight_of(true) > weight_of(false) {
        return;
    }
    for (n, chance) in likely.iter_mut().enumerate() {
        if is_one(page, n) {
            *chance = 0.0;
        }
    }
}

/// The captions of a page, each with the frame of its figure: indexes of [`Page::frames`].
pub(super) fn with_figures(page: &Page) -> impl Iterator<Item = (usize, usize)> {
    let opens = |n: &usize| {
        let frame = &page.frames[*n];
        frame.around & around::CAPTION != 0
            && page.frames[frame.parent as usize].around & around::CAPTION == 0
    };
    (0..page.frames.len()).filter(opens).filter_map(|caption| {
        let around = std::iter::successors(Some(caption), |&n| Some(page.frames[n].parent as usize));
        let figure = around.skip(1).take(LEVELS_MAX).find(|&n| page.frames[n].tag == Tag::Figure)?;
        Some((caption, figure))
    })
}
