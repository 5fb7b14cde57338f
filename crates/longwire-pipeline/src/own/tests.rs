use longwire_fetch::Accept;

use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).expect("a test writes addresses right")
}

const SOURCE: &str = "https://news.example/feed.xml";

/// The settings of a source, as written.
fn own(settings: &[(&str, &str)]) -> Own {
    let mut own = Own::default();
    for (name, value) in settings {
        own.take(&setting(name, value, &url(SOURCE)).expect("a test writes settings right"))
            .expect("it was checked");
    }
    own
}

/// What a request to an address would bring along: names only, values never show.
fn dressed(own: &Own, to: &str) -> (String, Route) {
    let mut request = Request::new(url(to), Accept::Page);
    own.dress(&mut request).expect("fields that were checked");
    (format!("{:?}", request.own_fields), request.route)
}

#[test]
fn a_secret_goes_to_the_origin_it_was_set_for_and_to_no_other() {
    let own = own(&[("cookie", "a=1"), ("credentials", "me:word"), ("Header.X-Token", "9")]);
    let (fields, _) = dressed(&own, "https://news.example/2026/1");
    for name in ["cookie", "authorization", "x-token"] {
        assert!(fields.contains(name), "{fields}");
    }
    for elsewhere in [
        "http://news.example/1",
        "https://www.news.example/1",
        "https://news.example:8443/1",
        "https://evil.example/1",
    ] {
        assert_eq!(dressed(&own, elsewhere).0, "{}", "{elsewhere}");
    }
}

#[test]
fn a_proxy_carries_all_requests_of_the_source() {
    let own_proxy = own(&[("proxy", "socks5://127.0.0.1:1080")]);
    assert_eq!(
        dressed(&own_proxy, "https://img.example/1").1,
        Route::Through(url("socks5://127.0.0.1:1080"))
    );
    assert_eq!(dressed(&own(&[("proxy", "direct")]), SOURCE).1, Route::Direct);
    assert_eq!(dressed(&own(&[]), SOURCE).1, Route::AsConfigured);
}

#[test]
fn plain_settings_are_read() {
    let own = own(&[("interval", "3600"), ("rest", "yes"), ("referrer", "host")]);
    assert_eq!(own.interval, Some(Duration::from_secs(3600)));
    assert_eq!(own.rest, Some(Rest::UntilTold));
    assert_eq!(own.referrer, Some(ImageReferrer::Host));
}

#[test]
fn what_can_not_be_set_is_refused_without_its_value() {
    for (name, value) in [
        ("cookies", "hunter2"),
        ("header.", "hunter2"),
        ("header.host", "hunter2"),
        ("header.a b", "hunter2"),
        ("cookie", "hunter2\r\nx: y"),
        ("credentials", "hunter2"),
        ("proxy", "ftp://hunter2"),
        ("proxy", "hunter2"),
        ("interval", "hunter2"),
        ("interval", "5"),
        ("rest", "hunter2"),
        ("referrer", "hunter2"),
    ] {
        let why = setting(name, value, &url(SOURCE)).expect_err(name);
        assert!(!why.contains("hunter2"), "{why}");
    }
    assert!(setting("cookie", &"x".repeat(VALUE_BYTES_MAX + 1), &url(SOURCE)).is_err());
    assert!(setting(&format!("header.{}", "x".repeat(100)), "y", &url(SOURCE)).is_err());
}

#[test]
fn nothing_of_a_secret_shows() {
    let own = own(&[("cookie", "hunter2"), ("credentials", "me:hunter2")]);
    assert!(!format!("{own:?}").contains("hunter2"));
}

#[test]
fn credentials_are_written_as_the_standard_says() {
    assert_eq!(basic::credentials("Aladdin:open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(basic::credentials("a:b"), "Basic YTpi");
    assert_eq!(basic::credentials("test:123£"), "Basic dGVzdDoxMjPCow==");
    assert_eq!(basic::credentials(""), "Basic ");
}
