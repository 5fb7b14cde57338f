use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use proptest::prelude::*;

use super::super::{Document, Edge, NodeId, ParseLimits, options, parse};
use super::*;

/// The tree that html5ever's own tokenizer gives.
fn by_html5ever(html: &str) -> Document {
    let sink = Sink::new(html.len(), &ParseLimits::default());
    let options = ParseOpts { tree_builder: options(), ..ParseOpts::default() };
    parse_document(sink, options).one(StrTendril::from_slice(html))
}

/// A tree in one line; neighbouring texts are one text.
fn written(document: &Document) -> String {
    let mut out = String::new();
    for edge in document.traverse(NodeId::ROOT) {
        match edge {
            Edge::Open(id) => match (document.element(id), document.text(id)) {
                (Some(name), _) => {
                    let foreign = if document.is_foreign(id) { ":" } else { "" };
                    let attrs: Vec<_> = document.attrs(id).collect();
                    out.push_str(&format!("<{foreign}{name} {attrs:?}>"));
                }
                (None, Some(text)) => out.push_str(text),
                (None, None) => out.push_str("<!>"),
            },
            Edge::Close(id) if document.element(id).is_some() => out.push_str("</>"),
            Edge::Close(_) => {}
        }
    }
    out
}

#[track_caller]
fn check(html: &str) {
    let ours = written(&parse(html, &ParseLimits::default()));
    assert_eq!(ours, written(&by_html5ever(html)), "{html:?}");
}

#[test]
fn trees_are_those_of_html5ever_s_tokenizer() {
    let pages = [
        "<!DOCTYPE html><title>A &amp; B</title><p class=x id='y' hidden>One<br/>two<p>three",
        "<p>a\r\nb\rc\n<pre>\n\nd</pre><textarea>\ne</textarea>",
        "a < b, a <3 c </ d </> <? pi ?> <! x > <!-- c --> <!--> e <!---> f <!-- g --!> h <!-- i ---> j <!----> k",
        "<!-- <!-- a --> b <!-- <!--> c --!-- d --!> e <!-- -- > --- >> ->",
        "<script>if (a < b) { '</div>' } <!-- <script> </script> --> </script>x",
        "<script><!-- </script> a <script><!-- <script> </script> b</script> c",
        "<style>p > a { } </styl></style ><title>a</b>&lt;</title/x>b",
        "<svg viewBox=0><![CDATA[a < b ]] ]]]>c<path d=1 /><foreignObject><p>d</svg><![CDATA[e]]>",
        "<math><mi>x</mi><annotation-xml encoding='text/html'><p>y</p></annotation-xml></math>",
        "<table>a<tr><td>b</td>c</table>d<select><option>e<option>f</select>",
        "<A HREF=x HREF=y =z a=b/c d = e f='g\"h' i=\"j>k\"l m>n</A x=y/>",
        "<a title='&copy=1 &copy;2 &lt3 &#x41;&notit;'>&copy=1 &notit; &lt3 &#128; &bogus; &</a>",
        "\0a<b\0c d\0=e\0>f</b\0c><script>\0</script><svg>\0<p \0",
        "<p/ a / b><img/><br / ><div / c=/>",
        "<plaintext><b>a</b>\0</plaintext>",
        "<!doctype html public '-//W3C//DTD HTML 4.0//EN'><p><table>a",
        "<!DOCTYPE><p><table>a",
        "<!doctype html SYSTEM 'about:legacy-compat'",
        "<iframe><p></iframe><noscript><img src=a></noscript><xmp><b></xmp><noframes><b></noframes>",
        "<frameset> a <frame></frameset>",
        "\u{feff}<p>bom",
        "",
    ];
    for page in pages {
        check(page);
        // Cut off anywhere, it is still a page.
        for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
            check(&page[..end]);
        }
    }
}

/// Pieces that pages are made of, in no order.
const PIECES: &[&str] = &[
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "-->",
    "<!--",
    "--!>",
    "&",
    ";",
    "#",
    "x",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r",
    "\0",
    "a",
    "B",
    "é",
    "文",
    "amp",
    "lt;",
    "not",
    "copy",
    "#38;",
    "#x41",
    "<p>",
    "<p ",
    "</p>",
    "<b>",
    "</b>",
    "<a href=",
    "<div class='",
    "<table>",
    "<td>",
    "</table>",
    "<script>",
    "</script>",
    "<SCRIPT ",
    "</scrip",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "</svg>",
    "<math>",
    "<![CDATA[",
    "]]",
    "]]>",
    "<!doctype html>",
    "<!DOCTYPE",
    " public \"",
    "<?",
    "</",
    "<br/>",
    "<plaintext>",
    "<select>",
    "<option>",
    "<template>",
    "</template>",
    "<iframe>",
    "</iframe>",
    "<noscript>",
    "<li>",
    "<ul>",
    "<form>",
    "<h1>",
    "</h1>",
    "<body ",
    "<html lang=x>",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn any_order_of_pieces_gives_the_tree_of_html5ever_s_tokenizer(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24)
    ) {
        check(&pieces.concat());
    }
}

#[test]
fn nothing_left_open_in_a_noscript_runs_past_its_end() {
    let check = |inside: &str| {
        let page = format!("<body><noscript>{inside}</noscript><p>after</p><noscript><img src=a></noscript>");
        let document = parse(&page, &ParseLimits::default());
        let p = document.first_named(NodeId::ROOT, &html5ever::local_name!("p")).expect(inside);
        assert_eq!(document.text_content(p), "after", "{inside}");
        let image = document.first_named(NodeId::ROOT, &html5ever::local_name!("img")).expect(inside);
        let around = document.parent(image).expect(inside);
        assert!(document.is(around, &html5ever::local_name!("noscript")), "{inside}");
    };
    check("<iframe src=x />");
    check("<iframe><noscript>");
    check("<style>a {");
    check("<textarea>");
    check("<script>'");
    check("<script><!-- <script>");
    check("<!-- ");
    check("<a href='x>");
    check("<noscript>");
    check("<iframe></iframe>");
}

#[test]
fn noscripts_without_end_take_no_quadratic_time() {
    let pages = ["<noscript>".repeat(500_000), format!("{}</noscript>", "<noscript>".repeat(500_000))];
    for page in pages {
        assert!(parse(&page, &ParseLimits::default()).len() < 10);
    }
}

#[test]
fn a_tag_of_many_attributes_takes_no_quadratic_time() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=1 a{n}=2")).collect();
    let document = parse(&format!("<p{attributes}>"), &ParseLimits::default());
    let p = document.first_named(NodeId::ROOT, &html5ever::local_name!("p")).unwrap();
    assert_eq!(document.attrs(p).count(), 200_000);
}

#[test]
fn a_comment_of_hyphens_takes_no_quadratic_time() {
    let hyphens = "-- ".repeat(500_000) + &"-".repeat(1_000_000);
    let document = parse(&format!("<!-- {hyphens}"), &ParseLimits::default());
    assert!(document.len() < 10);
}
