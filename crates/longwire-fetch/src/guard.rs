//! Which addresses may be dialled?
//!
//! Only public ones, unless the settings name a network. This module judges
//! addresses; `resolve` applies it to every answer of the name system inside the
//! connector, and `exchange` to literal addresses before every hop, so what was
//! judged is what is dialled.
//!
//! IPv6 forms that carry an IPv4 address are judged by it where they are a plain
//! transition (mapped `::ffff:0:0/96`, NAT64 `64:ff9b::/96`); tunnels that are
//! deprecated (6to4, Teredo) and everything outside `2000::/3` are refused.
//!
//! Specs: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890),
//! RFC 6052 (NAT64), RFC 6598 (100.64/10), RFC 7526 (6to4 is deprecated).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// Judges addresses by the rule above and an explicit allow-list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    allowed: Vec<IpNet>,
}

impl Guard {
    pub(crate) fn new(allowed: &[IpNet]) -> Self {
        Self { allowed: allowed.to_vec() }
    }

    /// Whether this address may be dialled.
    pub(crate) fn admits(&self, address: IpAddr) -> bool {
        let plain = address.to_canonical();
        is_public(plain) || self.allowed.iter().any(|net| net.contains(&plain) || net.contains(&address))
    }
}

/// Whether an address belongs to the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// IPv4 networks that are not public: (network, prefix length).
const NOT_PUBLIC_V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8),        // this host
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // carriers; metadata of some clouds
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // Azure's platform address, public in form only
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local; metadata of most clouds
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocol assignments; metadata of some clouds
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks; "fake IP" of proxy programs
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // reserved, broadcast
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    !NOT_PUBLIC_V4.iter().any(|&(net, length)| (bits ^ u32::from(net)) >> (32 - length) == 0)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    match s {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
        }
        [0x2001, 0..0x200, ..] => false, // protocol assignments, Teredo, ORCHID
        [0x2001, 0xdb8, ..] => false,    // documentation
        [0x2002, ..] => false,           // 6to4
        [0x3fff, 0..0x1000, ..] => false, // documentation
        [first, ..] => first & 0xe000 == 0x2000, // global unicast is 2000::/3
    }
}

#[cfg(test)]
mod tests;
