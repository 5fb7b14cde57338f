//! `/search`: what is found, where in the text, and how to narrow it.
//!
//! One address, no script: everything a visitor can do is a link or the form in
//! the head of each page. Facets are links that write one more word into the query.

mod follow;

use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use longwire_model::Lang;
use longwire_search::{HITS_MAX, Note, Order, Query, excerpt, marks, parse};
use longwire_store::{SearchAnswer, SearchHit, SearchRequest};
use url::form_urlencoded;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::own_name;
use crate::fault::Fault;
use crate::headline::Headline;
use crate::page::{Page, respond};
use crate::reader::{Known, source_name};
use crate::visitor::{Visitor, parameter};
use crate::words::{Words, filled, month_in_words};

pub(crate) use follow::follow;

/// Articles on one page.
const ARTICLES_PER_PAGE: usize = 20;
/// Values of one facet that are shown.
const VALUES_MAX: usize = 12;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    page: Page<'a>,
    count: Option<String>,
    can_be_followed: bool,
    notes: Vec<String>,
    suggestions: Vec<Near>,
    orders: Option<[Choice; 2]>,
    first: usize,
    hits: Vec<Hit>,
    number: usize,
    newer: Option<String>,
    older: Option<String>,
    facets: Vec<Facet>,
}

/// An article that was found.
struct Hit {
    headline: Headline,
    title: Vec<Part>,
    excerpt: Vec<Part>,
    source: Option<(String, String)>,
}

/// A part of a text: found, or between what was found.
struct Part {
    found: bool,
    text: String,
}

/// A word that may have been meant.
struct Near {
    before: String,
    word: String,
    after: String,
    href: String,
}

/// One of several views of the same.
struct Choice {
    name: &'static str,
    href: String,
    current: bool,
}

/// What hits have in common.
struct Facet {
    name: &'static str,
    values: Vec<FacetValue>,
}

struct FacetValue {
    name: String,
    count: String,
    href: String,
}

/// What the address asks for.
struct Asked {
    written: String,
    query: Query,
    order: Order,
    /// Counted from 1.
    number: usize,
}

impl Asked {
    fn of(uri: &Uri) -> Self {
        let written = parameter(uri, "q").unwrap_or_default();
        let number = parameter(uri, "page").and_then(|number| number.parse().ok()).unwrap_or(1);
        let newest = parameter(uri, "sort").is_some_and(|sort| sort == "newest");
        Self {
            query: parse(&written),
            written: written.trim().to_owned(),
            order: if newest { Order::Newest } else { Order::Relevance },
            number: number.clamp(1, HITS_MAX / ARTICLES_PER_PAGE),
        }
    }

    /// The path of a search like this one.
    fn path(written: &str, order: Order, number: usize) -> String {
        let mut pairs = form_urlencoded::Serializer::for_suffix(String::from("/search?"), "/search?".len());
        pairs.append_pair("q", written);
        if order == Order::Newest {
            pairs.append_pair("sort", "newest");
        }
        if number > 1 {
            pairs.append_pair("page", &number.to_string());
        }
        pairs.finish()
    }

    /// The path of the same search with one more word.
    fn narrowed(&self, word: &str) -> String {
        Self::path(format!("{} {word}", self.written).trim(), self.order, 1)
    }
}

/// `GET /search?q=QUERY`, by date with `&sort=newest`, paged by `&page=2`. Any text is a query.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let asked = Asked::of(&uri);
    ask(&app, move |app| render(app, &visitor, &asked)).await
}

