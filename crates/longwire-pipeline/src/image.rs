//! A picture by its bytes.
//!
//! Headers lie about pictures (a real CDN serves PNG as octet-stream), so the
//! type is read off the file itself. SVG can carry script and is not kept.

use longwire_model::{Bytes, Url};
use longwire_store::NewImage;

/// The media type of a raster picture that browsers show; `None` for anything else.
pub(crate) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => Some("image/avif"),
        _ => None,
    }
}

/// A fetched file as a picture to keep; where it is none, why, in plain words.
pub(crate) fn looked_at(url: Url, bytes: Bytes) -> Result<NewImage, &'static str> {
    let media_type = media_type(&bytes).ok_or_else(|| refusal(&bytes))?;
    let size = imagesize::blob_size(&bytes).ok();
    let pixels = |n: usize| u32::try_from(n).ok();
    Ok(NewImage {
        url,
        media_type,
        width: size.as_ref().and_then(|s| pixels(s.width)),
        height: size.as_ref().and_then(|s| pixels(s.height)),
        bytes,
    })
}

/// Bytes at the start of a file that are looked at for what else it may be.
const HEAD_BYTES: usize = 1_024;

/// Why a file is no picture to keep.
fn refusal(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    let tag = head.trim_start_matches('\u{feff}').trim_start().strip_prefix('<').unwrap_or_default();
    let starts = |name| tag.starts_with(name);
    if starts("svg") || (starts("?xml") || starts("!doctype svg")) && tag.contains("<svg") {
        "it is an SVG drawing, which may hold script"
    } else if starts("!doctype html") || starts("html") {
        "a web page came in its place"
    } else {
        "it is no JPEG, PNG, GIF, WebP or AVIF"
    }
}

#[cfg(test)]
mod tests;
