//! Posts of other services that a page embeds.
//!
//! A service gives its posts out as a quote of a class of its own, which its script turns into a
//! frame. Who wrote the post, and when, says nothing about the article.

use html5ever::local_name;

use crate::dom::{Document, NodeId};

/// The classes of quotes that services give out.
const CLASSES: [&str; 8] = [
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
    "mastodon-embed",
    "reddit-embed-bq",
    "threads-post-embed",
];

/// True for the element that holds such a post.
pub(crate) fn is_one(document: &Document, id: NodeId) -> bool {
    let classes = document.attr(id, "class").filter(|_| document.is(id, &local_name!("blockquote")));
    classes.is_some_and(|classes| classes.split_ascii_whitespace().any(|class| CLASSES.contains(&class)))
}
