use super::*;

#[test]
fn a_rest_is_without_end_or_until_a_moment() {
    let day = Timestamp::from_seconds(1_796_083_200);
    for (written, expected) in [
        ("yes", Some(Some(Rest::UntilTold))),
        ("no", Some(None)),
        ("2026-12-01", Some(Some(Rest::Until(day)))),
        ("2026-12-01T01:00:00+01:00", Some(Some(Rest::Until(day)))),
        ("", None),
        ("maybe", None),
        ("2026-12", None),
    ] {
        assert_eq!(Rest::of_setting(written), expected, "{written:?}");
    }
    assert!(Rest::UntilTold.holds(day) && !Rest::Until(day).holds(day));
    assert!(Rest::Until(day).holds(Timestamp::from_seconds(day.seconds() - 1)));
}
