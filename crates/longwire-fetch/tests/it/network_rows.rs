//! Twenty bad inputs from the network, one test for each.

use std::io::Write;
use std::time::{Duration, Instant};

use longwire_fetch::{Accept, Config, FetchError, Fetched, Refusal, Request, Retry, address};
use tokio::io::AsyncWriteExt;

use crate::server::{Server, head, page, redirect, reply};
use crate::stage::{Names, config, fetcher, fetcher_knowing, get, get_page, get_text};

#[test]
fn each_row_has_a_test_that_is_named_after_it() {
    let rooms = [include_str!("network_rows.rs"), include_str!("encrypted.rs")].concat();
    for row in 1..=20 {
        assert!(rooms.contains(&format!("async fn r{row:02}_")), "row {row} has none");
    }
}

fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn r01_a_name_that_is_public_first_and_private_then_is_dialled_where_it_was_judged() {
    let inside = Server::answering_at("127.0.0.2", |_| page("secret")).await;
    let outside = Server::answering_at("127.0.0.1", |_| page("news")).await;
    // Only 127.0.0.1 is allowed; it stands for the public answer.
    let names = Names::answering(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let fetcher = fetcher_knowing(config(), &names);
    for _ in 0..2 {
        let url = outside.named("rebind.example", "/");
        assert!(matches!(fetcher.get(Request::new(url, Accept::Page)).await, Ok(Fetched::Capture { .. })));
    }
    let url = inside.named("other.example", "/");
    let refused = fetcher.get(Request::new(url, Accept::Page)).await;
    assert!(matches!(refused, Err(FetchError::PrivateAddress { .. })), "{refused:?}");
    assert_eq!(inside.targets(), [""; 0]);
}

#[tokio::test]
async fn r01_private_answers_among_public_ones_are_never_dialled() {
    let inside = Server::answering_at("127.0.0.2", |_| page("secret")).await;
    let names = Names::answering(&[&["127.0.0.2", "127.0.0.1"]]);
    let url = inside.named("mixed.example", "/");
    let result = fetcher_knowing(config(), &names).get(Request::new(url, Accept::Page)).await;
    assert!(matches!(result, Err(FetchError::Unreachable { .. })), "{result:?}");
    assert_eq!(inside.targets(), [""; 0]);
}

#[tokio::test]
async fn r02_redirects_to_addresses_that_are_not_public_are_refused() {
    let forms = [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://0/",
        "http://2130706434/",
        "http://0x7f000002/",
        "http://017700000002/",
        "http://127.2/",
        "http://[::1]/",
        "http://[::]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.1./",
        "//192.168.1.1/",
        "https://172.16.0.1:8443/",
        "http://224.0.0.1/",
        "http://１０.0.0.1/",
    ];
    for form in forms {
        let server = Server::answering(move |_| redirect(form)).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::PrivateAddress { .. })), "{form}: {result:?}");
        assert_eq!(result.unwrap_err().retry(), Retry::Never);
    }
}

#[tokio::test]
async fn r03_a_loop_and_a_long_chain_of_redirects_end() {
    let looping = Server::answering(|asked| redirect(if asked.target() == "/a" { "/b" } else { "/a" })).await;
    let result = get(looping.url("/a")).await;
    assert!(matches!(result, Err(FetchError::TooManyRedirects { looping: true, .. })), "{result:?}");
    assert_eq!(looping.targets(), ["/a", "/b"]);

    let chain = Server::answering(|asked| {
        let n: u32 = asked.target()[1..].parse().unwrap();
        if n == 30 { page("the end") } else { redirect(&format!("/{}", n + 1)) }
    })
    .await;
    let result = get(chain.url("/0")).await;
    assert!(matches!(result, Err(FetchError::TooManyRedirects { looping: false, .. })), "{result:?}");
    assert_eq!(chain.targets().len(), Config::default().redirects_max + 1);
    assert_eq!(get_text(chain.url("/25")).await, "the end");
}

#[tokio::test]
async fn r04_redirects_to_other_schemes_are_refused() {
    for to in [
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/_x",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
    ] {
        let server = Server::answering(move |_| redirect(to)).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::BadAddress { .. })), "{to}: {result:?}");
    }
}

