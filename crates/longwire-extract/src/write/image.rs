//! Which picture an `<img>` stands for: lazy ones repaired, the best variant chosen.
//!
//! Pages hide the address of a picture from the browser until it is scrolled to,
//! offer it in many sizes, and count readers with pictures that nobody sees.
//! [`choose`] finds the address that a reader would have been shown.
//!
//! Order of trust: the widest variant of `srcset` up to 2560 pixels, the
//! attributes that lazy loaders use, `src`, any attribute that looks like the
//! address of a picture. Placeholders and pixels are no pictures.
//!
//! Spec: HTML Standard §4.8.4.2 (`srcset`), otherwise what publishers do.

mod nothing;
mod srcset;

use longwire_text::space;

use super::link::Links;
use crate::dom::{Document, NodeId};

/// A picture to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Absolute address.
    pub(super) src: String,
    /// Alternative text, one line.
    pub(super) alt: String,
    /// Size in pixels as the page declares it.
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// What an image element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A picture.
    Picture(Picture),
    /// A picture of a character: the character.
    Text(String),
    /// A placeholder, a pixel, or nothing that can be shown.
    Nothing,
}

/// Narrowest variant that goes before the plain address, in pixels: below are thumbnails.
const WIDTH_MIN: u32 = 300;

/// Most children of a `<picture>` that are looked at.
const SOURCES_MAX: usize = 64;

/// Attributes in which lazy loaders keep the address, most particular first.
const LAZY: &[&str] = &[
    "data-orig-file",
    "data-large-file",
    "data-hi-res-src",
    "data-full-src",
    "data-original",
    "data-original-src",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-lazyload-src",
    "data-actualsrc",
    "data-actual-src",
    "data-src",
    "data-real-src",
    "data-realsrc",
    "data-delay-src",
    "data-echo",
    "data-flickity-lazyload",
    "data-img-src",
    "data-image-src",
    "data-image",
    "data-img",
    "data-url",
    "data-file",
    "lazy-src",
    "original",
    "original-src",
    "file",
    "zoomfile",
    "lazysrc",
    "real_src",
    "_src",
    "x-src",
    "nitro-lazy-src",
];

/// Looks at an image element.
pub(super) fn choose(document: &Document, id: NodeId, links: &mut Links<'_>) -> Choice {
    let size = |name| document.attr(id, name).and_then(pixels);
    let (width, height) = (size("width"), size("height"));
    let alt = space::collapse(document.attr(id, "alt").unwrap_or_default());
    if nothing::is_pixel(width, height) || document.attr(id, "style").is_some_and(nothing::is_pixel_style) {
        return Choice::Nothing;
    }
    if let Some(character) = as_character(document, id, &alt) {
        return Choice::Text(character);
    }
    let Some(src) = address(document, id, links) else { return Choice::Nothing };
    if nothing::is_tracker(&src) {
        return Choice::Nothing;
    }
    let real = |pixels: &u32| *pixels > 1;
    Choice::Picture(Picture { src, alt, width: width.filter(real), height: height.filter(real) })
}

/// What two addresses of the same picture have in common: the last step of the
/// path without size, extension and query.
pub(super) fn key(src: &str) -> &str {
    let path = src.split(['?', '#']).next().unwrap_or(src);
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_size = |c: char| c.is_ascii_digit() || c == 'x' || c == 'X';
    match stem.rsplit_once(['-', '_', '@']) {
        Some((before, size)) if !before.is_empty() && !size.is_empty() && size.chars().all(is_size) => before,
        _ => stem,
    }
}

fn address(document: &Document, id: NodeId, links: &mut Links<'_>) -> Option<String> {
    let own_set = |id: NodeId| {
        let sets = document.attrs(id).filter(|(name, _)| name.contains("srcset") || name.contains("src-set"));
        sets.filter_map(|(_, set)| srcset::best(set)).max_by_key(|(_, width)| srcset::rank(*width))
    };
    let mut best = own_set(id);
    if let Some(picture) =
        document.parent(id).filter(|&p| document.element(p).is_some_and(|n| &**n == "picture"))
    {
        let sources = document
            .children(picture)
            .take(SOURCES_MAX)
            .filter(|&child| document.element(child).is_some_and(|n| &**n == "source"));
        // A source for one kind of screen or an unusual format is the second choice.
        let plain = sources
            .filter(|&s| !document.attr(s, "type").is_some_and(|t| t.contains("avif") || t.contains("jxl")));
        for found in plain.filter_map(own_set) {
            if best.is_none_or(|(_, width)| srcset::rank(found.1) > srcset::rank(width)) {
                best = Some(found);
            }
        }
    }
    let (wide, narrow) = match best {
        Some((url, width)) if width >= WIDTH_MIN => (Some(url), None),
        best => (None, best.map(|(url, _)| url)),
    };
    let lazy = LAZY.iter().filter_map(|name| document.attr(id, name));
    let lazy = lazy.filter(|value| !value.starts_with(['{', '[']));
    let src = document.attr(id, "src");
    let any = document.attrs(id).map(|(_, value)| value).filter(|value| looks_like_picture(value));
    wide.into_iter()
        .chain(lazy)
        .chain(src)
        .chain(narrow)
        .chain(any)
        .filter(|value| !nothing::is_placeholder(value))
        .find_map(|value| links.source(value))
}

fn looks_like_picture(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or(value);
    let Some((_, extension)) = path.rsplit_once('.') else { return false };
    let extension = extension.to_ascii_lowercase();
    matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "gif" | "avif")
        && value.contains('/')
        && !value.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '{' | '<' | ','))
}

/// A length in pixels: `640` or `640px`.
fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let digits = value.strip_suffix("px").unwrap_or(value).trim_end();
    digits.parse().ok().filter(|pixels| *pixels <= 20_000)
}

/// The emoji that a small picture stands for.
fn as_character(document: &Document, id: NodeId, alt: &str) -> Option<String> {
    let class = document.attr(id, "class").unwrap_or_default();
    let marked = ["emoji", "smiley", "emoticon"].iter().any(|word| class.contains(word));
    let symbol = |c: char| !c.is_ascii() && !c.is_alphabetic();
    (marked && !alt.is_empty() && alt.chars().count() <= 8 && alt.chars().all(symbol)).then(|| alt.to_owned())
}

#[cfg(test)]
mod tests;
