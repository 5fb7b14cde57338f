//! Connections: taken, answered, and ended when they hold a place for nothing.
//!
//! HTTP/1.1, as reverse proxies speak it. A few threads of their own, so that no
//! amount of extracting makes readers wait; each takes connections and answers them.
//!
//! - `pulse` knows when a connection last got anywhere. One that does not is ended: a head
//!   that never comes whole, a client that does not read, a connection kept open for later.
//! - Where all places are taken, the connection that has been silent longest makes room:
//!   whoever hoards connections loses them to whoever asks.
//! - Deliberately absent: TLS and HTTP/2, which the proxy in front has.
//!
//! Spec: RFC 9112 §9 (connections).

mod pulse;

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::Front;
use pulse::{Asked, Connections, Watched};

/// Largest head of a request, in bytes: the request line and all fields.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// Most fields of a request.
const FIELDS_MAX: usize = 100;

/// How long nothing is taken after the system had no room for a connection.
const BREATH: Duration = Duration::from_millis(100);

/// Who is at the other end of a connection: often a proxy. Hangs on each request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What connections are held to.
#[derive(Clone, Copy, Debug)]
pub struct Serving {
    /// Threads that answer.
    pub thread_count: usize,
    /// Connections that are open at a time.
    pub connections_max: usize,
    /// How long a connection may send no whole head and take no byte of an answer.
    pub silence_max: Duration,
    /// How long one request may take, from its head to the last byte of its answer.
    pub request_max: Duration,
    /// How long running answers may take to end once the server is told to stop.
    pub grace: Duration,
}

impl Default for Serving {
    fn default() -> Self {
        Self {
            thread_count: 2,
            connections_max: 512,
            silence_max: Duration::from_secs(30),
            request_max: Duration::from_secs(600),
            grace: Duration::from_secs(20),
        }
    }
}

/// Answers all that come, until told to stop; then ends running answers in order. Blocks.
///
/// # Errors
///
/// Only where the system refuses a thread or the listener itself.
pub fn serve(
    listener: TcpListener,
    front: &Front,
    serving: &Serving,
    stopped: &watch::Receiver<bool>,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let connections = Arc::new(Connections::new(serving));
    std::thread::scope(|scope| {
        let threads = (0..serving.thread_count.max(1)).map(|number| {
            let (listener, stopped) = (listener.try_clone()?, stopped.clone());
            let (front, connections) = (front.clone(), connections.clone());
            let name = format!("serve-{number}");
            std::thread::Builder::new().name(name).spawn_scoped(scope, move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                runtime.block_on(take_all(listener, front, connections, stopped, *serving))
            })
        });
        let threads = threads.collect::<io::Result<Vec<_>>>()?;
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread that serves panicked")))
        })
    })
}

/// One thread's work: takes connections until told to stop.
async fn take_all(
    listener: TcpListener,
    front: Front,
    connections: Arc<Connections>,
    mut stopped: watch::Receiver<bool>,
    serving: Serving,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let ends = GracefulShutdown::new();
    let sweeping = tokio::spawn(pulse::sweep(connections.clone()));
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => answer(stream, Peer(peer.ip()), &front, &connections, &ends),
                // The client was gone before we came.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    tracing::warn!(%error, "no connection could be taken");
                    sleep(BREATH).await;
                }
            },
            _ = stopped.wait_for(|stopped| *stopped) => break,
        }
    }
    drop(listener);
    let _ = timeout(serving.grace, ends.shutdown()).await;
    sweeping.abort();
    Ok(())
}

/// Answers one connection's requests, in a task of its own.
fn answer(
    stream: TcpStream,
    peer: Peer,
    front: &Front,
    connections: &Arc<Connections>,
    ends: &GracefulShutdown,
) {
    // An answer is written whole; there is nothing to wait for.
    let _ = stream.set_nodelay(true);
    let place = connections.place();
    let pulse = place.pulse();
    let service = TowerToHyperService::new(Asked::new(front.clone(), peer, pulse.clone()));
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    // Times are kept by `pulse`: a timer for each request would cost more than the request.
    builder.http1().header_read_timeout(None).max_buf_size(HEAD_BYTES_MAX).max_headers(FIELDS_MAX);
    let connection = builder.serve_connection(TokioIo::new(Watched::new(stream, pulse)), service);
    let connection = ends.watch(connection.into_owned());
    let number = place.number();
    let task = tokio::spawn(async move {
        // Whatever ends a connection is the client's doing and ends nothing else.
        let _ = connection.await;
        drop(place);
    });
    connections.can_end(number, task.abort_handle());
}

#[cfg(test)]
mod tests;
