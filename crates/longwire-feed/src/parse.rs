//! The one way in: bytes become a [`Feed`], or are none.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use longwire_model::{Entry, Feed, FeedFormat, Url};
use longwire_text::link;

use crate::defect::{self, Defects};
use crate::detect::{self, Root};
use crate::draft::{Context, EntryDraft, FeedDraft};
use crate::xml::reader::Met;
use crate::xml::tree::{Tag, Tree};
use crate::xml::{Element, Ns, Reader, attribute};
use crate::{atom, cdf, encoding, json_feed, namespace, rss};

/// What may be known about a document besides its bytes. All of it is optional.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// The address the document came from, after redirects: base of relative links.
    pub url: Option<Url>,
    /// The `Content-Type` header field, verbatim: its `charset` weighs.
    pub content_type: Option<String>,
    /// The `Content-Location` header field, verbatim: a nearer base than `url`.
    pub content_location: Option<String>,
    /// Where the source's clock hangs: times without a zone are read there. UTC without it.
    pub zone: Option<TimeZone>,
}

/// How much of a document is read. What lies beyond is cut, and a defect says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub bytes_max: usize,
    /// Entries of the feed.
    pub entries_max: usize,
    /// Bytes of one entry, or of one field of the head.
    pub entry_bytes_max: usize,
    /// Levels of nesting inside one entry; deeper elements give their text only.
    pub depth_max: usize,
}

impl Default for Limits {
    /// 128 MiB, 200,000 entries, 16 MiB an entry, 200 levels.
    fn default() -> Self {
        Self { bytes_max: 128 << 20, entries_max: 200_000, entry_bytes_max: 16 << 20, depth_max: 200 }
    }
}

/// Why bytes are no feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAFeed {
    /// There are no bytes, or only white space.
    #[error("the document is empty")]
    Empty,
    /// It is a web page: it may announce a feed, or list articles itself.
    #[error("the document is an HTML page, not a feed; its feed may be announced in it")]
    HtmlPage,
    /// It is JSON, but no JSON Feed.
    #[error("the document is JSON but no JSON Feed: {reason}")]
    OtherJson {
        /// What is missing or broken.
        reason: String,
    },
    /// It is XML of another vocabulary.
    #[error("the document is XML but no feed: its outermost element is <{root}>")]
    OtherXml {
        /// Name of the outermost element.
        root: String,
    },
    /// It is neither markup nor JSON.
    #[error("the document is neither XML nor JSON")]
    Unknown,
}

/// Reads a feed of any known format within the default [`Limits`].
///
/// Pure and deterministic. Entries keep the document's order. Titles are plain
/// text; summaries and contents are HTML as a stranger wrote it, with relative
/// links resolved against `xml:base`, else `Content-Location`, else the address.
///
/// # Errors
///
/// [`NotAFeed`] where there is no feed in the bytes at all. Anything else that is
/// wrong is a [`Defect`](longwire_model::Defect) beside the result.
///
/// Time is linear in the size of the document; beside the result it needs the
/// decoded text and one entry's elements.
pub fn parse(bytes: &[u8], hint: &Hint) -> Result<Feed, NotAFeed> {
    parse_within(bytes, hint, &Limits::default())
}

/// Does what [`parse`] does, within other limits.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_within(bytes: &[u8], hint: &Hint, limits: &Limits) -> Result<Feed, NotAFeed> {
    let mut defects = Defects::default();
    let cut = &bytes[..bytes.len().min(limits.bytes_max)];
    defects.note_if(cut.len() < bytes.len(), defect::BYTES_CUT);
    let text = encoding::decode(cut, hint, &mut defects);
    let base = base_of(hint);
    let context = Context { base, stated_base: None, zone: hint.zone.as_ref(), defects };
    if detect::is_json(&text) {
        return json_feed::parse(&text, context, limits);
    }
    if text.trim().is_empty() {
        return Err(NotAFeed::Empty);
    }
    Walk::new(&text, context, limits).run()
}

fn base_of(hint: &Hint) -> Option<Url> {
    let location = hint.content_location.as_deref();
    location.and_then(|location| link::resolve(location, hint.url.as_ref())).or_else(|| hint.url.clone())
}

