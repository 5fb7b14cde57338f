//! A publisher on loopback: pages by path, each request counted.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a path answers with.
#[derive(Clone)]
pub(crate) struct Answer {
    pub status: u16,
    pub media_type: &'static str,
    pub body: Vec<u8>,
    pub wait: Duration,
}

impl Answer {
    pub(crate) fn html(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, media_type: "text/html; charset=utf-8", body: body.into(), wait: Duration::ZERO }
    }

    pub(crate) fn xml(body: impl Into<Vec<u8>>) -> Self {
        Self { media_type: "application/rss+xml", ..Self::html(body) }
    }

    /// Bytes under a label that need not be true.
    pub(crate) fn bytes(media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { media_type, ..Self::html(body) }
    }

    pub(crate) fn status(status: u16) -> Self {
        Self { status, ..Self::html("") }
    }

    pub(crate) fn after(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }
}

/// A running publisher. Threads end with the test's process.
#[derive(Clone)]
pub(crate) struct Site {
    pub addr: SocketAddr,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    served: Arc<Mutex<BTreeMap<String, usize>>>,
    fields: Arc<Mutex<Vec<(String, Fields)>>>,
}

/// The header fields of a request, names in lower case.
pub(crate) type Fields = BTreeMap<String, String>;

impl Site {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let site = Self {
            addr: listener.local_addr().unwrap(),
            answers: Arc::default(),
            served: Arc::default(),
            fields: Arc::default(),
        };
        let this = site.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let this = this.clone();
                std::thread::spawn(move || this.serve(stream));
            }
        });
        site
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    pub(crate) fn put(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// How often a path was answered with its body.
    pub(crate) fn served(&self, path: &str) -> usize {
        self.served.lock().unwrap().get(path).copied().unwrap_or(0)
    }

    /// What each request for a path brought along, oldest first.
    pub(crate) fn asked(&self, path: &str) -> Vec<Fields> {
        let fields = self.fields.lock().unwrap();
        fields.iter().filter(|(asked, _)| asked == path).map(|(_, fields)| fields.clone()).collect()
    }

    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut out = stream;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let path = line.split(' ').nth(1)?.to_owned();
            let mut fields = Fields::new();
            loop {
                let mut header = String::new();
                reader.read_line(&mut header).ok()?;
                if header.trim_end().is_empty() {
                    break;
                }
                if let Some((name, value)) = header.trim_end().split_once(": ") {
                    fields.insert(name.to_ascii_lowercase(), value.to_owned());
                }
            }
            let known = fields.get("if-none-match").cloned();
            self.fields.lock().unwrap().push((path.clone(), fields));
            let answer = self.answers.lock().unwrap().get(&path).cloned().unwrap_or(Answer::status(404));
            std::thread::sleep(answer.wait);
            let tag = format!(
                "\"{:x}\"",
                answer.body.iter().fold(7_u64, |h, b| h.wrapping_mul(31) + u64::from(*b))
            );
            let (status, body) = match &known {
                Some(known) if *known == tag && answer.status == 200 => (304, &[][..]),
                _ => (answer.status, &answer.body[..]),
            };
            if status == 200 {
                *self.served.lock().unwrap().entry(path).or_default() += 1;
            }
            let head = format!(
                "HTTP/1.1 {status} X\r\nContent-Type: {}\r\nETag: {tag}\r\nContent-Length: {}\r\n\r\n",
                answer.media_type,
                body.len()
            );
            out.write_all(head.as_bytes()).ok()?;
            out.write_all(body).ok()?;
        }
    }
}
