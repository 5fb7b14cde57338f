use longwire_model::{CleanHtml, Image, LeadImage};

use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
}

/// An article with a lead picture and these in its text.
fn article(lead: Option<&str>, inside: &[&str]) -> Article {
    Article {
        url: url("https://example.org/1"),
        title: String::new(),
        section: None,
        site_name: None,
        authors: Vec::new(),
        editors: Vec::new(),
        published_at: None,
        modified_at: None,
        language: None,
        standfirst: None,
        lead_image: lead.map(|lead| LeadImage {
            url: url(lead),
            caption: None,
            credit: None,
            width: None,
            height: None,
            stored: None,
        }),
        html: CleanHtml::default(),
        text: String::new(),
        images: inside.iter().map(|it| Image { url: url(it), alt: String::new(), stored: None }).collect(),
        word_count: 0,
    }
}

#[test]
fn the_lead_comes_first_and_each_address_once() {
    let article = article(Some("https://a.example/2"), &["https://a.example/1", "https://a.example/2"]);
    let wanted = wanted(&article, &Config::default());
    assert_eq!(wanted.fetch, [url("https://a.example/2"), url("https://a.example/1")]);
    assert!(wanted.leave.is_empty());
}

#[test]
fn pictures_beyond_the_limit_are_left_with_the_reason() {
    let config = Config { images_max: 2, ..Config::default() };
    let article = article(None, &["https://a.example/1", "https://a.example/2", "https://a.example/3"]);
    let wanted = wanted(&article, &config);
    assert_eq!(wanted.fetch.len(), 2);
    assert_eq!(wanted.leave.len(), 1);
    assert!(wanted.leave[0].1.contains("2 pictures"));
}

#[test]
fn what_is_not_on_the_web_is_not_asked_for() {
    let article = article(Some("data:image/png;base64,AAAA"), &["file:///etc/passwd"]);
    assert_eq!(wanted(&article, &Config::default()), Wanted::default());
}

#[test]
fn a_thousand_pictures_too_many_leave_a_bounded_note() {
    let addresses: Vec<String> = (0..2_000).map(|n| format!("https://a.example/{n}")).collect();
    let inside: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let wanted = wanted(&article(None, &inside), &Config::default());
    assert_eq!((wanted.fetch.len(), wanted.leave.len()), (Config::default().images_max, LEFT_NOTED_MAX));
}

#[test]
fn the_room_for_a_picture_is_what_the_others_leave() {
    let config = Config { image_bytes_max: 50, article_image_bytes_max: 100, ..Config::default() };
    let at = url("https://a.example/1");
    let hash = |n| ContentHash([n; 32]);
    let head = |n, size_bytes| ImageHead {
        hash: hash(n),
        media_type: String::new(),
        size_bytes,
        width: None,
        height: None,
    };
    let check = |heads: &[ImageHead], expected| {
        assert_eq!(room(&[(&at, hash(1)), (&at, hash(2))], heads, &config), expected);
    };
    check(&[], 50);
    check(&[head(1, 70)], 30);
    check(&[head(1, 70), head(2, 40)], 0);
    check(&[head(1, 10), head(9, 999)], 50);
}
