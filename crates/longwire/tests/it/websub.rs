//! WebSub between real processes: hubs, subscribers, and those who pretend to be.

use ring::hmac;
use serde_json::Value;

use crate::hook::{Asked, Hook, get, wait_for};
use crate::pages::{cut_feed, page, paragraphs};
use crate::program::{Program, Served};
use crate::site::{Answer, Site};

/// Sets how many articles a publisher has.
fn publish(site: &Site, count: usize) {
    let articles: Vec<usize> = (1..=count).collect();
    for n in &articles {
        site.put(&format!("/quay/{n}"), Answer::html(page(*n)));
    }
    site.put("/feed.xml", Answer::xml(cut_feed(&site.url(""), &articles)));
}

/// A publisher of one article and a service that republishes it, with a hub.
fn hub(lease_max: &str) -> (Program, Site, Served) {
    let (program, site) = (Program::new(), Site::start());
    publish(&site, 1);
    program.ok(&["add", &site.url("/feed.xml")]);
    program.ok(&["poll", "--all", "--wait"]);
    let served = program.serve_publicly(&[("LONGWIRE_HUB_LEASE_MAX", lease_max)]);
    (program, site, served)
}

const FEED: &str = "/feeds/the-harbour-post.rss";

fn subscribe(hub: &Served, callback: &str, fields: &str) -> (u16, String) {
    let topic = format!("http://{}{FEED}", hub.addr);
    hub.post("/hub", "", &format!("hub.mode=subscribe&hub.topic={topic}&hub.callback={callback}&{fields}"))
}

fn listed(program: &Program) -> Value {
    let lines = program.ok(&["list", "--json", "--all"]);
    serde_json::from_str(lines.lines().next().unwrap()).unwrap()
}

fn signature(secret: &str, body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), body);
    tag.as_ref().iter().fold("sha256=".to_owned(), |out, byte| format!("{out}{byte:02x}"))
}

#[test]
fn a_new_article_reaches_a_subscriber_without_a_poll() {
    let (first, site, hub) = hub("10s");
    let second = Program::new();
    let quiet = [("LONGWIRE_POLL_MIN", "6h"), ("LONGWIRE_POLL_MAX", "6h")];
    let subscriber = second.serve_publicly(&quiet);
    second.ok(&["add", &format!("http://{}{FEED}", hub.addr)]);
    let until = |listed: &Value| listed["pushed_until"].as_str().map(str::to_owned);
    let granted = wait_for("the lease", || until(&listed(&second)));
    let said = second.ok(&["list"]);
    assert!(said.contains("pushed by 127.0.0.1 until"), "{said}");
    let page = subscriber.get("/sources/the-harbour-post", "").2;
    assert!(page.contains("Pushed by 127.0.0.1 until"), "{page}");

    let polled_at = listed(&second)["polled_at"].clone();
    publish(&site, 2);
    first.ok(&["poll", "--all", "--wait"]);
    wait_for("the second article", || (second.exported().len() == 2).then_some(()));
    let after = listed(&second);
    assert_eq!(after["polled_at"], polled_at, "it came by itself");
    assert_eq!((after["delivery_count"].as_u64(), after["forged_count"].as_u64()), (Some(1), Some(0)));
    let pushed = second.exported().into_iter().find(|line| line["title"] == "Quay number 2").unwrap();
    assert_eq!(pushed["text"], paragraphs(2).join("\n"));

    wait_for("the renewal", || until(&listed(&second)).filter(|until| *until > granted));

    second.ok(&["remove", "the-harbour-post"]);
    wait_for("the farewell", || listed(&second)["hub"].is_null().then_some(()));
    let count = site.served("/quay/3");
    publish(&site, 3);
    first.ok(&["poll", "--all", "--wait"]);
    std::thread::sleep(std::time::Duration::from_secs(6));
    assert_eq!((second.exported().len(), count), (2, 0), "who has left is told nothing more");
    assert_eq!(first.exported().len(), 3);
}

