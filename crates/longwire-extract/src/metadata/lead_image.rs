//! The picture that leads the article.
//!
//! `og:image` is what a site shows elsewhere, and a third of the time another
//! cut of the picture on the page. The picture on the page wins where it stands
//! right behind (or before) the headline and is large; then JSON-LD, `og:image`.
//! Of several sizes the largest sensible one is taken. Its `caption` comes from the
//! line that belongs to it, and the `credit` from the end of that line.

mod caption;
mod credit;

use html5ever::local_name;
use longwire_model::{LeadImage, Url};

use super::Evidence;
use super::json_ld;
use super::text::{letters, plain};
use super::title::Title;
use crate::dom::NodeId;

/// Widest picture worth keeping, in pixels; of wider variants the next smaller is taken.
pub(super) const WIDTH_MAX: u32 = 2_600;
/// Narrowest picture that leads an article, in pixels.
const WIDTH_MIN: u32 = 200;
/// How far behind the headline the picture can stand, in visible bytes.
const AFTER_TITLE_BYTES_MAX: usize = 1_500;
/// How far before it.
const BEFORE_TITLE_BYTES_MAX: usize = 200;
/// Most images near the headline looked at.
const LOOKED_AT_MAX: usize = 12;

/// Attributes in which lazy pages keep the address of a picture, best first.
const SOURCES: &[&str] =
    &["data-srcset", "srcset", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src"];

/// The picture that leads the article, and where it stands.
pub(super) struct Lead {
    pub(super) image: LeadImage,
    /// The signal that won.
    pub(super) from: String,
    /// Its `<img>`, where it stands on the page.
    pub(super) node: Option<NodeId>,
    /// The line that is its caption, where that stands outside a figure.
    pub(super) caption_node: Option<NodeId>,
}

/// Chooses the lead image.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> Option<Lead> {
    let (stated, from) = stated(evidence).unzip();
    let mut lead = match on_page(evidence, title, stated.as_ref()) {
        Some(lead) => lead,
        None => return Some(Lead { image: apart(stated?), from: from?, node: None, caption_node: None }),
    };
    if let Some(stated) = stated.filter(|stated| same_picture(&stated.url, &lead.image.url)).map(apart) {
        lead.image.caption = lead.image.caption.or(stated.caption);
        lead.image.credit = lead.image.credit.or(stated.credit);
    }
    Some(lead)
}

/// An image whose caption held its credit too.
fn apart(mut image: LeadImage) -> LeadImage {
    if let (Some(line), None) = (&image.caption, &image.credit) {
        (image.caption, image.credit) = credit::split(line);
    }
    image
}

/// What JSON-LD and meta tags name.
fn stated(evidence: &Evidence<'_>) -> Option<(LeadImage, String)> {
    let resolve = |url: &str| longwire_text::link::resolve(url, Some(&evidence.base_url)).filter(is_picture);
    let found = &evidence.found;
    let number = |name: &str| found.meta(name).and_then(|text| text.trim_end_matches("px").parse().ok());
    for name in [
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "parsely-image-url",
        "sailthru.image.full",
    ] {
        if let Some(url) = found.meta(name).and_then(resolve) {
            let image = LeadImage {
                url,
                caption: found.meta("og:image:alt").map(plain).filter(|alt| {
                    !alt.is_empty() && letters(alt) != letters(found.meta("og:title").unwrap_or(""))
                }),
                credit: None,
                width: number("og:image:width"),
                height: number("og:image:height"),
                stored: None,
            };
            return Some((image, format!("meta {name}")));
        }
    }
    let widest = |pictures: &[json_ld::Picture]| {
        pictures
            .iter()
            .enumerate()
            .max_by_key(|(n, p)| (p.width.unwrap_or(0).min(WIDTH_MAX), std::cmp::Reverse(*n)))
            .map(|(_, p)| p.clone())
    };
    if let Some(picture) = widest(&evidence.structured.pictures)
        && let Some(url) = resolve(&picture.url)
    {
        let image = LeadImage {
            url,
            caption: picture.caption,
            credit: picture.credit,
            width: picture.width,
            height: picture.height,
            stored: None,
        };
        return Some((image, "json-ld".into()));
    }
    let link = found.links.iter().find(|link| link.rel == "image_src")?;
    let image = LeadImage {
        url: resolve(link.href)?,
        caption: None,
        credit: None,
        width: None,
        height: None,
        stored: None,
    };
    Some((image, "link image_src".into()))
}

