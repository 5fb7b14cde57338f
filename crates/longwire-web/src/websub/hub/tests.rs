use axum::body::Body;
use axum::http::Request;
use longwire_model::{FollowerId, Output, Publication, Scope, Selection, Timestamp};

use super::*;
use crate::Config;
use crate::testing::{NOW_SECONDS, Server, now};

const TOPIC: &str = "https://news.example/longwire/feeds/harbour.rss";
const CALLBACK: &str = "https://there.example/callback?a=b";

fn server() -> Server {
    let server = Server::public("https://news.example/longwire/");
    server.source("harbour", "The Harbour Post");
    server
}

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Status and text of the answer to a wish.
fn ask_hub(server: &Server, fields: &[(&str, &str)]) -> (u16, String) {
    let request = Request::post("/hub").header("host", "news.example");
    let answer = server.send(request.body(Body::from(form(fields))).unwrap());
    (answer.status.as_u16(), answer.text())
}

fn subscribe<'a>(topic: &'a str, callback: &'a str) -> [(&'a str, &'a str); 3] {
    [("hub.mode", "subscribe"), ("hub.topic", topic), ("hub.callback", callback)]
}

#[test]
fn a_wish_is_kept_until_it_is_verified() {
    let server = server();
    let fields = [("hub.secret", "秘密"), ("hub.lease_seconds", "86400"), ("hub.unknown", "x")];
    let (status, _) = ask_hub(&server, &[&subscribe(TOPIC, CALLBACK)[..], &fields[..]].concat());
    assert_eq!(status, 202);
    let due = server.store.due_followers(now(), 10).unwrap();
    let follower = server.store.follower(due[0]).unwrap().unwrap();
    assert_eq!((follower.topic.url.as_str(), follower.callback.as_str()), (TOPIC, CALLBACK));
    let wish = Wish::Follow { secret: Some("秘密".into()), lease_seconds: 86400 };
    assert_eq!(follower.asked, Some((wish, now())));
    assert!(!follower.is_live(now()));
}

#[test]
fn all_three_formats_of_a_feed_can_be_followed_and_nothing_else() {
    let server = server();
    let at = |path: &str| format!("https://news.example/longwire{path}");
    for path in ["/feeds/harbour.rss", "/feeds/harbour.atom", "/feeds/harbour.json", "/feeds/all.rss"] {
        assert_eq!(ask_hub(&server, &subscribe(&at(path), CALLBACK)).0, 202, "{path}");
    }
    let elsewhere =
        ["/", "/feeds/", "/feeds/none.rss", "/feeds/harbour.rss?before=1", "/feeds/harbour.rss?lang=en"];
    for topic in elsewhere.map(at).iter().map(String::as_str).chain([
        "https://other.example/longwire/feeds/harbour.rss",
        "https://news.example/feeds/harbour.rss",
        "https://news.example/longwire/feeds/h%61rbour.rss",
        "not an address",
        "",
    ]) {
        let (status, said) = ask_hub(&server, &subscribe(topic, CALLBACK));
        assert_eq!(status, 400, "{topic}: {said}");
        assert!(said.starts_with("hub.topic is "), "{said}");
    }
}

#[test]
fn what_is_wrong_with_a_wish_is_said() {
    let server = server();
    let too_long = format!("https://there.example/{}", "a".repeat(2_000));
    for (name, value, said) in [
        ("hub.mode", "publish", "speaks for this server only"),
        ("hub.mode", "", "hub.mode is neither"),
        ("hub.callback", "", "hub.callback is missing"),
        ("hub.callback", "ftp://there.example/", "neither http nor https"),
        ("hub.callback", "https://a:b@there.example/", "user name"),
        ("hub.callback", "https://there.example/#a", "fragment"),
        ("hub.callback", &too_long, "longer than 2000"),
        ("hub.lease_seconds", "a week", "no number"),
        ("hub.lease_seconds", "-1", "no number"),
        ("hub.secret", &"s".repeat(200), "not shorter than 200"),
    ] {
        let mut fields = subscribe(TOPIC, CALLBACK).to_vec();
        fields.insert(0, (name, value));
        let (status, text) = ask_hub(&server, &fields);
        assert_eq!(status, 400, "{name}={value}");
        assert!(text.contains(said), "{name}={value}: {text}");
    }
    assert!(server.store.due_followers(now(), 10).unwrap().is_empty());
    let mut longest = subscribe(TOPIC, CALLBACK).to_vec();
    let secret = "s".repeat(199);
    longest.push(("hub.secret", &secret));
    assert_eq!(ask_hub(&server, &longest).0, 202);
}

