//! RSS 2.0, with the modules readers understand.

use std::borrow::Cow;

use longwire_model::{Moment, Url};

use super::publication::looks_like_html;
use super::xml::{Xml, identifier, uri};
use super::{Attribution, Licence, Publication, PublishedItem, instant};
use crate::xml::entity::escape;

const NAMESPACES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dcterms", "http://purl.org/dc/terms/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// Writes the publication as RSS 2.0. Never fails.
pub(super) fn write(publication: &Publication) -> String {
    let mut xml = Xml::new(publication.stylesheet.as_deref());
    let licences = ("xmlns:creativeCommons", "http://backend.userland.com/creativeCommonsRssModule");
    let history = ("xmlns:fh", "http://purl.org/syndication/history/1.0");
    let mut attributes = NAMESPACES.to_vec();
    attributes.extend(has_licence_url(publication).then_some(licences));
    attributes.extend(publication.is_archive.then_some(history));
    // Says to browsers what `language` says to readers: Han characters look different in each.
    attributes.push(("xml:lang", publication.language.as_ref().map_or("", |language| language.as_str())));
    xml.open("rss", &attributes);
    xml.open("channel", &[]);
    head(publication, &mut xml);
    for published in &publication.items {
        xml.open("item", &[("xml:lang", published.language_beside(publication).unwrap_or_default())]);
        item(published, publication, &mut xml);
        xml.close();
    }
    xml.finish()
}

fn has_licence_url(publication: &Publication) -> bool {
    let licences = publication.items.iter().map(|item| &item.licence).chain([&publication.licence]);
    licences.flatten().any(|licence| licence.url.is_some())
}

fn head(publication: &Publication, xml: &mut Xml) {
    let home = uri(&publication.home_url);
    let title =
        if publication.title.trim().is_empty() { home.as_str().into() } else { plain(&publication.title) };
    xml.text("title", &[], &title);
    xml.text("link", &[], &home);
    // The element is required, and readers show it.
    let about = &publication.description;
    let description = if about.trim().is_empty() { title.clone() } else { plain(about) };
    xml.text("description", &[], &description);
    xml.text_if("language", publication.language.as_ref().map(|language| language.as_str()));
    xml.text_if("copyright", publication.licence.as_ref().map(|licence| licence.text.as_str()));
    let self_url = uri(&publication.self_url);
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &self_url)]);
    for link in &publication.alternates {
        let href = uri(&link.url);
        xml.empty(
            "atom:link",
            &[("rel", "alternate"), ("type", &link.media_type), ("href", &href), ("title", &link.title)],
        );
    }
    for hub in &publication.hub_urls {
        xml.empty("atom:link", &[("rel", "hub"), ("href", &uri(hub))]);
    }
    if let Some(url) = &publication.prev_archive_url {
        xml.empty("atom:link", &[("rel", "prev-archive"), ("href", &uri(url))]);
    }
    if publication.is_archive {
        xml.empty("fh:archive", &[]);
    }
    xml.text("lastBuildDate", &[], &instant::rfc822(Moment::utc(publication.updated_at)));
    xml.text("generator", &[], "Longwire");
    if let Some(image) = publication.image_url.as_ref().filter(|image| is_rss_picture(image)) {
        xml.open("image", &[]);
        xml.text("url", &[], &uri(image));
        xml.text("title", &[], &title);
        xml.text("link", &[], &home);
        xml.close();
    }
    attribution(publication.publisher.as_ref(), xml);
    licence_url(publication.licence.as_ref(), xml);
}

/// RSS 2.0, `<image>`: GIF, JPEG or PNG.
fn is_rss_picture(url: &Url) -> bool {
    let ending = url.path().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["gif", "jpg", "jpeg", "png"].contains(&ending.as_str())
}

/// A title or description as plain text, or as HTML where readers would take its text for HTML:
/// RSS does not say which of the two it is, and both are in use.
fn plain(text: &str) -> Cow<'_, str> {
    if looks_like_html(text) { Cow::Owned(escape(text)) } else { Cow::Borrowed(text) }
}