/// Containers within containers that are entered: CDF nests channels, others do not.
const CONTAINERS_MAX: usize = 16;

/// One pass over an XML document.
struct Walk<'a, 'c> {
    reader: Reader<'a>,
    tree: Tree<'a>,
    context: Context<'c>,
    limits: &'c Limits,
    draft: FeedDraft,
    entries: Vec<Entry>,
    entries_cut: bool,
    /// The bases of the containers left behind on the way in.
    outer_bases: Vec<(Option<Url>, Option<Url>)>,
    /// Name of the outermost element that is no feed's.
    other_root: Option<&'a str>,
    is_html: bool,
    found: bool,
}

impl<'a, 'c> Walk<'a, 'c> {
    fn new(text: &'a str, context: Context<'c>, limits: &'c Limits) -> Self {
        Self {
            reader: Reader::new(text, limits.depth_max, limits.entry_bytes_max),
            tree: Tree::default(),
            context,
            limits,
            draft: FeedDraft::default(),
            entries: Vec::new(),
            entries_cut: false,
            outer_bases: Vec::new(),
            other_root: None,
            is_html: false,
            found: false,
        }
    }

    fn run(mut self) -> Result<Feed, NotAFeed> {
        while let Some(met) = self.reader.meet() {
            match met {
                Met::Start(tag, empty) if self.reader.depth() == 0 => {
                    if self.found {
                        // A second document behind the first is not part of it.
                        self.reader.pass();
                    } else if self.outermost(tag, empty) {
                        break;
                    }
                }
                Met::Start(tag, empty) => self.inner(tag, empty),
                Met::End => {
                    (self.context.base, self.context.stated_base) =
                        self.outer_bases.pop().unwrap_or_default();
                }
            }
        }
        if !self.found {
            return Err(match (self.is_html, self.other_root) {
                (true, _) => NotAFeed::HtmlPage,
                (false, Some(root)) => NotAFeed::OtherXml { root: shortened(root) },
                (false, None) => NotAFeed::Unknown,
            });
        }
        Ok(self.finish())
    }

    /// A start tag outside everything; true where reading is over.
    fn outermost(&mut self, tag: Tag<'a>, empty: bool) -> bool {
        match detect::root(&tag) {
            Some(Root::Html) => {
                self.is_html = true;
                return true;
            }
            Some(Root::LoneEntry) => {
                self.found = true;
                self.draft.feed.format = FeedFormat::Atom;
                self.entry(tag, empty);
                return true;
            }
            Some(Root::Feed(format)) => {
                self.found = true;
                let junk = self.other_root.is_some();
                self.context.defects.note_if(junk, defect::XML_JUNK_BEFORE);
                self.draft.feed.format = format;
                self.container(&tag, empty);
            }
            None => {
                self.is_html |= tag.local == "head" || tag.local == "body";
                self.other_root = self.other_root.or(Some(tag.name));
                self.reader.pass();
            }
        }
        false
    }

    /// A start tag inside a container.
    fn inner(&mut self, tag: Tag<'a>, empty: bool) {
        let feeds_own = matches!(tag.ns, Ns::Core | Ns::Atom);
        match tag.local.as_ref() {
            "item" | "entry" if feeds_own => self.entry(tag, empty),
            "channel" | "rss" if feeds_own && self.reader.depth() < CONTAINERS_MAX => {
                self.container(&tag, empty)
            }
            _ => {
                self.reader.read(tag, empty, self.context.base.as_ref(), &mut self.tree);
                if let Some(field) = self.tree.root() {
                    feed_field(&field, &mut self.draft, &mut self.context);
                }
            }
        }
    }

