//! Who wrote it.
//!
//! Names are believed in this order: persons in JSON-LD, meta tags, markup made
//! for machines (`itemprop`, `rel=author`), elements whose class says byline,
//! lines that open with "By" or hold 作者 or 记者. Sections and words like "admin"
//! are nobody ([`name`] decides). An agency, a newsroom or the publication itself
//! is named only where the page states it as the author and names no person.

mod editor;
mod name;

use longwire_model::Author;

use super::cue;
use super::gather::{Line, Mark};
use super::json_ld::Named;
use super::marks::MarkKind;
use super::text::{self, letters};
use super::title::Title;
use super::{Evidence, PageType};
use crate::dom::{Document, NodeId};

use html5ever::local_name;

/// Meta tags that name authors, most trusted first.
const AUTHOR_METAS: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "authors",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "cxense:author",
    "bt:author",
    "citation_author",
    "shareaholic:article_author_name",
    "article.author",
    "og:article:author",
    "og:author",
    "rnews:author",
    "creator",
    "twitter:creator:name",
    "rbauthors",
    "vr:author",
    "news:author",
    "weibo:article:author",
];

/// Longest text of an element that names authors, in bytes.
const BYLINE_BYTES_MAX: usize = 300;
/// Most elements and lines looked at.
const LOOKED_AT_MAX: usize = 200;
/// Most authors returned.
const AUTHORS_MAX: usize = 30;
/// How far apart elements can stand that name the authors of one article, in visible bytes.
const BESIDE_BYTES_MAX: usize = 400;
/// Most meta tags among the text that can name authors of one article; more are a list of references.
const BODY_METAS_MAX: usize = 4;
/// The mark from which a name surely stands beside the headline.
const BESIDE_HEADLINE: i32 = 36;
/// How far from the headline an unmarked byline can stand, in visible bytes.
const NEAR_TITLE_BYTES: usize = 1_500;

/// The authors, where they came from, and the nodes that named them.
#[derive(Debug, Default)]
pub(super) struct Byline {
    pub(super) authors: Vec<Author>,
    /// Who edited it, where the page says so.
    pub(super) editors: Vec<Author>,
    pub(super) from: String,
    pub(super) nodes: Vec<NodeId>,
}

/// Chooses the authors.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title, site_names: &[String]) -> Byline {
    let judge = name::Judge::new(evidence.facts.url, site_names, &title.trailers);
    let mut seen = visible(evidence, title, &judge);
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.mark));
    let mut nodes: Vec<NodeId> = seen.iter().filter(|seen| seen.mark >= 30).map(|seen| seen.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let (editors, line) = editor::choose(evidence, &judge);
    nodes.extend(line);
    let (mut authors, from) = stated(evidence, &judge)
        .map(|stated| by_full_name(evidence, &seen, &stated.0).unwrap_or(stated))
        .or_else(|| best_visible(&seen))
        .or_else(|| from_feed(evidence, &judge))
        .or_else(|| (!editors.is_empty()).then(|| (editors.clone(), "text".to_owned())))
        .or_else(|| organization(evidence, title, &judge))
        .unwrap_or_default();
    for author in authors.iter_mut().filter(|author| author.url.is_none()) {
        let own = letters(&author.name);
        let linked = seen
            .iter()
            .flat_map(|seen| &seen.authors)
            .find(|other| other.url.is_some() && letters(&other.name) == own);
        author.url = linked.and_then(|other| other.url.clone());
    }
    authors.truncate(AUTHORS_MAX);
    Byline { authors, editors, from, nodes }
}

/// The names the page shows beside its headline, where what it states is but the name of an account.
fn by_full_name(evidence: &Evidence<'_>, seen: &[Seen], stated: &[Author]) -> Option<(Vec<Author>, String)> {
    // In a forum the account is who wrote it.
    if evidence.structured.page_type == PageType::ForumThread {
        return None;
    }
    let is_account = |author: &Author| {
        !author.name.contains(' ')
            && author.name.is_ascii()
            && author.name.starts_with(|c: char| c.is_ascii_lowercase())
    };
    if !stated.iter().all(is_account) {
        return None;
    }
    let (shown, from) = best_visible(seen)?;
    let sure = seen
        .iter()
        .any(|seen| seen.mark >= BESIDE_HEADLINE && seen.authors.iter().any(|author| shown.contains(author)));
    (sure && shown.iter().all(|author| author.name.contains(' '))).then_some((shown, from))
}

/// The names at the best mark, and those beside them: several authors are several elements of one kind.
fn best_visible(seen: &[Seen]) -> Option<(Vec<Author>, String)> {
    let best =
        seen.iter().filter(|seen| seen.mark >= 20 && !seen.authors.is_empty()).reduce(|best, next| {
            // Of equals the first on the page.
            if next.mark > best.mark || (next.mark == best.mark && next.offset < best.offset) {
                next
            } else {
                best
            }
        })?;
    let mut beside: Vec<&Seen> = seen
        .iter()
        .filter(|other| {
            other.mark == best.mark
                && other.from == best.from
                && other.offset.abs_diff(best.offset) <= BESIDE_BYTES_MAX
        })
        .collect();
    beside.sort_by_key(|seen| seen.offset);
    let mut authors = Vec::new();
    beside.iter().for_each(|seen| merge(&mut authors, &seen.authors));
    Some((authors, best.from.to_owned()))
}

