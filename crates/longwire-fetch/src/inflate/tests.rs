use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

const PAGE: &[u8] =
    b"<!doctype html><title>t</title><p>a page that is compressed on the wire, and then again</p>";

fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn zlibbed(body: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn deflated(body: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn zstded(body: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(body, 3).unwrap()
}

/// PAGE as one uncompressed brotli metablock: window 16, 93 bytes as they are, then the empty last block.
fn brotlied(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() - 1).unwrap();
    // Bits, lowest first: WBITS 0, ISLAST 0, MNIBBLES 00, MLEN-1 in 16 bits, ISUNCOMPRESSED 1, fill.
    let header = (length << 4) | (1 << 20);
    let mut out = header.to_le_bytes()[..3].to_vec();
    out.extend_from_slice(body);
    out.push(0b11);
    out
}

#[track_caller]
fn check(codings: &str, body: &[u8], expected: Result<&[u8], Spoilt>) {
    let found = inflate(Bytes::copy_from_slice(body), codings, true, 1_000_000);
    assert_eq!(found.as_deref().map_err(|e| *e), expected, "{codings}");
}

#[test]
fn removes_every_coding_we_ask_for() {
    check("", PAGE, Ok(PAGE));
    check("identity", PAGE, Ok(PAGE));
    check("gzip", &gzipped(PAGE), Ok(PAGE));
    check("X-GZip", &gzipped(PAGE), Ok(PAGE));
    check("deflate", &zlibbed(PAGE), Ok(PAGE));
    check("deflate", &deflated(PAGE), Ok(PAGE));
    check("br", &brotlied(PAGE), Ok(PAGE));
    check("zstd", &zstded(PAGE), Ok(PAGE));
    check("gzip, zstd", &zstded(&gzipped(PAGE)), Ok(PAGE));
}

#[test]
fn plain_bytes_under_a_label_stay_as_they_are() {
    for label in ["gzip", "deflate", "br", "zstd", "utf-8", "none, gzip"] {
        check(label, PAGE, Ok(PAGE));
        check(label, b"", Ok(b""));
    }
}

#[test]
fn text_that_is_gzip_once_more_is_inflated_once_more() {
    check("gzip", &gzipped(&gzipped(PAGE)), Ok(PAGE));
    check("", &gzipped(PAGE), Ok(PAGE));
    let image = inflate(gzipped(PAGE).into(), "", false, 1_000_000).unwrap();
    assert_eq!(image, gzipped(PAGE));
}

#[test]
fn members_are_joined_and_rubbish_after_them_ignored() {
    let mut body = gzipped(&PAGE[..10]);
    body.extend(gzipped(&PAGE[10..]));
    body.extend(b"\0\0\0 padding");
    check("gzip", &body, Ok(PAGE));
}

#[test]
fn a_body_that_is_cut_or_damaged_is_said_to_be() {
    for (label, body) in
        [("gzip", gzipped(PAGE)), ("deflate", zlibbed(PAGE)), ("br", brotlied(PAGE)), ("zstd", zstded(PAGE))]
    {
        check(label, &body[..body.len() / 2], Err(Spoilt::Damaged));
    }
    let mut damaged = gzipped(PAGE);
    let at = damaged.len() - 6;
    damaged[at] ^= 0xff; // the checksum
    check("gzip", &damaged, Err(Spoilt::Damaged));
}

#[test]
fn a_bomb_is_stopped_at_the_limit() {
    let zeros = vec![0; 5_000_000];
    check("gzip", &gzipped(&zeros), Err(Spoilt::TooLarge));
    check("deflate", &zlibbed(&zeros), Err(Spoilt::TooLarge));
    check("zstd", &zstded(&zeros), Err(Spoilt::TooLarge));
    // Five million zeros in fourteen bytes.
    check("br", &[155, 63, 75, 76, 0, 36, 0, 226, 177, 64, 242, 133, 152, 0], Err(Spoilt::TooLarge));
    check("gzip, gzip", &gzipped(&gzipped(&zeros)), Err(Spoilt::TooLarge));
    let many: Vec<u8> = gzipped(&zeros[..900_000]).repeat(3);
    check("gzip", &many, Err(Spoilt::TooLarge));
}

#[test]
fn no_more_than_three_layers_are_opened() {
    let mut body = PAGE.to_vec();
    for _ in 0..8 {
        body = gzipped(&body);
    }
    let found = inflate(body.into(), "gzip,gzip,gzip,gzip,gzip", false, 1_000_000).unwrap();
    assert!(is_gzip(&found));
}
