//! What is known of each document of a segment beside its terms: whose it is, when, whence.
//!
//! Read once a segment and kept in memory, so that filters, facets and order
//! cost no look into the database: about 40 bytes a document.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use jiff::civil::Date;

use crate::Damaged;
use crate::bits::{read_number, read_signed, write_number, write_signed};
use crate::document::Document;
use crate::segment::Gone;

/// Documents of a segment at most.
pub const DOCUMENTS_MAX: u32 = 1 << 16;

/// The day from which days are counted.
const FIRST_DAY: Date = Date::constant(1970, 1, 1);

/// Values that repeat, by number.
#[derive(Clone, Debug)]
pub(crate) struct Names<T> {
    /// Each value once.
    pub names: Vec<T>,
    /// For each document the place of its value.
    pub of: Vec<u32>,
    places: HashMap<T, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { names: Vec::new(), of: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    fn push<Q>(&mut self, name: &Q)
    where
        T: Borrow<Q>,
        Q: ToOwned<Owned = T> + Eq + Hash + ?Sized,
    {
        let place = self.places.get(name).copied().unwrap_or_else(|| {
            let place = self.names.len() as u32;
            self.names.push(name.to_owned());
            self.places.insert(name.to_owned(), place);
            place
        });
        self.of.push(place);
    }
}

/// The documents of one segment, by their number in it.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The articles' numbers; 0 where a document is no more.
    pub(crate) articles: Vec<i64>,
    pub(crate) seqs: Vec<i64>,
    /// Minutes since 1970.
    pub(crate) minutes: Vec<i32>,
    /// Days since 1970 in the publisher's calendar.
    pub(crate) days: Vec<i32>,
    /// Year times 12 and month from 0.
    pub(crate) months: Vec<i32>,
    /// How many places the document has: its length.
    pub(crate) places: Vec<u32>,
    /// The source that announced it first; 0 for none.
    pub(crate) sources: Names<i64>,
    /// Further sources, by document.
    pub(crate) more_sources: Vec<(u32, i64)>,
    /// Empty for none.
    pub(crate) languages: Names<String>,
    pub(crate) hosts: Names<String>,
    pub(crate) images: Vec<bool>,
    /// All places.
    pub(crate) place_total: u64,
    /// The first and the last minute of a document that is there.
    pub(crate) span: Option<(i32, i32)>,
}

/// Days since 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    FIRST_DAY.until(day).map_or(0, |span| span.get_days())
}

