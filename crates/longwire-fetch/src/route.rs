//! Which client carries a request: the direct one, or one that goes through a proxy.
//!
//! The direct client resolves names through the guard. A proxied client sends
//! everything through its proxy, so the only name it ever resolves itself is the
//! proxy's own, which the person who configured it vouches for. Neither follows
//! redirects, sends a referrer of its own, or reads the environment.

use std::sync::Arc;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use url::Url;

use crate::guard::Guard;
use crate::proxy::{self, ProxyRules};
use crate::resolve::{GuardedResolver, Lookup};
use crate::{Config, FetchError};

/// Header fields of a reply that are read at most.
const HEADER_COUNT_MAX: usize = 200;

/// All clients of one fetcher.
pub(crate) struct Routes {
    direct: Client,
    proxied_http: Option<Client>,
    proxied_https: Option<Client>,
    rules: ProxyRules,
}

impl Routes {
    pub(crate) fn new(config: &Config, lookup: Arc<dyn Lookup>) -> Result<Self, FetchError> {
        let [http, https] = proxy::checked(&config.proxy)?;
        let resolver = GuardedResolver::new(lookup, Guard::new(&config.allow_private));
        let direct = build(config, &|builder| builder.dns_resolver(resolver.clone()))?;
        let proxied_http = http.as_ref().map(|proxy| proxied(config, proxy)).transpose()?;
        let proxied_https = match &https {
            same if *same == http => proxied_http.clone(),
            Some(proxy) => Some(proxied(config, proxy)?),
            None => None,
        };
        Ok(Self { direct, proxied_http, proxied_https, rules: ProxyRules::new(&config.proxy.no_proxy) })
    }

    /// The client for a target, and whether it goes through a proxy.
    pub(crate) fn to(&self, target: &Url) -> (&Client, bool) {
        let proxied = if target.scheme() == "https" { &self.proxied_https } else { &self.proxied_http };
        match proxied {
            Some(client) if !self.rules.exempts(target) => (client, true),
            _ => (&self.direct, false),
        }
    }
}

fn proxied(config: &Config, proxy: &Url) -> Result<Client, FetchError> {
    let proxy = Proxy::all(proxy.clone()).map_err(|error| unusable("the proxy address", &error))?;
    build(config, &|builder| builder.proxy(proxy.clone()))
}

/// A client by our settings; `finish` gives it its way out.
fn build(config: &Config, finish: &dyn Fn(ClientBuilder) -> ClientBuilder) -> Result<Client, FetchError> {
    // Taken already when another fetcher lives in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let extra = match &config.extra_ca_pem {
        Some(pem) => {
            Certificate::from_pem_bundle(pem).map_err(|error| unusable("the extra CA file", &error))?
        }
        None => Vec::new(),
    };
    let with_system_roots = finish(base(config)).tls_certs_merge(extra.clone()).build();
    with_system_roots.or_else(|error| {
        // A machine without a trust store can still fetch over http, and from hosts under the extra CA.
        tracing::warn!(reason = %innermost(&error), "no system certificates: install ca-certificates to fetch over https");
        finish(base(config)).tls_certs_only(extra).build().map_err(|error| unusable("the TLS settings", &error))
    })
}

fn base(config: &Config) -> ClientBuilder {
    let header_bytes_max = u32::try_from(config.header_bytes_max).unwrap_or(u32::MAX);
    Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .user_agent(&config.user_agent)
        .connect_timeout(config.connect_timeout)
        .pool_idle_timeout(config.keep_alive)
        .pool_max_idle_per_host(if config.keep_alive.is_zero() { 0 } else { config.per_host.max(1) })
        .http1_max_headers(HEADER_COUNT_MAX)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http2_max_header_list_size(header_bytes_max)
        .tcp_nodelay(true)
}

fn unusable(what: &str, error: &reqwest::Error) -> FetchError {
    FetchError::Setup { reason: format!("{what} can not be used: {}", innermost(error)) }
}

/// The innermost cause of an error: the outer ones only say that something went wrong.
pub(crate) fn innermost(error: &dyn std::error::Error) -> &dyn std::error::Error {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}
