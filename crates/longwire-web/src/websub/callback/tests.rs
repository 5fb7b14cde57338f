use axum::http::Request;
use longwire_model::{Bytes, SourceId};
use longwire_store::NewPush;
use ring::hmac;

use super::*;
use crate::testing::{Answer, NOW_SECONDS, Server, now, url};

const TOKEN: &str = "0123456789abcdef";
const SECRET: &str = "秘密";
const TOPIC: &str = "https://harbour.example/feed.xml";
const QUERY: &str = "hub.topic=https%3A%2F%2Fharbour.example%2Ffeed.xml";

/// A server whose source was asked for at a hub.
fn server() -> (Server, SourceId) {
    let server = Server::public("https://news.example/");
    let id = server.source("harbour", "The Harbour Post");
    let new = NewPush {
        hub_url: url("https://hub.example/"),
        topic_url: url(TOPIC),
        token: TOKEN.into(),
        secret: SECRET.into(),
    };
    server.store.announce_hub(id, Some(&new), now()).unwrap();
    let push = server.store.push_of(id).unwrap().unwrap();
    server
        .store
        .push_asked(
            push.id,
            &url("https://news.example/websub/"),
            now(),
            now().plus(Duration::from_secs(600)),
        )
        .unwrap();
    (server, id)
}

fn push(server: &Server) -> Push {
    server.store.push_by_token(TOKEN).unwrap().unwrap()
}

fn asks(server: &Server, token: &str, query: &str) -> (u16, String) {
    let answer = server.get(&format!("/websub/{token}?{query}"));
    (answer.status.as_u16(), answer.text())
}

fn delivers(server: &Server, body: impl Into<Bytes>, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(format!("/websub/{TOKEN}")).header("host", "news.example");
    let request = fields.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    server.send(request.body(Body::from(body.into())).unwrap())
}

fn signed(body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes()), body);
    tag.as_ref().iter().fold("sha256=".to_owned(), |out, byte| format!("{out}{byte:02x}"))
}

#[test]
fn a_hub_that_makes_sure_of_us_gets_its_challenge_back() {
    let (server, _) = server();
    let query = format!("hub.mode=subscribe&{QUERY}&hub.challenge=a%2Bb%26c&hub.lease_seconds=4000");
    assert_eq!(asks(&server, TOKEN, &query), (200, "a+b&c".to_owned()));
    let push = push(&server);
    assert_eq!(push.live_until(now()), Some(Timestamp::from_seconds(NOW_SECONDS + 4000)));
    assert_eq!(push.due_at, Timestamp::from_seconds(NOW_SECONDS + 3000), "renewed before it ends");
}

#[test]
fn what_we_did_not_ask_for_is_not_confirmed() {
    let (server, id) = server();
    let subscribe = "hub.mode=subscribe&hub.challenge=a";
    for (token, query) in [
        ("fedcba9876543210", format!("{subscribe}&{QUERY}")),
        (&"0".repeat(1_000), format!("{subscribe}&{QUERY}")),
        (TOKEN, subscribe.to_owned()),
        (TOKEN, format!("{subscribe}&hub.topic=https%3A%2F%2Fother.example%2F")),
        (TOKEN, format!("hub.mode=unsubscribe&hub.challenge=a&{QUERY}")),
        (TOKEN, format!("hub.mode=&hub.challenge=a&{QUERY}")),
        (TOKEN, String::new()),
    ] {
        assert_eq!(asks(&server, token, &query).0, 404, "{token} {query}");
    }
    assert_eq!(push(&server).live_until(now()), None);
    server.store.set_active(id, false, now()).unwrap();
    assert_eq!(asks(&server, TOKEN, &format!("{subscribe}&{QUERY}")).0, 404, "no longer wanted");
}

#[test]
fn a_hub_that_lets_go_is_confirmed_and_forgotten() {
    let (server, id) = server();
    server.store.set_active(id, false, now()).unwrap();
    let query = format!("hub.mode=unsubscribe&{QUERY}&hub.challenge=bye");
    assert_eq!(asks(&server, TOKEN, &query), (200, "bye".to_owned()));
    assert_eq!(asks(&server, TOKEN, &query).0, 404);
}

#[test]
fn a_denial_is_kept_in_plain_words_and_the_lease_ends() {
    let (server, _) = server();
    asks(&server, TOKEN, &format!("hub.mode=subscribe&{QUERY}&hub.challenge=a"));
    let (status, _) = asks(&server, TOKEN, &format!("hub.mode=denied&{QUERY}&hub.reason=no%0A%E4%B8%8D"));
    assert_eq!(status, 200);
    let push = push(&server);
    assert_eq!(push.live_until(now()), None);
    assert_eq!(push.failure.as_deref(), Some("hub.example denied: no不"));
    assert!(push.due_at > now().plus(Duration::from_secs(3600)));
}

#[test]
fn leases_are_believed_within_reason() {
    let rows = [(Some("4000"), 4_000), (Some("1"), 1), (None, 864_000), (Some("0"), 864_000)];
    for (written, expected) in rows {
        assert_eq!(lease(written).as_secs(), expected, "{written:?}");
    }
    assert_eq!(lease(Some("for ever")).as_secs(), 864_000);
    assert_eq!(lease(Some("99999999999999")), LEASE_MAX);
}

#[test]
fn a_signed_delivery_is_kept_for_a_worker() {
    let (server, id) = server();
    let body = "<rss>消息</rss>".as_bytes();
    let answer = delivers(&server, body, &[("x-hub-signature", &signed(body)), ("content-type", "text/xml")]);
    assert_eq!((answer.status.as_u16(), answer.body.len()), (202, 0));
    let push = push(&server);
    assert_eq!((push.delivery_count, push.forged_count, push.delivered_at), (1, 0, Some(now())));
    let kept = server.store.delivery(longwire_model::DeliveryId(1)).unwrap().unwrap();
    assert_eq!((&kept.body[..], kept.content_type.as_deref()), (body, Some("text/xml")));
    assert_eq!(kept.push.source_id, id);
}

#[test]
fn a_delivery_without_the_right_signature_is_answered_alike_and_ignored() {
    let (server, _) = server();
    let other = signed(b"another body");
    for fields in [&[][..], &[("x-hub-signature", other.as_str())], &[("x-hub-signature", "sha256=zz")]] {
        assert_eq!(delivers(&server, "body", fields).status.as_u16(), 202);
    }
    let push = push(&server);
    assert_eq!((push.delivery_count, push.forged_count), (0, 3));
    assert!(server.store.delivery(longwire_model::DeliveryId(1)).unwrap().is_none());
}

#[test]
fn deliveries_have_a_limit() {
    let (server, _) = server();
    let largest = vec![b'a'; DELIVERY_BYTES_MAX];
    let answer = delivers(&server, largest.clone(), &[("x-hub-signature", &signed(&largest))]);
    assert_eq!(answer.status.as_u16(), 202);
    let larger = vec![b'a'; DELIVERY_BYTES_MAX + 1];
    let answer = delivers(&server, larger.clone(), &[("x-hub-signature", &signed(&larger))]);
    assert_eq!(answer.status.as_u16(), 413);
    assert_eq!(push(&server).delivery_count, 1);
}

#[test]
fn a_hub_that_goes_on_after_the_end_is_told_to_stop() {
    let (server, id) = server();
    server.store.set_active(id, false, now()).unwrap();
    assert_eq!(delivers(&server, "body", &[("x-hub-signature", &signed(b"body"))]).status.as_u16(), 410);
    server.store.end_push(push(&server).id).unwrap();
    assert_eq!(delivers(&server, "body", &[]).status.as_u16(), 404);
}
