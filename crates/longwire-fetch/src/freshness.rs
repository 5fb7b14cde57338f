//! How long does a server say that its reply stays fresh?
//!
//! A hint for whoever decides when to ask again; nothing is cached here.
//!
//! Spec: RFC 9111 §4.2 and §5.2.2, as a private cache reads them: `s-maxage` is
//! not for us.

use std::time::{Duration, SystemTime};

use longwire_model::Headers;

/// The longest freshness that is believed: a year (RFC 9111 §1.2.2 lets caches cut).
const FRESH_MAX: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How long a reply stays fresh, counted from `now`, when it came. `max-age`
/// wins over `Expires`; `no-cache` and `no-store` mean not at all: zero. `None`
/// when the reply says nothing about it, or nothing that can be read.
pub fn fresh_for(headers: &Headers, now: SystemTime) -> Option<Duration> {
    let mut max_age = None;
    for directive in headers.get_all("cache-control").flat_map(|value| value.split(',')) {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-cache" | "no-store" => return Some(Duration::ZERO),
            "max-age" => max_age = max_age.or(seconds(value.trim().trim_matches('"'))),
            _ => {}
        }
    }
    let lifetime = match max_age {
        Some(lifetime) => lifetime,
        None => {
            let expires = headers.get("expires")?;
            // The server's own clock, where it tells it, keeps ours out of the sum.
            let sent_at =
                headers.get("date").and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now);
            // "0" and other nonsense mean: already stale (RFC 9111 §5.3).
            let until = httpdate::parse_http_date(expires).unwrap_or(SystemTime::UNIX_EPOCH);
            until.duration_since(sent_at).unwrap_or_default()
        }
    };
    let age = headers.get("age").and_then(seconds).unwrap_or_default();
    Some(lifetime.saturating_sub(age).min(FRESH_MAX))
}

/// Whole seconds; too many of them are a long time.
fn seconds(text: &str) -> Option<Duration> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Duration::from_secs(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests;
