//! Atom 1.0.

use longwire_model::Moment;

use super::publication::looks_like_html;
use super::xml::{Xml, identifier, uri};
use super::{Attribution, ItemSource, Licence, Publication, PublishedItem, instant};
use crate::xml::entity::escape;

/// Plain text, said to be that: some readers guess where nothing is said. What a guess would
/// get wrong, and validators warn of, is written as HTML.
fn plain(name: &'static str, text: &str, xml: &mut Xml) {
    match looks_like_html(text) {
        true => xml.text(name, &[("type", "html")], &escape(text)),
        false => xml.text(name, &[("type", "text")], text),
    }
}

/// Writes the publication as Atom 1.0. Never fails.
pub(super) fn write(publication: &Publication) -> String {
    let mut xml = Xml::new(publication.stylesheet.as_deref());
    let language = publication.language.as_ref().map_or("", |language| language.as_str());
    let history = ("xmlns:fh", "http://purl.org/syndication/history/1.0");
    let mut attributes = vec![
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ];
    attributes.extend(publication.is_archive.then_some(history));
    attributes.push(("xml:lang", language));
    xml.open("feed", &attributes);
    head(publication, &mut xml);
    for published in &publication.items {
        let language = published.language_beside(publication).unwrap_or_default();
        xml.open("entry", &[("xml:lang", language)]);
        entry(published, &mut xml);
        xml.close();
    }
    xml.finish()
}

fn head(publication: &Publication, xml: &mut Xml) {
    xml.text("id", &[], &identifier(&publication.id));
    plain("title", &publication.title, xml);
    if !publication.description.trim().is_empty() {
        plain("subtitle", &publication.description, xml);
    }
    xml.text("updated", &[], &publication.updated_at.to_string());
    let self_url = uri(&publication.self_url);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &self_url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &uri(&publication.home_url))]);
    let mut types = vec!["text/html"];
    for link in &publication.alternates {
        // One alternate of a type is all RFC 4287 §4.1.1 allows; mirrors are related.
        let is_first = !types.contains(&link.media_type.as_str());
        types.push(&link.media_type);
        let rel = if is_first { "alternate" } else { "related" };
        let href = uri(&link.url);
        xml.empty(
            "link",
            &[("rel", rel), ("type", &link.media_type), ("href", &href), ("title", &link.title)],
        );
    }
    for hub in &publication.hub_urls {
        xml.empty("link", &[("rel", "hub"), ("href", &uri(hub))]);
    }
    if let Some(url) = &publication.prev_archive_url {
        xml.empty("link", &[("rel", "prev-archive"), ("href", &uri(url))]);
    }
    if publication.is_archive {
        xml.empty("fh:archive", &[]);
    }
    // Every entry needs an author; the feed's stands for those without (RFC 4287 §4.2.1).
    let publisher = publication.publisher.as_ref();
    let name = publisher.map(|publisher| publisher.name.as_str()).filter(|name| !name.trim().is_empty());
    let url = publisher.and_then(|publisher| publisher.url.as_ref()).map(uri);
    author(name.unwrap_or(&publication.title), url.as_deref(), xml);
    licence(publication.licence.as_ref(), xml);
    xml.text("generator", &[], "Longwire");
    xml.text_if("logo", publication.image_url.as_ref().map(uri).as_deref());
}

fn author(name: &str, url: Option<&str>, xml: &mut Xml) {
    xml.open("author", &[]);
    xml.text("name", &[], if name.trim().is_empty() { "Longwire" } else { name });
    xml.text_if("uri", url);
    xml.close();
}

fn entry(item: &PublishedItem, xml: &mut Xml) {
    xml.text("id", &[], &identifier(&item.id));
    plain("title", &item.title, xml);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &uri(&item.url))]);
    let published = item.published_at.unwrap_or(Moment::utc(item.archived_at));
    xml.text("published", &[], &instant::rfc3339(published));
    xml.text("updated", &[], &item.changed_at().to_string());
    xml.text_if("dcterms:modified", item.modified_at.map(instant::rfc3339).as_deref());
    for person in item.authors.iter().filter(|person| !person.name.trim().is_empty()) {
        author(&person.name, person.url.as_ref().map(uri).as_deref(), xml);
    }
    for category in item.all_categories() {
        xml.empty("category", &[("term", category)]);
    }
    if let Some(Attribution { name, url }) = &item.publisher {
        xml.text_if("dc:publisher", Some(name));
        xml.text_if("dc:source", url.as_ref().map(uri).as_deref());
    }
    licence(item.licence.as_ref(), xml);
    if let Some(from) = &item.source {
        source(from, item, xml);
    }
    if let Some(summary) = item.summary() {
        plain("summary", summary, xml);
    }
    if !item.content.is_empty() {
        xml.text("content", &[("type", "html")], item.content.as_str());
    }
    // Last, as some readers take a picture's description for the entry's where
    // they have met no other.
    media(item, xml);
}

/// The head of the feed that the entry came from (RFC 4287 §4.2.11).
fn source(source: &ItemSource, item: &PublishedItem, xml: &mut Xml) {
    xml.open("source", &[]);
    xml.text("id", &[], &identifier(&source.id));
    plain("title", &source.title, xml);
    // As it stood when it had this entry: what comes to it later is not this entry's business.
    xml.text("updated", &[], &item.changed_at().to_string());
    author(&source.title, None, xml);
    let feed_url = uri(&source.feed_url);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed_url)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &uri(&source.home_url))]);
    xml.close();
}

fn media(item: &PublishedItem, xml: &mut Xml) {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    for enclosure in item.other_enclosures() {
        let media_type = enclosure.media_type.as_deref().unwrap_or_default();
        let length = number(enclosure.length_bytes);
        let href = uri(&enclosure.url);
        xml.empty(
            "link",
            &[("rel", "enclosure"), ("type", media_type), ("length", &length), ("href", &href)],
        );
    }
    let Some(image) = &item.lead_image else { return };
    let (width, height) = (number(image.width.map(u64::from)), number(image.height.map(u64::from)));
    let size = number(image.length_bytes.filter(|bytes| *bytes > 0));
    let url = uri(&image.url);
    #[rustfmt::skip]
    let attributes = [
        ("url", url.as_str()), ("medium", "image"), ("type", image.media_type.as_deref().unwrap_or_default()),
        ("fileSize", &size), ("width", &width), ("height", &height),
    ];
    xml.open("media:content", &attributes);
    xml.text_if("media:description", image.caption.as_deref());
    if let Some(credit) = image.credit.as_deref().filter(|credit| !credit.trim().is_empty()) {
        xml.text("media:credit", &[("role", "photographer")], credit);
    }
    xml.close();
    xml.empty("media:thumbnail", &[("url", &url), ("width", &width), ("height", &height)]);
}

fn licence(licence: Option<&Licence>, xml: &mut Xml) {
    let Some(licence) = licence else { return };
    if !licence.text.trim().is_empty() {
        plain("rights", &licence.text, xml);
    }
    if let Some(url) = &licence.url {
        xml.empty("link", &[("rel", "license"), ("href", &uri(url))]);
    }
}
