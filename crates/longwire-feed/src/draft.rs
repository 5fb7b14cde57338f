//! A feed and an entry while they are read: every field offers what it holds,
//! and the best offer stays.
//!
//! Offers are ranked: 0 is the format's own field, higher numbers are fields
//! that mean about the same. Of two equal offers the first stays, for dates the
//! last, since writers append corrections.

use jiff::tz::TimeZone;
use longwire_model::{Entry, Feed, FeedLink, Lang, Moment, Person, RawHtml, Url};
use longwire_text::link;

use crate::defect::{self, Defects};

/// What surrounds a field: where relative addresses and zoneless times belong.
#[derive(Debug)]
pub(crate) struct Context<'c> {
    /// The base address in force around the element that is read.
    pub(crate) base: Option<Url>,
    /// The part of `base` that the document itself states in `xml:base`.
    pub(crate) stated_base: Option<Url>,
    pub(crate) zone: Option<&'c TimeZone>,
    pub(crate) defects: Defects,
}

/// A value and how good its source is; lower is better.
#[derive(Debug)]
pub(crate) struct Ranked<T>(Option<(u8, T)>);

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Ranked<T> {
    /// Takes the value if it is better than what is there.
    pub(crate) fn offer(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value
            && self.0.as_ref().is_none_or(|(there, _)| rank < *there)
        {
            self.0 = Some((rank, value));
        }
    }

    /// Takes the value if it is as good as what is there.
    pub(crate) fn offer_latest(&mut self, rank: u8, value: Option<T>) {
        if let Some(value) = value
            && self.0.as_ref().is_none_or(|(there, _)| rank <= *there)
        {
            self.0 = Some((rank, value));
        }
    }

    /// How good the source of what is there is.
    pub(crate) fn rank(&self) -> Option<u8> {
        self.0.as_ref().map(|(rank, _)| *rank)
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }
}

/// A title: as text, and as HTML where it was more.
#[derive(Debug)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) html: Option<String>,
}

/// An entry while it is read.
#[derive(Debug, Default)]
pub(crate) struct EntryDraft {
    /// What needs no ranking goes here at once.
    pub(crate) entry: Entry,
    pub(crate) title: Ranked<Title>,
    /// The address as written, resolved.
    pub(crate) link: Ranked<String>,
    /// The article's own address where `link` is a counting detour.
    pub(crate) original: Option<String>,
    pub(crate) guid: Ranked<String>,
    pub(crate) authors: Ranked<Vec<Person>>,
    pub(crate) published: Ranked<Moment>,
    pub(crate) updated: Ranked<Moment>,
    pub(crate) summary: Ranked<String>,
    pub(crate) content: Ranked<String>,
    pub(crate) image: Ranked<String>,
    pub(crate) language: Ranked<String>,
}

impl EntryDraft {
    /// Adds a person of this rank; people of a better rank push those of a worse out.
    pub(crate) fn add_author(&mut self, rank: u8, person: Option<Person>) {
        add_person(&mut self.authors, rank, person);
    }

    /// Takes one of RSS's own descriptions. Where there are several, the loser is
    /// kept as content if there is no other: misfiled text is better than lost text.
    pub(crate) fn add_description(&mut self, rank: u8, description: Option<String>) {
        const MISFILED: u8 = 9;
        let Some(description) = description else { return };
        match self.summary.rank() {
            Some(before) if before <= rank => self.content.offer(MISFILED, Some(description)),
            before => {
                let loser = self.summary.take().filter(|_| before == Some(1));
                self.content.offer(MISFILED, loser);
                self.summary.offer(rank, Some(description));
            }
        }
    }

    /// Adds a category once.
    pub(crate) fn add_category(&mut self, category: &str) {
        add_category(&mut self.entry.categories, category);
    }

    /// The entry, with an identity whatever the feed gave.
    pub(crate) fn finish(mut self, context: &mut Context<'_>) -> Entry {
        let mut entry = self.entry;
        if let Some(title) = self.title.take() {
            entry.title = title.text;
            entry.title_html = title.html.map(RawHtml);
        }
        let written = self.link.take();
        let address = self.original.as_deref().or(written.as_deref());
        entry.url = address.and_then(|a| link::resolve(a, context.base.as_ref()));
        entry.url_written = written;
        entry.authors = self.authors.take().unwrap_or_default();
        entry.published_at = self.published.take();
        entry.updated_at = self.updated.take();
        entry.summary = self.summary.take().map(RawHtml);
        entry.content = self.content.take().map(RawHtml);
        entry.image_url = self.image.take().and_then(|a| link::resolve(&a, context.base.as_ref()));
        entry.language = self.language.take().as_deref().and_then(Lang::parse);
        match self.guid.take() {
            Some(guid) => {
                entry.guid = guid;
                entry.guid_given = true;
            }
            None => {
                entry.guid = derived_guid(&entry);
                context.defects.note(defect::ENTRY_GUID_MISSING, &entry.title);
            }
        }
        entry
    }
}