fn from_feed(evidence: &Evidence<'_>, judge: &name::Judge) -> Option<(Vec<Author>, String)> {
    let mut authors = Vec::new();
    for author in &evidence.facts.hint.authors {
        let names = judge.people(&author.name, name::Trust::Stated).into_iter();
        merge(&mut authors, &names.map(|name| Author { name, url: author.url.clone() }).collect::<Vec<_>>());
    }
    (!authors.is_empty()).then(|| (authors, "feed".to_owned()))
}

/// Who is stated as the author without being a person: an agency, a newsroom, the publication.
fn organization(
    evidence: &Evidence<'_>,
    title: &Title,
    judge: &name::Judge,
) -> Option<(Vec<Author>, String)> {
    let mut authors = Vec::new();
    for named in &evidence.structured.authors {
        let url =
            named.url.as_deref().and_then(|url| longwire_text::link::resolve(url, Some(&evidence.base_url)));
        merge(
            &mut authors,
            &judge.anybody(&named.name).map(|name| Author { name, url }).into_iter().collect::<Vec<_>>(),
        );
    }
    if !authors.is_empty() {
        return Some((authors, "json-ld".into()));
    }
    for wanted in AUTHOR_METAS {
        let metas = evidence.found.metas.iter().filter(|meta| meta.name == *wanted).take(BODY_METAS_MAX);
        if let Some(name) = metas.filter_map(|meta| judge.anybody(&text::plain(meta.content))).next() {
            return Some((vec![Author { name, url: None }], format!("meta {wanted}")));
        }
    }
    let marks = evidence.found.marks.iter().filter(|mark| mark.kind == MarkKind::Author).take(LOOKED_AT_MAX);
    marks
        .filter(|mark| {
            nearness(mark.place.offset, title) > 0 && !evidence.is_furniture(mark.place, title.node)
        })
        .find_map(|mark| judge.anybody(&text::text_within(evidence.document, mark.node, BYLINE_BYTES_MAX)))
        .map(|name| (vec![Author { name, url: None }], "element".to_owned()))
}

/// Adds authors that are not there yet.
fn merge(authors: &mut Vec<Author>, more: &[Author]) {
    for author in more {
        let own = letters(&author.name);
        if !authors.iter().any(|held| letters(&held.name) == own) {
            authors.push(author.clone());
        }
    }
}

/// What JSON-LD and meta tags say.
fn stated(evidence: &Evidence<'_>, judge: &name::Judge) -> Option<(Vec<Author>, String)> {
    let author = |named: &Named, name: String| Author {
        name,
        url: named.url.as_deref().and_then(|url| longwire_text::link::resolve(url, Some(&evidence.base_url))),
    };
    let mut authors = Vec::new();
    for named in evidence.structured.authors.iter().filter(|named| named.is_organization != Some(true)) {
        let trust =
            if named.is_organization == Some(false) { name::Trust::Person } else { name::Trust::Stated };
        let names: Vec<Author> =
            judge.people(&named.name, trust).into_iter().map(|name| author(named, name)).collect();
        merge(&mut authors, &names);
    }
    if !authors.is_empty() {
        return Some((authors, "json-ld".into()));
    }
    for wanted in AUTHOR_METAS {
        let metas: Vec<_> = evidence.found.metas.iter().filter(|meta| meta.name == *wanted).collect();
        let in_body = metas.iter().filter(|meta| meta.in_body).count();
        for meta in metas.iter().filter(|meta| !meta.in_body || in_body <= BODY_METAS_MAX) {
            let written = text::plain(meta.content);
            // Scholarly tags name one author each, family name first.
            let written = match written.split_once(", ") {
                Some((family, given)) if *wanted == "citation_author" => format!("{given} {family}"),
                _ => written,
            };
            let names = judge.people(&written, name::Trust::Stated);
            merge(
                &mut authors,
                &names.into_iter().map(|name| Author { name, url: None }).collect::<Vec<_>>(),
            );
        }
        if !authors.is_empty() {
            return Some((authors, format!("meta {wanted}")));
        }
    }
    // `twitter:label1` = Written by, `twitter:data1` = the name.
    for n in ["1", "2"] {
        let label = evidence.found.meta(&format!("twitter:label{n}")).map(str::to_lowercase);
        if label.is_some_and(|label| {
            ["written by", "by", "author", "verfasst von", "écrit par", "escrito por", "作者"]
                .contains(&label.as_str())
        }) && let Some(written) = evidence.found.meta(&format!("twitter:data{n}"))
        {
            let names = judge.people(&text::plain(written), name::Trust::Stated);
            if !names.is_empty() {
                let authors = names.into_iter().map(|name| Author { name, url: None }).collect();
                return Some((authors, "meta twitter:data".into()));
            }
        }
    }
    None
}

