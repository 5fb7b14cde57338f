//! What a poll costs: ten thousand sources on as many hosts that answer 304.
//!
//! ```sh
//! cargo bench -p longwire --bench load
//! cargo bench -p longwire --bench load -- --sources 1000 --seconds 10
//! ```
//!
//! The real program serves a data folder; this bench plays the proxy through
//! which it reaches its hosts, in a process of its own so that the program's
//! processor time is the program's. The first round asks each host for its
//! robots.txt too and is told apart; the rounds after it are what is measured.
//! Linux only: it reads `/proc`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use longwire_model::{ContentHash, PollState, SourceKind, Timestamp, Url};
use longwire_pipeline::schedule::{Appeared, Rhythm};
use longwire_store::{NewSource, Store};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const HOUR: u64 = 3_600;
/// Ticks of a second in `/proc/PID/stat`: the same on every Linux (`USER_HZ`).
const TICKS: f64 = 100.0;
/// The validator that every source has from before.
const ETAG: &str = "\"as-before\"";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--publish") {
        return publish();
    }
    let number = |name: &str, default: u64| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(default)
    };
    let (source_count, seconds, workers) =
        (number("--sources", 10_000), number("--seconds", 20), number("--workers", 64));

    let publisher = Publisher::start();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (empty, full) = (folder.path().join("empty"), folder.path().join("full"));
    longwire_store::open(&empty).expect("an empty archive");
    let begun = Instant::now();
    let now = Timestamp::from_seconds(now_seconds());
    fill(&full, source_count, now.plus(Duration::from_secs(365 * 24 * HOUR)));
    println!("{source_count} sources made in {:.0} s", begun.elapsed().as_secs_f64());

    let idle = |data: &Path| {
        let program = Program::serve(data, publisher.port, workers);
        std::thread::sleep(Duration::from_secs(3));
        program.resident_bytes()
    };
    let (without, with) = (idle(&empty), idle(&full));
    let per_source = with.saturating_sub(without) as f64 / source_count as f64;
    println!(
        "idle: {} MiB without sources, {} MiB with: {per_source:.0} bytes a source",
        without >> 20,
        with >> 20
    );

    make_due(&full, now);
    let program = Program::serve(&full, publisher.port, workers);
    let first = Instant::now();
    while publisher.counted().not_modified < source_count {
        std::thread::sleep(Duration::from_millis(50));
        assert!(
            first.elapsed() < Duration::from_secs(600),
            "the first round does not end: {:?}",
            publisher.counted()
        );
    }
    let (took, spent, counted) = (first.elapsed().as_secs_f64(), program.cpu_seconds(), publisher.counted());
    println!(
        "first round: {} polls and {} robots.txt in {took:.1} s; {:.3} ms of processor time a poll, its robots.txt and the start included",
        counted.not_modified,
        counted.robots,
        1000.0 * spent / counted.not_modified as f64
    );

    let (before, spent_before, begun) = (publisher.counted(), program.cpu_seconds(), Instant::now());
    std::thread::sleep(Duration::from_secs(seconds));
    let (after, spent_after, took) =
        (publisher.counted(), program.cpu_seconds(), begun.elapsed().as_secs_f64());
    let polls = after.not_modified - before.not_modified;
    println!(
        "later rounds: {polls} polls in {took:.1} s: {:.0} a second, {:.3} ms of processor time a poll, {} robots.txt",
        polls as f64 / took,
        1000.0 * (spent_after - spent_before) / polls.max(1) as f64,
        after.robots - before.robots
    );
    println!(
        "resident: {} MiB now, {} MiB at most",
        program.resident_bytes() >> 20,
        program.status("VmHWM") >> 20
    );
    println!("most requests to one host at a time: {}", after.parallel);
}

fn now_seconds() -> i64 {
    let since =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    i64::try_from(since.as_secs()).expect("a clock before the year 292 billion")
}

/// Adds the sources, each polled before and with a rhythm of its own.
fn fill(data: &Path, count: u64, due_at: Timestamp) {
    let store = longwire_store::open(data).expect("an archive");
    let now = Timestamp::from_seconds(now_seconds());
    for n in 0..count {
        let new = NewSource {
            url: Url::parse(&format!("http://host-{n}.example/feed.xml")).expect("an address"),
            kind: SourceKind::Feed,
            title: format!("Source {n}"),
            home_url: None,
            language: None,
            folder: None,
            tags: Vec::new(),
            slug: format!("source-{n}"),
            private: false,
        };
        let source_id = store.add_source(&new, now).expect("a source").source_id;
        let mut rhythm = Rhythm::new(Timestamp::from_seconds(now.seconds() - 28 * 86_400));
        let at = |hour: u64| Appeared::At(Timestamp::from_seconds(now.seconds() - (hour * 3_600) as i64));
        rhythm.learn(&(1..500).map(|k| at(k * (1 + n % 7) % 672)).collect::<Vec<_>>(), now);
        let poll = PollState {
            etag: Some(ETAG.into()),
            body_hash: Some(ContentHash([7; 32])),
            polled_at: Some(now),
            read_at: Some(now),
            rhythm: rhythm.to_bytes(),
            ..PollState::new(source_id, due_at)
        };
        store.save_poll(&poll).expect("a poll's state");
    }
}

