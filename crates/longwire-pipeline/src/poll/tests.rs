use longwire_model::SourceId;

use super::*;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_seconds(1_788_134_400 + hours * 3_600)
}

fn read_at(hours: i64) -> PollState {
    PollState { read_at: Some(at(hours)), ..PollState::new(SourceId(1), at(0)) }
}

#[test]
fn a_source_that_never_gave_a_body_is_asked_without_validators() {
    assert!(is_doubted(&PollState::new(SourceId(1), at(0)), at(0)));
}

#[test]
fn a_silent_source_is_doubted_after_a_day_if_it_used_to_be_loud() {
    let mut loud = Rhythm::new(at(-24 * 28));
    for hour in -24 * 28..0 {
        loud.learn(&[Appeared::At(at(hour))], at(hour));
    }
    let loud = PollState { rhythm: loud.to_bytes(), ..read_at(0) };
    assert!(!is_doubted(&loud, at(23)));
    assert!(is_doubted(&loud, at(24)));
    let still = PollState { rhythm: Rhythm::new(at(-24 * 60)).to_bytes(), ..read_at(0) };
    assert!(!is_doubted(&still, at(72)));
    assert!(is_doubted(&still, at(24 * 7)), "every source once a week");
}

#[test]
fn validators_that_lied_are_not_sent_again() {
    assert!(is_doubted(&PollState { distrusted: true, ..read_at(0) }, at(0)));
}

#[test]
fn validators_are_the_same_where_the_stronger_is() {
    let with = |etag: Option<&str>, date: Option<&str>| PollState {
        etag: etag.map(str::to_owned),
        last_modified: date.map(str::to_owned),
        ..read_at(0)
    };
    assert!(have_not_moved(&with(Some("1"), Some("a")), &with(Some("1"), Some("b"))));
    assert!(!have_not_moved(&with(Some("1"), Some("a")), &with(Some("2"), Some("a"))));
    assert!(have_not_moved(&with(None, Some("a")), &with(None, Some("a"))));
    assert!(!have_not_moved(&with(None, None), &with(None, None)), "nothing is nothing to lie with");
}

#[test]
fn failures_in_a_row_are_counted_from_the_first() {
    let first = noted(read_at(0), Trouble::Dns, "no address", None, at(1));
    let second = noted(first, Trouble::Tls, "expired", None, at(3));
    assert_eq!((second.failure_count, second.failing_since), (2, Some(at(1))));
    assert_eq!((second.trouble, second.failure.as_deref()), (Some(Trouble::Tls), Some("expired")));
}
