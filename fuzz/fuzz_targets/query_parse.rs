//! Any text is a query, any query can be held against any text, and what it
//! finds there stands where it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_search::{QUERY_UNITS_MAX, TERMS_MAX, excerpt, marks, parse};

fuzz_target!(|input: (&str, &str)| {
    let (written, text) = input;
    let query = parse(written);
    assert!(query.clauses.iter().map(|clause| clause.any.len()).sum::<usize>() <= TERMS_MAX);
    assert!(query.words().map(longwire_search::Words::unit_count).sum::<usize>() <= QUERY_UNITS_MAX);
    for mark in marks(text, &query) {
        assert!(text.get(mark).is_some());
    }
    let found = excerpt(text, &query);
    assert!(found.marks.iter().all(|mark| found.text.get(mark.clone()).is_some()));
    query.loosened();
    assert!(query.for_nobody().0.marks().is_empty());
});
