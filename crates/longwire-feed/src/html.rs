//! The little that a feed reader must know of HTML: text out of it, and
//! absolute links into it.
//!
//! Deliberately absent: a tree, safety. Content leaves this crate as `RawHtml`.

use std::borrow::Cow;

use url::Url;

use crate::xml::token::{Token, Tokens};
use crate::xml::{attribute, entity};
use longwire_text::link;

/// Attributes whose value is one address.
const ADDRESSES: &[&str] =
    &["action", "background", "cite", "data", "href", "longdesc", "poster", "src", "usemap"];

/// The markup with relative addresses made absolute; a fragment of the same page stays.
pub(crate) fn absolute<'a>(html: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    if base.is_none() || memchr::memchr(b'<', html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    let mut copied = 0;
    for token in Tokens::new(html) {
        let Token::Start { attributes, .. } = token else { continue };
        if attributes.is_empty() {
            continue;
        }
        for (name, value) in attribute::all(attributes) {
            let base = base.filter(|_| !has_grown_too_far(out.len(), html.len()));
            let Some(absolute) = absolute_value(name, value, base) else { continue };
            // Values are slices of the markup, so their place in it is their distance from its start.
            let start = value.as_ptr() as usize - html.as_ptr() as usize;
            out.push_str(&html[copied..start]);
            entity::escape_into(&absolute, &mut out);
            copied = start + value.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Whether resolving links has made so much out of markup that no honest
/// document would: what is left stays relative.
pub(crate) fn has_grown_too_far(out_bytes: usize, source_bytes: usize) -> bool {
    const TIMES_MAX: usize = 8;
    const SPARE_BYTES: usize = 64 * 1024;
    out_bytes > source_bytes * TIMES_MAX + SPARE_BYTES
}

/// What a raw attribute value is made into where it is a relative address; `None` to leave it.
pub(crate) fn absolute_value(name: &str, value: &str, base: Option<&Url>) -> Option<String> {
    let base = base?;
    if name.eq_ignore_ascii_case("srcset") {
        return absolute_srcset(value, base);
    }
    let is_address = ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(name));
    if !is_address || !is_relative(value) {
        return None;
    }
    let value = entity::resolve(value);
    base.join(value.trim()).ok().map(String::from)
}

fn is_relative(value: &str) -> bool {
    let value = value.trim();
    !value.is_empty()
        && !value.starts_with('#')
        && !link::has_scheme(value)
        && value.len() <= link::URL_BYTES_MAX
}

fn absolute_srcset(value: &str, base: &Url) -> Option<String> {
    // Addresses may hold commas (image proxies put sizes there), so candidates part at comma and space.
    let value = entity::resolve(value);
    let mut changed = false;
    let candidates: Vec<String> = value
        .split(", ")
        .map(|candidate| {
            let candidate = candidate.trim();
            let (address, rest) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
            if !is_relative(address) {
                return candidate.to_owned();
            }
            changed = true;
            let address = base.join(address).map_or_else(|_| address.to_owned(), String::from);
            if rest.is_empty() { address } else { format!("{address} {rest}") }
        })
        .collect();
    changed.then(|| candidates.join(", "))
}

/// Which tags [`text`] takes for tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tags {
    /// Every one: the text is known to be HTML.
    All,
    /// Those HTML knows: the text may be plain and say `Vec<T>`.
    Known,
}

/// The text a reader of this HTML would see, on one line.
pub(crate) fn text(html: &str, tags: Tags) -> String {
    if memchr::memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return one_line(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut tokens = Tokens::new(html);
    loop {
        let from = tokens.at();
        let Some(token) = tokens.next() else { break };
        let name = match token {
            Token::Text(raw) | Token::Cdata(raw) => {
                out.push_str(&entity::resolve(raw));
                continue;
            }
            Token::Start { name, .. } => name,
            Token::End(name) => name,
        };
        let known = known(name);
        match known {
            Some(Kind::Block) => out.push(' '),
            Some(Kind::Inline) => {}
            None if tags == Tags::All => {}
            None => out.push_str(tokens.slice(from, tokens.at())),
        }
    }
    one_line(&out)
}

/// The text with runs of white space as one space, trimmed.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether the text holds a tag that HTML knows.
pub(crate) fn has_markup(text: &str) -> bool {
    memchr::memchr(b'<', text.as_bytes()).is_some()
        && Tokens::new(text).any(|token| matches!(token, Token::Start { name, .. } if known(name).is_some()))
}

enum Kind {
    Block,
    Inline,
}

fn known(name: &str) -> Option<Kind> {
    #[rustfmt::skip]
    const BLOCK: &[&str] = &[
        "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ];
    #[rustfmt::skip]
    const INLINE: &[&str] = &[
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "body", "cite", "code", "del", "dfn", "em", "font",
        "head", "html", "i", "iframe", "img", "ins", "kbd", "mark", "nobr", "noscript", "q", "rp", "rt", "ruby", "s",
        "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "time", "tt", "u", "var",
        "wbr",
    ];
    let is = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is(BLOCK) {
        Some(Kind::Block)
    } else if is(INLINE) {
        Some(Kind::Inline)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
