//! A source as people see it, in the catalogue and on its own page.

use longwire_feed::write::{FORMATS, Format};
use longwire_model::{Lang, Timestamp, Url};
use longwire_store::{ListedSource, SourceState};
use longwire_text::size;

use super::{own_name, site_name, site_url, title_of};
use crate::address::Address;
use crate::health::Health;
use crate::page::FeedLink;
use crate::publish;
use crate::visitor::Visitor;
use crate::words::{Occasion, Words, filled, trouble_in_words};

/// A source as people see it.
pub(crate) struct Card {
    /// Its title; its slug where it has none.
    pub(crate) title: String,
    /// The language of its title, for the browser's choice of glyphs.
    pub(crate) lang: Option<Lang>,
    /// Its language by its own name.
    pub(crate) language: Option<String>,
    /// Its page here.
    pub(crate) href: String,
    /// Its site's host name and address.
    pub(crate) site: Option<(String, String)>,
    /// When its newest article came.
    pub(crate) latest: Option<Occasion>,
    /// When it was polled last.
    pub(crate) polled: Option<Occasion>,
    /// Its health in one word, for the style sheet.
    pub(crate) health: &'static str,
    /// Its health in plain words.
    pub(crate) health_words: String,
    /// Why, in the pipeline's words.
    pub(crate) reason: Option<String>,
    /// What a person can do about it.
    pub(crate) way_out: Option<&'static str>,
    /// How many articles it has.
    pub(crate) articles: String,
    /// How many of its entries are there in full.
    pub(crate) full: Option<String>,
    /// How its site was spared.
    pub(crate) polite: Vec<String>,
    /// Its feeds.
    pub(crate) feeds: Vec<FeedLink>,
}

impl Card {
    /// A source as one visitor sees it at one moment; its figures are missing where it is no longer polled.
    pub(crate) fn new(
        source: &SourceState,
        figures: Option<&ListedSource>,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Self {
        let words = visitor.words();
        let health = Health::of(source, now);
        Self {
            title: title_of(source),
            lang: source.source.language.clone(),
            language: source.source.language.as_ref().map(own_name),
            href: visitor.link(&format!("/sources/{}", source.slug)),
            site: site_url(source).map(|url| (site_name(url), url.to_string())),
            latest: source.last_article_at.map(|at| Occasion::new(words, at, now)),
            polled: source.poll.polled_at.map(|at| Occasion::new(words, at, now)),
            health: health.code(),
            health_words: health.in_words(words, now),
            reason: health.reason().map(str::to_owned),
            way_out: health.trouble().map(|trouble| trouble_in_words(words.tongue, trouble).way_out),
            articles: words.article_count.of(source.article_count),
            full: figures.and_then(|figures| full(words, figures)),
            polite: figures.map(|figures| polite(words, figures)).unwrap_or_default(),
            feeds: feed_links(&source.slug, &visitor.address),
        }
    }

    /// When the newest article came, in a phrase.
    pub(crate) fn latest_in_words(&self, words: &Words) -> String {
        match &self.latest {
            Some(at) => filled(words.latest_article, &at.ago),
            None => words.no_article_yet.to_owned(),
        }
    }
}

/// How many of the entries that are dealt with are there in full.
fn full(words: &Words, figures: &ListedSource) -> Option<String> {
    let share = percent(figures.full_count, figures.article_count + figures.lost_count)?;
    Some(filled(words.listing.in_full, &share))
}

/// How much asking cost nothing, and what was not sent.
fn polite(words: &Words, figures: &ListedSource) -> Vec<String> {
    let unchanged = percent(figures.not_modified_count, figures.request_count)
        .filter(|_| figures.not_modified_count > 0)
        .map(|share| filled(words.listing.unchanged, &share));
    let saved =
        (figures.saved_bytes > 0).then(|| filled(words.listing.saved, &size::in_words(figures.saved_bytes)));
    unchanged.into_iter().chain(saved).collect()
}

/// A share in whole percent, never more than it is: only all is `100%`. `None` of nothing.
pub(crate) fn percent(part: u64, whole: u64) -> Option<String> {
    let share = (u128::from(part) * 100).checked_div(u128::from(whole))?;
    Some(format!("{}%", share.min(100)))
}

/// The feeds of a source or publication, in every format.
pub(crate) fn feed_links(slug: &str, address: &Address) -> Vec<FeedLink> {
    let link = |format: &Format| FeedLink {
        name: format.name,
        media_type: format.media_type,
        href: address.absolute(&publish::path(slug, format, publish::Document::Current)),
    };
    FORMATS.iter().map(link).collect()
}

/// Another server that publishes the same feeds.
pub(crate) struct Mirror {
    /// Its host name.
    pub(crate) name: String,
    /// Its own catalogue.
    pub(crate) href: String,
    /// Feeds there; none where no feed is spoken of.
    pub(crate) feeds: Vec<FeedLink>,
}

/// The mirrors by their addresses, with the feeds of a source or publication.
pub(crate) fn mirrors(addresses: &[Url], slug: Option<&str>) -> Vec<Mirror> {
    let mirror = |url: &Url| {
        let address = Address::of_public(url);
        Mirror {
            name: site_name(url),
            href: address.absolute("/"),
            feeds: slug.map(|slug| feed_links(slug, &address)).unwrap_or_default(),
        }
    };
    addresses.iter().map(mirror).collect()
}

#[cfg(test)]
mod tests;
