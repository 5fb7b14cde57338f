//! Conditional requests: is what the client has still what we would send?
//!
//! Each encoding of a feed has its own strong `ETag`. `Last-Modified` is made
//! from the archive's mark and compared as a whole, not by before and after:
//! whoever sends another date than the one they were given gets the feed.
//!
//! A picture that came moves both, because the feed now names our copy; no date
//! inside the feed moves with it, so no reader takes the article for changed.
//!
//! Spec: RFC 9110 §8.8 (validators), §13 (conditional requests), §12.5.3 (`Accept-Encoding`).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, header};
use longwire_model::Timestamp;
use longwire_store::{SourceMark, SourceState};

use crate::fingerprint::Fingerprint;

/// How the bytes of an answer are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As they are.
    Identity,
    /// By gzip.
    Gzip,
}

impl Encoding {
    /// The encoding to send to a client that accepts these.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let mut any = None;
        for range in fields(headers, header::ACCEPT_ENCODING).flat_map(|field| field.split(',')) {
            let (name, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = parameters.trim().strip_prefix("q=").map_or(Ok(1.0), |q| q.trim().parse::<f32>());
            let wanted = weight.is_ok_and(|weight| weight > 0.0);
            match name.trim() {
                name if name.eq_ignore_ascii_case("gzip") => {
                    return if wanted { Self::Gzip } else { Self::Identity };
                }
                "*" => any = Some(wanted),
                _ => {}
            }
        }
        if any == Some(true) { Self::Gzip } else { Self::Identity }
    }
}

/// What tells one state of an answer from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Validators {
    /// The `ETag`, quotes included.
    pub(crate) etag: String,
    /// The `Last-Modified` field; `None` in the second of the change itself,
    /// when the next change could still come under the same date.
    pub(crate) last_modified: Option<String>,
}

impl Validators {
    /// The validators of one encoding of one state.
    pub(crate) fn new(
        state: Fingerprint,
        encoding: Encoding,
        source: &SourceState,
        mark: SourceMark,
        now: Timestamp,
    ) -> Self {
        let etag = match encoding {
            Encoding::Identity => format!("\"{state}\""),
            Encoding::Gzip => format!("\"{state}-gzip\""),
        };
        // Changes that no revision dates still have to show.
        let changed_at = mark.changed_at.max(mark.edited_at).unwrap_or(source.added_at).seconds();
        let settled = changed_at < now.seconds();
        Self { etag, last_modified: http_date(changed_at).filter(|_| settled) }
    }

    /// True where the client has this state already.
    pub(crate) fn match_request(&self, headers: &HeaderMap) -> bool {
        if headers.contains_key(header::IF_NONE_MATCH) {
            let mut tags =
                fields(headers, header::IF_NONE_MATCH).flat_map(|field| field.split(',')).map(str::trim);
            return tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.etag);
        }
        let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
        since.is_some() && since.map(str::trim) == self.last_modified.as_deref()
    }
}

fn fields(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

/// An HTTP date; `None` before 1970.
fn http_date(seconds: i64) -> Option<String> {
    let at: SystemTime = UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).ok()?);
    // httpdate knows the years up to 9999, as `Timestamp` does.
    Some(httpdate::fmt_http_date(at))
}

#[cfg(test)]
mod tests;