#[tokio::test]
async fn r05_addresses_with_tricks_are_refused_and_odd_but_honest_ones_are_not() {
    for text in ["http://user:word@example.org/", "http://a\u{1}b/", "http://example.org\\@evil.example/"] {
        assert!(matches!(address(text), Err(FetchError::BadAddress { .. })), "{text}");
    }
    let server = Server::answering(|_| page("news")).await;
    let names = Names::answering(&[&["127.0.0.1"]]);
    let fetcher = fetcher_knowing(config(), &names);
    for host in ["under_score.example", "пример.example", "dot.example."] {
        let url = address(server.named(host, "/").as_str()).unwrap();
        let result = fetcher.get(Request::new(url, Accept::Page)).await;
        assert!(matches!(result, Ok(Fetched::Capture { .. })), "{host}: {result:?}");
    }
    assert_eq!(names.asked(), ["under_score.example", "xn--e1afmkfd.example", "dot.example"]);
    for to in ["http://user:word@127.0.0.1/", "/a\\b"] {
        let server = Server::answering(move |_| redirect(to)).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::BadAddress { .. })), "{to}: {result:?}");
    }
}

#[tokio::test]
async fn r06_a_body_that_trickles_is_given_up() {
    let server = Server::behaving(|_, mut stream| async move {
        let _ = stream.write_all(&head("200 OK", &[("Content-Length", "3600")])).await;
        while stream.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let began = Instant::now();
    let result = get(server.url("/")).await;
    assert!(matches!(result, Err(FetchError::TooSlow { reason: "its bytes trickle", .. })), "{result:?}");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn r06_a_body_that_takes_longer_than_all_may_take_is_given_up() {
    let server = Server::behaving(|_, mut stream| async move {
        let _ = stream.write_all(&head("200 OK", &[("Content-Length", "360000")])).await;
        while stream.write_all(&[b'x'; 500]).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let config = Config { total_timeout: Duration::from_secs(1), body_bytes_max: 1_000_000, ..config() };
    let result = fetcher(config).get(Request::new(server.url("/"), Accept::Page)).await;
    let Err(FetchError::TooSlow { reason, .. }) = result else { panic!("{result:?}") };
    assert_eq!(reason, "it took too long altogether");
}

#[tokio::test]
async fn r07_a_head_without_its_body_is_given_up() {
    for half in ["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le", ""] {
        let server = Server::behaving(move |_, mut stream| async move {
            let _ = stream.write_all(half.as_bytes()).await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        })
        .await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::TooSlow { .. })), "{half:?}: {result:?}");
    }
}

#[tokio::test]
async fn r08_an_endless_chunked_body_ends_at_the_limit() {
    let server = Server::behaving(|_, mut stream| async move {
        let _ = stream.write_all(&head("200 OK", &[("Transfer-Encoding", "chunked")])).await;
        let chunk = [b"1000\r\n".as_slice(), &[b'x'; 0x1000], b"\r\n"].concat();
        while stream.write_all(&chunk).await.is_ok() {}
    })
    .await;
    let result = get(server.url("/")).await;
    assert!(matches!(result, Err(FetchError::TooLarge { limit_bytes: 200_000, .. })), "{result:?}");
}

#[tokio::test]
async fn r08_an_endless_head_ends_at_the_limit() {
    let server = Server::behaving(|_, mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while stream.write_all(format!("X-Filler: {}\r\n", "x".repeat(1000)).as_bytes()).await.is_ok() {}
    })
    .await;
    assert!(get(server.url("/")).await.is_err());
    let large = "x".repeat(70_000);
    let server = Server::answering(move |_| reply("200 OK", &[("X-Large", &large)], "news")).await;
    let result = get(server.url("/")).await;
    assert!(matches!(result, Err(FetchError::TooLarge { limit_bytes: 65_536, .. })), "{result:?}");
}

#[tokio::test]
async fn r09_a_bomb_is_stopped_by_what_comes_out() {
    let gzip = gzipped(&vec![0; 10_000_000]);
    let zstd = zstd::stream::encode_all(vec![0; 10_000_000].as_slice(), 1).unwrap();
    // Five million zeros.
    let brotli = vec![155, 63, 75, 76, 0, 36, 0, 226, 177, 64, 242, 133, 152, 0];
    for (coding, bomb) in [("gzip", gzip), ("zstd", zstd), ("br", brotli)] {
        assert!(bomb.len() < 200_000, "{coding}: {} bytes are no bomb", bomb.len());
        let server =
            Server::answering(move |_| reply("200 OK", &[("Content-Encoding", coding)], &bomb)).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::TooLarge { .. })), "{coding}: {result:?}");
    }
}

