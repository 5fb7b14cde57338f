use longwire_model::Url;
use proptest::prelude::*;

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

#[test]
fn deep_and_wide_pages_take_linear_time_and_no_stack() {
    let limits = ParseLimits::default();
    for tag in ["div", "b", "ul><li", "blockquote", "table><tr><td", "span", "figure", "a href=/x"] {
        fragment(&format!("<{tag}>").repeat(20_000), None, &limits);
    }
    let wide = fragment(&"<p>word</p>".repeat(20_000), None, &limits);
    assert_eq!(wide.as_str().matches("word").count(), 20_000);
    let entities = fragment(&"&lt;&amp;&#x4e2d;".repeat(20_000), None, &limits);
    assert_eq!(entities.as_str().matches('中').count(), 20_000);
    let attribute = fragment(&format!("<p title='{}'>a", "x".repeat(1 << 20)), None, &limits);
    assert_eq!(attribute.as_str(), "<p>a</p>");
}

#[test]
fn characters_that_documents_can_not_carry_are_dropped() {
    check("<p>a\u{0}b&#0;c&#x1f;d&#xfffe;\u{b}e", "<p>ab\u{fffd}cde</p>");
    check("<pre>a&#13;b\u{c}c</pre>", "<pre>abc</pre>");
    check(
        "<img alt='a&#13;\n\u{1}b' src=x.png>",
        "<p><img src=\"https://example.org/news/x.png\" alt=\"a b\"></p>",
    );
}

/// Pieces that pages are made of, and that break them.
const PIECES: &[&str] = &[
    "word",
    " ",
    "\n",
    "&nbsp;",
    "中文",
    "。",
    "&lt;script&gt;",
    "\u{3000}",
    "&amp;lt;",
    "<",
    ">",
    "\"",
    "'",
    "\u{200b}",
    "1",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i lang=fr>",
    "</i>",
    "<a href=/x>",
    "<a href='//e.org/\"><b>'>",
    "</a>",
    "<br>",
    "<hr>",
    "<ul>",
    "</ul>",
    "<ol start=4>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "</dl>",
    "<dt>",
    "<dd>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td colspan=3 rowspan=2>",
    "<th scope=row>",
    "</td>",
    "<caption>",
    "<thead>",
    "<tbody>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<img src=a.jpg alt='x\"y'>",
    "<img src=b.png width=9>",
    "<h2>",
    "</h2>",
    "<ruby>",
    "</ruby>",
    "<rt>",
    "<rp>",
    "<span dir=rtl>",
    "</span>",
    "<section lang=ja>",
    "</section>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<iframe src=https://e.org/x></iframe>",
    "<video src=v.mp4 poster=p.jpg>",
    "</video>",
    "<noscript>",
    "</noscript>",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<mi>",
    "<desc>",
    "<foreignObject>",
    "<form>",
    "</form>",
    "<select>",
    "<option>",
    "<template>",
    "</template>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<q>",
    "</q>",
    "<sub>",
    "</sub>",
    "<time datetime=2024-01-01>",
    "</time>",
    "<font>",
    "<abbr title='a&quot;'>",
    "</abbr>",
    "<nobr>",
    "<center>",
    "<button>",
    "<object>",
    "</object>",
    "<plaintext>",
    "<xmp>",
    "<body dir=rtl>",
    "<html lang=ar>",
    "<frameset>",
    "<label>",
    "<bdo dir=ltr>",
    "<s style='font-weight:bold'>",
    "<marquee>",
    "<p id=x>",
    "<sup id=y>",
    "<a name=z></a>",
    "<a href=#x>",
    "<a href=#y>",
    "<a href=#z>",
    "<li id=y>",
    "<summary id=x>",
    "<caption id=y>",
    "<h3 id=z>",
    "</h3>",
    "<td id=x>",
    "<pre id=y>",
    "<a href=#nowhere>",
];

fn pages() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => (0..PIECES.len()).prop_map(|n| PIECES[n].to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Ammonia as it comes, with ids of ours only and the two harmless attributes that we write beside its own.
fn oracle() -> ammonia::Builder<'static> {
    let mut oracle = ammonia::Builder::default();
    oracle
        .add_generic_attributes(["dir", "id"])
        .id_prefix(Some("note-"))
        .add_tag_attributes("time", ["datetime"]);
    oracle
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn sanitizing_twice_changes_nothing(html in pages()) {
        let base = Url::parse("https://example.org/news/").unwrap();
        let limits = ParseLimits::default();
        let once = fragment(&html, Some(&base), &limits);
        let twice = fragment(once.as_str(), Some(&base), &limits);
        prop_assert_eq!(once.as_str(), twice.as_str(), "from: {}", html);
        prop_assert_eq!(once.as_str(), oracle().clean(once.as_str()).to_string(), "from: {}", html);
    }

    #[test]
    fn visible_text_is_kept(words in proptest::collection::vec((0..PIECES.len(), 0u16..9999), 0..40)) {
        const HIDE: &[&str] = &["<svg", "<math", "<select", "<option", "<template", "<style", "<title", "<!--", "<script",
            "<iframe", "<video", "<noscript", "<button", "<object", "<frameset", "<plaintext", "<xmp", "<"];
        let mut html = String::new();
        for (piece, word) in &words {
            let piece = PIECES[*piece];
            let hides = piece == "<" || HIDE.iter().any(|start| start.len() > 1 && piece.starts_with(start));
            if !hides && !matches!(piece, "\"" | "'" | ">") {
                html.push_str(piece);
            }
            html.push_str(&format!("w{word} "));
        }
        let clean = fragment(&html, None, &ParseLimits::default());
        for (_, word) in &words {
            prop_assert!(clean.as_str().contains(&format!("w{word}")), "w{} of {}\n{}", word, html, clean.as_str());
        }
    }
}
