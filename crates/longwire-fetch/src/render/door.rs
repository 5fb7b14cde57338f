//! What a page asks for while it is shown, answered by the fetcher.
//!
//! Every request of the browser is held and comes here. So each is judged like
//! any other: scheme and address, robots.txt, its host's turn, the limits; and
//! what a page can do without is not fetched at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use longwire_model::Capture;
use serde_json::{Value, json};
use url::Url;

use super::Limits;
use crate::{Accept, FetchError, Fetched, Fetcher, Request};

/// Kinds of things that a page's text can come by. Pictures, styles, fonts and streams are not among them.
const WANTED: &[&str] = &["Document", "Script", "XHR", "Fetch"];

/// Header fields of a reply that the browser is told.
const TOLD: &[&str] = &[
    "content-type",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "content-security-policy",
    "x-content-type-options",
];

/// A request that the browser holds.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) id: String,
    pub(super) url: Url,
    pub(super) document: bool,
}

/// What has been spent on one page.
#[derive(Debug, Default)]
pub(super) struct Spent {
    pub(super) request_count: u32,
    pub(super) wire_bytes: u64,
}

impl Held {
    /// Reads a held request; `None` for one that is not to be made.
    pub(super) fn read(event: &Value) -> Option<Self> {
        let request = &event["request"];
        let kind = event["resourceType"].as_str()?;
        let is_plain = request["method"].as_str() == Some("GET") && WANTED.contains(&kind);
        let url = Url::parse(request["url"].as_str()?).ok()?;
        let is_web = matches!(url.scheme(), "http" | "https");
        let id = event["requestId"].as_str()?.to_owned();
        (is_plain && is_web).then_some(Self { id, url, document: kind == "Document" })
    }
}

/// The request that is made for a held one: the page's own fields and way out,
/// and what is left of its bytes.
pub(super) fn request(page: &Request, held: &Held, spent: &Spent, limits: &Limits) -> Option<Request> {
    let left = limits.bytes_max.saturating_sub(spent.wire_bytes);
    if spent.request_count >= limits.requests_max || left == 0 {
        return None;
    }
    let mut request = Request::new(held.url.clone(), if held.document { Accept::Page } else { Accept::Any });
    request.route = page.route.clone();
    request.ignore_robots = page.ignore_robots;
    request.wait_max = Some(limits.time_max);
    request.body_bytes_max = Some(left);
    if held.url.origin() == page.url.origin() {
        request.own_fields = page.own_fields.clone();
    }
    if held.url != page.url {
        request.referrer = Some(page.url.clone());
    }
    Some(request)
}

/// Fetches what a held request is for.
pub(super) async fn fetch(
    fetcher: Fetcher,
    request: Request,
) -> Result<(Box<Capture>, u64, u32), FetchError> {
    let url = request.url.clone();
    match fetcher.get(request).await? {
        Fetched::Capture { capture, facts } => Ok((capture, facts.wire_bytes, facts.request_count)),
        Fetched::NotModified { .. } => Err(FetchError::Empty { url }),
    }
}

/// The order that gives the browser a reply. One that came by redirects is told
/// as a redirect first, so that the page knows where it is.
pub(super) fn reply(held: &Held, capture: &Capture) -> Value {
    if held.document && capture.final_url != held.url {
        let location = json!([{ "name": "location", "value": capture.final_url.as_str() }]);
        return json!({ "requestId": held.id, "responseCode": 302, "responseHeaders": location });
    }
    let told = TOLD.iter().flat_map(|name| capture.headers.get_all(name).map(move |value| (name, value)));
    let fields: Vec<Value> = told.map(|(name, value)| json!({ "name": name, "value": value })).collect();
    json!({
        "requestId": held.id,
        "responseCode": capture.status,
        "responseHeaders": fields,
        "body": STANDARD.encode(&capture.body),
    })
}

#[cfg(test)]
mod tests;
