//! When each connection last got anywhere, and an end to those that do not.
//!
//! A request counts when its head is whole, an answer with each byte the client takes; bytes
//! of an unfinished head do not. Times come from one clock that ticks with the sweeping, so
//! that noting one costs a store to memory and no timer.

use std::collections::HashMap;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::http::Request;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;
use tower::Service;

use super::{Peer, Serving};

/// Longest gap between two looks at all connections.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// All open connections of a server.
pub(super) struct Connections {
    serving: Serving,
    began: Instant,
    /// Milliseconds after the beginning, at the last sweep.
    clock: Arc<AtomicU64>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next_number: u64,
    places: HashMap<u64, (Arc<Pulse>, Option<AbortHandle>)>,
}

/// When a connection last got anywhere, on the common clock.
pub(super) struct Pulse {
    clock: Arc<AtomicU64>,
    asked_at: AtomicU64,
    sent_at: AtomicU64,
}

impl Pulse {
    fn new(clock: &Arc<AtomicU64>) -> Self {
        let now = clock.load(Ordering::Relaxed);
        Self { clock: clock.clone(), asked_at: AtomicU64::new(now), sent_at: AtomicU64::new(now) }
    }

    fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    fn moved_at(&self) -> u64 {
        self.asked_at.load(Ordering::Relaxed).max(self.sent_at.load(Ordering::Relaxed))
    }

    fn is_over(&self, serving: &Serving) -> bool {
        let longer =
            |since: u64, limit: Duration| u128::from(self.now().saturating_sub(since)) > limit.as_millis();
        longer(self.moved_at(), serving.silence_max)
            || longer(self.asked_at.load(Ordering::Relaxed), serving.request_max)
    }
}

impl Connections {
    pub(super) fn new(serving: &Serving) -> Self {
        Self { serving: *serving, began: Instant::now(), clock: Arc::default(), open: Mutex::default() }
    }

    /// A place for one more connection; the one that has been silent longest ends where all are taken.
    pub(super) fn place(self: &Arc<Self>) -> Place {
        let mut open = self.open();
        if open.places.len() >= self.serving.connections_max {
            let longest = open.places.iter().min_by_key(|(_, (pulse, _))| pulse.moved_at());
            if let Some(number) = longest.map(|(number, _)| *number) {
                open.end(number);
            }
        }
        let number = open.next_number;
        open.next_number += 1;
        open.places.insert(number, (Arc::new(Pulse::new(&self.clock)), None));
        Place { number, connections: self.clone() }
    }

    /// Says how a connection is ended from outside. One that has lost its place already ends now.
    pub(super) fn can_end(&self, number: u64, handle: AbortHandle) {
        match self.open().places.get_mut(&number) {
            Some((_, known)) => *known = Some(handle),
            None => handle.abort(),
        }
    }

    fn sweep(&self) {
        let passed = self.began.elapsed().as_millis();
        self.clock.store(u64::try_from(passed).unwrap_or(u64::MAX), Ordering::Relaxed);
        let mut open = self.open();
        let over = open.places.iter().filter(|(_, (pulse, _))| pulse.is_over(&self.serving));
        let over: Vec<u64> = over.map(|(number, _)| *number).collect();
        over.into_iter().for_each(|number| open.end(number));
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn end(&mut self, number: u64) {
        if let Some((_, Some(handle))) = self.places.remove(&number) {
            handle.abort();
        }
    }
}

/// Ends what gets nowhere, for ever. Each thread may run one: they do the same work.
pub(super) async fn sweep(connections: Arc<Connections>) {
    let every = SWEEP_EVERY.min(connections.serving.silence_max / 4).max(Duration::from_millis(1));
    loop {
        connections.sweep();
        tokio::time::sleep(every).await;
    }
}

/// A connection's place among all; given up when dropped.
pub(super) struct Place {
    number: u64,
    connections: Arc<Connections>,
}

impl Place {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Its pulse; a still one where it has lost the place already.
    pub(super) fn pulse(&self) -> Arc<Pulse> {
        let open = self.connections.open();
        let found = open.places.get(&self.number).map(|(pulse, _)| pulse.clone());
        found.unwrap_or_else(|| Arc::new(Pulse::new(&self.connections.clock)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.open().places.remove(&self.number);
    }
}

/// Notes each request whose head is whole, and who is at the other end.
#[derive(Clone)]
pub(super) struct Asked<S> {
    inner: S,
    peer: Peer,
    pulse: Arc<Pulse>,
}

impl<S> Asked<S> {
    pub(super) fn new(inner: S, peer: Peer, pulse: Arc<Pulse>) -> Self {
        Self { inner, peer, pulse }
    }
}

impl<B, S: Service<Request<B>>> Service<Request<B>> for Asked<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        request.extensions_mut().insert(self.peer);
        self.pulse.asked_at.store(self.pulse.now(), Ordering::Relaxed);
        self.inner.call(request)
    }
}

/// A stream that notes each byte the client takes.
pub(super) struct Watched {
    stream: TcpStream,
    pulse: Arc<Pulse>,
}

impl Watched {
    pub(super) fn new(stream: TcpStream, pulse: Arc<Pulse>) -> Self {
        Self { stream, pulse }
    }

    fn noted(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(1..))) {
            self.pulse.sent_at.store(self.pulse.now(), Ordering::Relaxed);
        }
        written
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.noted(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.noted(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
