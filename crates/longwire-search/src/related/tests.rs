use std::cell::Cell;

use super::*;
use crate::evaluate::Short;
use crate::evaluate::tests::{Index, document};

const STRIKE: (&str, &str) = ("钱凯港码头工人罢工", "秘鲁钱凯港的工人罢工进入第三周。");
const STRIKE_TOO: (&str, &str) = ("秘鲁钱凯港罢工继续", "码头工人表示罢工将继续。");
const FREQUENT: (&str, &str) = ("明天多云", "The weather of tomorrow. 城东城西");

fn found(index: &impl Lists<Error = Damaged>, segments: &[Segment], subject: &Document<'_>) -> Vec<i64> {
    let hits = related(subject, segments, index, &HashSet::new(), 9).unwrap();
    hits.iter().map(|hit| hit.article_id).collect()
}

/// So many documents that all have the same words, numbered from a hundred on.
fn frequent(count: i64) -> Vec<Document<'static>> {
    let same = |n| Document { article_id: 100 + n, ..document(1, FREQUENT.0, FREQUENT.1) };
    (0..count).map(same).collect()
}

/// Lists that count what is asked of them.
struct Counted<'a> {
    index: &'a Index,
    asked: Cell<usize>,
    bytes: Cell<usize>,
}

impl<'a> Counted<'a> {
    fn of(index: &'a Index) -> Self {
        Self { index, asked: Cell::new(0), bytes: Cell::new(0) }
    }
}

impl Lists for Counted<'_> {
    type Error = Damaged;

    fn list(&self, _: usize, _: &[u8]) -> Result<Option<Vec<u8>>, Damaged> {
        panic!("a list was asked for however long it is");
    }

    fn short_list(&self, segment: usize, term: &[u8], bytes_max: usize) -> Result<Short, Damaged> {
        self.asked.set(self.asked.get() + 1);
        let list = self.index.short_list(segment, term, bytes_max)?;
        if let Short::List(list) = &list {
            self.bytes.set(self.bytes.get() + list.len());
        }
        Ok(list)
    }
}

#[test]
fn what_shares_rare_terms_is_found_in_every_segment() {
    let subject = document(1, STRIKE.0, STRIKE.1);
    let other = document(2, STRIKE_TOO.0, STRIKE_TOO.1);
    let parts = [vec![subject.clone()], frequent(40), vec![other.clone()]];
    let index = Index::of(&parts);
    assert_eq!(found(&index, &index.segments, &subject), [2]);
    assert_eq!(found(&index, &index.segments, &other), [1]);
}

#[test]
fn a_name_alone_is_no_story() {
    let subject = document(1, "钱凯港罢工", "");
    let index = Index::of(&[vec![subject.clone(), document(2, "钱凯港开放", "")], frequent(90)]);
    assert!(found(&index, &index.segments, &subject).is_empty());
}

#[test]
fn frequent_terms_cost_a_look_and_find_nothing() {
    let subject = document(1, FREQUENT.0, FREQUENT.1);
    let index = Index::of(&[frequent(30_000), vec![subject.clone()]]);
    let lists = Counted::of(&index);
    assert!(found(&lists, &index.segments, &subject).is_empty());
    assert_eq!(lists.bytes.get(), 0, "none of their lists was read");
}

#[test]
fn what_is_asked_has_a_limit_however_much_there_is() {
    let title: String = ('\u{4e00}'..'\u{4e60}').collect();
    let text: String = ('\u{5000}'..'\u{5030}').collect();
    let subject = document(1, &title, &text);
    let part = [vec![subject.clone(), Document { article_id: 2, ..subject.clone() }], frequent(60)].concat();
    let parts: Vec<_> = (0..SEGMENTS_MAX + 20).map(|_| part.clone()).collect();
    let index = Index::of(&parts);
    let lists = Counted::of(&index);
    assert_eq!(found(&lists, &index.segments, &subject).first(), Some(&2));
    let sampled = (SAMPLED_DOCUMENTS as usize).div_ceil(part.len()).max(SAMPLED_SEGMENTS);
    let most = CANDIDATES_MAX * sampled + (KNOWN_MAX + LONE_MAX) * SEGMENTS_MAX;
    assert!(lists.asked.get() <= most, "{} of {most}", lists.asked.get());
}

#[test]
fn segments_of_other_times_are_not_asked() {
    let subject = document(1, STRIKE.0, STRIKE.1);
    let minutes_apart = |minutes: i64| Document {
        article_id: 2,
        at_seconds: subject.at_seconds - minutes * 60,
        ..document(2, STRIKE_TOO.0, STRIKE_TOO.1)
    };
    for (minutes, expected) in [(APART_MAX, 1), (APART_MAX + 1, 0)] {
        let index = Index::of(&[vec![subject.clone()], frequent(40), vec![minutes_apart(minutes)]]);
        assert_eq!(found(&index, &index.segments, &subject).len(), expected, "{minutes}");
    }
    let index = Index::of(&[vec![minutes_apart(APART_MAX + 1)]]);
    let lists = Counted::of(&index);
    assert!(found(&lists, &index.segments, &subject).is_empty());
    assert_eq!(lists.asked.get(), 0);
}

#[test]
fn what_is_hidden_or_gone_is_not_found() {
    let subject = document(1, STRIKE.0, STRIKE.1);
    let shared = Document { sources: &[1, 7], ..document(2, STRIKE_TOO.0, STRIKE_TOO.1) };
    let mut index = Index::of(&[vec![subject.clone(), shared], frequent(90)]);
    let ids = |index: &Index, hidden| {
        let hits = related(&subject, &index.segments, index, &hidden, 9).unwrap();
        hits.iter().map(|hit| hit.article_id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&index, HashSet::from([8])), [2]);
    assert!(ids(&index, HashSet::from([7])).is_empty(), "whoever else announced it");
    let mut gone = crate::segment::Gone::default();
    gone.insert(1);
    index.segments[0].gone = gone.into();
    assert!(ids(&index, HashSet::new()).is_empty());
}
