//! Which hub does a feed announce?
//!
//! In its document (`rel=hub`, `rel=self`) or in `Link` fields, which count
//! first. A feed that names a hub but not itself is meant under the address it is
//! polled at: that is what such feeds' hubs know it by.
//!
//! Spec: WebSub §4 (discovery), RFC 8288 §3 (`Link`).

use longwire_model::{Feed, Headers, SourceId, Url};
use longwire_store::NewPush;
use longwire_text::link;

use super::random_hex;
use crate::{Failure, Pipeline};

/// Links read from one response's fields.
const LINKS_MAX: usize = 64;

/// The hub that a feed announces, and the feed's own address there.
pub(crate) fn announced(feed: &Feed, headers: &Headers, polled_url: &Url) -> Option<(Url, Url)> {
    let fields = linked(headers, polled_url);
    let in_fields = |rel: &str| fields.iter().find(|(name, _)| name == rel).map(|(_, url)| url.clone());
    let in_feed = |rel: &str| feed.links.iter().find(|link| link.rel == rel).map(|link| link.url.clone());
    let first = |rel: &str| in_fields(rel).or_else(|| in_feed(rel));
    Some((first("hub")?, first("self").unwrap_or_else(|| polled_url.clone())))
}

/// The links in a response's `Link` fields that WebSub looks for, each with its relation.
fn linked(headers: &Headers, base: &Url) -> Vec<(String, Url)> {
    let mut links = Vec::new();
    for (target, parameters) in headers.get_all("link").flat_map(targets).take(LINKS_MAX) {
        let Some(url) = link::resolve(target, Some(base)) else { continue };
        let relations = relations(parameters).filter(|rel| matches!(rel.as_str(), "hub" | "self"));
        links.extend(relations.take(2).map(|rel| (rel, url.clone())));
    }
    links
}

/// Each `<target>` of a field with the parameters that follow it.
fn targets(field: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = field;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let end = end_of_parameters(after);
        rest = &after[end..];
        Some((target, &after[..end]))
    })
}

/// Where the comma stands that ends the parameters: the first outside quotes.
fn end_of_parameters(after: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in after.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => return at,
            _ => {}
        }
    }
    after.len()
}

/// The relations of a link: the words of its first `rel`.
fn relations(parameters: &str) -> impl Iterator<Item = String> {
    let mut named = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let rel = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    let value = rel.map_or("", |(_, value)| value.trim().trim_matches('"'));
    value.split_ascii_whitespace().map(str::to_ascii_lowercase)
}

/// Keeps which hub a source announces now.
pub(crate) async fn note(pipeline: &Pipeline, id: SourceId, told: Option<(Url, Url)>) -> Result<(), Failure> {
    let known = pipeline.with_store(move |store| store.push_of(id)).await?;
    // Asked first, because most sources have no hub, or the one they had, and reading costs less than writing.
    if known.map(|push| (push.hub_url, push.topic_url)) == told {
        return Ok(());
    }
    let announced = told.map(|(hub_url, topic_url)| NewPush {
        hub_url,
        topic_url,
        token: random_hex::<24>(),
        secret: random_hex::<32>(),
    });
    let now = pipeline.now();
    Ok(pipeline.with_store(move |store| store.announce_hub(id, announced.as_ref(), now)).await?)
}

#[cfg(test)]
mod tests;
