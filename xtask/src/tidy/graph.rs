//! The dependency graph as cargo resolves it for this machine.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::Value;

/// All packages behind the workspace.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub packages: Vec<Package>,
}

/// One package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    pub name: String,
    pub version: String,
    /// SPDX expression, where it declares one.
    pub licence: Option<String>,
    /// True for the workspace's own.
    pub is_member: bool,
    /// What it uses outside of its tests, by place in `packages`.
    pub uses: Vec<usize>,
    /// What only its tests use.
    pub tests_use: Vec<usize>,
}

impl Graph {
    /// The workspace's own packages.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.is_member)
    }

    /// Everything `name` stands on, itself included, tests left out.
    pub(crate) fn closure(&self, name: &str) -> Vec<&Package> {
        let mut seen = vec![false; self.packages.len()];
        let mut waiting: Vec<usize> = (0..self.packages.len())
            .filter(|&at| self.packages[at].name == name && self.packages[at].is_member)
            .collect();
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                waiting.extend(&self.packages[at].uses);
            }
        }
        self.packages.iter().zip(seen).filter_map(|(package, seen)| seen.then_some(package)).collect()
    }
}

/// Asks cargo.
pub(crate) fn of_workspace(root: &Path) -> anyhow::Result<Graph> {
    let host = run(Command::new("rustc").arg("-vV"))?;
    let host =
        host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let metadata = run(Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host])
        .current_dir(root))?;
    of_metadata(&serde_json::from_str(&metadata).context("cargo metadata is not JSON")?)
}

fn run(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("{:?} can not be run", command.get_program()))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8(output.stdout)?)
}

/// Reads the answer of `cargo metadata`, format 1.
fn of_metadata(metadata: &Value) -> anyhow::Result<Graph> {
    let list = |value: &Value, field: &str| {
        value[field].as_array().cloned().with_context(|| format!("cargo metadata has no {field}"))
    };
    let members = list(metadata, "workspace_members")?;
    let nodes = list(&metadata["resolve"], "nodes")?;
    let places: HashMap<String, usize> = nodes
        .iter()
        .enumerate()
        .filter_map(|(at, node)| Some((node["id"].as_str()?.to_owned(), at)))
        .collect();
    let mut packages = vec![Package::default(); nodes.len()];
    for package in list(metadata, "packages")? {
        let Some(&at) = package["id"].as_str().and_then(|id| places.get(id)) else { continue };
        let text = |field: &str| package[field].as_str().map(str::to_owned);
        packages[at].name = text("name").context("a package has no name")?;
        packages[at].version = text("version").unwrap_or_default();
        packages[at].licence = text("license");
        packages[at].is_member = members.contains(&package["id"]);
    }
    for (at, node) in nodes.iter().enumerate() {
        for dependency in list(node, "deps")? {
            let Some(&to) = dependency["pkg"].as_str().and_then(|id| places.get(id)) else { continue };
            let kinds = list(&dependency, "dep_kinds")?;
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                packages[at].uses.push(to);
            } else {
                packages[at].tests_use.push(to);
            }
        }
    }
    Ok(Graph { packages })
}

#[cfg(test)]
pub(crate) mod tests;
