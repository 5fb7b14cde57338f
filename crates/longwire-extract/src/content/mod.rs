//! Which parts of a page are the body of its article.
//!
//! A page's text falls into blocks; the body is a *set* of blocks, not one
//! container, because bodies are split over siblings and containers hold
//! furniture. What comes out is a [`Body`]: subtrees that stay, and the nodes
//! inside them that went. How they are written down is `write`'s matter.

mod around;
mod beside;
mod blocks;
mod candidate;
mod caption;
mod context;
mod explain;
pub mod features;
mod following;
mod forest;
mod heading;
mod keep;
mod kin;
mod learned;
mod line;
mod measure;
mod model;
mod names;
mod once;
mod overlap;
mod pager;
mod post;
mod sequence;
pub mod survey;
#[rustfmt::skip]
mod tables;
mod tags;
mod teaser;
mod thread;
mod wording;

use longwire_model::Url;

use crate::dom::{Document, NodeId, NodeSet, ParseLimits};
use crate::metadata::{FieldNodes, Metadata, PageType};
use crate::report::BlockNote;
use crate::{sanitize, write};
use features::Table;
use overlap::{Quoted, Runs};

/// What is known of an article before its body is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// The page's own short description.
    pub description: Option<&'a str>,
    /// The body as JSON-LD or another structured source gives it, plain text.
    pub article_body: Option<&'a str>,
    /// Where the title, byline, dates, section and standfirst stand.
    pub nodes: Option<&'a FieldNodes>,
    /// What kind of page it says it is.
    pub page_type: PageType,
    /// True where it says that its text is not free: what it does not show is not shown here.
    pub paywalled: bool,
    /// The nodes that the site's rule takes for the body.
    pub ruled: Option<&'a NodeSet>,
}

impl<'a> Evidence<'a> {
    /// What a page says about itself, as far as the body is concerned; `summary` is
    /// what the feed says, for pages without a description.
    pub fn of(metadata: &'a Metadata, summary: Option<&'a str>) -> Self {
        Self {
            title: Some(metadata.title.as_str()),
            description: metadata.summary.as_deref().or(summary),
            article_body: metadata.article_body.as_deref(),
            nodes: Some(&metadata.nodes),
            page_type: metadata.page_type,
            paywalled: metadata.paywalled == Some(true),
            ruled: None,
        }
    }

    /// What the page says of its text elsewhere. A structured body of a few words is none.
    fn quoted(&self) -> Quoted {
        Quoted {
            description: self.description.map(Runs::of),
            article_body: self.article_body.map(Runs::of).filter(|runs| runs.words >= 30),
        }
    }
}

/// The chosen body of an article, as nodes of its page's document.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The subtrees that hold the body: disjoint, in document order. A root may
    /// be a text node or an inline element.
    pub roots: Vec<NodeId>,
    /// Nodes inside the roots that are left out with all that is below them:
    /// furniture, and the title, byline and date that became fields.
    pub dropped: NodeSet,
    /// Captions inside the roots that say nothing without what their figure shows: they go
    /// where it is not written.
    pub captions: NodeSet,
    /// Paragraphs of plain text that the page holds outside its tree (JSON-LD
    /// `articleBody` of a page that only scripts would fill). Where there are
    /// any, `roots` is empty and they are the whole body.
    pub paragraphs: Vec<String>,
}

impl Body {
    /// All that a document holds.
    pub fn whole() -> Self {
        Self { roots: vec![NodeId::ROOT], ..Self::default() }
    }

    /// True where there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty() && self.paragraphs.is_empty()
    }

    /// Leaves out the lines that became fields: headline, byline, date, section and
    /// the lead image's caption.
    pub fn leave_out(&mut self, document: &Document, fields: &FieldNodes) {
        let lines = [&fields.title, &fields.byline, &fields.date, &fields.section];
        for &node in lines.into_iter().flatten().chain(&fields.caption) {
            if line::is_one(document, node) {
                self.dropped.insert(node);
            }
        }
    }
}

