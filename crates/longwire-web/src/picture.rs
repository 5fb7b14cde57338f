//! Pictures: ours in place of the publisher's.
//!
//! A body names pictures where the publisher keeps them. Those that are stored
//! are shown from our copy. One that is not stored keeps its address in a feed,
//! whose reader may fetch it, and becomes a link on a page: our pages load
//! nothing from anyone else.
//!
//! Spec: HTML Standard §13.3 (serialising fragments).

use std::collections::HashMap;
use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use longwire_model::{Article, CleanHtml, ContentHash, Url};
use longwire_store::ImageHead;

use crate::address::Address;
use crate::image::variant::{WIDTHS, is_to_be_had};

/// Endings that a picture's address may keep, for readers that go by them, and what they stand for.
const ENDINGS: [(&str, &str); 7] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
];

/// The pictures of an article that we have, by the publisher's address.
pub(crate) struct StoredPictures<'a>(HashMap<&'a str, (&'a Url, ContentHash)>);

impl<'a> StoredPictures<'a> {
    /// Those of one article.
    pub(crate) fn of(article: &'a Article) -> Self {
        let inside = article.images.iter().map(|image| (&image.url, image.stored));
        let lead = article.lead_image.iter().map(|image| (&image.url, image.stored));
        let stored = inside.chain(lead).filter_map(|(url, stored)| Some((url.as_str(), (url, stored?))));
        Self(stored.collect())
    }

    /// Our address for a picture, below our root.
    pub(crate) fn path(&self, publisher_url: &str) -> Option<String> {
        self.0.get(publisher_url).map(|(url, hash)| stored_path(*hash, url))
    }
}

/// Where our copy of a picture is, below our root: `/images/HASH.jpg`. The
/// ending is the publisher's and says nothing: the type is sent by the bytes.
pub(crate) fn stored_path(hash: ContentHash, publisher_url: &Url) -> String {
    match ending(publisher_url) {
        Some((ending, _)) => format!("/images/{hash}.{ending}"),
        None => format!("/images/{hash}"),
    }
}

/// The media type that a picture's address speaks of.
pub(crate) fn media_type(url: &Url) -> Option<&'static str> {
    ending(url).map(|(_, media_type)| media_type)
}

fn ending(url: &Url) -> Option<(&'static str, &'static str)> {
    let name = url.path().rsplit('/').next()?;
    let written = name.rsplit_once('.')?.1.to_ascii_lowercase();
    ENDINGS.into_iter().find(|(ending, _)| *ending == written)
}

/// True where the text of an article shows its lead image anyway.
pub(crate) fn shows_lead(article: &Article) -> bool {
    let lead = article.lead_image.as_ref();
    lead.is_some_and(|lead| {
        article.images.iter().any(|image| image.url == lead.url || same_bytes(image.stored, lead.stored))
    })
}

fn same_bytes(one: Option<ContentHash>, other: Option<ContentHash>) -> bool {
    one.is_some() && one == other
}

/// A body ready for a page: made from [`CleanHtml`] and from nothing else, and
/// therefore, with the values of its attributes, the one thing that templates take unescaped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body(String);

impl HtmlSafe for Body {}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Body {
    /// Its HTML.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// This body with its HTML rewritten: the names of headings put in, and nothing else.
    pub(crate) fn with(self, html: String) -> Self {
        Self(html)
    }

    /// The body of an article for a page of ours, its stored pictures offered in the widths that `offer` knows.
    /// `label` names a picture that has no text of its own.
    pub(crate) fn of_article(article: &Article, offer: &Offer, address: &Address, label: &str) -> Self {
        let stored = StoredPictures::of(article);
        let html = article.html.with_image_sources(|source| Some(address.link(&stored.path(source)?)));
        Self(with_our_pictures(&html, offer, label))
    }
}

/// The widths in which the stored pictures of an article are to be had.
#[derive(Debug, Default)]
pub(crate) struct Offer(HashMap<ContentHash, ImageHead>);

impl Offer {
    /// By what is known of the pictures.
    pub(crate) fn of(heads: Vec<ImageHead>) -> Self {
        Self(heads.into_iter().map(|head| (head.hash, head)).collect())
    }

