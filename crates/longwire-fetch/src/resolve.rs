//! Where is this name, and may it be dialled?
//!
//! The connector of the direct client asks this resolver and dials exactly what
//! it answers: addresses that the guard refuses are dropped here, so there is no
//! moment between judging and dialling in which a name could change. Answers are
//! kept for a minute, judged ones only.
//!
//! [`Lookup`] is the name system underneath: [`SystemLookup`] asks the operating
//! system; tests bring their own. Names are not looked up here when a proxy is
//! in use: the proxy does that.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use crate::guard::Guard;
use crate::memory::locked;

/// How long an answer is used. Operating systems do not tell its real lifetime.
const ANSWER_LIFETIME: Duration = Duration::from_secs(60);
/// Names whose answers are kept.
const NAMES_MAX: usize = 4096;
/// Names that the operating system is asked about at once.
const LOOKUPS_MAX: usize = 64;
/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;

/// What a lookup is on its way to.
pub type Lookups = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// A name system: tells the addresses of a host name.
pub trait Lookup: Send + Sync {
    /// All addresses of a name. An error or an empty list means that it has none.
    fn lookup(&self, name: &str) -> Lookups;
}

/// Asks the operating system, about a limited number of names at once: each
/// takes a thread of the runtime for as long as the system tries.
pub(crate) struct SystemLookup {
    seats: Arc<Semaphore>,
}

impl Default for SystemLookup {
    fn default() -> Self {
        Self { seats: Arc::new(Semaphore::new(LOOKUPS_MAX)) }
    }
}

impl Lookup for SystemLookup {
    fn lookup(&self, name: &str) -> Lookups {
        let (name, seats) = (name.to_owned(), Arc::clone(&self.seats));
        Box::pin(async move {
            let _seat = seats.acquire().await.map_err(io::Error::other)?;
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Every address of a name is one that may not be dialled.
#[derive(Debug)]
pub(crate) struct NotPublic(pub(crate) IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a public address", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// A name has no address, or nobody could be asked.
#[derive(Debug)]
pub(crate) struct NoAddress(pub(crate) io::Error);

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NoAddress {}

/// Answers the connector with addresses that may be dialled.
#[derive(Clone)]
pub(crate) struct GuardedResolver {
    lookup: Arc<dyn Lookup>,
    guard: Guard,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
}

struct Answer {
    addresses: Vec<IpAddr>,
    until: Instant,
}

impl GuardedResolver {
    pub(crate) fn new(lookup: Arc<dyn Lookup>, guard: Guard) -> Self {
        Self { lookup, guard, answers: Arc::default() }
    }

    /// The addresses of a name that may be dialled; never an empty list.
    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
        if let Some(answer) = locked(&self.answers).get(name)
            && answer.until > Instant::now()
        {
            return Ok(answer.addresses.clone());
        }
        let found = self.lookup.lookup(name).await.map_err(NoAddress)?;
        let Some(&first) = found.first() else {
            return Err(Box::new(NoAddress(io::Error::new(io::ErrorKind::NotFound, "no address"))));
        };
        let mut addresses: Vec<_> = found.into_iter().filter(|&address| self.guard.admits(address)).collect();
        addresses.truncate(ADDRESSES_MAX);
        if addresses.is_empty() {
            return Err(Box::new(NotPublic(first)));
        }
        self.keep(name, &addresses);
        Ok(addresses)
    }

    fn keep(&self, name: &str, addresses: &[IpAddr]) {
        let mut answers = locked(&self.answers);
        let now = Instant::now();
        if answers.len() >= NAMES_MAX {
            answers.retain(|_, answer| answer.until > now);
        }
        if answers.len() >= NAMES_MAX {
            answers.clear();
        }
        answers
            .insert(name.to_owned(), Answer { addresses: addresses.to_vec(), until: now + ANSWER_LIFETIME });
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let this = self.clone();
        Box::pin(async move {
            let addresses = this.addresses(name.as_str()).await?;
            let addresses: Addrs = Box::new(addresses.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests;
