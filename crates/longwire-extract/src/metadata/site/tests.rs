use super::same_name;
use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: Option<&str>) {
    assert_eq!(page("https://www.rfi.fr/cn/a", html).site_name.as_deref(), expected, "{html}");
}

#[test]
fn the_name_for_people_is_no_address() {
    check("<meta property=og:site_name content='RFI - 法国国际广播电台'>", Some("RFI - 法国国际广播电台"));
    check(
        "<meta property=og:site_name content='www.rfi.fr'><meta name=application-name content=RFI>",
        Some("RFI"),
    );
    check(r#"<script type=application/ld+json>{"@type":"WebSite","name":"RFI"}</script>"#, Some("RFI"));
    check("<title>A story that is long | RFI</title><h1>A story that is long</h1>", Some("RFI"));
    check("<title>A story that is long | Weather</title><h1>A story that is long</h1>", None);
    check("<p>", None);
}

#[test]
fn two_spellings_of_one_name_are_the_same() {
    assert!(same_name("guardian", "guardian"));
    assert!(same_name("nytimes", "nytimescom"));
    assert!(same_name("新华网", "新华网黑龙江频道"));
    assert!(!same_name("ap", "apple"));
    assert!(!same_name("times", "post"));
}
