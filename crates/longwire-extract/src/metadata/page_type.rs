//! What kind of page this is, as far as it declares or plainly shows it.

use super::title::Title;
use super::{Evidence, PageType, wall};

/// The page type, most telling sign first.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> PageType {
    if let Some(wall) = wall::of(evidence, title) {
        return wall;
    }
    if evidence.structured.page_type != PageType::Unknown {
        return evidence.structured.page_type;
    }
    let declared = evidence.found.meta("og:type").unwrap_or("").to_ascii_lowercase();
    match declared.as_str() {
        "article" | "news" | "blog" | "news.article" => PageType::Article,
        kind if kind.starts_with("video") => PageType::Video,
        kind if kind.starts_with("product") || kind == "og:product" => PageType::Product,
        // Careless templates call every page a website; only a home page is one for sure.
        "website" if evidence.facts.url.path().len() <= 1 => PageType::Listing,
        _ => PageType::Unknown,
    }
}
