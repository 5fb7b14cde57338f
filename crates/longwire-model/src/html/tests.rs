use super::*;

#[track_caller]
fn placed(html: &str, address: &str, expected: &str) {
    let html = CleanHtml::assume_clean(html.into());
    let out =
        html.with_image_sources(|source| (source == "https://a.example/?b=1&c=\"").then(|| address.into()));
    assert_eq!(out.as_str(), expected);
}

const PICTURE: &str = "<p>a</p><img alt=\"x\" src=\"https://a.example/?b=1&amp;c=&quot;\">b";

#[test]
fn a_picture_is_taken_from_elsewhere() {
    placed(PICTURE, "/images/1.jpg", "<p>a</p><img alt=\"x\" src=\"/images/1.jpg\">b");
    placed(
        PICTURE,
        "https://b.example/?\"<&",
        "<p>a</p><img alt=\"x\" src=\"https://b.example/?&quot;&lt;&amp;\">b",
    );
}

#[test]
fn an_address_that_is_not_clean_is_not_taken() {
    for address in
        ["javascript:alert(1)", "data:image/png,", "//evil.example/", "/\\evil.example", "a.jpg", ""]
    {
        placed(PICTURE, address, PICTURE);
    }
}

#[test]
fn what_is_no_picture_stays_as_it_is() {
    let other = "<img src=\"https://other.example/\"><img><p>&lt;img src=\"https://a.example/\"</p><img ";
    placed(other, "/x", other);
    for html in ["", "<", "<img", "<img ", "<img src=\"", "<img src=\"a", "<img >"] {
        placed(html, "/x", html);
    }
}

#[test]
fn a_figure_holds_a_picture_and_its_caption() {
    let url = |written| Url::parse(written).unwrap();
    let figure = |written, caption| CleanHtml::figure(&url(written), caption).as_str().to_owned();
    assert_eq!(
        figure("https://a.example/?b&c", ""),
        "<figure><img src=\"https://a.example/?b&amp;c\" alt=\"\"></figure>"
    );
    assert_eq!(
        figure("https://a.example/b", " <i>\"c\" "),
        "<figure><img src=\"https://a.example/b\" alt=\"\"><figcaption>&lt;i&gt;&quot;c&quot;</figcaption></figure>"
    );
    assert_eq!(figure("data:image/png,a", "b"), "");
}

#[track_caller]
fn check_texts(html: &str, expected: &str) {
    let told = CleanHtml::assume_clean(html.into()).with_texts(&["code", "pre"], |text| format!("[{text}]"));
    assert_eq!(told.as_str(), expected);
}

#[test]
fn text_is_mapped_between_tags_and_nowhere_else() {
    check_texts("<p>a <b title=\"x\">b</b></p>\n<p>c</p>", "<p>[a ]<b title=\"x\">[b]</b></p>\n<p>[c]</p>");
    check_texts("<pre>a <code>b</code> c</pre><p>d</p>", "<pre>a <code>b</code> c</pre><p>[d]</p>");
    check_texts("<codec>a</codec>", "<codec>[a]</codec>");
    check_texts("a", "[a]");
    check_texts("", "");
}

#[test]
fn what_becomes_of_a_text_is_text() {
    let html = CleanHtml::assume_clean("<p>1 &lt; 2 &amp; \"3\"&nbsp;</p>".into());
    assert_eq!(html.with_texts(&[], str::to_owned), html);
    let told = html.with_texts(&[], |text| {
        assert_eq!(text, "1 < 2 & \"3\"\u{a0}");
        "<script>".into()
    });
    assert_eq!(told.as_str(), "<p>&lt;script&gt;</p>");
}
