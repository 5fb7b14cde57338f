use super::*;

const LIMIT: usize = 1 << 20;

/// A page in GBK that says "中文内容" twenty times; the label is the caller's.
fn gbk(meta: &str) -> Vec<u8> {
    let mut page = format!("<html><head>{meta}<body><p>").into_bytes();
    for _ in 0..20 {
        page.extend_from_slice(b"\xd6\xd0\xce\xc4\xc4\xda\xc8\xdd\xa1\xa3");
    }
    page
}

#[track_caller]
fn check(bytes: &[u8], content_type: Option<&str>, encoding: &str, from: &str) {
    let decoded = page(bytes, content_type, LIMIT);
    assert_eq!((decoded.encoding, decoded.from), (encoding, from), "{}", String::from_utf8_lossy(bytes));
}

#[test]
fn finds_the_label_as_browsers_do() {
    for (html, expected) in [
        ("<meta charset=gbk>", Some("gbk")),
        ("<META CharSet = 'gbk' >", Some("gbk")),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'>", Some("gbk")),
        ("<meta content='text/html;charset=\"gbk\"' http-equiv=\"content-type\"/>", Some("gbk")),
        ("<meta content='text/html; charset=gbk'>", None),
        ("<meta http-equiv=refresh content='0; charset=gbk'>", None),
        ("<!-- <meta charset=big5> --><meta charset=gbk>", Some("gbk")),
        ("<!--><meta charset=gbk>", Some("gbk")),
        ("<script>'<meta charset=big5>'</script><meta charset=gbk>", Some("gbk")),
        ("<title><meta charset=big5></title><meta charset=gbk>", Some("gbk")),
        ("<metadata charset=big5><meta name=x><meta charset=gbk>", Some("gbk")),
        ("<meta name=a content='x' charset=gbk>", Some("gbk")),
        ("<?xml version='1.0' encoding='gbk'?><html>", Some("gbk")),
        ("<meta charset=''><meta charset=gbk>", Some("gbk")),
        ("<meta charset='gbk", None),
        ("<script>never closed <meta charset=gbk>", None),
        ("no tag at all", None),
        ("", None),
    ] {
        assert_eq!(prescan::label(html.as_bytes()), expected, "{html}");
    }
}

#[test]
fn says_which_evidence_won() {
    check(&gbk("<meta charset=gb2312>"), None, "GBK", "meta");
    check(&gbk("<meta charset=utf-8>"), Some("text/html; charset=GB18030"), "gb18030", "http");
    check(&gbk(""), None, "GBK", "detected");
    check("<meta charset=gbk>日本語の文章です".as_bytes(), Some("text/html; charset=gbk"), "UTF-8", "utf-8");
    check(b"\xef\xbb\xbfabc", Some("text/html; charset=gbk"), "UTF-8", "utf-8");
    check(b"\xff\xfea\0b\0", None, "UTF-16LE", "bom");
}

#[test]
fn a_wrong_label_is_overruled_and_reported() {
    let page_bytes = gbk("<meta charset=utf-8>");
    let decoded = page(&page_bytes, Some("text/html; charset=utf-8"), LIMIT);
    assert_eq!(decoded.encoding, "GBK");
    assert!(decoded.text.contains("中文内容。"), "{}", decoded.text);
    assert!(decoded.defects.iter().any(|d| d.code == "page.charset-wrong"), "{:?}", decoded.defects);
}

#[test]
fn binary_bytes_are_refused() {
    let mut noise = Vec::new();
    for n in 0..4096u32 {
        noise.push((n.wrapping_mul(2_654_435_761) >> 24) as u8);
    }
    for bytes in [b"%PDF-1.7 text".as_slice(), b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 <html>", &noise] {
        let decoded = page(bytes, Some("text/html"), LIMIT);
        assert!(!decoded.is_text);
        assert_eq!(decoded.text, "");
    }
    for bytes in [b"".as_slice(), b"plain", b"<p>a\0b\0c</p>", b"\x1b$B$\"\x1b(B"] {
        assert!(page(bytes, None, LIMIT).is_text, "{bytes:?}");
    }
}

#[test]
fn a_page_beyond_the_limit_is_cut_between_tags() {
    let html = "<p>中文</p>".repeat(100);
    let decoded = page(html.as_bytes(), None, 500);
    assert!((400..=500).contains(&decoded.text.len()), "{}", decoded.text.len());
    assert!(!decoded.text.contains('\u{fffd}'));
    assert_eq!(decoded.defects[0].code, "page.too-large");
}

#[test]
fn a_capture_brings_its_header_and_its_host() {
    let url = longwire_model::Url::parse("http://example.cn/").unwrap();
    let mut response = Capture::of_bytes(url, gbk(""));
    assert_eq!(capture(&response, LIMIT).from, "detected");
    response.headers.0.push(("content-type".into(), "text/html; charset=gbk".into()));
    assert_eq!(capture(&response, LIMIT).from, "http");
}
