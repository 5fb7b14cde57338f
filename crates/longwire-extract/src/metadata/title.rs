//! The title: the headline as a reader sees it, without site name and section.
//!
//! Candidates are every `h1`, `og:title`, `<title>`, the JSON-LD headline and
//! the feed's title. Each names the same thing with different ornaments: the
//! `<title>` appends the site, `og:title` is rewritten for sharing, a page has
//! several `h1`. What several of them agree on is the title, and where they
//! agree the visible headline's spelling is taken.

use longwire_model::Url;

use super::gather::{Gathered, Heading};
use super::json_ld::Structured;
use super::text::{letters, plain, squeeze};
use super::{Evidence, site};
use crate::dom::NodeId;

/// Longest title believed, in characters.
const TITLE_CHARS_MAX: usize = 400;

/// The level of a heading that is a line without a tag.
pub(super) const LINE: u8 = 3;

/// Signs that join a title with a site name or section when blanks stand around them.
const SPACED_SEPARATORS: &[&str] = &[
    "|", "-", "–", "—", "·", "•", "»", "«", "::", ":", "/", "<", ">", "~", "｜", "丨", "―", "\\", "‹", "›",
    "●", "★",
];
/// Signs that do so without blanks, as Chinese and Japanese pages write them.
const BARE_SEPARATORS: &[char] = &['|', '_', '｜', '丨', '»', '–', '—', '|', '│', '┃', '‖'];

/// The title and where it came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) from: &'static str,
    /// The headline on the page that shows it.
    pub(super) node: Option<NodeId>,
    /// Visible bytes before that headline.
    pub(super) offset: Option<usize>,
    /// What stood behind the title in `<title>` or the feed: site name, section.
    pub(super) trailers: Vec<String>,
}

/// A title that is not a heading on the page.
struct Stated {
    from: &'static str,
    whole: String,
    /// The longest part that is no site name.
    core: String,
    trailers: Vec<String>,
    own: Compared,
}

/// A stated title as headings are compared with it: letters only.
struct Compared {
    whole: String,
    core: String,
    trailers: Vec<String>,
    core_pairs: Vec<(char, char)>,
}

/// The title that stands where the site's rule says.
pub(super) fn ruled(evidence: &Evidence<'_>) -> Option<Title> {
    let (node, written) = evidence.facts.rules.title.as_ref()?.value(evidence.document)?;
    let heading = evidence.found.headings.iter().find(|heading| heading.node == node);
    let (node, offset) = (Some(node), heading.map(|heading| heading.place.offset));
    Some(Title { text: plain(&written), from: "rule", node, offset, trailers: Vec::new() })
}

/// Chooses the title.
pub(super) fn choose(evidence: &Evidence<'_>, site_names: &[String]) -> Title {
    let stated = stated(&evidence.found, &evidence.structured, evidence, site_names);
    let headings: Vec<(&Heading, f32)> = evidence
        .found
        .headings
        .iter()
        .filter(|heading| heading.level < LINE && is_title_like(&heading.text, site_names))
        .map(|heading| (heading, mark(evidence, heading, &stated)))
        .collect();
    let best = headings.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
    if let Some((heading, score)) = best
        && score >= 1.0
    {
        return from_heading(heading, &stated);
    }
    // Old pages set their headline as a line among lines; it repeats the beginning of `<title>`.
    let lines = evidence.found.headings.iter().filter(|heading| heading.level == LINE);
    let line = lines
        .filter(|line| is_title_like(&line.text, site_names) && !evidence.is_furniture(line.place, None))
        .filter(|line| stated.iter().any(|statement| is_whole_part(&statement.whole, &line.text)))
        .reduce(|best, next| if next.text.len() > best.text.len() { next } else { best });
    // No heading agrees with what the head states: believe the head, in this order.
    let choice = stated.iter().find(|s| !s.core.is_empty());
    match (choice, line) {
        (Some(choice), Some(line)) if choice.from != "title" => Title {
            text: choice.core.clone(),
            from: choice.from,
            node: (letters(&line.text) == letters(&choice.core)).then_some(line.node),
            offset: Some(line.place.offset),
            trailers: trailers_of(&choice.core, &stated),
        },
        (_, Some(line)) => from_heading(line, &stated),
        (Some(choice), None) => Title {
            text: choice.core.clone(),
            from: choice.from,
            node: None,
            offset: None,
            trailers: trailers_of(&choice.core, &stated),
        },
        (None, None) => best.map_or_else(Title::default, |(heading, _)| from_heading(heading, &stated)),
    }
}

