//! The language the page declares. Whether its text agrees is for `longwire_text::lang` to say.

use longwire_model::Lang;

use super::Facts;
use super::gather::Gathered;
use super::json_ld::Structured;

/// The declared language and where it was declared.
///
/// Order of trust: `<html lang>`, JSON-LD, `og:locale`, meta tags, the
/// `Content-Language` header, the feed.
pub(super) fn declared(
    found: &Gathered<'_>,
    structured: &Structured,
    facts: &Facts<'_>,
) -> Option<(Lang, &'static str)> {
    let feed = facts.hint.language.as_ref().map(Lang::as_str);
    [
        (found.html_lang, "html lang"),
        (structured.language.as_deref(), "json-ld"),
        (found.meta("og:locale"), "meta og:locale"),
        (found.meta("content-language"), "meta content-language"),
        (found.meta("language"), "meta language"),
        (found.meta("dc.language"), "meta dc.language"),
        (facts.http_language, "http"),
        (feed, "feed"),
    ]
    .into_iter()
    .find_map(|(written, from)| {
        // A list of languages (`en, fr`) names the audience; its first is the text's.
        let first = written?.split([',', ';', ' ']).find(|tag| !tag.is_empty())?;
        Some((Lang::parse(first)?, from))
    })
}
