use std::time::Duration;

use super::*;

/// So many hours after a Monday's midnight UTC.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_seconds(1_788_134_400 + hours * HOUR)
}

/// A source with an entry at nine each working day, for so many weeks until [`at`]`(0)`.
fn mornings(weeks: i64) -> Rhythm {
    let mut rhythm = Rhythm::new(at(-weeks * 168));
    for day in -weeks * 7..0 {
        if day.rem_euclid(7) < 5 {
            let nine = at(day * 24 + 9);
            rhythm.learn(&[Appeared::At(nine)], nine.plus(Duration::from_secs(60)));
        }
    }
    rhythm
}

/// Entries an hour to be expected at an hour of the week that begins.
fn rate(rhythm: &Rhythm, hour: i64) -> f64 {
    rhythm.outlook(at(0)).per_hour(hour * HOUR + HOUR / 2)
}

#[test]
fn the_hour_of_the_week_is_learned() {
    let rhythm = mornings(8);
    let (tuesday_nine, tuesday_night, sunday_nine) =
        (rate(&rhythm, 24 + 9), rate(&rhythm, 24 + 3), rate(&rhythm, 6 * 24 + 9));
    assert!(tuesday_nine > 0.4, "{tuesday_nine}");
    assert!(tuesday_night < tuesday_nine / 10.0, "{tuesday_night} by night, {tuesday_nine} at nine");
    assert!(sunday_nine < tuesday_nine / 10.0, "{sunday_nine} on Sunday, {tuesday_nine} on Tuesday");
}

#[test]
fn thin_evidence_leans_on_the_average_and_the_other_days() {
    let rhythm = mornings(1);
    let (nine, ten, noon) = (rate(&rhythm, 33), rate(&rhythm, 34), rate(&rhythm, 36));
    assert!(nine > ten && ten > noon, "{nine} at nine, {ten} at ten, {noon} at noon");
    let stranger = Rhythm::new(at(0));
    assert!((rate(&stranger, 33) - PRIOR_PER_HOUR).abs() < 0.01, "{}", rate(&stranger, 33));
}

#[test]
fn a_week_adds_up_to_what_was_published() {
    let week: f64 = (0..168).map(|hour| rate(&mornings(12), hour)).sum();
    assert!((4.5..7.0).contains(&week), "{week} entries in a week of five");
}

#[test]
fn the_past_fades() {
    let mut rhythm = mornings(8);
    let later = at(24 * 21);
    rhythm.learn(&[], later);
    let half_left = rhythm.counts[9] / mornings(8).counts[9];
    assert!((0.45..0.55).contains(&half_left), "{half_left}");
    let silent = mornings(8);
    let (now, then) = (rate(&silent, 33), silent.outlook(at(24 * 42)).per_hour(33 * HOUR + HOUR / 2));
    assert!(then < now / 2.0, "silence is news too: {now} an hour, six weeks later {then}");
    rhythm.learn(&[], at(24 * 3650));
    assert!(rhythm.counts.iter().sum::<f32>() < 0.001);
}

#[test]
fn a_surprise_stretches_the_next_hours_and_is_forgotten() {
    let quiet = mornings(8);
    let mut burst = quiet.clone();
    burst.learn(&[Appeared::At(at(0)); 12], at(0));
    assert!(rate(&burst, 1) > 2.0 * rate(&quiet, 1));
    assert!(rate(&burst, 100) < 1.6 * rate(&quiet, 100));
    let loud = {
        let mut rhythm = Rhythm::new(at(-8 * 168));
        (-8 * 168..-12).for_each(|hour| rhythm.learn(&[Appeared::At(at(hour)); 6], at(hour)));
        rhythm
    };
    let expected = f64::from(Profile::of(&loud, at(0).seconds()).per_hour[1]);
    assert!(rate(&loud, 1) < expected / 2.0, "twelve hours of silence where six an hour were usual");
}

#[test]
fn an_entry_of_unknown_time_is_shared_out() {
    let mut rhythm = Rhythm::new(at(-24));
    rhythm.learn(&[Appeared::Between(at(-4), at(0))], at(0));
    let of_hours: Vec<f32> = (-5..1).map(|hour| rhythm.counts[hour_of_week(at(hour).seconds())]).collect();
    assert_eq!(of_hours[0], 0.0);
    assert!(of_hours[1..5].iter().all(|count| (0.24..0.26).contains(count)), "{of_hours:?}");
}

#[test]
fn a_date_says_when_an_entry_appeared_as_far_as_it_can() {
    let moment = |written: &str| Some(written.parse::<Moment>().unwrap());
    let (before, now) = (at(10), at(12));
    let at_eleven = moment("2026-08-31T13:00:00+02:00");
    assert_eq!(Appeared::of(at_eleven, Some(before), now), Some(Appeared::At(at(11))));
    let backdated = moment("2026-08-30T11:00:00Z");
    assert_eq!(Appeared::of(backdated, Some(before), now), Some(Appeared::Between(before, now)));
    assert_eq!(Appeared::of(moment("2026-08-31"), Some(before), now), Some(Appeared::Between(before, now)));
    let midnight = moment("2026-08-31T00:00:00+08:00");
    assert_eq!(Appeared::of(midnight, Some(before), now), Some(Appeared::Between(before, now)));
    assert_eq!(Appeared::of(None, Some(before), now), Some(Appeared::Between(before, now)));
    assert_eq!(Appeared::of(moment("2026-08-30"), None, now), Some(Appeared::Between(at(-24), at(0))));
    assert_eq!(Appeared::of(moment("2020-01-01T10:00:00Z"), None, now), None, "too long ago to say anything");
    assert_eq!(Appeared::of(None, None, now), None);
}

#[test]
fn a_rhythm_survives_its_stored_form_in_less_than_a_kibibyte() {
    let mut rhythm = mornings(30);
    rhythm.learn(&vec![Appeared::At(at(0)); 400], at(1));
    rhythm.wishes = Wishes { minutes: 90, skip_hours: 0xff_ffff, skip_days: 0x7f };
    let bytes = rhythm.to_bytes();
    assert!(bytes.len() <= 600, "{} bytes", bytes.len());
    let back = Rhythm::from_bytes(&bytes).unwrap();
    assert_eq!((back.since, back.day, back.wishes), (rhythm.since, rhythm.day, rhythm.wishes));
    for (kept, count) in back.counts.iter().zip(&rhythm.counts) {
        assert!((kept - count).abs() <= 0.01, "{kept} for {count}");
    }
    assert!(size_of::<Rhythm>() < 1024);
}

#[test]
fn other_bytes_are_no_rhythm() {
    let bytes = mornings(2).to_bytes();
    assert_eq!(Rhythm::from_bytes(&[]), None);
    assert_eq!(Rhythm::from_bytes(&[2, 1, 1]), None);
    assert_eq!(Rhythm::from_bytes(&[FORM; 4000]).map(|rhythm| rhythm.day), Some(1));
    assert_eq!(Rhythm::from_bytes(&[0xff; 4000]), None);
    for length in 0..bytes.len() {
        assert_eq!(Rhythm::from_bytes(&bytes[..length]), None, "{length}");
    }
}

#[test]
fn a_clock_that_jumped_back_teaches_nothing_wrong() {
    let mut rhythm = mornings(2);
    rhythm.learn(&[Appeared::At(at(900))], at(-900));
    let rate = rate(&rhythm, 0);
    assert!(rate.is_finite() && rate > 0.0, "{rate}");
}
