use super::*;

/// A picture of many colours, as a file.
fn file(format: ImageFormat, wide: u32, high: u32, alpha: bool) -> Vec<u8> {
    let colour = |x: u32, y: u32| [(x * 7 + y) as u8, (x ^ y) as u8, (x * y % 251) as u8];
    let picture: DynamicImage = if alpha {
        image::RgbaImage::from_fn(wide, high, |x, y| {
            let [r, g, b] = colour(x, y);
            image::Rgba([r, g, b, (x % 256) as u8])
        })
        .into()
    } else {
        image::RgbImage::from_fn(wide, high, |x, y| image::Rgb(colour(x, y))).into()
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[track_caller]
fn check(bytes: &[u8], media_type: &str, width: u32, expected: Option<(&str, u32, u32)>) {
    let variant = shrunk(bytes, media_type, width);
    let found = variant.map(|variant| {
        let picture = image::load_from_memory(&variant.bytes).expect("what was written can be read");
        assert!(variant.bytes.len() < bytes.len());
        (variant.media_type, picture.width(), picture.height())
    });
    assert_eq!(found, expected);
}

#[test]
fn a_picture_becomes_as_wide_as_wanted() {
    let jpeg = file(ImageFormat::Jpeg, 1_000, 500, false);
    check(&jpeg, "image/jpeg", 640, Some(("image/jpeg", 640, 320)));
    check(&jpeg, "image/jpeg", 320, Some(("image/jpeg", 320, 160)));
    check(&file(ImageFormat::Png, 700, 7, true), "image/png", 320, Some(("image/png", 320, 3)));
    check(&file(ImageFormat::WebP, 700, 70, false), "image/webp", 320, Some(("image/jpeg", 320, 32)));
    check(&file(ImageFormat::WebP, 700, 70, true), "image/webp", 320, Some(("image/png", 320, 32)));
    check(&file(ImageFormat::Png, 4_000, 1, false), "image/png", 320, Some(("image/png", 320, 1)));
}

#[test]
fn what_is_small_enough_is_left() {
    check(&file(ImageFormat::Jpeg, 640, 500, false), "image/jpeg", 640, None);
    check(&file(ImageFormat::Jpeg, 100, 500, false), "image/jpeg", 640, None);
}

#[test]
fn a_variant_that_is_no_smaller_a_file_is_not_taken() {
    // One colour: nothing is smaller than it is.
    let picture: DynamicImage = image::GrayImage::new(700, 2).into();
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let bytes = bytes.into_inner();
    if let Some(variant) = shrunk(&bytes, "image/png", 640) {
        assert!(variant.bytes.len() < bytes.len());
    }
}

#[test]
fn what_is_no_picture_or_cut_off_is_left() {
    for media_type in ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "text/html"] {
        check(b"", media_type, 320, None);
        check(b"\x89PNG\r\n\x1a\n", media_type, 320, None);
        check(b"GIF89a", media_type, 320, None);
    }
    let png = file(ImageFormat::Png, 700, 70, false);
    check(&png[..png.len() / 2], "image/png", 320, None);
    check(&png, "image/jpeg", 320, None);
}

/// A PNG that claims a size and holds nothing.
fn claiming(wide: u32, high: u32) -> Vec<u8> {
    let mut png = file(ImageFormat::Png, 1, 1, false);
    png[16..20].copy_from_slice(&wide.to_be_bytes());
    png[20..24].copy_from_slice(&high.to_be_bytes());
    let crc = png[12..29].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    png
}

#[test]
fn a_picture_beyond_the_limits_is_not_decoded() {
    let begun = std::time::Instant::now();
    for (wide, high) in [(60_000, 60_000), (u32::MAX >> 1, 1), (25_000_001, 1), (5_001, 5_000)] {
        check(&claiming(wide, high), "image/png", 320, None);
    }
    assert!(begun.elapsed().as_secs() < 2);
}

#[test]
fn a_picture_that_moves_is_left() {
    let mut png = file(ImageFormat::Png, 700, 70, false);
    // The animation chunk goes before the pixels: two frames, without end.
    let chunk = b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\xf3\x8d\x93\x70";
    png.splice(33..33, chunk.iter().copied());
    check(&png, "image/png", 320, None);
}

#[test]
fn a_picture_is_turned_upright() {
    let jpeg = file(ImageFormat::Jpeg, 1_000, 500, false);
    // An Exif block that says "turn by 90 degrees", after the start of the file.
    let exif = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
    check(&turned, "image/jpeg", 320, Some(("image/jpeg", 320, 640)));
    check(&turned, "image/jpeg", 640, None);
}

#[test]
fn only_still_pictures_wider_than_wanted_are_offered() {
    assert!(is_to_be_had("image/jpeg", Some(700), 640));
    assert!(!is_to_be_had("image/jpeg", Some(640), 640));
    assert!(!is_to_be_had("image/jpeg", None, 640));
    assert!(!is_to_be_had("image/gif", Some(700), 640));
    assert!(!is_to_be_had("image/avif", Some(700), 640));
}
