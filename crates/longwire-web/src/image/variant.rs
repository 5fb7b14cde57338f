//! A picture made smaller.
//!
//! Pure: bytes in, bytes out. A hostile file costs no more than the limits
//! below allow, and a picture that can not be made smaller is `None`: whoever
//! asked gets it as it is.
//!
//! - JPEG stays JPEG, PNG stays PNG; WebP becomes JPEG, or PNG where it is transparent.
//! - Left as they are: GIF, AVIF, everything that moves, everything beyond the limits.
//! - Turned upright by its Exif orientation, which is lost with the other
//!   metadata; the colour profile goes along.
//!
//! Deliberately absent: cropping, enlarging, other formats.

use std::io::Cursor;

use fast_image_resize::images::Image as Pixels;
use fast_image_resize::{PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

/// The widths, in pixels, in which a picture is to be had; few, so that they are made once and kept.
pub(crate) const WIDTHS: [u32; 4] = [320, 640, 960, 1_280];

/// Largest picture that is decoded, in pixels: what a good camera takes.
const PIXELS_MAX: u64 = 25_000_000;

/// Most memory for the decoded pixels of one picture, in bytes: four bytes for each pixel.
const MEMORY_BYTES_MAX: u64 = 4 * PIXELS_MAX;

/// Quality of a JPEG made here, of 100. Chosen: no difference shows on a page.
const JPEG_QUALITY: u8 = 82;

/// A picture made smaller.
#[derive(Debug)]
pub(crate) struct Variant {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// The file.
    pub(crate) bytes: Vec<u8>,
}

/// True where a picture of this type and width is worth asking for in that width.
pub(crate) fn is_to_be_had(media_type: &str, width: Option<u32>, wanted: u32) -> bool {
    format(media_type).is_some() && width.is_some_and(|width| width > wanted)
}

fn format(media_type: &str) -> Option<ImageFormat> {
    match media_type {
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/png" => Some(ImageFormat::Png),
        "image/webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// The picture so many pixels wide; `None` where it is left as it is: not wider
/// than that, no smaller a file, moving, damaged, or beyond the limits.
pub(crate) fn shrunk(bytes: &[u8], media_type: &str, width: u32) -> Option<Variant> {
    let format = format(media_type)?;
    if moves(bytes, format) {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (wide, high) = decoder.dimensions();
    if u64::from(wide) * u64::from(high) > PIXELS_MAX || decoder.total_bytes() > MEMORY_BYTES_MAX {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let (wide, high) = fitted(wide, high, orientation, width)?;
    let picture = scaled(DynamicImage::from_decoder(decoder).ok()?, wide, high)?;
    let picture = upright(picture, orientation);
    let variant = written(&picture, format, profile)?;
    (variant.bytes.len() < bytes.len()).then_some(variant)
}

/// True for a picture of several frames, or one whose frames can not be counted.
fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes)).and_then(|it| it.is_apng()).unwrap_or(true),
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).map_or(true, |it| it.has_animation()),
        _ => false,
    }
}

/// The size to scale to, before the picture is turned; `None` where that is no smaller.
fn fitted(wide: u32, high: u32, orientation: Orientation, width: u32) -> Option<(u32, u32)> {
    let lies = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (across, down) = if lies { (high, wide) } else { (wide, high) };
    if across <= width || down == 0 {
        return None;
    }
    let height = (u64::from(down) * u64::from(width) / u64::from(across)).max(1);
    let height = u32::try_from(height).ok()?;
    Some(if lies { (height, width) } else { (width, height) })
}

/// The picture in another size, with eight bits a channel.
fn scaled(picture: DynamicImage, wide: u32, high: u32) -> Option<DynamicImage> {
    let (from_wide, from_high) = (picture.width(), picture.height());
    let (kind, bytes) = match picture {
        DynamicImage::ImageLuma8(it) => (PixelType::U8, it.into_raw()),
        picture @ DynamicImage::ImageLuma16(_) => (PixelType::U8, picture.into_luma8().into_raw()),
        picture if picture.color().has_alpha() => (PixelType::U8x4, picture.into_rgba8().into_raw()),
        picture => (PixelType::U8x3, picture.into_rgb8().into_raw()),
    };
    let from = Pixels::from_vec_u8(from_wide, from_high, bytes, kind).ok()?;
    let mut to = Pixels::new(wide, high, kind);
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(fast_image_resize::FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).ok()?;
    let bytes = to.into_vec();
    match kind {
        PixelType::U8 => image::GrayImage::from_raw(wide, high, bytes).map(Into::into),
        PixelType::U8x4 => image::RgbaImage::from_raw(wide, high, bytes).map(Into::into),
        _ => image::RgbImage::from_raw(wide, high, bytes).map(Into::into),
    }
}

fn upright(mut picture: DynamicImage, orientation: Orientation) -> DynamicImage {
    picture.apply_orientation(orientation);
    picture
}

/// The picture as a file again.
fn written(picture: &DynamicImage, from: ImageFormat, profile: Option<Vec<u8>>) -> Option<Variant> {
    let color: ExtendedColorType = picture.color().into();
    // A profile for other colours than these (CMYK, say) would spoil them.
    let space: &[u8] = if picture.color().has_color() { b"RGB " } else { b"GRAY" };
    let profile = profile.filter(|profile| profile.get(16..20) == Some(space));
    let mut bytes = Vec::new();
    let transparent = picture.color().has_alpha();
    let media_type = if from == ImageFormat::Png || transparent {
        let mut encoder = PngEncoder::new(&mut bytes);
        profile.and_then(|profile| encoder.set_icc_profile(profile).ok());
        encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), color).ok()?;
        "image/png"
    } else {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        profile.and_then(|profile| encoder.set_icc_profile(profile).ok());
        encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), color).ok()?;
        "image/jpeg"
    };
    Some(Variant { media_type, bytes })
}

#[cfg(test)]
mod tests;
