//! What was read, published in every format, reads back to the same entries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_feed::write::{FORMATS, Publication, PublishedItem};
use longwire_feed::{Hint, parse};
use longwire_model::{Author, CleanHtml, Entry, Feed, Timestamp, Url};

fuzz_target!(|bytes: &[u8]| {
    let Ok(feed) = parse(bytes, &Hint::default()) else { return };
    let publication = publication(&feed);
    for format in FORMATS {
        let text = (format.write)(&publication);
        let again = parse(text.as_bytes(), &Hint::default()).expect("what we write is a feed");
        let ids = |entries: &[Entry]| entries.iter().map(|entry| entry.guid.clone()).collect::<Vec<_>>();
        let wanted: Vec<_> = publication.items.iter().map(|item| item.id.clone()).collect();
        assert_eq!(ids(&again.entries), wanted, "{}", format.name);
        for (entry, item) in again.entries.iter().zip(&publication.items) {
            assert_eq!(entry.url.is_some(), true);
            assert_eq!(entry.published_at.map(|at| at.timestamp().seconds()), item.published_at.map(|at| at.timestamp().seconds()));
        }
        let broken = again.defects.iter().find(|defect| defect.code.starts_with("xml."));
        assert_eq!(broken, None, "{}: {text}", format.name);
    }
});

fn publication(feed: &Feed) -> Publication {
    let home: Url = "https://example.org/".parse().expect("a constant address");
    Publication {
        id: "urn:longwire:publication:1".to_owned(),
        title: feed.title.clone(),
        description: feed.description.as_ref().map(|html| html.0.clone()).unwrap_or_default(),
        home_url: feed.home_url.clone().unwrap_or(home.clone()),
        self_url: home.clone(),
        alternates: Vec::new(),
        hub_urls: Vec::new(),
        prev_archive_url: None,
        is_archive: false,
        language: feed.language.clone(),
        updated_at: Timestamp::from_seconds(0),
        publisher: None,
        licence: None,
        image_url: feed.image_url.clone(),
        stylesheet: feed.id.clone(),
        items: feed.entries.iter().enumerate().map(|(n, entry)| item(n, entry, &home)).collect(),
    }
}

fn item(number: usize, entry: &Entry, home: &Url) -> PublishedItem {
    let text = |html: &Option<longwire_model::RawHtml>| html.as_ref().map(|html| html.0.clone());
    PublishedItem {
        id: format!("urn:longwire:article:{number}"),
        url: entry.url.clone().unwrap_or(home.clone()),
        title: entry.title.clone(),
        authors: entry.authors.iter().map(|p| Author { name: p.name.clone(), url: p.url.clone() }).collect(),
        section: None,
        categories: entry.categories.clone(),
        language: entry.language.clone(),
        published_at: Some(entry.published_at.unwrap_or(longwire_model::Moment::utc(Timestamp::from_seconds(0)))),
        modified_at: entry.updated_at,
        archived_at: Timestamp::from_seconds(0),
        summary: text(&entry.summary),
        content: CleanHtml::assume_clean(text(&entry.content).unwrap_or_default()),
        lead_image: None,
        enclosures: entry.enclosures.clone(),
        publisher: None,
        licence: None,
        source: None,
    }
}
