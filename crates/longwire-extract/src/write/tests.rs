use super::*;
use crate::dom::{Edge, parse};
use crate::dom::{NodeId, NodeSet};

const BASE: &str = "https://example.org/a/b.html";

/// Writes everything in the body but what has the class `x`.
fn written(html: &str) -> Written {
    let document = parse(html, &ParseLimits::default());
    let mut body = Body::default();
    let mut dropped = NodeSet::of(&document);
    for edge in document.traverse(NodeId::ROOT) {
        let Edge::Open(id) = edge else { continue };
        if document.element(id).is_some_and(|name| &**name == "body") {
            body.roots.extend(document.children(id));
        }
        if document.attr(id, "class") == Some("x") {
            dropped.insert(id);
        }
    }
    body.dropped = dropped;
    article(&document, &body, &Url::parse(BASE).unwrap())
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(written(html).html.as_str(), expected, "{html}");
}

#[track_caller]
fn check_text(html: &str, expected: &str) {
    let written = written(html);
    assert_eq!(written.text, expected, "{html}");
    assert_eq!(text(&written.html), expected, "from what was written of {html}");
}

#[test]
fn dropped_nodes_go_with_all_they_hold() {
    check("<div><p>a</p><p class=x>b<b>c</b></p>d</div>", "<p>a</p>\n<p>d</p>");
    check("<ul><li class=x>a</ul><p>b", "<p>b</p>");
    check("<p>a <span class=x>b</span> c", "<p>a c</p>");
}

#[test]
fn roots_may_be_text_and_elements_of_a_line() {
    check("one <b>two</b> three", "<p>one <b>two</b> three</p>");
}

#[test]
fn plain_paragraphs_are_escaped() {
    let body = Body { paragraphs: vec!["a <b> & c".into(), " ".into(), "d".into()], ..Body::default() };
    let written = article(&parse("", &ParseLimits::default()), &body, &Url::parse(BASE).unwrap());
    assert_eq!(written.html.as_str(), "<p>a &lt;b&gt; &amp; c</p>\n<p>d</p>");
    assert_eq!(written.text, "a <b> & c\nd");
}

#[test]
fn plain_text_has_one_block_a_line() {
    check_text(
        "<h2>Head</h2><p>one<br>two<ul><li>a<li>b</ul><hr><blockquote>q</blockquote>",
        "Head\none\ntwo\na\nb\nq",
    );
    check_text("<table><tr><th>a<th>b<tr><td>1<td>2<br>3</table>", "a\tb\n1\t2 3");
    check_text("<pre>  x\n    y</pre><p>z", "  x\n    y\nz");
    check_text("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字");
    check_text("<p>中文\n换行</p><p>a&nbsp;b&shy;c", "中文换行\na bc");
}

#[test]
fn plain_text_holds_captions_only_where_they_tell_the_story() {
    let figure = "<figure><img src=a.jpg alt=alt><figcaption>the quay</figcaption></figure>";
    check_text(&format!("<p>one two three{figure}<p>four"), "one two three\nfour");
    check_text(&format!("<p>one{figure}{figure}"), "one\nthe quay\nthe quay");
    check_text(
        "<p>one two three<figure><pre>x = 1</pre><figcaption>a</figcaption></figure>",
        "one two three\nx = 1",
    );
}

#[test]
fn words_are_counted_in_any_script() {
    assert_eq!(written("<p>two words</p><p>中文字").word_count, 5);
}

#[test]
fn pictures_are_listed_once_and_in_order() {
    let images = written("<img src=2.jpg alt=two><p>t<img src=1.jpg><img src=2.jpg>").images;
    let found: Vec<_> = images.iter().map(|image| (image.url.path(), image.alt.as_str())).collect();
    assert_eq!(found, [("/a/2.jpg", "two"), ("/a/1.jpg", "")]);
}

