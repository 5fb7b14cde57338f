use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;

async fn get(url: &Url) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", url.port().unwrap())).await.unwrap();
    let request = format!("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", url.path());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn five_sites_answer_on_ports_of_their_own_and_count_what_they_serve() {
    let publisher = start(&Plan::default()).await.unwrap();
    let mut ports: Vec<_> = publisher.sites.iter().map(|site| site.home_url.port()).collect();
    ports.sort();
    ports.dedup();
    assert_eq!(ports.len(), 5);
    for site in &publisher.sites {
        assert!(get(&site.url_to_add).await.starts_with("HTTP/1.1 200 OK\r\n"), "{}", site.name);
        let closed = site.home_url.join("/print/1001").unwrap();
        get(&closed).await;
        assert_eq!(site.served(), Served { requests: 2, not_modified: 0, disallowed: 1 });
        assert!(site.written(now()).len() >= 8);
    }
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let refused = start(&Plan { port, ..Plan::default() }).await.err().unwrap();
    assert!(refused.to_string().contains(&port.to_string()));
}
