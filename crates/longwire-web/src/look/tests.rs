use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::*;
use crate::testing::{Answer, Server};

fn post(server: &Server, body: &str) -> Answer {
    let request = Request::post("/look").header("host", "127.0.0.1:8080");
    server.send(request.body(Body::from(body.to_owned())).unwrap())
}

#[track_caller]
fn check(cookie: &str, expected: Look) {
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, HeaderValue::try_from(cookie).unwrap());
    assert_eq!(Look::of(&headers), expected, "{cookie}");
}

#[test]
fn a_look_is_read_from_its_cookie() {
    check("", Look::default());
    check(
        "other=1; longwire_look=theme_dark.size_5",
        Look { theme: Theme::Dark, size: 5, ..Look::default() },
    );
    let look = Look {
        theme: Theme::Sepia,
        size: 1,
        tongue: Some(Tongue::ZhHant),
        view: View::Panes,
        read_too: true,
        direction: Direction::Oldest,
    };
    check(&format!("{COOKIE}={}", look.cookie()), look);
}

#[test]
fn what_is_not_known_changes_nothing() {
    check("longwire_look=theme_pink.size_9.lang_xx.view_.nonsense", Look::default());
    check(&format!("longwire_look=theme_dark.{}", "x".repeat(COOKIE_BYTES_MAX)), Look::default());
}

#[test]
fn a_look_is_kept_and_shown_on_every_page() {
    let server = Server::new();
    let answer = post(&server, "theme=dark&size=4&lang=ja&back=/search%3Fq%3Da%26lang%3Den");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.field("location"), "/search?q=a");
    let cookie = answer.field("set-cookie");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let page = server.get_with("/", "cookie", cookie).text();
    assert!(page.contains("<html lang=\"ja\" data-theme=\"dark\" data-size=\"4\""), "{page}");
    let page = server.get_with("/?lang=en", "cookie", cookie).text();
    assert!(page.contains("<html lang=\"en\""), "a link may still ask for another language");
}

#[test]
fn a_look_is_not_changed_by_other_sites_and_leads_nowhere_else() {
    let server = Server::new();
    let request =
        Request::post("/look").header("host", "127.0.0.1:8080").header("origin", "https://evil.example");
    let answer = server.send(request.body(Body::from("theme=dark")).unwrap());
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example", ""] {
        assert_eq!(post(&server, &format!("theme=dark&back={back}")).field("location"), "/", "{back}");
    }
    let answer = server.get("/look?back=//evil.example");
    assert!(!answer.text().contains("evil.example"));
}