#[test]
fn leases_are_given_within_reason() {
    let day = Duration::from_secs(86_400);
    let given = |asked: Option<&str>| lease_seconds(asked.map(str::to_owned), day);
    assert_eq!(given(Some("7200")), Ok(7200));
    assert_eq!(given(Some("1")), Ok(300));
    assert_eq!(given(Some("864000")), Ok(86_400));
    assert_eq!(given(Some("18446744073709551615")), Ok(86_400));
    assert_eq!((given(None), given(Some(""))), (Ok(86_400), Ok(86_400)));
    assert_eq!(lease_seconds(None, Duration::from_secs(3)), Ok(3), "the owner's limit counts most");
}

#[test]
fn an_end_is_taken_whether_there_is_something_to_end_or_not() {
    let server = server();
    let end = [("hub.mode", "unsubscribe"), ("hub.topic", TOPIC), ("hub.callback", CALLBACK)];
    assert_eq!(ask_hub(&server, &end).0, 202);
    assert!(server.store.due_followers(now(), 10).unwrap().is_empty());
    ask_hub(&server, &subscribe(TOPIC, CALLBACK));
    assert_eq!(ask_hub(&server, &end).0, 202);
    let follower = server.store.follower(FollowerId(1)).unwrap().unwrap();
    assert_eq!(follower.asked, Some((Wish::End, now())));
}

#[test]
fn a_flood_of_wishes_is_held_off() {
    let server = server();
    for n in 0..WISHES_MAX {
        let callback = format!("https://h{}.example/", n % 7);
        assert_eq!(ask_hub(&server, &subscribe(TOPIC, &callback)).0, 202);
    }
    assert_eq!(ask_hub(&server, &subscribe(TOPIC, CALLBACK)).0, 429);
}

#[test]
fn a_host_that_follows_too_much_is_refused() {
    let server = server();
    let before = Timestamp::from_seconds(NOW_SECONDS - 3600);
    let wish = Wish::Follow { secret: None, lease_seconds: 60 };
    for n in 0..LIMITS.per_host_max {
        let callback = Url::parse(&format!("https://there.example/{n}")).unwrap();
        server.store.wish(&Url::parse(TOPIC).unwrap(), &callback, &wish, LIMITS, before).unwrap();
    }
    assert_eq!(ask_hub(&server, &subscribe(TOPIC, CALLBACK)).0, 503);
    assert_eq!(ask_hub(&server, &subscribe(TOPIC, "https://other.example/")).0, 202);
}

#[test]
fn without_a_public_address_there_is_no_hub() {
    let server = Server::with(Config::new(now));
    server.source("harbour", "The Harbour Post");
    assert_eq!(ask_hub_at(&server, "127.0.0.1:8080"), 404);
}

fn ask_hub_at(server: &Server, host: &str) -> u16 {
    let topic = format!("http://{host}/feeds/harbour.rss");
    let request = Request::post("/hub").header("host", host);
    server.send(request.body(Body::from(form(&subscribe(&topic, CALLBACK)))).unwrap()).status.as_u16()
}

#[test]
fn what_is_private_can_not_be_followed_not_even_by_its_key() {
    let server = server();
    let publication = Publication {
        slug: "secret".into(),
        title: "我的".into(),
        selection: Selection { scopes: vec![Scope::All], ..Selection::default() },
        output: Output::default(),
    };
    let made = server.store.add_publication(&publication, now()).unwrap();
    let topic = |path: &str| format!("https://news.example/longwire{path}");
    assert_eq!(ask_hub(&server, &subscribe(&topic("/feeds/secret.rss"), CALLBACK)).0, 202);
    let hash = longwire_store::content_hash(b"key");
    server.store.set_publication_key(made.id, Some(hash)).unwrap();
    assert_eq!(server.get("/private/key/secret.rss").status.as_u16(), 200);
    for path in ["/feeds/secret.rss", "/private/key/secret.rss"] {
        assert_eq!(ask_hub(&server, &subscribe(&topic(path), CALLBACK)).0, 400, "{path}");
    }
}
