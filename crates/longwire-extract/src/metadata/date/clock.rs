//! The site's clock: in which zone and which order it writes its dates.

use jiff::civil;
use jiff::tz::Offset;
use longwire_model::{Moment, Timestamp};
use longwire_text::date::written::{self, Form, Found, Habits, WrittenZone};
use longwire_text::zone;

use super::{feed_clock, stated};
use crate::metadata::Evidence;

/// Longest value written for machines, in bytes.
const VALUE_BYTES_MAX: usize = 120;
/// How the site writes its dates.
pub(super) struct Clock {
    zone: Option<String>,
    /// Offset that other times of the page state, for a page of unknown zone.
    page_offset: Option<i32>,
    day_first: Option<bool>,
    now: Option<civil::DateTime>,
    language: Option<String>,
    /// When the feed says the article appeared, for a page of unknown zone.
    feed: Option<Moment>,
}

impl Clock {
    pub(super) fn new(evidence: &Evidence<'_>) -> Self {
        let facts = &evidence.facts;
        let host = facts.url.host_str().unwrap_or("");
        let language = evidence.language.as_ref().map(|lang| lang.as_str().to_owned());
        let zone = facts.rules.zone.clone().or_else(|| zone::of_site(host).map(str::to_owned));
        let mut clock = Self { zone, page_offset: None, day_first: None, now: None, language, feed: None };
        clock.day_first =
            facts.rules.day_first.or_else(|| zone::writes_day_first(host, clock.language.as_deref()));
        if clock.zone.is_none() {
            clock.page_offset = stated::offset(evidence);
            if clock.page_offset.is_none() {
                clock.feed = facts.hint.published_at;
                clock.zone = clock.language.as_deref().and_then(zone::of_language).map(str::to_owned);
            }
        }
        clock.now = facts.captured_at.and_then(|at| clock.wall_clock(at));
        clock
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

    /// What a finder of dates has to know of the site.
    pub(super) fn habits(&self) -> Habits<'_> {
        Habits { language: self.language.as_deref(), day_first: self.day_first, now: self.now }
    }

    /// The moment of a date: where it has no zone of its own, in the site's.
    pub(super) fn moment(&self, found: &Found) -> Moment {
        if self.zone.is_none()
            && found.zone.is_none()
            && let (Some(offset), Some(time)) = (self.page_offset, found.time)
            && let Some(moment) = Moment::from_civil(found.date.to_datetime(time), offset)
        {
            return moment;
        }
        self.by_feed(found).unwrap_or_else(|| found.moment(self.zone.as_deref()))
    }

    /// A time without a zone, where the feed tells the same moment.
    fn by_feed(&self, found: &Found) -> Option<Moment> {
        let local = found.date.to_datetime(found.time.filter(|_| found.zone.is_none())?);
        Moment::from_civil(local, feed_clock::offset(local, self.feed?)?)
    }

    /// True for a day on which this page can have appeared: after the web began (or in an archive
    /// of print), and not after it was captured.
    pub(super) fn is_possible(&self, date: civil::Date) -> bool {
        let latest = self.now.and_then(|now| now.date().tomorrow().ok());
        date.year() >= 1970 && latest.is_none_or(|latest| date <= latest)
    }

    /// Reads a value written for machines: one date and nothing else, or a Unix time.
    pub(super) fn read(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        if text.len() > VALUE_BYTES_MAX {
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

    /// A value that is one date from end to end, as found.
    pub(super) fn one_date(&self, text: &str) -> Option<Found> {
        let text = text.trim();
        if text.is_empty() || text.len() > VALUE_BYTES_MAX {
            return None;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
            let moment = self.read(text)?;
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

    /// The same instant on the wall clock of the site, for one stated in UTC where the page itself
    /// shows another day. The offset is the known zone's, else the one by which a time that the
    /// page shows differs from the instant. `None` where neither gives the day shown.
    pub(super) fn on_day(&self, moment: Moment, day: civil::Date, shown: Option<&Found>) -> Option<Moment> {
        let Moment::Instant { at, offset_seconds: 0 } = moment else { return None };
        let utc = moment.local()?;
        let by_zone = || zone_offset(self.zone.as_deref()?, utc);
        let by_page = || {
            let shown = shown.filter(|shown| shown.zone.is_none())?;
            feed_clock::offset(shown.date.to_datetime(shown.time?), moment)
        };
        let offset_seconds = by_zone().or_else(by_page)?;
        let local = Moment::Instant { at, offset_seconds };
        (local.date() == day).then_some(local)
    }
}

/// Seconds east of UTC of a zone's clock at a moment given in UTC.
fn zone_offset(name: &str, utc: civil::DateTime) -> Option<i32> {
    let at = Offset::UTC.to_timestamp(utc).ok()?;
    Some(zone::by_name(name)?.to_offset(at).seconds())
}
