//! One page, one straight line: capture to article.

use longwire_model::{Article, Author, Capture, Defect, Lang, Moment, RawHtml, Url};
use longwire_text::lang;

use crate::content;
use crate::dom::{self, CutShort, Document};
use crate::metadata::{self, Facts, Metadata};
use crate::report::{Report, Signal};
use crate::rules::SiteRules;
use crate::write::{self, Written};
use crate::{decode, feed_rival, opening, outcome, page_data, sanitize};

/// What the feed said about the entry. It breaks ties and fills gaps; it never
/// overrides what the page states about itself.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The entry's title, plain text.
    pub title: Option<String>,
    /// The entry's authors.
    pub authors: Vec<Author>,
    /// When the feed says the entry appeared.
    pub published_at: Option<Moment>,
    /// The feed's summary.
    pub summary: Option<RawHtml>,
    /// The feed's own full content.
    pub content: Option<RawHtml>,
    /// The feed's language.
    pub language: Option<Lang>,
    /// The feed's title: usually the site's name.
    pub site_name: Option<String>,
}

/// How much of a page is read, and how much of it is kept.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most bytes of a page that are decoded.
    pub page_bytes_max: usize,
    /// Limits of the tree.
    pub parse: dom::ParseLimits,
    /// Whether the report notes on every block why it stayed or went.
    pub explain: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { page_bytes_max: 50 << 20, parse: dom::ParseLimits::default(), explain: false }
    }
}

/// What a page turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds an article.
    Article,
    /// It does not; the extraction holds the best main content there is.
    NotArticle(NotArticle),
}

/// Why a page holds no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotArticle {
    /// No text to speak of.
    Empty,
    /// The bytes are not HTML or text.
    NotHtml,
    /// A list of links to articles.
    Listing,
    /// "Not found", whatever the status says.
    SoftNotFound,
    /// Only for those who are logged in.
    LoginWall,
    /// Only for those who consent first.
    ConsentWall,
    /// A bot check.
    Challenge,
}

impl NotArticle {
    /// The reason in plain English words, for people and for `outcome_reason`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Empty => "the page holds no text",
            Self::NotHtml => "the bytes are neither HTML nor text",
            Self::Listing => "the page lists articles but holds none",
            Self::SoftNotFound => "the page says that nothing is there",
            Self::LoginWall => "the page asks to log in first",
            Self::ConsentWall => "the page asks for consent first",
            Self::Challenge => "the page is a check for bots",
        }
    }
}

/// What one page gave.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// What the page is.
    pub outcome: Outcome,
    /// The article, or the best main content there is.
    pub article: Article,
    /// Which signal won for each field, which blocks stayed and went.
    pub report: Report,
    /// The next part of an article in several parts.
    pub next_page: Option<Url>,
    /// What was wrong and could be lived with.
    pub defects: Vec<Defect>,
}

/// Extracts the article from one captured page.
///
/// Relative links are resolved against `<base>`, else `capture.final_url`.
/// `hint` is what the feed said; `rules` is what we know about the site, and
/// overrules everything else.
///
/// Never fails: [`Outcome::NotArticle`] says why a page holds none, and the
/// report says which signal won for each field. Beyond `limits` the rest of the
/// page is ignored, with a defect. Time is linear in the size of the page.
///
/// Specs: HTML Standard §13.2 (parsing); schema.org `Article` for JSON-LD.
pub fn article(capture: &Capture, hint: &Hint, rules: &SiteRules, limits: &Limits) -> Extraction {
    let decoded = decode::capture(capture, limits.page_bytes_max);
    let document = dom::page(&decoded.text, &limits.parse);
    let facts = Facts {
        url: &capture.final_url,
        captured_at: capture.captured_at,
        hint,
        rules,
        http_language: capture.headers.get("content-language"),
    };
    let mut metadata = metadata::read(&document, &facts);
    let summary = hint.summary.as_ref().map(|summary| plain(summary, limits));
    let ruled = rules.body_nodes(&document);
    let evidence =
        content::Evidence { ruled: ruled.as_ref(), ..content::Evidence::of(&metadata, summary.as_deref()) };
    let mut choice = content::choose(&document, &evidence, limits.explain);
    choice.body.leave_out(&document, &metadata.nodes);
    for node in rules.dropped(&document) {
        choice.body.dropped.insert(node);
    }
    let next_page = rules
        .next_page(&document, &metadata.base_url)
        .or_else(|| content::next_page(&document, &capture.final_url, &metadata.base_url));
    let mut written = write::article(&document, &choice.body, &metadata.base_url);
    let mut outcome = outcome::of(decoded.is_text, &metadata, &written);
    let mut signals = std::mem::take(&mut metadata.signals);
    // A first part of several is short too.
    let rival = hint.content.as_ref().filter(|_| next_page.is_none());
    if matches!(outcome, Outcome::Article | Outcome::NotArticle(NotArticle::Empty))
        && let Some((better, signal)) = better(&written, &document, &metadata, rival, limits)
    {
        (written, outcome) = (better, Outcome::Article);
        choice.candidates.insert(0, (signal.from.clone(), 1.0));
        signals.push(signal);
    }
    let report = Report {
        encoding: decoded.encoding.to_owned(),
        encoding_from: decoded.from,
        signals,
        candidates: choice.candidates,
        blocks: choice.blocks,
    };
    let mut defects = decoded.defects;
    defects.extend(document.cut_short().map(cut_short_defect));
    defects.extend(choice.cut_short.then(too_many_blocks));
    defects.extend(metadata.defects);
    let language = lang::detect(&written.text, metadata.language.as_ref());
    let article = Article {
        url: metadata.canonical_url,
        title: metadata.title,
        section: metadata.section,
        site_name: metadata.site_name,
        authors: metadata.authors,
        editors: metadata.editors,
        published_at: metadata.published_at,
        modified_at: metadata.modified_at,
        language,
        standfirst: metadata.standfirst.or_else(|| opening::standfirst(&written)),
        lead_image: metadata.lead_image.or_else(|| opening::lead_image(&written)),
        html: written.html,
        text: written.text,
        images: written.images,
        word_count: written.word_count,
    };
    Extraction { outcome, article, report, next_page, defects }
}

/// A text that says more than the page shows: what its scripts are given, or what the feed carries.
fn better(
    page: &Written,
    document: &Document,
    metadata: &Metadata,
    content: Option<&RawHtml>,
    limits: &Limits,
) -> Option<(Written, Signal)> {
    let data = page_data::better(page, document, metadata, &limits.parse);
    let shown = data.as_ref().unwrap_or(page);
    match feed_rival::better(shown, content, &metadata.base_url, &limits.parse) {
        Some(feed) => Some((feed, feed_rival::signal())),
        None => Some((data?, page_data::signal())),
    }
}

fn too_many_blocks() -> Defect {
    Defect { code: "page.blocks", detail: "the page holds more blocks of text than are read".to_owned() }
}

fn cut_short_defect(why: CutShort) -> Defect {
    let (code, detail) = match why {
        CutShort::TooManyNodes => ("page.nodes", "the page holds more nodes than are read"),
        CutShort::TooDeep => ("page.depth", "the page is nested deeper than is read"),
    };
    Defect { code, detail: detail.to_owned() }
}

/// What the feed wrote, as plain text.
fn plain(html: &RawHtml, limits: &Limits) -> String {
    write::text(&sanitize::fragment(&html.0, None, &limits.parse))
}
