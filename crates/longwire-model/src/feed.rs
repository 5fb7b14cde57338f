//! One parsed document. Lives for one poll.

use url::Url;

use crate::{Lang, Moment, RawHtml};

/// A feed document as values, whatever its format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// The format it was written in.
    pub format: FeedFormat,
    /// Its title as plain text; empty where it has none.
    pub title: String,
    /// Subtitle or description, as written (may hold markup).
    pub description: Option<RawHtml>,
    /// The web page it belongs to.
    pub home_url: Option<Url>,
    /// The same as the feed wrote it: resolved against its base, otherwise untouched.
    pub home_url_written: Option<String>,
    /// The feed's own identity (Atom `id`, JSON `feed_url`, …), verbatim.
    pub id: Option<String>,
    /// Declared language, verbatim until it is a [`Lang`].
    pub language: Option<Lang>,
    /// Declared language as written, for those who want the publisher's own tag.
    pub language_written: Option<String>,
    /// Copyright line, plain text.
    pub rights: Option<String>,
    /// When the feed says it changed.
    pub updated_at: Option<Moment>,
    /// When the feed says it was published.
    pub published_at: Option<Moment>,
    /// People the feed names.
    pub authors: Vec<Person>,
    /// The program that wrote it.
    pub generator: Option<String>,
    /// Its logo or icon.
    pub image_url: Option<Url>,
    /// Its categories.
    pub categories: Vec<String>,
    /// Links with a role: `self`, `hub`, `next`, `prev-archive`, `alternate`, `license`, ….
    pub links: Vec<FeedLink>,
    /// How long to wait between polls, in minutes, where the feed says (`ttl`, `sy:`).
    pub poll_minutes: Option<u32>,
    /// Hours of the day (UTC) in which the feed asks not to be polled (`skipHours`): bit 0 is midnight to one.
    pub skip_hours: u32,
    /// Days of the week (UTC) in which it asks not to be polled (`skipDays`): bit 0 is Monday.
    pub skip_days: u8,
    /// The entries, in document order.
    pub entries: Vec<Entry>,
    /// What was wrong and could be lived with.
    pub defects: Vec<Defect>,
}

/// A link with a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    /// Where to.
    pub url: Url,
    /// The role (RFC 8288 relation), lower case.
    pub rel: String,
    /// Declared media type.
    pub media_type: Option<String>,
    /// Title of the link.
    pub title: Option<String>,
}

/// The document formats we read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// RSS 0.9x and 2.0.
    #[default]
    Rss,
    /// RSS 0.90 and 1.0, on RDF.
    Rdf,
    /// Atom 0.3 and 1.0.
    Atom,
    /// JSON Feed 1.0 and 1.1.
    Json,
    /// Channel Definition Format.
    Cdf,
    /// No feed at all: the entries were read off a listing page.
    Listing,
}

/// A person a feed names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name; empty where only an address is known.
    pub name: String,
    /// Mail address, verbatim.
    pub email: Option<String>,
    /// Web page.
    pub url: Option<Url>,
}

/// One announcement inside a feed or listing (RSS calls it item).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The identity within the source: as given, else derived from link, else
    /// from title and date. The same input always gives the same guid.
    pub guid: String,
    /// True where the feed itself gave the guid.
    pub guid_given: bool,
    /// The address of the article; the original one where the feed's link is a
    /// counting detour and it names both.
    pub url: Option<Url>,
    /// The link as the feed wrote it: resolved against its base, otherwise
    /// untouched (no percent-encoding, no punycode), and kept where it is no URL at all.
    pub url_written: Option<String>,
    /// Title as plain text.
    pub title: String,
    /// Title as written, where it holds markup.
    pub title_html: Option<RawHtml>,
    /// People named.
    pub authors: Vec<Person>,
    /// When the feed says it appeared.
    pub published_at: Option<Moment>,
    /// When the feed says it changed.
    pub updated_at: Option<Moment>,
    /// The publisher's summary, relative links resolved.
    pub summary: Option<RawHtml>,
    /// The publisher's full content, where the feed carries one, relative links resolved.
    pub content: Option<RawHtml>,
    /// Categories.
    pub categories: Vec<String>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// A picture for the entry (`media:thumbnail`, `image`, …).
    pub image_url: Option<Url>,
    /// Declared language.
    pub language: Option<Lang>,
    /// Where the discussion of it is (`comments`).
    pub comments_url: Option<Url>,
    /// Further data of known namespaces (`georss:point`, `slash:comments`, …), by qualified name.
    pub extras: Vec<(String, String)>,
}

/// Media attached to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Where it is.
    pub url: Url,
    /// Declared media type.
    pub media_type: Option<String>,
    /// Declared size in bytes, where it is a number that can be one.
    pub length_bytes: Option<u64>,
}

/// Something wrong in input that we could live with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Stable code, dotted: `rss.item.guid-missing`.
    pub code: &'static str,
    /// What exactly, for a person; may be empty.
    pub detail: String,
}
