//! What is published: a selection of articles, as plain values.

use longwire_model::{Author, CleanHtml, Enclosure, Lang, Moment, Timestamp, Url};

use crate::html::{self, Tags};

/// Characters of an excerpt that stands where a format wants a summary and there is none.
pub const EXCERPT_CHARACTERS: usize = 200;

/// A feed to be written.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Its identity for ever: an absolute URI (`urn:…`, `tag:…` or an address). Atom's `id`.
    pub id: String,
    /// Its title, plain text.
    pub title: String,
    /// What it holds, plain text; empty for nothing to say.
    pub description: String,
    /// The page it belongs to.
    pub home_url: Url,
    /// Its own address in the format that is written.
    pub self_url: Url,
    /// The same publication elsewhere: other formats, mirrors.
    pub alternates: Vec<Link>,
    /// WebSub hubs that announce its changes.
    pub hub_urls: Vec<Url>,
    /// The document that holds the items before these (RFC 5005 §4).
    pub prev_archive_url: Option<Url>,
    /// True where this document is an archive itself and will not change any more.
    pub is_archive: bool,
    /// The language of its items, where they share one.
    pub language: Option<Lang>,
    /// When anything in it last changed.
    pub updated_at: Timestamp,
    /// Whose articles these are, where they are one publisher's.
    pub publisher: Option<Attribution>,
    /// Under which terms they are, where they share them.
    pub licence: Option<Licence>,
    /// A picture for the whole: logo or icon.
    pub image_url: Option<Url>,
    /// Address of a style sheet that lets browsers show the XML formats as a page:
    /// CSS where it ends in `.css`, XSLT otherwise.
    pub stylesheet: Option<String>,
    /// The items, newest first.
    pub items: Vec<PublishedItem>,
}

/// Another place of the same publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where.
    pub url: Url,
    /// Its media type.
    pub media_type: String,
    /// What to call it; may be empty.
    pub title: String,
}

/// Whose work it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The publisher's name.
    pub name: String,
    /// The publisher's page.
    pub url: Option<Url>,
}

/// Under which terms it may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// The copyright line or the name of the licence.
    pub text: String,
    /// The licence itself.
    pub url: Option<Url>,
}

/// One article as published.
#[derive(Clone, Debug)]
pub struct PublishedItem {
    /// Its identity for ever: an absolute URI. The same article keeps it whatever changes.
    pub id: String,
    /// The article's canonical address at its publisher.
    pub url: Url,
    /// Its title, plain text.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// The section it appeared in: the first category.
    pub section: Option<String>,
    /// Further categories.
    pub categories: Vec<String>,
    /// Its language, where it differs from the publication's or that has none.
    pub language: Option<Lang>,
    /// When the publisher says it appeared.
    pub published_at: Option<Moment>,
    /// When the publisher says it changed.
    pub modified_at: Option<Moment>,
    /// When the published state was archived: Atom's `updated`, so it moves when
    /// the content really changed and at no other time.
    pub archived_at: Timestamp,
    /// The standfirst or summary, plain text.
    pub summary: Option<String>,
    /// The whole article; empty where only the summary is published.
    pub content: CleanHtml,
    /// The picture that leads it.
    pub lead_image: Option<ItemImage>,
    /// Attached media.
    pub enclosures: Vec<Enclosure>,
    /// Whose article it is, where that differs from the publication's.
    pub publisher: Option<Attribution>,
    /// Under which terms it is, where they differ from the publication's.
    pub licence: Option<Licence>,
    /// The feed that it came from, where the publication is merged from several.
    pub source: Option<ItemSource>,
}

/// The feed that an item of a merged one came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSource {
    /// That feed's identity.
    pub id: String,
    /// Its title, plain text.
    pub title: String,
    /// The page it belongs to.
    pub home_url: Url,
    /// Its address.
    pub feed_url: Url,
}

/// The picture that leads an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemImage {
    /// Where it is; our stored copy where there is one.
    pub url: Url,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its size in bytes.
    pub length_bytes: Option<u64>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Its caption.
    pub caption: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
}

impl PublishedItem {
    /// Section and categories, each once.
    pub(super) fn all_categories(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for category in self.section.iter().chain(&self.categories).map(|c| c.trim()) {
            if !category.is_empty() && !all.contains(&category) {
                all.push(category);
            }
        }
        all
    }

    /// When its published state was archived, told apart from that of others. Imported articles
    /// share whole seconds, and two entries of a feed should not share their time of change; so
    /// those are given a fraction, the same for the same article for ever.
    pub(super) fn changed_at(&self) -> Timestamp {
        const SECOND_MICROS: i64 = 1_000_000;
        let at = self.archived_at.micros();
        if at % SECOND_MICROS != 0 {
            return self.archived_at;
        }
        // FNV-1a: short, and fixed for ever.
        let hash = self.id.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        Timestamp::from_micros(at + (hash % SECOND_MICROS as u64) as i64)
    }

    /// Its language, where that is not the publication's anyway.
    pub(super) fn language_beside(&self, publication: &Publication) -> Option<&str> {
        let language = self.language.as_ref().filter(|own| Some(*own) != publication.language.as_ref());
        language.map(|language| language.as_str())
    }

    /// The summary, where it says anything.
    pub(super) fn summary(&self) -> Option<&str> {
        self.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty())
    }

    /// The beginning of the text, for formats that want a summary beside content.
    pub(super) fn excerpt(&self) -> String {
        let text = html::text(self.content.as_str(), Tags::All);
        match text.char_indices().nth(EXCERPT_CHARACTERS) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text,
        }
    }

    /// The picture and the enclosures, the picture not twice.
    pub(super) fn other_enclosures(&self) -> impl Iterator<Item = &Enclosure> {
        let image = self.lead_image.as_ref().map(|image| &image.url);
        self.enclosures.iter().filter(move |enclosure| Some(&enclosure.url) != image)
    }
}

/// True where a reader that expects HTML would make something else of a plain text: it holds
/// something like a tag or an entity.
pub(super) fn looks_like_html(text: &str) -> bool {
    html::text(text, Tags::Known) != html::one_line(text)
}
