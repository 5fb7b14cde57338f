use longwire_model::Url;

use super::{decoded, of};
use crate::dom::ParseLimits;
use crate::{sanitize, write};

const PAGE: &str = "https://example.org/news/one.html";

/// What comes out, our names shortened to the letters behind their prefix; and that it stays the same.
#[track_caller]
fn check(html: &str, expected: &str) {
    let base = Url::parse(PAGE).unwrap();
    let limits = ParseLimits::default();
    let once = sanitize::fragment(html, Some(&base), &limits);
    let mut told = once.as_str().replace(" rel=\"noopener noreferrer\"", "");
    for name in ["x", "y", "z", "é"] {
        told = told.replace(&of(PAGE, name).unwrap(), &format!("[{name}]"));
    }
    assert_eq!(told, expected, "from: {html}");
    for base in [Some(&base), None] {
        let twice = sanitize::fragment(once.as_str(), base, &limits);
        assert_eq!(twice.as_str(), once.as_str(), "a second time, from: {html}");
    }
}

#[test]
fn a_footnote_and_the_way_back_stay() {
    check(
        "<p>Text<sup id=x><a href=#y>1</a></sup>.</p><ol><li id=y>A note. <a href=#x>↩</a></ol>",
        "<p id=\"[x]\">Text<sup><a href=\"#[y]\">1</a></sup>.</p>\n\
         <ol><li><p id=\"[y]\">A note. <a href=\"#[x]\">↩</a></p></li></ol>",
    );
    // Anchors as they were made before there were ids, alone and around text.
    check(
        "<p>Text <a name=x href=#y>[1]</a></p><a name=y></a><h2>A note</h2><p><a href=#x>up</a>",
        "<p id=\"[x]\">Text <a href=\"#[y]\">[1]</a></p>\n<h2 id=\"[y]\">A note</h2>\n<p><a href=\"#[x]\">up</a></p>",
    );
    // By the page's whole address.
    check(
        "<p>Text <a href='/news/one.html#x'>1</a><p id=x>A note",
        "<p>Text <a href=\"#[x]\">1</a></p>\n<p id=\"[x]\">A note</p>",
    );
    check(
        "<p><a href=#%C3%A9>1</a><p id=é>A note",
        "<p><a href=\"#[é]\">1</a></p>\n<p id=\"[é]\">A note</p>",
    );
}

#[test]
fn two_places_in_one_paragraph_share_its_name() {
    check(
        "<p>One<i id=x>1</i> two<i id=y>2</i><p><a href=#x>a</a> <a href=#y>b</a>",
        "<p id=\"[x]\">One<i>1</i> two<i>2</i></p>\n<p><a href=\"#[x]\">a</a> <a href=\"#[x]\">b</a></p>",
    );
}

#[test]
fn a_name_that_no_link_needs_is_not_kept() {
    check(
        "<p id=x>One<ul><li id=y>two</ul><h2 id=z>three</h2>",
        "<p>One</p>\n<ul><li>two</li></ul>\n<h2>three</h2>",
    );
    // Nor one whose only link holds nothing.
    check("<p id=x>One<a href=#x> </a>", "<p>One</p>");
    // The first of two places of one name is meant.
    check(
        "<p><a href=#x>a</a><p id=x>b<p id=x>c",
        "<p><a href=\"#[x]\">a</a></p>\n<p id=\"[x]\">b</p>\n<p>c</p>",
    );
}

#[test]
fn a_link_whose_place_was_left_out_leads_to_the_page() {
    let html = "<p><a href=#comments>3 comments</a>";
    let limits = ParseLimits::default();
    let base = Url::parse(PAGE).unwrap();
    let there = format!("<p><a href=\"{PAGE}#comments\" rel=\"noopener noreferrer\">3 comments</a></p>");
    let clean = sanitize::fragment(html, Some(&base), &limits);
    assert_eq!(clean.as_str(), there);
    assert_eq!(sanitize::fragment(clean.as_str(), Some(&base), &limits).as_str(), there);
    assert_eq!(sanitize::fragment(html, None, &limits).as_str(), "<p>3 comments</p>");
}

#[test]
fn no_name_of_a_page_comes_through_as_it_is() {
    let html = "<p><a href=#content>a</a><a href='#\"><script>'>b</a><p id=content>c<p id='\"><script>'>d";
    let clean = sanitize::fragment(html, None, &ParseLimits::default());
    assert!(!clean.as_str().contains("content") && !clean.as_str().contains("script"), "{}", clean.as_str());
    assert_eq!(clean.as_str().matches(" id=\"note-").count(), 2);
    // Two pages that call their notes alike can stand together.
    assert_ne!(of("https://a.example/1", "fn1"), of("https://a.example/2", "fn1"));
    assert_eq!(of("https://a.example/1", "note-0123456789ab").as_deref(), Some("note-0123456789ab"));
    assert_eq!(of("", &"n".repeat(257)), None);
    assert_eq!(of("", &"n".repeat(256)).map(|name| name.len()), Some(17));
}

#[test]
fn a_fragment_is_decoded_where_that_gives_text() {
    for (written, expected) in [("a", "a"), ("%41b", "Ab"), ("100%", "100%"), ("%e4", "%e4"), ("%4", "%4")] {
        assert_eq!(decoded(written), expected);
    }
}

#[test]
fn markdown_has_no_places() {
    let clean = sanitize::fragment("<p>Text <a href=#x>1</a><p id=x>A note", None, &ParseLimits::default());
    assert_eq!(write::markdown(&clean), "Text 1\n\nA note");
}

#[test]
fn many_places_are_bounded() {
    let mut html = String::new();
    for n in 0..6_000 {
        html.push_str(&format!("<p id=n{n}><a href=#n{n}>x</a>"));
    }
    let clean = sanitize::fragment(&html, None, &ParseLimits::default());
    assert_eq!(clean.as_str().matches(" id=").count(), 5_000);
}
