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
    if is_thread(evidence) {
        return PageType::ForumThread;
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

/// Names by which programs for forums sign the pages they make, lower case.
const FORUM_PROGRAMS: &[&str] = &["vbulletin", "phpbb", "discourse", "flarum", "mybb", "simple machines"];

/// True for a thread by what it says it is, or by the signature of the program that made the page.
pub(super) fn is_thread(evidence: &Evidence<'_>) -> bool {
    let found = &evidence.found;
    let generator = found.meta("generator").unwrap_or("").to_ascii_lowercase();
    evidence.structured.page_type == PageType::ForumThread
        || found.html_template == Some("thread_view")
        || found
            .body_class
            .is_some_and(|class| class.split_ascii_whitespace().any(|name| name == "section-viewtopic"))
        || FORUM_PROGRAMS.iter().any(|program| generator.starts_with(program))
}
