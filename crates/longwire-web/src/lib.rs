//! All that answers a request, and all HTML.
//!
//! [`Front`] answers requests over a store: the catalogue, the feeds, the articles, the form
//! that adds a source; [`serve`] brings it connections. [`publish::render`] makes the bytes
//! of a feed and is a plain function, so that a server and an export can not differ.
//!
//! - `routes` is the table of every address.
//! - `admin` is what only the owner sees: sources, queue, disk, settings.
//! - `catalogue`, `source`, `statistics`, `about` are the pages for the public, `chart` and `qr`
//!   what is drawn on them, `sitemap` what search engines may read.
//! - `websub` is our hub, and the callbacks of the hubs that push sources to us.
//! - `owner` is who is signed in, and how it is known that a change is theirs.
//! - `reader` is their way through the articles; `look` how a visitor likes pages.
//! - `visitor` knows who asks: language, our address as they see it. `fault`
//!   is why they did not get what they asked for; `guard` what every answer carries.
//! - `words` is what pages say, in four languages; `templates/` how they look.
//!
//! Deliberately absent: fetching. A handler puts a job on the queue and shows
//! its outcome; nothing here opens a connection.

mod about;
mod add;
mod address;
mod admin;
mod article;
mod asset;
mod backstage;
mod blocking;
mod catalogue;
mod chart;
mod contents;
mod fault;
mod fingerprint;
mod front;
mod guard;
mod headline;
mod health;
mod image;
mod job;
mod keep;
mod look;
mod nearest;
mod offline;
mod opml;
mod owner;
mod page;
mod picture;
mod probe;
mod publication;
pub mod publish;
mod qr;
mod reader;
mod readers;
mod related;
mod report;
mod routes;
mod search;
mod server;
mod sitemap;
mod source;
mod statistics;
#[cfg(test)]
mod testing;
mod visitor;
mod websub;
mod words;

use std::sync::Arc;
use std::time::Duration;

use longwire_model::{Timestamp, Url};
use longwire_store::Store;
use tokio::sync::Semaphore;

pub use address::Address;
pub use backstage::{Backstage, Disk, OwnLine, ReadOwn, SettingLine, is_explained};
pub use front::Front;
pub use health::{HealthInEnglish, health_in_english};
pub use owner::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, PasswordRefusal, hash_password};
pub use server::{Serving, serve};
pub use websub::{Answered, OwnFeeds};

/// How the web half behaves.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the public finds this server, with the path of a reverse proxy if
    /// there is one: `https://example.org/news/`. Without it, links are made
    /// from the request's `Host`, and only names that are local are answered.
    pub public_url: Option<Url>,
    /// The name of this server, on its pages and in its feeds.
    pub title: String,
    /// True where visitors may add sources.
    pub allow_add: bool,
    /// Bytes of rendered feeds kept in memory, in all encodings together.
    pub feed_cache_bytes: usize,
    /// The longest lease that our WebSub hub gives.
    pub hub_lease_max: Duration,
    /// The key that choosing the first password asks for. Without one it is chosen on this
    /// machine only, which is right where no proxy stands before this server.
    pub welcome_key: Option<String>,
    /// What only the pages of the owner tell.
    pub backstage: Backstage,
    /// Where publishers can complain: an address or a mailbox, as the requests name it too.
    pub contact: Option<String>,
    /// Other servers, or copies, that publish the same feeds: their public addresses.
    pub mirrors: Vec<Url>,
    /// The clock: nothing here reads another.
    pub now: fn() -> Timestamp,
}

impl Config {
    /// A private server named Longwire, to which sources can be added.
    pub fn new(now: fn() -> Timestamp) -> Self {
        Self {
            public_url: None,
            title: "Longwire".into(),
            allow_add: true,
            feed_cache_bytes: 64 * 1024 * 1024,
            hub_lease_max: Duration::from_secs(10 * 24 * 3600),
            welcome_key: None,
            backstage: Backstage::default(),
            contact: None,
            mirrors: Vec::new(),
            now,
        }
    }
}

/// What every handler shares.
struct App {
    config: Config,
    public_address: Option<Address>,
    store: Arc<dyn Store>,
    assets: asset::Assets,
    feeds: publish::Cache,
    shelves: catalogue::Shelves,
    readers: readers::Readers,
    variants: image::Shelf,
    names: reader::Names,
    adds: add::Limiter,
    tries: add::Limiter,
    wishes: add::Limiter,
    upkeep: admin::Upkeep,
    asking: Arc<Semaphore>,
}

impl App {
    fn new(config: Config, store: Arc<dyn Store>) -> Arc<Self> {
        Arc::new(Self {
            public_address: config.public_url.as_ref().map(Address::of_public),
            feeds: publish::Cache::new(config.feed_cache_bytes),
            readers: readers::Readers::default(),
            shelves: catalogue::Shelves::default(),
            config,
            store,
            assets: asset::Assets::new(),
            variants: image::Shelf::default(),
            names: reader::Names::default(),
            adds: add::Limiter::new(add::ADDITIONS_MAX),
            tries: add::Limiter::new(owner::TRIES_MAX),
            wishes: add::Limiter::new(websub::hub::WISHES_MAX),
            upkeep: admin::Upkeep::default(),
            asking: Arc::new(Semaphore::new(blocking::ASKING_MAX)),
        })
    }
}
