use proptest::prelude::*;

use super::*;

/// Writes lists of documents with their spots, all of one width.
fn written(sort: Sort, width: u32, documents: &[(u32, Vec<Spot>)]) -> Vec<u8> {
    let mut writer = PostingWriter::default();
    for (doc, spots) in documents {
        let whole = spots.iter().filter(|spot| spot.is_whole()).count() as u32;
        writer.add(Posting { doc: *doc, count: spots.len() as u32, whole });
        spots.iter().for_each(|spot| writer.spot(*spot, sort, width));
    }
    let mut bytes = Vec::new();
    writer.write(sort, documents.last().map_or(0, |last| last.0 + 1), &mut bytes);
    bytes
}

fn spot() -> impl Strategy<Value = Spot> {
    (0_u32..700, any::<bool>(), any::<bool>())
        .prop_map(|(place, begins, ends)| Spot::new(place, begins, ends))
}

proptest! {
    #[test]
    fn a_list_is_read_as_it_was_written(
        gaps in prop::collection::vec((0_u32..300, prop::collection::vec(spot(), 1..5)), 0..80),
        sort in prop::sample::select(vec![Sort::Single, Sort::Word, Sort::Pair]),
    ) {
        let mut next = 0;
        let documents: Vec<(u32, Vec<Spot>)> = gaps
            .into_iter()
            .map(|(gap, spots)| {
                next += gap + 1;
                (next, spots)
            })
            .collect();
        let bytes = written(sort, 12, &documents);
        let list = PostingList::read(&bytes, sort, next + 1).unwrap();
        prop_assert_eq!(list.postings.len(), documents.len());
        let mut reader = list.spots();
        for (posting, (doc, spots)) in list.postings.iter().zip(&documents) {
            prop_assert_eq!((posting.doc, posting.count), (*doc, spots.len() as u32));
            let mut found = Vec::new();
            match sort {
                Sort::Single => prop_assert_eq!(posting.whole as usize, spots.iter().filter(|spot| spot.is_whole()).count()),
                Sort::Word | Sort::Pair => reader.read(posting.count, sort, 12, &mut found).unwrap(),
            }
            match sort {
                Sort::Single => {}
                Sort::Pair => prop_assert_eq!(&found, spots),
                Sort::Word => prop_assert!(found.iter().zip(spots).all(|(one, other)| one.place() == other.place() && one.is_whole())),
            }
        }
        prop_assert_eq!(document_count(&bytes).unwrap(), documents.len() as u32);
        if sort != Sort::Single {
            let end = documents_end(&bytes, bytes.len(), next + 1).unwrap();
            let cut = PostingList::read(&bytes[..end], sort, next + 1).unwrap();
            prop_assert_eq!(cut.postings, list.postings, "its documents end before {}", end);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        for sort in [Sort::Single, Sort::Word, Sort::Pair] {
            if let Ok(list) = PostingList::read(&bytes, sort, 1000) {
                let mut spots = list.spots();
                for posting in list.postings.iter().take(100) {
                    spots.skip((posting.count as usize).saturating_mul(12));
                }
                let _ = spots.read(3, sort, 12, &mut Vec::new());
            }
        }
    }
}

#[test]
fn spots_of_a_document_can_be_left_out() {
    let mut writer = PostingWriter::default();
    writer.add(Posting { doc: 0, count: 2, whole: 2 });
    [5, 900].into_iter().for_each(|place| writer.spot(Spot::new(place, true, true), Sort::Word, 10));
    writer.add(Posting { doc: 1, count: 1, whole: 1 });
    writer.spot(Spot::new(7, true, true), Sort::Word, 3);
    let mut bytes = Vec::new();
    writer.write(Sort::Word, 2, &mut bytes);
    let list = PostingList::read(&bytes, Sort::Word, 2).unwrap();
    let mut spots = list.spots();
    spots.skip(20);
    let mut found = Vec::new();
    spots.read(1, Sort::Word, 3, &mut found).unwrap();
    assert_eq!(found, [Spot::new(7, true, true)]);
}

#[test]
fn a_frequent_term_costs_little_more_than_a_bit_a_document() {
    let documents: Vec<(u32, Vec<Spot>)> =
        (0..10_000).map(|doc| (doc, vec![Spot::new(0, true, true)])).collect();
    assert!(written(Sort::Word, 0, &documents).len() < 10_000 * 2 / 8 + 8);
}