    /// Goes into `rss`, `channel`, `feed` and the like.
    fn container(&mut self, tag: &Tag<'a>, empty: bool) {
        let outer = (self.context.base.clone(), self.context.stated_base.clone());
        let value = |name| attribute::get(tag.attributes, name).filter(|value| !value.trim().is_empty());
        if let Some(base) = value("xml:base") {
            let within =
                |outer: &Option<Url>| link::resolve_base(&base, outer.as_ref()).or_else(|| outer.clone());
            (self.context.base, self.context.stated_base) = (within(&outer.0), within(&outer.1));
        }
        self.draft.language.offer(2, value("xml:lang").map(|lang| lang.trim().to_owned()));
        let about = value("rdf:about")
            .map(|about| link::resolve_written(&about, self.context.base.as_ref()).into_owned());
        self.draft.link.offer(6, about);
        if self.draft.feed.format == FeedFormat::Cdf {
            cdf::channel_tag(tag, &mut self.draft, &mut self.context);
        }
        if empty {
            self.reader.pass();
            (self.context.base, self.context.stated_base) = outer;
        } else {
            self.outer_bases.push(outer);
            self.reader.enter(tag);
        }
    }

    fn entry(&mut self, tag: Tag<'a>, empty: bool) {
        self.reader.read(tag, empty, self.context.base.as_ref(), &mut self.tree);
        if self.entries.len() >= self.limits.entries_max {
            self.entries_cut = true;
            return;
        }
        let Some(element) = self.tree.root() else { return };
        let mut draft = EntryDraft::default();
        draft.language.offer(2, element.attribute("xml:lang").map(Cow::into_owned));
        let about = element.attribute("rdf:about").map(Cow::into_owned);
        draft.guid.offer(3, about.clone());
        draft.link.offer(6, about.filter(|about| link::parse(about).is_some()));
        if self.draft.feed.format == FeedFormat::Cdf {
            cdf::item_tag(&element, &mut draft, &mut self.context);
        }
        let atom = element.ns() == Ns::Atom || self.draft.feed.format == FeedFormat::Atom;
        for field in element.children() {
            entry_field(&field, atom, &mut draft, &mut self.context);
        }
        let base = element.base(self.context.base.as_ref()).cloned();
        let outer = std::mem::replace(&mut self.context.base, base);
        let entry = draft.finish(&mut self.context);
        self.context.base = outer;
        self.entries.push(entry);
    }

    fn finish(self) -> Feed {
        let mut context = self.context;
        let mut feed = self.draft.finish(&context);
        feed.entries = self.entries;
        note_repeated_guids(&feed.entries, &mut context.defects);
        let defects = &mut context.defects;
        defects.note_if(self.entries_cut, defect::ENTRIES_CUT);
        defects.note_if(self.reader.element_cut, defect::ENTRY_BYTES_CUT);
        defects.note_if(self.reader.depth_cut, defect::DEPTH_CUT);
        defects.note_if(self.reader.ill_formed, defect::XML_ILL_FORMED);
        defects.note_if(self.reader.ended_early, defect::XML_ENDED_EARLY);
        feed.defects = context.defects.into_vec();
        feed
    }
}

fn feed_field(field: &Element<'_, '_>, draft: &mut FeedDraft, context: &mut Context<'_>) {
    match (field.ns(), draft.feed.format) {
        (Ns::Core, FeedFormat::Atom) => atom::feed_field(field, draft, context),
        (Ns::Core, FeedFormat::Cdf) => cdf::channel_field(field, draft, context),
        (Ns::Core, _) => rss::channel_field(field, draft, context),
        _ => namespace::feed_field(field, draft, context),
    }
}

fn entry_field(field: &Element<'_, '_>, atom: bool, draft: &mut EntryDraft, context: &mut Context<'_>) {
    match field.ns() {
        Ns::Core if atom => atom::entry_field(field, draft, context),
        Ns::Core => rss::item_field(field, draft, context),
        _ => namespace::entry_field(field, draft, context),
    }
}

/// Notes identities that more than one entry gives; the entries stay as they are.
pub(crate) fn note_repeated_guids(entries: &[Entry], defects: &mut Defects) {
    let mut seen = std::collections::HashSet::with_capacity(entries.len());
    for entry in entries {
        if !seen.insert(entry.guid.as_str()) {
            defects.note(defect::ENTRY_GUID_REPEATED, &entry.guid);
        }
    }
}

fn shortened(name: &str) -> String {
    const NAME_BYTES_MAX: usize = 60;
    name[..name.floor_char_boundary(NAME_BYTES_MAX)].to_owned()
}

#[cfg(test)]
mod tests;
