use axum::body::Body;
use longwire_model::Image;
use longwire_store::NewImage;

use crate::testing::{Answer, Server, article, request, url};

/// A server with one stored picture, and the path of it.
fn with_picture(media_type: &'static str, bytes: &'static [u8]) -> (Server, String) {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let at = url("https://img.example/a.png");
    let mut article = article(1);
    article.images = vec![Image { url: at.clone(), alt: String::new(), stored: None }];
    let image = NewImage { url: at, media_type, bytes: bytes.into(), width: None, height: None };
    let id = server.archive_with(paper, &article, &[image]);
    let hash = server.store.article(id).unwrap().unwrap().revision.article.images[0].stored.unwrap();
    (server, format!("/images/{hash}"))
}

#[track_caller]
fn is_safe(answer: &Answer) {
    let policy = answer.field("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.ends_with("sandbox"), "{policy}");
    assert_eq!(answer.field("x-content-type-options"), "nosniff");
    assert_eq!(answer.field("set-cookie"), "");
}

#[test]
fn a_picture_is_sent_as_what_its_bytes_are() {
    let (server, path) = with_picture("image/png", b"\x89PNG not really");
    for path in [path.clone(), format!("{path}.jpg"), format!("{path}.html")] {
        let answer = server.get(&path);
        assert_eq!((answer.status.as_u16(), answer.field("content-type")), (200, "image/png"), "{path}");
        assert_eq!(&answer.body[..], b"\x89PNG not really");
        assert_eq!(answer.field("cache-control"), "public, max-age=31536000, immutable");
        is_safe(&answer);
    }
}

#[test]
fn a_type_that_may_hold_script_is_sent_as_bytes() {
    let (server, path) = with_picture("image/svg+xml", b"<svg/>");
    let answer = server.get(&path);
    assert_eq!(answer.field("content-type"), "application/octet-stream");
    is_safe(&answer);
}

#[test]
fn who_has_a_picture_is_not_sent_it_again() {
    let (server, path) = with_picture("image/png", b"\x89PNG not really");
    let tag = server.get(&path).field("etag").to_owned();
    for held in [tag.clone(), format!("\"a\", W/{tag}")] {
        let answer = server.get_with(&path, "if-none-match", &held);
        assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0));
        is_safe(&answer);
    }
    assert_eq!(server.get_with(&path, "if-none-match", "\"a\"").status, 200);
}

#[test]
fn a_head_request_gets_the_fields_alone() {
    let (server, path) = with_picture("image/png", b"\x89PNG not really");
    let head = server.send(request(&path).method("HEAD").body(Body::empty()).unwrap());
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.field("content-length"), "15");
    is_safe(&head);
}

#[test]
fn what_is_no_picture_of_ours_is_not_found() {
    let (server, path) = with_picture("image/png", b"\x89PNG not really");
    let short = path[..path.len() - 1].to_owned();
    let other = format!("/images/{}", "ab".repeat(32));
    for path in [short, other, "/images/".into(), "/images/..%2f".into(), format!("{path}/x")] {
        let answer = server.get(&path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.field("content-security-policy").starts_with("default-src 'none'"));
    }
}

/// A JPEG of soft colours, at a quality that leaves something to win.
fn jpeg(wide: u32, high: u32) -> Vec<u8> {
    let picture = ::image::RgbImage::from_fn(wide, high, |x, y| ::image::Rgb([(x / 5) as u8, y as u8, 9]));
    let mut bytes = Vec::new();
    let encoder = ::image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 98);
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

#[test]
fn a_picture_is_to_be_had_in_a_few_widths() {
    let (server, path) = with_picture("image/jpeg", jpeg(1_200, 120).leak());
    let whole = server.get(&path);
    for (width, expected) in [(320, 320), (640, 640), (960, 960), (1_280, 1_200)] {
        let answer = server.get(&format!("{path}?w={width}"));
        let picture = ::image::load_from_memory(&answer.body).unwrap();
        assert_eq!((answer.status.as_u16(), picture.width()), (200, expected));
        assert_eq!(answer.field("content-type"), "image/jpeg");
        assert_eq!(answer.body == whole.body, width == 1_280);
        assert_ne!(answer.field("etag"), whole.field("etag"));
        is_safe(&answer);
        let again = server.get_with(&format!("{path}?w={width}"), "if-none-match", answer.field("etag"));
        assert_eq!(again.status, 304);
    }
    for width in ["", "0", "321", "0640", "640px", "-640", "99999999999", "640&w=320"] {
        let expected = if width.contains('&') { 200 } else { 404 };
        assert_eq!(server.get(&format!("{path}?w={width}")).status, expected, "{width}");
    }
}

#[test]
fn what_can_not_be_made_smaller_is_sent_as_it_is() {
    let (server, path) = with_picture("image/gif", b"GIF89a not really");
    let answer = server.get(&format!("{path}?w=320"));
    assert_eq!((answer.field("content-type"), &answer.body[..]), ("image/gif", &b"GIF89a not really"[..]));
    assert_eq!(server.get(&format!("/images/{}?w=320", "ab".repeat(32))).status, 404);
}