/// True where `part` begins `whole` and ends where a part of it ends, not in the middle of a phrase.
fn is_whole_part(whole: &str, part: &str) -> bool {
    whole.strip_prefix(part).is_some_and(|rest| {
        rest.is_empty()
            || parts(whole).iter().any(|&(_, sign, from)| {
                !sign.is_empty() && sign != ":" && from > part.len() && rest.trim_start().starts_with(sign)
            })
    })
}

fn from_heading(heading: &Heading, stated: &[Stated]) -> Title {
    Title {
        text: without_kicker(&heading.text, stated),
        from: ["h1", "h2", "line"][usize::from(heading.level.clamp(1, 3)) - 1],
        node: Some(heading.node),
        offset: Some(heading.place.offset),
        trailers: trailers_of(&heading.text, stated),
    }
}

/// The heading's text; where two statements agree that the title is only its end ("News Title
/// of the thing"), that end.
fn without_kicker(text: &str, stated: &[Stated]) -> String {
    let text = plain(text.trim_end_matches(['¶', '#', '§', ' ']));
    let own = letters(&text);
    let ends = |statement: &&Stated| {
        let core = letters(&statement.core);
        core.len() < own.len() && core.chars().count() >= 12 && own.ends_with(&core)
    };
    let mut agreeing = stated.iter().filter(ends);
    match (agreeing.next(), agreeing.next()) {
        (Some(one), Some(other)) if letters(&one.core) == letters(&other.core) => one.core.clone(),
        _ => text,
    }
}

/// What the head, the JSON-LD and the feed state, most trusted first.
fn stated(
    found: &Gathered<'_>,
    structured: &Structured,
    evidence: &Evidence<'_>,
    site_names: &[String],
) -> Vec<Stated> {
    let mut out: Vec<Stated> = Vec::new();
    let mut add = |from: &'static str, written: Option<&str>| {
        let Some(whole) =
            written.map(plain).filter(|text| !text.is_empty() && text.chars().count() <= TITLE_CHARS_MAX)
        else {
            return;
        };
        let (core, trailers) = split(&whole, site_names);
        if !site_names.iter().any(|name| letters(name) == letters(&core)) {
            let own = Compared {
                whole: letters(&whole),
                core: letters(&core),
                trailers: trailers.iter().map(|trailer| letters(trailer)).collect(),
                core_pairs: pairs(&letters(&core)),
            };
            out.push(Stated { from, whole, core, trailers, own });
        }
    };
    add("json-ld", structured.headline.as_deref());
    add("meta og:title", found.meta("og:title"));
    add("meta twitter:title", found.meta("twitter:title"));
    add(
        "meta",
        ["headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title"]
            .iter()
            .find_map(|n| found.meta(n)),
    );
    add("title", found.title_tag.as_deref());
    add("feed", evidence.facts.hint.title.as_deref());
    out
}

/// How much a heading can be the title: 1 and more where something agrees with it.
fn mark(evidence: &Evidence<'_>, heading: &Heading, stated: &[Stated]) -> f32 {
    let own = letters(&heading.text);
    let mut agreement: f32 = 0.0;
    let own_pairs = std::cell::OnceCell::new();
    for statement in stated {
        let Compared { whole, core, trailers, core_pairs } = &statement.own;
        let one = if own == *core || own == *whole {
            1.0
        } else if trailers.contains(&own) {
            // One of the parts of `Title | Section | Site`, but not its longest.
            0.7
        } else if own.chars().count() >= 8 && whole.starts_with(&own) {
            0.9
        } else if core.chars().count() >= 12 && own.contains(core) {
            0.6
        } else {
            similarity(own_pairs.get_or_init(|| pairs(&own)), core_pairs)
        };
        agreement = agreement.max(one) + if one > 0.5 { one * 0.1 } else { 0.0 };
    }
    let furniture = evidence.is_furniture(heading.place, None);
    let level = if heading.level == 1 { 0.55 } else { 0.15 };
    let lone =
        heading.level == 1 && evidence.found.headings.iter().filter(|other| other.level == 1).count() == 1;
    agreement + level + if lone { 0.2 } else { 0.0 } - if furniture { 0.7 } else { 0.0 }
}

/// The neighbouring pairs of letters of a text, sorted.
fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// Share of neighbouring pairs of letters that two texts have in common, 0 to 1, cut off below one half.
fn similarity(one: &[(char, char)], other: &[(char, char)]) -> f32 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let share = 2.0 * common as f32 / (one.len() + other.len()) as f32;
    if share >= 0.5 { share * 0.8 } else { 0.0 }
}

/// True for a heading that can be a title at all.
fn is_title_like(text: &str, site_names: &[String]) -> bool {
    let count = text.chars().count();
    if !(2..=TITLE_CHARS_MAX).contains(&count) {
        return false;
    }
    let own = letters(text);
    !own.is_empty() && !site_names.iter().any(|name| letters(name) == own)
}