fn item(item: &PublishedItem, publication: &Publication, xml: &mut Xml) {
    xml.text_if("title", Some(&plain(&item.title)));
    xml.text("link", &[], &uri(&item.url));
    xml.text("guid", &[("isPermaLink", "false")], &identifier(&item.id));
    let published = item.published_at.unwrap_or(Moment::utc(item.archived_at));
    xml.text("pubDate", &[], &instant::rfc822(published));
    xml.text_if("dcterms:modified", item.modified_at.map(instant::rfc3339).as_deref());
    for author in &item.authors {
        xml.text_if("dc:creator", Some(&author.name));
    }
    for category in item.all_categories() {
        xml.text("category", &[], category);
    }
    xml.text_if("dc:language", item.language_beside(publication));
    // Where the feed it came from is named, `dc:source` would name it in another way.
    let url = |publisher: &Attribution| publisher.url.clone().filter(|_| item.source.is_none());
    let publisher = item.publisher.as_ref();
    let publisher = publisher.map(|publisher| Attribution { url: url(publisher), ..publisher.clone() });
    attribution(publisher.as_ref(), xml);
    xml.text_if("dc:rights", item.licence.as_ref().map(|licence| licence.text.as_str()));
    licence_url(item.licence.as_ref(), xml);
    if let Some(source) = &item.source {
        xml.text("source", &[("url", &uri(&source.feed_url))], &source.title);
    }
    // Plain text is escaped twice: the element holds HTML.
    let summary = item.summary().map_or_else(|| item.excerpt(), str::to_owned);
    xml.text("description", &[], &escape(&summary));
    if !item.content.is_empty() {
        xml.cdata("content:encoded", item.content.as_str());
    }
    media(item, xml);
}

/// The lead picture, the first enclosure as RSS has it, the others as Media RSS does.
fn media(item: &PublishedItem, xml: &mut Xml) {
    let mut enclosures = item.other_enclosures();
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    if let Some(first) = enclosures.next() {
        let media_type = first.media_type.as_deref().unwrap_or("application/octet-stream");
        // Length is required; 0 says that it is not known.
        let length = first.length_bytes.unwrap_or(0).to_string();
        xml.empty("enclosure", &[("url", &uri(&first.url)), ("length", &length), ("type", media_type)]);
    }
    if let Some(image) = &item.lead_image {
        let (width, height) = (number(image.width.map(u64::from)), number(image.height.map(u64::from)));
        let size = number(image.length_bytes.filter(|bytes| *bytes > 0));
        let media_type = image.media_type.as_deref().unwrap_or_default();
        let url = uri(&image.url);
        #[rustfmt::skip]
        let attributes = [
            ("url", url.as_str()), ("medium", "image"), ("type", media_type), ("fileSize", &size),
            ("width", &width), ("height", &height),
        ];
        xml.open("media:content", &attributes);
        xml.text_if("media:description", image.caption.as_deref());
        if let Some(credit) = image.credit.as_deref().filter(|credit| !credit.trim().is_empty()) {
            xml.text("media:credit", &[("role", "photographer")], credit);
        }
        xml.close();
        xml.empty("media:thumbnail", &[("url", &url), ("width", &width), ("height", &height)]);
    }
    for enclosure in enclosures {
        let media_type = enclosure.media_type.as_deref().unwrap_or_default();
        let size = number(enclosure.length_bytes.filter(|bytes| *bytes > 0));
        xml.empty(
            "media:content",
            &[("url", &uri(&enclosure.url)), ("type", media_type), ("fileSize", &size)],
        );
    }
}

fn attribution(publisher: Option<&Attribution>, xml: &mut Xml) {
    if let Some(publisher) = publisher {
        xml.text_if("dc:publisher", Some(&publisher.name));
        xml.text_if("dc:source", publisher.url.as_ref().map(uri).as_deref());
    }
}

fn licence_url(licence: Option<&Licence>, xml: &mut Xml) {
    let url = licence.and_then(|licence| licence.url.as_ref()).map(uri);
    xml.text_if("creativeCommons:license", url.as_deref());
}
