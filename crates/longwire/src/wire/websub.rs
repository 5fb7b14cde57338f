//! Joins the two halves of WebSub: what the web half serves, the pipeline delivers.

use longwire_model::Url;
use longwire_pipeline::{OwnFeeds, Published, Reading, WebSub};
use longwire_web::{Address, Answered, Front};

/// Where hubs and followers find us.
pub(super) fn place(public_url: &Url) -> WebSub {
    let address = Address::of_public(public_url);
    WebSub { hub_url: address.hub_url(), callback_url: address.callback_url() }
}

/// Our own feeds, as the web half serves them.
pub(super) struct Served(longwire_web::OwnFeeds);

impl Served {
    pub(super) fn new(front: Front) -> Self {
        Self(longwire_web::OwnFeeds::new(front))
    }
}

impl OwnFeeds for Served {
    fn get<'a>(&'a self, url: &'a Url, etag: Option<&'a str>) -> Reading<'a> {
        Box::pin(async move { self.0.get(url.as_str(), etag).await.map_or(Published::Gone, published) })
    }
}

fn published(answered: Answered) -> Published {
    let field = |name| answered.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    match answered.status.as_u16() {
        200 => Published::Document {
            content_type: field("content-type").unwrap_or_default(),
            etag: field("etag"),
            body: answered.body,
        },
        304 => Published::Unchanged,
        400..500 => Published::Gone,
        _ => Published::Busy,
    }
}
