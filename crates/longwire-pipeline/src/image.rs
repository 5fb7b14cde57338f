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

/// A fetched file as a picture to keep; `None` where it is none.
pub(crate) fn looked_at(url: Url, bytes: Bytes) -> Option<NewImage> {
    let media_type = media_type(&bytes)?;
    let size = imagesize::blob_size(&bytes).ok();
    let pixels = |n: usize| u32::try_from(n).ok();
    Some(NewImage {
        url,
        media_type,
        width: size.as_ref().and_then(|s| pixels(s.width)),
        height: size.as_ref().and_then(|s| pixels(s.height)),
        bytes,
    })
}

#[cfg(test)]
mod tests;
