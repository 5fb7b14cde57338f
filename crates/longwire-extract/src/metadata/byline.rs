//! Who wrote it.
//!
//! Names are believed in this order: persons in JSON-LD, meta tags, markup made
//! for machines (`itemprop`, `rel=author`), elements whose class says byline,
//! lines that open with "By" or hold 作者 or 记者. Sections, agencies, the
//! publication itself and words like "admin" are no people ([`name`] decides).

mod name;

use longwire_model::Author;
use longwire_text::cjk;

use super::Evidence;
use super::gather::{Line, Mark};
use super::json_ld::Named;
use super::title::Title;
use super::words::{self, MarkKind, letters};
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
    "mediaid",
];

/// Longest text of an element that names authors, in bytes.
const BYLINE_BYTES_MAX: usize = 300;
/// Most elements and lines looked at.
const LOOKED_AT_MAX: usize = 200;
/// Most authors returned.
const AUTHORS_MAX: usize = 30;
/// How far from the headline an unmarked byline can stand, in visible bytes.
const NEAR_TITLE_BYTES: usize = 1_500;

/// The authors, where they came from, and the nodes that named them.
#[derive(Debug, Default)]
pub(super) struct Byline {
    pub(super) authors: Vec<Author>,
    pub(super) from: String,
    pub(super) nodes: Vec<NodeId>,
}

