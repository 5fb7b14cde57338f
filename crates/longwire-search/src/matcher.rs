//! Whether one document fits a query, by looking at its whole text.
//!
//! What the index answers in microseconds, told once more without any index:
//! for tests, for a few documents while an index can not be used, and for a
//! single new article that many kept queries are asked about.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::columns::day_number;
use crate::document::Document;
use crate::mark::{Articles, Mark};
use crate::query::{Chain, Field, Query, Term, Words};
use crate::units::Units;

/// Holds documents against a query.
#[derive(Debug)]
pub struct Matcher<'a> {
    query: &'a Query,
    sources: &'a HashMap<String, HashSet<i64>>,
    marked: Option<&'a HashMap<Mark, Articles>>,
}

impl<'a> Matcher<'a> {
    /// For a query, and the sources that the names in it stand for.
    pub fn new(query: &'a Query, sources: &'a HashMap<String, HashSet<i64>>) -> Self {
        Self { query, sources, marked: None }
    }

    /// The same for a reader who did something with these articles. To nobody's matcher none is marked.
    pub fn for_reader(self, marked: &'a HashMap<Mark, Articles>) -> Self {
        Self { marked: Some(marked), ..self }
    }

    /// Whether a document fits.
    pub fn fits(&self, scanned: &Scanned<'_>) -> bool {
        self.query.clauses.iter().all(|clause| {
            let any = clause.any.iter().any(|term| self.has(scanned, term));
            any != clause.excluded
        })
    }

    fn has(&self, scanned: &Scanned<'_>, term: &Term) -> bool {
        let document = scanned.document;
        match term {
            Term::Words(words) => scanned.fields().has(words),
            Term::Source(name) => self
                .sources
                .get(name)
                .is_some_and(|wanted| document.sources.iter().any(|source| wanted.contains(source))),
            Term::Site(host) => {
                let rest = document.host.strip_suffix(host.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            Term::Language(tag) => {
                let rest = document.language.and_then(|language| language.strip_prefix(tag.as_str()));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }
            Term::Before(day) => day_number(document.day) < day_number(*day),
            Term::After(day) => day_number(document.day) >= day_number(*day),
            Term::HasImage => document.has_image,
            Term::Marked(mark) => self
                .marked
                .and_then(|marked| marked.get(mark))
                .is_some_and(|articles| articles.contains(document.article_id)),
        }
    }
}

/// A document that queries are held against, taken apart when the first of them asks for words.
#[derive(Debug)]
pub struct Scanned<'a> {
    document: &'a Document<'a>,
    fields: OnceCell<Fields>,
}

impl<'a> Scanned<'a> {
    /// Of a document.
    pub fn of(document: &'a Document<'a>) -> Self {
        Self { document, fields: OnceCell::new() }
    }

    fn fields(&self) -> &Fields {
        self.fields.get_or_init(|| Fields::of(self.document))
    }
}

/// The fields of a document as units.
#[derive(Debug)]
struct Fields {
    title: Units,
    text: Units,
    authors: Units,
    tags: Units,
}

impl Fields {
    fn of(document: &Document<'_>) -> Self {
        let mut authors = Units::default();
        document.authors.iter().for_each(|name| authors.add(name));
        let mut tags = Units::default();
        document.tags.iter().for_each(|tag| tags.add(tag));
        let mut text = Units::of(document.title);
        text.add(document.text);
        Self { title: Units::of(document.title), text, authors, tags }
    }

    fn has(&self, words: &Words) -> bool {
        let units = match words.field {
            Field::Text => &self.text,
            Field::Title => &self.title,
            Field::Author => &self.authors,
            Field::Tag => &self.tags,
        };
        words.chains.iter().all(|chain| (0..units.len()).any(|n| stands_at(chain, units, n)))
    }
}

/// Whether a chain begins with the n-th unit.
pub(crate) fn stands_at(chain: &Chain, units: &Units, n: usize) -> bool {
    let fits = |(m, (text, kind)): (usize, &(String, _))| {
        units.list().get(n + m).is_some_and(|unit| unit.kind == *kind)
            && units.text(n + m) == text
            && (m == 0 || units.touches_next(n + m - 1))
    };
    chain.units.iter().enumerate().all(fits)
}

/// Whether two names are the same but for what is not told apart: case, accents, width, script variant, marks.
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (Units::of(one), Units::of(other));
    one.len() == other.len() && one.len() > 0 && (0..one.len()).all(|n| one.text(n) == other.text(n))
}

/// Whether a name has the parts of another within, in their places.
pub fn contains(name: &str, part: &str) -> bool {
    let Some(words) = Words::of(Field::Title, part) else { return false };
    let units = Units::of(name);
    words.chains.iter().all(|chain| (0..units.len()).any(|n| stands_at(chain, &units, n)))
}
