//! An article in a list: its title, how it begins, and when it appeared.

use longwire_model::{Lang, Timestamp};
use longwire_store::ArchivedArticle;

use crate::source::title_or_address;
use crate::visitor::Visitor;
use crate::words::{Occasion, Words, moment_in_words};

/// The longest introduction shown under a title, in characters.
const INTRODUCTION_CHARS_MAX: usize = 160;

/// An article in a list.
pub(crate) struct Headline {
    /// Its title; its address where it has none.
    pub(crate) title: String,
    /// The language of it, for the browser's choice of glyphs.
    pub(crate) lang: Option<Lang>,
    /// Its page here.
    pub(crate) href: String,
    /// How it begins.
    pub(crate) introduction: String,
    /// When it appeared, for machines.
    pub(crate) iso: String,
    /// The same for people.
    pub(crate) when: String,
    /// When it was archived.
    pub(crate) exact: String,
}

impl Headline {
    /// An article as one visitor sees it at one moment.
    pub(crate) fn new(archived: &ArchivedArticle, visitor: &Visitor, now: Timestamp) -> Self {
        let words = visitor.words();
        let article = &archived.revision.article;
        let first = Occasion::new(words, archived.first_archived_at, now);
        let (iso, when) = match article.published_at {
            Some(moment) => (moment.to_string(), moment_in_words(words, moment)),
            None => (first.iso.clone(), first.exact.clone()),
        };
        Self {
            title: title_or_address(&article.title, article.url.as_str()),
            lang: article.language.clone(),
            href: visitor.link(&format!("/articles/{}", archived.revision.article_id)),
            introduction: introduction(article.standfirst.as_deref().unwrap_or(&article.text)),
            iso,
            when,
            exact: archived_in_words(words, &first),
        }
    }
}

fn archived_in_words(words: &Words, at: &Occasion) -> String {
    crate::words::filled(words.archived, &at.exact)
}

/// The beginning of a text on one line, cut between characters.
fn introduction(text: &str) -> String {
    let mut out: String =
        text.lines().next().unwrap_or_default().chars().take(INTRODUCTION_CHARS_MAX).collect();
    if out.len() < text.trim_end().len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests;
