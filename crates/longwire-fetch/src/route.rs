//! Which client carries a request: the direct one, or one that goes through a proxy.
//!
//! The direct client resolves names through the guard. A proxied client sends
//! everything through its proxy, so the only name it ever resolves itself is the
//! proxy's own, which the person who configured it vouches for. Neither follows
//! redirects, sends a referrer of its own, or reads the environment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Proxy};
use url::Url;

use crate::guard::Guard;
use crate::memory::locked;
use crate::proxy::{self, ProxyRules};
use crate::resolve::{GuardedResolver, Lookup};
use crate::{Config, FetchError, ProxyConfig, Route, address};

/// Header fields of a reply that are read at most.
const HEADER_COUNT_MAX: usize = 200;

/// Clients for proxies of single sources that are kept.
const SOURCE_PROXIES_MAX: usize = 16;

/// All clients of one fetcher.
pub(crate) struct Routes {
    config: Config,
    direct: Client,
    http: Option<Client>,
    https: Option<Client>,
    rules: ProxyRules,
    /// By proxy address, made when first needed.
    of_sources: Mutex<HashMap<Url, Client>>,
}

impl Routes {
    pub(crate) fn new(config: &Config, lookup: Arc<dyn Lookup>) -> Result<Self, FetchError> {
        let resolver = GuardedResolver::new(lookup, Guard::new(&config.allow_private));
        let direct = build(config, &|builder| builder.dns_resolver(resolver.clone()))?;
        let ProxyConfig { http, https, no_proxy } = &config.proxy;
        let through = |proxy: &Option<Url>| proxy.as_ref().map(|proxy| proxied(config, proxy)).transpose();
        let http_client = through(http)?;
        let https_client = if http == https { http_client.clone() } else { through(https)? };
        Ok(Self {
            config: config.clone(),
            direct,
            http: http_client,
            https: https_client,
            rules: ProxyRules::new(no_proxy),
            of_sources: Mutex::default(),
        })
    }

    /// The client for a target by a route, and whether it goes through a proxy.
    pub(crate) fn to(&self, target: &Url, route: &Route) -> Result<(Client, bool), FetchError> {
        let configured = if target.scheme() == "https" { &self.https } else { &self.http };
        match (route, configured) {
            (Route::Through(proxy), _) if !address::is_loopback(target) => Ok((self.of_source(proxy)?, true)),
            (Route::AsConfigured, Some(client)) if !self.rules.exempts(target) => Ok((client.clone(), true)),
            _ => Ok((self.direct.clone(), false)),
        }
    }

    /// The client for one source's proxy.
    fn of_source(&self, proxy: &Url) -> Result<Client, FetchError> {
        if let Some(client) = locked(&self.of_sources).get(proxy) {
            return Ok(client.clone());
        }
        let client = proxied(&self.config, proxy)?;
        let mut of_sources = locked(&self.of_sources);
        if of_sources.len() >= SOURCE_PROXIES_MAX {
            of_sources.clear();
        }
        of_sources.insert(proxy.clone(), client.clone());
        Ok(client)
    }
}

fn proxied(config: &Config, proxy: &Url) -> Result<Client, FetchError> {
    let proxy = Proxy::all(proxy::checked(proxy)?).map_err(|error| unusable("the proxy address", &error))?;
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
        .pool_max_idle_per_host(if config.keep_alive.is_zero() { 0 } else { config.per_host })
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
