use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn a_list_is_read_as_it_was_written(
        gaps in prop::collection::vec((0_u32..300, prop::collection::vec(0_u32..700, 1..5)), 0..80),
    ) {
        let mut writer = PostingWriter::default();
        let mut doc = 0;
        let mut expected = Vec::new();
        for (gap, places) in &gaps {
            doc += gap + 1;
            writer.add(doc, places.len() as u32, places.iter().copied(), 10);
            expected.push((doc, places.clone()));
        }
        let bytes = writer.finish(doc + 1);
        let list = PostingList::read(&bytes, doc + 1).unwrap();
        let mut reader = list.places();
        let mut found = Vec::new();
        for posting in &list.postings {
            let mut places = Vec::new();
            reader.read(posting.count, 10, &mut places).unwrap();
            found.push((posting.doc, places));
        }
        prop_assert_eq!(found, expected);
        prop_assert_eq!(document_count(&bytes).unwrap(), gaps.len() as u32);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(list) = PostingList::read(&bytes, 1000) {
            let mut places = list.places();
            for posting in list.postings.iter().take(100) {
                places.skip(posting.count, 12);
            }
            let _ = places.read(3, 12, &mut Vec::new());
        }
    }
}

#[test]
fn places_of_a_document_can_be_left_out() {
    let mut writer = PostingWriter::default();
    writer.add(0, 2, [5, 900].into_iter(), 10);
    writer.add(1, 1, [7].into_iter(), 3);
    let bytes = writer.finish(2);
    let list = PostingList::read(&bytes, 2).unwrap();
    let mut places = list.places();
    places.skip(2, 10);
    let mut found = Vec::new();
    places.read(1, 3, &mut found).unwrap();
    assert_eq!(found, [7]);
}

#[test]
fn a_place_is_as_wide_as_the_last_one_needs() {
    for (count, width) in [(0, 0), (1, 0), (2, 1), (3, 2), (512, 9), (513, 10)] {
        assert_eq!(place_width(count), width, "{count}");
    }
}

#[test]
fn a_frequent_term_costs_little_more_than_a_bit_a_document() {
    let mut writer = PostingWriter::default();
    for doc in 0..10_000 {
        writer.add(doc, 1, std::iter::empty(), 0);
    }
    assert!(writer.finish(10_000).len() < 10_000 * 2 / 8 + 8);
}
