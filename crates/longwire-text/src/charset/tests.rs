use super::*;

fn labels<'a>(transport: Option<&'a str>, declared: Option<&'a str>) -> Labels<'a> {
    Labels { transport, declared, top_level_domain: None }
}

/// One row: bytes, the transport's label, and the text and encoding they must give.
#[track_caller]
fn check(bytes: &[u8], transport: Option<&str>, expected: &str, encoding: &str) {
    let decoded = decode(bytes, &labels(transport, declared(bytes)));
    assert_eq!((decoded.text.as_ref(), decoded.encoding), (expected, encoding), "bytes: {bytes:02X?}");
}

/// `text` under a declaration of `label`, in the bytes of `really`.
fn document(label: &str, text: &str, really: &'static Encoding) -> Vec<u8> {
    let text = format!("<?xml version='1.0' encoding='{label}'?><t>{text}</t>");
    really.encode(&text).0.into_owned()
}

#[track_caller]
fn reads(label: &str, text: &str, really: &'static Encoding) -> Evidence {
    let bytes = document(label, text, really);
    let decoded = decode(&bytes, &labels(None, declared(&bytes)));
    assert!(decoded.text.contains(text), "{label}: {}", decoded.text);
    decoded.evidence
}

const CHINESE: &str = "新闻要点：昨日发布的报告指出，全球气温持续上升。";

#[test]
fn utf8_needs_no_label_and_is_borrowed() {
    let decoded = decode("<t>中文</t>".as_bytes(), &Labels::default());
    assert!(matches!(decoded.text, Cow::Borrowed("<t>中文</t>")));
    assert_eq!(decoded.evidence, Evidence::Valid);
}

#[test]
fn byte_order_marks_are_dropped_even_two_of_them() {
    check(b"\xEF\xBB\xBF\xEF\xBB\xBF<t/>", None, "<t/>", "UTF-8");
    check(b"\xFF\xFE<\0t\0/\0>\0", None, "<t/>", "UTF-16LE");
    check(b"\xFE\xFF\0<\0t\0/\0>", None, "<t/>", "UTF-16BE");
    check(b"\0\0\xFE\xFF\0\0\0<", None, "<", "UTF-32");
}

#[test]
fn wide_encodings_show_without_a_mark() {
    check(b"<\0t\0/\0>\0", None, "<t/>", "UTF-16LE");
    check(b"\0<\0t\0/\0>", Some("utf-8"), "<t/>", "UTF-16BE");
    check(b"\0\0\0<\0\0\0>", None, "<>", "UTF-32");
    check(b"<\0\0\0>\0\0\0", None, "<>", "UTF-32");
    check(b"", None, "", "UTF-8");
}

#[test]
fn a_label_the_bytes_agree_with_decides() {
    assert_eq!(reads("gb2312", "朱镕基", encoding_rs::GBK), Evidence::Declared);
    assert_eq!(reads("big5", "中文標題", encoding_rs::BIG5), Evidence::Declared);
    assert_eq!(reads("cp932", "日本語", encoding_rs::SHIFT_JIS), Evidence::Declared);
    assert_eq!(reads("iso-2022-jp", "日本語", ISO_2022_JP), Evidence::Declared);
    check(b"<t>don\x92t</t>", Some("iso-8859-1"), "<t>don’t</t>", "windows-1252");
    check(b"<t>\xC3\xA9</t>", Some("iso-8859-1"), "<t>Ã©</t>", "windows-1252");
}

#[test]
fn a_wrong_label_is_overruled() {
    assert_eq!(reads("utf-16", "中文", UTF_8), Evidence::Valid);
    assert_eq!(reads("iso-8859-1", CHINESE, UTF_8), Evidence::Valid);
    assert_eq!(reads("gbk", CHINESE, UTF_8), Evidence::Valid);
    assert_eq!(reads("utf-8", CHINESE, encoding_rs::GBK), Evidence::Guess);
    assert_eq!(reads("no-such-thing", "中文", UTF_8), Evidence::Valid);
    let bytes = document("gbk", CHINESE, encoding_rs::GBK);
    let decoded = decode(&bytes, &labels(Some("ISO-8859-1"), declared(&bytes)));
    assert_eq!((decoded.evidence, decoded.label_wrong), (Evidence::Declared, true));
}

#[test]
fn a_stray_byte_does_not_cost_a_utf8_document_its_text() {
    let mut bytes = CHINESE.as_bytes().to_vec();
    bytes.push(0xE4);
    let decoded = decode(&bytes, &labels(Some("utf-8"), None));
    assert_eq!((decoded.encoding, decoded.damaged), ("UTF-8", true));
    assert!(decoded.text.starts_with(CHINESE));
}

#[test]
fn a_torn_character_does_not_cost_a_legacy_document_its_text() {
    let paragraph = "<p>发行人承诺本次发行的股票将在证券交易所上市，投资者应当注意风险。</p>\n".repeat(20);
    for (label, really) in [("gb2312", encoding_rs::GBK), ("", encoding_rs::GBK)] {
        let mut bytes = document(label, &paragraph, really);
        let middle = bytes.len() / 2 + bytes[bytes.len() / 2..].iter().position(|b| *b == b'<').unwrap();
        bytes.insert(middle, 0xB5);
        let found = decode(&bytes, &labels(None, declared(&bytes)));
        assert_eq!(found.encoding, "GBK", "labelled {label:?}");
        assert!(found.damaged && found.text.matches("证券交易所").count() >= 19);
    }
}

#[test]
fn finds_labels_where_documents_write_them() {
    assert_eq!(declared(b"\n<?xml version=\"1.0\" encoding = 'gb2312' ?>"), Some("gb2312"));
    assert_eq!(declared(b"<html><META http-equiv=x content='text/html; charset=big5'>"), Some("big5"));
    assert_eq!(declared(b"<meta charset=euc-jp>"), Some("euc-jp"));
    assert_eq!(declared(b"<?xml version='1.0'?><rss/>"), None);
    assert_eq!(declared(b"<?xml encoding="), None);
    assert_eq!(of_content_type("text/xml; charset= 'us-ascii'"), Some("us-ascii"));
    assert_eq!(of_content_type("text/xml; charset:iso-8859-1"), None);
    assert_eq!(of_content_type("text/xml; charset="), None);
}

#[test]
fn odd_host_names_do_no_harm_to_a_guess() {
    for domain in ["", "CN", "xn--p1ai", "127", "中国"] {
        let labels = Labels { top_level_domain: Some(domain), ..Labels::default() };
        assert!(!decode(b"\xC4\xE3\xBA\xC3", &labels).text.is_empty());
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_become_text(bytes: Vec<u8>, transport: Option<String>) {
        decode(&bytes, &labels(transport.as_deref(), declared(&bytes)));
    }
}
