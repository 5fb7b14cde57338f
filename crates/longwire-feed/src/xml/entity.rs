//! Resolves character references: XML's five, HTML's names, and numbers.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::html4;

/// Longest name of a reference looked for, in bytes (HTML 4's longest has 8).
const NAME_BYTES_MAX: usize = 16;

/// The text with its references resolved, and without characters that are no text.
///
/// What is no reference stays as it was written: a bare `&`, an unknown name.
/// Known names need their semicolon; numbers do not. Numbers in the range
/// 0x80-0x9F mean windows-1252, as every browser reads them.
pub(crate) fn resolve(raw: &str) -> Cow<'_, str> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return clean(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(n) = memchr(b'&', rest.as_bytes()) {
        text.push_str(&rest[..n]);
        rest = &rest[n..];
        match reference(rest) {
            Some((meaning, length)) => {
                text.push(meaning);
                rest = &rest[length..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    match clean(&text) {
        Cow::Borrowed(_) => Cow::Owned(text),
        Cow::Owned(clean) => Cow::Owned(clean),
    }
}

/// The text without control characters, which no output format may hold.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let control = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    if text.bytes().any(control) {
        return Cow::Owned(text.chars().filter(|c| !c.is_ascii() || !control(*c as u8)).collect());
    }
    Cow::Borrowed(text)
}

/// Reads the reference at the beginning of `text`, which begins with `&`.
fn reference(text: &str) -> Option<(char, usize)> {
    if text.as_bytes().get(1) == Some(&b'#') {
        return number(text);
    }
    let bytes = &text.as_bytes()[..text.len().min(NAME_BYTES_MAX + 2)];
    let end = memchr2(b';', b'<', bytes).filter(|n| bytes[*n] == b';')?;
    let name = text.get(1..end)?;
    let meaning = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => html4::character(name)?,
    };
    Some((meaning, end + 1))
}

fn number(text: &str) -> Option<(char, usize)> {
    let hexadecimal = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let digits = text[start..].bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    // A number too large for any character is damage; it reads as the mark of damage.
    let value = u32::from_str_radix(&text[start..start + digits], radix).unwrap_or(u32::MAX);
    let character = match value {
        0x80..=0x9F => windows_1252(value as u8),
        0 => char::REPLACEMENT_CHARACTER,
        value => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let end = start + digits;
    let semicolon = usize::from(text.as_bytes().get(end) == Some(&b';'));
    Some((character, end + semicolon))
}

fn windows_1252(byte: u8) -> char {
    const TABLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    TABLE[usize::from(byte & 0x1F)]
}

/// Appends `text` as XML or HTML character data.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `text` as XML or HTML character data.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

#[cfg(test)]
mod tests;
