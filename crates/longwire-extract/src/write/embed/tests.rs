use super::*;
use crate::dom::{ParseLimits, parse_fragment};

/// The link in place of the first element, as `(address, label)`.
#[track_caller]
fn check(html: &str, expected: Option<(&str, &str)>) {
    let document = parse_fragment(html, &ParseLimits::default());
    let html_root = document.first_child(NodeId::ROOT).unwrap();
    let id = document.first_child(html_root).unwrap();
    let found = choose(&document, id, &mut Links::new(None, document.len()));
    let found = found.as_ref().map(|embed| (embed.href.as_str(), embed.label.as_str()));
    assert_eq!(found, expected, "{html}");
}

#[test]
fn players_become_links_to_what_they_play() {
    check(
        "<iframe src=https://www.youtube.com/embed/abc_DEF-123?rel=0 title='A talk'></iframe>",
        Some(("https://www.youtube.com/watch?v=abc_DEF-123", "A talk")),
    );
    check(
        "<iframe src=about:blank data-src=https://player.vimeo.com/video/12345></iframe>",
        Some(("https://vimeo.com/12345", "vimeo.com/12345")),
    );
    check(
        "<iframe src='https://player.bilibili.com/player.html?aid=1&bvid=BV1xx411c7'></iframe>",
        Some(("https://www.bilibili.com/video/BV1xx411c7", "bilibili.com/video/BV1xx411c7")),
    );
    check("<video><source src=https://e.org/a.mp4></video>", Some(("https://e.org/a.mp4", "e.org/a.mp4")));
    check("<object data=https://e.org/map></object>", Some(("https://e.org/map", "e.org/map")));
    check(
        "<amp-youtube data-videoid=abcdefghijk></amp-youtube>",
        Some(("https://www.youtube.com/watch?v=abcdefghijk", "youtube.com/watch?v=abcdefghijk")),
    );
}

#[test]
fn what_shows_nothing_leaves_nothing() {
    check("<iframe></iframe>", None);
    check("<iframe src=javascript:x></iframe>", None);
    check("<iframe srcdoc='<script>x</script>'></iframe>", None);
    check("<iframe src=https://e.org/x width=0 height=0></iframe>", None);
    check("<iframe src=https://www.googletagmanager.com/ns.html?id=1></iframe>", None);
    check("<amp-youtube data-videoid='\"><script>'></amp-youtube>", None);
}
