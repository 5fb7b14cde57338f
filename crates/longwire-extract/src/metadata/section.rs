//! The section or column the article appeared in.
//!
//! Order of trust: `article:section`, the JSON-LD, the breadcrumbs in JSON-LD,
//! what stands behind the title where a headline proves that it is not part of it.

use super::marks::MarkKind;
use super::text::{self, letters, plain};
use super::title::Title;
use super::{Evidence, site};
use crate::dom::NodeId;

/// Longest section name, in characters.
const SECTION_CHARS_MAX: usize = 40;

/// Meta tags that name the section.
const SECTION_METAS: &[&str] = &[
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "cxenseparse:section",
    "dc.subject.section",
    "sailthru.section",
];

/// The section, and where it came from.
pub(super) fn choose(
    evidence: &Evidence<'_>,
    title: &Title,
    site_names: &[String],
) -> Option<(String, String)> {
    let fits = |name: &str| {
        let own = letters(name);
        let count = name.chars().count();
        // One letter is a mark of the template, one character of Chinese or Japanese is a word: 食, 法.
        let is_word = count >= 2 || name.starts_with(|c| c >= '\u{3400}');
        (is_word && count <= SECTION_CHARS_MAX)
            && !own.is_empty()
            && own != letters(&title.text)
            && !site_names.iter().any(|site| site::same_name(&own, &letters(site)))
    };
    for name in SECTION_METAS {
        if let Some(section) = evidence.found.meta(name).map(plain)
            && fits(&section)
        {
            return Some((section, format!("meta {name}")));
        }
    }
    if let Some(section) = evidence.structured.section.clone().filter(|section| fits(section)) {
        return Some((section, "json-ld".into()));
    }
    // The first crumb is the home page, the last may be the article itself.
    let crumbs = &evidence.structured.breadcrumbs;
    if let Some(section) = crumbs
        .iter()
        .skip(1)
        .rev()
        .find(|crumb| fits(crumb) && !letters(&title.text).starts_with(&letters(crumb)))
    {
        return Some((section.clone(), "json-ld breadcrumbs".into()));
    }
    title.trailers.iter().find(|trailer| fits(trailer)).map(|trailer| (trailer.clone(), "title".into()))
}

/// The elements near the headline that only name sections: breadcrumbs, kickers.
pub(super) fn nodes(evidence: &Evidence<'_>, title: &Title) -> Vec<NodeId> {
    let Some(headline) = title.offset else { return Vec::new() };
    evidence
        .found
        .marks
        .iter()
        .filter(|mark| {
            mark.kind == MarkKind::Section
                && mark.place.offset <= headline + 600
                && mark.place.offset + 400 >= headline
        })
        .filter(|mark| !title.node.is_some_and(|node| evidence.holds(mark.node, node)))
        .take(20)
        .filter(|mark| text::text_within(evidence.document, mark.node, 240).len() <= 120)
        .map(|mark| mark.node)
        .collect()
}

#[cfg(test)]
mod tests;
