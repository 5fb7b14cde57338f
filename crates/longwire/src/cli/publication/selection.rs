//! What options say of a publication: what belongs to it, and how it is told.

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use longwire_model::{Extent, Field, Filter, Lang, Output, Pattern, Scope, Script, Selection};
use longwire_search::parse;
use longwire_store::Store;
use longwire_text::filter::Filters;
use longwire_text::tag;
use longwire_web::publish::ARTICLES_PER_DOCUMENT_MAX;

use super::super::source_named;

/// What belongs to a publication.
#[derive(Args, Debug)]
pub(super) struct Selected {
    /// The whole archive
    #[arg(long, conflicts_with_all = ["source", "folder", "tag", "language"])]
    all: bool,
    /// Articles of a source: its slug, number or address; may be given several times, as all of these
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
    /// Articles of the sources in a folder
    #[arg(long, value_name = "NAME")]
    folder: Vec<String>,
    /// Articles with a tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Articles in a language, e.g. ja, zh, zh-Hant
    #[arg(long, value_name = "LANGUAGE")]
    language: Vec<String>,
    /// Keep only what this finds, or another --keep: FIELD=WORDS, FIELD~EXPRESSION or WORDS
    #[arg(long, value_name = "FILTER")]
    keep: Vec<String>,
    /// Leave out what this finds, whatever keeps it
    #[arg(long, value_name = "FILTER")]
    block: Vec<String>,
    /// Keep only what this finds, as `longwire search` and the page /search take it
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    search: Option<String>,
}

/// The two ways to write Chinese, as options name them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ScriptName {
    Simplified,
    Traditional,
    AsIs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// How a publication is told.
#[derive(Args, Debug)]
pub(super) struct TellAs {
    /// Articles in one document [default: 100]
    #[arg(long, value_name = "COUNT")]
    limit: Option<u16>,
    /// Tell the introductions alone, not the whole text
    #[arg(long)]
    summary: bool,
    /// Convert Chinese articles to one script
    #[arg(long, value_name = "SCRIPT")]
    script: Option<ScriptName>,
    /// Whether an item tells readers of a source that has fallen silent [default: off]
    #[arg(long, value_name = "SWITCH")]
    status: Option<Switch>,
}

impl Selected {
    /// The selection: what options name, in place of that part of an old one.
    ///
    /// # Errors
    ///
    /// Names the source, language or filter that is wrong.
    pub(super) fn over(&self, store: &dyn Store, old: Option<&Selection>) -> Result<Selection> {
        let old = old.cloned().unwrap_or_default();
        let or_old = |new: Vec<_>, old| if new.is_empty() { old } else { new };
        let filters = |written: &[String]| written.iter().map(|filter| read_filter(filter)).collect();
        let scopes = self.scopes(store)?;
        let selection = Selection {
            scopes: if scopes.is_empty() { old.scopes } else { scopes },
            keep: or_old(filters(&self.keep), old.keep),
            block: or_old(filters(&self.block), old.block),
            search: self.search.clone().or(old.search),
        };
        Filters::compile(&selection)?;
        if let Some(written) = &self.search {
            parse(written).notes.iter().for_each(|note| eprintln!("note: {note}"));
        }
        Ok(selection)
    }

    fn scopes(&self, store: &dyn Store) -> Result<Vec<Scope>> {
        let mut scopes = Vec::new();
        if self.all {
            scopes.push(Scope::All);
        }
        for name in &self.source {
            scopes.push(Scope::Source(source_named(store, name)?.source.id));
        }
        for name in &self.folder {
            scopes.push(Scope::Folder(name.clone()));
        }
        for written in &self.tag {
            let name = tag::name(written);
            let name = name.with_context(|| format!("{written:?} is no tag: it is empty or too long"))?;
            scopes.push(Scope::Tag(name));
        }
        for written in &self.language {
            let lang = Lang::parse(written);
            let lang =
                lang.with_context(|| format!("{written:?} is no language tag such as ja or zh-Hant"))?;
            scopes.push(Scope::Language(lang));
        }
        Ok(scopes)
    }
}

impl TellAs {
    /// The output: what options say, in place of that part of an old one.
    ///
    /// # Errors
    ///
    /// Where the limit is none that can be served.
    pub(super) fn over(&self, old: Output) -> Result<Output> {
        let articles_max = self.limit.unwrap_or(old.articles_max);
        if articles_max == 0 || usize::from(articles_max) > ARTICLES_PER_DOCUMENT_MAX {
            bail!("--limit {articles_max}: a document holds 1 to {ARTICLES_PER_DOCUMENT_MAX} articles");
        }
        Ok(Output {
            articles_max,
            extent: if self.summary { Extent::Summary } else { old.extent },
            script: match self.script {
                Some(ScriptName::Simplified) => Some(Script::Simplified),
                Some(ScriptName::Traditional) => Some(Script::Traditional),
                Some(ScriptName::AsIs) => None,
                None => old.script,
            },
            tells_silence: self.status.map_or(old.tells_silence, |switch| matches!(switch, Switch::On)),
        })
    }
}

/// The fields of filters by their names.
pub(super) const FIELDS: [(&str, Field); 7] = [
    ("any", Field::Any),
    ("title", Field::Title),
    ("author", Field::Author),
    ("text", Field::Text),
    ("url", Field::Url),
    ("section", Field::Section),
    ("tag", Field::Tag),
];

/// `title=words`, `title~expression`, or words to be found anywhere.
fn read_filter(written: &str) -> Filter {
    for (name, field) in FIELDS {
        let rest = written.strip_prefix(name);
        if let Some(words) = rest.and_then(|rest| rest.strip_prefix('=')) {
            return Filter { field, pattern: Pattern::Text(words.to_owned()) };
        }
        if let Some(expression) = rest.and_then(|rest| rest.strip_prefix('~')) {
            return Filter { field, pattern: Pattern::Regex(expression.to_owned()) };
        }
    }
    Filter { field: Field::Any, pattern: Pattern::Text(written.to_owned()) }
}

#[cfg(test)]
mod tests;
