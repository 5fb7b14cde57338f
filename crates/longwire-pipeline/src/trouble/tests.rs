use longwire_model::Headers;

use super::*;

/// What stands at an address that was a feed.
#[track_caller]
fn check(body: &str, expected: Trouble, announced: Option<&str>) {
    let url: Url = "https://paper.example/feed.xml".parse().unwrap();
    let mut capture = Capture::of_bytes(url, body.as_bytes().to_vec());
    capture.headers = Headers(vec![("content-type".into(), "text/html; charset=utf-8".into())]);
    let found = of_page(&capture, Trouble::NotAFeed, "it is no feed".into());
    assert_eq!(found.trouble, expected, "{}", found.reason);
    assert_eq!(found.announced.as_ref().map(Url::as_str), announced);
}

#[test]
fn a_page_that_announces_its_feed_says_where_it_is() {
    check(
        "<html><head><title>The Paper</title><link rel=alternate type=application/rss+xml href=/rss/all></head>\
         <body><h1>The Paper</h1><p>Welcome to the new home of The Paper, with all the news of the town.</p></body></html>",
        Trouble::FeedElsewhere,
        Some("https://paper.example/rss/all"),
    );
}

#[test]
fn a_page_that_announces_only_the_address_itself_is_no_feed() {
    check(
        "<html><head><link rel=alternate type=application/rss+xml href=/feed.xml></head><body><p>Hello.</p></body></html>",
        Trouble::NotAFeed,
        None,
    );
}

#[test]
fn something_else_is_no_feed() {
    check("not even a page", Trouble::NotAFeed, None);
    check("<html><body><p>Our feed is being mended.</p></body></html>", Trouble::NotAFeed, None);
}

#[test]
fn a_wall_is_called_what_it_is() {
    check(
        "<html><head><title>404 Not Found</title></head><body><h1>404</h1><p>Page not found</p></body></html>",
        Trouble::SoftNotFound,
        None,
    );
}

#[test]
fn a_turn_that_has_not_come_is_no_trouble() {
    let not_yet = FetchError::NotYet { host: "a.example".into(), wait: std::time::Duration::from_secs(9) };
    assert_eq!(of_error(&not_yet), None);
}

#[test]
fn a_status_is_told_from_a_servers_own_failure() {
    let url: Url = "https://paper.example/".parse().unwrap();
    for (status, expected) in [
        (500, Trouble::ServerError),
        (503, Trouble::ServerError),
        (418, Trouble::Status),
        (304, Trouble::Status),
    ] {
        assert_eq!(of_error(&FetchError::Status { url: url.clone(), status }), Some(expected), "{status}");
    }
}
