use super::*;

fn url() -> Url {
    Url::parse("https://example.org/news/1?token=secret").unwrap()
}

#[test]
fn messages_name_the_address_without_its_query() {
    let message = FetchError::Gone { url: url() }.to_string();
    assert_eq!(message, "https://example.org/news/1?… is gone for good (410)");
    let message = FetchError::TooManyRedirects { url: url(), hop_count: 3, looping: true }.to_string();
    assert_eq!(message, "https://example.org/news/1?… keeps redirecting (3 times), in a circle");
}

#[test]
fn a_made_up_address_is_called_one() {
    let at = |address: &str| {
        FetchError::PrivateAddress { url: url(), address: address.parse().unwrap() }.to_string()
    };
    assert!(at("198.18.3.4").contains("allow 198.18.0.0/15"));
    assert!(at("10.0.0.1").ends_with(
        "is at 10.0.0.1, which is not a public address; allow its network in the settings if that is meant"
    ));
}

#[test]
fn spans_are_written_for_people() {
    let not_yet = |wait| FetchError::NotYet { host: "example.org".into(), wait }.to_string();
    assert_eq!(
        not_yet(Duration::from_millis(1200)),
        "example.org is visited slowly: its next turn is in 2 s"
    );
    assert_eq!(
        not_yet(Duration::from_secs(600)),
        "example.org is visited slowly: its next turn is in 10 min"
    );
    assert_eq!(
        not_yet(Duration::from_secs(86_400)),
        "example.org is visited slowly: its next turn is in 24 h"
    );
}

#[test]
fn each_error_knows_whether_trying_again_helps() {
    let delay = Duration::from_secs(7);
    assert_eq!(FetchError::Gone { url: url() }.retry(), Retry::Never);
    assert_eq!(FetchError::Throttled { url: url(), retry_after: Some(delay) }.retry(), Retry::After(delay));
    assert_eq!(FetchError::Throttled { url: url(), retry_after: None }.retry(), Retry::Backoff);
    assert_eq!(FetchError::Status { url: url(), status: 500 }.retry(), Retry::Backoff);
    assert_eq!(FetchError::Status { url: url(), status: 405 }.retry(), Retry::Never);
    assert_eq!(FetchError::Empty { url: url() }.retry(), Retry::Backoff);
}
