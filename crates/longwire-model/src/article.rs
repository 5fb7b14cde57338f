//! The clean full text we made, and its archived states.

use url::Url;

use crate::{ArchiveSeq, ArticleId, CaptureId, CleanHtml, ContentHash, Lang, Moment, Timestamp};

/// The article: made by `extract`, frozen by the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its canonical address: the article's identity.
    pub url: Url,
    /// Title without site name and section.
    pub title: String,
    /// The section or column it appeared in.
    pub section: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Who edited it, where that is said. Where nobody is named as the author, an editor stands
    /// among `authors` too.
    pub editors: Vec<Author>,
    /// When the publisher says it appeared.
    pub published_at: Option<Moment>,
    /// When the publisher says it changed.
    pub modified_at: Option<Moment>,
    /// The language of its text.
    pub language: Option<Lang>,
    /// The paragraph that introduces it, plain text, trimmed; it also stands in `html` and `text`.
    pub standfirst: Option<String>,
    /// The picture that leads it.
    pub lead_image: Option<LeadImage>,
    /// The whole body, standfirst included, title and byline not.
    pub html: CleanHtml,
    /// The same as plain text, one block a line: what search indexes.
    pub text: String,
    /// Every picture in it, in order.
    pub images: Vec<Image>,
    /// Words of the text; every Han, kana or Hangul character counts as one.
    pub word_count: u32,
}

/// A named author or editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// Their page, absolute.
    pub url: Option<Url>,
}

/// The picture that leads an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadImage {
    /// Where the publisher keeps it.
    pub url: Url,
    /// Its caption.
    pub caption: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// Width in pixels, where declared or measured.
    pub width: Option<u32>,
    /// Height in pixels, where declared or measured.
    pub height: Option<u32>,
    /// Our stored copy, once there is one.
    pub stored: Option<ContentHash>,
}

/// A picture inside an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where the publisher keeps it.
    pub url: Url,
    /// Alternative text; empty where there is none.
    pub alt: String,
    /// Our stored copy, once there is one.
    pub stored: Option<ContentHash>,
}

/// One archived state of an article. Never changed after writing.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The article it is a state of.
    pub article_id: ArticleId,
    /// 1, 2, 3 … per article.
    pub number: u32,
    /// Its place in the whole archive.
    pub seq: ArchiveSeq,
    /// The evidence: the response it was made from. `None` for an imported record.
    pub capture_id: Option<CaptureId>,
    /// When it was archived.
    pub archived_at: Timestamp,
    /// The state itself.
    pub article: Article,
}
