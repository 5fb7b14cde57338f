//! A tape as HTML.
//!
//! A `pre` needs no extra line break after its tag: runs never begin with one.
//!
//! Spec: HTML Standard §13.3 (serialising fragments), with `<` and `>` escaped
//! inside attributes too.

use super::tape::{Element, Event, Tape};

/// Writes a tape as HTML: top-level blocks on lines of their own.
pub(super) fn write(tape: &Tape) -> String {
    let mut out = String::with_capacity(tape.text_bytes() + 12 * tape.len());
    let mut depth = 0usize;
    for event in tape.events() {
        match event {
            Event::Open(element) if !element.bare => {
                start_line(&mut out, depth);
                depth += 1;
                open(&mut out, tape, element);
            }
            Event::Void(element) => {
                if !element.tag.is_inline() {
                    start_line(&mut out, depth);
                }
                open(&mut out, tape, element);
            }
            Event::Text(span) => push_escaped(&mut out, tape.str(span), false),
            Event::Close(index) => {
                if let Some(element) = tape.opened(*index).filter(|element| !element.bare) {
                    depth -= 1;
                    out.push_str("</");
                    out.push_str(element.tag.name());
                    out.push('>');
                }
            }
            Event::Open(_) | Event::Gone => {}
        }
    }
    out
}

fn start_line(out: &mut String, depth: usize) {
    if depth == 0 && !out.is_empty() {
        out.push('\n');
    }
}

fn open(out: &mut String, tape: &Tape, element: &Element) {
    out.push('<');
    out.push_str(element.tag.name());
    for (name, value) in tape.attrs(element) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push_escaped(out, value, true);
        out.push('"');
    }
    out.push('>');
}

fn push_escaped(out: &mut String, text: &str, in_attribute: bool) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if in_attribute => "&quot;",
            // The second byte of U+00A0, whose first is no other character's.
            0xa0 if at > 0 && text.as_bytes()[at - 1] == 0xc2 => "&nbsp;",
            _ => continue,
        };
        let end = if byte == 0xa0 { at - 1 } else { at };
        out.push_str(&text[start..end]);
        out.push_str(instead);
        start = at + 1;
    }
    out.push_str(&text[start..]);
}
