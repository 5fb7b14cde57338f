use longwire_model::{Image, LeadImage};

use super::*;
use crate::testing::{article, url};

const PICTURE: &str = "https://paper.example/a.JPG?w=1&amp;h=2";

fn hash() -> ContentHash {
    ContentHash([0xab; 32])
}

#[track_caller]
fn check(html: &str, stored: bool, expected: &str) {
    let mut article = article(1);
    let picture = url("https://paper.example/a.JPG?w=1&h=2");
    article.images = vec![Image { url: picture, alt: String::new(), stored: stored.then(hash) }];
    article.html = CleanHtml::assume_clean(html.into());
    let address = Address::of_public(&url("https://example.org/news/"));
    let body = Body::of_article(&article, &Offer::default(), &address, "Picture").to_string();
    assert_eq!(body, expected.replace("HASH", &hash().to_string()));
}

#[test]
fn a_stored_picture_is_shown_from_our_copy() {
    check(
        &format!("<p>a</p><figure><img src=\"{PICTURE}\" alt=\"b\"></figure>"),
        true,
        "<p>a</p><figure><img src=\"/news/images/HASH.jpg\" alt=\"b\"></figure>",
    );
}

#[test]
fn a_picture_that_is_not_stored_becomes_a_link() {
    let linked = |text| format!("<a class=\"elsewhere\" href=\"{PICTURE}\">{text}</a>");
    check(&format!("<img src=\"{PICTURE}\" alt=\"a &quot;b&quot;\">"), false, &linked("a &quot;b&quot;"));
    check(&format!("<img alt=\" \" src=\"{PICTURE}\">"), false, &linked("Picture"));
}

#[test]
fn links_do_not_nest() {
    let picture = format!("<img src=\"{PICTURE}\" alt=\"b\">");
    check(
        &format!("<a href=\"https://x.example/\">{picture}</a>{picture}"),
        false,
        &format!(
            "<a href=\"https://x.example/\"><span class=\"elsewhere\">b</span></a>\
             <a class=\"elsewhere\" href=\"{PICTURE}\">b</a>"
        ),
    );
}

#[test]
fn what_is_no_picture_is_left_as_it_is() {
    for html in [
        "",
        "a",
        "<",
        "a < b",
        "<img",
        "<img>",
        "<img src=",
        "<img src=\"x",
        "<abbr>a</abbr>",
        "</a>",
        "1 &lt; 2 <p",
    ] {
        check(html, true, html);
    }
}

#[test]
fn our_address_keeps_only_an_ending_that_pictures_have() {
    let path = |written: &str| stored_path(hash(), &url(written)).replace(&hash().to_string(), "HASH");
    assert_eq!(path("https://a.example/b.JPEG"), "/images/HASH.jpeg");
    assert_eq!(path("https://a.example/b.webp?x=.png"), "/images/HASH.webp");
    assert_eq!(path("https://a.example/b.html"), "/images/HASH");
    assert_eq!(path("https://a.example/b.jpg%22%3E"), "/images/HASH");
    assert_eq!(path("https://a.example/b.jpg/c"), "/images/HASH");
    assert_eq!(media_type(&url("https://a.example/b.JPEG")), Some("image/jpeg"));
    assert_eq!(media_type(&url("https://a.example/b")), None);
}

#[test]
fn the_lead_image_counts_among_the_stored() {
    let mut article = article(1);
    let address = url("https://paper.example/lead.png");
    article.lead_image = Some(LeadImage {
        url: address.clone(),
        caption: None,
        credit: None,
        width: None,
        height: None,
        stored: Some(hash()),
    });
    assert!(StoredPictures::of(&article).path(address.as_str()).is_some_and(|path| path.ends_with(".png")));
}

/// What is known of the picture of [`hash`].
fn head(media_type: &str, width: Option<u32>) -> Offer {
    let media_type = media_type.to_owned();
    Offer::of(vec![ImageHead { hash: hash(), media_type, size_bytes: 9, width, height: Some(300) }])
}

#[test]
fn a_picture_is_offered_in_the_widths_that_are_smaller() {
    let source = format!("/news/images/{}.jpg", hash());
    let check = |media_type: &str, width: Option<u32>, expected: Option<&str>| {
        let srcset = head(media_type, width).srcset(&source).map(|it| it.replace(&source, "US"));
        assert_eq!(srcset.as_deref(), expected);
    };
    check("image/jpeg", Some(700), Some("US?w=320 320w, US?w=640 640w, US 700w"));
    check("image/webp", Some(321), Some("US?w=320 320w, US 321w"));
    check("image/jpeg", Some(320), None);
    check("image/jpeg", None, None);
    check("image/gif", Some(700), None);
    assert_eq!(Offer::default().srcset(&source), None);
    for other in ["", "/images/", "/images/abcd", "https://paper.example/a.jpg", "/images/语言"] {
        assert_eq!(head("image/jpeg", Some(700)).srcset(other), None);
    }
}

#[test]
fn a_page_keeps_room_for_its_pictures_and_offers_them_where_the_tag_ends() {
    let ours = format!("/images/{}.jpg", hash());
    let check = |written: &str, offer: &Offer, expected: &str| {
        let mut article = article(1);
        let picture = url("https://paper.example/a.jpg");
        article.images = vec![Image { url: picture, alt: String::new(), stored: Some(hash()) }];
        article.html = CleanHtml::assume_clean(written.replace("IT", "src=\"https://paper.example/a.jpg\""));
        let address = Address::of_public(&url("https://example.org/"));
        let body = Body::of_article(&article, offer, &address, "Picture").to_string();
        assert_eq!(body.replace(&ours, "US"), expected, "{written}");
    };
    let widths = r#"srcset="US?w=320 320w, US 400w" sizes="(max-width: 40rem) 100vw, 40rem""#;
    let sized = head("image/png", Some(400));
    check(
        r#"<p><img IT alt="a"> b</p>"#,
        &sized,
        &format!(r#"<p><img src="US" alt="a" width="400" height="300" {widths}> b</p>"#),
    );
    check(r#"<img IT width="9">"#, &sized, &format!(r#"<img src="US" width="9" {widths}>"#));
    check("<img IT>", &head("image/png", None), r#"<img src="US">"#);
    check("<img IT><img IT>", &Offer::default(), r#"<img src="US"><img src="US" loading="lazy">"#);
}
