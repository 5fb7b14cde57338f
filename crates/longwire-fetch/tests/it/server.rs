//! A server that says exactly what a test wants, byte for byte.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use url::Url;

/// One request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The request line and header fields.
    pub head: String,
    /// When its head was complete.
    pub at: Instant,
}

impl Asked {
    /// What stands between method and version.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// A field's value, by its lower-case name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .find_map(|(field, value)| field.eq_ignore_ascii_case(name).then(|| value.trim()))
    }
}

type Doing = Pin<Box<dyn Future<Output = ()> + Send>>;
type Behaviour = dyn Fn(Asked, TcpStream) -> Doing + Send + Sync;

/// A server on loopback, one request to a connection. It ends with the test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Leaves the connection to `behaviour` once a request has come. Without further
    /// notice there is no robots.txt: requests for it get a 404 and are not counted.
    pub(crate) async fn behaving<F, D>(behaviour: F) -> Self
    where
        F: Fn(Asked, TcpStream) -> D + Send + Sync + 'static,
        D: Future<Output = ()> + Send + 'static,
    {
        Self::start(
            "127.0.0.1",
            false,
            Arc::new(move |asked, stream| -> Doing { Box::pin(behaviour(asked, stream)) }),
        )
        .await
    }

    /// Answers each request with some bytes and closes.
    pub(crate) async fn answering(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start("127.0.0.1", false, answers(answer)).await
    }

    /// The same, asked for its robots.txt as well.
    pub(crate) async fn answering_all(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start("127.0.0.1", true, answers(answer)).await
    }

    /// The same on another address of loopback.
    pub(crate) async fn answering_at(
        ip: &str,
        answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self::start(ip, false, answers(answer)).await
    }

    async fn start(ip: &str, with_robots: bool, behaviour: Arc<Behaviour>) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, with_robots, Arc::clone(&behaviour), Arc::clone(&log)));
            }
        });
        Self { address, asked, task }
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// The same path under a name instead of the address.
    pub(crate) fn named(&self, host: &str, path: &str) -> Url {
        Url::parse(&format!("http://{host}:{}{path}", self.address.port())).unwrap()
    }

    /// All requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Their targets.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.asked().iter().map(|asked| asked.target().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn answers(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Arc<Behaviour> {
    let answer = Arc::new(answer);
    Arc::new(move |asked, mut stream| {
        let answer = Arc::clone(&answer);
        Box::pin(async move {
            let _ = stream.write_all(&answer(&asked)).await;
            let _ = stream.shutdown().await;
        })
    })
}

async fn serve(
    mut stream: TcpStream,
    with_robots: bool,
    behaviour: Arc<Behaviour>,
    log: Arc<Mutex<Vec<Asked>>>,
) {
    let Some(head) = read_head(&mut stream).await else { return };
    let asked = Asked { head, at: Instant::now() };
    if !with_robots && asked.target().ends_with("/robots.txt") {
        let _ = stream.write_all(&reply("404 Not Found", &[], "")).await;
        return;
    }
    log.lock().unwrap().push(asked.clone());
    behaviour(asked, stream).await;
}

/// A request's head, without its empty line.
pub(crate) async fn read_head(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

/// A whole reply: status, fields, a `Content-Length` that is true, and the body.
pub(crate) fn reply(status: &str, fields: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len().to_string();
    let mut out = head(status, &[fields, &[("Content-Length", &length), ("Connection", "close")]].concat());
    out.extend_from_slice(body);
    out
}

/// A reply's head alone.
pub(crate) fn head(status: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in fields {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    out.into_bytes()
}

/// A page that is found.
pub(crate) fn page(body: &str) -> Vec<u8> {
    reply("200 OK", &[("Content-Type", "text/html; charset=utf-8")], body)
}

/// A temporary redirect.
pub(crate) fn redirect(to: &str) -> Vec<u8> {
    reply("302 Found", &[("Location", to)], "")
}
