//! Which format is this? Told by the first element that can be a feed's root.

use longwire_model::FeedFormat;

use crate::xml::Ns;
use crate::xml::tree::Tag;

/// What a document's root element makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// A feed.
    Feed(FeedFormat),
    /// One Atom entry on its own (RFC 4287 §2).
    LoneEntry,
    /// An HTML page.
    Html,
}

/// Root elements by their lower-case local name.
const FORMATS: &[(&str, Root)] = &[
    ("rss", Root::Feed(FeedFormat::Rss)),
    ("rdf", Root::Feed(FeedFormat::Rdf)),
    ("feed", Root::Feed(FeedFormat::Atom)),
    ("channel", Root::Feed(FeedFormat::Cdf)),
    ("entry", Root::LoneEntry),
    ("html", Root::Html),
];

/// What `tag` makes of the document it stands outermost in; `None` where it
/// may be junk in front of the real root.
pub(crate) fn root(tag: &Tag<'_>) -> Option<Root> {
    let (_, root) = FORMATS.iter().find(|(local, _)| *local == tag.local)?;
    match root {
        Root::LoneEntry if tag.ns != Ns::Atom => None,
        root => Some(*root),
    }
}

/// Whether the text looks like JSON rather than markup.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').starts_with('{')
}
