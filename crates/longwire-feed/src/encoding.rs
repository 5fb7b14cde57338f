//! A feed's bytes as text: what its transport, its declaration and its language tell.

use std::borrow::Cow;

use longwire_model::Url;
use longwire_text::charset;
use memchr::memmem;

use crate::Hint;
use crate::defect::{self, Defects};

/// Decodes a feed; what was wrong with its encoding is noted.
pub(crate) fn decode<'a>(bytes: &'a [u8], hint: &Hint, defects: &mut Defects) -> Cow<'a, str> {
    let host = hint.url.as_ref().and_then(Url::host_str);
    let labels = charset::Labels {
        transport: hint.content_type.as_deref().and_then(charset::of_content_type),
        declared: charset::declared(bytes),
        top_level_domain: country(bytes).or_else(|| host.and_then(|host| host.rsplit('.').next())),
    };
    let decoded = charset::decode(bytes, &labels);
    if decoded.label_wrong {
        defects.note(defect::CHARSET_LABEL_WRONG, decoded.encoding);
    }
    defects.note_if(decoded.damaged, defect::CHARSET_DAMAGED);
    decoded.text
}

/// The country whose encodings the feed's own `<language>` makes likely. A guess
/// knows countries only, and half of the feeds in Chinese are under `.com`.
fn country(bytes: &[u8]) -> Option<&'static str> {
    const LOOK_BYTES: usize = 8192;
    let head = &bytes[..bytes.len().min(LOOK_BYTES)];
    let behind = &head[memmem::find(head, b"language>")? + "language>".len()..];
    let end = behind.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_".contains(b)))?;
    let tag = std::str::from_utf8(&behind[..end]).ok()?.to_ascii_lowercase().replace('_', "-");
    let primary = tag.split('-').next()?;
    Some(match (primary, tag.as_str()) {
        ("zh", "zh-tw" | "zh-hk" | "zh-hant") => "tw",
        ("zh", _) => "cn",
        ("ja", _) => "jp",
        ("ko", _) => "kr",
        ("th", _) => "th",
        ("vi", _) => "vn",
        ("ru" | "be" | "bg", _) => "ru",
        ("uk", _) => "ua",
        ("el", _) => "gr",
        ("tr", _) => "tr",
        ("he" | "iw", _) => "il",
        ("ar" | "fa" | "ur", _) => "sa",
        ("pl", _) => "pl",
        ("cs", _) => "cz",
        ("sk", _) => "sk",
        ("hu", _) => "hu",
        ("ro", _) => "ro",
        ("lt" | "lv" | "et", _) => "lt",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
