use jiff::civil::date;

use super::*;

fn document(article_id: i64) -> Document<'static> {
    Document {
        article_id,
        seq: article_id * 2,
        title: "t",
        text: "",
        authors: &[],
        tags: &[],
        host: if article_id % 2 == 0 { "a.example" } else { "b.example" },
        language: (article_id % 3 == 0).then_some("zh-Hans"),
        sources: &[4, 9],
        at_seconds: 1_700_000_000 - article_id * 100_000,
        day: date(2023, 11, 14),
        has_image: article_id % 2 == 1,
    }
}

fn columns() -> Columns {
    let mut columns = Columns::default();
    (1..=5).for_each(|n| columns.push(&document(n), 3));
    columns
}

#[test]
fn columns_are_read_as_they_were_written() {
    let written = columns();
    let bytes = written.to_bytes();
    let read = Columns::read(&bytes).unwrap();
    assert_eq!(format!("{:?}", read.articles), format!("{:?}", written.articles));
    assert_eq!(read.to_bytes(), bytes);
    assert_eq!(read.months[0], 2023 * 12 + 10);
    assert_eq!(read.more_sources, written.more_sources);
    assert_eq!(read.place_total, 15);
}

#[test]
fn columns_in_a_row_leave_out_who_is_gone_but_not_their_length() {
    let mut gone = Gone::default();
    gone.insert(1);
    let one = columns();
    let joined = Columns::joined([(&one, &gone), (&one, &Gone::default())].into_iter());
    assert_eq!(joined.articles, [1, 0, 3, 4, 5, 1, 2, 3, 4, 5]);
    assert_eq!(joined.places, [3; 10]);
    assert!(!joined.more_sources.iter().any(|(doc, _)| *doc == 1));
    assert_eq!(joined.document_of(2), Some(6));
}

#[test]
fn a_scrubbed_row_tells_nothing() {
    let mut columns = columns();
    columns.scrub(2);
    assert_eq!((columns.articles[2], columns.seqs[2], columns.places[2]), (0, 0, 3));
    assert_eq!(columns.document_of(3), None);
}

#[test]
fn years_far_away_are_kept() {
    let mut columns = Columns::default();
    let far = Document { at_seconds: i64::MAX, day: date(9999, 12, 31), ..document(1) };
    columns.push(&far, 1);
    columns.push(&Document { at_seconds: i64::MIN, day: date(-9999, 1, 1), ..document(2) }, 1);
    let read = Columns::read(&columns.to_bytes()).unwrap();
    assert_eq!(read.days, columns.days);
    assert_eq!(read.months, [9999 * 12 + 11, -9999 * 12]);
}

#[test]
fn other_bytes_are_damage() {
    let bytes = columns().to_bytes();
    for end in 0..bytes.len() {
        assert!(Columns::read(&bytes[..end]).is_err(), "{end}");
    }
    for n in 0..bytes.len() {
        let mut torn = bytes.clone();
        torn[n] ^= 0xff;
        let _ = Columns::read(&torn);
    }
    assert!(Columns::read(&[0xff; 40]).is_err());
}
