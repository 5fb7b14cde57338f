use longwire_model::Url;

use super::*;
use crate::dom::{ParseLimits, parse_fragment};

/// What the first `<img>` of a page stands for.
fn choice(html: &str) -> Choice {
    let document = parse_fragment(html, &ParseLimits::default());
    let base = Url::parse("https://example.org/news/").unwrap();
    let img =
        document.descendants(NodeId::ROOT).find(|&id| document.element(id).is_some_and(|n| &**n == "img"));
    choose(&document, img.unwrap(), &mut Links::new(Some(&base), document.len()))
}

/// The address chosen, `None` where there is no picture.
#[track_caller]
fn check(html: &str, expected: Option<&str>) {
    let found = match choice(html) {
        Choice::Picture(picture) => Some(picture.src),
        _ => None,
    };
    let expected = expected.map(|path| format!("https://example.org{path}"));
    assert_eq!(found, expected, "{html}");
}

#[test]
fn the_plain_address_is_made_absolute() {
    check("<img src=a.jpg>", Some("/news/a.jpg"));
    check("<img src=' /b c.jpg '>", Some("/b%20c.jpg"));
    check("<img>", None);
    check("<img src='javascript:x'>", None);
    check("<img src='ftp://example.org/a.jpg'>", None);
}

#[test]
fn lazy_pictures_show_their_real_address() {
    check("<img src=blank.gif data-src=/a.jpg>", Some("/a.jpg"));
    check("<img src='data:image/gif;base64,R0lGOD' data-original=/a.jpg>", Some("/a.jpg"));
    check("<img src=/tiny.jpg?w=20 data-lazy-src=/full.jpg>", Some("/full.jpg"));
    check("<img data-original-photo-place=/photos/a.webp>", Some("/photos/a.webp"));
    check("<img src=/a.jpg data-src='{\"x\":1}'>", Some("/a.jpg"));
    check("<img src=loading.gif>", None);
    check("<img src=/images/grey-placeholder.png>", None);
    check(
        "<img src=/photos/2024/white-house-and-the-grey-city.jpg>",
        Some("/photos/2024/white-house-and-the-grey-city.jpg"),
    );
}

#[test]
fn the_widest_sensible_variant_is_chosen() {
    check("<img src=/s.jpg srcset='/a.jpg 320w, /b.jpg 1280w, /c.jpg 9000w'>", Some("/b.jpg"));
    check("<img src=/s.jpg srcset='/c.jpg 9000w, /d.jpg 6000w'>", Some("/d.jpg"));
    check("<img src=/s.jpg srcset='/a.jpg, /b.jpg 2x'>", Some("/b.jpg"));
    check("<img src=/s.jpg data-srcset='/w_1,h_2/a.jpg 640w,/w_2,h_2/b.jpg 1024w'>", Some("/w_2,h_2/b.jpg"));
    check("<img src=/s.jpg srcset='data:image/gif;base64,R0 1w'>", Some("/s.jpg"));
    check("<img src=/s.jpg srcset=' , ,'>", Some("/s.jpg"));
    check("<img src=/full.jpg srcset='/thumbnail.jpg 150w'>", Some("/full.jpg"));
    check("<img src=blank.gif srcset='/thumbnail.jpg 150w'>", Some("/thumbnail.jpg"));
    check(
        "<picture><source type=image/avif srcset='/x.avif 2000w'><source srcset='/y.webp 1600w'><img src=/s.jpg srcset='/z.jpg 800w'></picture>",
        Some("/y.webp"),
    );
}

#[test]
fn pixels_and_trackers_are_no_pictures() {
    check("<img src=/a.jpg width=1 height=1>", None);
    check("<img src=/a.jpg width=0>", None);
    check("<img src=/a.jpg style='width: 1px; height:1px'>", None);
    check("<img src=https://pixel.example.org/a.gif>", None);
    check("<img src=https://www.facebook.com/tr?id=1>", None);
    check("<img src=/a.jpg width=100% height=auto>", Some("/a.jpg"));
}

#[test]
fn sizes_and_words_come_along() {
    let Choice::Picture(picture) = choice("<img src=a.jpg alt=' A\n b ' width=640px height='480'>") else {
        panic!("a picture");
    };
    assert_eq!((picture.alt.as_str(), picture.width, picture.height), ("A b", Some(640), Some(480)));
    assert_eq!(choice("<img class=emoji alt=😀 src=x.png>"), Choice::Text("😀".into()));
    assert!(matches!(choice("<img class=emoji alt='a story' src=x.png>"), Choice::Picture(_)));
}

#[test]
fn a_picture_is_known_by_its_name_in_any_size() {
    for (one, other) in [
        ("https://a.org/x/photo-1024x768.jpg?w=3", "https://b.org/photo.webp"),
        ("https://a.org/photo@2x.jpg", "https://a.org/photo.jpg"),
    ] {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("https://a.org/1.jpg"), key("https://a.org/2.jpg"));
}

#[test]
fn an_endless_set_is_not_read() {
    let set = "/a.jpg 100w, ".repeat(100_000);
    check(&format!("<img src=/s.jpg srcset='{set}'>"), Some("/s.jpg"));
}
