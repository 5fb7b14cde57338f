//! Bytes to text: which character encoding is this document really in?
//!
//! [`decode`] weighs what the transport says, what the document says and what
//! the bytes show, in this order:
//!
//! 1. a byte order mark, or the zero bytes of UTF-16 and UTF-32 without one;
//! 2. bytes that are UTF-8 beyond chance, whatever any label claims;
//! 3. the transport's label (HTTP `charset`), then the document's own, if the
//!    bytes decode under it without an error, or failing that nearly so;
//! 4. nearly valid UTF-8 (a cut or a stray byte), with U+FFFD for what is broken;
//! 5. a guess from the bytes ([`chardetng`]), windows-1252 at the very end.
//!
//! Labels mean what the WHATWG says they mean: `iso-8859-1` is windows-1252,
//! `gb2312` and `gbk` read as GB18030, `big5` includes HKSCS.
//!
//! - [`declared`] finds the label inside a document; [`of_content_type`] the
//!   one in a header field.
//! - Deliberately absent: content codings (gzip), entities, line ends.
//!
//! Specs: Encoding Standard §4-§6, §11; XML 1.0 appendix F; RFC 7303 §3.

mod label;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

pub use label::{declared, of_content_type};

/// What may be known about a document's encoding before looking at its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Labels<'a> {
    /// The transport's label, as in `charset=` of a Content-Type.
    pub transport: Option<&'a str>,
    /// The document's own label, as [`declared`] finds it.
    pub declared: Option<&'a str>,
    /// The last label of the host's name (`cn`, `jp`): breaks ties of a guess.
    pub top_level_domain: Option<&'a str>,
}

/// Text, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without any byte order mark. Borrowed where the bytes were UTF-8.
    pub text: Cow<'a, str>,
    /// Name of the encoding, as the Encoding Standard spells it, or `UTF-32`.
    pub encoding: &'static str,
    /// What decided.
    pub evidence: Evidence,
    /// True where something could not be decoded and became U+FFFD.
    pub damaged: bool,
    /// True where a label was given and overruled.
    pub label_wrong: bool,
}

/// What decided on an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A byte order mark, or the zero bytes of a wide encoding.
    Shape,
    /// The bytes are valid UTF-8 (ASCII included).
    Valid,
    /// The transport's label.
    Transport,
    /// The document's own label.
    Declared,
    /// A guess from the bytes.
    Guess,
}

/// Decodes a document. Never fails: at worst some characters are U+FFFD.
///
/// Time is linear in the size; the bytes are looked through a handful of times.
pub fn decode<'a>(bytes: &'a [u8], labels: &Labels<'_>) -> Decoded<'a> {
    if let Some(decoded) = wide::decode(bytes) {
        return decoded;
    }
    let bytes = without_marks(bytes);
    let transport = labels.transport.and_then(label::encoding);
    let declared = labels.declared.and_then(label::encoding).filter(|e| !is_wide(e));
    let label_wrong =
        |found: &'static Encoding| [transport, declared].into_iter().flatten().any(|label| label != found);
    if let Ok(text) = std::str::from_utf8(bytes)
        && !seven_bit_japanese(text, transport.or(declared))
        && (transport.or(declared).is_none_or(|e| e == UTF_8) || beyond_chance(text))
    {
        let label_wrong = !text.is_ascii() && label_wrong(UTF_8);
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: UTF_8.name(),
            evidence: Evidence::Valid,
            damaged: false,
            label_wrong,
        };
    }
    let (encoding, evidence) = by_label(bytes, transport, declared)
        .unwrap_or_else(|| (guess(bytes, labels.top_level_domain), Evidence::Guess));
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding: encoding.name(), evidence, damaged, label_wrong: label_wrong(encoding) }
}

/// The first label under which the bytes decode without an error.
fn by_label(
    bytes: &[u8],
    transport: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Option<(&'static Encoding, Evidence)> {
    let mut candidates =
        [transport.map(|e| (e, Evidence::Transport)), declared.map(|e| (e, Evidence::Declared))];
    // Web servers send ISO 8859-1 by default, and it never fails to decode: a
    // more particular label inside the document weighs more.
    if transport == Some(WINDOWS_1252) && declared.is_some_and(|e| !e.is_single_byte()) {
        candidates.swap(0, 1);
    }
    if nearly_utf8(bytes) {
        return Some((UTF_8, Evidence::Guess));
    }
    let labels = || candidates.into_iter().flatten();
    labels()
        .find(|(encoding, _)| encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some())
        .or_else(|| labels().find(|(encoding, _)| *encoding != UTF_8 && nearly_decodes(bytes, encoding)))
}

/// Whether only a few characters can not be decoded: publishing systems of old
/// cut texts inside characters.
fn nearly_decodes(bytes: &[u8], encoding: &'static Encoding) -> bool {
    const CHARACTERS_PER_ERROR: usize = 50;
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if !damaged {
        return true;
    }
    let (mut characters, mut errors) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if c == '\u{fffd}' { errors += 1 } else { characters += 1 }
    }
    characters >= errors * CHARACTERS_PER_ERROR
}

