use longwire_model::Headers;

use super::*;

fn url(written: &str) -> Url {
    Url::parse(written).unwrap()
}

fn event(method: &str, kind: &str, address: &str) -> Value {
    json!({ "requestId": "7", "resourceType": kind, "request": { "method": method, "url": address } })
}

#[test]
fn only_what_text_can_come_by_is_fetched() {
    let check = |method: &str, kind: &str, address: &str, expected: bool| {
        assert_eq!(
            Held::read(&event(method, kind, address)).is_some(),
            expected,
            "{method} {kind} {address}"
        );
    };
    for kind in ["Document", "Script", "XHR", "Fetch"] {
        check("GET", kind, "https://a.example/1", true);
    }
    for kind in ["Image", "Media", "Font", "Stylesheet", "WebSocket", "EventSource", "Ping", "Other", ""] {
        check("GET", kind, "https://a.example/1", false);
    }
    check("POST", "XHR", "https://a.example/1", false);
    check("OPTIONS", "Fetch", "https://a.example/1", false);
    for address in
        ["file:///etc/passwd", "ftp://a.example/", "chrome://version", "data:text/html,x", "nonsense"]
    {
        check("GET", "Document", address, false);
    }
    assert!(Held::read(&json!({})).is_none());
}

#[test]
fn a_page_has_its_fields_for_its_own_origin_and_its_limits() {
    let own = crate::OwnFields::new([("cookie", "a=1")]).unwrap();
    let page = Request { own_fields: own, ..Request::new(url("https://a.example/1"), Accept::Page) };
    let limits = Limits { requests_max: 2, bytes_max: 100, ..Limits::default() };
    let ask = |address: &str, spent: &Spent| {
        let held = Held::read(&event("GET", "Script", address)).unwrap();
        request(&page, &held, spent, &limits)
    };
    let spent = Spent { request_count: 1, wire_bytes: 70 };
    let same = ask("https://a.example/a.js", &spent).unwrap();
    assert!(format!("{:?}", same.own_fields).contains("cookie"));
    assert_eq!(same.body_bytes_max, Some(30));
    assert_eq!(same.referrer, Some(url("https://a.example/1")));
    let other = ask("https://b.example/a.js", &spent).unwrap();
    assert!(!format!("{:?}", other.own_fields).contains("cookie"));
    assert!(ask("https://a.example/a.js", &Spent { request_count: 2, wire_bytes: 0 }).is_none());
    assert!(ask("https://a.example/a.js", &Spent { request_count: 0, wire_bytes: 100 }).is_none());
}

#[test]
fn a_page_that_moved_is_told_so() {
    let held = Held { id: "7".into(), url: url("https://a.example/1"), document: true };
    let mut capture = Capture::of_bytes(url("https://a.example/1"), "<p>");
    capture.headers = Headers(vec![
        ("content-type".into(), "text/html".into()),
        ("set-cookie".into(), "a=1".into()),
        ("location".into(), "x".into()),
    ]);
    let plain = reply(&held, &capture);
    assert_eq!(plain["responseCode"], 200);
    assert_eq!(plain["body"], "PHA+");
    assert_eq!(plain["responseHeaders"], json!([{ "name": "content-type", "value": "text/html" }]));
    capture.final_url = url("https://a.example/2");
    let moved = reply(&held, &capture);
    assert_eq!(
        (&moved["responseCode"], &moved["responseHeaders"][0]["value"]),
        (&json!(302), &json!("https://a.example/2"))
    );
    assert!(moved.get("body").is_none());
}
