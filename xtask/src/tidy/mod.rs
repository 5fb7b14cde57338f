//! The rules of the house as a test.
//!
//! Each rule looks at the workspace's files or at its dependency graph and
//! returns findings: where, what, and what to do. `ARCHITECTURE.md` gives the
//! reasons; the rules live here because no compiler knows them.
//!
//! - `graph` holds what cargo knows, `tree` what the folder holds.
//! - `rooms` checks which crate may use which, `supply` what comes from outside.
//! - `lines` looks for what must not be written, `files` at names, lengths and manifests.

use std::fmt;
use std::path::Path;

use anyhow::Context as _;

mod files;
mod graph;
mod lines;
mod rooms;
mod supply;
mod tree;

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Counted from 1; 0 where the whole file is meant.
    line: usize,
    what: String,
    remedy: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    {}", self.path, self.line.max(1), self.what, self.remedy)
    }
}

/// Checks the workspace at `root` and prints what it finds. True when that is nothing.
///
/// # Errors
///
/// When the folder, `deny.toml` or cargo's metadata can not be read.
pub(crate) fn run(root: &Path) -> anyhow::Result<bool> {
    let files = tree::read(root)?;
    let graph = graph::of_workspace(root)?;
    let policy = std::fs::read_to_string(root.join("deny.toml")).context("deny.toml can not be read")?;
    let policy = supply::Policy::parse(&policy)?;

    let mut findings = rooms::check(&graph);
    findings.extend(supply::check(&graph, &policy));
    findings.extend(lines::check(&files));
    findings.extend(files::check(&files));
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    println!(
        "tidy: {} findings in {} files; the default build stands on {} crates",
        findings.len(),
        files.len(),
        rooms::default_build(&graph).len(),
    );
    Ok(findings.is_empty())
}
