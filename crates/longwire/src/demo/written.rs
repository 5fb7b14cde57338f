//! The truth of an article: what its author wrote, before any page was made of it.
//!
//! The inline marks of a manuscript are two: `｜薄明《はくめい》` sets ruby over its
//! base, `[words](/path)` makes a link.

use longwire_model::{Moment, Url};

use super::page::escape;

/// One article as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Where its page stands.
    pub url: Url,
    /// Its number within the site; the print version hangs on it.
    pub number: u32,
    /// Title, without section and site name.
    pub title: String,
    /// The column it appears in.
    pub section: String,
    /// Who wrote it, in order.
    pub authors: Vec<Byline>,
    /// When it appeared, in the site's own offset.
    pub published_at: Moment,
    /// When it was corrected, if it was.
    pub modified_at: Option<Moment>,
    /// The paragraph that introduces it.
    pub standfirst: Option<String>,
    /// The text after the standfirst, whole and in order.
    pub blocks: Vec<Block>,
    /// The picture that leads it.
    pub lead: Option<Picture>,
    /// The charset label of its page where that is not the site's own.
    pub(crate) label: Option<&'static str>,
}

impl Written {
    /// The whole text as plain text, a line for each block, standfirst first.
    pub fn lines(&self) -> Vec<String> {
        self.standfirst.iter().cloned().chain(self.blocks.iter().map(Block::text)).collect()
    }

    /// The first sentence: all that the site's feed gives away.
    pub fn first_sentence(&self) -> String {
        let text = self.lines().into_iter().next().unwrap_or_default();
        let end = text.find('。').map(|at| at + '。'.len_utf8()).or_else(|| text.find(". ").map(|at| at + 1));
        text[..end.unwrap_or(text.len())].to_owned()
    }
}

/// An author as the page names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// Their page, where the site has one.
    pub url: Option<Url>,
}

/// A picture as the page offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The largest variant.
    pub url: Url,
    /// A smaller variant, where the site offers one.
    pub small: Option<Url>,
    /// Width of the largest variant in pixels.
    pub width: u32,
    /// Height of the largest variant in pixels.
    pub height: u32,
    /// Its caption.
    pub caption: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading between paragraphs.
    Heading,
    /// A quotation set apart.
    Quote,
    /// One entry of a list.
    ListEntry,
}

/// One block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text with the inline marks of the manuscript.
    pub(crate) marked: String,
}

impl Block {
    /// The plain text: words of links, ruby left out.
    pub fn text(&self) -> String {
        spans(&self.marked).into_iter().map(|span| span.text).collect()
    }

    /// The same as a page writes it.
    pub(crate) fn html(&self) -> String {
        spans(&self.marked)
            .into_iter()
            .map(|Span { text, over, to }| match (over, to) {
                (Some(over), _) => {
                    format!("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", escape(text), escape(over))
                }
                (None, Some(to)) => format!("<a href=\"{}\">{}</a>", escape(to), escape(text)),
                (None, None) => escape(text),
            })
            .collect()
    }
}

/// A run of text, with the ruby over it or the address behind it.
struct Span<'a> {
    text: &'a str,
    over: Option<&'a str>,
    to: Option<&'a str>,
}

/// Cuts marked text into its runs. What is no complete mark is text.
fn spans(marked: &str) -> Vec<Span<'_>> {
    let mut out = Vec::new();
    let mut rest = marked;
    while let Some((before, span, after)) = first_mark(rest) {
        out.push(Span { text: before, over: None, to: None });
        out.push(span);
        rest = after;
    }
    out.push(Span { text: rest, over: None, to: None });
    out
}

fn first_mark(text: &str) -> Option<(&str, Span<'_>, &str)> {
    let at = text.find(['｜', '['])?;
    let (before, mark) = text.split_at(at);
    let ruby = || {
        let (base, rest) = mark.strip_prefix('｜')?.split_once('《')?;
        let (over, after) = rest.split_once('》')?;
        Some((before, Span { text: base, over: Some(over), to: None }, after))
    };
    let link = || {
        let (words, rest) = mark.strip_prefix('[')?.split_once("](")?;
        let (to, after) = rest.split_once(')')?;
        Some((before, Span { text: words, over: None, to: Some(to) }, after))
    };
    ruby().or_else(link)
}

#[cfg(test)]
mod tests;