/// A chosen body, and why it was chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The body.
    pub body: Body,
    /// The F1 the body can expect by the model's own judgement, 0 to 1.
    pub quality: f32,
    /// The candidates and their quality, best first.
    pub candidates: Vec<(String, f32)>,
    /// Every block looked at; filled only when asked for.
    pub blocks: Vec<BlockNote>,
    /// True where the page had more blocks than are looked at.
    pub cut_short: bool,
}

/// A structured body of this many times the words of the chosen blocks stands for
/// a page that only scripts would fill.
const UNFILLED_TIMES: u32 = 3;

/// Chooses the body of a page. `explain` asks for notes on every block.
///
/// Never fails: a page without any text gives an empty body. Linear in the size
/// of the page; of more than 50,000 blocks the rest is left out.
pub fn choose(document: &Document, evidence: &Evidence<'_>, explain: bool) -> Choice {
    let page = blocks::cut(document, NodeId::ROOT, evidence.quoted());
    let table = Table::new(document, &page, evidence);
    let mut likely = model::judge(&page, &table);
    kin::settle(&page, &mut likely);
    let least = candidate::likely_min(model::otherness(&page, &table));
    if table.is_thread() {
        thread::complete(&page, &mut likely, least);
    }
    // What became a field is not said twice, and a line that leads elsewhere is no part of this,
    // whatever the model has learned from others.
    for (n, chance) in likely.iter_mut().enumerate() {
        let may_stay = *chance >= candidate::LIKELY_ALONE;
        if *chance > 0.0 && (table.is_field(n) || (may_stay && is_teaser(document, &page, n))) {
            *chance = 0.0;
        }
    }
    post::complete(&page, &mut likely, least);
    caption::set_aside(&page, &mut likely, least);
    let candidates = candidate::all(&page, &table, &likely, least, evidence.ruled);
    let names = candidates.iter().map(|candidate| (candidate.from.to_owned(), candidate.quality)).collect();
    let Some(mut best) = candidates.into_iter().next() else { return Choice::default() };
    let headline = table.title_block().filter(|_| !table.is_thread());
    let unset = [
        ("belongs to another article, below this one", following::unset(&page, headline, &mut best.kept)),
        ("is there already, further up", once::unset_copies(&page, &mut best.kept)),
        ("is a heading with nothing below it", heading::unset_last(&page, &mut best.kept)),
    ];
    let blocks = if explain {
        explain::notes(document, &page, &table, &likely, &best.kept, &unset)
    } else {
        Vec::new()
    };
    let words: u32 =
        page.blocks.iter().zip(&best.kept).filter(|(_, kept)| **kept).map(|(b, _)| b.measure.tokens).sum();
    let unfilled = !evidence.paywalled
        && page.quoted.article_body.as_ref().is_some_and(|body| body.words > words * UNFILLED_TIMES);
    let body = match evidence.article_body {
        Some(text) if unfilled => Body { paragraphs: paragraphs(text), ..Body::default() },
        _ => keep::body(document, &page, &best.kept),
    };
    Choice { body, quality: best.quality, candidates: names, blocks, cut_short: page.cut_short }
}

/// Longest teaser, in weight: looked at only below it.
const TEASER_WEIGHT_MAX: u32 = 640;

fn is_teaser(document: &Document, page: &blocks::Page, n: usize) -> bool {
    let block = &page.blocks[n];
    let weight = block.measure.weight.max(1);
    weight <= TEASER_WEIGHT_MAX
        && teaser::is_one(&page.text(document, n), block.link_weight as f32 / weight as f32)
}

/// The next part of an article in several parts, if the page says it is one.
pub fn next_page(document: &Document, page: &Url, base: &Url) -> Option<Url> {
    pager::next(document, page, base)
}

/// A structured body as paragraphs of plain text, whether it was written as text or markup.
fn paragraphs(text: &str) -> Vec<String> {
    let plain = if text.contains("</") {
        write::text(&sanitize::fragment(text, None, &ParseLimits::default()))
    } else {
        text.to_owned()
    };
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