/// The bytes after any UTF-8 byte order marks (some servers glue on two).
fn without_marks(mut bytes: &[u8]) -> &[u8] {
    while let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        bytes = rest;
    }
    bytes
}

fn is_wide(encoding: &'static Encoding) -> bool {
    // A label that could be read as ASCII is not in UTF-16, whatever it says.
    !encoding.is_ascii_compatible() && encoding != ISO_2022_JP
}

/// ISO 2022-JP is seven-bit and therefore always valid UTF-8: its escapes tell.
fn seven_bit_japanese(text: &str, label: Option<&'static Encoding>) -> bool {
    let escapes = || memchr::memmem::find(text.as_bytes(), b"\x1B$").is_some();
    text.is_ascii() && (label == Some(ISO_2022_JP) || label.is_none_or(|e| e == UTF_8)) && escapes()
}

/// Whether valid UTF-8 can not well be legacy text that only looks like it.
///
/// A pair of high bytes is UTF-8 by chance now and then (`Ã©` in Latin-1);
/// three-byte sequences, or three pairs and nothing else, are not.
fn beyond_chance(text: &str) -> bool {
    let mut pairs = 0;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        pairs += 1;
        if c.len_utf8() > 2 || pairs > 2 {
            return true;
        }
    }
    pairs == 0
}

/// Whether most high bytes form UTF-8 and only a few do not: a document that
/// was cut inside a character, or into which a foreign string was pasted.
fn nearly_utf8(bytes: &[u8]) -> bool {
    const SEQUENCES_PER_ERROR: usize = 10;
    let (mut sequences, mut errors) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        errors += usize::from(!chunk.invalid().is_empty());
    }
    errors > 0 && sequences >= errors * SEQUENCES_PER_ERROR
}

/// The most likely encoding by the bytes alone.
///
/// The detector rules an encoding out at the first byte that does not fit. So
/// where it ends at a single-byte encoding, which nearly any byte fits, the
/// parts of the document are asked one by one, and the one that is right about
/// the most of them is taken if it is nearly right about all.
fn guess(bytes: &[u8], top_level_domain: Option<&str>) -> &'static Encoding {
    const PARTS: usize = 16;
    let whole = guess_part(bytes, top_level_domain);
    if !whole.is_single_byte() {
        return whole;
    }
    let mut votes: Vec<(&'static Encoding, usize)> = Vec::new();
    for part in bytes.chunks(bytes.len() / PARTS + 1) {
        // A part begins and ends at ASCII, so that it tears no character.
        let ascii = |b: &u8| b.is_ascii_whitespace() || *b == b'<';
        let (Some(start), Some(end)) = (part.iter().position(ascii), part.iter().rposition(ascii)) else {
            continue;
        };
        let part = &part[start..end];
        let high_bytes = part.iter().filter(|b| !b.is_ascii()).count();
        let found = guess_part(part, top_level_domain);
        match votes.iter_mut().find(|(encoding, _)| *encoding == found) {
            Some((_, weight)) => *weight += high_bytes,
            None => votes.push((found, high_bytes)),
        }
    }
    let all = votes.iter().map(|(_, weight)| weight).sum::<usize>();
    votes
        .into_iter()
        .find(|&(encoding, weight)| {
            !encoding.is_single_byte() && weight * 2 > all && nearly_decodes(bytes, encoding)
        })
        .map_or(whole, |(encoding, _)| encoding)
}

fn guess_part(bytes: &[u8], top_level_domain: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let domain = top_level_domain.map(str::to_ascii_lowercase);
    // The detector panics on anything but a bare ASCII label.
    let domain = domain.as_deref().filter(|d| d.bytes().all(|b| b.is_ascii_lowercase()) && !d.is_empty());
    detector.guess(domain.map(str::as_bytes), Utf8Detection::Allow)
}

#[cfg(test)]
mod tests;
