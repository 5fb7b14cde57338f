use super::*;

fn page(title: &str, address: &str) -> String {
    record_page(title, &Url::parse(address).expect("an address"), "<p>text</p>")
}

#[test]
fn a_column_under_which_the_address_files_the_article_is_split_off() {
    let page = page("港口 - 要闻解说", "https://www.rfi.fr/cn/%E8%A6%81%E9%97%BB%E8%A7%A3%E8%AF%B4/1");
    assert!(page.contains("<h1>港口</h1>"));
    assert!(page.contains("article:section content=\"要闻解说\""));
    assert!(page.contains("og:site_name content=\"RFI\""));
}

#[test]
fn a_title_with_a_dash_of_its_own_stays_whole() {
    let page = page("North - South", "https://news.example.org/world/1");
    assert!(page.contains("<h1>North - South</h1>"));
    assert!(page.contains("og:site_name content=\"Example\""));
}

#[test]
fn a_title_can_not_break_out_of_its_place() {
    let page = page("\"><script>x</script>", "https://10.0.0.1/");
    assert!(!page.contains("<script>"));
    assert!(page.contains("<h1>&quot;>&lt;script>x&lt;/script></h1>"), "{page}");
}
