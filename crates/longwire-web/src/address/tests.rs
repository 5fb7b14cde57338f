use super::*;

#[track_caller]
fn host(field: &str, expected: Option<&str>) {
    assert_eq!(
        Address::of_host(field).map(|address| address.absolute("/")).as_deref(),
        expected,
        "{field:?}"
    );
}

#[test]
fn without_a_public_address_only_local_names_are_answered() {
    host("127.0.0.1:8080", Some("http://127.0.0.1:8080/"));
    host("[::1]:8080", Some("http://[::1]:8080/"));
    host("192.168.1.7", Some("http://192.168.1.7/"));
    host("localhost:8080", Some("http://localhost:8080/"));
    host("nas:8080", Some("http://nas:8080/"));
    host("nas.local", Some("http://nas.local/"));
    host("news.home.arpa", Some("http://news.home.arpa/"));
    host("rebind.example.org:8080", None);
    host("local.example.org", None);
}

#[test]
fn a_host_field_that_is_no_host_is_refused() {
    for field in [
        "",
        "a b",
        "a/b",
        "a@b",
        "localhost\"><script>",
        "local\r\nhost",
        "localhost:99999",
        "本地",
        &"a".repeat(256),
    ] {
        host(field, None);
    }
}

#[test]
fn a_public_address_keeps_its_path_and_nothing_after_it() {
    let address = Address::of_public(&Url::parse("https://example.org/news/?a=1#b").unwrap());
    assert_eq!(address.absolute("/feeds/a.rss"), "https://example.org/news/feeds/a.rss");
    assert_eq!(address.link("/feeds/a.rss"), "/news/feeds/a.rss");
    assert_eq!(address.origin(), "https://example.org");
    assert_eq!(address.host(), "example.org");
    let bare = Address::of_public(&Url::parse("https://example.org:8443").unwrap());
    assert_eq!(bare.absolute("/"), "https://example.org:8443/");
    assert_eq!(bare.link("/"), "/");
    assert_eq!(bare.origin(), "https://example.org:8443");
}

#[track_caller]
fn below(path: &str, expected: Option<&str>) {
    let address = Address::of_public(&Url::parse("https://example.org/news").unwrap());
    assert_eq!(address.below(path), expected, "{path}");
}

#[test]
fn the_public_path_is_taken_off_where_a_proxy_passed_it_on() {
    below("/news/feeds/a.rss", Some("/feeds/a.rss"));
    below("/news/", Some("/"));
    below("/news", Some("/"));
    below("/newspaper", None);
    below("/feeds/a.rss", None);
}
