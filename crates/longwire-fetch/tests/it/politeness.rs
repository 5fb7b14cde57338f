//! Robots.txt, turns and `Retry-After`, seen from the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use longwire_fetch::{
    Accept, Config, FetchError, Fetcher, ForgetfulMemory, HostMemory, Request, Retry, RobotsRecord,
};
use longwire_model::Timestamp;
use url::Url;

use crate::server::{Server, page, redirect, reply};
use crate::stage::{Names, config, fetcher, fetcher_knowing};

fn request(url: Url) -> Request {
    Request::new(url, Accept::Page)
}

/// A site with this robots.txt and a page under every other path.
async fn site(robots: &'static str) -> Server {
    Server::answering_all(move |asked| match asked.target() {
        "/robots.txt" => reply("200 OK", &[], robots),
        _ => page("news"),
    })
    .await
}

#[tokio::test]
async fn what_robots_txt_forbids_is_never_asked_for() {
    let server = site("User-agent: *\nDisallow: /private\n").await;
    let fetcher = fetcher(config());
    assert!(fetcher.get(request(server.url("/news"))).await.is_ok());
    let refused = fetcher.get(request(server.url("/private/1"))).await;
    assert!(matches!(refused, Err(FetchError::Disallowed { .. })), "{refused:?}");
    assert!(fetcher.get(request(server.url("/more"))).await.is_ok());
    assert_eq!(server.targets(), ["/robots.txt", "/news", "/more"]);
}

#[tokio::test]
async fn robots_txt_is_skipped_when_the_site_is_ones_own() {
    let server = site("User-agent: *\nDisallow: /\n").await;
    let own = Request { ignore_robots: true, ..request(server.url("/")) };
    assert!(fetcher(config()).get(own).await.is_ok());
    assert!(fetcher(Config { robots: false, ..config() }).get(request(server.url("/"))).await.is_ok());
    assert_eq!(server.targets(), ["/", "/"]);
}

#[tokio::test]
async fn a_redirect_to_a_forbidden_path_or_host_stops_there() {
    let closed = site("User-agent: *\nDisallow: /\n").await;
    let to = closed.url("/news").to_string();
    let open = Server::answering(move |_| redirect(&to)).await;
    let refused = fetcher(config()).get(request(open.url("/"))).await;
    assert!(
        matches!(&refused, Err(FetchError::Disallowed { url }) if *url == closed.url("/news")),
        "{refused:?}"
    );
    assert_eq!(closed.targets(), ["/robots.txt"]);
}

