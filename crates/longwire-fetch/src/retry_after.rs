//! What does a `Retry-After` field ask for?
//!
//! Spec: RFC 9110 §10.2.3: seconds, or an HTTP date.

use std::time::{Duration, SystemTime};

/// How long to stay away, counted from `now` and cut to `longest`.
///
/// A date in the past asks for nothing: zero. `None` when the value is neither
/// whole seconds nor a date, negative numbers included.
pub(crate) fn read(value: &str, now: SystemTime, longest: Duration) -> Option<Duration> {
    let value = value.trim();
    let span = if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than u64 holds is a long time all the same.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default()
    };
    Some(span.min(longest))
}

#[cfg(test)]
mod tests;
