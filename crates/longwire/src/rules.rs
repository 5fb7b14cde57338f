//! Site rules from a folder: `<host>/rule.toml`.
//!
//! The file's form is told in `docs/rules.md`. A fault stops the program with the file's name and the
//! reason: a rule that is silently left out is found missing months later.

use std::path::Path;

use anyhow::{Context, Result, bail};
use longwire_extract::{Place, RuleBook, Selector, SiteRules};
use serde::Deserialize;

/// Largest file of rules, in bytes.
const FILE_BYTES_MAX: u64 = 64 << 10;
/// Most hosts with rules.
const HOSTS_MAX: usize = 20_000;
/// The file in a host's folder; cases and notes may stand beside it.
const FILE: &str = "rule.toml";

/// A file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    article: Article,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Article {
    content: Vec<String>,
    drop: Vec<String>,
    title: Option<Value>,
    date: Option<Value>,
    next_page: Option<String>,
    zone: Option<String>,
    day_first: Option<bool>,
}

/// A place: a selector, or a selector and an attribute.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Attribute { select: String, attribute: String },
}

/// Reads every rule of a folder.
///
/// # Errors
///
/// Names the folder or file that can not be read, and why.
pub(crate) fn read(folder: &Path) -> Result<RuleBook> {
    let mut book = RuleBook::default();
    for entry in std::fs::read_dir(folder).with_context(|| format!("rules_dir: {}", folder.display()))? {
        let path = entry?.path().join(FILE);
        let host = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        let (Some(host), Ok(meta)) = (host, std::fs::metadata(&path)) else { continue };
        let shown = || path.display().to_string();
        if meta.len() > FILE_BYTES_MAX {
            bail!("{}: larger than 64 KiB", shown());
        }
        if book.len() >= HOSTS_MAX {
            bail!("{}: more than {HOSTS_MAX} hosts have rules", folder.display());
        }
        if host.chars().any(|c| c.is_uppercase() || c.is_whitespace()) {
            bail!("{}: the folder is not named for a host in lower case", shown());
        }
        let text = std::fs::read_to_string(&path).with_context(shown)?;
        book.insert(host, rules(&text).with_context(shown)?);
    }
    Ok(book)
}

/// Reads one file.
fn rules(text: &str) -> Result<SiteRules> {
    let Written { article } = toml::from_str(text)?;
    if let Some(zone) = &article.zone
        && longwire_text::zone::by_name(zone).is_none()
    {
        bail!("zone = {zone:?}: there is no such zone; a name such as Europe/Paris is wanted");
    }
    Ok(SiteRules {
        zone: article.zone,
        day_first: article.day_first,
        body: selectors(&article.content)?,
        drop: selectors(&article.drop)?,
        title: article.title.map(place).transpose()?,
        date: article.date.map(place).transpose()?,
        next_page: article.next_page.as_deref().map(Selector::parse).transpose()?,
    })
}

fn selectors(written: &[String]) -> Result<Vec<Selector>> {
    Ok(written.iter().map(|selector| Selector::parse(selector)).collect::<Result<_, _>>()?)
}

fn place(value: Value) -> Result<Place> {
    let (select, attribute) = match value {
        Value::Text(select) => (select, None),
        Value::Attribute { select, attribute } => (select, Some(attribute.to_ascii_lowercase())),
    };
    Ok(Place { select: Selector::parse(&select)?, attribute })
}

#[cfg(test)]
mod tests;
