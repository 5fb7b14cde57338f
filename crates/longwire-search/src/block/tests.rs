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

#[test]
fn the_beginning_of_a_long_block_tells_where_its_documents_end() {
    // One document of two, and then places: a number of documents, a low width, a distance with a count.
    let list = [vec![1, 0, 0b11], vec![9; 50_000]].concat();
    let blocks = blocks_of(&[
        (b"Bword".to_vec(), list.clone()),
        (b"Cpair".to_vec(), list.clone()),
        (b"Aa".to_vec(), list),
    ]);
    for (block, is_cut) in blocks.iter().zip([true, true, false]) {
        let Beginning { start, end } = Beginning::of(&block.bytes[..HEAD_BYTES], 2).unwrap();
        assert_eq!(block.bytes[start..start + 3], [1, 0, 0b11]);
        assert_eq!(end < HEAD_BYTES, is_cut, "{end} of {}", block.bytes.len());
        assert!(end <= block.bytes.len());
    }
    assert!(Beginning::of(b"\x01", 2).is_err() && Beginning::of(&[], 2).is_err());
}
