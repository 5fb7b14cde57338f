//! Pages that stand where an article should: bot checks, consent and login walls, "not found".
//!
//! They answer with status 200 as often as not, so the page itself must tell. Each is believed only
//! where there is hardly any prose beside it: articles speak of captchas and of missing pages too,
//! and sites hang cookie notes and login boxes on every page.
//!
//! - A bot check is known by the traces of its maker, or by what it says.
//! - A consent wall is all in the container of a consent tool, or on a host for nothing else.
//! - A login wall has a password field and a headline that says so.
//! - "Not found" stands in the title, in the headline, or is nearly all there is.
//!
//! Deliberately absent: paywalls. What they show is a piece of the article.

mod words;

use html5ever::local_name;

use super::text;
use super::title::Title;
use super::{Evidence, PageType};
use crate::dom::{Document, NodeId};

/// Most visible bytes of a page that can be a wall and nothing else.
const PAGE_BYTES_MAX: usize = 12_000;
/// Most visible bytes outside links beside a wall that declares itself.
const BESIDE_BYTES_MAX: usize = 3_000;
/// Most such bytes of a page whose text alone says what it is.
const BARE_BYTES_MAX: usize = 900;
/// Most visible bytes outside the container of a consent tool.
const OUTSIDE_BYTES_MAX: usize = 400;
/// Fewest bytes in such a container: an empty one waits on every page.
const CONSENT_BYTES_MIN: usize = 120;
/// Most bytes of scripts that are searched for traces.
const SCRIPT_BYTES_MAX: usize = 200_000;
/// Longest headline that says nothing but that one should log in, in characters.
const LOGIN_CHARS_MAX: usize = 60;

/// The kind of wall this page is, if it is one.
pub(super) fn of(evidence: &Evidence<'_>, title: &Title) -> Option<PageType> {
    let found = &evidence.found;
    let prose = found.visible_bytes.saturating_sub(found.linked_bytes);
    let headline = headline(evidence, title);
    if words::is_not_found(&title.text.to_lowercase()) {
        return Some(PageType::SoftNotFound);
    }
    if is_consent_host(evidence) {
        return Some(PageType::ConsentWall);
    }
    if found.visible_bytes > PAGE_BYTES_MAX || prose > BESIDE_BYTES_MAX {
        return None;
    }
    let traces = Traces::of(evidence.document);
    if traces.challenge {
        return Some(PageType::Challenge);
    }
    if evidence.structured.published_of_article || evidence.structured.body.is_some() {
        return None;
    }
    if traces.consent_bytes >= CONSENT_BYTES_MIN
        && found.visible_bytes.saturating_sub(traces.consent_bytes) <= OUTSIDE_BYTES_MAX
    {
        return Some(PageType::ConsentWall);
    }
    if headline.iter().any(|line| words::begins_not_found(line)) {
        return Some(PageType::SoftNotFound);
    }
    if headline.iter().any(|line| words::is_challenge(line)) {
        return Some(PageType::Challenge);
    }
    let mut short = headline.iter().filter(|line| line.chars().count() <= LOGIN_CHARS_MAX);
    let says_login = match found.password_fields {
        0 => prose <= BARE_BYTES_MAX && short.any(|line| words::is_login(line)),
        _ => short.any(|line| words::begins_login(line)),
    };
    if says_login {
        return Some(PageType::LoginWall);
    }
    if prose > BARE_BYTES_MAX {
        return None;
    }
    bare(evidence.document, found.password_fields > 0 || traces.captcha)
}

/// What a page of a few lines says it is.
fn bare(document: &Document, asks: bool) -> Option<PageType> {
    let said = text::text_within(document, NodeId::ROOT, PAGE_BYTES_MAX).to_lowercase();
    if words::is_challenge(&said) {
        Some(PageType::Challenge)
    } else if words::says_not_found(&said) {
        Some(PageType::SoftNotFound)
    } else {
        (asks && words::says_login(&said)).then_some(PageType::LoginWall)
    }
}

/// The title and the first headings, lower case.
fn headline(evidence: &Evidence<'_>, title: &Title) -> Vec<String> {
    let headings = evidence.found.headings.iter().take(3).map(|heading| heading.text.to_lowercase());
    let tag = evidence.found.title_tag.iter().map(|tag| text::squeeze(tag).to_lowercase());
    std::iter::once(title.text.to_lowercase()).chain(tag).chain(headings).collect()
}

/// Hosts and forms that do nothing but ask for consent.
fn is_consent_host(evidence: &Evidence<'_>) -> bool {
    let host = evidence.facts.url.host_str().unwrap_or("");
    ["consent.", "guce.", "myprivacy."].iter().any(|start| host.starts_with(start))
}

/// What scripts and elements give away.
#[derive(Debug, Default)]
struct Traces {
    /// The page of a maker of bot checks.
    challenge: bool,
    /// A field of a captcha, which forms have too.
    captcha: bool,
    /// Visible bytes in the containers of consent tools.
    consent_bytes: usize,
}

impl Traces {
    fn of(document: &Document) -> Self {
        let mut traces = Self::default();
        let mut script_bytes = 0;
        let mut consent: Vec<NodeId> = Vec::new();
        for id in document.descendants(NodeId::ROOT) {
            let Some(name) = document.element(id) else { continue };
            for (attribute, value) in document.attrs(id) {
                match &**attribute {
                    "id" | "class" => {
                        traces.challenge |= value.split_ascii_whitespace().any(words::is_challenge_name);
                        traces.captcha |= value.split_ascii_whitespace().any(words::is_captcha_name);
                        if words::is_consent_name(value)
                            && !consent.iter().any(|&outer| document.ancestors(id).any(|node| node == outer))
                        {
                            consent.push(id);
                        }
                    }
                    "src" | "action" => traces.challenge |= words::is_challenge_address(value),
                    _ => {}
                }
            }
            if *name == local_name!("script") && script_bytes < SCRIPT_BYTES_MAX {
                for script in document.children(id).filter_map(|child| document.text(child)) {
                    script_bytes += script.len();
                    traces.challenge |= words::is_challenge_script(script);
                }
            }
        }
        let within = |&id: &NodeId| text::text_within(document, id, PAGE_BYTES_MAX).len();
        traces.consent_bytes = consent.iter().take(10).map(within).sum();
        traces
    }
}

#[cfg(test)]
mod tests;
