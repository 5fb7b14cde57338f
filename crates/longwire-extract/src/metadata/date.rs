//! When the article appeared and when it changed.
//!
//! What is written for machines is believed first (JSON-LD, meta tags,
//! microdata), then what stands near the headline, then the address. A date in
//! bare text counts only where it stands beside the headline or says what it
//! is: pages are full of dates of other things, and a date invented is worse
//! than one missing.
//!
//! Times without a zone are read in the site's zone: the rule's, else the one
//! known for the host, else the one other times of the page state, else the one
//! by which the feed tells the same moment, else the language's. Without any of
//! them only the day is kept.

mod feed_clock;

use jiff::civil;
use jiff::tz::Offset;
use longwire_model::{Moment, Timestamp};
use longwire_text::date::written::{self, Form, Found, Habits, WrittenZone};
use longwire_text::zone;

use super::Evidence;
use super::gather::{Line, Mark, Place};
use super::title::Title;
use super::words::{self, MarkKind, RegionKind};
use crate::dom::NodeId;

/// Meta tags that state when an article appeared, most trusted first.
const PUBLISHED_METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article:post_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "publishtime",
    "publishedtime",
    "published_time",
    "published_at",
    "published",
    "publishedat",
    "published-date",
    "publicationdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "pubtime",
    "_pubtime",
    "apub:time",
    "bt:pubdate",
    "weibo:article:create_at",
    "og:pubdate",
    "og:release_date",
    "release_date",
    "displaydate",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "date",
    "article:created_time",
    "rnews:datepublished",
    "vr:published_time",
    "shareaholic:article_published_time",
    "eomportal-firstpublished",
    "analytics-s-article-published",
    "iso-8601-publish-date",
    "ptime",
    "newsdate",
];

/// Meta tags that state when an article changed.
const MODIFIED_METAS: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article:modified",
    "revision_date",
    "modified",
    "weibo:article:update_at",
    "lastmodifieddate",
    "eomportal-lastupdate",
    "date.modified",
];

/// How far behind the headline a date can stand and still be the article's, in visible bytes.
const AFTER_TITLE_BYTES_MAX: usize = 1_200;
/// How far before it.
const BEFORE_TITLE_BYTES_MAX: usize = 300;
/// How long the text of an element marked as a date can be, in bytes.
const MARKED_BYTES_MAX: usize = 160;
/// Most marks and lines looked at for dates.
const LOOKED_AT_MAX: usize = 400;
/// The mark from which a date on the page is surely the article's.
const SURE: i32 = 40;
/// The mark from which it can be, if no other contradicts.
const POSSIBLE: i32 = 10;
/// Characters that can stand around a date which has a line for itself.
const ALONE_CHARS: usize = 12;
/// Days by which clocks and zones may set two statements of one date apart.
const SAME_DAYS: i64 = 1;

/// A date, where it came from, and as it was written there.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) moment: Moment,
    pub(super) from: String,
    pub(super) written: String,
}

/// The dates of an article, and every node near the headline that only states one.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Dated>,
    pub(super) modified: Option<Dated>,
    pub(super) nodes: Vec<NodeId>,
}

/// A date seen on the page.
struct Seen {
    found: Found,
    written: String,
    node: NodeId,
    is_modified: bool,
    mark: i32,
    from: &'static str,
}

/// Chooses the dates.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> Dates {
    let reader = Reader::new(evidence);
    let seen = reader.seen(title);
    let mut nodes: Vec<NodeId> = seen.iter().filter(|seen| seen.mark >= SURE).map(|seen| seen.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let published = reader.published(&seen);
    let modified = reader.modified(&seen, published.as_ref());
    Dates { published, modified, nodes }
}

struct Reader<'e, 'a> {
    evidence: &'e Evidence<'a>,
    zone: Option<String>,
    /// Offset that other times of the page state, for a page of unknown zone.
    page_offset: Option<i32>,
    day_first: Option<bool>,
    now: Option<civil::DateTime>,
    language: Option<String>,
}

