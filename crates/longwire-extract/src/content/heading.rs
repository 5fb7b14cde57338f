//! Headings that end a body: nothing stands below them.
//!
//! What they announced was furniture ("More videos", "その他"), and it went without them.

use super::blocks::Page;
use super::tags::Tag;

/// Takes the headings out that end a set of blocks, where something stays before them; says which those are. One
/// below which a picture or film stands is kept, and so are headings that hold most of the text: a list of them.
pub(super) fn unset_last(page: &Page, kept: &mut [bool]) -> Vec<usize> {
    let is_heading =
        |n: usize| matches!(page.frames[page.blocks[n].frame as usize].tag, Tag::Heading(level) if level > 1);
    let shows =
        |n: usize| page.media.binary_search_by_key(&(n + 1), |media| media.before_block as usize).is_ok();
    let Some(last) = (0..kept.len()).rfind(|&n| kept[n] && (!is_heading(n) || shows(n))) else {
        return Vec::new();
    };
    let weight = |range: std::ops::Range<usize>| -> u64 {
        range.filter(|&n| kept[n]).map(|n| u64::from(page.blocks[n].measure.weight)).sum()
    };
    if weight(last + 1..kept.len()) >= weight(0..last + 1) {
        return Vec::new();
    }
    let gone = (last + 1..kept.len()).filter(|&n| kept[n]).collect();
    kept[last + 1..].fill(false);
    gone
}
