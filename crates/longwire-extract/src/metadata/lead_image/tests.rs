use super::largest;
use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: Option<&str>) {
    let body = format!("<title>A long headline of the day</title><h1>A long headline of the day</h1>{html}");
    let found = page("https://example.org/a", &body).lead_image.map(|image| image.url.to_string());
    assert_eq!(found.as_deref(), expected, "{html}");
}

#[test]
fn the_picture_at_the_headline_wins_over_the_one_for_sharing() {
    let shared = "<meta property=og:image content=/share.jpg>";
    check(shared, Some("https://example.org/share.jpg"));
    check(
        &format!("{shared}<figure><img src=/cover.jpg width=800></figure>"),
        Some("https://example.org/cover.jpg"),
    );
    check(&format!("{shared}<img src=/icon.jpg width=40>"), Some("https://example.org/share.jpg"));
    check(
        r#"<script type=application/ld+json>{"@type":"Article","image":[{"url":"/s.jpg","width":100},{"url":"/l.jpg","width":900}]}</script>"#,
        Some("https://example.org/l.jpg"),
    );
}

#[test]
fn placeholders_and_logos_are_no_pictures() {
    check(
        "<figure><img src=/placeholder.png data-src=/real.jpg></figure>",
        Some("https://example.org/real.jpg"),
    );
    check(
        "<figure><img src='data:image/gif;base64,R0' data-original=/real.jpg></figure>",
        Some("https://example.org/real.jpg"),
    );
    check("<meta property=og:image content=/logo.svg>", None);
    check("<meta property=og:image content='javascript:x'>", None);
}

#[test]
fn the_largest_sensible_variant_is_taken() {
    let check =
        |srcset: &str, expected: Option<(&str, u32)>| assert_eq!(largest(srcset), expected, "{srcset}");
    check("/a.jpg 400w, /b.jpg 1200w, /c.jpg 9000w", Some(("/b.jpg", 1200)));
    check("/a.jpg 1x, /b.jpg 2x", Some(("/b.jpg", 2)));
    check("/w:1280,h:720/a.jpg 1280w, /w:400,h:225/a.jpg 400w", Some(("/w:1280,h:720/a.jpg", 1280)));
    check("/a.jpg", Some(("/a.jpg", 1)));
    check("/a.jpg, /b.jpg 2x", Some(("/b.jpg", 2)));
    check("/a.jpg word", Some(("/a.jpg", 1)));
    check("", None);
}
