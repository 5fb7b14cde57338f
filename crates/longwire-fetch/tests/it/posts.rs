//! What is sent: its fields, its redirects, and where it may not go.

use bytes::Bytes;
use longwire_fetch::{Config, FetchError, OwnFields, Post, REPLY_BYTES_MAX};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use url::Url;

use crate::server::{Server, reply};
use crate::stage::{config, fetcher};

fn post(url: Url) -> Post {
    Post {
        url,
        content_type: "application/rss+xml; charset=utf-8".into(),
        own_fields: OwnFields::new([("X-Hub-Signature", "sha256=00")]).unwrap(),
        body: Bytes::from_static("消息".as_bytes()),
        follow: true,
    }
}

#[tokio::test]
async fn a_post_carries_its_body_its_type_and_its_fields() {
    let server = Server::behaving(|asked, mut stream| async move {
        let mut body = vec![0; 6];
        stream.read_exact(&mut body).await.unwrap();
        let said = format!("{} {}", asked.head.split(' ').next().unwrap(), String::from_utf8(body).unwrap());
        stream.write_all(&reply("202 Accepted", &[], said)).await.unwrap();
    })
    .await;
    let posted = fetcher(config()).post(post(server.url("/hub?a=b"))).await.unwrap();
    assert_eq!((posted.status, &posted.body[..]), (202, "POST 消息".as_bytes()));
    let asked = &server.asked()[0];
    assert_eq!(asked.target(), "/hub?a=b");
    assert_eq!(asked.field("content-type"), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(asked.field("content-length"), Some("6"));
    assert_eq!(asked.field("x-hub-signature"), Some("sha256=00"));
    assert!(asked.field("user-agent").unwrap().starts_with("Longwire/"));
}

#[tokio::test]
async fn any_status_is_an_answer_and_says_when_to_come_back() {
    let server = Server::answering(|asked| match asked.target() {
        "/busy" => reply("429 Too Many Requests", &[("Retry-After", "7")], ""),
        _ => reply("410 Gone", &[], "no more"),
    })
    .await;
    let fetcher = fetcher(config());
    let gone = fetcher.post(post(server.url("/"))).await.unwrap();
    assert_eq!((gone.status, &gone.body[..], gone.retry_after), (410, &b"no more"[..], None));
    let busy = fetcher.post(post(server.url("/busy"))).await.unwrap();
    assert_eq!(busy.retry_after.map(|wait| wait.as_secs()), Some(7));
}

#[tokio::test]
async fn only_redirects_that_keep_the_method_are_followed_and_only_where_wanted() {
    let server = Server::answering(|asked| match asked.target() {
        "/307" => reply("307 Temporary Redirect", &[("Location", "/308")], ""),
        "/308" => reply("308 Permanent Redirect", &[("Location", "/end")], ""),
        "/302" => reply("302 Found", &[("Location", "/end")], ""),
        _ => reply("204 No Content", &[], ""),
    })
    .await;
    let fetcher = fetcher(config());
    assert_eq!(fetcher.post(post(server.url("/307"))).await.unwrap().status, 204);
    assert_eq!(fetcher.post(post(server.url("/302"))).await.unwrap().status, 302);
    let stay = Post { follow: false, ..post(server.url("/307")) };
    assert_eq!(fetcher.post(stay).await.unwrap().status, 307);
    assert!(server.asked().iter().all(|asked| asked.head.starts_with("POST ")));
}

#[tokio::test]
async fn a_post_goes_to_no_private_address_not_even_by_a_redirect() {
    let inner = Server::answering_at("127.0.0.2", |_| reply("200 OK", &[], "")).await;
    let to = inner.url("/");
    let outer =
        Server::answering(move |_| reply("307 Temporary Redirect", &[("Location", to.as_str())], "")).await;
    for url in [inner.url("/"), outer.url("/")] {
        let refused = fetcher(config()).post(post(url)).await;
        assert!(matches!(refused, Err(FetchError::PrivateAddress { .. })), "{refused:?}");
    }
    let nothing_private = Config { allow_private: Vec::new(), ..config() };
    let refused = fetcher(nothing_private).post(post(outer.url("/"))).await;
    assert!(matches!(refused, Err(FetchError::PrivateAddress { .. })), "{refused:?}");
    assert!(inner.asked().is_empty());
}

#[tokio::test]
async fn a_long_reply_is_cut() {
    let server = Server::answering(|_| reply("200 OK", &[], vec![b'a'; 100_000])).await;
    let posted = fetcher(config()).post(post(server.url("/"))).await.unwrap();
    assert_eq!(posted.body.len() as u64, REPLY_BYTES_MAX);
}