#[test]
fn the_twin_of_a_lazy_picture_is_dropped() {
    let one = "<p><img src=\"https://example.org/a/p.jpg\" alt=\"\"></p>";
    check("<img src=blank.gif data-src=p.jpg><noscript><img src=p.jpg></noscript>", one);
    check("<p><img data-src=p.jpg><noscript><img src=p-300x200.jpg></noscript></p>", one);
    check("<p><span><img data-src=p.jpg></span> <noscript><img src=other.jpg></noscript></p>", one);
    check("<img src=blank.gif><noscript>Enable scripts <img src=p.jpg></noscript>", one);
    check("<div><noscript><img src=p.jpg></noscript><img class=lazy data-src=p.jpg>", one);
    check("<div><noscript>Please enable scripts</noscript>", "");
}

#[test]
fn embeds_become_links_on_lines_of_their_own() {
    check(
        "<p>a<iframe src=https://www.youtube.com/embed/abcd1234></iframe>b",
        "<p>a</p>\n<p><a href=\"https://www.youtube.com/watch?v=abcd1234\" rel=\"noopener noreferrer\">\
         youtube.com/watch?v=abcd1234</a></p>\n<p>b</p>",
    );
    check(
        "<video src=v.mp4 poster=p.jpg title=T>no video</video>",
        "<p><a href=\"https://example.org/a/v.mp4\" rel=\"noopener noreferrer\">\
         <img src=\"https://example.org/a/p.jpg\" alt=\"T\"></a></p>",
    );
    check("<object><p>fallback</object>", "<p>fallback</p>");
}

#[test]
fn language_and_direction_are_kept_where_they_change() {
    check("<html lang=en><p lang=en>a<p lang=fr>b", "<p>a</p>\n<p lang=\"fr\">b</p>");
    check(
        "<div lang=ar dir=RTL><p>a<ul><li>b</ul></div>",
        "<p lang=\"ar\" dir=\"rtl\">a</p>\n<ul lang=\"ar\" dir=\"rtl\"><li>b</li></ul>",
    );
    check("<p>a <span lang=la>b</span> <span>c</span>", "<p>a <span lang=\"la\">b</span> c</p>");
    check("<li lang='\"><script>'>a", "<p>a</p>");
}

#[test]
fn formatting_by_style_is_formatting() {
    check(
        "<p><span style='font-weight:700'>a</span><font style='FONT-STYLE: italic'>b</font>",
        "<p><b>a</b><i>b</i></p>",
    );
    check("<p><span style='font-weight:normal;color:red'>a</span>", "<p>a</p>");
    check("<p><span style='text-decoration: line-through'>a</span>", "<p><s>a</s></p>");
}

#[test]
fn formulas_stay_readable() {
    check("<p>Let <math alttext='x^2'><mi>x</mi></math>.", "<p>Let x^2.</p>");
    check(
        "<p><math><semantics><mi>x</mi><mo>=</mo><mn>1</mn><annotation>tex</annotation></semantics></math>",
        "<p>x=1</p>",
    );
}

#[test]
fn links_around_many_blocks_do_not_multiply_a_page() {
    let address = "x".repeat(8_000);
    let html = format!("<a href='/{address}'>{}</a>", "<p>word</p>".repeat(20_000));
    let written = written(&html);
    assert_eq!(written.text.matches("word").count(), 20_000);
    assert!(written.html.as_str().len() < 4 << 20, "{} bytes", written.html.as_str().len());
}

#[test]
fn a_long_base_under_many_links_does_not_multiply_a_page() {
    let html = "<a href=x>word</a> ".repeat(10_000);
    let document = parse(&html, &ParseLimits::default());
    let base = Url::parse(&format!("https://example.org/{}/", "y".repeat(8_000))).unwrap();
    let html = whole(&document, Some(&base));
    assert_eq!(html.as_str().matches("word").count(), 10_000);
    assert!(html.as_str().len() < 16 << 20, "{} bytes", html.as_str().len());
}
