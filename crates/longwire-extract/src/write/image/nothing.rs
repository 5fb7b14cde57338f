//! Pictures that show nothing: placeholders, pixels, counters of readers.

use super::pixels;

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

/// A data address, a script, or a file whose name says that it keeps a place.
pub(super) fn is_placeholder(value: &str) -> bool {
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

/// An address that counts who looks.
pub(super) fn is_tracker(src: &str) -> bool {
    TRACKERS.iter().any(|tracker| src.contains(tracker))
}

/// Declared too small to be seen.
pub(super) fn is_pixel(width: Option<u32>, height: Option<u32>) -> bool {
    width.is_some_and(|pixels| pixels <= 1) || height.is_some_and(|pixels| pixels <= 1)
}

/// Shown too small to be seen.
pub(super) fn is_pixel_style(style: &str) -> bool {
    style.split(';').take(64).filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        matches!(name.trim(), "width" | "height") && pixels(value).is_some_and(|pixels| pixels <= 1)
    })
}
