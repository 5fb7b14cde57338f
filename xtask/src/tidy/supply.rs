//! What comes from outside: licences and banned crates, as `deny.toml` lays down.
//!
//! cargo-deny reads the same file and does more (advisories, sources); these two
//! checks run everywhere, with nothing installed.

use anyhow::Context as _;

use super::Finding;
use super::graph::{Graph, Package};

/// The part of `deny.toml` that is enforced here.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    licences: Vec<String>,
    banned: Vec<String>,
    single: Vec<String>,
}

impl Policy {
    /// Reads `licenses.allow` and `bans.deny`.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let file: toml::Table = text.parse().context("deny.toml is not TOML")?;
        let list = |table: &str, field: &str| {
            let found = file.get(table).and_then(|it| it.get(field)).and_then(toml::Value::as_array);
            found.with_context(|| format!("deny.toml has no list {table}.{field}"))
        };
        let text = |value: &toml::Value| value.as_str().map(str::to_owned);
        let mut policy = Self {
            licences: list("licenses", "allow")?.iter().filter_map(text).collect(),
            ..Self::default()
        };
        for entry in list("bans", "deny")? {
            let name = entry.get("crate").and_then(text).context("an entry of bans.deny names no crate")?;
            let only_twice = entry.get("deny-multiple-versions").and_then(toml::Value::as_bool) == Some(true);
            if only_twice { policy.single.push(name) } else { policy.banned.push(name) }
        }
        Ok(policy)
    }
}

/// Checks every package behind the workspace, tests included.
pub(crate) fn check(graph: &Graph, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |package: &Package, what: String, remedy| {
        let what = format!("{} {} {what}", package.name, package.version);
        findings.push(Finding { path: "Cargo.lock".into(), line: 0, what, remedy });
    };
    for package in &graph.packages {
        match &package.licence {
            Some(licence) if permits(licence, &policy.licences) => {}
            Some(licence) => report(
                package,
                format!("is under {licence}, which deny.toml does not allow"),
                "use another crate; a licence is added to deny.toml by a decision of its own",
            ),
            None => report(package, "declares no licence".into(), "use another crate"),
        }
        if policy.banned.contains(&package.name) {
            report(package, "is banned".into(), "deny.toml says why; turn off the feature that pulls it in");
        }
    }
    for name in &policy.single {
        let mut versions: Vec<_> = graph.packages.iter().filter(|package| package.name == *name).collect();
        versions.sort_by(|one, other| one.version.cmp(&other.version));
        for older in versions.iter().rev().skip(1) {
            report(older, "stands beside another version".into(), "bring all users of it to one version");
        }
    }
    findings
}

/// Whether an SPDX expression can be satisfied with the allowed licences. Cargo's
/// old `/` means OR. AND binds closer than OR, as SPDX 2.3 annex D lays down.
fn permits(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut tokens: Vec<&str> = spaced.split_whitespace().rev().collect();
    any_of(&mut tokens, allowed) && tokens.is_empty()
}

fn any_of(tokens: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut permitted = all_of(tokens, allowed);
    while tokens.pop_if(|token| *token == "OR").is_some() {
        permitted |= all_of(tokens, allowed);
    }
    permitted
}

fn all_of(tokens: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut permitted = one(tokens, allowed);
    while tokens.pop_if(|token| *token == "AND").is_some() {
        permitted &= one(tokens, allowed);
    }
    permitted
}

fn one(tokens: &mut Vec<&str>, allowed: &[String]) -> bool {
    match tokens.pop() {
        Some("(") => {
            let permitted = any_of(tokens, allowed);
            permitted & tokens.pop_if(|token| *token == ")").is_some()
        }
        Some(name) => {
            let mut licence = name.to_owned();
            if tokens.pop_if(|token| *token == "WITH").is_some() {
                licence = format!("{licence} WITH {}", tokens.pop().unwrap_or_default());
            }
            allowed.contains(&licence)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests;
