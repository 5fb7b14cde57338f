//! What must not be written, line by line.
//!
//! Plain words are looked for, in code and not in comments. That is coarse on
//! purpose: a rule that a person can predict is one they can keep.

use super::Finding;
use super::rooms::PURE;
use super::tree::File;

/// A thing that may be written in some places only.
struct Rule {
    /// Where the rule holds.
    applies: fn(&File) -> bool,
    /// True for a line that breaks it.
    breaks: fn(&str) -> bool,
    what: &'static str,
    remedy: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        applies: |file| file.is_shipped_rust() && file.room() != "longwire-store",
        breaks: is_sql,
        what: "SQL outside longwire-store",
        remedy: "give the store a method with a name and call that",
    },
    Rule {
        applies: |file| {
            file.is_shipped_rust() && !WRITES_MARKUP.iter().any(|(path, _)| file.path.starts_with(path))
        },
        breaks: is_html,
        what: "HTML outside templates",
        remedy: "put it into crates/longwire-web/templates, or let longwire-extract write it",
    },
    Rule {
        applies: |file| file.is_shipped_rust() && PURE.contains(&file.room()),
        breaks: |line| {
            any(
                line,
                &["SystemTime", "Instant::now", "std::env", "std::fs", "std::net::Tcp", "std::net::Udp"],
            )
        },
        what: "a pure crate reads the clock, the environment, the disk or the network",
        remedy: "let the caller pass the value in",
    },
    Rule {
        applies: |file| file.is_shipped_rust() && PURE.contains(&file.room()),
        breaks: |line| {
            any(line, &["async fn", "async move", ".await", "println!", "eprintln!", "thread::spawn"])
        },
        what: "a pure crate waits, prints or starts a thread",
        remedy: "return a value and let a crate above do it",
    },
    Rule {
        applies: |file| file.is_shipped_rust() && file.room() != "longwire",
        breaks: |line| any(line, &["env::var", "env::vars"]),
        what: "the environment is read outside the program's own crate",
        remedy: "take a plain settings struct; crate longwire fills it",
    },
    Rule {
        applies: |file| {
            let is_door = CONNECTS.iter().any(|(path, _)| file.path.starts_with(path));
            file.is_shipped_rust() && !is_door
        },
        breaks: |line| line.contains("TcpStream::connect"),
        what: "a connection is opened outside longwire-fetch",
        remedy: "ask longwire-fetch for a capture: politeness and safety have one owner",
    },
    Rule {
        applies: |file| {
            let is_owners = SEES_ALL.iter().any(|(path, _)| file.path.starts_with(path));
            file.is_shipped_rust() && file.room() == "longwire-web" && !is_owners
        },
        breaks: |line| {
            any(
                line,
                &[
                    "store.source(",
                    "store.source_by_slug(",
                    "store.source_by_url(",
                    "store.sources(",
                    "store.article(",
                    "store.revision(",
                    "store.newest(",
                ],
            )
        },
        what: "a page reads the store without saying for whom",
        remedy: "ask by `longwire_store::Showing`, with the visitor's audience: what is private is the owner's alone",
    },
    Rule {
        applies: |file| file.is_rust(),
        breaks: |line| {
            let unfinished = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[ig", "nore")];
            any(line, &unfinished) && line.trim() != CHILD
        },
        what: "unfinished code or a test that does not run",
        remedy: "finish it or take it out; what is planned belongs into an issue",
    },
];

/// Where Rust may write markup, each with its reason.
const WRITES_MARKUP: &[(&str, &str)] = &[
    ("crates/longwire-extract/", "its serialiser is what makes HTML clean"),
    ("crates/longwire-feed/", "feeds are markup"),
    ("crates/longwire-web/src/picture.rs", "puts our pictures into clean HTML, where no template reaches"),
    ("crates/longwire/src/demo/", "a stranger's site, which happens to be ours"),
];

/// What may open a connection, each with its reason.
const CONNECTS: &[(&str, &str)] = &[("crates/longwire-fetch/", "the only door to the outside")];

/// What the web half shows to the owner alone, each with its reason.
const SEES_ALL: &[(&str, &str)] = &[
    ("crates/longwire-web/src/admin", "pages of the owner: each asks for a session"),
    ("crates/longwire-web/src/reader", "the owner's reader: each asks for a session"),
];

/// The one reason to leave a test out of a run.
const CHILD: &str = concat!("#[ig", "nore = \"the child of another test\"]");

/// Notes to oneself, in any file, comments included.
const NOTES: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// The one constructor of clean HTML, and the crates that may call it, each from one file.
const CLEAN: &str = "assume_clean(";
const CLEANERS: [&str; 2] = ["longwire-extract", "longwire-store"];

/// Looks at every line.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for rule in RULES.iter().filter(|rule| (rule.applies)(file)) {
            let broken = file.code_lines().filter(|(_, line)| (rule.breaks)(line));
            findings.extend(broken.map(|(line, _)| finding(file, line, rule.what, rule.remedy)));
        }
        for (line, text) in (1..).zip(file.text.lines()) {
            if NOTES.iter().any(|note| has_word(text, note)) {
                let what = "a note to oneself";
                findings.push(finding(
                    file,
                    line,
                    what,
                    "do it now, or write an issue and take the note out",
                ));
            }
        }
    }
    findings.extend(check_cleaners(files));
    findings
}

/// The sanitiser and the store may declare HTML clean, each in one file and nobody else.
fn check_cleaners(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for file in files.iter().filter(|file| file.is_shipped_rust() && file.room() != "longwire-model") {
        let Some((line, _)) = file.code_lines().find(|(_, line)| line.contains(CLEAN)) else { continue };
        if CLEANERS.contains(&file.room()) && !seen.contains(&file.room()) {
            seen.push(file.room());
        } else {
            let what = "HTML is declared clean outside the sanitiser and the store's reader";
            findings.push(finding(
                file,
                line,
                what,
                "get CleanHtml from longwire-extract, which has written it",
            ));
        }
    }
    findings
}

fn finding(file: &File, line: usize, what: &str, remedy: &'static str) -> Finding {
    Finding { path: file.path.clone(), line, what: what.into(), remedy }
}

fn any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

fn is_sql(line: &str) -> bool {
    let both = |first: &str, then: &str| line.split_once(first).is_some_and(|(_, rest)| rest.contains(then));
    both("SELECT ", " FROM ")
        || both("UPDATE ", " SET ")
        || any(line, &["INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ", "PRAGMA "])
}

fn is_html(line: &str) -> bool {
    any(
        line,
        &[
            "<html", "<body", "<div", "</div", "<p>", "<span", "<table", "<h1", "<ul>", "<a href", "<script",
            "<style",
        ],
    )
}

/// Whether `word` stands in `line` on its own.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        !is_part(line[..at].chars().next_back()) && !is_part(line[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests;