/// Authors named by an element or a line.
struct Seen {
    authors: Vec<Author>,
    node: NodeId,
    offset: usize,
    mark: i32,
    from: &'static str,
}

fn visible(evidence: &Evidence<'_>, title: &Title, judge: &name::Judge) -> Vec<Seen> {
    let found = &evidence.found;
    let marks = found.marks.iter().filter(|mark| mark.kind == MarkKind::Author).take(LOOKED_AT_MAX);
    let mut out: Vec<Seen> = marks.filter_map(|mark| marked(evidence, mark, title, judge)).collect();
    let mut looked_at = 0;
    for (n, line) in found.lines.iter().enumerate() {
        if looked_at < LOOKED_AT_MAX && cue::has_name_cue(&line.text) {
            looked_at += 1;
            out.extend(from_line(evidence, line, title, judge.people_after_cue(&line.text)));
        }
        // A cue alone on its line announces the next one.
        if cue::is_bare_cue(&line.text)
            && let Some(next) = found.lines.get(n + 1)
        {
            out.extend(from_line(evidence, next, title, judge.people(&next.text, name::Trust::Visible)));
        }
    }
    out
}

fn marked(evidence: &Evidence<'_>, mark: &Mark, title: &Title, judge: &name::Judge) -> Option<Seen> {
    let document = evidence.document;
    let text = text::text_within(document, mark.node, BYLINE_BYTES_MAX * 2);
    if text.is_empty() || text.len() > BYLINE_BYTES_MAX {
        return None;
    }
    let trust = if mark.strict { name::Trust::Stated } else { name::Trust::Visible };
    let links = links(evidence, mark.node, judge);
    let authors: Vec<Author> = if links.is_empty() {
        judge.people_in_byline(&text, trust).into_iter().map(|name| Author { name, url: None }).collect()
    } else {
        links
    };
    if authors.is_empty() {
        return None;
    }
    let furniture = evidence.is_furniture(mark.place, title.node);
    let near = nearness(mark.place.offset, title);
    let cue = if cue::starts_with_name_cue(&text).is_some() { 10 } else { 0 };
    let base = if mark.strict { 40 } else { 30 };
    let from = if mark.strict { "microdata" } else { "element" };
    let mark_ = base + near + cue - if furniture { 60 } else { 0 };
    Some(Seen { authors, node: mark.node, offset: mark.place.offset, mark: mark_, from })
}

/// Names that are links of their own inside a byline.
fn links(evidence: &Evidence<'_>, node: NodeId, judge: &name::Judge) -> Vec<Author> {
    let document = evidence.document;
    let own = document.is(node, &local_name!("a")).then_some(node);
    let inner = document.descendants(node).take(200).filter(|&id| document.is(id, &local_name!("a")));
    let mut out = Vec::new();
    for id in own.into_iter().chain(inner).take(20) {
        let names = judge.people(&text::text_within(document, id, BYLINE_BYTES_MAX), name::Trust::Stated);
        let url = document
            .attr(id, "href")
            .and_then(|href| longwire_text::link::resolve(href, Some(&evidence.base_url)));
        let url = url.filter(|url| !is_sharing(url));
        if let [name] = names.as_slice() {
            merge(&mut out, &[Author { name: name.clone(), url }]);
        }
    }
    out
}

/// True for addresses of other people's networks: an account there is no page about the author.
fn is_sharing(url: &longwire_model::Url) -> bool {
    url.path().contains("/share") || url.path().contains("/intent/")
}

fn from_line(evidence: &Evidence<'_>, line: &Line, title: &Title, names: Vec<String>) -> Option<Seen> {
    if names.is_empty() || evidence.is_furniture(line.place, title.node) {
        return None;
    }
    let near = nearness(line.place.offset, title);
    // A name that is a link beside its cue keeps its address.
    let links = parent_links(evidence.document, line);
    let authors = names
        .into_iter()
        .map(|name| {
            let link = links.iter().find(|(text, _)| *text == name);
            let url = link.and_then(|(_, href)| longwire_text::link::resolve(href, Some(&evidence.base_url)));
            Author { name, url }
        })
        .collect();
    let characters = line.text.chars().count();
    // Many pages name their author behind the article, in a short line of its own.
    let base = match near {
        1.. if characters <= 80 => 24,
        1.. => 20,
        _ if characters <= 40 => 22,
        _ => return None,
    };
    Some(Seen { authors, node: line.first, offset: line.place.offset, mark: base + near, from: "text" })
}

/// The links among a line's text nodes: text and address.
fn parent_links<'a>(document: &'a Document, line: &Line) -> Vec<(String, &'a str)> {
    [line.first, line.last]
        .iter()
        .filter_map(|&text| {
            let link = document.ancestors(text).take(3).find(|&id| document.is(id, &local_name!("a")))?;
            Some((text::text_within(document, link, 200), document.attr(link, "href")?))
        })
        .collect()
}

fn nearness(offset: usize, title: &Title) -> i32 {
    match title.offset {
        Some(headline) if offset >= headline && offset - headline <= NEAR_TITLE_BYTES => 12,
        Some(headline) if offset < headline && headline - offset <= 200 => 8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
