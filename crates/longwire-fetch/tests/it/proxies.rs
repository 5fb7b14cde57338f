//! HTTP proxies, CONNECT and SOCKS5.

use longwire_fetch::{Accept, Config, FetchError, Fetched, ProxyConfig, Request, Route};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use crate::server::{Server, page, read_head, redirect, reply};
use crate::stage::{Names, config, fetcher_knowing};

/// A configuration that goes through a proxy and allows no private address at all.
fn through(proxy: &str) -> Config {
    let proxy = Url::parse(proxy).unwrap();
    let proxy = ProxyConfig { http: Some(proxy.clone()), https: Some(proxy), no_proxy: String::new() };
    Config { proxy, allow_private: Vec::new(), ..config() }
}

async fn get(config: Config, url: &str) -> (Result<Fetched, FetchError>, Vec<String>) {
    let names = Names::answering(&[&["127.0.0.1"]]);
    let request = Request::new(Url::parse(url).unwrap(), Accept::Page);
    (fetcher_knowing(config, &names).get(request).await, names.asked())
}

#[tokio::test]
async fn an_http_proxy_is_asked_for_the_whole_address_and_resolves_the_name() {
    let proxy = Server::answering(|_| page("news")).await;
    let (result, looked_up) = get(through(proxy.url("").as_str()), "http://site.example/a?b").await;
    assert!(matches!(result, Ok(Fetched::Capture { .. })), "{result:?}");
    assert_eq!(proxy.targets(), ["http://site.example/a?b"]);
    assert_eq!(proxy.asked()[0].field("host"), Some("site.example"));
    assert_eq!(looked_up, [""; 0]);
}

#[tokio::test]
async fn an_encrypted_target_is_tunnelled() {
    let proxy = Server::answering(|_| reply("502 Bad Gateway", &[], "")).await;
    let (result, looked_up) = get(through(proxy.url("").as_str()), "https://site.example/").await;
    assert!(matches!(result, Err(FetchError::Unreachable { .. })), "{result:?}");
    assert!(proxy.asked()[0].head.starts_with("CONNECT site.example:443 "), "{:?}", proxy.asked());
    assert_eq!(looked_up, [""; 0]);
}

#[tokio::test]
async fn a_socks_proxy_is_given_the_name() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let seen = tokio::spawn(async move {
        let mut hosts = Vec::new();
        for reply in [reply("404 Not Found", &[], ""), page("news")] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut greeting = [0; 2];
            stream.read_exact(&mut greeting).await.unwrap();
            let mut methods = vec![0; usize::from(greeting[1])];
            stream.read_exact(&mut methods).await.unwrap();
            stream.write_all(&[5, 0]).await.unwrap();
            let mut asked = [0; 5];
            stream.read_exact(&mut asked).await.unwrap();
            assert_eq!(asked[..4], [5, 1, 0, 3], "a name, not an address");
            let mut host = vec![0; usize::from(asked[4]) + 2];
            stream.read_exact(&mut host).await.unwrap();
            hosts.push(String::from_utf8_lossy(&host[..host.len() - 2]).into_owned());
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
            read_head(&mut stream).await.unwrap();
            stream.write_all(&reply).await.unwrap();
        }
        hosts
    });
    let (result, looked_up) =
        get(through(&format!("socks5://127.0.0.1:{port}")), "http://site.example/").await;
    assert!(matches!(result, Ok(Fetched::Capture { .. })), "{result:?}");
    assert_eq!(seen.await.unwrap(), ["site.example", "site.example"]);
    assert_eq!(looked_up, [""; 0]);
}

