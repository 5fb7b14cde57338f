use super::*;

#[track_caller]
fn round_trips(written: &str) {
    assert_eq!(written.parse::<Moment>().map(|m| m.to_string()).as_deref(), Ok(written));
}

#[test]
fn moments_are_written_as_they_were_read() {
    round_trips("2023-09-12T15:45:00+02:00");
    round_trips("2023-09-12T13:45:00Z");
    round_trips("2023-09-12T13:45:00.25Z");
    round_trips("2023-09-12T13:45:00-09:30");
    round_trips("2023-09-12");
}

#[test]
fn refuses_what_is_no_moment() {
    for written in ["", "2023-02-30", "2023-09-12T15:45", "12/09/2023", "2023-09-12T25:00:00Z"] {
        assert_eq!(written.parse::<Moment>(), Err(NotAMoment), "written: {written:?}");
    }
}

#[test]
fn an_instant_keeps_the_publishers_day() {
    let late: Moment = "2023-09-12T00:30:00+08:00".parse().expect("an instant");
    assert_eq!(late.date().to_string(), "2023-09-12");
    assert_eq!(late.timestamp().to_string(), "2023-09-11T16:30:00Z");
}

#[test]
fn timestamps_clamp_instead_of_overflowing() {
    assert_eq!(Timestamp::from_seconds(i64::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::from_millis(i64::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::MAX.plus(std::time::Duration::MAX), Timestamp::MAX);
    assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
}
