//! Pages shown by a real browser, where there is one: skipped aloud where not.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use longwire_fetch::render::{Limits, RENDERED_FIELD, Renderer, find_browser};
use longwire_fetch::{Accept, Config, FetchError, Fetched, OwnFields, Request};
use longwire_model::Capture;

use crate::server::{Server, page, redirect, reply};
use crate::stage::{config, fetcher};

/// A renderer and the folder of its passing files; `None` where no browser is installed.
fn renderer(limits: Limits) -> Option<(tempfile::TempDir, Renderer)> {
    let Some(program) = find_browser(["/usr/local/bin", "/usr/bin", "/bin", "/snap/bin"].map(PathBuf::from))
    else {
        eprintln!("SKIPPED: no Chromium on this machine, so nothing was proved about rendering");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    // Machines that build run as root, where the browser's own sandbox does not start; the pages are ours.
    let renderer = Renderer::new(program, folder.path().to_owned(), false, limits);
    Some((folder, renderer))
}

fn quick() -> Limits {
    Limits { time_max: Duration::from_secs(30), ..Limits::default() }
}

/// Shows a page by these settings of the fetcher.
async fn shown(renderer: &Renderer, config: Config, request: Request) -> Result<Box<Capture>, FetchError> {
    let config = Config { total_timeout: Duration::from_secs(20), ..config };
    match renderer.render(&fetcher(config), request).await? {
        Fetched::Capture { capture, .. } => Ok(capture),
        other => panic!("{other:?}"),
    }
}

fn text(capture: &Capture) -> String {
    String::from_utf8_lossy(&capture.body).into_owned()
}

#[tokio::test]
async fn a_page_that_a_script_fills_comes_out_filled() {
    let Some((_folder, renderer)) = renderer(quick()) else { return };
    assert!(renderer.check().await.unwrap().contains("Chrome/"));
    let server = Server::answering_all(|asked| match asked.target() {
        "/moved" => redirect("/page"),
        "/page" => page(
            "<html><head><link rel=stylesheet href=/style.css><script src=/fill.js></script></head>\
             <body><img src=/picture.png><p id=here></p></body></html>",
        ),
        "/fill.js" => reply(
            "200 OK",
            &[("Content-Type", "text/javascript")],
            "addEventListener('load', async () => { \
             document.getElementById('here').textContent = await (await fetch('/text')).text(); });",
        ),
        "/text" => page("The harbour stands still."),
        _ => reply("404 Not Found", &[], "no"),
    })
    .await;
    let own = OwnFields::new([("cookie", "a=1")]).unwrap();
    let request = Request { own_fields: own, ..Request::new(server.url("/moved"), Accept::Page) };
    let capture = shown(&renderer, config(), request).await.unwrap();
    assert!(text(&capture).contains("<p id=\"here\">The harbour stands still.</p>"), "{}", text(&capture));
    assert_eq!((capture.url.path(), capture.final_url.path()), ("/moved", "/page"));
    assert_eq!(capture.headers.get(RENDERED_FIELD), Some("chromium"));
    let asked = server.asked();
    let targets: Vec<&str> = asked.iter().map(|it| it.target()).collect();
    assert!(!targets.contains(&"/picture.png") && !targets.contains(&"/style.css"), "{targets:?}");
    assert_eq!(
        targets.iter().filter(|it| **it == "/page").count(),
        1,
        "no page is fetched twice: {targets:?}"
    );
    assert!(targets.contains(&"/robots.txt"), "its scripts are asked for politely too");
    let text_asked = asked.iter().find(|it| it.target() == "/text").unwrap();
    assert!(text_asked.field("user-agent").unwrap().starts_with("Longwire/"));
}

#[tokio::test]
async fn a_page_reaches_no_private_address_and_no_other_way_out() {
    let Some((_folder, renderer)) = renderer(quick()) else { return };
    let inside = Server::answering(|_| page("a secret")).await;
    let port = inside.url("/").port().unwrap();
    let server = Server::answering(move |_| {
        page(&format!(
            "<p id=here>nothing</p><script>\
             for (const url of ['http://127.0.0.2:{port}/', 'http://[::1]:{port}/', \
             'http://169.254.169.254/', 'file:///etc/passwd']) \
             fetch(url, {{ mode: 'no-cors' }}).then(() => here.textContent += ' ' + url, () => 0);\
             new WebSocket('ws://127.0.0.1:{port}/'); navigator.sendBeacon('http://127.0.0.1:{port}/beacon');\
             </script><iframe src=file:///etc/passwd></iframe>"
        ))
    })
    .await;
    let capture = shown(&renderer, config(), Request::new(server.url("/"), Accept::Page)).await.unwrap();
    assert!(text(&capture).contains("<p id=\"here\">nothing</p>"), "{}", text(&capture));
    assert!(
        inside.asked().is_empty(),
        "{:?}",
        inside.asked().iter().map(|it| it.target().to_owned()).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn what_the_page_itself_fails_with_is_the_failure() {
    let Some((_folder, renderer)) = renderer(quick()) else { return };
    let server = Server::answering_all(|asked| match asked.target() {
        "/robots.txt" => page("User-agent: *\nDisallow: /private"),
        _ => reply("404 Not Found", &[], "no"),
    })
    .await;
    let missing = shown(&renderer, config(), Request::new(server.url("/"), Accept::Page)).await;
    assert!(matches!(missing, Err(FetchError::NotFound { .. })), "{missing:?}");
    let forbidden = shown(&renderer, config(), Request::new(server.url("/private"), Accept::Page)).await;
    assert!(matches!(forbidden, Err(FetchError::Disallowed { .. })), "{forbidden:?}");
}

#[tokio::test]
async fn a_page_that_never_ends_is_ended_with_all_its_processes() {
    let limits = Limits { time_max: Duration::from_secs(4), ..Limits::default() };
    let Some((folder, renderer)) = renderer(limits) else { return };
    let server = Server::answering(|_| page("<script>for (;;) {}</script>")).await;
    let began = Instant::now();
    let ended = shown(&renderer, config(), Request::new(server.url("/"), Accept::Page)).await;
    assert!(matches!(ended, Err(FetchError::TooSlow { .. })), "{ended:?}");
    assert!(began.elapsed() < Duration::from_secs(15));
    let is_there = || {
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let marked = folder.path().as_os_str().as_encoded_bytes().to_vec();
        processes
            .filter_map(|it| std::fs::read(it.path().join("cmdline")).ok())
            .any(|line| line.windows(marked.len()).any(|part| part == marked))
    };
    for _ in 0..50 {
        if !is_there() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a process of the browser is still there");
}

#[tokio::test]
async fn a_page_that_asks_without_end_is_held_to_its_limits() {
    let limits = Limits { requests_max: 5, time_max: Duration::from_secs(8), ..Limits::default() };
    let Some((_folder, renderer)) = renderer(limits) else { return };
    let server = Server::answering(|asked| match asked.target() {
        "/" => page("<p>here</p><script>let n = 0; setInterval(() => fetch('/n/' + n++), 5);</script>"),
        _ => page("more"),
    })
    .await;
    let capture = shown(&renderer, config(), Request::new(server.url("/"), Accept::Page)).await.unwrap();
    assert!(text(&capture).contains("<p>here</p>"));
    let asked = server.asked().iter().filter(|it| it.target().starts_with("/n/")).count();
    assert!(asked <= 4, "{asked} requests");
}

#[tokio::test]
async fn what_is_no_browser_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let renderer = Renderer::new("/bin/false".into(), folder.path().to_owned(), true, quick());
    assert!(renderer.check().await.unwrap_err().contains("does not start"));
    let server = Server::answering(|_| page("x")).await;
    let failed = shown(&renderer, config(), Request::new(server.url("/"), Accept::Page)).await;
    assert!(matches!(failed, Err(FetchError::Unreachable { .. })), "{failed:?}");
    assert_eq!(find_browser([folder.path().to_owned()]), None);
}