    /// What a browser may choose from for the picture at this address of ours; `None` where there is no choice.
    ///
    /// Spec: HTML Standard §4.8.4.2 (`srcset` with width descriptors).
    pub(crate) fn srcset(&self, source: &str) -> Option<String> {
        let head = self.head(source)?;
        let wanted = WIDTHS.into_iter().filter(|width| is_to_be_had(&head.media_type, head.width, *width));
        let mut offered: Vec<String> = wanted.map(|width| format!("{source}?w={width} {width}w")).collect();
        let width = head.width.filter(|_| !offered.is_empty())?;
        offered.push(format!("{source} {width}w"));
        Some(offered.join(", "))
    }

    /// Width and height in pixels of the picture at this address of ours, so that a page keeps room for it;
    /// `None` where they are not known.
    pub(crate) fn size(&self, source: &str) -> Option<(u32, u32)> {
        let head = self.head(source)?;
        head.width.zip(head.height)
    }

    fn head(&self, source: &str) -> Option<&ImageHead> {
        let (_, file) = source.rsplit_once("/images/")?;
        self.0.get(&ContentHash::from_hex(file.get(..64)?)?)
    }
}

/// Puts a link in place of each picture that is not ours. Those that are get their
/// size and are offered in several widths; all but the first load when they are
/// come to. It relies on the one shape that [`CleanHtml`] has
/// (attributes in double quotes, `<`, `>` and `"` escaped in them), and moves
/// only what was escaped there already. Time is linear.
fn with_our_pictures(html: &CleanHtml, offer: &Offer, label: &str) -> String {
    let mut out = String::with_capacity(html.as_str().len());
    let mut rest = html.as_str();
    let mut in_link = false;
    let mut is_first = true;
    while let Some(start) = rest.find('<') {
        let length = rest[start..].find('>').map_or(rest.len() - start, |at| at + 1);
        let (before, tag) = (&rest[..start], &rest[start..start + length]);
        rest = &rest[start + length..];
        out.push_str(before);
        match foreign_source(tag) {
            Some(source) => {
                let text = attribute(tag, " alt=\"").filter(|alt| !alt.trim().is_empty()).map(Written);
                let link = Elsewhere { in_link, source: Written(source), text, label };
                // Writing to a string does not fail.
                let _ = link.render_into(&mut out);
            }
            None => {
                in_link = tag.starts_with("<a ") || (in_link && tag != "</a>");
                match ours(tag, offer, !is_first) {
                    Some(ours) => {
                        is_first = false;
                        let _ = ours.render_into(&mut out);
                    }
                    None => out.push_str(tag),
                }
            }
        }
    }
    out.push_str(rest);
    out
}

/// The address of a picture that is not ours, still escaped.
fn foreign_source(tag: &str) -> Option<&str> {
    let source = attribute(tag.strip_prefix("<img")?, " src=\"")?;
    (!source.starts_with('/')).then_some(source)
}

/// A picture of ours. A size that the publisher wrote stays as it is, even half of one.
fn ours<'a>(tag: &'a str, offer: &Offer, is_lazy: bool) -> Option<Ours<'a>> {
    let attributes = tag.strip_prefix("<img")?.strip_suffix('>')?;
    let source = attribute(attributes, " src=\"")?;
    let is_sized = [" width=\"", " height=\""].iter().any(|it| attribute(attributes, it).is_some());
    let size = offer.size(source).filter(|_| !is_sized);
    Some(Ours { attributes: Written(attributes), size, srcset: offer.srcset(source), is_lazy })
}

/// The value of an attribute, still escaped.
fn attribute<'a>(tag: &'a str, opening: &str) -> Option<&'a str> {
    let start = tag.find(opening)? + opening.len();
    let length = tag[start..].find('"')?;
    Some(&tag[start..start + length])
}

/// A link in place of a picture; inside a link only its text, because links do not nest.
#[derive(Template)]
#[template(path = "elsewhere.html")]
struct Elsewhere<'a> {
    in_link: bool,
    source: Written<'a>,
    text: Option<Written<'a>>,
    label: &'a str,
}

/// A picture of ours, with its size, the widths a browser may choose from, and whether it can wait.
#[derive(Template)]
#[template(path = "ours.html")]
struct Ours<'a> {
    attributes: Written<'a>,
    size: Option<(u32, u32)>,
    srcset: Option<String>,
    is_lazy: bool,
}

/// A piece of [`CleanHtml`], escaped there already.
struct Written<'a>(&'a str);

impl HtmlSafe for Written<'_> {}

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests;
