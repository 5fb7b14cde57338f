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
    /// The line that is the lead image's caption, where it stands outside a figure.
    pub caption: Option<NodeId>,
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
    /// A check for bots.
    Challenge,
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
    /// The people who edited it, where a line of the page names them: `责任编辑：王五`.
    pub editors: Vec<Author>,
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

mod byline;
mod canonical;
mod cue;
mod date;
mod gather;
mod json_ld;
mod language;
mod lead_image;
mod marks;
mod page_type;
pub(crate) mod post;
mod section;
mod site;
mod standfirst;
mod text;
mod title;
mod wall;

/// Everything there is to judge by: what is known, what was gathered, what JSON-LD says.
struct Evidence<'a> {
    document: &'a Document,
    facts: Facts<'a>,
    found: gather::Gathered<'a>,
    structured: json_ld::Structured,
    base_url: Url,
    language: Option<Lang>,
}

impl Evidence<'_> {
    /// True where a place lies in a region that is plainly not the article, other than the
    /// regions that `beside` (the headline, as a rule) lies in too.
    fn is_furniture(&self, place: gather::Place, beside: Option<NodeId>) -> bool {
        self.furniture(place, beside).is_some()
    }

    /// The innermost such region.
    fn furniture(&self, place: gather::Place, beside: Option<NodeId>) -> Option<marks::RegionKind> {
        let apart = |node: NodeId| !beside.is_some_and(|beside| self.holds(node, beside));
        // What holds most of the page is the page, whatever its class says ("has-sidebar").
        let is_page = |region: &gather::Region| {
            region.kind != marks::RegionKind::Comments
                && region.end.saturating_sub(region.start) > self.found.visible_bytes / 2
        };
        let mut regions = self.found.regions_of(place);
        regions
            .find(|region| region.kind != marks::RegionKind::Header && !is_page(region) && apart(region.node))
            .map(|region| region.kind)
    }

    /// True for a page about something that is sold or rated.
    fn is_product(&self) -> bool {
        let (structured, found) = (&self.structured, &self.found);
        structured.page_type == PageType::Product
            || ((structured.is_offer || found.offer_item)
                && !structured.published_of_article
                && !found.article_item)
            || found.body_class.is_some_and(|class| class.split(' ').any(|name| name == "single-product"))
            || self.found.meta("og:type").is_some_and(|kind| kind.contains("product"))
    }

    /// True where `outer` is `inner` or an ancestor of it.
    fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        outer == inner || self.document.ancestors(inner).any(|node| node == outer)
    }
}

/// Reads what a page says about itself.
///
/// Never fails: a page that says nothing gives an empty title and the page's own
/// address. Linear in the size of the page; of a page with more than a few
/// thousand headings, dates or names only the first ones are looked at.
pub fn read(document: &Document, facts: &Facts<'_>) -> Metadata {
    let mut defects = Vec::new();
    let found = gather::gather(document);
    let base_url = canonical::base(&found, facts.url);
    let structured = json_ld::read(&found.json_ld, facts.url, &mut defects);
    if found.json_ld_cut {
        let detail = format!("more than {} bytes of it", gather::JSON_LD_BYTES_MAX);
        defects.push(Defect { code: "page.json-ld.too-large", detail });
    }
    let declared = language::declared(&found, &structured, facts);
    let language = declared.as_ref().map(|(language, _)| language.clone());
    let evidence = Evidence { document, facts: *facts, found, structured, base_url, language };
    let mut signals = Vec::new();
    if let Some((language, from)) = &declared {
        signals.push(signal("language", *from, language.as_str()));
    }
    fields(&evidence, signals, defects)
}

/// The visible text below an element, squeezed, up to so many bytes.
pub(crate) fn squeezed_text(document: &Document, id: NodeId, bytes_max: usize) -> String {
    text::text_within(document, id, bytes_max)
}

fn signal(field: &'static str, from: impl Into<String>, value: impl Into<String>) -> Signal {
    Signal { field, from: from.into(), value: value.into() }
}

