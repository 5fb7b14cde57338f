//! What well-meaning servers do: redirects, validators, fields.

use longwire_fetch::{Accept, Config, FetchError, Fetched, OwnFields, Refusal, Request};
use url::Url;

use crate::server::{Server, head, page, redirect, reply};
use crate::stage::{config, fetcher, get, get_page};

#[tokio::test]
async fn redirects_are_followed_and_the_address_that_answered_is_told() {
    let server = Server::answering(|asked| match asked.target() {
        "/a" => reply("301 Moved Permanently", &[("Location", "/b")], "moved"),
        "/b" => reply("308 Permanent Redirect", &[("Location", "c?d#e")], ""),
        "/t" => redirect("/a"),
        _ => page("news"),
    })
    .await;
    let (capture, facts) = get_page(server.url("/a")).await;
    assert_eq!(capture.url, server.url("/a"));
    assert_eq!(capture.final_url, server.url("/c?d"));
    assert_eq!((facts.request_count, facts.permanent), (3, true));
    let (_, facts) = get_page(server.url("/t")).await;
    assert!(!facts.permanent);
}

#[tokio::test]
async fn validators_are_sent_back_as_they_came_and_a_304_is_understood() {
    let server = Server::answering(|asked| match asked.field("if-none-match") {
        Some("W/\"a,b\"") => {
            head("304 Not Modified", &[("ETag", "W/\"a,b\""), ("Cache-Control", "max-age=60")])
        }
        _ => page("news"),
    })
    .await;
    let request = Request {
        etag: Some("W/\"a,b\"".into()),
        last_modified: Some("yesterday, they say".into()),
        ..Request::new(server.url("/"), Accept::Feed)
    };
    let Fetched::NotModified { headers, facts } = fetcher(config()).get(request).await.unwrap() else {
        panic!("a capture")
    };
    assert_eq!(headers.get("cache-control"), Some("max-age=60"));
    assert_eq!(facts.final_url, server.url("/"));
    assert_eq!(server.asked()[0].field("if-modified-since"), Some("yesterday, they say"));
}

#[tokio::test]
async fn a_validator_that_can_not_stand_in_a_field_is_left_out() {
    let server = Server::answering(|_| page("news")).await;
    let request =
        Request { etag: Some("a\r\nX-Evil: 1".into()), ..Request::new(server.url("/"), Accept::Feed) };
    fetcher(config()).get(request).await.unwrap();
    assert_eq!(server.asked()[0].field("if-none-match"), None);
    assert_eq!(server.asked()[0].field("x-evil"), None);
}

#[tokio::test]
async fn requests_say_who_we_are_and_what_we_want() {
    let server = Server::answering(|_| page("news")).await;
    fetcher(config()).get(Request::new(server.url("/"), Accept::Feed)).await.unwrap();
    let asked = &server.asked()[0];
    assert!(asked.field("user-agent").unwrap().starts_with("Longwire/"));
    assert!(asked.field("user-agent").unwrap().contains("(+http"));
    assert!(asked.field("accept").unwrap().starts_with("application/atom+xml"));
    assert_eq!(asked.field("accept-encoding"), Some("gzip, br, zstd, deflate"));
    assert_eq!(asked.field("referer"), None);
    assert_eq!(asked.field("cookie"), None);
}

#[tokio::test]
async fn the_referrer_is_whole_within_its_origin_and_an_origin_elsewhere() {
    let server = Server::answering(|_| page("an image")).await;
    let referrer =
        |page: Url| Request { referrer: Some(page), ..Request::new(server.url("/i.png"), Accept::Image) };
    for page in [
        server.url("/news/1?a=b#c"),
        Url::parse("http://other.example/news").unwrap(),
        Url::parse("https://other.example/").unwrap(),
    ] {
        fetcher(config()).get(referrer(page)).await.unwrap();
    }
    let sent: Vec<_> = server.asked().iter().map(|asked| asked.field("referer").map(str::to_owned)).collect();
    assert_eq!(
        sent,
        [Some(server.url("/news/1?a=b").to_string()), Some("http://other.example/".into()), None]
    );
}

