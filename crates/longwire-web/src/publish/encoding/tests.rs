use std::io::Read as _;

use axum::http::HeaderValue;

use super::*;

#[track_caller]
fn check(accepted: &str, expected: Encoding) {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(accepted).unwrap());
    assert_eq!(Encoding::accepted(&headers), expected, "{accepted:?}");
}

#[test]
fn the_smallest_that_a_client_takes_is_sent() {
    check("gzip, deflate", Encoding::Gzip);
    check("gzip, deflate, br, zstd", Encoding::Brotli);
    check("zstd, gzip", Encoding::Zstd);
    check("X-GZIP", Encoding::Gzip);
    check("GZIP ; Q=1", Encoding::Gzip);
}

#[test]
fn a_client_that_says_nothing_gets_the_plain_bytes() {
    assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    check("", Encoding::Identity);
    check("deflate, compress", Encoding::Identity);
}

#[test]
fn weights_are_heeded() {
    check("br;q=0.5, gzip", Encoding::Gzip);
    check("br;q=0.5, gzip;q=0.5", Encoding::Brotli);
    check("gzip;q=0.5, identity", Encoding::Identity);
    check("gzip;q=0.001, identity;q=0", Encoding::Gzip);
    check("br;q=1.0, GZIP;q=0.5", Encoding::Brotli);
}

#[test]
fn what_is_refused_is_not_sent() {
    check("gzip;q=0", Encoding::Identity);
    check("br;q=0.000, gzip;q=0.0, zstd", Encoding::Zstd);
    check("gzip, identity;q=0", Encoding::Gzip);
    check("gzip;q=nonsense", Encoding::Identity);
    check("br;q=7, gzip;q=-1, zstd;q=NaN", Encoding::Identity);
}

#[test]
fn a_star_means_gzip_and_can_refuse_the_rest() {
    check("*", Encoding::Gzip);
    check("gzip;q=0, *", Encoding::Identity);
    check("*;q=0, br", Encoding::Brotli);
    check("identity, *;q=0", Encoding::Identity);
    check("identity;q=0, *", Encoding::Gzip);
    check("*;q=0.2, identity;q=0.5", Encoding::Identity);
}

#[test]
fn who_refuses_everything_gets_the_plain_bytes() {
    check("*;q=0", Encoding::Identity);
    check("identity;q=0", Encoding::Identity);
    check("identity;q=0, *;q=0", Encoding::Identity);
}

#[test]
fn several_fields_are_one_list() {
    let mut headers = HeaderMap::new();
    headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static("deflate"));
    headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    assert_eq!(Encoding::accepted(&headers), Encoding::Gzip);
}

#[test]
fn what_is_packed_unpacks_to_the_same_bytes() {
    for plain in [Bytes::new(), Bytes::from("港口罢工 <item>".repeat(5_000))] {
        for encoding in Encoding::ALL {
            let packed = encoding.pack(&plain);
            let mut read = Vec::new();
            let mut unpacking: Box<dyn std::io::Read> = match encoding {
                Encoding::Identity => Box::new(&packed[..]),
                Encoding::Gzip => Box::new(flate2::read::GzDecoder::new(&packed[..])),
                Encoding::Brotli => Box::new(brotli::Decompressor::new(&packed[..], 4_096)),
                Encoding::Zstd => Box::new(zstd::Decoder::new(&packed[..]).unwrap()),
            };
            unpacking.read_to_end(&mut read).unwrap();
            assert_eq!(read, plain, "{}", encoding.name());
            assert_eq!(packed, encoding.pack(&plain), "{} packs alike twice", encoding.name());
            assert!(plain.is_empty() || encoding == Encoding::Identity || packed.len() < plain.len() / 10);
        }
    }
}
