//! From the bytes that a source answered with to a feed, or to what stands there instead.

use longwire_extract::dom::ParseLimits;
use longwire_extract::{decode, dom, listing};
use longwire_model::{Capture, Feed, SourceKind, Trouble};
use longwire_text::zone;

use crate::blocking;
use crate::trouble::{self, Unreadable};

/// Parses a feed; the error is in plain words.
pub(crate) async fn parse(capture: Capture) -> Result<Feed, String> {
    blocking(move || parse_now(&capture)).await
}

fn parse_now(capture: &Capture) -> Result<Feed, String> {
    longwire_feed::parse(&capture.body, &feed_hint(capture)).map_err(|error| error.to_string())
}

/// Reads what a source answered, or says what stands there instead.
pub(crate) async fn read(capture: Capture, kind: SourceKind) -> Result<Feed, Unreadable> {
    blocking(move || match kind {
        SourceKind::Feed => {
            parse_now(&capture).map_err(|missed| trouble::of_page(&capture, Trouble::NotAFeed, missed))
        }
        SourceKind::Listing => {
            let feed = read_listing(&capture);
            if feed.entries.is_empty() {
                let missed = "the page lists no articles any more".to_owned();
                return Err(trouble::of_page(&capture, Trouble::NoArticles, missed));
            }
            Ok(feed)
        }
    })
    .await
}

/// What the response says about the feed in it, and whose clock it was written by.
fn feed_hint(capture: &Capture) -> longwire_feed::Hint {
    let field = |name| capture.headers.get(name).map(str::to_owned);
    longwire_feed::Hint {
        url: Some(capture.final_url.clone()),
        content_type: field("content-type"),
        content_location: field("content-location"),
        zone: capture.final_url.host_str().and_then(zone::of_site).and_then(zone::by_name),
    }
}

/// The articles that a page lists.
fn read_listing(capture: &Capture) -> Feed {
    let limits = longwire_extract::Limits::default();
    let decoded = decode::page(&capture.body, capture.headers.get("content-type"), limits.page_bytes_max);
    let document = dom::parse(&decoded.text, &ParseLimits::default());
    listing::entries(&document, &capture.final_url)
}