/// Weighs the evidence, field by field: titles need site names, bylines and dates need the title.
fn fields(evidence: &Evidence<'_>, mut signals: Vec<Signal>, defects: Vec<Defect>) -> Metadata {
    let named = site::names(evidence);
    let site_names: Vec<String> =
        named.iter().map(|(name, _)| name.clone()).chain(title::host_name(evidence.facts.url)).collect();
    let title = title::ruled(evidence).unwrap_or_else(|| title::choose(evidence, &site_names));
    signals.push(signal("title", title.from, &*title.text));
    let section = section::choose(evidence, &title, &site_names);
    let site_name = site::choose(evidence, &named, &title.trailers);
    let byline = byline::choose(evidence, &title, &site_names);
    let dates = date::choose(evidence, &title);
    let standfirst = standfirst::choose(evidence, &title);
    let lead_image = lead_image::choose(evidence, &title);
    let structured = &evidence.structured;
    let canonical_url =
        canonical::choose(&evidence.found, structured.url.as_deref(), evidence.facts.url, &evidence.base_url);
    for author in &byline.authors {
        signals.push(signal("authors", &*byline.from, &*author.name));
    }
    signals.extend(byline.editors.iter().map(|editor| signal("editors", "text", &*editor.name)));
    for (field, dated) in [("published_at", &dates.published), ("modified_at", &dates.modified)] {
        signals.extend(dated.iter().map(|dated| signal(field, &*dated.from, &*dated.written)));
    }
    signals.extend(section.iter().map(|(section, from)| signal("section", &**from, &**section)));
    signals.extend(site_name.iter().map(|(name, from)| signal("site_name", *from, &**name)));
    signals.extend(lead_image.iter().map(|lead| signal("lead_image", &*lead.from, lead.image.url.as_str())));
    let nodes = FieldNodes {
        title: title.node.into_iter().collect(),
        byline: byline.nodes,
        date: dates.nodes,
        section: section::nodes(evidence, &title),
        standfirst: standfirst.as_ref().map(|(_, node)| *node),
        lead_image: lead_image.as_ref().and_then(|lead| lead.node),
        caption: lead_image.as_ref().and_then(|lead| lead.caption_node),
    };
    Metadata {
        page_type: page_type::choose(evidence, &title),
        section: section.map(|(section, _)| section),
        site_name: site_name.map(|(name, _)| name),
        authors: byline.authors,
        editors: byline.editors,
        published_at: dates.published.map(|dated| dated.moment),
        modified_at: dates.modified.map(|dated| dated.moment),
        language: evidence.language.clone(),
        standfirst: standfirst.map(|(text, _)| text),
        summary: summary(evidence),
        lead_image: lead_image.map(|lead| lead.image),
        canonical_url,
        base_url: evidence.base_url.clone(),
        paywalled: structured.is_free.map(|free| !free).or_else(|| paywall_meta(evidence)),
        licence: licence(evidence),
        article_body: structured.body.clone(),
        article_body_node: evidence
            .found
            .marks
            .iter()
            .find(|mark| mark.kind == marks::MarkKind::Body)
            .map(|mark| mark.node),
        title: title.text,
        nodes,
        signals,
        defects,
    }
}

/// The page's own summary: what it says in meta tags, else in JSON-LD.
fn summary(evidence: &Evidence<'_>) -> Option<String> {
    let metas = ["og:description", "description", "twitter:description", "dc.description"]
        .iter()
        .find_map(|name| evidence.found.meta(name));
    metas.map(text::plain).or_else(|| evidence.structured.description.clone()).filter(|text| !text.is_empty())
}

fn paywall_meta(evidence: &Evidence<'_>) -> Option<bool> {
    match evidence.found.meta("article:content_tier")?.to_ascii_lowercase().as_str() {
        "free" => Some(false),
        "locked" | "metered" => Some(true),
        _ => None,
    }
}

fn licence(evidence: &Evidence<'_>) -> Option<String> {
    let link = evidence
        .found
        .links
        .iter()
        .find(|link| link.rel.split_ascii_whitespace().any(|rel| rel == "license"));
    let stated = link
        .map(|link| link.href)
        .or_else(|| evidence.found.meta("dc.rights.license"))
        .or_else(|| evidence.found.meta("dcterms.license"));
    stated
        .map(|text| {
            longwire_text::link::resolve(text, Some(&evidence.base_url))
                .map_or_else(|| text.to_owned(), String::from)
        })
        .or_else(|| evidence.structured.licence.clone())
}

#[cfg(test)]
mod tests;
