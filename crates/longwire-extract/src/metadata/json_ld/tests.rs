use longwire_model::Url;

use super::{Structured, read};
use crate::metadata::PageType;

fn structured(scripts: &[&str]) -> Structured {
    let scripts: Vec<String> = scripts.iter().map(|&script| script.to_owned()).collect();
    let mut defects = Vec::new();
    read(&scripts, &Url::parse("https://example.org/a/story").unwrap(), &mut defects)
}

#[track_caller]
fn headline(script: &str, expected: Option<&str>) {
    assert_eq!(structured(&[script]).headline.as_deref(), expected, "{script}");
}

#[test]
fn the_article_is_found_wherever_it_stands() {
    headline(r#"{"@type":"NewsArticle","headline":"T"}"#, Some("T"));
    headline(r#"[{"@type":"WebSite"},{"@type":["Article","Thing"],"headline":"T"}]"#, Some("T"));
    headline(
        r#"{"@graph":[{"@type":"Organization"},{"@type":"http://schema.org/BlogPosting","headline":"T"}]}"#,
        Some("T"),
    );
    headline(r#"{"@type":"WebPage","mainEntity":{"@type":"Report","headline":"T"}}"#, Some("T"));
}

#[test]
fn of_several_articles_the_one_of_this_address_is_meant() {
    let two = r#"[{"@type":"Article","headline":"Other","url":"https://example.org/other"},
        {"@type":"Article","headline":"Mine","mainEntityOfPage":{"@id":"https://example.org/a/story/#x"}}]"#;
    headline(two, Some("Mine"));
    let list = r#"{"@type":"ItemList","itemListElement":[{"@type":"Article","headline":"A"},{"@type":"Article","headline":"B"}]}"#;
    headline(list, None);
    let many: Vec<String> = (0..9)
        .map(|n| format!(r#"{{"@type":"Article","headline":"{n}","url":"https://example.org/{n}"}}"#))
        .collect();
    headline(&format!("[{}]", many.join(",")), None);
}

#[test]
fn what_templates_break_is_mended() {
    headline("<!-- {\"@type\":\"Article\",\"headline\":\"T\"} -->", Some("T"));
    headline("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"T\"}\n//]]>", Some("T"));
    headline("{\"@type\":\"Article\",\"headline\":\"two\nlines\",}", Some("two lines"));
    headline(r#"{"@type":"Article","image":["a",],"headline":"T",}"#, Some("T"));
    headline(r#"{"@type":"Article","headline":"lone \ud83d surrogate"}"#, Some("lone \u{fffd} surrogate"));
    headline(r#"{"@type":"Article","headline":"a \ud83d\ude00"}"#, Some("a 😀"));
    headline(r#"{"@type":"Article","headline":"it\'s"}"#, Some("it's"));
    headline("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;T&quot;}", Some("T"));
    headline(r#"{"@type":"Article","headline":"T"};"#, Some("T"));
    headline(r#"{"@type":"Article","headline":"Tom &amp;amp; <b>Jerry</b>"}"#, Some("Tom & Jerry"));
    headline(r#"{"@type":"Article","headline":"T"}{"@type":"WebSite"}"#, Some("T"));
}

#[test]
fn what_can_not_be_mended_still_gives_its_dates() {
    let broken =
        r#"{"@type":"Article","headline":"T","name": "a "quoted" word","datePublished":"2023-09-12"}"#;
    let found = structured(&[broken]);
    assert_eq!(found.published.as_deref(), Some("2023-09-12"));
}

#[test]
fn references_are_followed() {
    let found = structured(&[
        r##"{"@graph":[{"@type":"Article","headline":"T","author":{"@id":"#p"},"publisher":{"@id":"#o"}},
        {"@type":"Person","@id":"#p","name":"Jane Doe","url":"/jane"},{"@type":"Organization","@id":"#o","name":"Paper"}]}"##,
    ]);
    assert_eq!((found.authors[0].name.as_str(), found.authors[0].is_organization), ("Jane Doe", Some(false)));
    assert_eq!(found.publisher.as_deref(), Some("Paper"));
    assert_eq!(found.page_type, PageType::Article);
}

#[test]
fn depth_and_size_have_limits() {
    let deep = format!("{}1{}", r#"{"a":["#.repeat(10_000), "]}".repeat(10_000));
    let mut defects = Vec::new();
    read(&[deep], &Url::parse("https://example.org/").unwrap(), &mut defects);
    assert_eq!(defects[0].code, "page.json-ld.malformed");
    let wide = format!("[{}{{}}]", "{},".repeat(200_000));
    assert_eq!(structured(&[&wide]).headline, None);
    let html = format!("<script type=application/ld+json>\"{}\"</script>", "x".repeat(3 << 20));
    let found = crate::metadata::tests::page("https://example.org/", &html);
    assert!(found.defects.iter().any(|defect| defect.code == "page.json-ld.too-large"));
}
