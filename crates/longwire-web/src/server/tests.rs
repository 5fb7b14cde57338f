use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::Instant;

use super::*;
use crate::testing::{Server, article};

/// A front with one feed, on a socket.
struct Running {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<io::Result<()>>>,
    site: Server,
}

fn quick() -> Serving {
    Serving {
        silence_max: Duration::from_millis(400),
        request_max: Duration::from_millis(1_500),
        grace: Duration::from_millis(300),
        ..Serving::default()
    }
}

impl Running {
    fn new(serving: Serving) -> Self {
        Self::on(Server::new(), serving)
    }

    /// With a feed larger than what two sockets hold between them.
    fn large(serving: Serving) -> Self {
        let site = Server::new();
        let paper = site.source("paper", "Paper");
        let mut article = article(1);
        article.html = longwire_model::CleanHtml::assume_clean("字".repeat(4_000_000));
        site.archive(paper, &article);
        site.get("/feeds/paper.rss");
        Self::on(site, serving)
    }

    fn on(site: Server, serving: Serving) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let front = site.front.clone();
        let thread = Some(std::thread::spawn(move || serve(listener, &front, &serving, &stopped)));
        Self { address, stop, thread, site }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// The status of a request on a connection; its answer has to be short.
    fn ask(&self, stream: &mut TcpStream, path: &str) -> String {
        let _ = write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        let mut answer = [0; 4_096];
        let length = stream.read(&mut answer).unwrap_or(0);
        String::from_utf8_lossy(&answer[..length]).split(' ').nth(1).unwrap_or("ended").to_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        self.thread.take().unwrap().join().unwrap().unwrap();
    }
}

/// Reads until the server ends the connection; how long that took, and what came.
fn until_ended(stream: &mut TcpStream) -> (Duration, Vec<u8>) {
    let (begun, mut read) = (Instant::now(), Vec::new());
    let _ = stream.read_to_end(&mut read);
    (begun.elapsed(), read)
}

#[test]
fn a_connection_is_kept_for_the_next_request() {
    let running = Running::new(quick());
    let mut stream = running.connect();
    for _ in 0..3 {
        assert_eq!(running.ask(&mut stream, "/healthz"), "200");
    }
}

#[test]
fn a_head_that_drips_is_not_waited_for() {
    let running = Running::new(quick());
    let mut stream = running.connect();
    let begun = Instant::now();
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    while stream.write_all(b"X: y\r\n").is_ok() {
        std::thread::sleep(Duration::from_millis(50));
        assert!(begun.elapsed() < Duration::from_secs(10), "it is still waited for");
    }
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_connection_that_says_nothing_ends() {
    let running = Running::new(quick());
    let (took, read) = until_ended(&mut running.connect());
    assert!(took < Duration::from_secs(10) && read.is_empty(), "{took:?}");
}

#[test]
fn a_client_that_does_not_read_loses_the_connection() {
    let running = Running::large(quick());
    let mut stream = running.connect();
    write!(stream, "GET /feeds/paper.rss HTTP/1.1\r\nHost: {}\r\n\r\n", running.address).unwrap();
    std::thread::sleep(Duration::from_millis(1_500));
    let (_, read) = until_ended(&mut stream);
    let whole = running.site.get("/feeds/paper.rss").body.len();
    assert!(read.len() < whole, "{} bytes of {whole} came", read.len());
}

#[test]
fn a_client_that_reads_too_slowly_is_not_served_for_ever() {
    let running = Running::large(quick());
    let mut stream = running.connect();
    write!(stream, "GET /feeds/paper.rss HTTP/1.1\r\nHost: {}\r\n\r\n", running.address).unwrap();
    let (begun, mut piece) = (Instant::now(), vec![0; 64 * 1_024]);
    while stream.read(&mut piece).is_ok_and(|length| length > 0) {
        std::thread::sleep(Duration::from_millis(40));
        assert!(begun.elapsed() < Duration::from_secs(15), "it is still served");
    }
}

#[test]
fn who_is_silent_longest_makes_room() {
    let running = Running::new(Serving {
        connections_max: 3,
        silence_max: Duration::from_secs(60),
        thread_count: 1,
        ..quick()
    });
    let mut hoarded: Vec<_> = (0..3).map(|_| running.connect()).collect();
    assert_eq!(running.ask(&mut hoarded[2], "/healthz"), "200");
    let mut late = running.connect();
    assert_eq!(running.ask(&mut late, "/healthz"), "200");
    let ended = hoarded.iter_mut().filter_map(|stream| {
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.read(&mut [0]).is_ok_and(|length| length == 0).then_some(())
    });
    assert_eq!(ended.count(), 1);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let running = Running::new(quick());
    let mut stream = running.connect();
    // Not a byte more than is read: what is left unread when a connection ends takes the answer with it.
    let mut head = b"GET / HTTP/1.1\r\nX: ".to_vec();
    head.resize(HEAD_BYTES_MAX, b'a');
    stream.write_all(&head).unwrap();
    assert!(String::from_utf8_lossy(&until_ended(&mut stream).1).starts_with("HTTP/1.1 431"));
    let mut stream = running.connect();
    let fields = "X: y\r\n".repeat(FIELDS_MAX);
    let _ = write!(stream, "GET / HTTP/1.1\r\nHost: {}\r\n{fields}\r\n", running.address);
    assert!(String::from_utf8_lossy(&until_ended(&mut stream).1).starts_with("HTTP/1.1 431"));
}

#[test]
fn who_is_being_answered_gets_the_rest_when_the_server_stops() {
    let mut running = Running::large(Serving { grace: Duration::from_secs(10), ..Serving::default() });
    let mut stream = running.connect();
    write!(stream, "GET /feeds/paper.rss HTTP/1.1\r\nHost: {}\r\n\r\n", running.address).unwrap();
    stream.read_exact(&mut [0; 100]).unwrap();
    running.stop.send(true).unwrap();
    let (_, read) = until_ended(&mut stream);
    assert!(read.ends_with(b"</rss>\n"));
    running.thread.take().unwrap().join().unwrap().unwrap();
    assert!(TcpStream::connect(running.address).is_err());
    running.thread = Some(std::thread::spawn(|| Ok(())));
}
