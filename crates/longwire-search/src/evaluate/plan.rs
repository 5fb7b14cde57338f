//! Which posting lists a query needs, and the documents they name together.

use std::collections::{HashMap, HashSet};

use super::fit::{Fits, Lane, in_places};
use super::{Lists, Segment};
use crate::Damaged;
use crate::columns::Columns;
use crate::document::{Sort, term};
use crate::posting::{PostingList, document_count};
use crate::query::{Chain, Field, Query, Term, Words};
use crate::units::Kind;

/// All lists that a query needs, fetched.
pub(super) struct Plan {
    /// For each term its sort and its lists by segment.
    lists: Vec<(Sort, Vec<Option<Vec<u8>>>)>,
    /// The query's words in their order.
    pub words: Vec<WordsPlan>,
}

/// Which lists make the documents of some words.
pub(super) struct WordsPlan {
    chains: Vec<ChainPlan>,
    /// How much an occurrence says: the rarer the more.
    pub weight: f32,
    /// The same in the title, where the words may stand in title and body.
    pub title: Option<Box<WordsPlan>>,
    is_missing: bool,
}

/// The terms of a chain and how far behind its beginning each stands.
struct ChainPlan {
    terms: Vec<(usize, u32)>,
}

/// The terms whose lists are needed, each once.
#[derive(Default)]
struct Terms {
    numbers: HashMap<Vec<u8>, usize>,
    /// Those that are pairs.
    pairs: HashSet<usize>,
    /// Those of which it matters where they stand.
    placed: HashSet<usize>,
    /// Whether it matters if a pair is a word.
    by_relevance: bool,
}

impl Terms {
    fn number(&mut self, field: Field, sort: Sort, text: &str) -> usize {
        let mut key = Vec::new();
        term(field, sort, text, &mut key);
        let next = self.numbers.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if sort == Sort::Pair {
            self.pairs.insert(number);
        }
        number
    }

    fn words(&mut self, field: Field, words: &Words) -> WordsPlan {
        let chains: Vec<_> = words.chains.iter().map(|chain| self.chain(field, chain)).collect();
        let is_weighed = self.by_relevance || chains.len() > 1;
        for ChainPlan { terms } in &chains {
            let is_placed = |number: &usize| terms.len() > 1 || is_weighed && self.pairs.contains(number);
            self.placed.extend(terms.iter().map(|(number, _)| *number).filter(is_placed));
        }
        WordsPlan { chains, weight: 0.0, title: None, is_missing: false }
    }

    /// The fewest terms that hold all units in their places: pairs side by side, and single words.
    fn chain(&mut self, field: Field, chain: &Chain) -> ChainPlan {
        let units = &chain.units;
        let is_word = |n: usize| units[n].1 == Kind::Word;
        let pair = |n: usize| [&*units[n].0, &*units[n + 1].0].concat();
        let mut terms = Vec::new();
        let mut n = 0;
        while n < units.len() {
            let (number, place, step) = if n + 1 < units.len() && !(is_word(n) && is_word(n + 1)) {
                (self.number(field, Sort::Pair, &pair(n)), n, 2)
            } else if n > 0 && !is_word(n) {
                (self.number(field, Sort::Pair, &pair(n - 1)), n - 1, 1)
            } else {
                (self.number(field, Sort::of(units[n].1), &units[n].0), n, 1)
            };
            terms.push((number, place as u32));
            n += step;
        }
        ChainPlan { terms }
    }
}

impl Plan {
    /// Fetches what a query needs; the titles' lists only where they matter for the order.
    pub(super) fn of<L: Lists>(
        query: &Query,
        segments: &[Segment],
        lists: &L,
        with_titles: bool,
    ) -> Result<Self, L::Error> {
        let mut terms = Terms { by_relevance: with_titles, ..Terms::default() };
        let mut words = Vec::new();
        for clause in &query.clauses {
            for of_query in clause.any.iter().filter_map(words_of) {
                let mut plan = terms.words(of_query.field, of_query);
                if with_titles && !clause.excluded && of_query.field == Field::Text {
                    plan.title = Some(Box::new(terms.words(Field::Title, of_query)));
                }
                words.push(plan);
            }
        }
        let mut fetched = vec![(Sort::Single, Vec::new()); terms.numbers.len()];
        for (key, number) in &terms.numbers {
            let is_placed = terms.placed.contains(number);
            let of_segment = |n| if is_placed { lists.list(n, key) } else { lists.documents(n, key) };
            let of_term = (0..segments.len()).map(of_segment).collect::<Result<_, _>>()?;
            fetched[*number] = (Sort::of_term(key), of_term);
        }
        let mut plan = Self { lists: fetched, words };
        plan.weigh(segments)?;
        Ok(plan)
    }

    /// Weighs words by how many documents have the rarest of their terms.
    fn weigh(&mut self, segments: &[Segment]) -> Result<(), Damaged> {
        let mut counts = Vec::new();
        for (_, lists) in &self.lists {
            let mut count = 0;
            for list in lists.iter().flatten() {
                count += u64::from(document_count(list)?);
            }
            counts.push(count);
        }
        let total: u64 = segments.iter().map(|segment| u64::from(segment.columns.len())).sum();
        for words in &mut self.words {
            let terms = words.chains.iter().flat_map(|chain| &chain.terms);
            let rarest = terms.map(|(number, _)| counts[*number]).min().unwrap_or(0);
            words.is_missing = rarest == 0;
            words.weight = (1.0 + (total as f32 - rarest as f32 + 0.5).max(0.5) / (rarest as f32 + 0.5)).ln();
        }
        Ok(())
    }

    /// Single words of the query that no document has; those count too of which none was `seen`, in
    /// the order of the plan's words.
    pub(super) fn missing(&self, query: &Query, seen: &[bool]) -> Vec<String> {
        let of_query = query
            .clauses
            .iter()
            .flat_map(|clause| clause.any.iter().map(move |term| (clause.excluded, term)));
        let of_query = of_query.filter_map(|(excluded, term)| Some((excluded, words_of(term)?)));
        let mut missing: Vec<String> = Vec::new();
        for (((excluded, words), plan), seen) in of_query.zip(&self.words).zip(seen) {
            if let ([chain], true, false) = (&words.chains[..], plan.is_missing || !seen, excluded)
                && let [(text, Kind::Word)] = &chain.units[..]
            {
                missing.push(text.clone());
            }
        }
        missing
    }

    /// The documents of a segment that have all chains of some words.
    pub(super) fn fits(
        &self,
        words: &WordsPlan,
        segment: usize,
        columns: &Columns,
    ) -> Result<Fits<'_>, Damaged> {
        let mut common: Option<Fits<'_>> = None;
        for chain in &words.chains {
            let fits = self.chain(chain, segment, columns)?;
            common = Some(match common {
                None => fits,
                Some(before) => before.and(fits, columns)?,
            });
        }
        Ok(common.unwrap_or_default())
    }

    fn chain(&self, chain: &ChainPlan, segment: usize, columns: &Columns) -> Result<Fits<'_>, Damaged> {
        let mut lanes = Vec::new();
        for (number, offset) in &chain.terms {
            let (sort, lists) = &self.lists[*number];
            let Some(bytes) = &lists[segment] else { return Ok(Fits::default()) };
            lanes.push(Lane::new(PostingList::read(bytes, *sort, columns.len())?, *sort, *offset));
        }
        match lanes.len() {
            1 => Ok(lanes.remove(0).alone()),
            _ => in_places(lanes, columns),
        }
    }
}

fn words_of(term: &Term) -> Option<&Words> {
    match term {
        Term::Words(words) => Some(words),
        _ => None,
    }
}
