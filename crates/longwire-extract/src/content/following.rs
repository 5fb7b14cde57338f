//! Articles that a page goes on with when its own is over, whole and made alike, so that nobody need leave.
//!
//! To the model they are as good as the first. The headline tells them apart: what stands in the same place
//! of a part made alike, after the text, is the headline of another article.

use super::blocks::{Frame, Page};
use super::tags::Tag;

/// The weight of an article above the next headline, 250 letters: below it the headline may be a line of a list.
const ARTICLE_WEIGHT_MIN: u64 = 500;

/// Takes out of a set what follows the article whose headline is the block `title`; says which blocks those are.
pub(super) fn unset(page: &Page, title: Option<usize>, kept: &mut [bool]) -> Vec<usize> {
    let Some(title) = title.filter(|&n| matches!(frame_of(page, n).tag, Tag::Heading(_))) else {
        return Vec::new();
    };
    let next = (title + 1..kept.len()).find(|&n| opens_another(page, title, n));
    let own = |next: usize| -> u64 {
        (title..next).filter(|&n| kept[n]).map(|n| u64::from(page.blocks[n].measure.weight)).sum()
    };
    let Some(next) = next.filter(|&next| own(next) >= ARTICLE_WEIGHT_MIN) else { return Vec::new() };
    let start = start_of_part(page, title, next);
    let gone = (start..kept.len()).filter(|&n| kept[n]).collect();
    kept[start..].fill(false);
    gone
}

fn frame_of(page: &Page, block: usize) -> &Frame {
    &page.frames[page.blocks[block].frame as usize]
}

/// True for a heading on the headline's path, but in another part: two in one are headings of one text.
fn opens_another(page: &Page, title: usize, n: usize) -> bool {
    let (first, second) = (frame_of(page, title), frame_of(page, n));
    second.path == first.path
        && second.parent != first.parent
        && page.blocks[n].fingerprint != page.blocks[title].fingerprint
}

/// The first block of the outermost part around `next` that does not hold the headline.
fn start_of_part(page: &Page, title: usize, next: usize) -> usize {
    let mut at = frame_of(page, next);
    loop {
        let parent = &page.frames[at.parent as usize];
        if parent.blocks.0 as usize <= title {
            return at.blocks.0 as usize;
        }
        at = parent;
    }
}

#[cfg(test)]
mod tests;
