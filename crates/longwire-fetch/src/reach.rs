//! Does a proxy answer at all? For `longwire doctor`, which mends settings.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use url::Url;

/// Opens a connection to a proxy that the owner set, and closes it. Blocks for at most `timeout`.
///
/// # Errors
///
/// The system's words: the name is not known, nobody listens, no answer in time.
pub fn reach(proxy: &Url, timeout: Duration) -> io::Result<()> {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let port = proxy.port_or_known_default().unwrap_or(SOCKS_PORT);
    let address = (host, port).to_socket_addrs()?.next();
    let address =
        address.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the name has no address"))?;
    TcpStream::connect_timeout(&address, timeout).map(drop)
}

/// Where SOCKS proxies listen by custom (RFC 1928 §3).
const SOCKS_PORT: u16 = 1080;

#[cfg(test)]
mod tests;
