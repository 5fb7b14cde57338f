//! Takes the content-coding off a body, whatever its label says.
//!
//! A pure function over a body that is already here. The limit counts what comes
//! out, so a small bomb stays small. Labels are believed only as far as the
//! bytes bear them out: plain bytes under a `gzip` label pass as they are, and
//! text that is still gzip after its label was honoured is inflated again.
//!
//! Specs: RFC 9110 §8.4, RFC 1952 (gzip), RFC 1950 and 1951 (`deflate`, which
//! servers send both ways), RFC 7932 (brotli), RFC 8878 and 9659 (zstd and its
//! window of at most 8 MiB).

use std::borrow::Cow;
use std::io::Read;

use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// Most codings that are taken off one body.
const LAYERS_MAX: usize = 3;
/// Base-two logarithm of the largest zstd window (RFC 9659 §3).
const ZSTD_WINDOW_LOG_MAX: u32 = 23;
/// The largest share of memory that is set aside before anything came out, in bytes.
const FIRST_ROOM_MAX: usize = 1024 * 1024;

/// Why a body could not be inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoilt {
    /// More comes out than the limit allows.
    TooLarge,
    /// It ends too early or is damaged.
    Damaged,
}

/// Removes the codings named by `Content-Encoding` values, the last one first.
///
/// `text` says that the content is a feed or a page, where gzip bytes inside are
/// an accident to be mended. Unknown codings are taken to be no coding at all.
pub(crate) fn inflate(body: Bytes, codings: &str, text: bool, bytes_max: u64) -> Result<Bytes, Spoilt> {
    let mut body = body;
    for coding in codings.rsplit(',').map(str::trim).take(LAYERS_MAX) {
        if let Some(inflated) = take_off(coding, &body, bytes_max)? {
            body = inflated.into();
        }
    }
    let mut layers = 0;
    while text && layers < LAYERS_MAX && is_gzip(&body) {
        body = gzip(&body, bytes_max)?.into();
        layers += 1;
    }
    Ok(body)
}

/// One coding's content; `None` when the bytes do not have that coding.
fn take_off(coding: &str, body: &[u8], bytes_max: u64) -> Result<Option<Vec<u8>>, Spoilt> {
    if body.is_empty() {
        return Ok(None);
    }
    match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => {
            if is_gzip(body) {
                gzip(body, bytes_max).map(Some)
            } else {
                Ok(None)
            }
        }
        "deflate" => {
            let found = match drain(ZlibDecoder::new(body), body.len(), bytes_max) {
                Err(Spoilt::Damaged) => drain(DeflateDecoder::new(body), body.len(), bytes_max),
                other => other,
            };
            unless_plain(found, body)
        }
        "br" => unless_plain(
            drain(brotli_decompressor::Decompressor::new(body, 4096), body.len(), bytes_max),
            body,
        ),
        "zstd" => {
            const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
            if !body.starts_with(&MAGIC) {
                return Ok(None);
            }
            let mut decoder = zstd::stream::read::Decoder::with_buffer(body).map_err(|_| Spoilt::Damaged)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(|_| Spoilt::Damaged)?;
            drain(decoder, body.len(), bytes_max).map(Some)
        }
        _ => Ok(None),
    }
}

/// `deflate` and brotli have no mark to tell them by: bytes that do not decode
/// and look like markup were never encoded.
fn unless_plain(found: Result<Vec<u8>, Spoilt>, body: &[u8]) -> Result<Option<Vec<u8>>, Spoilt> {
    let head = body.get(..64.min(body.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let looks_plain =
        text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['<', '{', '[']);
    match found {
        Err(Spoilt::Damaged) if looks_plain => Ok(None),
        other => other.map(Some),
    }
}

fn is_gzip(body: &[u8]) -> bool {
    body.starts_with(&[0x1f, 0x8b, 0x08])
}

/// All members of a gzip body. What follows the last one is ignored, as browsers do.
fn gzip(body: &[u8], bytes_max: u64) -> Result<Vec<u8>, Spoilt> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        let mut decoder = GzDecoder::new(rest);
        let left = bytes_max.saturating_sub(out.len() as u64);
        out.extend(drain(&mut decoder, rest.len(), left)?);
        rest = decoder.into_inner();
        if !is_gzip(rest) {
            return Ok(out);
        }
    }
}

/// Reads a decoder to its end, or to one byte past the limit.
fn drain(decoder: impl Read, input_bytes: usize, bytes_max: u64) -> Result<Vec<u8>, Spoilt> {
    let mut out = Vec::with_capacity(input_bytes.saturating_mul(4).min(FIRST_ROOM_MAX));
    decoder.take(bytes_max.saturating_add(1)).read_to_end(&mut out).map_err(|_| Spoilt::Damaged)?;
    if out.len() as u64 > bytes_max { Err(Spoilt::TooLarge) } else { Ok(out) }
}

/// The values of a header field as one list.
pub(crate) fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    values.fold(Cow::Borrowed(""), |all, value| match all.is_empty() {
        true => Cow::Borrowed(value),
        false => Cow::Owned(format!("{all},{value}")),
    })
}

#[cfg(test)]
mod tests;
