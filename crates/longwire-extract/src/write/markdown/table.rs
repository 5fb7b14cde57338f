//! Tables as GitHub writes them: one line a row, the first one the header.

use std::ops::Range;

use super::Page;
use super::inline::{self, Place};
use crate::write::tag::Tag;
use crate::write::tape::{Event, Tape};

/// Most columns written; further cells of a row are joined to its last one.
const COLUMNS_MAX: usize = 64;

/// Writes the table between two indices: its caption as a paragraph, then its rows.
/// A table without a header row gets an empty one, as the format demands it.
pub(super) fn write(page: &mut Page, tape: &Tape, events: Range<usize>, ends: &[usize]) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut has_header = false;
    let mut at = events.start;
    while at < events.end {
        if let Event::Open(element) = &tape.events()[at] {
            match element.tag {
                Tag::Caption => {
                    page.block(&inline::write(tape, at + 1..ends[at], ends, Place::Paragraph));
                    at = ends[at];
                }
                Tag::Tr => rows.push(Vec::new()),
                Tag::Td | Tag::Th => {
                    has_header |= element.tag == Tag::Th && rows.len() == 1;
                    let spans =
                        tape.attr(element, "colspan").and_then(|spans| spans.parse().ok()).unwrap_or(1usize);
                    let text = cell(tape, at + 1..ends[at], ends);
                    if let Some(row) = rows.last_mut() {
                        row.push(text);
                        row.extend(std::iter::repeat_n(String::new(), spans.clamp(1, COLUMNS_MAX) - 1));
                    }
                    at = ends[at];
                }
                _ => {}
            }
        }
        at += 1;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(COLUMNS_MAX);
    if columns == 0 {
        return;
    }
    if !has_header {
        rows.insert(0, Vec::new());
    }
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, columns)).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    page.block(&lines.join("\n"));
}

fn line(row: &[String], columns: usize) -> String {
    let mut line = String::from("|");
    for column in 0..columns {
        line.push(' ');
        if column + 1 == columns {
            line.push_str(&row.get(column..).unwrap_or_default().join(" ").trim_end().replace('\n', " "));
        } else {
            line.push_str(row.get(column).map(String::as_str).unwrap_or_default());
        }
        line.push_str(if line.ends_with(' ') { "|" } else { " |" });
    }
    line
}

/// The runs of a cell in one line.
fn cell(tape: &Tape, events: Range<usize>, ends: &[usize]) -> String {
    let mut runs = Vec::new();
    let mut at = events.start;
    while at < events.end {
        if let Event::Open(element) = &tape.events()[at]
            && element.tag == Tag::P
        {
            runs.push(inline::write(tape, at + 1..ends[at], ends, Place::Cell).replace('\n', " "));
            at = ends[at];
        }
        at += 1;
    }
    runs.join("<br>")
}
