//! What came over the wire.

use bytes::Bytes;
use url::Url;

use crate::Timestamp;

/// One HTTP response exactly as received, or a saved file in its place. Immutable.
#[derive(Clone, Debug)]
pub struct Capture {
    /// The address that was asked for.
    pub url: Url,
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// The HTTP status; 200 for a saved file.
    pub status: u16,
    /// The response's header fields, in order.
    pub headers: Headers,
    /// The body: content-coding removed, charset untouched.
    pub body: Bytes,
    /// When it was received. `None` only for a saved file whose moment nobody
    /// knows: dates written relative to now ("3 hours ago") are then left out.
    pub captured_at: Option<Timestamp>,
}

impl Capture {
    /// A capture of bytes that are already here, as if `url` had answered with them.
    pub fn of_bytes(url: Url, body: impl Into<Bytes>) -> Self {
        Self {
            final_url: url.clone(),
            url,
            status: 200,
            headers: Headers::default(),
            body: body.into(),
            captured_at: None,
        }
    }
}

/// Header fields as sent, names in lower case, values decoded as ISO 8859-1 where not UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The first value of a field, by its lower-case name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// All values of a field, by its lower-case name.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}
