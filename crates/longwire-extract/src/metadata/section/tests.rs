use crate::metadata::tests::page;

#[track_caller]
fn check(html: &str, expected: Option<&str>) {
    assert_eq!(page("https://www.paper.example/a", html).section.as_deref(), expected, "{html}");
}

#[test]
fn the_section_is_what_the_page_files_itself_under() {
    check("<meta property=article:section content=World>", Some("World"));
    check(
        r#"<script type=application/ld+json>{"@type":"Article","articleSection":["Sport","News"]}</script>"#,
        Some("Sport"),
    );
    check(
        r#"<h1>A long headline</h1><script type=application/ld+json>{"@type":"BreadcrumbList","itemListElement":[
        {"@type":"ListItem","position":1,"name":"Home"},{"@type":"ListItem","position":2,"item":{"name":"Politics"}},
        {"@type":"ListItem","position":3,"name":"A long headline"}]}</script>"#,
        Some("Politics"),
    );
    check(
        "<title>一个足够长的标题在这里 - 要闻解说</title><h1>一个足够长的标题在这里</h1>",
        Some("要闻解说"),
    );
}

#[test]
fn the_site_and_the_title_are_no_sections() {
    check("<meta property=og:site_name content=Paper><meta property=article:section content=Paper>", None);
    check(
        "<title>A long headline - Paper</title><meta property=og:site_name content=Paper><h1>A long headline</h1>",
        None,
    );
    check("<title>A long headline</title><h1>A long headline</h1>", None);
}
