//! The filters of a publication: does an article stay?
//!
//! Words and regular expressions are one engine, which takes time linear in the
//! text whatever the pattern is: no look-around, no back references. What is
//! compiled is bounded, so no pattern can take the memory away either.
//!
//! - [`Filters::compile`] reads the keep and block lists of a selection.
//! - [`Filters::pass`] asks them about one article.
//! - Deliberately absent: scopes, which the store answers by its tables, and
//!   the search of a selection, which is `longwire-search`'s.
//!
//! Spec: the syntax of crate `regex`, Unicode on.

use longwire_model::{Field, Filter, Pattern, Selection, Url};
use regex::{Regex, RegexBuilder};

use crate::url::shown;

/// Most filters of one selection, kept and blocked together.
pub const FILTERS_MAX: usize = 100;
/// Longest pattern, in characters.
pub const PATTERN_CHARS_MAX: usize = 500;
/// The size of a compiled pattern, and of what it may remember while matching, in bytes.
pub const PATTERN_BYTES_MAX: usize = 1 << 20;
/// How deep groups may nest.
const PATTERN_DEPTH_MAX: u32 = 50;

/// Why a list of filters can not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// There are too many.
    #[error(
        "{count} filters are more than the {FILTERS_MAX} of one publication; put alternatives into one, as a|b"
    )]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// A pattern is empty: it would match everything.
    #[error("a filter without a pattern would match every article; leave it out")]
    Empty,
    /// A pattern is too long.
    #[error("a pattern of {chars} characters is longer than the {PATTERN_CHARS_MAX} allowed")]
    TooLong {
        /// Its length.
        chars: usize,
    },
    /// A pattern is no regular expression of ours, or too large a one.
    #[error("{pattern:?} is no regular expression that can be used: {reason}")]
    Unreadable {
        /// The pattern.
        pattern: String,
        /// Why, on one line.
        reason: String,
    },
}

/// What filters look at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The title.
    pub title: &'a str,
    /// The names of the authors.
    pub authors: &'a [String],
    /// The plain text of the body.
    pub text: &'a str,
    /// The canonical address; looked at as it is and as people read it.
    pub url: &'a Url,
    /// The section.
    pub section: Option<&'a str>,
    /// The tags.
    pub tags: &'a [String],
}

/// Filters, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    keep: Vec<Question>,
    block: Vec<Question>,
}

#[derive(Clone, Debug)]
struct Question {
    field: Field,
    pattern: Regex,
}

impl Filters {
    /// Compiles the filters of a selection.
    ///
    /// # Errors
    ///
    /// [`FilterError`] names the pattern and the limit.
    pub fn compile(selection: &Selection) -> Result<Self, FilterError> {
        let count = selection.keep.len() + selection.block.len();
        if count > FILTERS_MAX {
            return Err(FilterError::TooMany { count });
        }
        let compile = |filters: &[Filter]| filters.iter().map(question).collect::<Result<Vec<_>, _>>();
        Ok(Self { keep: compile(&selection.keep)?, block: compile(&selection.block)? })
    }

    /// True where an article stays.
    pub fn pass(&self, subject: &Subject<'_>) -> bool {
        let holds = |question: &Question| question.holds(subject);
        (self.keep.is_empty() || self.keep.iter().any(holds)) && !self.block.iter().any(holds)
    }

    /// True where the answer depends on the text of the body, which is large and may be left out otherwise.
    pub fn read_text(&self) -> bool {
        let all = self.keep.iter().chain(&self.block);
        all.into_iter().any(|question| matches!(question.field, Field::Text | Field::Any))
    }
}

fn question(filter: &Filter) -> Result<Question, FilterError> {
    let (Pattern::Text(written) | Pattern::Regex(written)) = &filter.pattern;
    let chars = written.chars().count();
    if chars > PATTERN_CHARS_MAX {
        return Err(FilterError::TooLong { chars });
    }
    if written.trim().is_empty() {
        return Err(FilterError::Empty);
    }
    let mut builder = match &filter.pattern {
        Pattern::Text(words) => RegexBuilder::new(&regex::escape(words)),
        Pattern::Regex(expression) => RegexBuilder::new(expression),
    };
    let pattern = builder
        .case_insensitive(matches!(filter.pattern, Pattern::Text(_)))
        .size_limit(PATTERN_BYTES_MAX)
        .dfa_size_limit(PATTERN_BYTES_MAX)
        .nest_limit(PATTERN_DEPTH_MAX)
        .build()
        .map_err(|error| unreadable(written, &error))?;
    Ok(Question { field: filter.field, pattern })
}

/// The engine draws the place of a mistake on several lines; the last one says what it is.
fn unreadable(pattern: &str, error: &regex::Error) -> FilterError {
    let told = error.to_string();
    let reason = told.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
    FilterError::Unreadable { pattern: pattern.to_owned(), reason }
}

/// All fields but [`Field::Any`], the long one last.
const EVERY_FIELD: [Field; 6] =
    [Field::Title, Field::Author, Field::Section, Field::Tag, Field::Url, Field::Text];

impl Question {
    fn holds(&self, subject: &Subject<'_>) -> bool {
        match self.field {
            Field::Any => EVERY_FIELD.into_iter().any(|field| self.holds_in(field, subject)),
            field => self.holds_in(field, subject),
        }
    }

    fn holds_in(&self, field: Field, subject: &Subject<'_>) -> bool {
        let found = |text: &str| self.pattern.is_match(text);
        let any = |texts: &[String]| texts.iter().any(|text| found(text));
        match field {
            Field::Title => found(subject.title),
            Field::Author => any(subject.authors),
            Field::Text => found(subject.text),
            Field::Url => found(subject.url.as_str()) || found(&shown(subject.url)),
            Field::Section => subject.section.is_some_and(found),
            Field::Tag => any(subject.tags),
            Field::Any => false,
        }
    }
}

#[cfg(test)]
mod tests;
