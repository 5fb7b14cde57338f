use super::*;

#[track_caller]
fn check(no_proxy: &str, target: &str, direct: bool) {
    let target = Url::parse(target).unwrap();
    assert_eq!(ProxyRules::new(no_proxy).exempts(&target), direct, "{target} under {no_proxy:?}");
}

#[test]
fn loopback_is_always_direct() {
    for target in [
        "http://localhost/",
        "http://a.localhost/",
        "http://127.0.0.1:81/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
    ] {
        check("", target, true);
    }
    check("", "http://example.org/", false);
    check("", "http://10.0.0.1/", false);
}

#[test]
fn host_suffixes_end_at_a_dot() {
    for entry in ["example.org", ".example.org", "*.example.org", "EXAMPLE.org", "a.example, example.org"] {
        check(entry, "https://example.org/", true);
        check(entry, "https://www.example.org/", true);
        check(entry, "https://notexample.org/", false);
        check(entry, "https://example.org.evil.example/", false);
    }
    check("新聞.example", "https://新聞.example/", true);
}

#[test]
fn addresses_and_networks_match_literal_addresses() {
    check("10.0.0.0/8", "http://10.1.2.3/", true);
    check("10.0.0.0/8", "http://11.1.2.3/", false);
    check("192.0.2.7", "http://192.0.2.7/", true);
    check("[2001:db8::1]", "http://[2001:db8::1]/", true);
    check("2001:db8::/32", "http://[2001:db8::1]/", true);
    check("10.0.0.0/8", "http://ten.example/", false); // names are not resolved here
}

#[test]
fn a_port_narrows_an_entry() {
    check("example.org:8080", "http://example.org:8080/", true);
    check("example.org:8080", "http://example.org/", false);
    check("example.org:443", "https://example.org/", true);
    check("10.0.0.1:81", "http://10.0.0.1:81/", true);
}

#[test]
fn a_star_means_everything_and_nonsense_nothing() {
    check("*", "http://example.org/", true);
    check(",, ,http://example.org/,a:b", "http://example.org/", false);
}

#[test]
fn socks_proxies_are_left_to_resolve_names() {
    let read = |proxy: &str| checked(&Url::parse(proxy).unwrap());
    assert_eq!(
        read("socks5://user:word@127.0.0.1:1080").unwrap().as_str(),
        "socks5h://user:word@127.0.0.1:1080"
    );
    assert_eq!(read("http://127.0.0.1:81/").unwrap().as_str(), "http://127.0.0.1:81/");
    assert!(matches!(read("ftp://127.0.0.1/"), Err(FetchError::Setup { .. })));
    assert!(matches!(read("socks4://127.0.0.1/"), Err(FetchError::Setup { .. })));
}
