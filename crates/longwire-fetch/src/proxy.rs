//! Does a target go through a proxy, and through which?
//!
//! Pure: it reads what [`ProxyConfig`](crate::ProxyConfig) says. Loopback targets never do; the entries of `no_proxy` never do: `*` for
//! everything, host suffixes with or without a leading dot, addresses and
//! networks for literal addresses, each with an optional port.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

use crate::{FetchError, address};

/// Which targets are reached directly although a proxy is configured.
#[derive(Clone, Debug)]
pub(crate) struct ProxyRules {
    exempt: Vec<Exempt>,
}

#[derive(Clone, Debug, PartialEq)]
enum Exempt {
    Everything,
    /// A host and all below it, and a port if only that one is meant.
    Suffix(String, Option<u16>),
    Network(IpNet, Option<u16>),
}

impl ProxyRules {
    /// Reads `no_proxy`; entries that make no sense exempt nothing.
    pub(crate) fn new(no_proxy: &str) -> Self {
        Self { exempt: no_proxy.split([',', ' ']).filter_map(|entry| read_exempt(entry.trim())).collect() }
    }

    /// Whether this target is reached directly although a proxy is configured.
    pub(crate) fn exempts(&self, target: &Url) -> bool {
        if address::is_loopback(target) {
            return true;
        }
        let port = target.port_or_known_default();
        self.exempt.iter().any(|exempt| match (exempt, target.host()) {
            (Exempt::Everything, _) => true,
            (Exempt::Suffix(suffix, only), Some(Host::Domain(name))) => {
                meant(*only, port)
                    && name
                        .strip_suffix(suffix.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            (Exempt::Network(net, only), Some(Host::Ipv4(address))) => {
                meant(*only, port) && net.contains(&IpAddr::from(address))
            }
            (Exempt::Network(net, only), Some(Host::Ipv6(address))) => {
                meant(*only, port) && net.contains(&IpAddr::from(address).to_canonical())
            }
            _ => false,
        })
    }
}

fn meant(only: Option<u16>, port: Option<u16>) -> bool {
    only.is_none() || only == port
}

fn read_exempt(entry: &str) -> Option<Exempt> {
    if entry == "*" {
        return Some(Exempt::Everything);
    }
    let network = |text: &str| {
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        bare.parse().ok().or_else(|| bare.parse::<IpAddr>().ok().map(IpNet::from))
    };
    if let Some(net) = network(entry) {
        return Some(Exempt::Network(net, None));
    }
    let (host, port) = match entry.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (entry, None),
    };
    if let Some(net) = network(host) {
        return Some(Exempt::Network(net, port));
    }
    let name = host.trim_start_matches("*.").trim_matches('.').to_lowercase();
    let name = match Host::parse(&name).ok()? {
        Host::Domain(name) => name,
        Host::Ipv4(_) | Host::Ipv6(_) => return None,
    };
    Some(Exempt::Suffix(name, port))
}

/// A proxy's address as the client wants it. `socks5:` would resolve names on
/// this machine; `socks5h:` lets the proxy do it.
pub(crate) fn checked(proxy: &Url) -> Result<Url, FetchError> {
    let text = match proxy.scheme() {
        "http" | "https" | "socks5h" => return Ok(proxy.clone()),
        "socks5" | "socks" => format!("socks5h{}", &proxy.as_str()[proxy.scheme().len()..]),
        other => {
            let reason = format!("a proxy address begins with http:, https: or socks5:, not with {other}:");
            return Err(FetchError::Setup { reason });
        }
    };
    Url::parse(&text)
        .map_err(|_| FetchError::Setup { reason: "the proxy address is not an address".to_owned() })
}

#[cfg(test)]
mod tests;