#[tokio::test]
async fn private_addresses_are_refused_through_a_proxy_too() {
    let proxy = Server::answering(|asked| match asked.target() {
        "http://site.example/" => redirect("http://169.254.169.254/latest/"),
        _ => page("secret"),
    })
    .await;
    for url in ["http://10.0.0.1/", "http://0xa000001/", "http://[::ffff:10.0.0.1]/", "http://site.example/"]
    {
        let (result, _) = get(through(proxy.url("").as_str()), url).await;
        assert!(matches!(result, Err(FetchError::PrivateAddress { .. })), "{url}: {result:?}");
    }
    assert_eq!(proxy.targets(), ["http://site.example/"]);
}

#[tokio::test]
async fn loopback_targets_bypass_the_proxy() {
    let proxy = Server::answering(|_| page("from the proxy")).await;
    let site = Server::answering(|_| page("from the site")).await;
    let allowing = || Config { allow_private: config().allow_private, ..through(proxy.url("").as_str()) };
    for url in [site.url("/"), site.named("localhost", "/"), site.named("sub.localhost", "/")] {
        let (result, _) = get(allowing(), url.as_str()).await;
        assert!(matches!(result, Ok(Fetched::Capture { .. })), "{url}: {result:?}");
    }
    assert_eq!((proxy.asked().len(), site.asked().len()), (0, 3));
    let (result, _) = get(through(proxy.url("").as_str()), site.url("/").as_str()).await;
    assert!(matches!(result, Err(FetchError::PrivateAddress { .. })), "{result:?}");
}

#[tokio::test]
async fn exempt_hosts_are_reached_directly_and_guarded() {
    let proxy = Server::answering(|_| page("from the proxy")).await;
    let mut config = through(proxy.url("").as_str());
    config.proxy.no_proxy = ".direct.example".into();
    let (result, looked_up) = get(config, "http://www.direct.example/").await;
    assert!(matches!(result, Err(FetchError::PrivateAddress { .. })), "{result:?}");
    assert_eq!(looked_up, ["www.direct.example"]);
    assert_eq!(proxy.asked().len(), 0);
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_wants_a_login_is_named_as_the_cause() {
    let (result, _) = get(through("http://127.0.0.1:9/"), "http://site.example/").await;
    let Err(FetchError::Unreachable { reason, .. }) = result else { panic!("{result:?}") };
    assert!(reason.contains("proxy"), "{reason}");
    let proxy = Server::answering_all(|_| reply("407 Proxy Authentication Required", &[], "")).await;
    let (result, _) = get(through(proxy.url("").as_str()), "http://site.example/").await;
    let Err(FetchError::Unreachable { reason, .. }) = result else { panic!("{result:?}") };
    assert!(reason.contains("proxy"), "{reason}");
}

#[tokio::test]
async fn a_source_may_have_a_proxy_of_its_own_or_none() {
    let proxy = Server::answering_all(|_| page("news")).await;
    let names = Names::answering(&[&["127.0.0.1"]]);
    let site = Server::answering(|_| page("news")).await;
    let by = |route, url| Request { route, ..Request::new(url, Accept::Page) };
    let fetcher = fetcher_knowing(config(), &names);
    let through = Route::Through(proxy.url(""));
    assert!(fetcher.get(by(through.clone(), Url::parse("http://site.example/").unwrap())).await.is_ok());
    assert_eq!(proxy.targets(), ["http://site.example/robots.txt", "http://site.example/"]);
    assert!(fetcher.get(by(through, site.url("/"))).await.is_ok());
    assert_eq!(site.targets(), ["/"]);
    let config =
        Config { proxy: ProxyConfig { http: Some(proxy.url("")), ..ProxyConfig::default() }, ..config() };
    let fetcher = fetcher_knowing(config, &names);
    assert!(fetcher.get(by(Route::Direct, site.named("site.example", "/a"))).await.is_ok());
    assert_eq!((site.targets().len(), proxy.targets().len()), (2, 2));
    let wrong = Route::Through(Url::parse("ftp://127.0.0.1/").unwrap());
    let result = fetcher.get(by(wrong, Url::parse("http://site.example/b").unwrap())).await;
    assert!(matches!(result, Err(FetchError::Setup { .. })), "{result:?}");
}
