//! Labels of encodings: inside header fields, XML declarations and HTML heads.

use encoding_rs::Encoding;
use memchr::memmem;

/// How far into a document its own label is looked for, in bytes.
const LOOK_BYTES: usize = 4096;

/// The encoding a label names, forgiving about punctuation. `None` for unknown ones.
pub(super) fn encoding(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).trim();
    Encoding::for_label_no_replacement(label.as_bytes()).or_else(|| {
        let bare: String =
            label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        // Names that servers send and the standard does not list.
        let known = match bare.as_str() {
            "cp936" | "ms936" | "windows936" | "gb" | "gb2312gbk" | "hzgb2312" | "hz" => "gb18030",
            "cp950" | "ms950" | "windows950" | "big5eten" | "big5hk" => "big5",
            "cp932" | "windows932" | "sjiswin" | "mskanji" | "xmssjis" => "shift_jis",
            "cp949" | "ms949" | "uhc" => "euc-kr",
            "eucjpms" | "eucjpwin" | "ujis" => "euc-jp",
            "latin1" | "iso88591" | "ansi" | "ascii" => "windows-1252",
            "utf8mb4" | "utf8n" | "utf" | "unicode" => "utf-8",
            bare => return Encoding::for_label_no_replacement(bare.as_bytes()),
        };
        Encoding::for_label(known.as_bytes())
    })
}

/// The `charset` parameter of a Content-Type: `text/xml; charset="gb2312"`.
///
/// Quotes of either kind and spaces round `=` are taken as servers send them;
/// an empty value counts as none.
pub fn of_content_type(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}

/// The label a document gives itself: the XML declaration's `encoding`, else
/// the first `charset` of an HTML `<meta>`. Looks at the first 4096 bytes.
pub fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(LOOK_BYTES)];
    in_xml(head).or_else(|| in_html(head))
}

fn in_xml(head: &[u8]) -> Option<&str> {
    let start = memmem::find(head, b"<?xml")?;
    let declaration = &head[start..start + memchr::memchr(b'>', &head[start..])?];
    let value = &declaration[memmem::find(declaration, b"encoding")? + "encoding".len()..];
    let value = value.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|b| matches!(b, b'"' | b'\''))?;
    let value = &value[1..];
    label_text(&value[..memchr::memchr(quote, value)?])
}

fn in_html(head: &[u8]) -> Option<&str> {
    for at in memmem::find_iter(head, b"<") {
        let tag = &head[at + 1..];
        if !tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")) {
            continue;
        }
        let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
        let found = tag.windows(7).position(|w| w.eq_ignore_ascii_case(b"charset"));
        let Some(value) = found.map(|n| tag[n + 7..].trim_ascii_start()) else { continue };
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| b.is_ascii_whitespace() || b"\"';/".contains(b));
        if let Some(label) = label_text(&value[..end.unwrap_or(value.len())]) {
            return Some(label);
        }
    }
    None
}

fn label_text(label: &[u8]) -> Option<&str> {
    std::str::from_utf8(label).ok().map(str::trim).filter(|label| !label.is_empty())
}
