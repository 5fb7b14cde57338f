//! The best variant that a `srcset` offers.
//!
//! Spec: HTML Standard §4.8.4.2.2 (`srcset`). Pages that forget a blank after a
//! comma, or put commas into addresses, are read as they mean it.

use super::nothing::is_placeholder;

/// Widest variant that is chosen, in pixels; wider ones are for printing.
const WIDTH_MAX: u32 = 2560;

/// Longest `srcset` that is looked at, in bytes.
const SRCSET_BYTES_MAX: usize = 64 << 10;

/// Widths up to the limit rank by size, then those above it, smallest first.
pub(super) fn rank(width: u32) -> (bool, u32) {
    if width <= WIDTH_MAX { (true, width) } else { (false, u32::MAX - width) }
}

/// The best variant in a `srcset` and its width; a density counts as that many
/// thousand pixels, up to 2.
pub(super) fn best(set: &str) -> Option<(&str, u32)> {
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
        if !is_placeholder(url) && best.is_none_or(|(_, before)| rank(width) > rank(before)) {
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
