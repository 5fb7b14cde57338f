//! Names, lengths and manifests.

use super::Finding;
use super::tree::File;

/// Lines of a Rust file; 100 to 300 is the aim.
const LINES_MAX: usize = 500;

/// Files that may be longer, each with its reason.
const LONG: &[(&str, &str)] =
    &[("crates/longwire-extract/src/content/tables.rs", "the body model, written by eval/train")];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 11] = [
    "common", "core", "helper", "helpers", "manager", "misc", "services", "shared", "types", "util", "utils",
];

/// Looks at every file as a whole.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        if file.is_rust() {
            check_length(file, &mut findings);
            check_name(file, &mut findings);
        }
        if file.path.ends_with("/Cargo.toml") {
            check_manifest(file, &mut findings);
        }
    }
    findings
}

fn check_length(file: &File, findings: &mut Vec<Finding>) {
    let lines = file.text.lines().count();
    if lines > LINES_MAX && !LONG.iter().any(|(path, _)| *path == file.path) {
        findings.push(Finding {
            path: file.path.clone(),
            line: LINES_MAX + 1,
            what: format!("{lines} lines, more than {LINES_MAX}"),
            remedy: "split it where it speaks of two things; a table may be listed in xtask/src/tidy/files.rs",
        });
    }
}

fn check_name(file: &File, findings: &mut Vec<Finding>) {
    let stem = file.path.trim_end_matches(".rs");
    if let Some(name) = stem.split('/').find(|part| EMPTY_NAMES.contains(part)) {
        findings.push(Finding {
            path: file.path.clone(),
            line: 0,
            what: format!("`{name}` does not say what is inside"),
            remedy: "name it for the thing it holds; if there is none, the parts belong elsewhere",
        });
    }
}

fn check_manifest(file: &File, findings: &mut Vec<Finding>) {
    let is_member = file.path.starts_with("crates/") || file.path.starts_with("xtask/");
    let manifest: Option<toml::Table> = file.text.parse().ok();
    let lints = manifest.as_ref().and_then(|it| it.get("lints")).and_then(|it| it.get("workspace"));
    if is_member && lints.and_then(toml::Value::as_bool) != Some(true) {
        findings.push(Finding {
            path: file.path.clone(),
            line: 0,
            what: "the workspace's lints are not taken over".into(),
            remedy: "add `[lints]` with `workspace = true`",
        });
    }
}

#[cfg(test)]
mod tests;
