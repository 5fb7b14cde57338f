//! How many hits there are by source, language and month.

use std::collections::HashMap;

use super::Docs;
use crate::columns::{Columns, Names};

/// Hits by what they have in common, the most first, months the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By source; an article that several announced counts for each.
    pub sources: Vec<(i64, u64)>,
    /// By language tag; articles whose language is not known are left out.
    pub languages: Vec<(String, u64)>,
    /// By year and month (1 to 12).
    pub months: Vec<((i16, i8), u64)>,
}

#[derive(Default)]
pub(super) struct Counter {
    sources: HashMap<i64, u64>,
    languages: HashMap<String, u64>,
    months: HashMap<i32, u64>,
}

impl Counter {
    pub(super) fn count(&mut self, columns: &Columns, hits: &Docs) {
        add(&columns.sources, hits, &mut self.sources);
        add(&columns.languages, hits, &mut self.languages);
        for (doc, source) in &columns.more_sources {
            if *doc < columns.len() && hits.contains(*doc) {
                *self.sources.entry(*source).or_default() += 1;
            }
        }
        // Neighbours are of one month, as a rule.
        let mut run = (i32::MIN, 0);
        for doc in hits.iter() {
            let month = columns.months[doc as usize];
            if month != run.0 {
                *self.months.entry(run.0).or_default() += run.1;
                run = (month, 0);
            }
            run.1 += 1;
        }
        *self.months.entry(run.0).or_default() += run.1;
    }

    pub(super) fn finish(mut self) -> Facets {
        self.sources.remove(&0);
        self.languages.remove("");
        self.months.retain(|_, count| *count > 0);
        let months = self.months.into_iter();
        let mut months: Vec<((i16, i8), u64)> = months
            .map(|(month, count)| ((month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1), count))
            .collect();
        months.sort_unstable_by_key(|month| std::cmp::Reverse(month.0));
        Facets { sources: by_count(self.sources), languages: by_count(self.languages), months }
    }
}

fn add<T: Clone + Eq + std::hash::Hash>(names: &Names<T>, hits: &Docs, to: &mut HashMap<T, u64>) {
    let mut counts = vec![0; names.names.len()];
    hits.iter().for_each(|doc| counts[names.of[doc as usize] as usize] += 1);
    for (name, count) in names.names.iter().zip(counts).filter(|(_, count)| *count > 0) {
        *to.entry(name.clone()).or_default() += count;
    }
}

fn by_count<T: Ord>(counts: HashMap<T, u64>) -> Vec<(T, u64)> {
    let mut list: Vec<(T, u64)> = counts.into_iter().collect();
    list.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    list
}