impl<'e, 'a> Reader<'e, 'a> {
    fn new(evidence: &'e Evidence<'a>) -> Self {
        let facts = &evidence.facts;
        let host = facts.url.host_str().unwrap_or("");
        let language = evidence.language.as_ref().map(|lang| lang.as_str().to_owned());
        let zone = facts.rules.zone.clone().or_else(|| zone::of_site(host).map(str::to_owned));
        let mut reader = Self { evidence, zone, page_offset: None, day_first: None, now: None, language };
        reader.day_first =
            facts.rules.day_first.or_else(|| zone::writes_day_first(host, reader.language.as_deref()));
        if reader.zone.is_none() {
            reader.page_offset = reader.stated_offset();
            if reader.page_offset.is_none() {
                reader.zone = reader.language.as_deref().and_then(zone::of_language).map(str::to_owned);
            }
        }
        reader.now = facts.captured_at.and_then(|at| reader.wall_clock(at));
        reader
    }

    /// An offset other than UTC in any statement made for machines.
    fn stated_offset(&self) -> Option<i32> {
        let structured = &self.evidence.structured;
        let metas =
            PUBLISHED_METAS.iter().chain(MODIFIED_METAS).filter_map(|name| self.evidence.found.meta(name));
        let stated = [structured.published.as_deref(), structured.modified.as_deref()].into_iter().flatten();
        stated.chain(metas).filter_map(|text| written::first(text, &Habits::default())?.zone).find_map(
            |zone| match zone {
                WrittenZone::Offset(seconds) if seconds != 0 => Some(seconds),
                _ => None,
            },
        )
    }

    /// What the site's clock showed at an instant.
    fn wall_clock(&self, at: Timestamp) -> Option<civil::DateTime> {
        let utc = Moment::utc(at).local()?;
        let instant = Offset::UTC.to_timestamp(utc).ok()?;
        match (self.zone.as_deref().and_then(zone::by_name), self.page_offset) {
            (Some(zone), _) => Some(zone.to_datetime(instant)),
            (None, Some(seconds)) => Some(Offset::from_seconds(seconds).ok()?.to_datetime(instant)),
            (None, None) => Some(utc),
        }
    }

