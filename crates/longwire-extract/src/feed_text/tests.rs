use super::*;

fn made(html: &str) -> Extraction {
    let url = Url::parse("https://example.org/a").expect("an address");
    let hint = Hint { title: Some("A title".into()), ..Hint::default() };
    feed_text(&RawHtml(html.into()), &url, &hint, &Limits::default())
}

#[test]
fn a_feeds_text_is_kept_whole_and_made_clean() {
    let extraction = made("<p>One.</p><aside>Two.</aside><script>x()</script><p onclick=y()>Three.</p>");
    assert_eq!(extraction.outcome, Outcome::Article);
    assert_eq!(extraction.article.text, "One.\nTwo.\nThree.");
    assert!(!extraction.article.html.as_str().contains("onclick"));
    assert_eq!(extraction.article.title, "A title");
}

#[test]
fn its_first_picture_leads_and_its_links_are_absolute() {
    let extraction = made("<p><img src=/a.jpg width=800 height=600><a href=b>there</a> is some text");
    let lead = extraction.article.lead_image.expect("a lead image");
    assert_eq!(lead.url.as_str(), "https://example.org/a.jpg");
    assert!(extraction.article.html.as_str().contains("https://example.org/b"));
}

#[test]
fn a_caption_marked_by_its_class_stays_with_its_picture() {
    let figure = "<div class=wp-caption><img src=/a.jpg width=800 height=600><p class=wp-caption-text>The harbour.</p></div>";
    let article = made(&format!("<p>One ship left, and nobody knew why it had come.</p>{figure}")).article;
    assert_eq!(article.text, "One ship left, and nobody knew why it had come.");
    assert!(article.html.as_str().contains("<figcaption>The harbour.</figcaption>"));
}

#[test]
fn no_text_is_no_article() {
    assert_eq!(made("<p> </p>").outcome, Outcome::NotArticle(NotArticle::Empty));
}
