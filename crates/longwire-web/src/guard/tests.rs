use crate::testing::{Server, article, request};

#[track_caller]
fn protected(server: &Server, path: &str, status: u16) {
    let answer = server.get(path);
    assert_eq!(answer.status.as_u16(), status, "{path}");
    assert_eq!(answer.field("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.field("referrer-policy"), "same-origin", "{path}");
    let policy = answer.field("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    if answer.field("content-type").starts_with("text/html") {
        let page = answer.text();
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{path}");
        assert!(!page.contains(" style=") && !page.contains(" onclick="), "{path}");
        let own = page.matches("<script type=\"module\" src=\"/static/").count();
        assert_eq!(page.matches("<script").count(), own, "{path}: none is written into the page");
    } else {
        assert!(policy.contains("sandbox"), "{path}");
    }
}

#[test]
fn every_answer_is_protected_errors_too() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    for path in [
        "/",
        "/catalogue.json",
        "/catalogue.opml",
        "/sources/paper",
        "/add",
        "/healthz",
        "/readyz",
        "/robots.txt",
    ] {
        protected(&server, path, 200);
    }
    for path in ["/feeds/paper.rss", "/feeds/paper.atom", "/feeds/paper.json", "/favicon.ico"] {
        protected(&server, path, 200);
    }
    protected(&server, &format!("/articles/{id}"), 200);
    for path in
        ["/nothing", "/feeds/x.rss", "/feeds/paper", "/images/x", "/static/x.css", "/jobs/1", "/sources/%00"]
    {
        protected(&server, path, 404);
    }
    protected(&server, &format!("/{}", "a".repeat(crate::visitor::TARGET_BYTES_MAX)), 414);
}

#[test]
fn a_method_that_is_not_taken_is_a_page_too() {
    let server = Server::new();
    for (method, path) in [("DELETE", "/add"), ("POST", "/"), ("PUT", "/feeds/paper.rss")] {
        let request = request(path).method(method).header("accept", "text/html");
        let answer = server.send(request.body(axum::body::Body::empty()).unwrap());
        assert_eq!(answer.status, 405);
        assert!(answer.field("allow").contains("GET"));
        assert!(answer.text().contains("<h1>Not possible here</h1>"));
    }
}

#[test]
fn whoever_wants_no_page_gets_plain_text() {
    let answer = Server::new().get_with("/nothing", "accept", "*/*");
    assert_eq!(answer.field("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.text(), "There is nothing at this address.\n");
}

#[test]
fn pages_are_compressed_for_those_who_take_it() {
    let answer = Server::new().get_with("/", "accept-encoding", "gzip");
    assert_eq!(answer.field("content-encoding"), "gzip");
    assert!(answer.headers.get_all("vary").iter().any(|value| value == "accept-encoding"));
}
