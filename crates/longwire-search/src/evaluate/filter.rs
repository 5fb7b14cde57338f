//! Terms that are no words: what the columns tell.

use std::collections::HashSet;

use super::{Ask, Docs};
use crate::columns::{Columns, day_number};
use crate::query::Term;

/// The documents for which something holds.
pub(super) fn docs(columns: &Columns, holds: impl Fn(usize) -> bool) -> Docs {
    let mut docs = Docs::none(columns.len());
    (0..columns.len()).filter(|doc| holds(*doc as usize)).for_each(|doc| docs.insert(doc));
    docs
}

/// The documents that any of these sources announced.
pub(super) fn of_sources(columns: &Columns, wanted: &HashSet<i64>) -> Docs {
    let fitting: Vec<bool> = columns.sources.names.iter().map(|id| wanted.contains(id)).collect();
    let mut found = docs(columns, |n| fitting[columns.sources.of[n] as usize]);
    let more = columns.more_sources.iter().filter(|(_, source)| wanted.contains(source));
    more.filter(|(doc, _)| *doc < columns.len()).for_each(|(doc, _)| found.insert(*doc));
    found
}

/// Adds the documents of a term. Words are none of them.
pub(super) fn add(term: &Term, columns: &Columns, ask: &Ask, to: &mut Docs) {
    let found = match term {
        Term::Words(_) => return,
        Term::Before(day) => {
            let end = day_number(*day);
            docs(columns, |n| columns.days[n] < end)
        }
        Term::After(day) => {
            let start = day_number(*day);
            docs(columns, |n| columns.days[n] >= start)
        }
        Term::HasImage => docs(columns, |n| columns.images[n]),
        Term::Marked(mark) => {
            let Some(marked) = ask.marked.get(mark) else { return };
            docs(columns, |n| marked.contains(columns.articles[n]))
        }
        Term::Language(tag) => {
            let fits = |name: &String| {
                name == tag || name.strip_prefix(tag.as_str()).is_some_and(|rest| rest.starts_with('-'))
            };
            let fitting: Vec<bool> = columns.languages.names.iter().map(fits).collect();
            docs(columns, |n| fitting[columns.languages.of[n] as usize])
        }
        Term::Site(host) => {
            let fits = |name: &String| {
                name == host || name.strip_suffix(host.as_str()).is_some_and(|rest| rest.ends_with('.'))
            };
            let fitting: Vec<bool> = columns.hosts.names.iter().map(fits).collect();
            docs(columns, |n| fitting[columns.hosts.of[n] as usize])
        }
        Term::Source(name) => {
            let Some(wanted) = ask.sources.get(name) else { return };
            of_sources(columns, wanted)
        }
    };
    to.words.iter_mut().zip(&found.words).for_each(|(word, found)| *word |= found);
}
