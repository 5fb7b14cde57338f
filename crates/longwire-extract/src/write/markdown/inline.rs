//! Running text as Markdown: signs where they work, tags where they would not.
//!
//! A sign like `**` only counts beside the right characters: `**中文。**后` is no
//! emphasis, because the closing sign stands between a full stop and a letter.
//! Such places get a tag instead.
//!
//! Spec: CommonMark 0.31 §2.4 (escapes), §6.2 (emphasis, left- and right-flanking).

use std::ops::Range;

use crate::write::tag::Tag;
use crate::write::tape::{Element, Event, Tape};

/// Where a run of text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// What is written around an element.
#[derive(Clone)]
enum Around {
    Nothing,
    Same(&'static str),
    Tags(&'static str),
    Quotes,
    Link(String),
}

/// Writes a run of text.
pub(super) fn write(tape: &Tape, events: Range<usize>, ends: &[usize], place: Place) -> String {
    let mut line = Line { out: String::new(), place, line_start: 0 };
    let mut open: Vec<Around> = Vec::new();
    let mut at = events.start;
    while at < events.end {
        match &tape.events()[at] {
            Event::Open(element) if matches!(element.tag, Tag::Code | Tag::Samp) => {
                line.code(&verbatim(tape, at + 1..ends[at]).replace('\n', " "));
                at = ends[at];
            }
            Event::Open(element) => {
                let around = line.around(tape, element, at, ends[at], events.end);
                match &around {
                    Around::Nothing => {}
                    Around::Same(sign) => line.out.push_str(sign),
                    Around::Tags(name) => line.push_tag("<", name),
                    Around::Quotes => line.out.push('“'),
                    Around::Link(_) => line.out.push('['),
                }
                open.push(around);
            }
            Event::Close(_) => match open.pop() {
                Some(Around::Same(sign)) => line.out.push_str(sign),
                Some(Around::Tags(name)) => line.push_tag("</", name),
                Some(Around::Quotes) => line.out.push('”'),
                Some(Around::Link(href)) => {
                    line.out.push_str("](");
                    line.push_address(&href);
                    line.out.push(')');
                }
                Some(Around::Nothing) | None => {}
            },
            Event::Text(span) => line.push_escaped(tape.str(span)),
            Event::Void(element) if element.tag == Tag::Img => line.image(tape, element),
            Event::Void(_) => line.line_break(),
            Event::Gone => {}
        }
        at += 1;
    }
    line.out
}

/// The bare text of a run.
pub(super) fn verbatim(tape: &Tape, events: Range<usize>) -> String {
    let mut out = String::new();
    for event in &tape.events()[events] {
        match event {
            Event::Text(span) => out.push_str(tape.str(span)),
            Event::Void(element) if element.tag == Tag::Br => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

struct Line {
    out: String,
    place: Place,
    /// Where the current line begins in `out`.
    line_start: usize,
}

impl Line {
    /// What to write around an element that opens at `open` and ends at `close`.
    fn around(&self, tape: &Tape, element: &Element, open: usize, close: usize, end: usize) -> Around {
        let sign = match element.tag {
            Tag::A => {
                return tape
                    .attr(element, "href")
                    // Markdown can not name a place.
                    .filter(|href| !href.starts_with('#'))
                    .map_or(Around::Nothing, |href| Around::Link(href.to_owned()));
            }
            Tag::B | Tag::Strong => ("**", "strong"),
            Tag::I | Tag::Em | Tag::Var | Tag::Dfn => (if self.out.ends_with('*') { "_" } else { "*" }, "em"),
            Tag::S | Tag::Del => ("~~", "del"),
            Tag::Q => return Around::Quotes,
            Tag::Sub
            | Tag::Sup
            | Tag::U
            | Tag::Ins
            | Tag::Mark
            | Tag::Kbd
            | Tag::Ruby
            | Tag::Rt
            | Tag::Rp => {
                return Around::Tags(element.tag.name());
            }
            _ => return Around::Nothing,
        };
        let before = self.out[self.line_start..].chars().next_back();
        let first = next_char(tape, open + 1..close);
        let last = last_char(tape, open + 1..close);
        let after = next_char(tape, close + 1..end);
        let strict = sign.0 == "_";
        let opens = flanks(first, before, strict);
        let closes = flanks(last, after, strict);
        if opens && closes { Around::Same(sign.0) } else { Around::Tags(sign.1) }
    }

    fn push_tag(&mut self, start: &str, name: &str) {
        self.out.push_str(start);
        self.out.push_str(name);
        self.out.push('>');
    }

    fn code(&mut self, code: &str) {
        let code = if self.place == Place::Cell { code.replace('|', "\\|") } else { code.to_owned() };
        let ticks = "`".repeat(longest_run(&code, '`') + 1);
        let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
        for piece in [&ticks, pad, &code, pad, &ticks] {
            self.out.push_str(piece);
        }
    }

    fn image(&mut self, tape: &Tape, element: &Element) {
        self.out.push_str("![");
        self.push_escaped(tape.attr(element, "alt").unwrap_or_default());
        self.out.push_str("](");
        self.push_address(tape.attr(element, "src").unwrap_or_default());
        self.out.push(')');
    }

    fn line_break(&mut self) {
        match self.place {
            Place::Paragraph => self.out.push_str("\\\n"),
            Place::Heading => self.out.push(' '),
            Place::Cell => self.out.push_str("<br>"),
        }
        self.line_start = self.out.len();
    }

    fn push_address(&mut self, href: &str) {
        for c in href.chars() {
            match c {
                '(' | ')' | '\\' | '*' | '_' | '`' => self.out.extend(['\\', c]),
                '<' => self.out.push_str("%3C"),
                '>' => self.out.push_str("%3E"),
                '|' => self.out.push_str("%7C"),
                ' ' => self.out.push_str("%20"),
                '&' => self.out.push_str("&amp;"),
                _ => self.out.push(c),
            }
        }
    }

    fn push_escaped(&mut self, text: &str) {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let before = self.out[self.line_start..].chars().next_back();
            let next = rest.peek().copied();
            let at_start = before.is_none();
            let between_letters =
                before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
            let escape = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
                '_' => !between_letters,
                '|' => self.place == Place::Cell,
                '#' if self.place == Place::Heading => at_start || next.is_none(),
                '#' | '+' | '-' | '=' | '>' | ':' => at_start,
                '.' | ')' => next.is_none_or(char::is_whitespace) && self.is_item_number(),
                '!' => next.is_none_or(|next| next == '['),
                _ => false,
            };
            match c {
                '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()) => {
                    self.out.push_str("&amp;");
                }
                '\u{a0}' => self.out.push_str("&nbsp;"),
                _ => {
                    if escape {
                        self.out.push('\\');
                    }
                    self.out.push(c);
                }
            }
        }
    }

    /// Whether the line so far is a number, which a dot would make a list.
    fn is_item_number(&self) -> bool {
        let line = &self.out[self.line_start..];
        (1..=9).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Whether a sign counts: `inner` is the character on its element's side.
fn flanks(inner: Option<char>, outer: Option<char>, strict: bool) -> bool {
    let Some(inner) = inner else { return false };
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let outer_is_letter = outer.is_some_and(|c| !c.is_whitespace() && !is_mark(c));
    !inner.is_whitespace() && !(outer_is_letter && (strict || is_mark(inner)))
}

/// The first character that will be written for events; a sign counts as one.
fn next_char(tape: &Tape, events: Range<usize>) -> Option<char> {
    tape.events()[events].iter().find_map(|event| edge_char(tape, event, |text| text.chars().next()))
}

/// The last character that will be written for events.
fn last_char(tape: &Tape, events: Range<usize>) -> Option<char> {
    tape.events()[events]
        .iter()
        .rev()
        .find_map(|event| edge_char(tape, event, |text| text.chars().next_back()))
}

fn edge_char(tape: &Tape, event: &Event, pick: impl Fn(&str) -> Option<char>) -> Option<char> {
    match event {
        Event::Text(span) => pick(tape.str(span)),
        Event::Void(element) => Some(if element.tag == Tag::Br { ' ' } else { '!' }),
        Event::Open(element) => is_signed(element.tag).then_some('*'),
        Event::Close(open) => tape.opened(*open).filter(|element| is_signed(element.tag)).map(|_| '*'),
        Event::Gone => None,
    }
}

/// Elements around which signs or tags are written.
fn is_signed(tag: Tag) -> bool {
    !matches!(tag, Tag::Abbr | Tag::Bdi | Tag::Bdo | Tag::Cite | Tag::Small | Tag::Span | Tag::Time | Tag::P)
}
