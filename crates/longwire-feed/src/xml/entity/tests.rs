use super::*;

#[track_caller]
fn check(raw: &str, expected: &str) {
    assert_eq!(resolve(raw), expected, "raw: {raw:?}");
}

#[test]
fn references_are_resolved() {
    check("a &amp; b &lt;c&gt; &quot;&apos;", "a & b <c> \"'");
    check("&eacute;&hellip;&nbsp;x", "é…\u{a0}x");
    check("&#8217;&#x2019;&#X2019", "’’’");
    check("don&#146;t", "don’t");
}

#[test]
fn what_is_no_reference_stays() {
    check("AT&T & co", "AT&T & co");
    check("?a=1&b=2&copy=3", "?a=1&b=2&copy=3");
    check("&nosuch; &; &#; &#x; &", "&nosuch; &; &#; &#x; &");
}

#[test]
fn impossible_characters_become_the_mark_of_damage() {
    check("&#0;&#xD800;&#1114112;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}");
}

#[test]
fn control_characters_are_dropped() {
    check("a\u{0}b\u{8}c\td\n", "abc\td\n");
    check("&#7;bell&amp;", "bell&");
}

#[test]
fn escaping_is_undone_by_resolving() {
    assert_eq!(escape("<a href=\"x\">&</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
    check(&escape("\"<&>'"), "\"<&>'");
}
