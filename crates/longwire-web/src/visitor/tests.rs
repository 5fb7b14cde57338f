use axum::body::Body;
use axum::http::Request;

use super::*;
use crate::testing::{Answer, Server, article};

fn get(server: &Server, host: Option<&str>, path: &str) -> Answer {
    let mut request = Request::get(path).header("accept", "text/html");
    if let Some(host) = host {
        request = request.header("host", host);
    }
    server.send(request.body(Body::empty()).unwrap())
}

#[test]
fn under_a_public_path_every_link_and_route_works() {
    let server = Server::public("https://example.org/news/");
    let paper = server.source("paper", "Paper");
    let id = server.archive(paper, &article(1));
    // A proxy may pass the path on or cut it off.
    for prefix in ["", "/news"] {
        for path in ["/".to_owned(), "/sources/paper".into(), format!("/articles/{id}"), "/add".into()] {
            let answer = get(&server, Some("127.0.0.1:8080"), &format!("{prefix}{path}"));
            assert_eq!(answer.status, 200, "{prefix}{path}");
            let page = answer.text();
            for link in page.split(" href=\"").skip(1).chain(page.split(" src=\"").skip(1)) {
                let link = link.split('"').next().unwrap();
                let own = link.starts_with("/news/") || link.starts_with("https://example.org/news/");
                let foreign =
                    link.starts_with("https://") && link.contains("paper.example") || link == "#content";
                let elsewhere = [
                    "feed:https://example.org/news/",
                    "https://feedly.com/",
                    "https://www.inoreader.com/",
                    "https://www.newsblur.com/",
                    "https://theoldreader.com/",
                ];
                let subscribes = elsewhere.iter().any(|place| link.starts_with(place));
                assert!(own || foreign || subscribes, "{path}: {link}");
                if let Some(style) = link.strip_suffix(".css") {
                    assert_eq!(get(&server, None, &format!("{style}.css")).status, 200);
                }
            }
        }
    }
    assert_eq!(get(&server, None, "/news").status, 200);
    assert_eq!(get(&server, None, "/newspaper").status, 404);
    assert!(get(&server, None, "/robots.txt").text().contains("Disallow: /news/add\n"));
}

#[test]
fn a_hostile_host_is_refused_and_escaped() {
    let server = Server::new();
    server.source("paper", "Paper");
    for host in ["rebind.example.org", "evil.example:8080", "a\"><script>alert(1)</script>"] {
        let answer = get(&server, Some(host), "/");
        assert_eq!(answer.status, 421, "{host}");
        let page = answer.text();
        assert!(!page.contains("<script") && !page.contains(&format!("//{host}")), "{page}");
    }
    assert_eq!(get(&server, Some("rebind.example.org"), "/catalogue.json").status, 421);
}

#[test]
fn a_path_never_becomes_a_link_to_another_host() {
    for (server, path) in [
        (Server::new(), "//evil.example/"),
        (Server::new(), "/\\evil.example/"),
        (Server::public("https://example.org/news"), "/news//evil.example/"),
        (Server::public("https://example.org/news"), "//evil.example/"),
    ] {
        let answer = get(&server, Some("localhost"), path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("evil.example"), "{path}: {}", answer.text());
    }
}

#[test]
fn probes_are_answered_under_any_name() {
    let server = Server::new();
    for path in PROBES {
        let answer = get(&server, Some("longwire.pod.cluster.example"), path);
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, "ok\n"));
    }
}

#[test]
fn behind_a_public_address_the_host_has_no_say() {
    let server = Server::public("https://example.org/");
    server.source("paper", "Paper");
    let answer = get(&server, Some("evil.example"), "/catalogue.json");
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("evil"));
}

#[test]
fn a_client_without_a_host_is_answered() {
    assert_eq!(get(&Server::new(), None, "/").status, 200);
}

#[test]
fn parameters_are_decoded_and_the_first_counts() {
    let uri: Uri = "/?a=1&b=%E4%B8%80+%22&b=2&c".parse().unwrap();
    assert_eq!(parameter(&uri, "b").as_deref(), Some("一 \""));
    assert_eq!(parameter(&uri, "c").as_deref(), Some(""));
    assert_eq!(parameter(&uri, "d"), None);
    assert_eq!(parameter(&"/".parse().unwrap(), "a"), None);
}
