//! What the names of sources and their tags in a query stand for.

use longwire_search::{Field, Note, Query, Term, same};
use rusqlite::Connection;

use super::super::fault::Fault;
use super::super::row::{many, names};
use super::read::SourceNames;
use crate::Audience;

/// What a person may call a source by.
struct Named {
    id: i64,
    slug: String,
    title: String,
    tags: Vec<String>,
}

const NAMED: &str = "SELECT id, slug, title, tags FROM source WHERE private <= ?1";

/// Whether the answer depends on how sources are called and which tags the owner gave them.
pub(in super::super) fn asks_sources(query: &Query) -> bool {
    query.clauses.iter().flat_map(|clause| &clause.any).any(|term| match term {
        Term::Source(_) => true,
        Term::Words(words) => words.field == Field::Tag,
        _ => false,
    })
}

/// The query, for whoever may see the answer, with the owner's tags of sources as alternatives to those of articles, what
/// the names of sources stand for, and notes about names that stand for nothing.
pub(in super::super) fn resolve(
    tx: &Connection,
    query: &Query,
    audience: Audience,
) -> Result<(Query, SourceNames, Vec<Note>), Fault> {
    let mut query = query.clone();
    let (mut sources, mut notes) = (SourceNames::new(), Vec::new());
    if !asks_sources(&query) {
        return Ok((query, sources, notes));
    }
    let named = many(tx, NAMED, [audience == Audience::Owner], |row| {
        Ok(Named {
            id: row.get("id")?,
            slug: row.get("slug")?,
            title: row.get("title")?,
            tags: names(row, "tags")?,
        })
    })?;
    for clause in &mut query.clauses {
        let mut further = Vec::new();
        for term in &clause.any {
            match term {
                Term::Source(name) => {
                    let ids: std::collections::HashSet<i64> = meant(&named, name).into_iter().collect();
                    if ids.is_empty() {
                        notes.push(Note::NoSource(name.clone()));
                    }
                    sources.insert(name.clone(), ids);
                }
                Term::Words(words) if words.field == Field::Tag => {
                    let tagged =
                        named.iter().filter(|source| source.tags.iter().any(|tag| same(tag, &words.written)));
                    let ids: std::collections::HashSet<i64> = tagged.map(|source| source.id).collect();
                    if !ids.is_empty() {
                        let name = format!("tag:{}", words.written);
                        further.push(Term::Source(name.clone()));
                        sources.insert(name, ids);
                    }
                }
                _ => {}
            }
        }
        clause.any.extend(further);
    }
    Ok((query, sources, notes))
}

/// The sources of a name: that with the slug or number, else those with the title, else
/// those with a part of it.
fn meant(named: &[Named], name: &str) -> Vec<i64> {
    let by = |fits: &dyn Fn(&Named) -> bool| -> Vec<i64> {
        named.iter().filter(|source| fits(source)).map(|source| source.id).collect()
    };
    let exact = by(&|source| source.slug == name || source.id.to_string() == name);
    let titled = || by(&|source| same(&source.title, name));
    let partly = || by(&|source| longwire_search::contains(&source.title, name));
    [exact]
        .into_iter()
        .chain(std::iter::once_with(titled))
        .chain(std::iter::once_with(partly))
        .find(|ids| !ids.is_empty())
        .unwrap_or_default()
}