/// The first large picture near the headline.
fn on_page(evidence: &Evidence<'_>, title: &Title, stated: Option<&LeadImage>) -> Option<Lead> {
    let headline = title.offset?;
    let near = evidence.found.pictures.iter().filter(|picture| {
        let offset = picture.place.offset;
        offset + BEFORE_TITLE_BYTES_MAX >= headline
            && offset <= headline + AFTER_TITLE_BYTES_MAX
            && !evidence.is_furniture(picture.place, title.node)
    });
    for picture in near.take(LOOKED_AT_MAX) {
        let Some((url, width, height)) = source(evidence, picture.node) else { continue };
        let repeats = stated.is_some_and(|stated| same_picture(&stated.url, &url));
        let figure = evidence
            .document
            .ancestors(picture.node)
            .take(6)
            .find(|&id| evidence.document.is(id, &local_name!("figure")));
        let line = caption::of(evidence.document, picture.node);
        // Without a declared size only what the page names itself, sets as a figure or captions is large for sure.
        if !(repeats
            || width.is_some_and(|width| width >= 480)
            || ((figure.is_some() || line.is_some()) && width.is_none_or(|width| width >= WIDTH_MIN)))
        {
            continue;
        }
        let caption_node = line.as_ref().and_then(|line| line.line);
        let (caption, credit) = line.map_or((None, None), |line| (line.text, line.credit));
        let image = LeadImage { url, caption, credit, width, height, stored: None };
        return Some(Lead { image, from: "img".into(), node: Some(picture.node), caption_node });
    }
    None
}

/// The largest sensible variant of an `<img>`, its `<picture>` included: address, width, height.
fn source(evidence: &Evidence<'_>, node: NodeId) -> Option<(Url, Option<u32>, Option<u32>)> {
    let document = evidence.document;
    let size = |name| {
        document.attr(node, name).and_then(|text| text.trim_end_matches("px").trim().parse::<u32>().ok())
    };
    let (width, height) = (size("width"), size("height"));
    let resolve = |url: &str| longwire_text::link::resolve(url, Some(&evidence.base_url)).filter(is_picture);
    let picture = document.parent(node).filter(|&parent| document.is(parent, &local_name!("picture")));
    let siblings = picture
        .into_iter()
        .flat_map(|picture| document.children(picture))
        .filter(|&id| document.is(id, &local_name!("source")));
    let mut best: Option<(u32, Url)> = None;
    for id in siblings.chain([node]) {
        for set in ["data-srcset", "srcset"].iter().filter_map(|name| document.attr(id, name)) {
            if let Some((url, pixels)) = largest(set)
                && best.as_ref().is_none_or(|(held, _)| pixels > *held)
                && let Some(url) = resolve(url)
            {
                best = Some((pixels, url));
            }
        }
    }
    if let Some((pixels, url)) = best {
        let scaled = height
            .zip(width)
            .filter(|(_, width)| *width > 0 && pixels > 4)
            .map(|(height, width)| (u64::from(height) * u64::from(pixels) / u64::from(width)) as u32);
        return Some(if pixels > 4 { (url, Some(pixels), scaled) } else { (url, width, height) });
    }
    let url = SOURCES
        .iter()
        .filter(|name| !name.ends_with("srcset"))
        .find_map(|name| resolve(document.attr(node, name)?))?;
    Some((url, width, height))
}

/// The largest candidate of a `srcset` not wider than [`WIDTH_MAX`]: address, and width or density.
///
/// Spec: HTML Standard §4.8.4.4.1. An address may hold commas, so candidates are cut at
/// blanks: an address, then a descriptor that ends in a comma.
pub(super) fn largest(srcset: &str) -> Option<(&str, u32)> {
    let mut best: Option<(&str, u32)> = None;
    let mut words = srcset.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let (url, alone) = match word.strip_suffix(',') {
            Some(url) => (url, true),
            None => (word, false),
        };
        let descriptor = if alone {
            None
        } else {
            words.next_if(|next| next.trim_end_matches(',').ends_with(['w', 'x', 'h']))
        };
        let pixels = descriptor.map_or(Some(1), |text| {
            let text = text.trim_end_matches(',');
            text[..text.len() - 1].parse::<f32>().ok().map(|number| number as u32)
        });
        let Some(pixels) = pixels.filter(|&pixels| pixels <= WIDTH_MAX) else { continue };
        if !url.is_empty() && best.is_none_or(|(_, held)| pixels > held) {
            best = Some((url, pixels));
        }
    }
    best
}

/// False for placeholders, logos and icons by their address.
fn is_picture(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    !["placeholder", "blank.", "spacer", "pixel.", "/logo", "default-image", "avatar", "favicon"]
        .iter()
        .any(|word| path.contains(word))
        && !path.ends_with(".svg")
}

/// True for two addresses of one picture: the same file name once size marks are left out.
fn same_picture(one: &Url, other: &Url) -> bool {
    let name = |url: &Url| {
        let file =
            url.path().rsplit('/').find(|part| part.contains('.')).unwrap_or(url.path()).to_ascii_lowercase();
        letters(file.split('.').next().unwrap_or(""))
    };
    let (one, other) = (name(one), name(other));
    one.len() >= 4 && (one == other || one.starts_with(&other) || other.starts_with(&one))
}

#[cfg(test)]
mod tests;