#[test]
fn a_follower_is_told_what_a_get_gives_until_its_lease_ends() {
    let (program, site, hub) = hub("15s");
    let callback = Hook::confirming();
    let (status, _) = subscribe(&hub, &callback.url("/c?a=b"), "hub.secret=s3cret&hub.lease_seconds=864000");
    assert_eq!(status, 202);
    let question = callback.awaited("GET", 1);
    assert_eq!(question.parameter("hub.mode"), "subscribe");
    assert_eq!(question.parameter("hub.lease_seconds"), "15");
    assert_eq!(question.parameter("a"), "b", "the callback's own query stays");
    publish(&site, 2);
    program.ok(&["poll", "--all", "--wait"]);
    let told = callback.awaited("POST", 1);
    let (_, _, served) = hub.get(FEED, "");
    assert_eq!(String::from_utf8(told.body.clone()).unwrap(), served);
    assert_eq!(told.target, "/c?a=b");
    assert_eq!(told.field("content-type"), "application/rss+xml; charset=utf-8");
    assert_eq!(told.field("x-hub-signature"), signature("s3cret", &told.body));
    let links = format!("<http://{0}/hub>; rel=\"hub\", <http://{0}{FEED}>; rel=\"self\"", hub.addr);
    assert_eq!(told.field("link"), links);
    std::thread::sleep(std::time::Duration::from_secs(15));
    publish(&site, 3);
    program.ok(&["poll", "--all", "--wait"]);
    std::thread::sleep(std::time::Duration::from_secs(6));
    assert_eq!(callback.asked("POST").len(), 1, "its lease has ended");
}

#[test]
fn a_callback_that_does_not_confirm_or_wants_an_end_is_left_alone() {
    let (program, site, hub) = hub("10d");
    let silent = Hook::answering(|_| (200, "not the challenge".to_owned()));
    let leaving = Hook::answering(|asked| match asked.method.as_str() {
        "POST" => (410, String::new()),
        _ => (200, asked.parameter("hub.challenge")),
    });
    subscribe(&hub, &silent.url("/"), "");
    subscribe(&hub, &leaving.url("/"), "");
    silent.awaited("GET", 1);
    leaving.awaited("GET", 1);
    publish(&site, 2);
    program.ok(&["poll", "--all", "--wait"]);
    let told = leaving.awaited("POST", 1);
    assert_eq!(told.field("x-hub-signature"), "", "without a secret there is no signature");
    publish(&site, 3);
    program.ok(&["poll", "--all", "--wait"]);
    std::thread::sleep(std::time::Duration::from_secs(7));
    assert_eq!((silent.asked("POST").len(), leaving.asked("POST").len()), (0, 1));
}

#[test]
fn a_private_callback_is_never_dialled() {
    let (program, site) = (Program::new(), Site::start());
    publish(&site, 1);
    program.ok(&["add", &site.url("/feed.xml")]);
    let hub = program.serve_publicly(&[("LONGWIRE_ALLOW_PRIVATE", "")]);
    let callback = Hook::confirming();
    assert_eq!(subscribe(&hub, &callback.url("/"), "").0, 202);
    assert_eq!(subscribe(&hub, &callback.url("/").replace("127.0.0.1", "localhost"), "").0, 202);
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(callback.asked("GET").is_empty());
}

#[test]
fn a_delivery_cut_by_a_kill_is_made_again() {
    let (program, site, mut hub) = hub("10d");
    let callback = Hook::answering(|asked| match asked.method.as_str() {
        "GET" => (200, asked.parameter("hub.challenge")),
        _ => {
            std::thread::sleep(std::time::Duration::from_secs(1));
            (200, String::new())
        }
    });
    subscribe(&hub, &callback.url("/"), "hub.secret=s");
    callback.awaited("GET", 1);
    publish(&site, 2);
    program.ok(&["poll", "--all", "--wait"]);
    callback.awaited("POST", 1);
    hub.child.kill().unwrap();
    hub.child.wait().unwrap();
    let _again = program.serve_publicly_at(&hub.addr, &[]);
    let told = callback.awaited("POST", 2);
    assert!(String::from_utf8(told.body).unwrap().contains("Quay number 2"));
}