fn render(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Response, Fault> {
    let words = visitor.words();
    let mut page = Page::new(app, visitor, words.search);
    page.indexed = false;
    page.asked.clone_from(&asked.written);
    page.here = Asked::path(&asked.written, asked.order, asked.number);
    if asked.written.is_empty() {
        return respond(&SearchPage {
            page,
            count: None,
            can_be_followed: false,
            notes: Vec::new(),
            suggestions: Vec::new(),
            orders: None,
            first: 1,
            hits: Vec::new(),
            number: 1,
            newer: None,
            older: None,
            facets: Vec::new(),
        });
    }
    let answer = app.store.search(&SearchRequest {
        query: &asked.query,
        order: asked.order,
        skip: (asked.number - 1) * ARTICLES_PER_PAGE,
        limit: ARTICLES_PER_PAGE,
        after: None,
        facets: true,
        now: (app.config.now)(),
        audience: visitor.audience(),
        reader: visitor.signed_in.as_ref().map(|signed_in| signed_in.user_id),
    })?;
    // Only what the answer names is looked up, and it names nothing that the asker may not see.
    let known = app.names.get(&*app.store, &app.config.title)?;
    let reachable = usize::try_from(answer.total).unwrap_or(usize::MAX).min(HITS_MAX);
    let page_link = |number| visitor.link(&Asked::path(&asked.written, asked.order, number));
    respond(&SearchPage {
        page,
        count: Some(words.hit_count.of(answer.total)),
        can_be_followed: visitor.signed_in.is_some() && follow::can_be_followed(&asked.query),
        notes: notes(words, &asked.query, &answer),
        suggestions: suggestions(visitor, asked, &answer),
        orders: (answer.total > 1).then(|| orders(visitor, asked)),
        first: (asked.number - 1) * ARTICLES_PER_PAGE + 1,
        hits: answer.hits.iter().map(|hit| of_hit(app, visitor, &asked.query, hit, &known)).collect(),
        number: asked.number,
        newer: (asked.number > 1).then(|| page_link(asked.number - 1)),
        older: (asked.number * ARTICLES_PER_PAGE < reachable).then(|| page_link(asked.number + 1)),
        facets: facets(visitor, asked, &answer, &known),
    })
}

fn of_hit(app: &App, visitor: &Visitor, query: &Query, hit: &SearchHit, known: &Known) -> Hit {
    let headline = Headline::new(&hit.archived, visitor, (app.config.now)());
    let found = excerpt(&hit.archived.revision.article.text, query);
    let mut parts = parts(&found.text, &found.marks);
    let between = |text: &str| Part { found: false, text: text.to_owned() };
    if found.begins_inside {
        parts.insert(0, between("…"));
    }
    if found.ends_inside {
        parts.push(between("…"));
    }
    let source = hit.archived.source_id.and_then(|id| known.source(id));
    Hit {
        title: self::parts(&headline.title, &marks(&headline.title, query)),
        excerpt: parts,
        source: source
            .map(|source| (source_name(source), visitor.link(&format!("/sources/{}", source.slug)))),
        headline,
    }
}

/// A text in parts: found, not found, in turns.
fn parts(text: &str, marks: &[Range<usize>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |found, range: Range<usize>| {
        if !range.is_empty() {
            parts.push(Part { found, text: text[range].to_owned() });
        }
    };
    let mut end = 0;
    for mark in marks {
        push(false, end..mark.start);
        push(true, mark.clone());
        end = mark.end;
    }
    push(false, end..text.len());
    parts
}

/// What there is to say about an answer.
fn notes(words: &Words, query: &Query, answer: &SearchAnswer) -> Vec<String> {
    let mut notes: Vec<String> =
        query.notes.iter().chain(&answer.notes).map(|note| in_words(words, note)).collect();
    notes.extend(answer.loosened.then(|| words.loosened.to_owned()));
    notes.extend(answer.damage.is_some().then(|| words.index_damaged.to_owned()));
    notes
}

fn in_words(words: &Words, note: &Note) -> String {
    match note {
        Note::Cut => words.note_cut.to_owned(),
        Note::NoDate(written) => filled(words.note_no_date, written),
        Note::NeedsAccount(written) => filled(words.note_needs_account, written),
        Note::Unknown(written) => filled(words.note_unknown, written),
        Note::NoSource(written) => filled(words.note_no_source, written),
        Note::Nothing(written) => filled(words.note_nothing, written),
        other => other.to_string(),
    }
}

/// The query with each word that no article has put right.
fn suggestions(visitor: &Visitor, asked: &Asked, answer: &SearchAnswer) -> Vec<Near> {
    let (before, after) = visitor.words().did_you_mean.split_once("{}").unwrap_or_default();
    let near = |(missing, near): &(String, String)| Near {
        before: before.to_owned(),
        word: near.clone(),
        after: after.to_owned(),
        href: visitor.link(&Asked::path(&replaced(&asked.written, missing, near), asked.order, 1)),
    };
    answer.suggestions.iter().map(near).collect()
}

/// A query with one word put right, however it was written.
fn replaced(written: &str, missing: &str, near: &str) -> String {
    let right =
        |part: &str| if longwire_search::same(part, missing) { near.to_owned() } else { part.to_owned() };
    written.split(' ').map(right).collect::<Vec<_>>().join(" ")
}

fn orders(visitor: &Visitor, asked: &Asked) -> [Choice; 2] {
    let words = visitor.words();
    [(words.by_relevance, Order::Relevance), (words.by_date, Order::Newest)].map(|(name, order)| Choice {
        name,
        href: visitor.link(&Asked::path(&asked.written, order, 1)),
        current: order == asked.order,
    })
}

fn facets(visitor: &Visitor, asked: &Asked, answer: &SearchAnswer, known: &Known) -> Vec<Facet> {
    let words = visitor.words();
    let value = |name: String, count: u64, word: String| FacetValue {
        name,
        count: count.to_string(),
        href: visitor.link(&asked.narrowed(&word)),
    };
    let of_sources = answer.facets.sources.iter().filter_map(|(id, count)| {
        let source = known.source(*id)?;
        Some(value(source_name(source), *count, format!("source:{}", source.slug)))
    });
    let of_languages =
        answer.facets.languages.iter().filter_map(|(tag, count)| {
            Some(value(own_name(&Lang::parse(tag)?), *count, format!("lang:{tag}")))
        });
    let of_months = answer.facets.months.iter().map(|((year, month), count)| {
        let (next_year, next_month) = if *month == 12 { (year + 1, 1) } else { (*year, month + 1) };
        let word = format!("after:{year:04}-{month:02} before:{next_year:04}-{next_month:02}");
        value(month_in_words(words, *year, *month), *count, word)
    });
    let facets = [
        Facet { name: words.facet_sources, values: of_sources.take(VALUES_MAX).collect() },
        Facet { name: words.facet_languages, values: of_languages.take(VALUES_MAX).collect() },
        Facet { name: words.facet_months, values: of_months.take(VALUES_MAX).collect() },
    ];
    // A facet with one value narrows nothing.
    facets.into_iter().filter(|facet| facet.values.len() > 1).collect()
}

#[cfg(test)]
mod tests;
