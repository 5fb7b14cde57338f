//! The way out: clean HTML, plain text and Markdown of what was chosen.
//!
//! [`article`] walks the chosen nodes of a page once and puts them on a tape
//! that can hold nothing but an allow-list of elements and attributes, in an
//! order that an HTML parser reads back as the same tape. Everything that is
//! published passes through here; [`crate::sanitize`] is the same way for HTML
//! of unknown origin.
//!
//! What may leave: headings, paragraphs, lists, tables that hold data, quotes,
//! code, figures, pictures with absolute `http(s)` addresses, links to
//! `http(s)`, `mailto` and places within the article, the elements of running text, `lang` and `dir`. No
//! style, script, form, handler, frame, SVG or MathML; players and frames leave
//! as links.
//!
//! - `build` tells a page to a `flow`, node by node; `tag` says what each becomes.
//! - `flow` keeps paragraphs, nesting and white space in order on the `tape`.
//! - `anchor` names the places that links within the article lead to.
//! - `attribute` says which attributes stay; `image`, `embed` and `link` decide about addresses.
//! - `html`, `plain` and `markdown` write a tape down.
//!
//! Nothing recurses, time and space are linear in the page, and writing HTML
//! that was written here gives the same bytes.
//!
//! Deliberately absent: choosing what belongs to an article (`content`).

mod anchor;
mod attribute;
mod build;
mod embed;
mod flow;
mod html;
mod image;
mod link;
mod markdown;
mod plain;
mod tag;
mod tape;

use longwire_model::{CleanHtml, Image, Url};
use longwire_text::cjk;

use crate::content::Body;
use crate::dom::{Document, ParseLimits, parse_fragment};
use tag::Tag;
use tape::{Event, Tape};

/// A body as it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// The markup.
    pub html: CleanHtml,
    /// The same as plain text, one block a line.
    pub text: String,
    /// The pictures in it, in order, each once.
    pub images: Vec<Image>,
    /// Words of the text; every Han, kana or Hangul character counts as one.
    pub word_count: u32,
}

/// Writes the chosen body of a page. `base` is what relative addresses are
/// relative to: the page's `<base>`, else its own address.
pub fn article(document: &Document, body: &Body, base: &Url) -> Written {
    let tape = if body.paragraphs.is_empty() {
        build::tape(document, body, Some(base))
    } else {
        build::tape_of_paragraphs(&body.paragraphs)
    };
    let text = plain::write(&tape);
    Written { html: clean(&tape), images: images(&tape), word_count: cjk::word_count(&text), text }
}

/// Writes everything in a document, with or without a base for relative addresses.
pub(crate) fn whole(document: &Document, base: Option<&Url>) -> CleanHtml {
    clean(&build::tape(document, &Body::whole(), base))
}

/// The one place where HTML is declared clean: it has just been written by the allow-list.
fn clean(tape: &Tape) -> CleanHtml {
    CleanHtml::assume_clean(html::write(tape))
}

/// Clean HTML as plain text, one block a line; what [`Written::text`] is to [`Written::html`].
pub fn text(html: &CleanHtml) -> String {
    plain::write(&tape_of(html))
}

/// Clean HTML as Markdown: CommonMark, with tables as GitHub writes them.
///
/// ```
/// use longwire_extract::{dom::ParseLimits, sanitize, write};
///
/// let html = "<h2>One</h2><ul><li>two<li><b>three</b></ul>";
/// let clean = sanitize::fragment(html, None, &ParseLimits::default());
/// assert_eq!(write::markdown(&clean), "## One\n\n- two\n- **three**");
/// ```
pub fn markdown(html: &CleanHtml) -> String {
    markdown::write(&tape_of(html))
}

fn tape_of(html: &CleanHtml) -> Tape {
    let document = parse_fragment(html.as_str(), &ParseLimits::default());
    build::tape(&document, &Body::whole(), None)
}

fn images(tape: &Tape) -> Vec<Image> {
    let mut seen = std::collections::HashSet::new();
    let pictures = tape.events().iter().filter_map(|event| match event {
        Event::Void(element) if element.tag == Tag::Img => Some(element),
        _ => None,
    });
    pictures
        .filter_map(|element| {
            let src = tape.attr(element, "src").filter(|src| seen.insert(*src))?;
            let alt = tape.attr(element, "alt").unwrap_or_default().to_owned();
            Some(Image { url: Url::parse(src).ok()?, alt, stored: None })
        })
        .collect()
}

#[cfg(test)]
mod tests;