/// The month of such a day.
fn month_of(day: i32) -> i32 {
    let date =
        FIRST_DAY.checked_add(jiff::Span::new().try_days(day).unwrap_or_default()).unwrap_or(FIRST_DAY);
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

impl Columns {
    /// How many documents there are, those that are no more included.
    pub fn len(&self) -> u32 {
        self.articles.len() as u32
    }

    /// True where there is no document.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    pub(crate) fn push(&mut self, document: &Document<'_>, place_count: u32) {
        let doc = self.len();
        let minutes = document.at_seconds.div_euclid(60);
        let minutes = i32::try_from(minutes).unwrap_or(if minutes < 0 { i32::MIN } else { i32::MAX });
        let (first, more) =
            document.sources.split_first().map_or((0, &[][..]), |(first, more)| (*first, more));
        self.more_sources.extend(more.iter().map(|source| (doc, *source)));
        self.push_row(&Row {
            article: document.article_id,
            seq: document.seq,
            minutes,
            day: day_number(document.day),
            places: place_count,
            source: first,
            language: document.language.unwrap_or_default(),
            host: document.host,
            image: document.has_image,
        });
    }

    fn push_row(&mut self, row: &Row<'_>) {
        let month = match self.days.last() {
            Some(&day) if day == row.day => *self.months.last().expect("as many months as days"),
            _ => month_of(row.day),
        };
        self.articles.push(row.article);
        self.seqs.push(row.seq);
        self.minutes.push(row.minutes);
        self.days.push(row.day);
        self.months.push(month);
        self.places.push(row.places);
        self.sources.push(&row.source);
        self.languages.push(row.language);
        self.hosts.push(row.host);
        self.images.push(row.image);
        self.place_total += u64::from(row.places);
        if row.article != 0 {
            let (first, last) = self.span.unwrap_or((row.minutes, row.minutes));
            self.span = Some((first.min(row.minutes), last.max(row.minutes)));
        }
    }

    /// The columns of several segments in a row, empty where a document is gone.
    pub fn joined<'a>(parts: impl Iterator<Item = (&'a Self, &'a Gone)>) -> Self {
        let mut joined = Self::default();
        parts.for_each(|(part, gone)| joined.append(part, |doc| gone.contains(doc)));
        joined
    }

    /// Empties the row of a document.
    pub fn scrub(&mut self, doc: u32) {
        let mut kept = Self::default();
        kept.append(self, |other| other == doc);
        *self = kept;
    }

    /// Adds the documents of another segment, leaving those empty that `gone` names.
    fn append(&mut self, other: &Self, gone: impl Fn(u32) -> bool) {
        let offset = self.len();
        for doc in 0..other.len() {
            let row = other.row(doc);
            // The length stays: lists may still hold places of that width.
            let row = if gone(doc) { Row { places: row.places, ..Row::default() } } else { row };
            self.push_row(&row);
        }
        let kept = other.more_sources.iter().filter(|(doc, _)| !gone(*doc));
        self.more_sources.extend(kept.map(|(doc, source)| (doc + offset, *source)));
    }

    fn row(&self, doc: u32) -> Row<'_> {
        let n = doc as usize;
        Row {
            article: self.articles[n],
            seq: self.seqs[n],
            minutes: self.minutes[n],
            day: self.days[n],
            places: self.places[n],
            source: self.sources.names[self.sources.of[n] as usize],
            language: &self.languages.names[self.languages.of[n] as usize],
            host: &self.hosts.names[self.hosts.of[n] as usize],
            image: self.images[n],
        }
    }

    /// Whether any of these sources announced a document.
    pub(crate) fn is_of(&self, doc: u32, sources: &HashSet<i64>) -> bool {
        let first = self.sources.names[self.sources.of[doc as usize] as usize];
        let more = &self.more_sources[self.more_sources.partition_point(|(other, _)| *other < doc)..];
        sources.contains(&first)
            || more.iter().take_while(|(other, _)| *other == doc).any(|(_, source)| sources.contains(source))
    }

    /// The number of an article's document here, the last one first.
    pub fn document_of(&self, article_id: i64) -> Option<u32> {
        self.articles.iter().rposition(|article| *article == article_id).map(|n| n as u32)
    }

    /// The bytes to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_number(&mut out, u64::from(self.len()));
        for names in [&self.languages.names, &self.hosts.names] {
            write_number(&mut out, names.len() as u64);
            for name in names {
                write_number(&mut out, name.len() as u64);
                out.extend_from_slice(name.as_bytes());
            }
        }
        let mut before = Row::default();
        for doc in 0..self.len() {
            let row = self.row(doc);
            write_signed(&mut out, row.article.wrapping_sub(before.article));
            write_signed(&mut out, row.seq.wrapping_sub(before.seq));
            write_signed(&mut out, i64::from(row.minutes) - i64::from(before.minutes));
            write_signed(&mut out, i64::from(row.day) - i64::from(row.minutes) / 1440);
            write_number(&mut out, u64::from(row.places));
            write_signed(&mut out, row.source.wrapping_sub(before.source));
            write_number(&mut out, u64::from(self.languages.of[doc as usize]) << 1 | u64::from(row.image));
            write_number(&mut out, u64::from(self.hosts.of[doc as usize]));
            before = row;
        }
        write_number(&mut out, self.more_sources.len() as u64);
        for (doc, source) in &self.more_sources {
            write_number(&mut out, u64::from(*doc));
            write_signed(&mut out, *source);
        }
        out
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    ///
    /// [`Damaged`] where [`to_bytes`](Self::to_bytes) did not write them.
    pub fn read(mut bytes: &[u8]) -> Result<Self, Damaged> {
        const OFF: Damaged = Damaged("the columns of a segment do not fit together");
        let bytes = &mut bytes;
        let count = read_number(bytes)?;
        if count > u64::from(DOCUMENTS_MAX) {
            return Err(OFF);
        }
        let mut columns = Self::default();
        let languages = read_names(bytes)?;
        let hosts = read_names(bytes)?;
        let (mut article, mut seq, mut minutes, mut source) = (0_i64, 0_i64, 0_i64, 0_i64);
        for _ in 0..count {
            article = article.wrapping_add(read_signed(bytes)?);
            seq = seq.wrapping_add(read_signed(bytes)?);
            minutes = minutes.wrapping_add(read_signed(bytes)?);
            let day = read_signed(bytes)?.wrapping_add(minutes / 1440);
            let places = read_number(bytes)?;
            source = source.wrapping_add(read_signed(bytes)?);
            let language = read_number(bytes)?;
            let host = read_number(bytes)?;
            columns.push_row(&Row {
                article,
                seq,
                minutes: i32::try_from(minutes).map_err(|_| OFF)?,
                day: i32::try_from(day).map_err(|_| OFF)?,
                places: u32::try_from(places).map_err(|_| OFF)?,
                source,
                language: languages.get((language >> 1) as usize).ok_or(OFF)?,
                host: hosts.get(usize::try_from(host).map_err(|_| OFF)?).ok_or(OFF)?,
                image: language & 1 == 1,
            });
        }
        for _ in 0..read_number(bytes)? {
            let doc = u32::try_from(read_number(bytes)?).map_err(|_| OFF)?;
            columns.more_sources.push((doc, read_signed(bytes)?));
        }
        Ok(columns)
    }
}

/// One document's row.
#[derive(Clone, Copy, Default)]
struct Row<'a> {
    article: i64,
    seq: i64,
    minutes: i32,
    day: i32,
    places: u32,
    source: i64,
    language: &'a str,
    host: &'a str,
    image: bool,
}

fn read_names(bytes: &mut &[u8]) -> Result<Vec<String>, Damaged> {
    let count = read_number(bytes)?;
    let mut names = Vec::new();
    for _ in 0..count {
        let length = usize::try_from(read_number(bytes)?).map_err(|_| Damaged("a name is too long"))?;
        let (name, rest) = bytes.split_at_checked(length).ok_or(Damaged("a name ends early"))?;
        *bytes = rest;
        names.push(String::from_utf8(name.to_owned()).map_err(|_| Damaged("a name is no text"))?);
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