/// A publisher that announces somebody's hub.
fn announcing(hub: &Hook) -> Site {
    let site = Site::start();
    publish(&site, 1);
    let link =
        format!("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='hub' href='{}'/>", hub.url("/"));
    let feed = cut_feed(&site.url(""), &[1]).replacen("<item>", &format!("{link}<item>"), 1);
    site.put("/feed.xml", Answer::xml(feed));
    site
}

/// The path of a callback.
fn path(asked: &Asked) -> String {
    let callback = url::Url::parse(&asked.parameter("hub.callback")).unwrap();
    callback.path().to_owned()
}

#[test]
fn only_what_the_hub_signed_is_admitted() {
    let hub = Hook::answering(|_| (202, String::new()));
    let site = announcing(&hub);
    let program = Program::new();
    let served = program.serve_publicly(&[("LONGWIRE_POLL_MIN", "6h")]);
    program.ok(&["add", &site.url("/feed.xml")]);
    let asked = hub.awaited("POST", 1);
    let topic = site.url("/feed.xml");
    assert_eq!(
        (asked.parameter("hub.mode").as_str(), asked.parameter("hub.topic")),
        ("subscribe", topic.clone())
    );
    let (secret, path) = (asked.parameter("hub.secret"), path(&asked));
    let verify = |mode: &str, topic: &str| {
        served.get(
            &format!("{path}?hub.mode={mode}&hub.topic={topic}&hub.challenge=c&hub.lease_seconds=600"),
            "",
        )
    };
    assert_eq!(verify("subscribe", "http://other.example/").0, 404);
    let (status, _, echo) = verify("subscribe", &topic);
    assert_eq!((status, echo.as_str()), (200, "c"));

    publish(&site, 2);
    let delivery = cut_feed(&site.url(""), &[2]);
    let deliver = |signature: &str| {
        served.post(
            &path,
            &format!("X-Hub-Signature: {signature}\r\nContent-Type: application/rss+xml\r\n"),
            &delivery,
        )
    };
    assert_eq!(deliver(&signature("guessed", delivery.as_bytes())).0, 202);
    wait_for("the forged delivery", || (listed(&program)["forged_count"] == 1).then_some(()));
    assert_eq!(site.served("/quay/2"), 0);
    assert_eq!(deliver(&signature(&secret, delivery.as_bytes())).0, 202);
    wait_for("the article", || (program.exported().len() == 2).then_some(()));
    assert_eq!(site.served("/feed.xml"), 1, "the feed was read once, to be added");

    program.ok(&["remove", "the-harbour-post"]);
    let farewell = hub.awaited("POST", 2);
    assert_eq!(farewell.parameter("hub.mode"), "unsubscribe");
    assert_eq!(deliver(&signature(&secret, delivery.as_bytes())).0, 410);
    assert_eq!(verify("unsubscribe", &topic).0, 200);
    assert_eq!(deliver(&signature(&secret, delivery.as_bytes())).0, 404);
}

#[test]
fn a_hub_may_verify_before_it_answers() {
    let hub = Hook::answering(|asked| {
        let mut callback = url::Url::parse(&asked.parameter("hub.callback")).unwrap();
        callback
            .query_pairs_mut()
            .append_pair("hub.mode", &asked.parameter("hub.mode"))
            .append_pair("hub.topic", &asked.parameter("hub.topic"))
            .append_pair("hub.lease_seconds", "600")
            .append_pair("hub.challenge", "at once");
        // What it answers then no longer counts.
        if get(callback.as_str()) == "at once" { (500, String::new()) } else { (202, String::new()) }
    });
    let site = announcing(&hub);
    let program = Program::new();
    let _served = program.serve_publicly(&[]);
    program.ok(&["add", &site.url("/feed.xml")]);
    hub.awaited("POST", 1);
    let listed = wait_for("the lease", || {
        let listed = listed(&program);
        (!listed["pushed_until"].is_null()).then_some(listed)
    });
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(listed["push_failure"].is_null(), "{listed}");
    assert_eq!(hub.asked("POST").len(), 1);
}

