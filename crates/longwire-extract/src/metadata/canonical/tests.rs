use crate::metadata::tests::page;

#[track_caller]
fn check(url: &str, head: &str, expected: &str) {
    assert_eq!(page(url, head).canonical_url.as_str(), expected, "{head}");
}

#[test]
fn a_page_names_its_own_address() {
    let url = "https://www.example.org/a?utm_source=x#top";
    check(url, "<link rel=canonical href=/a>", "https://www.example.org/a");
    check(url, "<link rel='canonical' href='https://m.example.org/a'>", "https://m.example.org/a");
    check(url, "<meta property=og:url content=https://www.example.org/a>", "https://www.example.org/a");
    check(url, "<link rel=canonical href=http://www.example.org/a>", "https://www.example.org/a");
    check(url, "<p>", "https://www.example.org/a?utm_source=x");
}

#[test]
fn addresses_of_other_sites_and_of_the_home_page_are_not_believed() {
    let url = "https://www.example.org/a";
    check(url, "<link rel=canonical href=https://evil.example/a>", url);
    check(url, "<link rel=canonical href=https://www.example.org/>", url);
    check(url, "<link rel=canonical href=javascript:alert(1)>", url);
    check(url, "<link rel=canonical href=''>", url);
    check("https://www.example.org/", "<link rel=canonical href=/>", "https://www.example.org/");
}

#[test]
fn a_base_that_is_no_web_address_is_ignored() {
    let base = |head: &str| page("https://example.org/dir/a", head).base_url.to_string();
    assert_eq!(base("<base href=/other/>"), "https://example.org/other/");
    assert_eq!(base("<base href=javascript:alert(1)>"), "https://example.org/dir/a");
    assert_eq!(base("<p>"), "https://example.org/dir/a");
}
