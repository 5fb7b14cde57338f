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