    fn habits(&self) -> Habits<'_> {
        Habits { language: self.language.as_deref(), day_first: self.day_first, now: self.now }
    }

    fn moment(&self, found: &Found) -> Moment {
        if let Some(moment) = self.by_feed(found) {
            return moment;
        }
        if self.zone.is_none()
            && found.zone.is_none()
            && let (Some(offset), Some(time)) = (self.page_offset, found.time)
            && let Some(moment) = Moment::from_civil(found.date.to_datetime(time), offset)
        {
            return moment;
        }
        found.moment(self.zone.as_deref())
    }

    /// A time without a zone on a site of unknown zone, where the feed tells the same moment.
    fn by_feed(&self, found: &Found) -> Option<Moment> {
        let facts = &self.evidence.facts;
        let host = facts.url.host_str().unwrap_or("");
        let is_known = found.zone.is_some() || facts.rules.zone.is_some() || zone::of_site(host).is_some();
        if is_known || self.page_offset.is_some() {
            return None;
        }
        let local = found.date.to_datetime(found.time?);
        Moment::from_civil(local, feed_clock::offset(local, facts.hint.published_at?)?)
    }

    /// True for a day on which this page can have appeared: after the web began (or in an archive
    /// of print), and not after it was captured.
    fn is_possible(&self, date: civil::Date) -> bool {
        let latest = self.now.and_then(|now| now.date().tomorrow().ok());
        date.year() >= 1970 && latest.is_none_or(|latest| date <= latest)
    }

    /// Reads a value written for machines: one date and nothing else, or a Unix time.
    fn stated(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        if text.len() > 120 {
            return None;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
            let number: i64 = text.parse().ok()?;
            let at = if text.len() == 10 {
                Timestamp::from_seconds(number)
            } else {
                Timestamp::from_millis(number)
            };
            let moment = Moment::utc(at);
            return self.is_possible(moment.date()).then_some(moment);
        }
        let found = written::first(text, &self.habits())?;
        let moment = self.moment(&found);
        self.is_possible(found.date).then_some(moment)
    }

    fn published(&self, seen: &[Seen]) -> Option<Dated> {
        let structured = &self.evidence.structured;
        let address =
            written::in_address(own_path(self.evidence.facts.url)).filter(|&date| self.is_possible(date));
        let mut stated: Vec<Dated> = Vec::new();
        if let Some(text) = &structured.published
            && let Some(moment) = self.stated(text)
            && (structured.published_of_article || self.is_shown(moment.date(), seen, address))
        {
            stated.push(Dated { moment, from: "json-ld".into(), written: text.clone() });
        }
        for name in PUBLISHED_METAS {
            if let Some(text) = self.evidence.found.meta(name)
                && let Some(moment) = self.stated(text)
            {
                stated.push(Dated { moment, from: format!("meta {name}"), written: text.to_owned() });
            }
        }
        let visible = seen
            .iter()
            .filter(|seen| !seen.is_modified)
            .reduce(|best, next| if next.mark > best.mark { next } else { best });
        if let Some(first) = stated.first() {
            return Some(self.settle(first, &stated, address, visible));
        }
        if self.evidence.is_product() {
            // Dates on it are those of its reviews.
            return None;
        }
        match (visible, address) {
            (Some(visible), Some(address))
                if days_apart(visible.found.date, address) > SAME_DAYS && visible.mark < 90 =>
            {
                // The visible date may be of something else; the address can only be of this page.
                let agreeing = seen.iter().find(|seen| days_apart(seen.found.date, address) <= SAME_DAYS);
                Some(agreeing.map_or_else(|| self.address_date(address), |seen| self.seen_date(seen)))
            }
            (Some(visible), _) if visible.mark >= SURE || address.is_some() => Some(self.seen_date(visible)),
            (_, Some(address)) => Some(self.address_date(address)),
            _ => self.only_date(seen),
        }
    }

    /// What is left where nothing stands near the headline: the one date that all marked
    /// elements agree on, else the date of the last change.
    fn only_date(&self, seen: &[Seen]) -> Option<Dated> {
        let mut marked = seen.iter().filter(|seen| !seen.is_modified && seen.mark >= POSSIBLE);
        if let Some(first) = marked.next()
            && marked.all(|other| other.found.date == first.found.date)
        {
            return Some(self.seen_date(first));
        }
        let changed =
            seen.iter().filter(|seen| seen.is_modified && seen.mark >= SURE).max_by_key(|seen| seen.mark);
        if let Some(changed) = changed {
            return Some(self.seen_date(changed));
        }
        MODIFIED_METAS.iter().find_map(|name| {
            let text = self.evidence.found.meta(name)?;
            let moment = self.stated(text)?;
            self.is_shown(moment.date(), seen, None).then(|| Dated {
                moment,
                from: format!("meta {name}"),
                written: text.to_owned(),
            })
        })
    }

    /// True where the page shows a day anywhere, or its address names it.
    fn is_shown(&self, day: civil::Date, seen: &[Seen], address: Option<civil::Date>) -> bool {
        let same = |date: civil::Date| days_apart(date, day) <= SAME_DAYS;
        address.is_some_and(same)
            || seen.iter().any(|seen| same(seen.found.date))
            || self
                .evidence
                .found
                .lines
                .iter()
                .any(|line| written::find(&line.text, &self.habits()).iter().any(|found| same(found.date)))
    }

    /// The first statement for machines, unless others speak against it together.
    fn settle(
        &self,
        first: &Dated,
        stated: &[Dated],
        address: Option<civil::Date>,
        visible: Option<&Seen>,
    ) -> Dated {
        let agrees = |dated: &Dated, day: civil::Date| days_apart(dated.moment.date(), day) <= SAME_DAYS;
        if let Some(address) = address
            && !agrees(first, address)
        {
            // A template that stamps the day of rendering is found out by the address.
            if let Some(other) = stated.iter().find(|dated| agrees(dated, address)) {
                return other.clone();
            }
            if let Some(visible) = visible.filter(|seen| days_apart(seen.found.date, address) <= SAME_DAYS) {
                return self.seen_date(visible);
            }
        }
        // A day without a time gives way to the same day with one.
        if matches!(first.moment, Moment::Date(_)) {
            let finer = stated.iter().find(|dated| {
                !matches!(dated.moment, Moment::Date(_)) && dated.moment.date() == first.moment.date()
            });
            if let Some(finer) = finer {
                return finer.clone();
            }
            if let Some(visible) =
                visible.filter(|seen| seen.found.time.is_some() && seen.found.date == first.moment.date())
            {
                return self.seen_date(visible);
            }
        }
        first.clone()
    }

    fn modified(&self, seen: &[Seen], published: Option<&Dated>) -> Option<Dated> {
        let stated = self.evidence.structured.modified.as_deref().map(|text| ("json-ld".to_owned(), text));
        let metas = MODIFIED_METAS
            .iter()
            .filter_map(|name| Some((format!("meta {name}"), self.evidence.found.meta(name)?)));
        let visible = seen.iter().filter(|seen| seen.is_modified).max_by_key(|seen| seen.mark);
        stated
            .into_iter()
            .chain(metas)
            .find_map(|(from, text)| {
                Some(Dated { moment: self.stated(text)?, from, written: text.to_owned() })
            })
            .or_else(|| visible.map(|seen| self.seen_date(seen)))
            // What changed before it appeared did not change.
            .filter(|modified| {
                published.is_none_or(|published| modified.moment.timestamp() >= published.moment.timestamp())
            })
    }

    fn seen_date(&self, seen: &Seen) -> Dated {
        Dated { moment: self.moment(&seen.found), from: seen.from.to_owned(), written: seen.written.clone() }
    }

    fn address_date(&self, date: civil::Date) -> Dated {
        Dated { moment: Moment::Date(date), from: "url".into(), written: date.to_string() }
    }

    /// Every date on the page that can be the article's, with its mark.
    fn seen(&self, title: &Title) -> Vec<Seen> {
        let found = &self.evidence.found;
        let dated = [MarkKind::Published, MarkKind::Modified, MarkKind::Date];
        let marks = found.marks.iter().filter(|mark| dated.contains(&mark.kind)).take(LOOKED_AT_MAX);
        let mut out: Vec<Seen> = marks.filter_map(|mark| self.marked(mark, title)).collect();
        for line in found
            .lines
            .iter()
            .filter(|line| !self.evidence.is_furniture(line.place, title.node))
            .take(LOOKED_AT_MAX)
        {
            self.in_line(line, nearness(line.place, title), &mut out);
        }
        out
    }

    /// The dates of one line that can be the article's: beside the headline, or said to be.
    fn in_line(&self, line: &Line, near: i32, out: &mut Vec<Seen>) {
        let text = &line.text;
        for (n, hit) in written::find(text, &self.habits()).into_iter().enumerate() {
            let before = &text[..hit.range.start];
            let around = before.chars().count() + text[hit.range.end..].chars().count();
            let after = text[hit.range.end..].trim_start();
            let changed =
                words::says_modified(before) || after.starts_with("更新") || after.starts_with("修改");
            let said = changed || words::says_published(before);
            // A date deep inside a sentence is what the sentence is about; one in a link leads to other things.
            let is_prose = around > 60 && !said && n == 0;
            let is_elsewhere = near == 0 && !(said && around <= 60) && around > ALONE_CHARS;
            if !self.is_possible(hit.date)
                || is_prose
                || is_elsewhere
                || hit.form == Form::Compact
                || (line.linked && around > ALONE_CHARS)
            {
                continue;
            }
            let mark = near
                + if said { 25 } else { 0 }
                + if around <= ALONE_CHARS { 15 } else { 0 }
                + if hit.time.is_some() { 8 } else { 0 }
                - if hit.form == Form::ShortYear { 10 } else { 0 };
            let written = text[hit.range.clone()].to_owned();
            // "2005-04-27 14:32更新" on an old page is when it appeared; only a word before the date sets it apart.
            let is_modified = words::says_modified(before);
            out.push(Seen { found: hit, written, node: line.first, is_modified, mark, from: "text" });
        }
    }

    fn marked(&self, mark: &Mark, title: &Title) -> Option<Seen> {
        let document = self.evidence.document;
        let attribute = [
            "datetime",
            "content",
            "data-datetime",
            "data-published",
            "data-date",
            "data-time",
            "data-timestamp",
            "data-epoch",
            "title",
        ]
        .iter()
        .find_map(|name| {
            Some((document.attr(mark.node, name)?, self.one_date(document.attr(mark.node, name)?)?))
        });
        let text = words::text_within(document, mark.node, MARKED_BYTES_MAX * 2);
        let (written, found) = match attribute {
            Some((written, found)) => (written.to_owned(), found),
            None if text.len() <= MARKED_BYTES_MAX => {
                let hits = written::find(&text, &self.habits());
                let hit = hits
                    .iter()
                    .find(|hit| !words::says_modified(&text[..hit.range.start]))
                    .or(hits.first())?
                    .clone();
                (text[hit.range.clone()].to_owned(), hit)
            }
            None => return None,
        };
        if !self.is_possible(found.date) {
            return None;
        }
        let furniture = self.evidence.furniture(mark.place, title.node);
        let near = nearness(mark.place, title);
        let kind = match (mark.kind, mark.strict) {
            (MarkKind::Published, true) => 50,
            (MarkKind::Published, false) => 25,
            (_, true) => 20,
            _ => 12,
        };
        let score = kind + near + if found.time.is_some() { 5 } else { 0 }
            - match furniture {
                None => 0,
                // Layouts put an article's own facts beside it.
                Some(RegionKind::Aside) => 25,
                Some(_) => 60,
            };
        let is_modified =
            mark.kind == MarkKind::Modified || words::says_modified(&text[..text.floor_char_boundary(30)]);
        Some(Seen { found, written, node: mark.node, is_modified, mark: score, from: "element" })
    }

    /// A value that is one date from end to end.
    fn one_date(&self, text: &str) -> Option<Found> {
        let text = text.trim();
        if text.is_empty() || text.len() > 80 {
            return None;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
            let moment = self.stated(text)?;
            let local = moment.local()?;
            return Some(Found {
                range: 0..text.len(),
                date: local.date(),
                time: Some(local.time()),
                zone: Some(WrittenZone::Offset(0)),
                form: Form::Full,
            });
        }
        written::first(text, &self.habits()).filter(|found| found.range.start <= 12)
    }
}

/// How near the headline a thing stands: 0 for out of sight, up to 45 right behind it.
fn nearness(place: Place, title: &Title) -> i32 {
    let Some(headline) = title.offset else { return 0 };
    let after = place.offset.checked_sub(headline);
    match after {
        Some(bytes) if bytes <= 400 => 45,
        Some(bytes) if bytes <= AFTER_TITLE_BYTES_MAX => 30,
        None if headline - place.offset <= BEFORE_TITLE_BYTES_MAX => 30,
        _ => 0,
    }
}

/// The path of a page's own address, also where an archive of the web serves it below its own.
fn own_path(url: &longwire_model::Url) -> &str {
    let path = url.path();
    let archived = path.strip_prefix("/web/").filter(|_| url.host_str() == Some("web.archive.org"));
    archived.and_then(|rest| rest.split_once('/')).map_or(path, |(_, own)| own)
}

fn days_apart(one: civil::Date, other: civil::Date) -> i64 {
    one.since(other).map_or(i64::MAX, |span| i64::from(span.get_days()).abs())
}

#[cfg(test)]
mod tests;
