//! The terms that an article might be found again by.

use std::collections::{HashMap, HashSet};

use super::{CANDIDATES_MAX, Columns, Damaged, LIST_BYTES_MAX, POSTINGS_MAX, Posting, Sort, read_postings};
use crate::document::{Document, term};
use crate::evaluate::{Lists, Short};
use crate::posting::document_count;
use crate::query::Field;
use crate::units::{Kind, Units};
use crate::words::begins;

/// Bytes of the text that are its lead.
const LEAD_BYTES: usize = 1_200;
/// Of the candidates, those of the title at most: some are left for the lead.
const TITLE_CANDIDATES_MAX: usize = CANDIDATES_MAX * 2 / 3;
/// What a term of the title weighs beside one of the lead.
const TITLE_WEIGHT: f32 = 2.0;
/// What a pair that is a word weighs beside one that is not.
const WORD_WEIGHT: f32 = 1.5;
/// What a word of few letters weighs: most are of the language and not of the matter, and a small
/// archive can not tell.
const SHORT_WEIGHT: f32 = 0.25;
const SHORT_LETTERS_MAX: usize = 3;

/// One term.
pub(super) struct Candidate {
    term: Vec<u8>,
    weight: f32,
    /// Its characters among those of all candidates; a word has two.
    pub units: u128,
    /// Documents that have it, as far as it was looked up; `None` where they are too many.
    pub count: Option<u32>,
    lists: HashMap<usize, Vec<u8>>,
}

impl Candidate {
    /// Looks it up in some more segments, up to where it proves to be frequent.
    pub(super) fn fetch<L: Lists>(&mut self, segments: &[usize], lists: &L) -> Result<(), L::Error> {
        for &n in segments {
            let Some(count) = self.count else { break };
            match lists.short_list(n, &self.term, LIST_BYTES_MAX)? {
                Short::Absent => {}
                Short::TooLong => self.count = None,
                Short::List(list) => {
                    let count = count.saturating_add(document_count(&list)?);
                    self.count = Some(count).filter(|count| *count <= POSTINGS_MAX);
                    self.lists.insert(n, list);
                }
            }
        }
        Ok(())
    }

    /// Whether one document at most has it.
    pub(super) fn is_lone(&self) -> bool {
        self.count.is_some_and(|count| count <= 1)
    }

    /// How much it says, among so many documents.
    pub(super) fn worth(&self, total: u32) -> f32 {
        let count = self.count.unwrap_or(total) as f32;
        self.weight * (1.0 + (total as f32 - count + 0.5).max(0.5) / (count + 0.5)).ln()
    }

    /// Calls `each` with its documents in a segment.
    pub(super) fn read(
        &self,
        segment: usize,
        columns: &Columns,
        each: impl FnMut(Posting),
    ) -> Result<(), Damaged> {
        let Some(list) = self.lists.get(&segment) else { return Ok(()) };
        let mut postings = Vec::new();
        read_postings(list, Sort::of_term(&self.term), columns.len(), &mut postings)?;
        postings.into_iter().for_each(each);
        Ok(())
    }
}

/// The words and pairs of an article's title and lead, each once.
pub(super) fn candidates(subject: &Document<'_>) -> Vec<Candidate> {
    let mut units = Units::of(subject.title);
    let title_count = units.len();
    units.add(&subject.text[..subject.text.floor_char_boundary(LEAD_BYTES)]);
    let begun = begins(&units);
    let begins_at = |n: usize| begun.get(n).copied().unwrap_or(true);
    let mut found = Found::default();
    for (n, unit) in units.list().iter().enumerate() {
        let is_title = n < title_count;
        let count_max = if is_title { TITLE_CANDIDATES_MAX } else { CANDIDATES_MAX };
        let weight = if is_title { TITLE_WEIGHT } else { 1.0 };
        if unit.kind == Kind::Word {
            let word = units.text(n);
            let is_short = word.chars().count() <= SHORT_LETTERS_MAX;
            let weight = weight * if is_short { SHORT_WEIGHT } else { WORD_WEIGHT };
            found.add(Sort::Word, word, weight, &[word], count_max);
        }
        let next = units.list().get(n + 1).filter(|_| units.touches_next(n));
        if next.is_some_and(|next| unit.kind != Kind::Word && next.kind != Kind::Word) {
            let is_word = begun[n] && (begins_at(n + 2) || !units.touches_next(n + 1)) && !begins_at(n + 1);
            let weight = if is_word { weight * WORD_WEIGHT } else { weight };
            let both = [units.text(n), units.text(n + 1)];
            found.add(Sort::Pair, units.join(n, n + 1), weight, &both, count_max);
        }
    }
    found.candidates
}

#[derive(Default)]
struct Found {
    candidates: Vec<Candidate>,
    known: HashSet<Vec<u8>>,
    /// The bits of the characters and words so far, and how many those are.
    units: HashMap<String, u128>,
    bit_count: u32,
}

impl Found {
    fn add(&mut self, sort: Sort, text: &str, weight: f32, of: &[&str], count_max: usize) {
        let mut key = Vec::new();
        term(Field::Text, sort, text, &mut key);
        if self.candidates.len() >= count_max || !self.known.insert(key.clone()) {
            return;
        }
        let width = if sort == Sort::Word { 2 } else { 1 };
        let units = of.iter().fold(0, |units, unit| units | self.bits(unit, width));
        let lists = HashMap::new();
        self.candidates.push(Candidate { term: key, weight, units, count: Some(0), lists });
    }

    /// The bits of a character or word. The last ones are shared by all that come late.
    fn bits(&mut self, unit: &str, width: u32) -> u128 {
        *self.units.entry(unit.to_owned()).or_insert_with(|| {
            let bits = ((1 << width) - 1) << self.bit_count.min(u128::BITS - width);
            self.bit_count += width;
            bits
        })
    }
}
