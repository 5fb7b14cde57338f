//! Bytes to text: what a page says about its encoding, weighed by `text::charset`.
//!
//! - [`page`] decodes the body of a response, [`capture`] a whole capture: its
//!   host's country breaks ties.
//! - The label inside a page is found as browsers find it (`prescan`).
//! - Bytes that are no text at all are told by their first bytes and by control
//!   characters ([`Decoded::is_text`]).
//!
//! Deliberately absent: content codings (gzip), which the fetcher removes; the
//! weighing itself (`longwire_text::charset`).
//!
//! Specs: HTML Standard §13.2.3 (determining the encoding); Encoding Standard
//! §4; MIME Sniffing §6 (what is binary).

mod prescan;

use std::borrow::Cow;

use longwire_model::{Capture, Defect};
use longwire_text::charset::{self, Evidence, Labels};

/// A page as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without any byte order mark; empty where the bytes are no text.
    pub text: Cow<'a, str>,
    /// The encoding, as the Encoding Standard spells it.
    pub encoding: &'static str,
    /// What decided: `bom`, `utf-8` (valid beyond chance), `http`, `meta` or `detected`.
    pub from: &'static str,
    /// False for pictures, archives, programs and the like.
    pub is_text: bool,
    /// What was wrong and could be lived with.
    pub defects: Vec<Defect>,
}

/// First bytes of what servers send as HTML by mistake.
const MAGIC: &[&[u8]] = &[
    b"%PDF-",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"wOFF",
    b"wOF2",
    b"\0asm",
    b"SQLite format 3\0",
];

/// How much text is looked at for control characters, in bytes.
const CONTROL_LOOK_BYTES: usize = 8 << 10;

/// Bytes of text for one control character that is lived with.
const BYTES_PER_CONTROL: usize = 32;

/// How far a page is cut back to the start of a tag when it is too large, in bytes.
const CUT_BACK_BYTES: usize = 64 << 10;

/// Decodes the body of a response. `content_type` is its header field; at most
/// `limit` bytes are read.
///
/// Never fails: at worst some characters are U+FFFD, with a defect. Linear in
/// the size; a page in UTF-8 is not copied.
pub fn page<'a>(bytes: &'a [u8], content_type: Option<&str>, limit: usize) -> Decoded<'a> {
    decode(bytes, content_type, None, limit)
}

/// Decodes a capture: like [`page`], with its header fields and its host.
pub fn capture(capture: &Capture, limit: usize) -> Decoded<'_> {
    let domain = capture.final_url.domain().and_then(|domain| domain.rsplit('.').next());
    decode(&capture.body, capture.headers.get("content-type"), domain, limit)
}

fn decode<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
    top_level_domain: Option<&str>,
    limit: usize,
) -> Decoded<'a> {
    let mut defects = Vec::new();
    let cut = cut(bytes, limit);
    if cut.len() < bytes.len() {
        let detail = format!("{} of {} bytes read", cut.len(), bytes.len());
        defects.push(Defect { code: "page.too-large", detail });
    }
    let labels = Labels {
        transport: content_type.and_then(charset::of_content_type),
        declared: prescan::label(cut),
        top_level_domain,
    };
    let found = charset::decode(cut, &labels);
    let is_text = !MAGIC.iter().any(|magic| bytes.starts_with(magic)) && !is_binary(&found.text);
    if !is_text {
        defects.push(Defect { code: "page.not-text", detail: String::new() });
        return Decoded {
            text: Cow::Borrowed(""),
            encoding: found.encoding,
            from: "detected",
            is_text,
            defects,
        };
    }
    if found.label_wrong {
        let said = labels.transport.or(labels.declared).unwrap_or_default();
        let detail = format!("labelled {}, is {}", said.escape_debug(), found.encoding);
        defects.push(Defect { code: "page.charset-wrong", detail });
    }
    if found.damaged {
        defects.push(Defect { code: "page.charset-damaged", detail: found.encoding.to_owned() });
    }
    let from = match found.evidence {
        Evidence::Shape => "bom",
        Evidence::Valid => "utf-8",
        Evidence::Transport => "http",
        Evidence::Declared => "meta",
        Evidence::Guess => "detected",
    };
    Decoded { text: found.text, encoding: found.encoding, from, is_text, defects }
}

/// The first `limit` bytes, cut back to the start of a tag so that no character
/// of any encoding is torn.
fn cut(bytes: &[u8], limit: usize) -> &[u8] {
    let Some(head) = bytes.get(..limit).filter(|head| head.len() < bytes.len()) else { return bytes };
    let from = head.len().saturating_sub(CUT_BACK_BYTES);
    let at = memchr::memrchr(b'<', &head[from..]).map_or(head.len(), |at| from + at);
    &head[..at]
}

fn is_binary(text: &str) -> bool {
    /// All of the first 32 but tab, line feed, form feed, carriage return and escape.
    const CONTROLS: u32 = !(1 << 0x09 | 1 << 0x0a | 1 << 0x0c | 1 << 0x0d | 1 << 0x1b);
    let control = |b: u8| (b < 0x20 && CONTROLS >> b & 1 == 1) || b == 0x7f;
    let head = &text.as_bytes()[..text.len().min(CONTROL_LOOK_BYTES)];
    let controls = head.iter().filter(|b| control(**b)).count();
    controls > 4 && controls > head.len() / BYTES_PER_CONTROL
}

#[cfg(test)]
mod tests;
