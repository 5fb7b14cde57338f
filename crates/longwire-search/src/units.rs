//! The units of a text: words where words are written apart, single characters elsewhere.
//!
//! A unit is what a query asks for and a posting list counts. Chinese, Japanese,
//! Korean, Thai, Lao, Khmer and Burmese come as one character a unit; two units
//! that *touch* make a pair, and pairs are what finds any substring.
//!
//! - [`Units`] holds the folded text without what stands between units, so the
//!   text of neighbours is one slice.
//! - Places count units; where two units do not touch, a place is left out.
//! - White space between ideographs does not part them (names are padded with
//!   it, lines are broken by it), between hangul it does. Marks part ideographs,
//!   but for the hyphens and dots inside names. A new line parts all.
//! - Deliberately absent: dictionaries. A substring needs none.

use std::ops::Range;

use longwire_text::cjk::{Class, class};

use crate::fold::fold;

/// Letters of the longest word; the rest of a longer one is a word of its own that touches it.
const WORD_LETTERS_MAX: u32 = 32;

/// Units of one document at most; what follows is not indexed.
pub const UNITS_MAX: usize = 2_000_000;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters and digits.
    Word,
    /// One character of a script that is written without spaces.
    Character,
    /// One hangul syllable.
    Hangul,
}

/// One unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub kind: Kind,
    /// Counts units, and one more where the unit before does not touch.
    pub place: u32,
    at: u32,
    len: u32,
    source_start: u32,
    source_end: u32,
}

impl Unit {
    /// The bytes of the source that it came from.
    pub(crate) fn source(&self) -> Range<usize> {
        self.source_start as usize..self.source_end as usize
    }
}

/// What stands between two units, the strongest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    Nothing,
    Space,
    Mark,
    Line,
}

/// The units of one or several texts in a row.
#[derive(Debug, Default)]
pub(crate) struct Units {
    folded: String,
    list: Vec<Unit>,
}

impl Units {
    /// The units of one text.
    pub(crate) fn of(text: &str) -> Self {
        let mut units = Self::default();
        units.add(text);
        units
    }

    /// Adds a text that does not touch what is there. Sources count from its own beginning.
    pub(crate) fn add(&mut self, text: &str) {
        let mut adder = Adder { units: self, between: Between::Line, letters: 0 };
        fold(text, |c, source| adder.character(c, source));
    }

    pub(crate) fn list(&self) -> &[Unit] {
        &self.list
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// One more than the last place.
    pub(crate) fn place_count(&self) -> u32 {
        self.list.last().map_or(0, |unit| unit.place + 1)
    }

    /// The folded text of a unit.
    pub(crate) fn text(&self, n: usize) -> &str {
        self.join(n, n)
    }

    /// The folded text of two units and all between them, as one.
    pub(crate) fn join(&self, first: usize, last: usize) -> &str {
        let (first, last) = (self.list[first], self.list[last]);
        &self.folded[first.at as usize..(last.at + last.len) as usize]
    }

    /// Whether a unit touches the next one.
    pub(crate) fn touches_next(&self, n: usize) -> bool {
        self.list.get(n + 1).is_some_and(|next| next.place == self.list[n].place + 1)
    }

    /// Runs of units that touch, in order.
    pub(crate) fn chains(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        (0..self.len()).filter_map(move |n| {
            if self.touches_next(n) {
                return None;
            }
            Some(std::mem::replace(&mut start, n + 1)..n + 1)
        })
    }
}

struct Adder<'a> {
    units: &'a mut Units,
    between: Between,
    /// Letters of the word that is being read; 0 where none is.
    letters: u32,
}

impl Adder<'_> {
    fn character(&mut self, c: char, source: Range<usize>) {
        let kind = match kind(c) {
            Ok(kind) => kind,
            Err(between) => {
                self.between = self.between.max(between);
                self.letters = 0;
                return;
            }
        };
        let units = &mut *self.units;
        if kind == Kind::Word && self.letters > 0 && self.letters < WORD_LETTERS_MAX {
            units.folded.push(c);
            if let Some(last) = units.list.last_mut() {
                last.len += c.len_utf8() as u32;
                last.source_end = source.end as u32;
            }
            self.letters += 1;
            return;
        }
        if units.list.len() >= UNITS_MAX {
            return;
        }
        let place = match units.list.last() {
            None => 0,
            Some(last) => last.place + 1 + u32::from(parts(last.kind, self.between, kind)),
        };
        let at = units.folded.len() as u32;
        units.folded.push(c);
        units.list.push(Unit {
            kind,
            place,
            at,
            len: c.len_utf8() as u32,
            source_start: source.start as u32,
            source_end: source.end as u32,
        });
        self.letters = u32::from(kind == Kind::Word);
        self.between = Between::Nothing;
    }
}

/// What a folded character is, or what it puts between others.
fn kind(c: char) -> Result<Kind, Between> {
    if c.is_ascii() {
        return match c {
            'a'..='z' | '0'..='9' => Ok(Kind::Word),
            '\n' | '\r' => Err(Between::Line),
            ' ' | '\t' | '-' | '_' => Err(Between::Space),
            _ => Err(Between::Mark),
        };
    }
    match class(c) {
        Class::Han | Class::Kana => Ok(Kind::Character),
        Class::Hangul => Ok(Kind::Hangul),
        Class::Other if is_unspaced(c) => Ok(Kind::Character),
        Class::Other if c.is_alphanumeric() => Ok(Kind::Word),
        // Dots inside names, hyphens, white space.
        Class::Other if matches!(c, '·' | '‧' | '・' | '‐' | '‑' | '\u{3000}') => Err(Between::Space),
        Class::Other if matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') => Err(Between::Line),
        Class::Other if c.is_whitespace() => Err(Between::Space),
        Class::Other => Err(Between::Mark),
    }
}

/// Letters and vowel signs of Thai, Lao, Burmese and Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E4E}' | '\u{E81}'..='\u{ECD}' | '\u{EDC}'..='\u{EDF}' | '\u{1000}'..='\u{103F}'
        | '\u{1050}'..='\u{108F}' | '\u{1780}'..='\u{17D3}')
}

/// Whether two units do not touch.
fn parts(before: Kind, between: Between, after: Kind) -> bool {
    match (before, after) {
        (Kind::Word, Kind::Word) => between == Between::Line,
        (Kind::Hangul, Kind::Hangul) => between > Between::Nothing,
        _ => between > Between::Space,
    }
}

#[cfg(test)]
mod tests;
