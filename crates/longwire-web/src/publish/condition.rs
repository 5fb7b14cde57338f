//! Conditional requests: is what the client has still what we would send?
//!
//! Each encoding of a document has its own strong `ETag`, made from the plain bytes: it names
//! them, whatever happened in between. `Last-Modified` is made from the archive's mark and
//! compared as a whole, not by before and after: an erased article may take it back in time,
//! and whoever sends another date than the one they were given gets the document.
//!
//! Spec: RFC 9110 §8.8 (validators), §13 (conditional requests).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::State;
use super::encoding::Encoding;
use crate::fingerprint::Fingerprint;

/// What tells one state of a document from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Validators {
    /// The `ETag` of each encoding, in the order of [`Encoding::ALL`].
    tags: [HeaderValue; Encoding::ALL.len()],
    /// The `Last-Modified` field; `None` in the second of the change itself,
    /// when the next change could still come under the same date.
    pub(crate) last_modified: Option<HeaderValue>,
}

impl Validators {
    /// The validators of a document with these plain bytes.
    pub(crate) fn new(plain: &[u8], state: &State, now_seconds: i64) -> Self {
        let name = Fingerprint::of(plain);
        let tag = |encoding: Encoding| match encoding {
            Encoding::Identity => format!("\"{name}\""),
            packed => format!("\"{name}-{}\"", packed.name()),
        };
        let tags = Encoding::ALL.map(|encoding| {
            HeaderValue::try_from(tag(encoding)).expect("hexadecimal digits and names are visible characters")
        });
        Self { tags, last_modified: last_modified(state, now_seconds) }
    }

    /// The `ETag` of an encoding.
    pub(crate) fn tag(&self, encoding: Encoding) -> &HeaderValue {
        &self.tags[encoding as usize]
    }

    /// True where the client has this state in this encoding already.
    pub(crate) fn match_request(&self, encoding: Encoding, headers: &HeaderMap) -> bool {
        if headers.contains_key(header::IF_NONE_MATCH) {
            let own = self.tag(encoding).as_bytes();
            let mut tags = fields(headers, header::IF_NONE_MATCH).flat_map(|field| field.split(','));
            return tags.any(|tag| {
                let tag = tag.trim();
                tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == own
            });
        }
        let Some(since) = headers.get(header::IF_MODIFIED_SINCE) else { return false };
        self.last_modified.as_ref().is_some_and(|date| date.as_bytes() == since.as_bytes().trim_ascii())
    }
}

/// The `Last-Modified` field of a state; `None` in the second of the change, and before 1970.
pub(crate) fn last_modified(state: &State, now_seconds: i64) -> Option<HeaderValue> {
    let changed_at = state.changed_at.seconds();
    let at: SystemTime = UNIX_EPOCH + Duration::from_secs(u64::try_from(changed_at).ok()?);
    // httpdate knows the years up to 9999, as `Timestamp` does.
    let written = (changed_at < now_seconds).then(|| httpdate::fmt_http_date(at))?;
    HeaderValue::try_from(written).ok()
}

/// The values of all fields of a name that are text.
pub(super) fn fields(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests;
