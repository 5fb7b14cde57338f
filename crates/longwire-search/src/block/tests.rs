use proptest::prelude::*;

use super::*;

fn blocks_of(terms: &[(Vec<u8>, Vec<u8>)]) -> Vec<Block> {
    let mut writer = BlockWriter::default();
    let mut blocks: Vec<Block> = terms.iter().filter_map(|(term, body)| writer.add(term, body)).collect();
    blocks.extend(writer.finish());
    blocks
}

proptest! {
    #[test]
    fn every_term_is_found_and_no_other(
        terms in prop::collection::btree_map("[a-c]{1,6}", prop::collection::vec(any::<u8>(), 0..600), 0..60),
    ) {
        let terms: Vec<(Vec<u8>, Vec<u8>)> = terms.into_iter().map(|(term, body)| (term.into_bytes(), body)).collect();
        let blocks = blocks_of(&terms);
        for (term, body) in &terms {
            let block = blocks.iter().rfind(|block| block.name <= *term).unwrap();
            prop_assert_eq!(find(&block.bytes, term).unwrap(), Some(&body[..]));
            let mut other = term.clone();
            other.push(b'!');
            prop_assert_eq!(find(&block.bytes, &other).unwrap(), None);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = find(&bytes, b"m");
    }
}

#[test]
fn a_long_list_stands_alone() {
    let list = |term: &str, length: usize| (term.as_bytes().to_owned(), vec![1; length]);
    let blocks = blocks_of(&[list("a", 10), list("b", 50_000), list("c", 10), list("d", 10)]);
    let names: Vec<&[u8]> = blocks.iter().map(|block| &block.name[..]).collect();
    assert_eq!(names, [b"a", b"b", b"c"]);
}
