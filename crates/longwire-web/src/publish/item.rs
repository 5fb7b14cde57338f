//! One article as published: its newest revision, with our pictures.

use longwire_feed::write::{Attribution, EXCERPT_CHARACTERS, Format, ItemImage, PublishedItem};
use longwire_model::{Article, CleanHtml, Enclosure, Extent, LeadImage};
use longwire_store::{ArchivedArticle, SourceState};
use longwire_text::url;

use super::channel::{Channel, item_source, publisher};
use super::{Site, script};
use crate::picture::{StoredPictures, media_type, shows_lead};
use crate::source::title_or_address;

/// An article as an item of a feed, with what its entries attached.
pub(super) fn published(
    archived: ArchivedArticle,
    enclosures: Vec<Enclosure>,
    site: &Site<'_>,
    channel: &Channel,
) -> PublishedItem {
    let revision = archived.revision;
    let written_in = revision.article.language.clone();
    let content = match channel.output().extent {
        Extent::Full => content(&revision.article, site),
        Extent::Summary => CleanHtml::default(),
    };
    let lead_image =
        revision.article.lead_image.as_ref().map(|image| item_image(image, &revision.article, site));
    let beginning = content.is_empty().then(|| beginning(&revision.article.text));
    let article = revision.article;
    let shared = channel.publisher().map(|publisher| publisher.name);
    let publisher = article.site_name.filter(|name| Some(name) != shared.as_ref());
    let item = PublishedItem {
        // All revisions of an article share it, and so do all servers that archive it.
        id: format!("https://{}", url::identity(&article.url)),
        title: title_or_address(&article.title, article.url.as_str()),
        url: article.url,
        authors: article.authors,
        section: article.section,
        categories: Vec::new(),
        language: article.language.filter(|language| Some(language) != channel.language().as_ref()),
        published_at: article.published_at,
        modified_at: article.modified_at,
        archived_at: revision.archived_at,
        summary: article.standfirst.or(beginning),
        content,
        lead_image,
        enclosures,
        publisher: publisher.map(|name| Attribution { name, url: None }),
        licence: None,
        source: None,
    };
    match (channel.output().script, written_in) {
        (Some(script), Some(language)) => script::converted(item, &language, script),
        _ => item,
    }
}

/// The same in a merged feed, where each item names its source, and its publisher by the source
/// where the article does not.
pub(super) fn with_source(
    item: PublishedItem,
    source: &SourceState,
    site: &Site<'_>,
    format: &Format,
) -> PublishedItem {
    let of_source = publisher(source);
    let named = match (item.publisher, of_source) {
        (Some(own), Some(of_source)) if own.name == of_source.name => Some(of_source),
        (own, of_source) => own.or(of_source),
    };
    PublishedItem { publisher: named, source: Some(item_source(source, site, format.extension)), ..item }
}

/// How a text begins, where a summary is all that is told and the article has none.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARACTERS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The whole text, led by the picture that leads it: many readers show nothing but the content.
fn content(article: &Article, site: &Site<'_>) -> CleanHtml {
    let stored = StoredPictures::of(article);
    let body = article.html.with_image_sources(|source| Some(site.address.absolute(&stored.path(source)?)));
    match &article.lead_image {
        Some(image) if !shows_lead(article) => {
            let place = |path: String| site.address.url(&path);
            let source = stored.path(image.url.as_str()).map_or_else(|| image.url.clone(), place);
            let credited = [image.caption.as_deref(), image.credit.as_deref()];
            let caption: Vec<&str> = credited.into_iter().flatten().collect();
            CleanHtml::joined(&[CleanHtml::figure(&source, &caption.join(" ")), body])
        }
        _ => body,
    }
}

fn item_image(image: &LeadImage, article: &Article, site: &Site<'_>) -> ItemImage {
    let stored = StoredPictures::of(article).path(image.url.as_str());
    ItemImage {
        url: stored.map_or_else(|| image.url.clone(), |path| site.address.url(&path)),
        media_type: media_type(&image.url).map(str::to_owned),
        length_bytes: None,
        width: image.width,
        height: image.height,
        caption: image.caption.clone(),
        credit: image.credit.clone(),
    }
}