/// Lets every source be due.
fn make_due(data: &Path, now: Timestamp) {
    let store: Arc<dyn Store> = longwire_store::open(data).expect("an archive");
    for state in store.sources(longwire_store::Which::Active).expect("sources") {
        store
            .save_poll(&PollState { due_at: now, read_at: Some(now), ..state.poll })
            .expect("a poll's state");
    }
}

/// The program under load; killed when dropped.
struct Program {
    child: Child,
    /// Held open: it may say more than the line that is waited for.
    _said: BufReader<ChildStdout>,
}

impl Program {
    fn serve(data: &Path, proxy_port: u16, workers: u64) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_longwire"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--set",
                "poll_min=1s",
                "--set",
                "poll_max=1s",
                "--set",
                "log=warn",
            ])
            .args([
                "--set",
                &format!("workers={workers}"),
                "--set",
                &format!("proxy=http://127.0.0.1:{proxy_port}"),
            ])
            .env_clear()
            .env("LONGWIRE_DATA", data)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("piped"));
        said.read_line(&mut line).expect("a line");
        assert!(line.starts_with("serving on"), "{line}");
        Self { child, _said: said }
    }

    fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("Linux");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields[at].parse::<f64>().expect("a number of ticks");
        (ticks(11) + ticks(12)) / TICKS
    }

    fn resident_bytes(&self) -> u64 {
        self.status("VmRSS")
    }

    fn status(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let line = status.lines().find(|line| line.starts_with(name)).expect("a line of that name");
        1024 * line.split_whitespace().nth(1).expect("a number").parse::<u64>().expect("a number")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The publisher's process, and the port at which it plays the proxy.
struct Publisher {
    child: Child,
    port: u16,
}

/// What the publisher has answered so far.
#[derive(Debug)]
struct Counted {
    not_modified: u64,
    robots: u64,
    parallel: u64,
}

impl Publisher {
    fn start() -> Self {
        let own = std::env::current_exe().expect("the bench's own path");
        let mut child =
            Command::new(own).arg("--publish").stdout(Stdio::piped()).spawn().expect("the publisher starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        Self { child, port: line.trim().parse().expect("a port") }
    }

    fn counted(&self) -> Counted {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the publisher listens");
        stream.write_all(b"GET /counted HTTP/1.1\r\nConnection: close\r\n\r\n").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let numbers = answer.rsplit("\r\n").next().unwrap_or_default();
        let mut numbers = numbers.split(' ').map(|number| number.parse().expect("a number"));
        let mut next = || numbers.next().expect("three numbers");
        Counted { not_modified: next(), robots: next(), parallel: next() }
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every host at once: answers 304 to those who have the validator.
#[derive(Default)]
struct Site {
    not_modified: AtomicU64,
    robots: AtomicU64,
    busy: std::sync::Mutex<std::collections::HashMap<String, u64>>,
    parallel: AtomicU64,
}

#[tokio::main(flavor = "current_thread")]
async fn publish() {
    let listener =
        tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a port");
    println!("{}", listener.local_addr().expect("an address").port());
    let site = Arc::new(Site::default());
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let site = Arc::clone(&site);
        tokio::spawn(async move { site.answer(stream).await });
    }
}

impl Site {
    async fn answer(&self, mut stream: tokio::net::TcpStream) {
        let _ = stream.set_nodelay(true);
        let mut received = Vec::with_capacity(1024);
        loop {
            let mut piece = [0; 2048];
            let Ok(count @ 1..) = stream.read(&mut piece).await else { return };
            received.extend_from_slice(&piece[..count]);
            if !received.ends_with(b"\r\n\r\n") {
                continue;
            }
            let request = String::from_utf8_lossy(&received).into_owned();
            received.clear();
            let target = request.split(' ').nth(1).unwrap_or_default();
            let host =
                target.strip_prefix("http://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
            self.begin(host);
            let reply = self.reply(target, &request);
            let sent = stream.write_all(reply.as_bytes()).await;
            self.end(host);
            if sent.is_err() || target == "/counted" {
                return;
            }
        }
    }

    fn reply(&self, target: &str, request: &str) -> String {
        if target == "/counted" {
            let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
            let numbers =
                format!("{} {} {}", read(&self.not_modified), read(&self.robots), read(&self.parallel));
            return format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{numbers}", numbers.len());
        }
        if target.ends_with("/robots.txt") {
            self.robots.fetch_add(1, Ordering::Relaxed);
            let rules = "User-agent: *\nDisallow: /private\n";
            return format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{rules}", rules.len());
        }
        assert!(request.contains(ETAG), "a poll without its validator: {request}");
        self.not_modified.fetch_add(1, Ordering::Relaxed);
        format!("HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n")
    }

    fn begin(&self, host: &str) {
        let mut busy = self.busy.lock().expect("no holder panics");
        let now = busy.entry(host.to_owned()).or_default();
        *now += 1;
        self.parallel.fetch_max(*now, Ordering::Relaxed);
    }

    fn end(&self, host: &str) {
        if let Some(now) = self.busy.lock().expect("no holder panics").get_mut(host) {
            *now -= 1;
        }
    }
}
