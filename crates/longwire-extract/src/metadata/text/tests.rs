use super::{letters, plain, squeeze, text_within, unescape};
use crate::dom::{self, NodeId, ParseLimits};

#[test]
fn white_space_becomes_one_blank_and_invisible_marks_go() {
    assert_eq!(squeeze("  a \n\t b\u{200b}c\u{feff} "), "a bc");
    assert_eq!(squeeze("全角\u{3000}空格"), "全角 空格");
    assert_eq!(squeeze("\u{0}\u{1}"), "");
}

#[test]
fn references_are_decoded_and_other_ampersands_kept() {
    assert_eq!(unescape("Tom &amp; Jerry &#8211; &#x4e2d;&nbsp;&hellip;"), "Tom & Jerry – 中\u{a0}…");
    assert_eq!(unescape("AT&T & &unknown; &#xD800; &"), "AT&T & &unknown;  &");
}

#[test]
fn markup_and_double_encoding_are_undone() {
    assert_eq!(plain("<b>Tom</b> &amp;amp; <i>Jerry</i>"), "Tom & Jerry");
    assert_eq!(plain("1 < 2 and 3 > 2"), "1 < 2 and 3 > 2");
    assert_eq!(plain("a <b"), "a <b");
    assert_eq!(plain(&"<".repeat(100_000)).len(), 8 << 10);
}

#[test]
fn blocks_are_apart_and_scripts_unread() {
    let document =
        dom::parse("<p>a<b>b</b></p><p>c<script>x</script><style>y</style></p>", &ParseLimits::default());
    assert_eq!(text_within(&document, NodeId::ROOT, 100), "ab c");
    let long = dom::parse(&"<p>word</p>".repeat(1_000), &ParseLimits::default());
    assert!(text_within(&long, NodeId::ROOT, 100).len() < 120);
}

#[test]
fn letters_are_what_makes_titles_the_same() {
    assert_eq!(letters("A “Storm” – hits!"), letters("a storm hits"));
    assert_eq!(letters("风暴，来袭"), "风暴来袭");
}