#[tokio::test]
async fn r10_a_body_shorter_than_it_said_is_cut_off_and_a_longer_one_ends_where_it_said() {
    let short =
        Server::answering(|_| [head("200 OK", &[("Content-Length", "100")]), b"news".to_vec()].concat())
            .await;
    let result = get(short.url("/")).await;
    assert!(matches!(result, Err(FetchError::Truncated { received_bytes: 4, .. })), "{result:?}");
    assert_eq!(result.unwrap_err().retry(), Retry::Backoff);
    let long = Server::answering(|_| {
        [head("200 OK", &[("Content-Length", "4")]), b"newsHTTP/1.1 200 OK".to_vec()].concat()
    })
    .await;
    assert_eq!(get_text(long.url("/")).await, "news");
    let huge = Server::answering(|_| head("200 OK", &[("Content-Length", "99999999999")])).await;
    let result = get(huge.url("/")).await;
    assert!(matches!(result, Err(FetchError::TooLarge { .. })), "{result:?}");
}

#[tokio::test]
async fn r11_chunks_win_over_a_content_length() {
    let server = Server::answering(|_| {
        let fields = [("Content-Length", "3"), ("Transfer-Encoding", "chunked")];
        [head("200 OK", &fields), b"4\r\nnews\r\n0\r\n\r\n".to_vec()].concat()
    })
    .await;
    match get(server.url("/")).await {
        Ok(Fetched::Capture { capture, .. }) => assert_eq!(&capture.body[..], b"news"),
        other => assert!(matches!(other, Err(FetchError::Unreachable { .. })), "{other:?}"),
    }
}

#[tokio::test]
async fn r12_a_content_coding_that_is_not_there_is_double_or_cut() {
    let coded =
        |body: Vec<u8>| Server::answering(move |_| reply("200 OK", &[("Content-Encoding", "gzip")], &body));
    assert_eq!(get_text(coded(b"<p>plain".to_vec()).await.url("/")).await, "<p>plain");
    assert_eq!(get_text(coded(gzipped(b"once")).await.url("/")).await, "once");
    assert_eq!(get_text(coded(gzipped(&gzipped(b"twice"))).await.url("/")).await, "twice");
    let cut = gzipped(b"a page that is cut in the middle of its gzip body")[..30].to_vec();
    let result = get(coded(cut).await.url("/")).await;
    assert!(matches!(result, Err(FetchError::Truncated { .. })), "{result:?}");
}

#[tokio::test]
async fn r13_a_success_without_a_body_is_no_capture() {
    for status in ["200 OK", "204 No Content"] {
        let server = Server::answering(move |_| reply(status, &[], "")).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::Empty { .. })), "{result:?}");
        assert_eq!(result.unwrap_err().retry(), Retry::Backoff);
    }
}

#[tokio::test]
async fn r14_a_304_that_nobody_asked_for_is_nothing() {
    let server = Server::answering(|_| head("304 Not Modified", &[])).await;
    let result = get(server.url("/")).await;
    assert!(matches!(result, Err(FetchError::Empty { .. })), "{result:?}");
}

#[tokio::test]
async fn r15_an_etag_that_lies_does_not_hide_what_came() {
    let server = Server::answering(|_| reply("200 OK", &[("ETag", "\"same\"")], "new text")).await;
    let request = Request { etag: Some("\"same\"".into()), ..Request::new(server.url("/"), Accept::Feed) };
    let Fetched::Capture { capture, .. } = fetcher(config()).get(request).await.unwrap() else {
        panic!("no capture")
    };
    assert_eq!(&capture.body[..], b"new text");
}

