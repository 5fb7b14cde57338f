use super::*;

#[track_caller]
fn check(html: &str, expected: &str, headings: &[(&str, &str, bool)]) {
    let (body, found) = of(Body::default().with(html.to_owned()));
    assert_eq!(body.as_str(), expected);
    let found: Vec<_> = found.iter().map(|it| (it.id.as_str(), it.text.as_str(), it.below)).collect();
    assert_eq!(found, headings);
}

#[test]
fn headings_are_named_and_listed() {
    check(
        "<p>a</p><h2>一</h2><p>b</p><h3>二 &amp; <em>三</em></h3><hr><h2>四</h2><p>c</p>",
        "<p>a</p><h2 id=\"part-1\">一</h2><p>b</p><h3 id=\"part-2\">二 &amp; <em>三</em></h3><hr><h2 id=\"part-3\">四</h2><p>c</p>",
        &[("part-1", "一", false), ("part-2", "二 & 三", true), ("part-3", "四", false)],
    );
}

#[test]
fn a_heading_that_a_link_leads_to_keeps_its_name() {
    check(
        "<h2 id=\"note-0123456789ab\" lang=\"fr\">un</h2><h2 lang=\"de\">zwei</h2><h2>三</h2>",
        "<h2 id=\"note-0123456789ab\" lang=\"fr\">un</h2><h2 id=\"part-2\" lang=\"de\">zwei</h2><h2 id=\"part-3\">三</h2>",
        &[("note-0123456789ab", "un", false), ("part-2", "zwei", false), ("part-3", "三", false)],
    );
}

#[test]
fn a_text_with_few_headings_has_no_table() {
    check("<h2>一</h2><p>b</p>", "<h2 id=\"part-1\">一</h2><p>b</p>", &[]);
    check("<p>no heading</p><hr>", "<p>no heading</p><hr>", &[]);
    check("", "", &[]);
}

#[test]
fn a_table_has_an_end() {
    let html = "<h2>一</h2>".repeat(HEADINGS_MAX + 5);
    assert_eq!(of(Body::default().with(html)).1.len(), HEADINGS_MAX);
}

#[test]
fn what_is_torn_is_left_alone() {
    check("<h2>one", "<h2>one", &[]);
    check("<h", "<h", &[]);
    check("<h9>x</h9>", "<h9>x</h9>", &[]);
}
