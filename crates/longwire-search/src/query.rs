//! What a person asks for.
//!
//! [`parse`] reads any text: what is no field, date or operator is words.
//!
//! ```text
//! 俄罗斯 普京          both            "climate summit"     in a row
//! 俄罗斯 OR 乌克兰      one of them     -足球                 without
//! title:普京 author:王强 tag:财经        in the title, among the authors, in the section
//! source:tideland site:example.org lang:zh has:image
//! after:2026-01 before:2026-03-15     from that day on, before that day
//! is:unread is:starred                what the asker did with it
//! ```
//!
//! - [`Query`] is all of its [`Clause`]s; a clause is one of its [`Term`]s, or none of them.
//! - A term of several [`Chain`]s wants all of them; a chain is found where its units touch.
//! - [`Note`] is what was read otherwise than written, for the person to know.
//! - What only a reader knows is left out where nobody in particular asks: [`Query::for_nobody`].
//! - Deliberately absent: brackets.

mod date;
mod parse;

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use crate::mark::Mark;
use crate::units::{Kind, Units};

pub use parse::parse;

/// Bytes of a query that are read.
pub const QUERY_BYTES_MAX: usize = 1024;
/// Terms of a query that are read.
pub const TERMS_MAX: usize = 32;
/// Units (words, or characters of scripts without spaces) of a query that are looked for.
pub const QUERY_UNITS_MAX: usize = 96;

/// A question, as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What must all hold. None at all: every article.
    pub clauses: Vec<Clause>,
    /// What was read otherwise than written.
    pub notes: Vec<Note>,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// True where none of the terms may hold, rather than at least one.
    pub excluded: bool,
    /// The alternatives; at least one.
    pub any: Vec<Term>,
}

/// One thing looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Words or substrings in a field.
    Words(Words),
    /// Came by a source: its slug, number or part of its title.
    Source(String),
    /// Stands on a host or below it, in lower case.
    Site(String),
    /// Is in a language: a tag in canonical case, `zh` for all of `zh-…`.
    Language(String),
    /// Appeared before this day.
    Before(Date),
    /// Appeared on this day or later.
    After(Date),
    /// Has a picture.
    HasImage,
    /// The asker has, or has not, done something with it.
    Marked(Mark),
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Title and body.
    Text,
    /// The title.
    Title,
    /// The authors' names.
    Author,
    /// The section and the tags.
    Tag,
}

/// Words or substrings in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Where.
    pub field: Field,
    /// All of these; at least one.
    pub chains: Vec<Chain>,
    /// As the person wrote them, without field and quotes.
    pub written: String,
}

impl Words {
    /// The chains of a text. `None` where it holds no unit.
    pub(crate) fn of(field: Field, written: &str) -> Option<Self> {
        let units = Units::of(written);
        let mut chains: Vec<Chain> = Vec::new();
        for range in units.chains() {
            let unit = |n: usize| (units.text(n).to_owned(), units.list()[n].kind);
            let chain = Chain { units: range.map(unit).collect() };
            if !chains.contains(&chain) {
                chains.push(chain);
            }
        }
        (!chains.is_empty()).then(|| Self { field, chains, written: written.trim().to_owned() })
    }

    /// Units of all chains: words, and characters of scripts without spaces.
    pub fn unit_count(&self) -> usize {
        self.chains.iter().map(|chain| chain.units.len()).sum()
    }
}

/// Units that must touch, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub(crate) units: Vec<(String, Kind)>,
}

impl Chain {
    /// Every pair that is not two words, and every word that stands in none.
    fn parts(&self) -> Vec<Self> {
        let is_word = |n: usize| self.units.get(n).is_some_and(|(_, kind)| *kind == Kind::Word);
        let mut parts: Vec<Self> = (1..self.units.len())
            .filter(|&n| !(is_word(n - 1) && is_word(n)))
            .map(|n| Self { units: self.units[n - 1..=n].to_vec() })
            .collect();
        let alone = |n: usize| {
            is_word(n) && (n == 0 || is_word(n - 1)) && (n + 1 == self.units.len() || is_word(n + 1))
        };
        parts.extend(
            (0..self.units.len()).filter(|&n| alone(n)).map(|n| Self { units: vec![self.units[n].clone()] }),
        );
        if parts.is_empty() { vec![self.clone()] } else { parts }
    }
}

/// What was read otherwise than written. Shown beside the results.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The query was longer than [`QUERY_BYTES_MAX`], [`TERMS_MAX`] or [`QUERY_UNITS_MAX`]; its end was left out.
    Cut,
    /// No date could be read; it was looked for as words.
    NoDate(String),
    /// It asks for what a reader did, and nobody in particular asked; it was left out.
    NeedsAccount(String),
    /// Something that no article is known to have; it was looked for as words.
    Unknown(String),
    /// No source goes by this name; nothing can be found by it.
    NoSource(String),
    /// Nothing in it can be looked for: marks only.
    Nothing(String),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut => write!(
                f,
                "the query is longer than {QUERY_BYTES_MAX} bytes, {TERMS_MAX} terms or {QUERY_UNITS_MAX} words; its end was left out"
            ),
            Self::NoDate(written) => {
                write!(f, "{written} is no date such as 2026, 2026-03 or 2026-03-15; looked for as words")
            }
            Self::NeedsAccount(written) => {
                write!(f, "{written} asks for what only a reader who is signed in has done; left out")
            }
            Self::Unknown(written) => write!(f, "{written} is not known; looked for as words"),
            Self::NoSource(written) => write!(f, "no source goes by the name {written}"),
            Self::Nothing(written) => write!(f, "{written} holds nothing that can be looked for; left out"),
        }
    }
}

impl Query {
    /// Whether it asks for nothing in particular.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The marks that only a reader who is known has given, each once.
    pub fn marks(&self) -> BTreeSet<Mark> {
        let terms = self.clauses.iter().flat_map(|clause| &clause.any);
        terms.filter_map(|term| if let Term::Marked(mark) = term { Some(*mark) } else { None }).collect()
    }

    /// The same without what only a known reader can ask for, and a note for each such thing.
    pub fn for_nobody(&self) -> (Self, Vec<Note>) {
        let mut query = self.clone();
        for clause in &mut query.clauses {
            clause.any.retain(|term| !matches!(term, Term::Marked(_)));
        }
        query.clauses.retain(|clause| !clause.any.is_empty());
        let notes = self.marks().into_iter().map(|mark| Note::NeedsAccount(mark.written().to_owned()));
        (query, notes.collect())
    }

    /// The same with the parts of every chain on their own, for when nothing has
    /// them in a row: pairs of characters, and words. `None` where that is the same.
    pub fn loosened(&self) -> Option<Self> {
        let mut loose = self.clone();
        let terms =
            loose.clauses.iter_mut().filter(|clause| !clause.excluded).flat_map(|clause| &mut clause.any);
        for term in terms {
            if let Term::Words(words) = term {
                words.chains = words.chains.iter().flat_map(Chain::parts).collect();
            }
        }
        (loose != *self).then_some(loose)
    }

    /// The words that are looked for, without the excluded ones.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        self.clauses.iter().filter(|clause| !clause.excluded).flat_map(|clause| &clause.any).filter_map(
            |term| match term {
                Term::Words(words) => Some(words),
                _ => None,
            },
        )
    }
}

#[cfg(test)]
mod tests;
