//! What is republished: a named selection of articles.

use crate::{Lang, SourceId};

/// A named selection of articles, republished as feeds and as a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The name in its address. Given once; it never changes.
    pub slug: String,
    /// Its title; empty for one that needs none of its own: the whole archive, a language.
    pub title: String,
    /// Which articles are in it.
    pub selection: Selection,
    /// How they are told.
    pub output: Output,
}

/// Which articles belong to a publication: those of any scope that a `keep`
/// filter wants, no `block` filter refuses and the search finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where its articles come from: any of these will do.
    pub scopes: Vec<Scope>,
    /// An article stays where any of these holds; where there are none, every article stays.
    pub keep: Vec<Filter>,
    /// An article goes where any of these holds, whatever keeps it.
    pub block: Vec<Filter>,
    /// A question as the search takes it: an article stays where its newest revision answers it.
    pub search: Option<String>,
}

/// Articles that have one thing in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The whole archive.
    All,
    /// Those that a source announced.
    Source(SourceId),
    /// Those that the sources in a folder announced.
    Folder(String),
    /// Those with a tag, compared without case.
    Tag(String),
    /// Those in a language: `zh` takes in `zh-Hant`, and not the other way round.
    Language(Lang),
}

/// One question asked of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Where to look.
    pub field: Field,
    /// What to look for.
    pub pattern: Pattern,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// All of the below.
    Any,
    /// The title.
    Title,
    /// The names of the authors, one at a time.
    Author,
    /// The plain text of the body.
    Text,
    /// The canonical address.
    Url,
    /// The section it appeared in.
    Section,
    /// Its tags, one at a time.
    Tag,
}

/// What a filter looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// These words anywhere, without regard to case.
    Text(String),
    /// A regular expression, found anywhere; its matching takes linear time.
    Regex(String),
}

/// How a publication tells its articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output {
    /// Articles in one document.
    pub articles_max: u16,
    /// How much of each article.
    pub extent: Extent,
    /// In which characters Chinese articles are told; `None` leaves them as they are.
    pub script: Option<Script>,
    /// True where an item tells readers of a source that has fallen silent.
    pub tells_silence: bool,
}

/// How much of an article is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// The whole text.
    Full,
    /// Its introduction alone.
    Summary,
}

/// The two ways to write Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Simplified characters.
    Simplified,
    /// Traditional characters, as Taiwan, Hong Kong and Macau print them.
    Traditional,
}

/// Articles in one document where nobody says otherwise.
const ARTICLES_PER_DOCUMENT: u16 = 100;

impl Default for Output {
    fn default() -> Self {
        Self { articles_max: ARTICLES_PER_DOCUMENT, extent: Extent::Full, script: None, tells_silence: false }
    }
}
