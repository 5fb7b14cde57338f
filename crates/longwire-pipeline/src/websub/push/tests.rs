use longwire_model::{Bytes, Headers, SourceId, Url};

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(1_788_134_400 + seconds)
}

fn push() -> Push {
    Push {
        id: PushId(1),
        source_id: SourceId(1),
        hub_url: Url::parse("https://hub.example/?a=b").unwrap(),
        topic_url: Url::parse("https://example.org/feed?a=b&c=消息").unwrap(),
        token: "t0ken".into(),
        secret: "s3cret".into(),
        wanted: true,
        asked_at: Some(at(0)),
        verified_at: Some(at(1)),
        lease_until: Some(at(1_000)),
        due_at: at(750),
        ask_count: 0,
        failure: None,
        delivered_at: Some(at(2)),
        delivery_count: 1,
        forged_count: 0,
    }
}

/// The form that a hub is sent, field by field.
fn form(push: &Push) -> Vec<(String, String)> {
    let websub = WebSub {
        hub_url: Url::parse("https://news.example/longwire/hub").unwrap(),
        callback_url: Url::parse("https://news.example/longwire/websub/").unwrap(),
    };
    let post = request(push, &websub);
    assert_eq!(post.url, push.hub_url);
    assert_eq!(post.content_type, "application/x-www-form-urlencoded");
    form_urlencoded::parse(&post.body).into_owned().collect()
}

#[test]
fn a_hub_is_asked_under_the_callback_and_the_secret_that_only_it_knows() {
    let expected = [
        ("hub.mode", "subscribe"),
        ("hub.topic", "https://example.org/feed?a=b&c=%E6%B6%88%E6%81%AF"),
        ("hub.callback", "https://news.example/longwire/websub/t0ken"),
        ("hub.lease_seconds", "864000"),
        ("hub.secret", "s3cret"),
    ];
    assert_eq!(form(&push()), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn a_farewell_gives_the_secret_away_to_nobody() {
    let form = form(&Push { wanted: false, ..push() });
    let names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["hub.mode", "hub.topic", "hub.callback"]);
    assert_eq!(form[0].1, "unsubscribe");
}

#[test]
fn a_farewell_is_over_when_there_is_nobody_left_to_hear_it() {
    let leaving = Push { wanted: false, ..push() };
    assert!(!is_over(&leaving, at(999)));
    assert!(is_over(&leaving, at(1_000)), "the lease has ended");
    assert!(is_over(&Push { asked_at: None, ..leaving.clone() }, at(0)), "nobody was ever asked");
    assert!(is_over(&Push { ask_count: FAREWELLS_MAX, ..leaving.clone() }, at(0)));
    assert!(!is_over(&Push { lease_until: None, ..leaving }, at(0)), "it may verify yet");
}

/// Why a hub refused, and the wait in minutes where an ordinary failure makes one.
#[track_caller]
fn check(status: u16, body: &str, retry_after: Option<u64>, expected: (&str, u64)) {
    let posted = Posted {
        status,
        headers: Headers::default(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        retry_after: retry_after.map(Duration::from_secs),
    };
    let (reason, wait) = refused(&push(), &posted, Duration::from_secs(60));
    assert_eq!((reason.as_str(), wait.as_secs() / 60), expected);
}

#[test]
fn a_refusal_is_told_in_the_hubs_own_words() {
    check(500, "", None, ("hub.example refused (500)", 1));
    check(400, "\n  no such topic\u{7}\r\nat all", None, ("hub.example refused (400): no such topic", 360));
    check(429, "slow down", Some(7_200), ("hub.example refused (429): slow down", 120));
    check(503, "", Some(5), ("hub.example refused (503)", 1));
    let long = "长".repeat(10_000);
    let cut = format!("hub.example refused (302): {}", "长".repeat(200));
    check(302, &long, None, (&cut, 1));
}

#[test]
fn only_a_hub_that_has_delivered_of_late_makes_polls_rare() {
    assert!(is_proved(&push(), at(3)));
    assert!(!is_proved(&push(), at(1_000)), "its lease has ended");
    assert!(!is_proved(&Push { wanted: false, ..push() }, at(3)));
    assert!(!is_proved(&Push { delivered_at: None, ..push() }, at(3)), "it has promised, no more");
    let lease_until = Some(at(864_000));
    let silent = Push { lease_until, ..push() };
    assert!(is_proved(&silent, at(2 + 2 * 86_400)));
    assert!(!is_proved(&silent, at(3 + 2 * 86_400)), "it may have forgotten us");
}
