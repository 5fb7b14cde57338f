//! Which URLs are fit to be fetched?
//!
//! Judges the text of addresses: those a person or a feed gave ([`parse`]), and
//! those a redirect leads to ([`follow`]). Where an address lies is judged by
//! `guard`. The parser behind `Url` writes decimal, octal and hexadecimal IPv4
//! forms as dotted numbers and names in other scripts as `xn--…`, so what is
//! judged, shown and dialled is one and the same.
//!
//! Spec: WHATWG URL.

use url::{Host, Url};

use crate::FetchError;

/// Longest address in bytes. The longest that the common servers take is 8 KiB.
pub(crate) const URL_BYTES_MAX: usize = 8 * 1024;

/// Reads an address that a person or a document wrote.
///
/// White space around it is dropped, and so is its fragment and a dot at the end
/// of its host. A missing scheme is not guessed.
///
/// # Errors
///
/// [`FetchError::BadAddress`] when it is no URL, is longer than 8 KiB, has
/// another scheme than `http` or `https`, carries a user name or password, or
/// holds a backslash or a control character.
pub fn parse(text: &str) -> Result<Url, FetchError> {
    let text = text.trim();
    check_text(text).map_err(|reason| refused(text, reason))?;
    let url =
        Url::parse(text).map_err(|_| refused(text, "it is not an address like https://example.org/feed"))?;
    judge(&url)
}

/// Judges an address and brings it into the form that is fetched: no fragment, no dot after the host.
pub(crate) fn judge(url: &Url) -> Result<Url, FetchError> {
    let refuse = |reason| Err(refused(url.as_str(), reason));
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("only http and https are fetched");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("user names and passwords do not belong into an address");
    }
    if url.as_str().len() > URL_BYTES_MAX {
        return refuse("it is longer than 8192 bytes");
    }
    let mut url = url.clone();
    url.set_fragment(None);
    if let Some(Host::Domain(name)) = url.host() {
        let bare = name.trim_end_matches('.').to_owned();
        if bare.is_empty() || (bare.len() < name.len() && url.set_host(Some(&bare)).is_err()) {
            return refuse("it has no host name");
        }
    }
    Ok(url)
}

/// Where a redirect leads: the `Location` field's value, relative to the address that sent it.
pub(crate) fn follow(from: &Url, location: &str) -> Result<Url, FetchError> {
    let location = location.trim();
    check_text(location).map_err(|reason| refused(location, reason))?;
    let url =
        from.join(location).map_err(|_| refused(location, "a redirect leads there, and it is no address"))?;
    judge(&url)
}

/// Refuses what the URL parser would silently mend and other software would read differently.
fn check_text(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.chars().any(char::is_control) {
        return Err("it holds a control character");
    }
    let before_query = text.split(['?', '#']).next().unwrap_or_default();
    if before_query.contains('\\') {
        return Err("it holds a backslash");
    }
    Ok(())
}

/// The refusal of an address, shown without password, query or control characters.
fn refused(text: &str, reason: &'static str) -> FetchError {
    const SHOWN_CHARS_MAX: usize = 200;
    let shown = match Url::parse(text) {
        Ok(mut url) => {
            // Addresses without a host hold no password and can not have one removed.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_query(None);
            url.set_fragment(None);
            url.to_string()
        }
        Err(_) => text.split(['?', '#']).next().unwrap_or_default().to_owned(),
    };
    let mut address: String = shown.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS_MAX).collect();
    if address.is_empty() {
        "the address".clone_into(&mut address);
    }
    FetchError::BadAddress { address, reason }
}

/// Whether a host is this machine by name or by address.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests;
