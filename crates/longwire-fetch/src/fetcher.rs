//! Gets one request, over all its hops.
//!
//! Redirects are followed here and nowhere else, so that every hop is judged
//! like the first: its scheme and its address, the robots.txt and the turn of
//! its host. What a reply means is decided here as well.

use std::collections::HashSet;
use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONNECTION, IF_MODIFIED_SINCE, IF_NONE_MATCH, REFERER, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use longwire_model::Capture;
use url::Url;

use crate::config::bounded;
use crate::exchange::Reply;
use crate::memory::now;
use crate::resolve::{Lookup, SystemLookup};
use crate::robots_gate::RobotsGate;
use crate::wire::{Hop, Wire};
use crate::{Config, Facts, FetchError, Fetched, HostMemory, Request, address, refusal};

/// The content-codings we take off.
const CODINGS: &str = "gzip, br, zstd, deflate";

/// The one door to the outside. Cheap to clone; all clones share connections,
/// turns and robots.txt files.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

struct Inner {
    wire: Wire,
    robots: RobotsGate,
}

impl Fetcher {
    /// A fetcher by these settings, with the operating system's name resolution.
    ///
    /// # Errors
    ///
    /// [`FetchError::Setup`] when a proxy address or the extra certificates can
    /// not be used.
    pub fn new(config: Config, memory: Arc<dyn HostMemory>) -> Result<Self, FetchError> {
        Self::with_lookup(config, memory, Arc::new(SystemLookup::default()))
    }

    /// The same with another name system. Its answers are judged like any other's.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new).
    pub fn with_lookup(
        config: Config,
        memory: Arc<dyn HostMemory>,
        lookup: Arc<dyn Lookup>,
    ) -> Result<Self, FetchError> {
        let robots = RobotsGate::new(Arc::clone(&memory));
        Ok(Self { inner: Arc::new(Inner { wire: Wire::new(config, memory, lookup)?, robots }) })
    }

    /// The way out, for whoever sends rather than gets.
    pub(crate) fn wire(&self) -> &Wire {
        &self.inner.wire
    }

    /// What every request calls us.
    pub(crate) fn user_agent(&self) -> &str {
        &self.inner.wire.config.user_agent
    }

    /// Gets one address: waits for its host's turn, asks robots.txt, follows
    /// redirects, and reads the reply within its limits.
    ///
    /// Dropping the future gives up at any point and leaves nothing behind.
    ///
    /// # Errors
    ///
    /// Everything that is not a success with a body, or a 304 that was asked
    /// for; see [`FetchError`].
    pub async fn get(&self, request: Request) -> Result<Fetched, FetchError> {
        let Inner { wire, robots } = &*self.inner;
        let wait_max = request.wait_max.map_or(wire.config.wait_max, bounded);
        let first_wait_max = request.first_wait_max.map_or(wait_max, |max| bounded(max).min(wait_max));
        let obeys_robots = wire.config.robots && !request.ignore_robots;
        let first = address::judge(&request.url)?;
        let mut journey = Journey::new(&first);
        let mut budget = wire.config.total_timeout;
        let plain_fields = fields_of(&request, &wire.config.user_agent);
        loop {
            let at = journey.at.clone();
            wire.check(&at)?;
            let crawl_delay =
                if obeys_robots { robots.pass(wire, &at, wait_max, &request.route).await? } else { None };
            let mut fields = plain_fields.clone();
            set_referrer(&mut fields, request.referrer.as_ref(), &at);
            if at.origin() == first.origin() {
                request.own_fields.put_over(&mut fields);
            }
            let hop = Hop {
                fields: &fields,
                body_bytes_max: request.body_bytes_max.unwrap_or(wire.config.body_bytes_max),
                cut: false,
                text: request.accept.is_text(),
                crawl_delay,
                wait_max: if journey.hop_count == 0 { first_wait_max } else { wait_max },
                route: &request.route,
                sent: None,
            };
            let reply = wire.hop(&at, &hop, &mut budget).await?;
            journey.hop_count += 1;
            let location = reply.headers.get("location").filter(|_| is_redirect(reply.status));
            if let Some(location) = location {
                journey.follow(&first, reply.status, location, wire.config.redirects_max)?;
                continue;
            }
            let facts = Facts {
                final_url: at,
                permanent: journey.hop_count > 1 && journey.permanent,
                request_count: journey.hop_count,
                wire_bytes: reply.wire_bytes,
                took: wire.config.total_timeout.saturating_sub(budget),
            };
            if reply.status == 304 {
                return not_modified(&plain_fields, reply, facts);
            }
            return judged(wire, &request, reply, facts);
        }
    }
}

/// Where the redirects have led so far.
pub(crate) struct Journey {
    pub(crate) at: Url,
    been: HashSet<Url>,
    permanent: bool,
    hop_count: u32,
}

