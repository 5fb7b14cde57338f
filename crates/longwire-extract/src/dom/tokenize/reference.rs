//! Character references: `&amp;`, `&#233;`, `&#xe9;`, and what old pages leave out.
//!
//! Spec: HTML Standard §13.2.5.72 to §13.2.5.80, §13.5 (the names).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Bytes of the longest name, its semicolon included, and some.
const NAME_BYTES_MAX: usize = 40;

/// Appends a text with its references resolved, and with U+FFFD for U+0000.
pub(super) fn resolve(text: &str, in_attribute: bool, out: &mut String) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(at) = memchr::memchr2(b'&', 0, &bytes[start..]).map(|at| start + at) {
        out.push_str(&text[start..at]);
        start = at + 1;
        if bytes[at] == 0 {
            out.push('\u{fffd}');
            continue;
        }
        match reference(&text[start..], in_attribute) {
            Some((first, second, length)) => {
                out.push(first);
                out.extend(second);
                start += length;
            }
            None => out.push('&'),
        }
    }
    out.push_str(&text[start..]);
}

/// The characters that the text after a `&` stands for, and how many bytes of it say so.
fn reference(text: &str, in_attribute: bool) -> Option<(char, Option<char>, usize)> {
    match text.as_bytes().first()? {
        b'#' => numeric(text).map(|(c, length)| (c, None, length)),
        first if first.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn named(text: &str, in_attribute: bool) -> Option<(char, Option<char>, usize)> {
    let bytes = &text.as_bytes()[..text.len().min(NAME_BYTES_MAX)];
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let found = |length: usize| NAMED_ENTITIES.get(&text[..length]).filter(|found| found.0 != 0);
    let whole = (bytes.get(letters) == Some(&b';')).then_some(letters + 1);
    let lengths = whole.into_iter().chain((1..=letters).rev());
    let (length, &(first, second)) = lengths.into_iter().find_map(|length| Some((length, found(length)?)))?;
    let next = text.as_bytes().get(length);
    let ends = bytes[length - 1] == b';';
    if in_attribute && !ends && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric()) {
        return None;
    }
    Some((char::from_u32(first)?, char::from_u32(second).filter(|c| *c != '\0'), length))
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let (base, start) = match bytes.get(1) {
        Some(b'x' | b'X') => (16, 2),
        _ => (10, 1),
    };
    let digits = bytes[start..].iter().take_while(|byte| char::from(**byte).is_digit(base)).count();
    if digits == 0 {
        return None;
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(base).unwrap_or(0);
    let add = |number: u32, byte: &u8| number.saturating_mul(base).saturating_add(digit(byte));
    let number = bytes[start..start + digits].iter().fold(0, add);
    let end = start + digits;
    let length = end + usize::from(bytes.get(end) == Some(&b';'));
    Some((character(number), length))
}

/// What a number stands for: the bytes of Windows 1252 are what writers meant by 128 to 159.
fn character(number: u32) -> char {
    let replaced = match number {
        0x80..=0x9f => C1_REPLACEMENTS[(number - 0x80) as usize],
        _ => None,
    };
    replaced.or(char::from_u32(number).filter(|c| *c != '\0')).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, in_attribute: &str) {
        for (attribute, expected) in [(false, expected), (true, in_attribute)] {
            let mut out = String::new();
            resolve(text, attribute, &mut out);
            assert_eq!(out, expected, "{text}");
        }
    }

    #[test]
    fn names_are_read_to_their_longest() {
        check("a &amp; b &lt;&gt;", "a & b <>", "a & b <>");
        check("&notin; &notit; &not", "∉ ¬it; ¬", "∉ &notit; ¬");
        check("&amp=1 &copy2 &copy.", "&=1 ©2 ©.", "&amp=1 &copy2 ©.");
        check("&NotEqualTilde;", "≂̸", "≂̸");
        check("&nosuch; &; & &", "&nosuch; &; & &", "&nosuch; &; & &");
        let long = format!("&{};", "a".repeat(200));
        check(&long, &long, &long);
    }

    #[test]
    fn numbers_are_read_in_both_bases_and_the_impossible_replaced() {
        check("&#233;&#xE9;&#XE9 &#233x", "éé\u{e9} éx", "éé\u{e9} éx");
        check("&#150;&#128;", "–€", "–€");
        check(
            "&#0;&#xD800;&#x110000;&#99999999999;",
            "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        );
        check("&#; &#x; &#xg", "&#; &#x; &#xg", "&#; &#x; &#xg");
        check("a\0b", "a\u{fffd}b", "a\u{fffd}b");
    }
}