/// Chooses the authors.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title, site_names: &[String]) -> Byline {
    let judge = name::Judge::new(evidence.facts.url, site_names, &title.trailers);
    let mut seen = visible(evidence, title, &judge);
    let nodes = seen.iter().filter(|seen| seen.mark >= 30).map(|seen| seen.node).collect();
    let stated = stated(evidence, &judge);
    let mut byline = match stated {
        Some((authors, from)) => Byline { authors, from, nodes },
        None => {
            seen.sort_by_key(|seen| std::cmp::Reverse(seen.mark));
            match seen.first().filter(|seen| seen.mark >= 20) {
                Some(best) => {
                    let (from, mark) = (best.from.to_owned(), best.mark);
                    // Several authors are several elements of one kind.
                    let mut authors: Vec<Author> = Vec::new();
                    let mut same: Vec<&Seen> =
                        seen.iter().filter(|other| other.mark == mark && other.from == from).collect();
                    same.sort_by_key(|seen| seen.node);
                    same.iter().for_each(|seen| merge(&mut authors, &seen.authors));
                    Byline { authors, from, nodes }
                }
                None => Byline { nodes, ..Byline::default() },
            }
        }
    };
    for author in &mut byline.authors {
        if author.url.is_none() {
            author.url = seen
                .iter()
                .flat_map(|seen| &seen.authors)
                .find(|other| letters(&other.name) == letters(&author.name))
                .and_then(|other| other.url.clone());
        }
    }
    if byline.authors.is_empty() {
        byline.authors = evidence
            .facts
            .hint
            .authors
            .iter()
            .filter_map(|author| {
                let name = judge.names(&author.name).into_iter().next()?;
                Some(Author { name, url: author.url.clone() })
            })
            .collect();
        byline.from = "feed".into();
    }
    byline.authors.truncate(AUTHORS_MAX);
    byline
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
        let names: Vec<Author> =
            judge.names(&named.name).into_iter().map(|name| author(named, name)).collect();
        merge(&mut authors, &names);
    }
    if !authors.is_empty() {
        return Some((authors, "json-ld".into()));
    }
    for wanted in AUTHOR_METAS {
        for meta in evidence.found.metas.iter().filter(|meta| meta.name == *wanted) {
            let names = judge.names(&words::plain(meta.content));
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
            let names = judge.names(&words::plain(written));
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
    mark: i32,
    from: &'static str,
}

fn visible(evidence: &Evidence<'_>, title: &Title, judge: &name::Judge) -> Vec<Seen> {
    let found = &evidence.found;
    let marks = found.marks.iter().filter(|mark| mark.kind == MarkKind::Author).take(LOOKED_AT_MAX);
    let mut out: Vec<Seen> = marks.filter_map(|mark| marked(evidence, mark, title, judge)).collect();
    let lines = found.lines.iter().filter(|line| words::has_name_cue(&line.text)).take(LOOKED_AT_MAX);
    out.extend(lines.filter_map(|line| from_line(evidence, line, title, judge)));
    out
}

fn marked(evidence: &Evidence<'_>, mark: &Mark, title: &Title, judge: &name::Judge) -> Option<Seen> {
    let document = evidence.document;
    let text = words::text_within(document, mark.node, BYLINE_BYTES_MAX * 2);
    if text.is_empty() || text.len() > BYLINE_BYTES_MAX {
        return None;
    }
    let links = links(evidence, mark.node, judge);
    let authors = if links.is_empty() {
        let names = judge.names_in_byline(&text);
        names.into_iter().map(|name| Author { name, url: None }).collect()
    } else {
        links
    };
    if authors.is_empty() {
        return None;
    }
    let furniture = evidence.is_furniture(mark.place, title.node);
    let near = nearness(mark.place.offset, title);
    let cue = if words::starts_with_name_cue(&text).is_some() { 10 } else { 0 };
    let mark_ = if mark.strict { 40 } else { 30 } + near + cue - if furniture { 60 } else { 0 };
    Some(Seen {
        authors,
        node: mark.node,
        mark: mark_,
        from: if mark.strict { "microdata" } else { "element" },
    })
}

/// Names that are links of their own inside a byline.
fn links(evidence: &Evidence<'_>, node: NodeId, judge: &name::Judge) -> Vec<Author> {
    let document = evidence.document;
    let own = document.is(node, &local_name!("a")).then_some(node);
    let inner = document.descendants(node).take(200).filter(|&id| document.is(id, &local_name!("a")));
    let mut out = Vec::new();
    for id in own.into_iter().chain(inner).take(20) {
        let names = judge.names(&words::text_within(document, id, BYLINE_BYTES_MAX));
        let url = document
            .attr(id, "href")
            .and_then(|href| longwire_text::link::resolve(href, Some(&evidence.base_url)));
        if let [name] = names.as_slice() {
            merge(&mut out, &[Author { name: name.clone(), url }]);
        }
    }
    out
}

fn from_line(evidence: &Evidence<'_>, line: &Line, title: &Title, judge: &name::Judge) -> Option<Seen> {
    if line.linked || evidence.is_furniture(line.place, title.node) {
        return None;
    }
    let near = nearness(line.place.offset, title);
    let names = judge.names_after_cue(&line.text);
    if names.is_empty() {
        return None;
    }
    // A name that is a link beside its cue keeps its address.
    let links = parent_links(evidence.document, line);
    let authors = names
        .into_iter()
        .map(|name| {
            let url = links
                .iter()
                .find(|(text, _)| *text == name)
                .and_then(|(_, href)| longwire_text::link::resolve(href, Some(&evidence.base_url)));
            Author { name, url }
        })
        .collect();
    let cjk_cue = line.text.chars().take(40).any(cjk::is_cjk);
    // Chinese and Japanese pages name their author behind the article as often as before it.
    let base = if near > 0 {
        20
    } else if cjk_cue && line.text.chars().count() <= 40 {
        22
    } else {
        0
    };
    (base > 0).then_some(Seen { authors, node: line.first, mark: base + near, from: "text" })
}

/// The links among a line's text nodes: text and address.
fn parent_links<'a>(document: &'a Document, line: &Line) -> Vec<(String, &'a str)> {
    [line.first, line.last]
        .iter()
        .filter_map(|&text| {
            let link = document.ancestors(text).take(3).find(|&id| document.is(id, &local_name!("a")))?;
            Some((words::text_within(document, link, 200), document.attr(link, "href")?))
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
