//! One hop: judged, waited for, exchanged.
//!
//! Every request that leaves this machine passes [`Wire::hop`], those for
//! robots.txt included.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::CONNECTION;
use http::{HeaderMap, HeaderValue};
use url::{Host, Url};

use crate::exchange::{Ask, Reply, exchange};
use crate::guard::Guard;
use crate::host_pool::{HostPool, Wish};
use crate::kept::Kept;
use crate::pace::Reception;
use crate::resolve::Lookup;
use crate::route::Routes;
use crate::{Config, FetchError, HostMemory, Route, address, retry_after};

/// The way out, with everything that stands on it.
pub(crate) struct Wire {
    pub(crate) config: Config,
    routes: Routes,
    guard: Guard,
    pool: HostPool,
    kept: Kept,
}

/// What one hop asks for.
pub(crate) struct Hop<'a> {
    /// The request's own fields.
    pub(crate) fields: &'a HeaderMap,
    /// The largest body, in bytes.
    pub(crate) body_bytes_max: u64,
    /// Whether a body beyond it is cut instead of refused.
    pub(crate) cut: bool,
    /// Whether the content is a feed or a page.
    pub(crate) text: bool,
    /// The host's `Crawl-delay`.
    pub(crate) crawl_delay: Option<Duration>,
    /// The longest wait for a turn.
    pub(crate) wait_max: Duration,
    /// The way out.
    pub(crate) route: &'a Route,
    /// What is sent with a POST; without it the request is a GET.
    pub(crate) sent: Option<&'a Bytes>,
}

impl Wire {
    pub(crate) fn new(
        config: Config,
        memory: Arc<dyn HostMemory>,
        lookup: Arc<dyn Lookup>,
    ) -> Result<Self, FetchError> {
        let config = config.bounded();
        Ok(Self {
            routes: Routes::new(&config, lookup)?,
            guard: Guard::new(&config.allow_private),
            pool: HostPool::new(&config, memory),
            kept: Kept::new(config.kept_max, config.keep_alive, Instant::now()),
            config,
        })
    }

    /// Refuses a literal address that may not be dialled, through a proxy or not.
    /// Names are judged when they are resolved.
    pub(crate) fn check(&self, url: &Url) -> Result<(), FetchError> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::from(address),
            Some(Host::Ipv6(address)) => IpAddr::from(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if self.guard.admits(address) {
            return Ok(());
        }
        Err(FetchError::PrivateAddress { url: url.clone(), address })
    }

    /// Makes one request when it is its host's turn. `budget` is the time left on
    /// the wire; what this hop took is subtracted.
    pub(crate) async fn hop(
        &self,
        url: &Url,
        hop: &Hop<'_>,
        budget: &mut Duration,
    ) -> Result<Reply, FetchError> {
        self.check(url)?;
        let host = url.host_str().unwrap_or_default();
        let gap = if address::is_loopback(url) { self.config.loopback_pace } else { self.config.pace };
        let wish = Wish { host, gap, crawl_delay: hop.crawl_delay, wait_max: hop.wait_max };
        let (client, proxied) = self.routes.to(url, hop.route)?;
        let turn = self.pool.turn(wish).await?;
        let began = Instant::now();
        let mut fields = Cow::Borrowed(hop.fields);
        if !fields.contains_key(CONNECTION) && !self.kept.one_more(began) {
            fields.to_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let ask = Ask {
            fields: &fields,
            body_bytes_max: hop.body_bytes_max,
            cut: hop.cut,
            text: hop.text,
            deadline: began + *budget,
            sent: hop.sent,
        };
        let result = exchange(&client, proxied, &self.config, url, &ask).await;
        let took = began.elapsed();
        *budget = budget.saturating_sub(took);
        turn.end(self.reception(&result));
        match &result {
            Ok(reply) => tracing::debug!(
                host,
                proxied,
                status = reply.status,
                wire_bytes = reply.wire_bytes,
                took_ms = took.as_millis() as u64,
                "host answered"
            ),
            Err(error) => {
                tracing::debug!(host, proxied, took_ms = took.as_millis() as u64, %error, "host did not answer")
            }
        }
        result
    }

    /// How a host took a request, by its reply.
    fn reception(&self, result: &Result<Reply, FetchError>) -> Reception {
        match result {
            Ok(reply) if matches!(reply.status, 429 | 503) => Reception::Strained(self.retry_after(reply)),
            Ok(_) => Reception::Welcome,
            Err(_) => Reception::Unknown,
        }
    }

    /// What a reply's `Retry-After` asks for, clamped.
    pub(crate) fn retry_after(&self, reply: &Reply) -> Option<Duration> {
        retry_after::read(reply.headers.get("retry-after")?, SystemTime::now(), self.config.retry_after_max)
    }
}
