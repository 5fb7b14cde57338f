//! Every limit of the fetcher, with its unit and its default.

use std::time::Duration;

use ipnet::IpNet;
use url::Url;

/// Our product token: what robots.txt groups are matched against (RFC 9309 §2.2.1).
pub const PRODUCT: &str = "longwire";

/// How to fetch. [`Default`] is the single source of the defaults.
#[derive(Clone, Debug)]
pub struct Config {
    /// Sent as `User-Agent`; begins with [`PRODUCT`] and names a contact.
    pub user_agent: String,
    /// Longest wait for a TCP connection and its TLS handshake.
    pub connect_timeout: Duration,
    /// Longest silence of a server: until its first byte, and between two pieces of a body.
    pub stall_timeout: Duration,
    /// Longest time on the wire for one [`Request`], redirects included; waiting for our turn is not.
    pub total_timeout: Duration,
    /// Slowest average of a body, in bytes per second, once [`rate_grace`](Self::rate_grace) has passed; 0 turns it off.
    pub rate_bytes_min: u64,
    /// How long a body may take before its average rate is judged.
    pub rate_grace: Duration,
    /// Largest body in bytes, as sent and again after its content-coding is removed.
    pub body_bytes_max: u64,
    /// Largest header section of a reply, in bytes: names and values.
    pub header_bytes_max: usize,
    /// How many redirects are followed.
    pub redirects_max: usize,
    /// Shortest gap between two requests to one host.
    pub pace: Duration,
    /// The same for hosts on loopback.
    pub loopback_pace: Duration,
    /// How many requests to one host may be under way at once; at least 1.
    pub per_host: usize,
    /// How long a request may wait for its host's turn before it is handed back as
    /// [`NotYet`](crate::FetchError::NotYet).
    pub wait_max: Duration,
    /// A `Retry-After` beyond this is cut to it.
    pub retry_after_max: Duration,
    /// A `Crawl-delay` beyond this is cut to it.
    pub crawl_delay_max: Duration,
    /// Whether robots.txt is obeyed.
    pub robots: bool,
    /// Non-public addresses that may be dialled all the same.
    pub allow_private: Vec<IpNet>,
    /// Proxies to go through.
    pub proxy: ProxyConfig,
    /// Certificates in PEM form that are trusted beside the system's own.
    pub extra_ca_pem: Option<Vec<u8>>,
    /// How long an idle connection is kept for the next request to its host; zero keeps none. Each takes
    /// about 20 KiB, and a worker that visits a thousand hosts in a second leaves a thousand behind.
    pub keep_alive: Duration,
    /// Idle connections kept at about the same time. Requests beyond it close theirs, so that a
    /// first visit to ten thousand hosts takes neither all memory nor all file descriptors.
    pub kept_max: usize,
}

/// Which proxies to go through, as `http_proxy`, `https_proxy` and `no_proxy` say it.
///
/// Read from the environment by the program, never here. Targets on loopback are
/// always reached directly.
#[derive(Clone, Debug, Default)]
pub struct ProxyConfig {
    /// For `http:` targets: an `http:`, `https:` or `socks5:` address.
    pub http: Option<Url>,
    /// For `https:` targets, likewise.
    pub https: Option<Url>,
    /// Targets that are reached directly: host suffixes, `*`, addresses or networks,
    /// separated by commas.
    pub no_proxy: String,
}

/// The longest span a setting can ask for: a year, so that no sum of instants overflows.
const SPAN_MAX: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl Config {
    /// The same settings with every span cut to a year, and at least one seat for each host.
    pub(crate) fn bounded(mut self) -> Self {
        for span in [
            &mut self.connect_timeout,
            &mut self.stall_timeout,
            &mut self.total_timeout,
            &mut self.rate_grace,
            &mut self.pace,
            &mut self.loopback_pace,
            &mut self.wait_max,
            &mut self.retry_after_max,
            &mut self.crawl_delay_max,
            &mut self.keep_alive,
        ] {
            *span = bounded(*span);
        }
        self.per_host = self.per_host.clamp(1, tokio::sync::Semaphore::MAX_PERMITS);
        self
    }
}

/// A span that can be added to an instant.
pub(crate) fn bounded(span: Duration) -> Duration {
    span.min(SPAN_MAX)
}

impl Default for Config {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "Longwire/",
                env!("CARGO_PKG_VERSION"),
                " (+",
                env!("CARGO_PKG_REPOSITORY"),
                ")"
            )
            .to_owned(),
            connect_timeout: Duration::from_secs(10),
            stall_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_secs(60),
            rate_bytes_min: 512,
            rate_grace: Duration::from_secs(10),
            body_bytes_max: 20 * 1024 * 1024,
            header_bytes_max: 64 * 1024,
            redirects_max: 10,
            pace: Duration::from_secs(1),
            loopback_pace: Duration::ZERO,
            per_host: 1,
            wait_max: Duration::from_secs(60),
            retry_after_max: Duration::from_secs(24 * 60 * 60),
            crawl_delay_max: Duration::from_secs(60),
            robots: true,
            allow_private: Vec::new(),
            proxy: ProxyConfig::default(),
            extra_ca_pem: None,
            keep_alive: Duration::from_secs(2),
            kept_max: 256,
        }
    }
}
