//! What is indexed of an article, and the terms it is found by.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::query::Field;
use crate::units::{Kind, Units};

/// What is indexed of an article: its newest revision and how it came.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article's number; 1 or more.
    pub article_id: i64,
    /// The place of its newest change in the archive.
    pub seq: i64,
    /// Its title.
    pub title: &'a str,
    /// Its body as plain text.
    pub text: &'a str,
    /// Its authors' names.
    pub authors: &'a [String],
    /// Its section and its tags.
    pub tags: &'a [String],
    /// The host of its address, in lower case.
    pub host: &'a str,
    /// Its language as a tag in canonical case.
    pub language: Option<&'a str>,
    /// The sources that announced it, the first one first.
    pub sources: &'a [i64],
    /// When it appeared, in seconds since 1970.
    pub at_seconds: i64,
    /// The day on which it appeared, in the publisher's calendar.
    pub day: Date,
    /// Whether it has a picture.
    pub has_image: bool,
}

impl Document<'_> {
    /// Every term that finds it, sorted.
    pub fn terms(&self) -> BTreeSet<Vec<u8>> {
        let mut terms = BTreeSet::new();
        self.each_term(|term, _| {
            if !terms.contains(term) {
                terms.insert(term.to_owned());
            }
        });
        terms
    }

    /// Calls `each` with every occurrence of a term and its place; gives how many places there are.
    pub(crate) fn each_term(&self, mut each: impl FnMut(&[u8], u32)) -> u32 {
        let mut key = Vec::new();
        let mut units = Units::of(self.title);
        let title_count = units.len();
        units.add(self.text);
        // The title is part of the text; of a title alone there is a field of its own.
        occurrences(Field::Title, &units, title_count, &mut key, &mut each);
        occurrences(Field::Text, &units, units.len(), &mut key, &mut each);
        let mut authors = Units::default();
        self.authors.iter().for_each(|name| authors.add(name));
        occurrences(Field::Author, &authors, authors.len(), &mut key, &mut each);
        let mut tags = Units::default();
        self.tags.iter().for_each(|tag| tags.add(tag));
        occurrences(Field::Tag, &tags, tags.len(), &mut key, &mut each);
        units.place_count().max(authors.place_count()).max(tags.place_count())
    }
}

/// The first `count` units as terms: every unit, and every pair that touches and is not two words.
fn occurrences(
    field: Field,
    units: &Units,
    count: usize,
    key: &mut Vec<u8>,
    each: &mut impl FnMut(&[u8], u32),
) {
    for (n, unit) in units.list()[..count].iter().enumerate() {
        term(field, is_single(unit.kind), units.text(n), key);
        each(key, unit.place);
        let is_pair = n + 1 < count
            && units.touches_next(n)
            && !(unit.kind == Kind::Word && units.list()[n + 1].kind == Kind::Word);
        if is_pair {
            term(field, false, units.join(n, n + 1), key);
            each(key, unit.place);
        }
    }
}

/// Whether a unit alone is a term without places. The pairs it stands in have them.
pub(crate) fn is_single(kind: Kind) -> bool {
    kind != Kind::Word
}

/// Writes the name of a term: its field, and its folded text.
pub(crate) fn term(field: Field, single: bool, text: &str, key: &mut Vec<u8>) {
    key.clear();
    key.push(
        match field {
            Field::Text => b'A',
            Field::Title => b'C',
            Field::Author => b'E',
            Field::Tag => b'G',
        } + u8::from(!single),
    );
    key.extend_from_slice(text.as_bytes());
}

/// Whether the lists of a term have places.
pub(crate) fn has_places(term: &[u8]) -> bool {
    term.first().is_some_and(|lead| lead % 2 == 0)
}
