use std::net::IpAddr;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use longwire_store::OWNER;

use super::*;
use crate::Config;
use crate::server::Peer;
use crate::testing::{Answer, Server, now, signed_in, url};

const PASSWORD: &str = "quay stone winter ledger";

fn post(server: &Server, path: &str, cookie: &str, body: &str) -> Answer {
    let request = Request::post(path).header("host", "127.0.0.1:8080").header("cookie", cookie);
    server.send(request.body(Body::from(body.to_owned())).unwrap())
}

/// A request by a connection from this address.
fn from(server: &Server, peer: &str, host: &str, path: &str, body: Option<&str>) -> Answer {
    let method = if body.is_some() { "POST" } else { "GET" };
    let request =
        Request::builder().method(method).uri(path).header("host", host).header("accept", "text/html");
    let mut request = request.body(Body::from(body.unwrap_or_default().to_owned())).unwrap();
    request.extensions_mut().insert(Peer(peer.parse::<IpAddr>().unwrap()));
    server.send(request)
}

fn chosen(password: &str) -> String {
    format!("password={password}&again={password}")
}

#[test]
fn the_first_password_is_chosen_on_the_own_machine() {
    let server = Server::new();
    assert_eq!(from(&server, "127.0.0.1", "localhost:8080", "/welcome", None).status, 200);
    assert_eq!(server.get("/login").field("location"), "/welcome");
    let answer = from(&server, "::1", "[::1]:8080", "/welcome", Some(&chosen(PASSWORD)));
    assert_eq!((answer.status, answer.field("location")), (StatusCode::SEE_OTHER, "/read"));
    let cookie = answer.field("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(server.get_with("/read", "cookie", &cookie).status, 200, "and is signed in by it");
    let again = from(&server, "127.0.0.1", "localhost", "/welcome", Some(&chosen("another password")));
    assert_eq!(again.field("location"), "/login", "only once");
}

#[test]
fn nobody_else_chooses_the_first_password() {
    let private = Server::new();
    let keyed = Server::with(Config { welcome_key: Some("k-123".into()), ..Config::new(now) });
    let public = Server::with(Config {
        public_url: Some(url("https://example.org/")),
        welcome_key: Some("k-123".into()),
        ..Config::new(now)
    });
    for (server, peer, host) in [
        (&private, "192.168.1.7", "127.0.0.1:8080"),
        (&private, "127.0.0.1", "192.168.1.2:8080"),
        (&keyed, "127.0.0.1", "127.0.0.1:8080"),
        (&public, "127.0.0.1", "localhost:8080"),
        (&public, "127.0.0.1", "example.org"),
    ] {
        assert_eq!(from(server, peer, host, "/welcome", None).status, StatusCode::FORBIDDEN, "{peer} {host}");
        let answer = from(server, peer, host, "/welcome?key=k-12", Some(&chosen(PASSWORD)));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{peer} {host}");
        assert_eq!(server.store.password(OWNER).unwrap(), None);
    }
    assert_eq!(private.get("/welcome").status, StatusCode::FORBIDDEN, "by who is not known to be here");
    assert_eq!(from(&public, "10.0.0.1", "example.org", "/welcome?key=k-123", None).status, 200);
    let body = format!("key=k-123&{}", chosen(PASSWORD));
    assert_eq!(
        from(&public, "10.0.0.1", "example.org", "/welcome", Some(&body)).status,
        StatusCode::SEE_OTHER
    );
    assert!(public.store.password(OWNER).unwrap().is_some());
}

#[test]
fn a_first_password_that_is_no_good_is_refused_in_words() {
    let server = Server::new();
    for (body, said) in [
        (chosen("short"), "at least 10 characters"),
        (format!("password={PASSWORD}&again=other"), "do not match"),
        (String::new(), "at least 10 characters"),
    ] {
        let answer = from(&server, "127.0.0.1", "localhost", "/welcome", Some(&body));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.text().contains(said), "{body}");
    }
}