/// An identity for an entry that gives none: its address, else a digest of
/// title and date, else of all its text. The same entry always gets the same.
fn derived_guid(entry: &Entry) -> String {
    if let Some(address) = &entry.url_written {
        return address.clone();
    }
    let date = entry.published_at.or(entry.updated_at).map(|moment| moment.to_string()).unwrap_or_default();
    let title = entry.title.as_str();
    let rest = if title.is_empty() || date.is_empty() {
        let html = entry.summary.as_ref().or(entry.content.as_ref());
        [html.map_or("", |html| &html.0), entry.enclosures.first().map_or("", |e| e.url.as_str())]
    } else {
        [""; 2]
    };
    format!("urn:longwire:entry:{:016x}", fnv(&[title, &date, rest[0], rest[1]]))
}

/// FNV-1a over the parts, each ended by a byte that no text holds: the same in
/// every release and on every machine, as an identity in an archive must be.
fn fnv(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// A feed while it is read.
#[derive(Debug, Default)]
pub(crate) struct FeedDraft {
    /// What needs no ranking goes here at once.
    pub(crate) feed: Feed,
    pub(crate) title: Ranked<Title>,
    /// The home page as written, resolved.
    pub(crate) link: Ranked<String>,
    pub(crate) id: Ranked<String>,
    pub(crate) description: Ranked<String>,
    pub(crate) language: Ranked<String>,
    pub(crate) rights: Ranked<String>,
    pub(crate) generator: Ranked<String>,
    pub(crate) image: Ranked<String>,
    pub(crate) authors: Ranked<Vec<Person>>,
    pub(crate) published: Ranked<Moment>,
    pub(crate) updated: Ranked<Moment>,
    pub(crate) ttl_minutes: Option<u32>,
    /// The syndication module's period and how often within it.
    pub(crate) period_minutes: Option<u32>,
    pub(crate) frequency: Option<u32>,
}

impl FeedDraft {
    /// Adds a person of this rank; people of a better rank push those of a worse out.
    pub(crate) fn add_author(&mut self, rank: u8, person: Option<Person>) {
        add_person(&mut self.authors, rank, person);
    }

    /// Adds a category once.
    pub(crate) fn add_category(&mut self, category: &str) {
        add_category(&mut self.feed.categories, category);
    }

    /// Adds a link with a role, once.
    pub(crate) fn add_link(&mut self, link: FeedLink) {
        const LINKS_MAX: usize = 100;
        if self.feed.links.len() < LINKS_MAX && !self.feed.links.contains(&link) {
            self.feed.links.push(link);
        }
    }

    /// The feed, without entries and defects.
    pub(crate) fn finish(mut self, context: &Context<'_>) -> Feed {
        let mut feed = self.feed;
        feed.title = self.title.take().map(|title| title.text).unwrap_or_default();
        feed.home_url_written = self.link.take();
        let base = context.base.as_ref();
        feed.home_url = feed.home_url_written.as_deref().and_then(|a| link::resolve(a, base));
        feed.id = self.id.take();
        feed.description = self.description.take().map(RawHtml);
        feed.language_written = self.language.take();
        feed.language = feed.language_written.as_deref().and_then(Lang::parse);
        feed.rights = self.rights.take();
        feed.generator = self.generator.take();
        feed.image_url = self.image.take().and_then(|a| link::resolve(&a, base));
        feed.authors = self.authors.take().unwrap_or_default();
        feed.published_at = self.published.take();
        feed.updated_at = self.updated.take();
        let period = self.period_minutes.map(|minutes| minutes / self.frequency.unwrap_or(1).max(1));
        feed.poll_minutes = self.ttl_minutes.or(period).filter(|minutes| *minutes > 0);
        feed
    }
}

fn add_person(people: &mut Ranked<Vec<Person>>, rank: u8, person: Option<Person>) {
    const PEOPLE_MAX: usize = 100;
    let Some(person) = person else { return };
    match &mut people.0 {
        Some((there, list)) if *there == rank => {
            if list.len() < PEOPLE_MAX && !list.contains(&person) {
                list.push(person);
            }
        }
        Some((there, _)) if *there < rank => {}
        _ => people.0 = Some((rank, vec![person])),
    }
}

fn add_category(categories: &mut Vec<String>, category: &str) {
    const CATEGORIES_MAX: usize = 200;
    let category = category.trim();
    if !category.is_empty() && categories.len() < CATEGORIES_MAX && !categories.iter().any(|c| c == category)
    {
        categories.push(category.to_owned());
    }
}
