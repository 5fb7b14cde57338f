use axum::body::Body;
use axum::http::Request;
use longwire_store::JobState;
use url::form_urlencoded;

use super::limiter::ADDITIONS_MAX;
use super::*;
use crate::Config;
use crate::testing::{Answer, Server, now, request, signed_in};

#[track_caller]
fn address(written: &str, expected: Result<&str, Refusal>) {
    assert_eq!(read_address(written), expected.map(|url| Url::parse(url).unwrap()), "{written:?}");
}

#[test]
fn addresses_are_read_as_people_write_them() {
    address("https://example.org/feed.xml", Ok("https://example.org/feed.xml"));
    address("  example.org ", Ok("https://example.org/"));
    address("example.org:8080/feed", Ok("https://example.org:8080/feed"));
    address("http://127.0.0.1:9000/", Ok("http://127.0.0.1:9000/"));
    address("localhost:9000/a", Ok("https://localhost:9000/a"));
    address("https://新闻.example/要闻", Ok("https://xn--efvy88h.example/%E8%A6%81%E9%97%BB"));
}

#[test]
fn what_is_no_web_address_is_refused_with_the_reason() {
    address("", Err(Refusal::Empty));
    address(" \n", Err(Refusal::Empty));
    address("news", Err(Refusal::Unreadable));
    address("https://", Err(Refusal::Unreadable));
    address("https://exa mple.org", Err(Refusal::Unreadable));
    address("https://example.org/\u{0}", Err(Refusal::Unreadable));
    address("ftp://example.org/", Err(Refusal::Scheme));
    address("file:///etc/passwd", Err(Refusal::Scheme));
    address("javascript:alert(1)", Err(Refusal::Scheme));
    address("mailto:a@example.org", Err(Refusal::Scheme));
    address("https://me:secret@example.org/", Err(Refusal::Secret));
    address(&format!("https://example.org/{}", "a".repeat(2_000)), Err(Refusal::TooLong));
}

fn form(url: &str) -> Body {
    Body::from(form_urlencoded::Serializer::new(String::new()).append_pair("url", url).finish())
}

fn post(server: &Server, url: &str, fields: &[(&str, &str)]) -> Answer {
    let mut request = request("/add").method("POST").header("accept", "text/html");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    server.send(request.body(form(url)).unwrap())
}

#[test]
fn a_form_from_our_own_page_becomes_a_job_and_leads_to_it() {
    let server = Server::new();
    let own = [("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "same-origin")];
    let answer = post(&server, "https://example.org/feed.xml", &own);
    assert_eq!(answer.status, 303);
    let id = answer.field("location").strip_prefix("/jobs/").unwrap().parse().unwrap();
    let job = server.store.job(longwire_model::JobId(id)).unwrap().unwrap();
    assert_eq!(
        job.job,
        Job::Subscribe {
            url: Url::parse("https://example.org/feed.xml").unwrap(),
            folder: None,
            private: false
        }
    );
    assert_eq!(job.state, JobState::Pending);
    assert_eq!(server.source_count(), 0);
}

#[test]
fn only_the_owner_adds_for_themselves_alone() {
    let server = Server::new();
    let (cookie, _) = signed_in(&server);
    let wanted = |cookie: &str, n: u32| {
        let body = Body::from(format!("url=https%3A%2F%2Fexample.org%2F{n}&private=yes"));
        let answer = server.send(request("/add").method("POST").header("cookie", cookie).body(body).unwrap());
        let id = answer.field("location").strip_prefix("/jobs/").unwrap().parse().unwrap();
        let job = server.store.job(longwire_model::JobId(id)).unwrap().unwrap().job;
        let private = matches!(job, Job::Subscribe { private: true, .. });
        assert_eq!(
            server.get(&format!("/jobs/{id}")).status == 404,
            private,
            "nobody else sees what comes of it"
        );
        private
    };
    assert!(wanted(&cookie, 1) && !wanted("", 2));
    assert!(server.get_with("/add", "cookie", &cookie).text().contains("name=\"private\""));
    assert!(!server.get("/add").text().contains("name=\"private\""));
}

#[test]
fn a_client_that_is_no_browser_may_add_too() {
    assert_eq!(post(&Server::new(), "https://example.org/", &[]).status, 303);
}

#[test]
fn a_form_from_elsewhere_is_refused() {
    let server = Server::new();
    for fields in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:8081")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "http://127.0.0.1:8080"), ("origin", "https://evil.example")],
        &[("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(post(&server, "https://example.org/", fields).status, 403, "{fields:?}");
    }
}

#[test]
fn behind_a_proxy_the_public_origin_is_our_own() {
    let server = Server::public("https://example.org/news/");
    let answer = post(&server, "https://paper.example/", &[("origin", "https://example.org")]);
    assert_eq!(answer.status, 303);
    assert!(answer.field("location").starts_with("/news/jobs/"));
    // Past the proxy, by a name that only this network can see.
    assert_eq!(post(&server, "https://paper.example/", &[("origin", "http://127.0.0.1:8080")]).status, 303);
    let rebound = Request::post("/add")
        .header("host", "evil.example")
        .header("origin", "http://evil.example")
        .body(form("https://paper.example/"));
    assert_eq!(server.send(rebound.unwrap()).status, 403);
}

#[test]
fn a_refused_address_comes_back_in_the_form_with_the_reason() {
    let answer = post(&Server::new(), "javascript:alert(\"1\")", &[]);
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("Only addresses that begin with http:// or https:// can be added."));
    assert!(page.contains("value=\"javascript:alert(&#34;1&#34;)\""), "{page}");
}

#[test]
fn the_form_is_filled_by_its_address_and_escaped() {
    let page = Server::new().get("/add?url=%22%3E%3Cscript%3E").text();
    assert!(page.contains("value=\"&#34;&#62;&#60;script&#62;\""), "{page}");
}

#[test]
fn a_form_that_is_too_large_is_refused_as_a_page() {
    let server = Server::new();
    let large = "a".repeat(FORM_BYTES_MAX + 1);
    let answer =
        server.send(request("/add").method("POST").header("accept", "text/html").body(large.into()).unwrap());
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("<h1>Too large</h1>"));
}

#[test]
fn a_switched_off_form_is_neither_shown_nor_taken() {
    let server = Server::with(Config { allow_add: false, ..Config::new(now) });
    assert_eq!(server.get("/add").status, 403);
    assert_eq!(post(&server, "https://example.org/", &[]).status, 403);
    assert!(!server.get("/").text().contains("/add"));
}

#[test]
fn adding_is_limited_over_time() {
    let limiter = Limiter::new(ADDITIONS_MAX);
    let admitted = (0..100).filter(|_| limiter.admit(now())).count();
    assert_eq!(admitted, ADDITIONS_MAX);
    assert!(limiter.admit(now().plus(super::limiter::WINDOW)));
    let server = Server::new();
    let statuses: Vec<_> =
        (0..=ADDITIONS_MAX).map(|n| post(&server, &format!("https://example.org/{n}"), &[]).status).collect();
    assert_eq!(statuses.last().map(|status| status.as_u16()), Some(429));
}

#[test]
fn a_clock_set_back_does_not_lock_the_form() {
    let limiter = Limiter::new(ADDITIONS_MAX);
    let later = now().plus(std::time::Duration::from_secs(86_400));
    assert_eq!((0..100).filter(|_| limiter.admit(later)).count(), ADDITIONS_MAX);
    assert!(limiter.admit(now()));
}
