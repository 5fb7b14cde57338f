//! What plays or shows another page: players, embedded posts, maps. They become links.
//!
//! Spec: HTML Standard §4.8.5-§4.8.9 (`iframe`, `embed`, `object`, `video`, `audio`).

use longwire_text::space;

use super::link::Links;
use crate::dom::{Document, NodeId};

/// A link in place of an embed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Embed {
    /// Where it leads.
    pub(super) href: String,
    /// What it says: the embed's title, else where it leads.
    pub(super) label: String,
    /// The picture shown before it plays.
    pub(super) poster: Option<String>,
}

/// Attributes that hold the address, in order of trust.
const SOURCES: &[&str] = &["src", "data-src", "data-lazy-src", "data-original", "data-url", "data"];

/// Places that embed nothing a reader would miss.
const FURNITURE: &[&str] = &[
    "//www.googletagmanager.com/",
    "//googleads.g.doubleclick.net/",
    "//tpc.googlesyndication.com/",
    "//ad.doubleclick.net/",
    "//www.facebook.com/plugins/like",
    "//www.facebook.com/plugins/share",
    "//platform.twitter.com/widgets/tweet_button",
    "//platform.twitter.com/widgets/follow_button",
    "//www.google.com/recaptcha/",
    "//disqus.com/",
];

/// Looks at an embedding element. `None` where it shows nothing.
pub(super) fn choose(document: &Document, id: NodeId, links: &mut Links<'_>) -> Option<Embed> {
    if &**document.element(id)? == "amp-youtube" {
        let video = document.attr(id, "data-videoid").filter(|v| is_video_id(v))?;
        return Some(labelled(document, id, format!("https://www.youtube.com/watch?v={video}"), None));
    }
    let is_hidden =
        |name| document.attr(id, name).is_some_and(|v| matches!(v.trim(), "0" | "1" | "0px" | "1px"));
    if is_hidden("width") || is_hidden("height") {
        return None;
    }
    let own = SOURCES.iter().filter_map(|name| document.attr(id, name));
    let nested = document
        .children(id)
        .take(64)
        .filter(|&child| document.element(child).is_some_and(|n| matches!(&**n, "source" | "embed")))
        .filter_map(|child| document.attr(child, "src"));
    let href = own.chain(nested).find_map(|written| links.source(written))?;
    if FURNITURE.iter().any(|place| href.contains(place)) {
        return None;
    }
    let poster = document.attr(id, "poster").and_then(|written| links.source(written));
    Some(labelled(document, id, watch_page(&href).unwrap_or(href), poster))
}

fn labelled(document: &Document, id: NodeId, href: String, poster: Option<String>) -> Embed {
    let said = ["title", "aria-label", "alt"].iter().filter_map(|name| document.attr(id, name));
    let label = said.map(space::collapse).find(|label| !label.is_empty()).unwrap_or_else(|| shown(&href));
    Embed { href, label, poster }
}

/// An address as a person would say it: host and path.
fn shown(href: &str) -> String {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    let path = path.strip_prefix("www.").unwrap_or(path);
    // Without the query, the page of a video would be every video's page.
    if path.ends_with("/watch") {
        rest.strip_prefix("www.").unwrap_or(rest).to_owned()
    } else {
        path.to_owned()
    }
}

/// The page that shows what a player plays.
fn watch_page(href: &str) -> Option<String> {
    let rest = href.split_once("://")?.1;
    let (host, path) = rest.split_once('/')?;
    let id_after = |prefix: &str| {
        let id = path.strip_prefix(prefix)?.split(['?', '#', '&', '/']).next()?;
        is_video_id(id).then_some(id)
    };
    match host.strip_prefix("www.").unwrap_or(host) {
        "youtube.com" | "youtube-nocookie.com" => id_after("embed/")
            .or_else(|| id_after("v/"))
            .map(|id| format!("https://www.youtube.com/watch?v={id}")),
        "player.vimeo.com" => id_after("video/").map(|id| format!("https://vimeo.com/{id}")),
        "dailymotion.com" => {
            id_after("embed/video/").map(|id| format!("https://www.dailymotion.com/video/{id}"))
        }
        "player.bilibili.com" => {
            let query = path.split_once('?')?.1;
            let id = query.split('&').find_map(|pair| pair.strip_prefix("bvid="))?;
            is_video_id(id).then(|| format!("https://www.bilibili.com/video/{id}"))
        }
        _ => None,
    }
}

fn is_video_id(id: &str) -> bool {
    (4..=32).contains(&id.len())
        && id != "videoseries"
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests;
