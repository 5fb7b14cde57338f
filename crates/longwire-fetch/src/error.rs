//! Why nothing was fetched, in words a person can act on.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use url::Url;

/// Why one request produced nothing.
///
/// Variants name what the caller can act on, and nothing of the HTTP library
/// underneath. Callers that only need to know what to do next ask
/// [`FetchError::retry`] instead of matching. Messages leave out the query of
/// an address: it may hold a token.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A setting can not be used: a proxy address, a certificate or a header field is wrong.
    #[error("a setting for fetching can not be used: {reason}")]
    Setup {
        /// What is wrong with which setting.
        reason: String,
    },

    /// The address is not one we fetch.
    #[error("{address} can not be fetched: {reason}")]
    BadAddress {
        /// The address, without any password.
        address: String,
        /// What is wrong with it and what would be right.
        reason: &'static str,
    },

    /// The address lies in a private network, and those are not allowed.
    #[error("{} is at {address}, which is not a public address; {}", shown(url), way_out(*address))]
    PrivateAddress {
        /// What was asked for, maybe by a redirect.
        url: Url,
        /// Where it is.
        address: IpAddr,
    },

    /// robots.txt forbids this path to our user agent.
    #[error(
        "{} is disallowed by robots.txt; --ignore-robots skips the check if the site is yours",
        shown(url)
    )]
    Disallowed {
        /// What was asked for.
        url: Url,
    },

    /// The host's robots.txt can not be had, so nothing may be fetched from it (RFC 9309 §2.3.1.4).
    #[error("{host} has a robots.txt but does not hand it out ({reason}), so its pages wait")]
    RobotsUnavailable {
        /// The host.
        host: String,
        /// What happened instead.
        reason: String,
    },

    /// It is not our turn: the host's pace leaves no room within the time we may wait.
    #[error("{host} is visited slowly: its next turn is in {}", seconds(*wait))]
    NotYet {
        /// The host.
        host: String,
        /// How long until there is a turn.
        wait: Duration,
    },

    /// The server knows no such address (404).
    #[error("{} does not exist (404); the address may have changed", shown(url))]
    NotFound {
        /// What was asked for.
        url: Url,
    },

    /// The server says that the address is gone for good (410).
    #[error("{} is gone for good (410)", shown(url))]
    Gone {
        /// What was asked for.
        url: Url,
    },

    /// The server will not give it to us.
    #[error("{} refuses us ({status}): {refusal}", shown(url))]
    Refused {
        /// What was asked for.
        url: Url,
        /// The HTTP status; challenge pages may come with 200.
        status: u16,
        /// Who refuses, and how.
        refusal: Refusal,
    },

    /// The server answered 429 or 503, and may have said for how long.
    #[error("{} asked us to slow down", shown(url))]
    Throttled {
        /// What was asked for.
        url: Url,
        /// When to come back, clamped to the configured limit.
        retry_after: Option<Duration>,
    },

    /// The server answered with a status that is no use: its own failure (5xx), or one we can not follow.
    #[error("{} answered with status {status}", shown(url))]
    Status {
        /// What was asked for.
        url: Url,
        /// The HTTP status.
        status: u16,
    },

    /// The body or the header section was larger than the configured limit.
    #[error("{} sent more than {limit_bytes} bytes", shown(url))]
    TooLarge {
        /// What was asked for.
        url: Url,
        /// The limit it passed, in bytes.
        limit_bytes: u64,
    },

    /// The server was too slow to answer, or to go on.
    #[error("{} was too slow: {reason}", shown(url))]
    TooSlow {
        /// What was asked for.
        url: Url,
        /// Which limit was passed.
        reason: &'static str,
    },

    /// The redirects lead in a circle, or on and on.
    #[error("{} keeps redirecting ({hop_count} times){}", shown(url), if *looping { ", in a circle" } else { "" })]
    TooManyRedirects {
        /// Where the redirects began.
        url: Url,
        /// How many were followed.
        hop_count: usize,
        /// Whether an address came twice.
        looping: bool,
    },

    /// A success without content, or a 304 to a request that had nothing to compare.
    #[error("{} answered with nothing", shown(url))]
    Empty {
        /// What was asked for.
        url: Url,
    },

    /// The body ended before its end, or its content-coding is damaged.
    #[error("{} was cut off after {received_bytes} bytes", shown(url))]
    Truncated {
        /// What was asked for.
        url: Url,
        /// How much came, in bytes.
        received_bytes: u64,
    },

    /// The host's name has no address.
    #[error(
        "{} has no address in the domain name system ({reason}); the name may be misspelt or gone",
        shown(url)
    )]
    Dns {
        /// What was asked for.
        url: Url,
        /// What the system's resolver said.
        reason: String,
    },

    /// No trustworthy encrypted connection.
    #[error("{} can not be trusted: {reason}", shown(url))]
    Tls {
        /// What was asked for.
        url: Url,
        /// What is wrong with its certificate or its handshake.
        reason: String,
    },

    /// The connection was refused, broke, or spoke something other than HTTP.
    #[error("{} could not be reached: {reason}", shown(url))]
    Unreachable {
        /// What was asked for.
        url: Url,
        /// What happened to the connection.
        reason: String,
    },
}

