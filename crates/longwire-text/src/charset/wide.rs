//! UTF-16 and UTF-32: encodings that show in the shape of the bytes.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Decoded, Evidence};

/// How many bytes are looked at for zeros where there is no byte order mark.
const LOOK_BYTES: usize = 64;

#[derive(Clone, Copy)]
enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

/// Decodes UTF-16 and UTF-32, with a byte order mark or without; `None` for anything else.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    let wide = by_mark(bytes).or_else(|| by_zeros(bytes))?;
    let (text, damaged, encoding) = match wide {
        Wide::Utf16Le => utf16(bytes, UTF_16LE),
        Wide::Utf16Be => utf16(bytes, UTF_16BE),
        Wide::Utf32Le => utf32(bytes, u32::from_le_bytes),
        Wide::Utf32Be => utf32(bytes, u32::from_be_bytes),
    };
    let text = Cow::Owned(text.trim_start_matches('\u{FEFF}').to_owned());
    Some(Decoded { text, encoding, evidence: Evidence::Shape, damaged, label_wrong: false })
}

fn by_mark(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some(Wide::Utf32Le),
        [0, 0, 0xFE, 0xFF, ..] => Some(Wide::Utf32Be),
        [0xFF, 0xFE, ..] => Some(Wide::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Wide::Utf16Be),
        _ => None,
    }
}

/// A document begins with ASCII markup, so the zeros of the first characters
/// tell the width and the order.
fn by_zeros(bytes: &[u8]) -> Option<Wide> {
    let head = &bytes[..bytes.len().min(LOOK_BYTES) / 4 * 4];
    if head.len() < 4 {
        return None;
    }
    let mut zeros = [0; 4];
    for unit in head.chunks_exact(4) {
        for (count, byte) in zeros.iter_mut().zip(unit) {
            *count += usize::from(*byte == 0);
        }
    }
    let units = head.len() / 4;
    let all = |n: usize| zeros[n] == units;
    let none = |n: usize| zeros[n] == 0;
    match (all(0), all(1), all(2), all(3)) {
        (true, true, true, false) if none(3) => Some(Wide::Utf32Be),
        (false, true, true, true) if none(0) => Some(Wide::Utf32Le),
        (true, false, true, false) if none(1) && none(3) => Some(Wide::Utf16Be),
        (false, true, false, true) if none(0) && none(2) => Some(Wide::Utf16Le),
        _ => None,
    }
}

fn utf16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> (String, bool, &'static str) {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), damaged, encoding.name())
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> (String, bool, &'static str) {
    let mut damaged = !bytes.len().is_multiple_of(4);
    let text = bytes
        .chunks_exact(4)
        .map(|unit| {
            char::from_u32(number([unit[0], unit[1], unit[2], unit[3]])).unwrap_or_else(|| {
                damaged = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (text, damaged, "UTF-32")
}