/// Cuts `Title - Section | Site` into its title and what stands behind or before it.
///
/// A part is cut off where it is a known site name, or where it is the last of
/// several and short; a dash inside a title without any of that stays.
pub(super) fn split(whole: &str, site_names: &[String]) -> (String, Vec<String>) {
    let parts = parts(whole);
    let is_site = |part: &str| {
        let own = letters(part);
        !own.is_empty() && site_names.iter().any(|name| site::same_name(&own, &letters(name)))
    };
    let (mut start, mut end) = (0, parts.len());
    let mut trailers = Vec::new();
    while end > start + 1 && is_site(parts[end - 1].0) {
        end -= 1;
        trailers.push(parts[end].0.to_owned());
    }
    while start + 1 < end && is_site(parts[start].0) {
        trailers.push(parts[start].0.to_owned());
        start += 1;
    }
    // Behind the title and before the site's name stand sections: short, and joined by the same sign.
    let joined_by = if end < parts.len() { parts[end].1 } else { "" };
    while end > start + 1
        && !joined_by.is_empty()
        && parts[end - 1].1 == joined_by
        && parts[end - 1].0.chars().count() <= 20
        && parts[end - 1].0.split(' ').count() <= 3
        && parts[start].0.chars().count() > parts[end - 1].0.chars().count()
    {
        end -= 1;
        trailers.push(parts[end].0.to_owned());
    }
    // A bar joins a title with nothing but names of the site, known or not.
    if end == parts.len()
        && end > start + 1
        && matches!(parts[end - 1].1, "|" | "｜" | "丨" | "_")
        && parts[end - 1].0.chars().count() <= 60
        && parts[start].0.chars().count() >= 8
    {
        end -= 1;
        trailers.push(parts[end].0.to_owned());
    }
    let from = parts[start].2;
    let to = parts[end - 1].2 + parts[end - 1].0.len();
    (whole[from..to].trim().to_owned(), trailers)
}

/// The parts of a title: text, the separator before it, where it begins.
fn parts(whole: &str) -> Vec<(&str, &str, usize)> {
    let mut out = Vec::new();
    let (mut from, mut separator) = (0, "");
    let mut at = 0;
    while let Some(c) = whole[at..].chars().next() {
        let here = &whole[at..];
        let spaced = (at > 0 && whole[..at].ends_with(' '))
            .then(|| {
                SPACED_SEPARATORS
                    .iter()
                    .find(|sign| here.strip_prefix(**sign).is_some_and(|rest| rest.starts_with(' ')))
            })
            .flatten()
            .copied();
        let bare = BARE_SEPARATORS.contains(&c).then(|| &here[..c.len_utf8()]);
        // A hyphen without blanks joins site names to Chinese and Japanese titles only.
        let hyphen = (c == '-'
            && whole[..at].chars().next_back().is_some_and(longwire_text::cjk::is_cjk)
            && here[1..].chars().next().is_some_and(longwire_text::cjk::is_cjk))
        .then(|| &here[..1]);
        if let Some(sign) = spaced.or(bare).or(hyphen) {
            out.push((whole[from..at].trim(), separator, from + leading_blanks(&whole[from..at])));
            at += sign.len();
            (from, separator) = (at, sign);
            continue;
        }
        at += c.len_utf8();
    }
    out.push((whole[from..].trim(), separator, from + leading_blanks(&whole[from..])));
    out.retain(|part| !part.0.is_empty());
    if out.is_empty() {
        out.push((whole, "", 0));
    }
    out
}

/// What stands behind each separator of a stated title, as it may stand on the page.
pub(super) fn tails(whole: &str) -> Vec<String> {
    parts(whole).iter().skip(1).map(|&(_, _, from)| whole[from..].trim().to_owned()).collect()
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// What the statements put behind or before this title.
fn trailers_of(title: &str, stated: &[Stated]) -> Vec<String> {
    let own = letters(title);
    let mut out = Vec::new();
    for statement in stated {
        out.extend(statement.trailers.iter().cloned());
        // `Title - Column`, where a headline proves that the title ends there.
        let rest: Vec<&str> = parts(&statement.core)
            .iter()
            .map(|part| part.0)
            .filter(|part| !own.contains(&letters(part)))
            .collect();
        if letters(&statement.core).starts_with(&own) {
            out.extend(rest.iter().map(|part| squeeze(part)));
        }
    }
    out.dedup();
    out
}

/// The names by which a host calls itself: `rfi` of `www.rfi.fr`.
pub(super) fn host_name(url: &Url) -> Option<String> {
    let domain = longwire_text::zone::registrable_domain(url.host_str()?);
    domain.split('.').next().map(str::to_owned).filter(|name| name.len() > 1)
}

#[cfg(test)]
mod tests;
