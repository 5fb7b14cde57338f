use super::*;

#[test]
fn pictures_are_known_by_their_bytes() {
    let check = |bytes: &[u8], expected: Option<&str>| assert_eq!(media_type(bytes), expected);
    check(b"\xff\xd8\xff\xe0 rest", Some("image/jpeg"));
    check(b"\x89PNG\r\n\x1a\n rest", Some("image/png"));
    check(b"GIF89a rest", Some("image/gif"));
    check(b"RIFF\0\0\0\0WEBP rest", Some("image/webp"));
    check(b"\0\0\0\x20ftypavif rest", Some("image/avif"));
}

#[test]
fn what_is_no_raster_picture_is_refused() {
    for bytes in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"<html>", b"", b"\x89PN", b"%PDF-1.7"] {
        assert_eq!(media_type(bytes), None);
    }
}

#[test]
fn a_picture_cut_off_after_its_name_is_kept_without_a_size() {
    let url = Url::parse("https://example.org/a.png").expect("an address");
    let image = looked_at(url, Bytes::from_static(b"\x89PNG\r\n\x1a\n")).expect("a picture");
    assert_eq!((image.width, image.height), (None, None));
}

#[test]
fn what_is_not_kept_says_what_it_is() {
    let check = |bytes: &'static [u8], expected: &str| {
        let url = Url::parse("https://example.org/a.png").expect("an address");
        assert!(looked_at(url, Bytes::from_static(bytes)).expect_err("no picture").contains(expected));
    };
    check(b"\xef\xbb\xbf <SVG xmlns='http://www.w3.org/2000/svg'/>", "SVG");
    check(b"<?xml version='1.0'?><!-- a --><svg/>", "SVG");
    check(b"<!DOCTYPE html><svg/>", "web page");
    check(b"", "no JPEG");
    check(b"\xff\xfe\x00", "no JPEG");
}
