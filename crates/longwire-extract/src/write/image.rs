//! Which picture an `<img>` stands for: lazy ones repaired, the best variant chosen.
//!
//! Pages hide the address of a picture from the browser until it is scrolled to,
//! offer it in many sizes, and count readers with pictures that nobody sees.
//! [`choose`] finds the address that a reader would have been shown.
//!
//! Order of trust: the widest variant of `srcset` up to [`WIDTH_MAX`], the
//! attributes that lazy loaders use, `src`, any attribute that looks like the
//! address of a picture. Placeholders and pixels are no pictures.
//!
//! Spec: HTML Standard §4.8.4.2 (`srcset`), otherwise what publishers do.

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

/// Widest variant that is chosen, in pixels; wider ones are for printing.
const WIDTH_MAX: u32 = 2560;

/// Longest `srcset` that is looked at, in bytes.
const SRCSET_BYTES_MAX: usize = 64 << 10;

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

/// Words in the name of a file that only keeps a place.
const PLACEHOLDERS: &[&str] = &[
    "1px",
    "1x1",
    "blank",
    "clear",
    "cleardot",
    "dot",
    "empty",
    "grey",
    "gray",
    "lazy",
    "lazyload",
    "loader",
    "loading",
    "nothing",
    "pixel",
    "placeholder",
    "preload",
    "spacer",
    "spaceball",
    "spinner",
    "trans",
    "transparent",
    "white",
];

/// Places that count readers and never show anything.
const TRACKERS: &[&str] = &[
    "//pixel.",
    "//pixel-",
    "/pixel?",
    "/pixel.gif",
    "/pixel/",
    "/beacon.",
    "/beacon?",
    "/tracking/",
    "//b.scorecardresearch.com/",
    "//sb.scorecardresearch.com/",
    "//www.facebook.com/tr",
    "//ad.doubleclick.net/",
    "//googleads.g.doubleclick.net/",
    "//www.google-analytics.com/",
    "//stats.wordpress.com/",
    "//feeds.feedburner.com/~r/",
    "//feeds.feedburner.com/~ff/",
    "//feedads.g.doubleclick.net/",
    "//da.feedsportal.com/",
    "//mc.yandex.ru/",
    "//counter.yadro.ru/",
    "//hm.baidu.com/",
    "//c.statcounter.com/",
    "//pi.feedsportal.com/",
];

/// Looks at an image element.
pub(super) fn choose(document: &Document, id: NodeId, links: &mut Links<'_>) -> Choice {
    let size = |name| document.attr(id, name).and_then(pixels);
    let (width, height) = (size("width"), size("height"));
    let alt = space::collapse(document.attr(id, "alt").unwrap_or_default());
    if is_pixel(width, height) || document.attr(id, "style").is_some_and(is_pixel_style) {
        return Choice::Nothing;
    }
    if let Some(character) = as_character(document, id, &alt) {
        return Choice::Text(character);
    }
    let Some(src) = address(document, id, links) else { return Choice::Nothing };
    if TRACKERS.iter().any(|tracker| src.contains(tracker)) {
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
        sets.filter_map(|(_, set)| best_of_set(set)).max_by_key(|(_, width)| sensible(*width))
    };
    let mut best = own_set(id);
    if let Some(picture) =
        document.parent(id).filter(|&p| document.element(p).is_some_and(|n| &**n == "picture"))
    {
        let sources = document
            .children(picture)
            .filter(|&child| document.element(child).is_some_and(|n| &**n == "source"));
        // A source for one kind of screen or an unusual format is the second choice.
        let plain = sources
            .filter(|&s| !document.attr(s, "type").is_some_and(|t| t.contains("avif") || t.contains("jxl")));
        for found in plain.filter_map(own_set) {
            if best.is_none_or(|(_, width)| sensible(found.1) > sensible(width)) {
                best = Some(found);
            }
        }
    }
    let from_set = best.map(|(url, _)| url);
    let lazy = LAZY.iter().filter_map(|name| document.attr(id, name));
    let lazy = lazy.filter(|value| !value.starts_with(['{', '[']));
    let src = document.attr(id, "src");
    let any = document.attrs(id).map(|(_, value)| value).filter(|value| looks_like_picture(value));
    from_set
        .into_iter()
        .chain(lazy)
        .chain(src)
        .chain(any)
        .filter(|value| !is_placeholder(value))
        .find_map(|value| links.source(value))
}

/// Widths up to the limit rank by size, then those above it, smallest first.
fn sensible(width: u32) -> (bool, u32) {
    if width <= WIDTH_MAX { (true, width) } else { (false, u32::MAX - width) }
}

/// The best variant in a `srcset` and its width; a density counts as that many
/// thousand pixels, up to 2.
fn best_of_set(set: &str) -> Option<(&str, u32)> {
    if set.len() > SRCSET_BYTES_MAX {
        return None;
    }
    let mut best: Option<(&str, u32)> = None;
    let mut rest = set.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        let (url, descriptor, next) = match url.strip_suffix(',') {
            Some(url) => (url, "", after),
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (url, after[..end].trim(), after.get(end + 1..).unwrap_or_default())
            }
        };
        let width = width_of(descriptor);
        let url = url.trim_end_matches(',');
        if !is_placeholder(url) && best.is_none_or(|(_, before)| sensible(width) > sensible(before)) {
            best = Some((url, width));
        }
        rest = next.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    }
    best
}

fn width_of(descriptor: &str) -> u32 {
    let descriptor = descriptor.split_ascii_whitespace().next().unwrap_or_default();
    if let Some(width) = descriptor.strip_suffix('w') {
        return width.parse().unwrap_or(0);
    }
    let density = descriptor.strip_suffix('x').and_then(|x| x.parse::<f32>().ok()).unwrap_or(1.0);
    (density.clamp(0.0, 2.0) * 1000.0) as u32
}

/// A data address, a script, or a file whose name says that it keeps a place.
fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let lower = |text: &str| text.to_ascii_lowercase();
    let scheme = value.get(..11).map(lower).unwrap_or_else(|| lower(value));
    if value.is_empty() || ["data:", "javascript:", "about:", "blob:"].iter().any(|s| scheme.starts_with(s)) {
        return true;
    }
    let path = value.split(['?', '#']).next().unwrap_or(value);
    let name = lower(path.rsplit('/').next().unwrap_or(path));
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let small = matches!(extension, "gif" | "png" | "svg" | "jpg" | "jpeg" | "webp");
    let mut words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    small && stem.len() <= 24 && words.any(|word| PLACEHOLDERS.contains(&word))
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

fn is_pixel(width: Option<u32>, height: Option<u32>) -> bool {
    width.is_some_and(|pixels| pixels <= 1) || height.is_some_and(|pixels| pixels <= 1)
}

fn is_pixel_style(style: &str) -> bool {
    style.split(';').take(64).filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        matches!(name.trim(), "width" | "height") && pixels(value).is_some_and(|pixels| pixels <= 1)
    })
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