#[test]
fn a_delivery_that_failed_is_made_again_with_what_is_new_by_then() {
    let (program, site, hub) = hub("10d");
    let failures = std::sync::atomic::AtomicU32::new(0);
    let callback = Hook::answering(move |asked| match asked.method.as_str() {
        "GET" => (200, asked.parameter("hub.challenge")),
        _ if failures.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 => (503, String::new()),
        _ => (204, String::new()),
    });
    subscribe(&hub, &callback.url("/"), "");
    callback.awaited("GET", 1);
    publish(&site, 2);
    program.ok(&["poll", "--all", "--wait"]);
    callback.awaited("POST", 1);
    publish(&site, 3);
    program.ok(&["poll", "--all", "--wait"]);
    let told = String::from_utf8(callback.awaited("POST", 2).body).unwrap();
    assert!(told.contains("Quay number 2") && told.contains("Quay number 3"), "{told}");
}

#[test]
fn a_delivery_that_is_no_feed_is_a_hint_to_poll() {
    let hub = Hook::answering(|_| (202, String::new()));
    let site = announcing(&hub);
    let program = Program::new();
    let served = program.serve_publicly(&[("LONGWIRE_POLL_MIN", "6h")]);
    program.ok(&["add", &site.url("/feed.xml")]);
    let asked = hub.awaited("POST", 1);
    let (secret, path) = (asked.parameter("hub.secret"), path(&asked));
    publish(&site, 2);
    assert_eq!(served.post(&path, &format!("X-Hub-Signature: {}\r\n", signature(&secret, b"")), "").0, 202);
    wait_for("the article", || (program.exported().len() == 2).then_some(()));
    let farewell = hub.awaited("POST", 2);
    assert_eq!(farewell.parameter("hub.mode"), "unsubscribe", "the feed has ceased to announce it");
    assert_eq!(farewell.parameter("hub.callback"), asked.parameter("hub.callback"));
}

#[test]
fn a_resting_source_takes_nothing_that_is_pushed() {
    let hub = Hook::answering(|_| (202, String::new()));
    let site = announcing(&hub);
    let program = Program::new();
    let served = program.serve_publicly(&[]);
    program.ok(&["add", &site.url("/feed.xml")]);
    let asked = hub.awaited("POST", 1);
    let (secret, path) = (asked.parameter("hub.secret"), path(&asked));
    program.ok(&["source", "set", "the-harbour-post", "rest=yes"]);
    publish(&site, 2);
    let delivery = cut_feed(&site.url(""), &[2]);
    let signed = format!("X-Hub-Signature: {}\r\n", signature(&secret, delivery.as_bytes()));
    assert_eq!(served.post(&path, &signed, &delivery).0, 202);
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!((program.exported().len(), site.served("/quay/2")), (1, 0));
}

#[test]
fn a_service_that_has_moved_tells_its_hubs() {
    let hub = Hook::answering(|_| (202, String::new()));
    let site = announcing(&hub);
    let program = Program::new();
    let served = program.serve_publicly(&[]);
    program.ok(&["add", &site.url("/feed.xml")]);
    let before = hub.awaited("POST", 1).parameter("hub.callback");
    served.terminate();
    let _served = program.serve_publicly(&[]);
    let after = hub.awaited("POST", 2).parameter("hub.callback");
    let path = |callback: &str| url::Url::parse(callback).unwrap().path().to_owned();
    assert!(before != after && path(&before) == path(&after), "{before} {after}");
}

#[test]
fn without_a_public_address_no_hub_is_asked() {
    let hub = Hook::answering(|_| (202, String::new()));
    let site = announcing(&hub);
    let program = Program::new();
    let _served = program.serve();
    program.ok(&["add", &site.url("/feed.xml")]);
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(hub.asked("POST").is_empty());
}
