//! Candidates for the body, and the one measure they are judged by.
//!
//! The model says of each block how likely it is part of the body; a candidate is
//! a set of blocks. Its quality is the F1 it can expect: the weight it is expected
//! to have right, over the mean of the weight it takes and the weight there is to
//! be had. Where a structured source gives the body's text, a candidate that
//! holds that text expects more.
//!
//! The sets that compete: the likely blocks, or any with a chance; what the
//! structured body holds; what microdata marks; the fullest `<article>`; the frame
//! that Readability's scoring finds; and what the site's rule says, with a lead.

use super::around;
use super::blocks::Page;
use super::features::Table;
use super::tags::Tag;
use crate::dom::NodeSet;

/// A set of blocks that may be the body.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Where the set comes from, for the report.
    pub(super) from: &'static str,
    /// True for every block in it.
    pub(super) kept: Vec<bool>,
    /// The F1 it can expect, 0 to 1.
    pub(super) quality: f32,
}

/// How likely a block of an article must be to stay when nothing else speaks for it. On sites not seen in training
/// ARTICLE has 0.9443 with this, 0.9438 with 0.55 and 0.9434 with 0.45.
const LIKELY_ARTICLE: f32 = 0.60;
/// How likely a block of any other page. Bodies of those are found less surely, and the less sure
/// the judge, the lower the threshold that scores best; 0.15 and 0.3 do as well as this on sites not seen
/// in training (0.667 of the pages with all their snippets right, all kinds taken together).
const LIKELY_OTHER: f32 = 0.2;
/// How likely where nothing on the page is likelier.
pub(super) const LIKELY_ALONE: f32 = 0.08;
/// How likely when the place it stands in speaks for it.
const LIKELY_INSIDE: f32 = 0.3;
/// By how much another candidate must be better than the likely blocks: the model is trained
/// for them. On sites not seen in training 0.15 to 0.25 have 0.001 more of ARTICLE than 0.1 has
/// (a short article takes its comments along) and than a lead that nothing can make up for.
const MARGIN: f32 = 0.2;
/// The lead of what the site's rule takes for the body: whoever wrote it has seen the page.
const RULED_LEAD: f32 = 1.0;
/// The F1 that this must expect to have a lead: a rule whose place holds next to nothing has rotted.
const RULED_MIN: f32 = 0.15;
/// The share of a block that must stand in the structured body.
const SHARE_MIN: f32 = 0.7;

/// How likely a block must be to stay, by the probability that its page is no article.
pub(super) fn likely_min(otherness: f32) -> f32 {
    LIKELY_ARTICLE + (LIKELY_OTHER - LIKELY_ARTICLE) * otherness
}

/// All candidates of a page, best first; `least` is what [`likely_min`] says of it.
pub(super) fn all(
    page: &Page,
    table: &Table<'_>,
    likely: &[f32],
    least: f32,
    ruled: Option<&NodeSet>,
) -> Vec<Candidate> {
    let above = |least: f32| likely.iter().map(|chance| *chance >= least).collect::<Vec<_>>();
    let inside = |of: &dyn Fn(usize) -> bool| {
        (0..likely.len()).map(|n| likely[n] >= LIKELY_INSIDE && of(n)).collect::<Vec<_>>()
    };
    let frame_of = |n: usize| &page.frames[page.blocks[n].frame as usize];
    let mut sets = vec![("blocks", above(least)), ("blocks, any", above(LIKELY_ALONE))];
    if page.quoted.article_body.is_some() {
        let stands = |n: usize| page.blocks[n].quoted[1] >= SHARE_MIN;
        sets.push(("json-ld", inside(&stands)));
    }
    if page.frames.iter().any(|frame| frame.around & around::ITEM_BODY != 0) {
        sets.push(("microdata", inside(&|n| frame_of(n).around & around::ITEM_BODY != 0)));
    }
    let articles = page.frames.iter().filter(|frame| frame.tag == Tag::Article);
    if let Some(fullest) = articles.max_by_key(|frame| table.range(frame.blocks).prose) {
        let (start, end) = fullest.blocks;
        sets.push(("article", inside(&|n| (start as usize..end as usize).contains(&n))));
    }
    let (start, end) = page.frames[table.top_frame() as usize].blocks;
    sets.push(("scored tree", inside(&|n| (start as usize..end as usize).contains(&n))));
    let mut candidates: Vec<_> = sets
        .into_iter()
        .map(|(from, kept)| Candidate { from, quality: quality(page, likely, &kept), kept })
        .collect();
    if let Some(ruled) = ruled {
        let stands = |n: usize| ruled.contains(page.texts[page.blocks[n].texts.0 as usize]);
        let kept: Vec<bool> = (0..likely.len()).map(stands).collect();
        let quality = quality(page, likely, &kept);
        let lead = if quality >= RULED_MIN { RULED_LEAD } else { 0.0 };
        candidates.push(Candidate { from: "rule", quality: quality + lead, kept });
    }
    candidates[0].quality += if candidates[0].quality > 0.0 { MARGIN } else { 0.0 };
    candidates.sort_by(|a, b| b.quality.total_cmp(&a.quality));
    candidates
}

/// The F1 a set of blocks can expect.
pub(super) fn quality(page: &Page, likely: &[f32], kept: &[bool]) -> f32 {
    let (mut taken, mut right, mut there) = (0.0, 0.0, 0.0);
    for ((block, chance), kept) in page.blocks.iter().zip(likely).zip(kept) {
        let weight = block.measure.weight as f32;
        there += weight * chance;
        if *kept {
            taken += weight;
            right += weight * chance;
        }
    }
    if taken + there > 0.0 { 2.0 * right / (taken + there) } else { 0.0 }
}
