//! How the bytes of an answer are packed, and which way a client wants them.
//!
//! - [`Encoding::accepted`] weighs what a client says it takes.
//! - [`Encoding::pack`] packs as well as is worth the time of doing it once per change.
//! - A client that refuses every way, the plain one too, gets the plain bytes: a feed that
//!   comes is kinder than a 406, and the specification leaves the choice.
//! - Deliberately absent: `deflate`, which clients read in two ways.
//!
//! Spec: RFC 9110 §8.4.1 (content codings), §12.5.3 (`Accept-Encoding`), RFC 8878, RFC 7932.

use std::io::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::condition::fields;

/// Chosen: the text of a 200 KB feed takes some 10 ms at each of these.
const GZIP_LEVEL: u32 = 6;
const BROTLI_QUALITY: u32 = 6;
const ZSTD_LEVEL: i32 = 9;

/// Largest window a brotli stream may ask of its reader, as a power of two of bytes.
const BROTLI_WINDOW_BITS: u32 = 22;

/// Bytes brotli hands on at a time.
const BROTLI_BUFFER_BYTES: usize = 16 * 1024;

/// How the bytes of an answer are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// By brotli.
    Brotli,
    /// By Zstandard.
    Zstd,
    /// By gzip.
    Gzip,
    /// As they are.
    Identity,
}

/// The weight of what nobody has spoken of: enough to be taken where nothing else is.
const UNSPOKEN: u16 = 1;

impl Encoding {
    /// All there are; of two that a client likes equally, the first is sent.
    pub(crate) const ALL: [Self; 4] = [Self::Brotli, Self::Zstd, Self::Gzip, Self::Identity];

    /// Its name as a content coding.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The encoding to send to a client that accepts these.
    ///
    /// A `*` counts as gzip: whoever writes it reads that, and perhaps nothing newer.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let (mut weights, mut others) = ([None; Self::ALL.len()], None);
        for range in fields(headers, header::ACCEPT_ENCODING).flat_map(|field| field.split(',')) {
            let (name, parameters) = range.split_once(';').unwrap_or((range, ""));
            let (name, weight) = (name.trim(), weight(parameters));
            if name == "*" {
                others = Some(weight);
            }
            if let Some(encoding) = Self::named(name) {
                weights[encoding as usize] = Some(weight);
            }
        }
        let of = |encoding: Self| match (weights[encoding as usize], encoding) {
            (Some(weight), _) => weight,
            (None, Self::Identity) => others.map_or(UNSPOKEN, |weight: u16| weight.min(UNSPOKEN)),
            (None, Self::Gzip) => others.unwrap_or(0),
            (None, Self::Brotli | Self::Zstd) => 0,
        };
        let mut best = Self::Identity;
        for encoding in Self::ALL.into_iter().rev() {
            best = if of(encoding) > 0 && of(encoding) >= of(best) { encoding } else { best };
        }
        best
    }

    fn named(name: &str) -> Option<Self> {
        let is = |encoding: &Self| name.eq_ignore_ascii_case(encoding.name());
        // RFC 9110 §8.4.1.3: the old name means the same.
        Self::ALL.into_iter().find(is).or(name.eq_ignore_ascii_case("x-gzip").then_some(Self::Gzip))
    }

    /// The packed bytes. The same bytes always pack to the same bytes.
    pub(crate) fn pack(self, plain: &Bytes) -> Bytes {
        match self {
            Self::Identity => Ok(plain.clone()),
            Self::Gzip => gzip(plain).map(Bytes::from),
            Self::Brotli => brotli(plain).map(Bytes::from),
            Self::Zstd => zstd::bulk::compress(plain, ZSTD_LEVEL).map(Bytes::from),
        }
        .expect("packing within memory does not fail")
    }
}

/// A weight in thousandths; 1,000 where none is given, 0 where it can not be read.
fn weight(parameters: &str) -> u16 {
    let given = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
    });
    let read = given.map_or(Ok(1.0), str::parse::<f32>);
    let weight = read.ok().filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(0.0);
    (weight * 1_000.0).round() as u16
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(GZIP_LEVEL));
    packer.write_all(plain)?;
    packer.finish()
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let packed = Vec::with_capacity(plain.len() / 3);
    let mut packer = CompressorWriter::new(packed, BROTLI_BUFFER_BYTES, BROTLI_QUALITY, BROTLI_WINDOW_BITS);
    packer.write_all(plain)?;
    Ok(packer.into_inner())
}

#[cfg(test)]
mod tests;