impl Journey {
    pub(crate) fn new(first: &Url) -> Self {
        Self { at: first.clone(), been: HashSet::from([first.clone()]), permanent: true, hop_count: 0 }
    }

    /// Goes where a redirect leads, if that is a new place and not too far.
    pub(crate) fn follow(
        &mut self,
        first: &Url,
        status: u16,
        location: &str,
        redirects_max: usize,
    ) -> Result<(), FetchError> {
        let next = address::follow(&self.at, location)?;
        let hop_count = self.been.len();
        let looping = !self.been.insert(next.clone());
        if looping || hop_count > redirects_max {
            return Err(FetchError::TooManyRedirects { url: first.clone(), hop_count, looping });
        }
        self.permanent &= matches!(status, 301 | 308);
        self.at = next;
        Ok(())
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// What a 304 means: nothing new, if we said what we hold.
fn not_modified(fields: &HeaderMap, reply: Reply, facts: Facts) -> Result<Fetched, FetchError> {
    if fields.contains_key(IF_NONE_MATCH) || fields.contains_key(IF_MODIFIED_SINCE) {
        Ok(Fetched::NotModified { headers: reply.headers, facts })
    } else {
        Err(FetchError::Empty { url: facts.final_url })
    }
}

/// What any other last reply means.
fn judged(wire: &Wire, request: &Request, reply: Reply, facts: Facts) -> Result<Fetched, FetchError> {
    let url = facts.final_url.clone();
    let status = reply.status;
    if status == 407 {
        return Err(FetchError::Unreachable {
            url,
            reason: "the proxy wants a user name and a password".to_owned(),
        });
    }
    if let Some(refusal) = refusal::recognise(status, &reply.headers, &reply.body) {
        return Err(FetchError::Refused { url, status, refusal });
    }
    match status {
        200..=299 if reply.body.is_empty() => Err(FetchError::Empty { url }),
        200..=299 => {
            let capture = Capture {
                url: request.url.clone(),
                final_url: url,
                status,
                headers: reply.headers,
                body: reply.body,
                captured_at: Some(now()),
            };
            Ok(Fetched::Capture { capture: Box::new(capture), facts })
        }
        404 => Err(FetchError::NotFound { url }),
        410 => Err(FetchError::Gone { url }),
        429 | 503 => Err(FetchError::Throttled { url, retry_after: wire.retry_after(&reply) }),
        _ => Err(FetchError::Status { url, status }),
    }
}

/// Our name with the number of those we ask for, in the form that publishers count:
/// `Longwire/0.1.0 (+https://example.org; 12 subscribers)`.
fn agent_for(user_agent: &str, reader_count: u32) -> String {
    let readers = match reader_count {
        0 => return user_agent.to_owned(),
        1 => "1 subscriber".to_owned(),
        count => format!("{count} subscribers"),
    };
    match user_agent.strip_suffix(')') {
        Some(open) => format!("{open}; {readers})"),
        None => format!("{user_agent} ({readers})"),
    }
}

/// The fields of a request that are the same on every hop.
fn fields_of(request: &Request, user_agent: &str) -> HeaderMap {
    let mut fields = HeaderMap::new();
    if let Ok(agent) = HeaderValue::try_from(agent_for(user_agent, request.reader_count)) {
        fields.insert(USER_AGENT, agent);
    }
    fields.insert(ACCEPT, HeaderValue::from_static(request.accept.field()));
    fields.insert(ACCEPT_ENCODING, HeaderValue::from_static(CODINGS));
    if !request.keep_alive {
        fields.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let mut echo = |name: HeaderName, validator: &Option<String>| {
        // A validator that can not stand in a field was not sent by a server.
        if let Some(Ok(value)) = validator.as_ref().map(|text| HeaderValue::from_bytes(text.as_bytes())) {
            fields.insert(name, value);
        }
    };
    echo(IF_NONE_MATCH, &request.etag);
    echo(IF_MODIFIED_SINCE, &request.last_modified);
    fields
}

/// The referrer as browsers send it: whole within an origin, else the origin,
/// nothing from an encrypted page to an open one.
fn set_referrer(fields: &mut HeaderMap, referrer: Option<&Url>, target: &Url) {
    let Some(referrer) = referrer.filter(|url| matches!(url.scheme(), "http" | "https")) else { return };
    if referrer.scheme() == "https" && target.scheme() == "http" {
        return;
    }
    let text = if referrer.origin() == target.origin() {
        let mut page = referrer.clone();
        page.set_fragment(None);
        // An http address always can do without a user name.
        let _ = page.set_username("");
        let _ = page.set_password(None);
        page.to_string()
    } else {
        format!("{}/", referrer.origin().ascii_serialization())
    };
    if let Ok(value) = HeaderValue::try_from(text) {
        fields.insert(REFERER, value);
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher").finish_non_exhaustive()
    }
}
