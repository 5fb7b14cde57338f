//! Plain text out of trees and values.

use html5ever::{LocalName, local_name};

use crate::dom::{Document, Edge, NodeId};

/// The text with every run of white space made one blank, ends trimmed, invisible marks left out.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_graphic() {
            out.push(c);
            continue;
        }
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}') {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The visible text below a node with blanks between blocks, squeezed; stops after `bytes_max` bytes.
pub(super) fn text_within(document: &Document, id: NodeId, bytes_max: usize) -> String {
    let mut raw = String::new();
    let mut walk = document.traverse(id);
    while let Some(edge) = walk.next() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        if let Some(text) = document.text(node) {
            if matches!(edge, Edge::Open(_)) {
                // Set apart by style only: "By" and a name.
                if raw.ends_with(char::is_lowercase) && text.starts_with(char::is_uppercase) {
                    raw.push(' ');
                }
                raw.push_str(text);
            }
        } else if let Some(name) = document.element(node) {
            if matches!(
                *name,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("template")
                    | local_name!("noscript")
                    | local_name!("svg")
                    | local_name!("rt")
                    | local_name!("rp")
            ) {
                walk.skip_children();
            } else if !is_inline(name) {
                raw.push(' ');
            }
        }
        if raw.len() > bytes_max {
            break;
        }
    }
    squeeze(&raw)
}

fn is_inline(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("b")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("mark")
            | local_name!("rb")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("u")
            | local_name!("wbr")
    )
}

/// Letters and digits only, case folded: what makes two titles the same.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Longest value made plain, in bytes; the rest of it is cut off.
const PLAIN_BYTES_MAX: usize = 8 << 10;

/// Plain text of a value that may hold markup and entities (once or twice encoded), squeezed.
pub(super) fn plain(written: &str) -> String {
    let written = &written[..written.floor_char_boundary(PLAIN_BYTES_MAX)];
    let mut text = squeeze(written);
    for _ in 0..2 {
        if text.contains('&') {
            text = unescape(&text);
        }
    }
    if text.contains('<') {
        text = without_tags(&text);
    }
    squeeze(&text)
}

/// The text without anything that looks like a tag.
fn without_tags(text: &str) -> String {
    let Some(last) = text.rfind('>') else { return text.to_owned() };
    let (tagged, tail) = text.split_at(last + 1);
    let mut out = String::with_capacity(text.len());
    let mut rest = tagged;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let is_tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match is_tag.then(|| rest[open..].find('>')).flatten() {
            Some(close) => {
                out.push(' ');
                rest = &rest[open + close + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out.push_str(tail);
    out
}

/// Longest entity name, in bytes.
const ENTITY_BYTES_MAX: usize = 32;

/// Decodes character references that end in a semicolon (HTML Standard §13.5).
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.bytes().take(ENTITY_BYTES_MAX).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&after[..end], &after[..=end])?, end))) {
            Some((decoded, end)) => {
                out.extend(decoded.into_iter().flatten());
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str, with_semicolon: &str) -> Option<[Option<char>; 2]> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some([char::from_u32(code).filter(|c| *c != '\0'), None]);
    }
    let &(first, second) = html5ever::data::NAMED_ENTITIES.get(with_semicolon)?;
    Some([char::from_u32(first), char::from_u32(second).filter(|c| *c != '\0')])
}

#[cfg(test)]
mod tests;
