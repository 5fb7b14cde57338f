//! What a page says about itself: title, authors, dates, language … each with the signal that won.
//!
//! [`read`] walks the tree once and gathers what could be evidence ([`gather`]:
//! meta tags, JSON-LD, microdata, headings, short lines with a date or a name);
//! then one function per field weighs its own evidence. A file per field, and in
//! each a list of the signals in order of trust.
//!
//! - [`Facts`] is what is known beside the page: its address, the feed's words.
//! - [`Metadata`] is the answer; [`FieldNodes`] says where on the page it stood,
//!   so that the body does not repeat it.
//!
//! Deliberately absent: the body, and everything that needs its text. The
//! language returned here is the declared one; `longwire_text::lang::detect`
//! judges it by the text once there is one.
//!
//! Specs: schema.org `Article`, Open Graph protocol, HTML Standard §4.2.5.

use longwire_model::{Author, Defect, Lang, LeadImage, Moment, Timestamp, Url};

use crate::dom::{Document, NodeId};
use crate::report::Signal;
use crate::{Hint, SiteRules};

/// What is known about a page beside the page itself.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The address that answered, after redirects.
    pub url: &'a Url,
    /// When it answered. Without it, dates relative to now are left out.
    pub captured_at: Option<Timestamp>,
    /// What the feed said.
    pub hint: &'a Hint,
    /// What we know about the site; overrules everything else.
    pub rules: &'a SiteRules,
    /// The value of the `Content-Language` header field, if any.
    pub http_language: Option<&'a str>,
}

/// Where on the page the fields stood: elements or text nodes which the body leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNodes {
    /// The headline.
    pub title: Vec<NodeId>,
    /// The lines that name the authors.
    pub byline: Vec<NodeId>,
    /// The lines that state the dates.
    pub date: Vec<NodeId>,
    /// The section or the path of sections (breadcrumbs).
    pub section: Vec<NodeId>,
    /// The standfirst. It stays in the body; the node says where it stands.
    pub standfirst: Option<NodeId>,
    /// The lead image's `<img>`, where it stands on the page.
    pub lead_image: Option<NodeId>,
}

/// What kind of page this is, as far as it declares or plainly shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageType {
    /// Nothing says.
    #[default]
    Unknown,
    /// One article.
    Article,
    /// A list of articles: home page, section, search result, tag.
    Listing,
    /// A forum thread or a question with its answers.
    ForumThread,
    /// Something for sale.
    Product,
    /// A series of pictures.
    Gallery,
    /// A video or sound recording with little text.
    Video,
    /// Many small entries, newest first, about one running event.
    LiveBlog,
    /// Asks to log in.
    LoginWall,
    /// Asks for consent.
    ConsentWall,
    /// Says that nothing is there.
    SoftNotFound,
}

/// What a page says about itself.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// Title without site name and section; empty where nothing names one.
    pub title: String,
    /// The section or column.
    pub section: Option<String>,
    /// The publication.
    pub site_name: Option<String>,
    /// The people who wrote it, in order.
    pub authors: Vec<Author>,
    /// When it appeared.
    pub published_at: Option<Moment>,
    /// When it changed.
    pub modified_at: Option<Moment>,
    /// The declared language.
    pub language: Option<Lang>,
    /// The paragraph that introduces it, trimmed; only where the page marks it as such.
    pub standfirst: Option<String>,
    /// The page's own summary (`description`), for judging the body by.
    pub summary: Option<String>,
    /// The picture that leads it.
    pub lead_image: Option<LeadImage>,
    /// Its own address: the declared one where that is believable, else the page's.
    pub canonical_url: Url,
    /// What relative links are resolved against: `<base>` where sane, else the page's address.
    pub base_url: Url,
    /// What kind of page it is.
    pub page_type: PageType,
    /// True where the page says that its text is not free (`isAccessibleForFree`), false where it says it is.
    pub paywalled: Option<bool>,
    /// Address or name of the licence it is under.
    pub licence: Option<String>,
    /// The body as JSON-LD gives it (`articleBody`), as written: plain text or markup.
    pub article_body: Option<String>,
    /// The element microdata marks as the body (`itemprop=articleBody`).
    pub article_body_node: Option<NodeId>,
    /// Where the fields stood.
    pub nodes: FieldNodes,
    /// Which signal won for each field.
    pub signals: Vec<Signal>,
    /// What was wrong and could be lived with.
    pub defects: Vec<Defect>,
}

mod canonical;
mod gather;
mod words;

/// Reads what a page says about itself.
///
/// Never fails: a page that says nothing gives an empty title and the page's own
/// address. Linear in the size of the page; of a page with more than a few
/// thousand headings, dates or names only the first ones are looked at.
pub fn read(document: &Document, facts: &Facts<'_>) -> Metadata {
    let found = gather::gather(document);
    let base_url = canonical::base(&found, facts.url);
    let canonical_url = canonical::choose(&found, None, facts.url, &base_url);
    let title =
        found.meta("og:title").map(words::squeeze).or_else(|| found.title_tag.as_deref().map(words::squeeze));
    Metadata {
        title: title.unwrap_or_default(),
        section: None,
        site_name: found.meta("og:site_name").map(words::squeeze),
        authors: Vec::new(),
        published_at: found.meta("article:published_time").and_then(|text| text.parse().ok()),
        modified_at: found.meta("article:modified_time").and_then(|text| text.parse().ok()),
        language: found.html_lang.and_then(Lang::parse),
        standfirst: None,
        summary: found.meta("og:description").map(words::squeeze),
        lead_image: None,
        canonical_url,
        base_url,
        page_type: PageType::Unknown,
        paywalled: None,
        licence: None,
        article_body: None,
        article_body_node: None,
        nodes: FieldNodes::default(),
        signals: Vec::new(),
        defects: Vec::new(),
    }
}
