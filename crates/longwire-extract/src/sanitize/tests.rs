use longwire_model::Url;

use super::*;

/// What comes out, and that it stays the same a second time.
#[track_caller]
fn check(html: &str, expected: &str) {
    let base = Url::parse("https://example.org/news/one.html").unwrap();
    let limits = ParseLimits::default();
    let once = fragment(html, Some(&base), &limits);
    assert_eq!(once.as_str(), expected, "from: {html}");
    let twice = fragment(once.as_str(), Some(&base), &limits);
    assert_eq!(twice.as_str(), expected, "a second time, from: {html}");
}

#[test]
fn paragraphs_come_from_blocks_and_from_empty_lines() {
    check("one", "<p>one</p>");
    check("<div>one<div>two</div>three</div>", "<p>one</p>\n<p>two</p>\n<p>three</p>");
    check("one<br>two<br><br>three<br>", "<p>one<br>two</p>\n<p>three</p>");
    check("<p>&nbsp;</p><p>\u{3000}\u{3000}一</p><div><span> </span></div>", "<p>一</p>");
    check("<p>a<p>b", "<p>a</p>\n<p>b</p>");
}

#[test]
fn white_space_is_normal_and_stands_outside_of_formatting() {
    check("<p> a <b> b </b> c", "<p>a <b>b</b> c</p>");
    check("<p>a<b> </b>b", "<p>a b</p>");
    check("<p>这是\n  一句<b>\n话</b>", "<p>这是一句<b>话</b></p>");
    check("<p>« a&nbsp;»", "<p>« a&nbsp;»</p>");
}

#[test]
fn formatting_ends_with_its_paragraph_and_begins_again_in_the_next() {
    check(
        "<a href=/x><h2>one</h2><p>two</p></a>",
        "<h2><a href=\"https://example.org/x\" rel=\"noopener noreferrer\">one</a></h2>\n\
         <p><a href=\"https://example.org/x\" rel=\"noopener noreferrer\">two</a></p>",
    );
    check("<b>one<p>two</p></b>", "<p><b>one</b></p>\n<p><b>two</b></p>");
    check("<b><b>x</b></b>", "<p><b>x</b></p>");
}

#[test]
fn lists_hold_items_and_items_alone_hold_text() {
    check("<ul><li>a<li><p>b</p></ul>", "<ul><li>a</li><li>b</li></ul>");
    check("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>");
    check("<ul><li><p>a<p>b</ul>", "<ul><li><p>a</p><p>b</p></li></ul>");
    check("<ul>stray<li>a</ul>", "<ul><li>stray</li><li>a</li></ul>");
    check("<li>a<li>b", "<p>a</p>\n<p>b</p>");
    check("<ol start=3><li>a<li> </ol>", "<ol start=\"3\"><li>a</li></ol>");
    check("<dl><dt>a<dd>b<dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>");
}

#[test]
fn tables_stay_where_they_hold_data() {
    check(
        "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
        "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
    );
    check("<table><tr><td>a<tr><td><p>b<p>c</table>", "<p>a</p>\n<p>b</p>\n<p>c</p>");
    check(
        "<table><tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>x</table>",
        "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>\n<p>x</p>",
    );
}

#[test]
fn figures_keep_their_captions() {
    check(
        "<figure><div><img src=a.jpg></div><figcaption><p>c</p></figcaption></figure>",
        "<figure><img src=\"https://example.org/news/a.jpg\" alt=\"\"><figcaption>c</figcaption></figure>",
    );
    check("<figure><figcaption>c</figcaption></figure>", "<p>c</p>");
    check("<figure></figure>", "");
}

#[test]
fn code_keeps_its_lines() {
    check("<pre>\n\n  a\n    b\n\n</pre>", "<pre>  a\n    b</pre>");
    check("<pre><code><div>a</div><div>b</div></code></pre>", "<pre><code>a\nb</code></pre>");
    check("<xmp><b></xmp>", "<pre>&lt;b&gt;</pre>");
}

#[test]
fn rules_stand_only_between_blocks() {
    check("<hr><p>a<hr><hr><div></div><p>b<hr>", "<p>a</p>\n<hr>\n<p>b</p>");
}

#[test]
fn nothing_that_acts_comes_through() {
    check("<script>x</script><style>y</style><p onclick=x style=y class=z>a", "<p>a</p>");
    check("<a href=javascript:x>a</a><a href='\tdata:text/html,x'>b</a>", "<p>ab</p>");
    check("<svg><script>x</script><a>y</a></svg>a<math><mtext><img src=x onerror=y></math>", "<p>a</p>");
    check("<form><input value=x><button>b</button><label>a</label></form>", "<p>a</p>");
    check(
        "<base href=//evil><a href=x>a</a>",
        "<p><a href=\"https://example.org/news/x\" rel=\"noopener noreferrer\">a</a></p>",
    );
    check("<template><p>a</p></template><!-- b --><p>c", "<p>c</p>");
}
