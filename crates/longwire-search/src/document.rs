//! What is indexed of an article, and the terms it is found by.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::query::Field;
use crate::units::{Kind, Units};
use crate::words::begins;

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

    /// Calls `each` with every occurrence of a term and where it stands; gives how many places there are.
    pub(crate) fn each_term(&self, mut each: impl FnMut(&[u8], Spot)) -> u32 {
        let mut key = Vec::new();
        let mut units = Units::of(self.title);
        let title_count = units.len();
        units.add(self.text);
        let begun = begins(&units);
        // The title is part of the text; of a title alone there is a field of its own.
        occurrences(Field::Title, &units, &begun[..title_count], &mut key, &mut each);
        occurrences(Field::Text, &units, &begun, &mut key, &mut each);
        let mut places = units.place_count();
        for (field, names) in [(Field::Author, self.authors), (Field::Tag, self.tags)] {
            let mut units = Units::default();
            names.iter().for_each(|name| units.add(name));
            occurrences(field, &units, &begins(&units), &mut key, &mut each);
            places = places.max(units.place_count());
        }
        places
    }
}

/// Where a term stands once, and whether it begins and ends where words do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot(u32);

impl Spot {
    /// Bits that tell whether words begin and end.
    pub(crate) const EDGE_BITS: u32 = 2;

    /// Places are fewer than 2^24, see [`UNITS_MAX`](crate::UNITS_MAX).
    pub(crate) fn new(place: u32, begins: bool, ends: bool) -> Self {
        Self(place << Self::EDGE_BITS | u32::from(begins) << 1 | u32::from(ends))
    }

    /// As it is written in the list of a pair.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    pub(crate) fn place(self) -> u32 {
        self.0 >> Self::EDGE_BITS
    }

    pub(crate) fn begins(self) -> bool {
        self.0 >> 1 & 1 == 1
    }

    pub(crate) fn ends(self) -> bool {
        self.0 & 1 == 1
    }

    pub(crate) fn is_whole(self) -> bool {
        self.0 & 3 == 3
    }
}

/// Units as terms: every unit, and every pair that touches and is not two words.
fn occurrences(
    field: Field,
    units: &Units,
    begins: &[bool],
    key: &mut Vec<u8>,
    each: &mut impl FnMut(&[u8], Spot),
) {
    let list = &units.list()[..begins.len()];
    let begins_at = |n: usize| begins.get(n).copied().unwrap_or(true);
    for (n, unit) in list.iter().enumerate() {
        let touches = n + 1 < list.len() && units.touches_next(n);
        term(field, Sort::of(unit.kind), units.text(n), key);
        each(key, Spot::new(unit.place, begins[n], !touches || begins_at(n + 1)));
        if touches && !(unit.kind == Kind::Word && list[n + 1].kind == Kind::Word) {
            let ends = begins_at(n + 2) || !units.touches_next(n + 1);
            term(field, Sort::Pair, units.join(n, n + 1), key);
            each(key, Spot::new(unit.place, begins[n], ends));
        }
    }
}

/// What a term is made of, and so what its lists hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// One character. Lists say how often, and how often as a word, not where: the
    /// pairs that the character stands in do.
    Single,
    /// A word written apart: its lists have its places.
    Word,
    /// Two units side by side: its lists have places, and whether words begin and end there.
    Pair,
}

impl Sort {
    /// That of a unit by itself.
    pub(crate) fn of(kind: Kind) -> Self {
        if kind == Kind::Word { Self::Word } else { Self::Single }
    }

    /// That of a term by its name.
    pub(crate) fn of_term(term: &[u8]) -> Self {
        match term.first().map_or(0, |lead| lead.wrapping_sub(FIRST_LEAD) % 3) {
            0 => Self::Single,
            1 => Self::Word,
            _ => Self::Pair,
        }
    }

    /// Bits of one occurrence in a document with so many places.
    pub(crate) fn width(self, place_count: u32) -> u32 {
        match self {
            Self::Single => 0,
            Self::Word => place_width(place_count),
            Self::Pair => place_width(place_count) + Spot::EDGE_BITS,
        }
    }
}

/// The first letter of terms; each field has one for each [`Sort`].
const FIRST_LEAD: u8 = b'A';

/// Writes the name of a term: its field and sort, and its folded text.
pub(crate) fn term(field: Field, sort: Sort, text: &str, key: &mut Vec<u8>) {
    key.clear();
    let field = match field {
        Field::Text => 0,
        Field::Title => 1,
        Field::Author => 2,
        Field::Tag => 3,
    };
    key.push(FIRST_LEAD + field * 3 + sort as u8);
    key.extend_from_slice(text.as_bytes());
}

/// How wide a place is in a document with so many.
pub(crate) fn place_width(place_count: u32) -> u32 {
    32 - place_count.saturating_sub(1).leading_zeros()
}
