//! Which crate may use which: the drawing in `ARCHITECTURE.md` as a table.

use super::Finding;
use super::graph::{Graph, Package};

/// Each crate and the crates of ours that it may use.
const TABLE: &[(&str, &[&str])] = &[
    ("longwire-model", &[]),
    ("longwire-text", &["longwire-model"]),
    ("longwire-feed", &["longwire-model", "longwire-text"]),
    ("longwire-extract", &["longwire-model", "longwire-text"]),
    ("longwire-search", &["longwire-model", "longwire-text"]),
    ("longwire-fetch", &["longwire-model"]),
    ("longwire-store", &["longwire-model", "longwire-text", "longwire-search"]),
    (
        "longwire-pipeline",
        &[
            "longwire-model",
            "longwire-text",
            "longwire-feed",
            "longwire-extract",
            "longwire-fetch",
            "longwire-store",
        ],
    ),
    (
        "longwire-web",
        &["longwire-model", "longwire-text", "longwire-feed", "longwire-search", "longwire-store"],
    ),
    (
        "longwire",
        &[
            "longwire-model",
            "longwire-text",
            "longwire-feed",
            "longwire-extract",
            "longwire-search",
            "longwire-fetch",
            "longwire-store",
            "longwire-pipeline",
            "longwire-web",
        ],
    ),
    ("xtask", &[]),
];

/// The pure row: bytes in, values out.
pub(crate) const PURE: [&str; 5] =
    ["longwire-model", "longwire-text", "longwire-feed", "longwire-extract", "longwire-search"];

/// What nothing in the pure row may stand on, however far down.
const IMPURE: [&str; 10] =
    ["axum", "curl", "hyper", "libsqlite3-sys", "mio", "reqwest", "rusqlite", "smol", "tokio", "ureq"];

/// HTTP clients: the door to the outside, which has one owner.
const CLIENTS: [&str; 8] = ["attohttpc", "awc", "curl", "hyper", "isahc", "minreq", "reqwest", "ureq"];
const DOOR: &str = "longwire-fetch";

/// Crates of the default build, ours included: a cold build must stay a matter of minutes.
const DEFAULT_BUILD_CRATES_MAX: usize = 350;

/// What the default build compiles.
pub(crate) fn default_build(graph: &Graph) -> Vec<&Package> {
    graph.closure("longwire")
}

/// Checks the graph against the table.
pub(crate) fn check(graph: &Graph) -> Vec<Finding> {
    let mut findings = Vec::new();
    for member in graph.members() {
        check_edges(graph, member, &mut findings);
        if member.name != DOOR {
            check_direct(graph, member, &mut findings);
        }
    }
    for room in PURE {
        for impure in graph.closure(room).iter().filter(|package| IMPURE.contains(&package.name.as_str())) {
            findings.push(Finding {
                path: manifest(room),
                line: 0,
                what: format!("{room} is pure, yet {} {} stands under it", impure.name, impure.version),
                remedy: "move what needs it to the crate that owns that I/O, or drop the feature that pulls it in",
            });
        }
    }
    let count = default_build(graph).len();
    if count >= DEFAULT_BUILD_CRATES_MAX {
        findings.push(Finding {
            path: "Cargo.lock".into(),
            line: 0,
            what: format!(
                "the default build stands on {count} crates, {DEFAULT_BUILD_CRATES_MAX} is too many"
            ),
            remedy: "look at `cargo tree -p longwire -e normal,build` for what came last",
        });
    }
    findings
}

fn check_edges(graph: &Graph, member: &Package, findings: &mut Vec<Finding>) {
    let Some((_, may_use)) = TABLE.iter().find(|(name, _)| *name == member.name) else {
        findings.push(Finding {
            path: manifest(&member.name),
            line: 0,
            what: format!("{} is not in the table of rooms", member.name),
            remedy: "give it a row in xtask/src/tidy/rooms.rs and a sentence in ARCHITECTURE.md",
        });
        return;
    };
    let ours = member.uses.iter().map(|&at| &graph.packages[at]).filter(|used| used.is_member);
    for used in ours.filter(|used| !may_use.contains(&used.name.as_str())) {
        findings.push(Finding {
            path: manifest(&member.name),
            line: 0,
            what: format!("{} may not use {}", member.name, used.name),
            remedy: "the table of rooms in ARCHITECTURE.md says why; a new edge is a decision of its own",
        });
    }
}

fn check_direct(graph: &Graph, member: &Package, findings: &mut Vec<Finding>) {
    let direct = member.uses.iter().map(|&at| &graph.packages[at]);
    for client in direct.filter(|used| CLIENTS.contains(&used.name.as_str())) {
        findings.push(Finding {
            path: manifest(&member.name),
            line: 0,
            what: format!("{} depends on {}, an HTTP client", member.name, client.name),
            remedy: "only longwire-fetch opens connections: ask it for a capture",
        });
    }
}

fn manifest(member: &str) -> String {
    if member == "xtask" { "xtask/Cargo.toml".into() } else { format!("crates/{member}/Cargo.toml") }
}

#[cfg(test)]
mod tests;