#[tokio::test]
async fn r15_an_etag_that_changes_every_time_is_sent_back_and_hides_nothing() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::answering(move |_| {
        let tag = format!("\"{}\"", count.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        reply("200 OK", &[("ETag", &tag)], "the same text")
    })
    .await;
    let fetcher = fetcher(config());
    let mut etag = None;
    for turn in 0..3 {
        let request = Request { etag, ..Request::new(server.url("/"), Accept::Feed) };
        let Fetched::Capture { capture, .. } = fetcher.get(request).await.unwrap() else {
            panic!("no capture")
        };
        assert_eq!(&capture.body[..], b"the same text");
        etag = capture.headers.get("etag").map(str::to_owned);
        assert_eq!(etag, Some(format!("\"{turn}\"")));
    }
    let sent = server.asked();
    let sent: Vec<Option<&str>> = sent.iter().map(|asked| asked.field("if-none-match")).collect();
    assert_eq!(sent, [None, Some("\"0\""), Some("\"1\"")]);
}

#[tokio::test]
async fn r16_retry_after_is_read_clamped_or_left_out() {
    let day = Duration::from_secs(86_400);
    for (value, expected) in [
        ("120", Some(Duration::from_secs(120))),
        ("315360000", Some(day)),
        ("-5", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(Duration::ZERO)),
        ("soon", None),
    ] {
        let server =
            Server::answering(move |_| reply("429 Too Many Requests", &[("Retry-After", value)], "")).await;
        let result = get(server.url("/")).await;
        let Err(FetchError::Throttled { retry_after, .. }) = result else { panic!("{value}: {result:?}") };
        assert_eq!(retry_after, expected, "{value}");
    }
}

#[tokio::test]
async fn r17_a_challenge_with_status_200_is_a_refusal() {
    let body = "<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={cRay:'1'}</script>";
    let server = Server::answering(move |_| page(body)).await;
    let result = get(server.url("/feed.xml")).await;
    assert!(
        matches!(result, Err(FetchError::Refused { status: 200, refusal: Refusal::Cloudflare, .. })),
        "{result:?}"
    );
}

#[tokio::test]
async fn r18_gone_is_told_from_not_found_and_what_comes_back_is_fetched() {
    let gone = Server::answering(|_| reply("410 Gone", &[], "")).await;
    assert!(matches!(get(gone.url("/")).await, Err(FetchError::Gone { .. })));
    let count = std::sync::atomic::AtomicUsize::new(0);
    let back = Server::answering(move |_| match count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
        0 => reply("404 Not Found", &[], "nothing here"),
        _ => page("here again"),
    })
    .await;
    assert!(matches!(get(back.url("/")).await, Err(FetchError::NotFound { .. })));
    assert_eq!(get_text(back.url("/")).await, "here again");
}

#[tokio::test]
async fn r19_a_connection_reset_without_a_reply_is_worth_another_try() {
    let server = Server::behaving(|_, stream| async move {
        // No lingering: closing sends a reset.
        stream.set_zero_linger().unwrap();
    })
    .await;
    let result = get(server.url("/")).await;
    assert!(matches!(result, Err(FetchError::Unreachable { .. })), "{result:?}");
    assert_eq!(result.unwrap_err().retry(), Retry::Backoff);
    let port = server.address.port();
    drop(server);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let result = get(address(&format!("http://127.0.0.1:{port}/")).unwrap()).await;
    let Err(FetchError::Unreachable { reason, .. }) = result else { panic!("{result:?}") };
    assert_eq!(reason, "the connection was refused");
}

#[tokio::test]
async fn r19_what_is_no_http_is_no_reply() {
    for noise in ["SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0", "HTTP/1.1 999999 X\r\n\r\n"] {
        let server = Server::answering(move |_| noise.as_bytes().to_vec()).await;
        let result = get(server.url("/")).await;
        assert!(matches!(result, Err(FetchError::Unreachable { .. })), "{noise:?}: {result:?}");
    }
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_is_whole() {
    let server = Server::answering(|_| [head("200 OK", &[]), b"news".to_vec()].concat()).await;
    let (capture, facts) = get_page(server.url("/a?b=c#d")).await;
    assert_eq!(&capture.body[..], b"news");
    assert_eq!((facts.request_count, facts.wire_bytes, facts.permanent), (1, 4, false));
    assert!(capture.captured_at.is_some());
}
