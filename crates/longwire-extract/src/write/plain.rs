//! A tape as plain text: one block a line.

use super::tag::Tag;
use super::tape::{Event, Tape};

/// Writes a tape as plain text. Blocks and line breaks become lines, cells of a
/// row are separated by tabs, `pre` keeps its lines; pictures, their captions and
/// readings above characters (`rt`) are left out. Captions stay where they are most of
/// the text: a story told in pictures. No blank lines, no white space at the ends of
/// lines, none at the end.
pub(super) fn write(tape: &Tape) -> String {
    let mut out = String::with_capacity(tape.text_bytes());
    let captions_go = !is_told_in_pictures(tape);
    let is_aside = |tag| matches!(tag, Tag::Rt | Tag::Rp) || (captions_go && tag == Tag::Figcaption);
    let (mut aside, mut pre, mut cells) = (0usize, 0usize, 0usize);
    for event in tape.events() {
        match event {
            Event::Open(element) => match element.tag {
                tag if is_aside(tag) => aside += 1,
                Tag::Pre => {
                    end_line(&mut out, cells);
                    pre += 1;
                }
                Tag::Td | Tag::Th => {
                    out.truncate(out.trim_end_matches(' ').len());
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\t');
                    }
                    cells += 1;
                }
                Tag::Q => out.push('“'),
                tag if !tag.is_inline() => end_line(&mut out, cells),
                _ => {}
            },
            Event::Close(index) => match tape.opened(*index).map(|element| element.tag) {
                Some(tag) if is_aside(tag) => aside -= 1,
                Some(Tag::Pre) => {
                    pre -= 1;
                    end_line(&mut out, cells);
                }
                Some(Tag::Td | Tag::Th) => cells -= 1,
                Some(Tag::Q) => out.push('”'),
                Some(tag) if !tag.is_inline() => end_line(&mut out, cells),
                _ => {}
            },
            Event::Void(element) if element.tag != Tag::Img => end_line(&mut out, cells),
            Event::Text(span) if aside == 0 => push_text(&mut out, tape.str(span), pre > 0),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// True where captions hold more text than all else.
fn is_told_in_pictures(tape: &Tape) -> bool {
    let (mut captions, mut inside, mut outside) = (0usize, 0usize, 0usize);
    for event in tape.events() {
        match event {
            Event::Open(element) => captions += usize::from(element.tag == Tag::Figcaption),
            Event::Close(index) => {
                let closed = tape.opened(*index).map(|element| element.tag);
                captions -= usize::from(closed == Some(Tag::Figcaption));
            }
            Event::Text(span) if captions > 0 => inside += span.len(),
            Event::Text(span) => outside += span.len(),
            Event::Void(_) | Event::Gone => {}
        }
    }
    inside > outside
}

/// Ends a line that holds something; inside a cell, where lines have no place, a word.
fn end_line(out: &mut String, cells: usize) {
    if cells > 0 {
        if !out.is_empty() && !out.ends_with([' ', '\t', '\n']) {
            out.push(' ');
        }
        return;
    }
    let end = out.trim_end_matches([' ', '\t']).len();
    out.truncate(end);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_text(out: &mut String, text: &str, verbatim: bool) {
    // What stands as it is goes over in pieces.
    let mut start = 0;
    let mut before = out.chars().next_back();
    for (at, c) in text.char_indices() {
        let instead = match c {
            '\u{ad}' | '\u{200b}' | '\u{2060}' => None,
            '\u{a0}' => Some(' '),
            ' ' if !verbatim && matches!(before, Some(' ' | '\n' | '\t')) => None,
            _ => {
                before = Some(c);
                continue;
            }
        };
        out.push_str(&text[start..at]);
        out.extend(instead);
        before = instead.or(before);
        start = at + c.len_utf8();
    }
    out.push_str(&text[start..]);
}