#[tokio::test]
async fn ten_callers_cost_one_robots_txt() {
    let server = site("User-agent: *\nDisallow:\n").await;
    let fetcher = fetcher(Config { per_host: 10, ..config() });
    let callers: Vec<_> = (0..10)
        .map(|n| {
            let (fetcher, url) = (fetcher.clone(), server.url(&format!("/{n}")));
            tokio::spawn(async move { fetcher.get(request(url)).await.unwrap() })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    assert_eq!(server.targets().iter().filter(|target| *target == "/robots.txt").count(), 1);
}

#[tokio::test]
async fn robots_txt_is_remembered_over_the_end_of_the_process() {
    let server = site("User-agent: *\nDisallow: /private\n").await;
    let memory: Arc<dyn HostMemory> = Arc::new(ForgetfulMemory::default());
    for _ in 0..2 {
        let fetcher = Fetcher::new(config(), Arc::clone(&memory)).unwrap();
        assert!(fetcher.get(request(server.url("/"))).await.is_ok());
        assert!(matches!(
            fetcher.get(request(server.url("/private"))).await,
            Err(FetchError::Disallowed { .. })
        ));
    }
    assert_eq!(server.targets(), ["/robots.txt", "/", "/"]);
}

#[tokio::test]
async fn a_robots_txt_that_is_old_or_from_the_future_is_fetched_again_and_better_than_none() {
    let record = |offset_hours: i64| {
        let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let fetched_at = Timestamp::from_seconds(seconds as i64 + offset_hours * 3600);
        RobotsRecord { fetched_at, status: 200, text: "User-agent: *\nDisallow: /old\n".into() }
    };
    for (offset_hours, status, expected) in [
        (-23, "200 OK", vec![]),
        (-25, "200 OK", vec!["/robots.txt", "/old"]),
        (48, "200 OK", vec!["/robots.txt", "/old"]),
        (-25, "500 Oops", vec!["/robots.txt"]),
    ] {
        let server = Server::answering_all(move |asked| match asked.target() {
            "/robots.txt" => reply(status, &[], ""),
            _ => page("news"),
        })
        .await;
        let memory = ForgetfulMemory::default();
        memory.set_robots(server.url("/").origin().ascii_serialization().as_str(), &record(offset_hours));
        let result = Fetcher::new(config(), Arc::new(memory)).unwrap().get(request(server.url("/old"))).await;
        assert_eq!(server.targets(), expected, "{offset_hours} {status}: {result:?}");
    }
}

#[tokio::test]
async fn a_missing_robots_txt_allows_and_a_failing_one_holds() {
    for (status, allowed) in [
        ("404 Not Found", true),
        ("403 Forbidden", true),
        ("410 Gone", true),
        ("500 Oops", false),
        ("503 Busy", false),
    ] {
        let server = Server::answering_all(move |asked| match asked.target() {
            "/robots.txt" => reply(status, &[], "User-agent: *\nDisallow: /"),
            _ => page("news"),
        })
        .await;
        let result = fetcher(config()).get(request(server.url("/"))).await;
        assert_eq!(result.is_ok(), allowed, "{status}: {result:?}");
        if let Err(error) = result {
            assert!(matches!(error, FetchError::RobotsUnavailable { .. }), "{error:?}");
            assert_eq!(error.retry(), Retry::Backoff);
            assert_eq!(server.targets(), ["/robots.txt"]);
        }
    }
}

#[tokio::test]
async fn a_throttled_robots_txt_throttles_its_site() {
    let server = Server::answering_all(|_| reply("429 Slow", &[("Retry-After", "30")], "")).await;
    let result = fetcher(config()).get(request(server.url("/"))).await;
    assert!(matches!(result, Err(FetchError::Throttled { retry_after: Some(_), .. })), "{result:?}");
}

#[tokio::test]
async fn redirects_of_robots_txt_are_followed_five_times() {
    let server = Server::answering_all(|asked| match asked.target() {
        "/robots.txt" => redirect("/1"),
        "/5" => reply("200 OK", &[], "User-agent: *\nDisallow: /closed\n"),
        "/closed" | "/open" => page("news"),
        step => redirect(&format!("/{}", step[1..].parse::<u32>().unwrap() + 1)),
    })
    .await;
    let fetcher = fetcher(config());
    assert!(matches!(fetcher.get(request(server.url("/closed"))).await, Err(FetchError::Disallowed { .. })));
    assert!(fetcher.get(request(server.url("/open"))).await.is_ok());
}

#[tokio::test]
async fn a_robots_txt_that_leads_astray_counts_as_none() {
    for to in ["http://10.0.0.1/robots.txt", "file:///etc/passwd", "/robots.txt"] {
        let server = Server::answering_all(move |asked| match asked.target() {
            "/robots.txt" => redirect(to),
            _ => page("news"),
        })
        .await;
        let result = fetcher(config()).get(request(server.url("/"))).await;
        assert!(result.is_ok(), "{to}: {result:?}");
    }
}

#[tokio::test]
async fn a_host_sees_one_request_at_a_time_with_the_gap_between() {
    let gap = Duration::from_millis(150);
    let server = site("").await;
    let names = Names::answering(&[&["127.0.0.1"]]);
    let fetcher = fetcher_knowing(Config { pace: gap, ..config() }, &names);
    let callers: Vec<_> = (0..4)
        .map(|n| {
            let (fetcher, url) = (fetcher.clone(), server.named("site.example", &format!("/{n}")));
            tokio::spawn(async move { fetcher.get(request(url)).await.map(drop) })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap().unwrap();
    }
    let times: Vec<_> = server.asked().iter().map(|asked| asked.at).collect();
    assert_eq!(times.len(), 5); // robots.txt takes its turn like the others
    for pair in times.windows(2) {
        assert!(pair[1] - pair[0] >= gap, "{:?}", pair[1] - pair[0]);
    }
}

#[tokio::test]
async fn a_crawl_delay_lengthens_the_gap_up_to_its_limit() {
    let server = site("User-agent: *\nCrawl-delay: 3600\n").await;
    let delay = Duration::from_millis(300);
    let fetcher = fetcher(Config { crawl_delay_max: delay, ..config() });
    for n in 0..2 {
        fetcher.get(request(server.url(&format!("/{n}")))).await.unwrap();
    }
    let times: Vec<_> = server.asked().iter().map(|asked| asked.at).collect();
    assert!(times[2] - times[1] >= delay, "{:?}", times[2] - times[1]);
}

#[tokio::test]
async fn a_host_that_said_later_is_left_alone_until_then() {
    let count = AtomicUsize::new(0);
    let server = Server::answering(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => reply("503 Busy", &[("Retry-After", "2")], ""),
        _ => page("news"),
    })
    .await;
    let fetcher = fetcher(config());
    let first = fetcher.get(request(server.url("/"))).await.unwrap_err();
    assert_eq!(first.retry(), Retry::After(Duration::from_secs(2)));
    let hurried = Request { wait_max: Some(Duration::from_millis(100)), ..request(server.url("/")) };
    assert!(matches!(fetcher.get(hurried).await, Err(FetchError::NotYet { .. })));
    assert_eq!(server.asked().len(), 1);
    fetcher.get(request(server.url("/"))).await.unwrap();
    let times: Vec<_> = server.asked().iter().map(|asked| asked.at).collect();
    assert!(times[1] - times[0] >= Duration::from_secs(2), "{:?}", times[1] - times[0]);
}

#[tokio::test]
async fn who_would_not_wait_for_the_first_turn_is_sent_away_after_robots_txt_and_follows_redirects_later() {
    let server = Server::answering_all(|asked| match asked.target() {
        "/robots.txt" => reply("200 OK", &[], ""),
        "/old" => redirect("/new"),
        _ => page("news"),
    })
    .await;
    let gap = Duration::from_millis(400);
    let fetcher = fetcher(Config { loopback_pace: gap, ..config() });
    let busy = || Request { first_wait_max: Some(Duration::ZERO), ..request(server.url("/old")) };
    let Err(FetchError::NotYet { wait, .. }) = fetcher.get(busy()).await else { panic!("a turn") };
    assert!(wait <= gap, "{wait:?}");
    tokio::time::sleep(wait).await;
    fetcher.get(busy()).await.unwrap();
    assert_eq!(server.targets(), ["/robots.txt", "/old", "/new"]);
}

#[tokio::test]
async fn callers_of_a_dead_host_do_not_queue_for_its_robots_txt() {
    let names = Names::answering(&[]);
    let fetcher = fetcher_knowing(config(), &names);
    for _ in 0..3 {
        let url = Url::parse("http://gone.example/feed").unwrap();
        let result = fetcher.get(request(url.clone())).await;
        assert!(matches!(&result, Err(FetchError::Dns { url: about, .. }) if *about == url), "{result:?}");
    }
    assert_eq!(names.asked(), ["gone.example"]);
}

#[tokio::test]
async fn settings_beyond_all_measure_do_no_harm() {
    let server =
        Server::answering(|_| reply("503 Busy", &[("Retry-After", "99999999999999999999")], "")).await;
    let endless = Config {
        connect_timeout: Duration::MAX,
        stall_timeout: Duration::MAX,
        total_timeout: Duration::MAX,
        wait_max: Duration::MAX,
        retry_after_max: Duration::MAX,
        crawl_delay_max: Duration::MAX,
        keep_alive: Duration::MAX,
        per_host: 0,
        ..config()
    };
    let fetcher = fetcher(endless);
    let endless = Request { wait_max: Some(Duration::MAX), ..request(server.url("/")) };
    let result = fetcher.get(endless).await;
    assert!(matches!(result, Err(FetchError::Throttled { .. })), "{result:?}");
    let hurried = Request { wait_max: Some(Duration::ZERO), ..request(server.url("/")) };
    assert!(matches!(fetcher.get(hurried).await, Err(FetchError::NotYet { .. })));
}

#[tokio::test]
async fn the_user_agent_tells_the_contact_and_for_how_many_we_ask() {
    for (user_agent, reader_count, expected) in [
        ("Longwire/1 (+https://a.example)", 0, "Longwire/1 (+https://a.example)"),
        ("Longwire/1 (+https://a.example)", 1, "Longwire/1 (+https://a.example; 1 subscriber)"),
        ("Longwire/1 (+https://a.example)", 42, "Longwire/1 (+https://a.example; 42 subscribers)"),
        ("Longwire/1", 42, "Longwire/1 (42 subscribers)"),
    ] {
        let wanted = format!("user-agent: {expected}\r\n").to_lowercase();
        let server = Server::answering_all(move |asked| match asked.head.to_lowercase().contains(&wanted) {
            true => page("news"),
            false => reply("400 Bad Request", &[], &asked.head),
        })
        .await;
        let fetcher = fetcher(Config { user_agent: user_agent.into(), robots: false, ..config() });
        let fetched = fetcher.get(Request { reader_count, ..request(server.url("/")) }).await;
        assert!(fetched.is_ok(), "{expected}: {fetched:?}");
    }
}