/// Who refuses us, and how. We never try to get past a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// A login is needed (401, 407).
    Login,
    /// Payment is needed (402).
    Payment,
    /// Forbidden without further reason (403).
    Forbidden,
    /// Withheld for legal reasons (451).
    Legal,
    /// Cloudflare's "Just a moment" or block page.
    Cloudflare,
    /// DataDome's challenge.
    DataDome,
    /// Akamai's block page or challenge.
    Akamai,
    /// Another captcha, or a script puzzle that only a browser solves.
    Captcha,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Login => "a login is needed",
            Self::Payment => "payment is needed",
            Self::Forbidden => "the server forbids it; ask the site to admit our user agent",
            Self::Legal => "it is withheld for legal reasons",
            Self::Cloudflare => "Cloudflare asks for a browser check; ask the site to admit our user agent",
            Self::DataDome => "DataDome asks for a browser check; ask the site to admit our user agent",
            Self::Akamai => "Akamai blocks programs; ask the site to admit our user agent",
            Self::Captcha => "it asks for a captcha or browser check; ask the site to admit our user agent",
        })
    }
}

/// What the caller should do with a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The same request will fail the same way.
    Never,
    /// Again after this long, not before.
    After(Duration),
    /// Again, later and later.
    Backoff,
}

impl FetchError {
    /// What the scheduler should do with the job that failed.
    ///
    /// A missing page (404) may come back, a refusal may be lifted: both are
    /// [`Retry::Backoff`] for a source that worked before; for an article's page
    /// the caller may give up at once.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Setup { .. }
            | Self::BadAddress { .. }
            | Self::PrivateAddress { .. }
            | Self::Disallowed { .. }
            | Self::NotFound { .. }
            | Self::Gone { .. }
            | Self::Refused { .. }
            | Self::TooLarge { .. } => Retry::Never,
            Self::NotYet { wait, .. } => Retry::After(*wait),
            Self::Throttled { retry_after: Some(delay), .. } => Retry::After(*delay),
            Self::Status { status, .. } if *status < 500 => Retry::Never,
            Self::Throttled { retry_after: None, .. }
            | Self::RobotsUnavailable { .. }
            | Self::Status { .. }
            | Self::TooSlow { .. }
            | Self::TooManyRedirects { .. }
            | Self::Empty { .. }
            | Self::Truncated { .. }
            | Self::Dns { .. }
            | Self::Tls { .. }
            | Self::Unreachable { .. } => Retry::Backoff,
        }
    }
}

impl FetchError {
    /// The same trouble with a host, said of another address there.
    pub(crate) fn about(self, url: &Url) -> Self {
        let url = url.clone();
        match self {
            Self::PrivateAddress { address, .. } => Self::PrivateAddress { url, address },
            Self::Throttled { retry_after, .. } => Self::Throttled { url, retry_after },
            Self::Dns { reason, .. } => Self::Dns { url, reason },
            Self::Tls { reason, .. } => Self::Tls { url, reason },
            Self::Unreachable { reason, .. } => Self::Unreachable { url, reason },
            other => other,
        }
    }
}

/// An address fit for a message or a log: without password, query and fragment.
fn shown(url: &Url) -> String {
    let mut out = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        out.push_str(&format!(":{port}"));
    }
    out.push_str(url.path());
    if url.query().is_some() {
        out.push_str("?…");
    }
    out
}

/// What can be done about a private address.
fn way_out(address: IpAddr) -> &'static str {
    match address {
        // Common where a proxy program answers for the name system.
        IpAddr::V4(v4) if v4.octets()[0] == 198 && v4.octets()[1] & 0xfe == 18 => {
            "a proxy program answers names with made-up addresses: allow 198.18.0.0/15 in the settings"
        }
        _ => "allow its network in the settings if that is meant",
    }
}

/// A span as a person reads it.
fn seconds(span: Duration) -> String {
    let seconds = span.as_secs_f64().ceil() as u64;
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

#[cfg(test)]
mod tests;
