//! What makes one site of the demo unlike the others.

use longwire_model::Moment;

use super::manuscript::Manuscript;
use super::written::Written;

/// A site as data: its prose, its looks and its habits.
pub(crate) struct House {
    /// The name it goes by, in its own language.
    pub name: &'static str,
    /// Language tag.
    pub language: &'static str,
    /// Where a reader of it would file it.
    pub folder: &'static str,
    /// Its clock, in seconds east of UTC, the whole year.
    pub offset_seconds: i32,
    /// The charset label its pages carry.
    pub label: &'static str,
    /// Whether the `Content-Type` of its pages names that label too.
    pub label_in_header: bool,
    /// The file of its articles.
    pub articles: &'static str,
    /// The file of the bulletins it publishes in turn, one at a time, for ever.
    pub bulletins: Option<&'static str>,
    /// Its pictures, by number from 1.
    pub pictures: &'static [PictureFile],
    /// The template of an article's page, and of its home page.
    pub article_page: &'static str,
    /// The template of its home page.
    pub home_page: &'static str,
    /// The kind of feed it has, and where.
    pub feed: FeedKind,
    /// The path of that feed.
    pub feed_path: &'static str,
    /// True where nobody is told of the feed: the home page announces it.
    pub announced_by_home: bool,
    /// The path of an article, from its manuscript, number and date; not yet percent-encoded.
    pub article_path: fn(&Manuscript, u32, Moment) -> String,
    /// The path of an author's page, where authors have one.
    pub author_path: Option<fn(&str) -> String>,
    /// The visible date, as the site writes it.
    pub date: fn(Moment) -> String,
    /// The visible byline.
    pub byline: fn(&Written) -> String,
    /// The body of the page: the blocks, and what the site puts between them.
    pub body: fn(&Written) -> String,
}

/// A picture that is compiled in.
pub(crate) struct PictureFile {
    /// The path of the large variant.
    pub path: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// Path and bytes of a small variant.
    pub small: Option<(&'static str, &'static [u8])>,
}

/// The feed formats the demo speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FeedKind {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Json,
}
