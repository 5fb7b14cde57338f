use std::collections::BTreeMap;

use super::*;

#[test]
fn each_term_has_one_number_and_their_order_is_that_of_their_bytes() {
    let mut terms = Terms::default();
    let mut expected = BTreeMap::new();
    for n in 0..20_000_u32 {
        for term in [n.to_string(), format!("a long beginning {}", n % 7_000), "x".repeat(n as usize % 40)] {
            let number = terms.number(term.as_bytes());
            assert_eq!(*expected.entry(term.into_bytes()).or_insert(number), number);
        }
    }
    assert_eq!(terms.len(), expected.len());
    assert!(expected.iter().all(|(term, number)| terms.term(*number) == term));
    assert_eq!(terms.sorted(), expected.into_values().collect::<Vec<_>>());
}

#[test]
fn a_short_term_stands_before_those_that_it_begins() {
    assert!(head(b"ab") < head(b"ab\x01") && head(b"ab") < head(b"b"));
    assert_eq!(head(b"abcdefgh"), head(b"abcdefghi"));
}
