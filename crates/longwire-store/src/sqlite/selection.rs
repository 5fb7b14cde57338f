//! What belongs to a publication: as a column, and as a question about an article.

use longwire_model::{Field, Filter, Lang, Pattern, Scope, Selection, SourceId};
use longwire_search::{Field as Place, Matcher, Query, Scanned, Term, parse};
use longwire_text::filter::Filters;
use longwire_text::tag;
use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use super::fault::Fault;
use super::place::Candidate;
use super::row::{self, unreadable};
use super::search::{SourceNames, asks_sources, resolve};
use crate::Audience;

/// A selection as a column: `{"scopes": [["tag", "港口"], …], "keep": [["title", "text", "罢工"], …],
/// "block": …, "search": "俄罗斯 -足球"}`.
pub(super) fn json(selection: &Selection) -> String {
    let scopes: Vec<Value> = selection.scopes.iter().map(scope_json).collect();
    let filters = |list: &[Filter]| list.iter().map(filter_json).collect::<Vec<_>>();
    let (keep, block) = (filters(&selection.keep), filters(&selection.block));
    json!({ "scopes": scopes, "keep": keep, "block": block, "search": selection.search }).to_string()
}

fn scope_json(scope: &Scope) -> Value {
    match scope {
        Scope::All => json!(["all"]),
        Scope::Source(id) => json!(["source", id.0]),
        Scope::Folder(name) => json!(["folder", name]),
        Scope::Tag(name) => json!(["tag", name]),
        Scope::Language(lang) => json!(["language", lang.as_str()]),
    }
}

fn filter_json(filter: &Filter) -> Value {
    let field = FIELDS.iter().find(|(_, field)| *field == filter.field).map_or("any", |(name, _)| name);
    match &filter.pattern {
        Pattern::Text(words) => json!([field, "text", words]),
        Pattern::Regex(expression) => json!([field, "regex", expression]),
    }
}

/// The fields by their names in the column.
const FIELDS: [(&str, Field); 7] = [
    ("any", Field::Any),
    ("title", Field::Title),
    ("author", Field::Author),
    ("text", Field::Text),
    ("url", Field::Url),
    ("section", Field::Section),
    ("tag", Field::Tag),
];

/// Reads a selection's column.
pub(super) fn read(row: &Row<'_>, column: &str) -> Result<Selection, Fault> {
    let value = row::json(&row.get::<_, String>(column)?)?;
    let list = |key: &str| value[key].as_array().map_or(&[][..], Vec::as_slice);
    Ok(Selection {
        scopes: list("scopes").iter().map(scope).collect::<Result<_, _>>()?,
        keep: list("keep").iter().map(filter).collect::<Result<_, _>>()?,
        block: list("block").iter().map(filter).collect::<Result<_, _>>()?,
        search: value["search"].as_str().map(str::to_owned),
    })
}

fn filter(value: &Value) -> Result<Filter, Fault> {
    let field = FIELDS.iter().find(|(name, _)| value[0].as_str() == Some(name)).map(|(_, field)| *field);
    let pattern = match (value[1].as_str(), value[2].as_str()) {
        (Some("text"), Some(words)) => Some(Pattern::Text(words.to_owned())),
        (Some("regex"), Some(expression)) => Some(Pattern::Regex(expression.to_owned())),
        _ => None,
    };
    field.zip(pattern).map(|(field, pattern)| Filter { field, pattern }).ok_or_else(|| unreadable(value))
}

fn scope(value: &Value) -> Result<Scope, Fault> {
    let name = || value[1].as_str().map(str::to_owned);
    let scope = match value[0].as_str() {
        Some("all") => Some(Scope::All),
        Some("source") => value[1].as_i64().map(|id| Scope::Source(SourceId(id))),
        Some("folder") => name().map(Scope::Folder),
        Some("tag") => name().map(Scope::Tag),
        Some("language") => value[1].as_str().and_then(Lang::parse).map(Scope::Language),
        _ => None,
    };
    scope.ok_or_else(|| unreadable(value))
}

/// What selections look at of an article beside the columns that are always read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reads {
    /// The text of the body.
    pub(super) text: bool,
    /// The article as the search index takes it.
    pub(super) indexed: bool,
}

/// A selection with its filters compiled and its search understood.
pub(super) struct Selecting {
    scopes: Vec<Scope>,
    filters: Filters,
    search: Option<(Query, SourceNames)>,
    /// True where its publication is private, behind a key.
    keyed: bool,
}

impl Selecting {
    /// Compiles a selection that was kept; `keyed` where its publication has a key.
    pub(super) fn of(tx: &Connection, selection: Selection, keyed: bool) -> Result<Self, Fault> {
        let filters = Filters::compile(&selection).map_err(|error| Fault::Unreadable(error.to_string()))?;
        let search = match selection.search {
            Some(written) => {
                // What is published is the same for every reader.
                let (query, _) = parse(&written).for_nobody();
                let (query, sources, _) =
                    resolve(tx, &query, if keyed { Audience::Owner } else { Audience::Everybody })?;
                Some((query, sources))
            }
            None => None,
        };
        Ok(Self { scopes: selection.scopes, filters, search, keyed })
    }

    /// True where an article belongs to it; `scanned` is the same article as the search takes it.
    pub(super) fn takes(&self, candidate: &Candidate, scanned: Option<&Scanned<'_>>) -> bool {
        let finds = |(query, sources): &(Query, SourceNames)| {
            scanned.is_some_and(|scanned| Matcher::new(query, sources).fits(scanned))
        };
        self.may_hold(candidate)
            && self.scopes.iter().any(|scope| is_within(scope, candidate))
            && self.filters.pass(&candidate.subject())
            && self.search.as_ref().is_none_or(finds)
    }

    /// What is private stands only where there is a key, and where its sources are named.
    fn may_hold(&self, candidate: &Candidate) -> bool {
        candidate.private.iter().all(|id| self.keyed && self.scopes.contains(&Scope::Source(*id)))
    }

    /// What that depends on.
    pub(super) fn reads(&self) -> Reads {
        let is_of_text = |term: &Term| matches!(term, Term::Words(words) if words.field == Place::Text);
        let of_text = |(query, _): &(Query, SourceNames)| {
            query.clauses.iter().flat_map(|clause| &clause.any).any(is_of_text)
        };
        Reads {
            text: self.filters.read_text() || self.search.as_ref().is_some_and(of_text),
            indexed: self.search.is_some(),
        }
    }

    /// True where it is to be understood anew whenever sources come or are called otherwise.
    pub(super) fn asks_sources(&self) -> bool {
        self.search.as_ref().is_some_and(|(query, _)| asks_sources(query))
    }
}

fn is_within(scope: &Scope, candidate: &Candidate) -> bool {
    match scope {
        Scope::All => true,
        Scope::Source(id) => candidate.sources.contains(id),
        Scope::Folder(name) => candidate.folders.contains(name),
        Scope::Tag(name) => {
            let key = tag::key(name);
            candidate.tags.iter().any(|tag| tag::key(tag) == key)
        }
        Scope::Language(wanted) => candidate.language.as_ref().is_some_and(|lang| {
            let rest = lang.as_str().strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }),
    }
}