#[test]
fn the_owner_signs_in_and_out() {
    let server = Server::new();
    server.store.set_password(OWNER, &hash_password(PASSWORD).unwrap(), true).unwrap();
    let wrong = post(&server, "/login", "", "password=wrong&back=/read");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.field("set-cookie").is_empty());
    let right = post(&server, "/login", "", &format!("password={PASSWORD}&back=/read/starred?after=3"));
    assert_eq!((right.status, right.field("location")), (StatusCode::SEE_OTHER, "/read/starred?after=3"));
    let cookie = right.field("set-cookie");
    for part in ["; Path=/;", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let page = server.get_with("/read", "cookie", &cookie).text();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(post(&server, "/logout", &cookie, "token=wrong").status, StatusCode::FORBIDDEN);
    let out = post(&server, "/logout", &cookie, &format!("token={token}"));
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(out.field("set-cookie").contains("Max-Age=0"));
    assert_eq!(server.get_with("/read", "cookie", &cookie).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn signing_in_leads_nowhere_else() {
    let server = Server::new();
    server.store.set_password(OWNER, &hash_password(PASSWORD).unwrap(), true).unwrap();
    for back in ["https://evil.example/", "//evil.example/", "/\\evil.example", "/a%0d%0ab", ""] {
        let answer = post(&server, "/login", "", &format!("password={PASSWORD}&back={back}"));
        assert_eq!(answer.field("location"), "/read", "{back}");
    }
}

#[test]
fn passwords_are_not_tried_without_end() {
    let server = Server::new();
    server.store.set_password(OWNER, &hash_password(PASSWORD).unwrap(), true).unwrap();
    let too_long = "x".repeat(PASSWORD_BYTES_MAX + 1);
    for n in 0..TRIES_MAX {
        let answer = post(&server, "/login", "", &format!("password={too_long}"));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    let answer = post(&server, "/login", "", &format!("password={PASSWORD}"));
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one");
}

#[test]
fn what_is_the_owners_asks_to_sign_in_and_comes_back() {
    let server = Server::new();
    let answer = server.send(
        Request::get("/read/starred?after=7&lang=ja")
            .header("host", "127.0.0.1:8080")
            .header("accept", "text/html")
            .body(Body::empty())
            .unwrap(),
    );
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.field("location"), "/login?back=%2Fread%2Fstarred%3Fafter%3D7%26lang%3Dja&lang=ja");
    assert_eq!(server.get_with("/read", "accept", "application/json").status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.get_with("/read", "cookie", "longwire_session=00").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_change_needs_the_sessions_token_and_a_page_of_ours() {
    let server = Server::new();
    let (cookie, token) = signed_in(&server);
    let id = server.archive(server.source("paper", "Paper"), &crate::testing::article(1));
    let body = format!("read={id}");
    assert_eq!(
        post(&server, "/reading", "", &format!("{body}&token={token}")).status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(post(&server, "/reading", &cookie, &body).status, StatusCode::FORBIDDEN);
    let (other_cookie, _) = signed_in(&server);
    let answer = post(&server, "/reading", &other_cookie, &format!("{body}&token={token}"));
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "the token of another session");
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let request = Request::post("/reading").header("host", "127.0.0.1:8080").header("cookie", &cookie);
        let request = request.header(name, value).body(Body::from(format!("{body}&token={token}"))).unwrap();
        assert_eq!(server.send(request).status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(server.store.reading(OWNER, id).unwrap().unwrap().read_at, None);
    assert_eq!(
        post(&server, "/reading", &cookie, &format!("{body}&token={token}")).status,
        StatusCode::SEE_OTHER
    );
    assert!(server.store.reading(OWNER, id).unwrap().unwrap().read_at.is_some());
}

#[test]
fn a_cookie_is_secure_and_kept_to_the_public_path() {
    let server = Server::public("https://example.org/news/");
    server.store.set_password(OWNER, &hash_password(PASSWORD).unwrap(), true).unwrap();
    let request = Request::post("/news/login").header("host", "example.org");
    let answer = server.send(request.body(Body::from(format!("password={PASSWORD}"))).unwrap());
    assert_eq!(answer.field("location"), "/news/read");
    let cookie = answer.field("set-cookie");
    assert!(cookie.contains("; Path=/news/;") && cookie.ends_with("; Secure"), "{cookie}");
}