#[tokio::test]
async fn header_fields_are_kept_in_order_and_in_any_charset() {
    let server = Server::answering(|_| {
        let mut out = b"HTTP/1.1 200 OK\r\nX-Latin: caf\xe9\r\nX-UTF: \xe6\x96\xb0\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n".to_vec();
        out.extend(b"Content-Length: 4\r\nConnection: close\r\n\r\nnews");
        out
    })
    .await;
    let (capture, _) = get_page(server.url("/")).await;
    assert_eq!(capture.headers.get("x-latin"), Some("café"));
    assert_eq!(capture.headers.get("x-utf"), Some("新"));
    assert_eq!(capture.headers.get_all("set-cookie").collect::<Vec<_>>(), ["a", "b"]);
}

#[tokio::test]
async fn statuses_become_what_a_caller_can_act_on() {
    let status = |line: &'static str| async move {
        get(Server::answering(move |_| reply(line, &[], "x")).await.url("/")).await.unwrap_err()
    };
    assert!(matches!(status("401 Unauthorized").await, FetchError::Refused { refusal: Refusal::Login, .. }));
    assert!(matches!(status("403 Forbidden").await, FetchError::Refused { refusal: Refusal::Forbidden, .. }));
    assert!(matches!(status("451 Unavailable").await, FetchError::Refused { refusal: Refusal::Legal, .. }));
    assert!(matches!(
        status("503 Service Unavailable").await,
        FetchError::Throttled { retry_after: None, .. }
    ));
    assert!(matches!(status("500 Oops").await, FetchError::Status { status: 500, .. }));
    assert!(matches!(status("301 Moved").await, FetchError::Status { status: 301, .. }));
    assert!(matches!(status("418 Teapot").await, FetchError::Status { status: 418, .. }));
}

#[tokio::test]
async fn a_limit_of_the_request_replaces_the_configured_one() {
    let server = Server::answering(|_| page("twelve bytes")).await;
    let request =
        |limit| Request { body_bytes_max: Some(limit), ..Request::new(server.url("/"), Accept::Page) };
    assert!(fetcher(config()).get(request(12)).await.is_ok());
    assert!(matches!(
        fetcher(config()).get(request(11)).await,
        Err(FetchError::TooLarge { limit_bytes: 11, .. })
    ));
}

#[tokio::test]
async fn a_sources_own_fields_go_to_its_origin_and_nowhere_else() {
    let elsewhere = Server::answering(|_| page("news")).await;
    let to = elsewhere.url("/").to_string();
    let home =
        Server::answering(move |asked| redirect(if asked.target() == "/a" { "/b" } else { &to })).await;
    let own_fields = OwnFields::new([("Cookie", "session=1"), ("User-Agent", "Mine/1")]).unwrap();
    let request = Request { own_fields, ..Request::new(home.url("/a"), Accept::Page) };
    assert!(!format!("{request:?}").contains("session"));
    fetcher(config()).get(request).await.unwrap();
    for asked in home.asked() {
        assert_eq!((asked.field("cookie"), asked.field("user-agent")), (Some("session=1"), Some("Mine/1")));
    }
    assert_eq!(home.asked().len(), 2);
    assert_eq!(elsewhere.asked()[0].field("cookie"), None);
    assert!(elsewhere.asked()[0].field("user-agent").unwrap().starts_with("Longwire/"));
}

#[test]
fn fields_that_belong_to_the_connection_can_not_be_a_sources_own() {
    for (name, value) in [("Host", "a"), ("Content-Length", "1"), ("a b", "c"), ("Cookie", "secret\r\nX: 1")]
    {
        let refused = OwnFields::new([(name, value)]).unwrap_err();
        assert!(matches!(refused, FetchError::Setup { .. }), "{name}");
        assert!(!refused.to_string().contains("secret"), "{refused}");
    }
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_unless_none_is_expected_or_too_many_are() {
    for (keep_alive, kept_max, expected) in [(true, 1, false), (false, 1, true), (true, 0, true)] {
        let server = Server::answering_all(move |asked| {
            let closes = asked.head.to_lowercase().contains("\r\nconnection: close\r\n");
            if closes == expected { page("news") } else { reply("400 Bad Request", &[], &asked.head) }
        })
        .await;
        let fetcher = fetcher(Config { robots: false, kept_max, ..config() });
        let fetched =
            fetcher.get(Request { keep_alive, ..Request::new(server.url("/"), Accept::Page) }).await;
        assert!(fetched.is_ok(), "keep_alive = {keep_alive}, kept_max = {kept_max}: {fetched:?}");
    }
}
