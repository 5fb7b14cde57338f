//! A tape as Markdown: blocks and what stands before their lines.
//!
//! What CommonMark has a sign for is written with it; tables as GitHub writes
//! them; underlining, sub- and superscript, ruby and the like as the inline HTML
//! that CommonMark allows. Text is escaped so that no character of it turns into
//! a sign.
//!
//! Deliberately absent: reference links, wrapping of lines.
//!
//! Specs: CommonMark 0.31; GitHub Flavored Markdown 0.29 §4.10, §6.5 (tables,
//! strikethrough).

mod inline;
mod table;

use super::tag::Tag;
use super::tape::{Event, Tape};
use inline::Place;

/// Most quotes and lists around a line that are shown before it.
const DEPTH_MAX: usize = 16;

/// Writes a tape as Markdown. Ends without a line break; empty for an empty tape.
pub(super) fn write(tape: &Tape) -> String {
    let ends = ends(tape);
    let mut page =
        Page { out: String::with_capacity(tape.text_bytes()), containers: Vec::new(), blank: false };
    let mut at = 0;
    while at < tape.len() {
        at = match &tape.events()[at] {
            Event::Open(element) => match element.tag {
                Tag::P => {
                    page.block(&inline::write(tape, at + 1..ends[at], &ends, Place::Paragraph));
                    page.after_bare(element.bare);
                    ends[at]
                }
                Tag::Pre => {
                    page.block(&fenced(&inline::verbatim(tape, at + 1..ends[at])));
                    ends[at]
                }
                Tag::Table => {
                    table::write(&mut page, tape, at + 1..ends[at], &ends);
                    ends[at]
                }
                tag if tag.is_heading() => {
                    let text = inline::write(tape, at + 1..ends[at], &ends, Place::Heading);
                    page.block(&format!("{} {text}", "#".repeat(level(tag))));
                    ends[at]
                }
                Tag::Dt | Tag::Summary | Tag::Caption => {
                    page.blank = true;
                    page.block(&inline::write(tape, at + 1..ends[at], &ends, Place::Paragraph));
                    page.blank &= element.tag != Tag::Dt;
                    ends[at]
                }
                tag => {
                    page.open(tag, tape.attr(element, "start"));
                    at + 1
                }
            },
            Event::Close(open) => {
                if let Some(element) = tape.opened(*open) {
                    page.close(element.tag);
                }
                at + 1
            }
            Event::Void(element) if element.tag == Tag::Hr => {
                page.block("---");
                at + 1
            }
            Event::Void(_) | Event::Text(_) | Event::Gone => at + 1,
        };
    }
    page.out
}

/// Where the element opened at each index ends.
fn ends(tape: &Tape) -> Vec<usize> {
    let mut ends = vec![0; tape.len()];
    for (at, event) in tape.events().iter().enumerate() {
        if let Event::Close(open) = event {
            ends[*open] = at;
        }
    }
    ends
}

fn level(tag: Tag) -> usize {
    match tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        Tag::H4 => 4,
        Tag::H5 => 5,
        _ => 6,
    }
}

/// Lines of code between fences longer than any in them.
fn fenced(code: &str) -> String {
    let fence = "`".repeat(inline::longest_run(code, '`').max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}

/// The page so far and what stands before its lines.
struct Page {
    out: String,
    containers: Vec<Container>,
    /// A blank line comes before the next block.
    blank: bool,
}

enum Container {
    Quote,
    /// A list: the number of the next item, where they have numbers.
    List {
        next: Option<u64>,
        marker: char,
    },
    /// An item: what stands before its first line, and how wide that is.
    Item {
        marker: Option<String>,
        width: usize,
    },
}

impl Page {
    /// Writes the lines of one block.
    fn block(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.separate();
        for line in text.split('\n') {
            self.line(line);
        }
        self.blank = true;
    }

    /// A list may follow the only line of an item directly.
    fn after_bare(&mut self, bare: bool) {
        if bare && matches!(self.containers.last(), Some(Container::Item { .. })) {
            self.blank = false;
        }
    }

    fn separate(&mut self) {
        if std::mem::take(&mut self.blank) && !self.out.is_empty() {
            self.line("");
        }
    }

    fn line(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        for container in self.containers.iter_mut().take(DEPTH_MAX) {
            match container {
                Container::Quote => self.out.push_str("> "),
                Container::List { .. } => {}
                Container::Item { marker, width } => match marker.take() {
                    Some(marker) => self.out.push_str(&marker),
                    None => self.out.extend(std::iter::repeat_n(' ', *width)),
                },
            }
        }
        self.out.push_str(text);
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    fn open(&mut self, tag: Tag, start: Option<&str>) {
        match tag {
            Tag::Blockquote => {
                self.separate();
                self.containers.push(Container::Quote);
            }
            Tag::Ul | Tag::Ol | Tag::Dl => {
                let next = (tag == Tag::Ol).then(|| start.and_then(|start| start.parse().ok()).unwrap_or(1));
                // Only a list that begins with 1 may follow a paragraph without a blank line.
                self.blank |= next.is_some_and(|next| next != 1);
                self.containers.push(Container::List { next, marker: self.marker(tag) });
            }
            Tag::Li | Tag::Dd => {
                let marker = match self.containers.last_mut() {
                    Some(Container::List { next: Some(next), marker }) => {
                        *next = next.saturating_add(1);
                        format!("{}{marker} ", *next - 1)
                    }
                    Some(Container::List { marker, .. }) => format!("{marker} "),
                    _ => "- ".to_owned(),
                };
                let width = marker.len();
                self.separate();
                self.containers.push(Container::Item { marker: Some(marker), width });
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Li | Tag::Dd => {
                self.containers.pop();
                self.blank = false;
            }
            Tag::Blockquote | Tag::Ul | Tag::Ol | Tag::Dl => {
                self.containers.pop();
                self.blank = true;
            }
            _ => {}
        }
    }

    /// Another sign than that of a list right above, with which it would be one list.
    fn marker(&self, tag: Tag) -> char {
        let (first, second) = if tag == Tag::Ol { ('.', ')') } else { ('-', '*') };
        let last = self.out.rsplit('\n').next().unwrap_or_default();
        let last = last.trim_start_matches(|c: char| c == ' ' || c == '>' || c.is_ascii_digit());
        if self.blank && last.starts_with(first) { second } else { first }
    }
}

#[cfg(test)]
mod tests;
