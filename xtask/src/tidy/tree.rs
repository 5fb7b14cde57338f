//! The text files of the workspace.

use std::path::Path;

use anyhow::Context as _;

/// Folders that hold nothing of ours.
const SKIPPED: [&str; 3] = [".git", "target", "node_modules"];
/// File name endings that are read.
const READ: [&str; 8] = [".rs", ".toml", ".md", ".html", ".css", ".sh", ".py", ".sql"];

/// One text file.
pub(crate) struct File {
    /// Its path from the workspace's root, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// The folder of the crate it belongs to: `longwire-feed` of `crates/longwire-feed/src/lib.rs`.
    pub(crate) fn room(&self) -> &str {
        let mut parts = self.path.split('/');
        match parts.next() {
            Some("crates") => parts.next().unwrap_or_default(),
            Some(first) => first,
            None => "",
        }
    }

    /// True for Rust source.
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// True for what only runs in tests, benches, examples and fuzzing. A store's
    /// conformance cases are tests that live in `src` because backends share them;
    /// `testing.rs` is what a crate's tests stand on.
    pub(crate) fn is_test(&self) -> bool {
        let in_folder = |folder: &str| self.path.split('/').rev().skip(1).any(|part| part == folder);
        self.path.ends_with("/tests.rs")
            || self.path.ends_with("/testing.rs")
            || ["tests", "benches", "examples", "conformance", "fuzz"].into_iter().any(in_folder)
    }

    /// True for Rust that ships with the program.
    pub(crate) fn is_shipped_rust(&self) -> bool {
        self.is_rust() && !self.is_test() && self.room() != "xtask"
    }

    /// Its lines, counted from 1, without those that are only a comment.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Reads every text file under `root`, in the order of their paths.
pub(crate) fn read(root: &Path) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("{} can not be listed", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    folders.push(entry.path());
                }
            } else if READ.iter().any(|ending| name.ends_with(ending)) {
                let path = entry.path();
                let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                // A fixture may be in any charset; the rules look at ASCII only.
                let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
                files.push(File { path: inside, text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}
