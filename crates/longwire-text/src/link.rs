//! Addresses as feeds and pages write them: relative, unescaped, CJK, padded.
//!
//! - [`parse`] reads an absolute web address out of what was written.
//! - [`resolve`] does so against a base.
//! - [`resolve_written`] does the same but keeps the writer's own spelling.
//!
//! Deliberately absent: canonical addresses (dropping `utm_…` and the like),
//! requests, punycode display.
//!
//! Specs: URL Standard §4; RFC 3986 §5.2 (resolution).

use std::borrow::Cow;

use url::Url;

/// Longest address read, in bytes. Longer ones are taken for damage.
pub const URL_BYTES_MAX: usize = 16 * 1024;

/// Longest base address followed, in bytes: a base is copied in front of every
/// relative address, so a long one makes a large document out of a small one.
pub const BASE_BYTES_MAX: usize = 1024;

/// Reads an absolute `http` or `https` address. `None` for anything else.
pub fn parse(written: &str) -> Option<Url> {
    web(Url::parse(tidy(written)?.as_ref()).ok()?)
}

/// Reads an `http` or `https` address relative to `base`. `None` for anything
/// else, a relative address without a base included.
pub fn resolve(written: &str, base: Option<&Url>) -> Option<Url> {
    let written = tidy(written)?;
    match base {
        Some(base) => web(base.join(&written).ok()?),
        None if written.starts_with("//") => web(Url::parse(&format!("https:{written}")).ok()?),
        None => web(Url::parse(&written).ok()?),
    }
}

/// Reads an address that others will be resolved against, relative to `outer`.
/// `None` as in [`resolve`], and where it is longer than [`BASE_BYTES_MAX`].
pub fn resolve_base(written: &str, outer: Option<&Url>) -> Option<Url> {
    resolve(written, outer).filter(|base| base.as_str().len() <= BASE_BYTES_MAX)
}

/// The address absolute where `base` makes it so, in the writer's own spelling
/// where it already was: no percent-encoding, no punycode, no added slash.
pub fn resolve_written<'a>(written: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    let Some(text) = tidy(written) else { return Cow::Borrowed("") };
    if has_scheme(&text) {
        return text;
    }
    match base.and_then(|base| base.join(&text).ok()) {
        Some(url) => Cow::Owned(url.into()),
        None => text,
    }
}

/// Whether the text begins with a URL scheme (`mailto:`, `https:`).
pub fn has_scheme(written: &str) -> bool {
    let end = written.find([':', '/', '?', '#']).unwrap_or(written.len());
    let scheme = &written[..end];
    written[end..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

fn web(url: Url) -> Option<Url> {
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Without surrounding space, and without line breaks inside, which feeds that
/// wrap their lines leave behind. `None` where nothing is left or it is too long.
fn tidy(written: &str) -> Option<Cow<'_, str>> {
    let text = written.trim();
    if text.is_empty() || text.len() > URL_BYTES_MAX {
        return None;
    }
    if text.bytes().any(|b| b < b' ') {
        return Some(Cow::Owned(text.split_ascii_whitespace().collect()));
    }
    Some(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests;
